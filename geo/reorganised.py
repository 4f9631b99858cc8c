"""The land of a vintage that a reorganisation made: unions of the parts of its new areas.

Nobody knows the line along which a commune was divided: its land goes to the nearest of its
successors' points, and the map is then called schematic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import METRIC_CRS, points_to_metric, to_metric
from geo.coverage import dissolve
from geo.kept_land import tier_of
from geo.layers import COARSE_M, AreaTable, MapLayer, clean_shapes, layers_of
from geo.manifest import MapEntry, read_manifest
from geo.provenance import Provenance
from geo.publish import PublishReport, publish_layers
from geo.tier import Tier
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level
from ioc.words.catalogue import say

_COMMUNE = Level.COMMUNE.value


@dataclass(frozen=True)
class _PublishedLand:
    """Published shapes by code, in metres, and where they come from."""

    shapes: dict[str, shapely.Geometry]
    tiers: dict[str, Tier]
    source: str
    licence: str


def publish_reorganised(
    folder: Path, vintage: str, areas: pd.DataFrame, parts: pd.DataFrame, before: str
) -> list[PublishReport]:
    """Publish the land of the provinces that a reorganisation changed, and of the country.

    A province gets the worst tier of its parts; maps loaded for the vintage itself stay. Where the
    earlier land was never published, nothing is published.

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
    area_table = AreaTable(areas)
    parts = parts[parts["to_code"].isin(area_table.level.keys())]
    entries = {
        (each["vintage"], each["level"], each["parent"]): each
        for each in read_manifest(folder)["entries"]
    }
    points = _points(areas)
    reports = []
    for province, own in parts.groupby(parts["to_code"].map(area_table.province)):
        land = _earlier(folder, entries, own)
        if land is None:
            continue
        frame, tier = _unite(own, land, points, area_table)
        if frame.empty:
            continue
        layers = (
            replace(layer, derived=True)
            for layer in layers_of(
                clean_shapes(frame, area_table.names),
                Level.COMMUNE,
                area_table,
                [str(province)],
                whole=False,
            )
        )
        provenance = Provenance(tier, land.source, land.licence)
        reports.append(publish_layers(folder, layers, area_table, vintage, provenance))
    country = _country(folder, entries, parts, points, area_table, before)
    if reports and country is not None:
        reports.append(publish_layers(folder, iter(country[0]), area_table, vintage, country[1]))
    return reports


def _earlier(
    folder: Path, entries: dict[tuple[str, str, str], MapEntry], parts: pd.DataFrame
) -> _PublishedLand | None:
    """Return the published land of the parts of a province; None when nothing of it is."""
    shapes: dict[str, shapely.Geometry] = {}
    tiers: dict[str, Tier] = {}
    sources, licences = [], []
    for (vintage, province), own in parts.groupby(["from_vintage", "from_province"]):
        entry = entries.get((str(vintage), _COMMUNE, str(province)))
        if entry is None or not (folder / entry["file"]).exists():
            continue
        shapes_of = _decode(folder, entry)
        codes = [code for code in own["from_code"] if code in shapes_of]
        shapes |= {code: shapes_of[code] for code in codes}
        tiers |= {code: tier_of(entry, code) for code in codes}
        sources.append(entry["source"])
        licences.append(entry["licence"])
    if not shapes:
        return None
    return _PublishedLand(
        shapes, tiers, _source_text(sources), "; ".join(dict.fromkeys(filter(None, licences)))
    )


def _source_text(sources: Sequence[str]) -> str:
    return say("boundary-joined-source", sources="; ".join(dict.fromkeys(sources)))


def _decode(folder: Path, entry: MapEntry) -> dict[str, shapely.Geometry]:
    frame = decode_topology((folder / entry["file"]).read_bytes())
    shapes = to_metric(np.asarray(frame.geometry.values, dtype=object))
    return dict(zip(frame["code"], shapes, strict=True))


def _points(areas: pd.DataFrame) -> dict[str, tuple[float, float]]:
    own = areas[areas["level"] == Level.COMMUNE]
    x, y = points_to_metric(
        pd.to_numeric(own["lon"]).to_numpy(dtype=float),
        pd.to_numeric(own["lat"]).to_numpy(dtype=float),
    )
    has_point = np.isfinite(x) & np.isfinite(y)
    return {
        str(code): (float(a), float(b))
        for code, a, b, there in zip(own["code"], x, y, has_point, strict=True)
        if there
    }


