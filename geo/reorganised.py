"""The land of a vintage that a reorganisation made: unions of the parts of its new areas.

Where a commune was divided nobody says along which line: its land goes to the nearest of its heirs'
points, and the map is then called schematic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coverage import dissolve
from geo.kept_land import tier_of
from geo.layers import COARSE_M, Ground, Layer, cleaned, layers_of
from geo.manifest import Entry, read_manifest
from geo.projection import METRIC_CRS, points_to_metric, to_metric
from geo.provenance import Provenance
from geo.publish import PublishReport, publish_layers
from geo.tier import Tier
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level

_COMMUNE = Level.COMMUNE.value


@dataclass(frozen=True)
class _Land:
    """Published shapes by code, in metres, and where they come from."""

    shapes: dict[str, shapely.Geometry]
    tiers: dict[str, Tier]
    source: str
    licence: str


def publish_reorganised(
    folder: Path, vintage: str, areas: pd.DataFrame, parts: pd.DataFrame, before: str
) -> list[PublishReport]:
    """Publish the land of the provinces that a reorganisation reached, and of the country.

    A province gets the worst tier of its parts; what was loaded for the vintage itself stays. Where
    the earlier land was never published there is nothing to join, and nothing is published.

    Args:
        folder: the folder of published boundaries.
        vintage: the new vintage.
        areas: all areas that it shows; columns as in `geo.publish.plan_publishing`, and lon, lat.
        parts: columns from_vintage, from_code, from_province, to_code, whole; the communes that
            the new vintage stores and what each was made of.
        before: the vintage before it.

    Raises:
        PublishingBusyError: another process has been publishing for two minutes.
    """
    ground = Ground(areas)
    parts = parts[parts["to_code"].isin(ground.level.keys())]
    entries = {
        (each["vintage"], each["level"], each["parent"]): each
        for each in read_manifest(folder)["entries"]
    }
    points = _points(areas)
    reports = []
    for province, own in parts.groupby(parts["to_code"].map(ground.province)):
        land = _earlier(folder, entries, own)
        if land is None:
            continue
        frame, tier = _joined(own, land, points, ground)
        if frame.empty:
            continue
        layers = (
            replace(layer, derived=True)
            for layer in layers_of(
                cleaned(frame, ground.names), Level.COMMUNE, ground, [str(province)], whole=False
            )
        )
        made = Provenance(tier, land.source, land.licence)
        reports.append(publish_layers(folder, layers, ground, vintage, made))
    country = _country(folder, entries, parts, points, ground, before)
    if reports and country is not None:
        reports.append(publish_layers(folder, iter(country[0]), ground, vintage, country[1]))
    return reports


def _earlier(
    folder: Path, entries: dict[tuple[str, str, str], Entry], parts: pd.DataFrame
) -> _Land | None:
    """Return the published land of the parts of a province; None when nothing of it is."""
    shapes: dict[str, shapely.Geometry] = {}
    tiers: dict[str, Tier] = {}
    sources, licences = [], []
    for (age, province), own in parts.groupby(["from_vintage", "from_province"]):
        entry = entries.get((str(age), _COMMUNE, str(province)))
        if entry is None or not (folder / entry["file"]).exists():
            continue
        found = _decoded(folder, entry)
        wanted = [code for code in own["from_code"] if code in found]
        shapes |= {code: found[code] for code in wanted}
        tiers |= {code: tier_of(entry, code) for code in wanted}
        sources.append(entry["source"])
        licences.append(entry["licence"])
    if not shapes:
        return None
    return _Land(shapes, tiers, _said(sources), "; ".join(dict.fromkeys(filter(None, licences))))


def _said(sources: Sequence[str]) -> str:
    return f"Gộp từ ranh giới trước sắp xếp: {'; '.join(dict.fromkeys(sources))}"


def _decoded(folder: Path, entry: Entry) -> dict[str, shapely.Geometry]:
    frame = decode_topology((folder / entry["file"]).read_bytes())
    shapes = to_metric(np.asarray(frame.geometry.values, dtype=object))
    return dict(zip(frame["code"], shapes, strict=True))


def _points(areas: pd.DataFrame) -> dict[str, tuple[float, float]]:
    own = areas[areas["level"] == Level.COMMUNE]
    x, y = points_to_metric(
        pd.to_numeric(own["lon"]).to_numpy(dtype=float),
        pd.to_numeric(own["lat"]).to_numpy(dtype=float),
    )
    known = np.isfinite(x) & np.isfinite(y)
    return {
        str(code): (float(a), float(b))
        for code, a, b, there in zip(own["code"], x, y, known, strict=True)
        if there
    }


def _joined(
    parts: pd.DataFrame, land: _Land, points: dict[str, tuple[float, float]], ground: Ground
) -> tuple[gpd.GeoDataFrame, Tier]:
    """Return the new communes as unions of their parts, and the worst tier among these."""
    pieces: dict[str, list[shapely.Geometry]] = {}
    divided = False
    for code, own in parts.groupby("from_code"):
        shape = land.shapes.get(str(code))
        if shape is None:
            continue
        heirs = own["to_code"].tolist()
        if len(heirs) == 1:
            pieces.setdefault(heirs[0], []).append(shape)
            continue
        divided = True
        for heir, piece in _divided(shape, heirs, points).items():
            pieces.setdefault(heir, []).append(piece)
    codes = sorted(pieces)
    frame = gpd.GeoDataFrame(
        {"code": codes},
        geometry=[shapely.union_all(pieces[code]) for code in codes],
        crs=METRIC_CRS,
    )
    frame["codes"] = [[code] for code in codes]
    frame["level"] = [str(ground.level[code]) for code in codes]
    frame["parent_code"] = [ground.parent[code] for code in codes]
    frame["province_code"] = [ground.province[code] for code in codes]
    used = [land.tiers[code] for code in parts["from_code"] if code in land.tiers]
    worst = min(used, key=lambda tier: tier.rank, default=Tier.SCHEMATIC)
    return frame, Tier.SCHEMATIC if divided else worst


def _divided(
    shape: shapely.Geometry, heirs: Sequence[str], points: dict[str, tuple[float, float]]
) -> dict[str, shapely.Geometry]:
    """Return the part of a shape that lies nearest to the point of each heir.

    Heirs without a point of their own get nothing, and are drawn as areas without a polygon.
    """
    places: dict[tuple[float, float], str] = {}
    for heir in heirs:
        if heir in points:
            places.setdefault(points[heir], heir)
    if not places:
        return {}
    if len(places) == 1:
        return dict.fromkeys(places.values(), shape)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(list(places)), extend_to=shape)
    )
    found: dict[str, shapely.Geometry] = {}
    for place, heir in places.items():
        (cell,) = cells[shapely.contains_xy(cells, *place)][:1]
        piece = shapely.intersection(shape, cell)
        solid = [part for part in shapely.get_parts(piece) if part.geom_type == "Polygon"]
        if solid:
            found[heir] = shapely.union_all(solid)
    return found


def _country(
    folder: Path,
    entries: dict[tuple[str, str, str], Entry],
    parts: pd.DataFrame,
    points: dict[str, tuple[float, float]],
    ground: Ground,
    before: str,
) -> tuple[list[Layer], Provenance] | None:
    """Return the country's maps: the one before, with the reached communes joined anew."""
    ages = sorted(set(parts["from_vintage"]))
    # Only a map on which every part stands under its own code can be joined from.
    usable = [before] if (before, _COMMUNE, COUNTRY_CODE) in entries else ages
    entry = entries.get((usable[0], _COMMUNE, COUNTRY_CODE)) if len(usable) == 1 else None
    if entry is None or not (folder / entry["file"]).exists():
        return None
    found = _decoded(folder, entry)
    tiers = {code: tier_of(entry, code) for code in found}
    land = _Land(found, tiers, entry["source"], entry["licence"])
    joined, worst = _joined(parts, land, points, ground)
    gone = set(parts["from_code"])
    rest = [code for code in sorted(found) if code not in gone and code in ground.level]
    kept = gpd.GeoDataFrame({"code": rest}, geometry=[found[code] for code in rest], crs=METRIC_CRS)
    kept["codes"] = [[code] for code in rest]
    kept["level"] = [str(ground.level[code]) for code in rest]
    kept["parent_code"] = [ground.parent[code] for code in rest]
    kept["province_code"] = [ground.province[code] for code in rest]
    frame = gpd.GeoDataFrame(pd.concat([kept, joined], ignore_index=True), crs=METRIC_CRS)
    frame = frame.sort_values("code").reset_index(drop=True)
    tier = min([worst, Tier(entry["tier"])], key=lambda each: each.rank)
    layers = [Layer(Level.COMMUNE, COUNTRY_CODE, frame, COARSE_M, derived=True)]
    moved = parts["from_province"] != parts["to_code"].map(ground.province)
    if moved.any():
        provinces = dissolve(frame, frame["province_code"], ground.parent)
        layers.append(Layer(Level.PROVINCE, COUNTRY_CODE, provinces, COARSE_M, derived=True))
    return layers, Provenance(tier, _said([entry["source"]]), entry["licence"])