def _unite(
    parts: pd.DataFrame,
    land: _PublishedLand,
    points: dict[str, tuple[float, float]],
    area_table: AreaTable,
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
        for heir, piece in _divide(shape, heirs, points).items():
            pieces.setdefault(heir, []).append(piece)
    codes = sorted(pieces)
    frame = gpd.GeoDataFrame(
        {"code": codes},
        geometry=[shapely.union_all(pieces[code]) for code in codes],
        crs=METRIC_CRS,
    )
    frame["codes"] = [[code] for code in codes]
    frame["level"] = [str(area_table.level[code]) for code in codes]
    frame["parent_code"] = [area_table.parent[code] for code in codes]
    frame["province_code"] = [area_table.province[code] for code in codes]
    tiers = [land.tiers[code] for code in parts["from_code"] if code in land.tiers]
    worst = min(tiers, key=lambda tier: tier.rank, default=Tier.SCHEMATIC)
    return frame, Tier.SCHEMATIC if divided else worst


def _divide(
    shape: shapely.Geometry, heirs: Sequence[str], points: dict[str, tuple[float, float]]
) -> dict[str, shapely.Geometry]:
    """Return the part of a shape that lies nearest to the point of each successor.

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
    shares: dict[str, shapely.Geometry] = {}
    for place, heir in places.items():
        (cell,) = cells[shapely.contains_xy(cells, *place)][:1]
        piece = shapely.intersection(shape, cell)
        solid = [part for part in shapely.get_parts(piece) if part.geom_type == "Polygon"]
        if solid:
            shares[heir] = shapely.union_all(solid)
    return shares


def _country(
    folder: Path,
    entries: dict[tuple[str, str, str], MapEntry],
    parts: pd.DataFrame,
    points: dict[str, tuple[float, float]],
    area_table: AreaTable,
    before: str,
) -> tuple[list[MapLayer], Provenance] | None:
    """Return the country's maps: the former one, with the changed communes joined anew."""
    vintages = sorted(set(parts["from_vintage"]))
    # Only a map on which every part stands under its own code can be joined from.
    usable = [before] if (before, _COMMUNE, COUNTRY_CODE) in entries else vintages
    entry = entries.get((usable[0], _COMMUNE, COUNTRY_CODE)) if len(usable) == 1 else None
    if entry is None or not (folder / entry["file"]).exists():
        return None
    shapes = _decode(folder, entry)
    tiers = {code: tier_of(entry, code) for code in shapes}
    land = _PublishedLand(shapes, tiers, entry["source"], entry["licence"])
    unions, worst = _unite(parts, land, points, area_table)
    former_codes = set(parts["from_code"])
    rest = [
        code for code in sorted(shapes) if code not in former_codes and code in area_table.level
    ]
    others = gpd.GeoDataFrame(
        {"code": rest}, geometry=[shapes[code] for code in rest], crs=METRIC_CRS
    )
    others["codes"] = [[code] for code in rest]
    others["level"] = [str(area_table.level[code]) for code in rest]
    others["parent_code"] = [area_table.parent[code] for code in rest]
    others["province_code"] = [area_table.province[code] for code in rest]
    frame = gpd.GeoDataFrame(pd.concat([others, unions], ignore_index=True), crs=METRIC_CRS)
    frame = frame.sort_values("code").reset_index(drop=True)
    tier = min([worst, Tier(entry["tier"])], key=lambda each: each.rank)
    layers = [MapLayer(Level.COMMUNE, COUNTRY_CODE, frame, COARSE_M, derived=True)]
    changes_province = parts["from_province"] != parts["to_code"].map(area_table.province)
    if changes_province.any():
        provinces = dissolve(frame, frame["province_code"], area_table.parent)
        layers.append(MapLayer(Level.PROVINCE, COUNTRY_CODE, provinces, COARSE_M, derived=True))
    return layers, Provenance(tier, _source_text([entry["source"]]), entry["licence"])
