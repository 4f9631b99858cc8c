"""Publishes maps: one small file per vintage, level and parent, cacheable for ever.

The whole country is drawn at about 1 km to the pixel, a province at about 100 m; both come from the
same cleaned coverage, so that provinces, districts and communes of a map share their borders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import DEGREES_CRS, Geometries, to_degrees
from geo.layers import AreaTable, MapLayer, clean_shapes, layers_of
from geo.manifest import (
    Manifest,
    MapEntry,
    read_manifest,
    read_steps,
    write_manifest,
    write_topology,
)
from geo.outlines.provinces import LICENCE, SOURCE, province_outlines
from geo.provenance import Provenance
from geo.publish_lock import publishing
from geo.publish_plan import PublishPlan, plan_publishing
from geo.publish_undo import step_back
from geo.schematic import schematic_cells
from geo.tier import Tier
from geo.topology import encode_topology
from ioc.area import COUNTRY_CODE, Level
from ioc.words.catalogue import say

__all__ = [
    "Manifest",
    "MapEntry",
    "PublishReport",
    "Tier",
    "publish_boundaries",
    "publish_schematic",
    "read_manifest",
]

# Grid steps per tolerance: fine enough that rounding does not show beside the simplification.
_STEPS = 8
_METRES_PER_DEGREE = 111_000.0
# Cells are made while a store is prepared, for some seconds: a second process waits for them.
_PATIENCE_S = 120.0
# East of the mainland's last cape (109.46°): Hoàng Sa, Trường Sa.
_FAR_EAST = 109.6


Progress = Callable[[str], None]


@dataclass(frozen=True)
class PublishReport:
    """What a publishing changed.

    `published`: new entries; `unchanged`: (level, parent) of better or directly loaded maps that
    stay; `incomplete`: provinces with too few polygons → share that has one; `beside`: provinces
    whose map keeps shapes that the file does not have → codes of those areas.
    """

    published: tuple[MapEntry, ...]
    unchanged: tuple[tuple[str, str], ...]
    incomplete: dict[str, float]
    beside: dict[str, list[str]] = field(default_factory=dict)


def publish_schematic(folder: Path, areas: pd.DataFrame, vintage_code: str) -> PublishReport:
    """Publish cells made from points for every level of a vintage; loaded maps stay.

    Args:
        folder: the folder of published boundaries; made when absent.
        areas: one vintage; columns code, level, parent_code, province_code, name, lon, lat,
            area_km2 (NaN where unknown).
        vintage_code: the vintage that the files are published under.

    Raises:
        PublishingBusyError: another process has been publishing for two minutes.
    """
    with publishing(folder, _PATIENCE_S):
        outlines = province_outlines(vintage_code)
        cells = schematic_cells(areas, outlines)
        area_table = AreaTable(areas)
        return _publish(
            folder,
            layers_of(cells, Level.COMMUNE, area_table, area_table.provinces, whole=True),
            area_table,
            vintage_code,
            Provenance(
                Tier.SCHEMATIC,
                say("boundary-voronoi"),
                LICENCE if outlines else "",
                outline=SOURCE if outlines else "",
            ),
        )


def publish_plan(
    folder: Path,
    plan: PublishPlan,
    tier: Tier | str,
    source: str,
    licence: str,
    progress: Progress | None = None,
) -> PublishReport:
    """Publish the shapes of a plan, and the wider levels as unions of them.

    Areas without a polygon are listed as missing. `undo_publishing` brings replaced maps back.

    Args:
        folder: the folder of published boundaries; made when absent.
        plan: see `plan_publishing`.
        tier: "open" or "official". A map that keeps shapes of a worse tier has that tier.
        source: where the polygons come from, shown beside the map.
        licence: on what terms.
        progress: called with the name of each step, in Vietnamese.

    Raises:
        LoadRefusedError: a polygon lies under others whole.
        PublishingBusyError: another process publishes into the folder.
    """
    tell = progress or (lambda step: None)
    with publishing(folder):
        tell(say("boundary-step-clean"))
        frame = plan.shapes
        if not plan.land.frame.empty:
            frame = gpd.GeoDataFrame(
                pd.concat([frame, plan.land.frame], ignore_index=True), crs=frame.crs
            )
            frame = frame.sort_values("code").reset_index(drop=True)
        clean = clean_shapes(frame, plan.area_table.names)
        layers = layers_of(clean, plan.level, plan.area_table, list(plan.provinces), plan.whole)
        provenance = Provenance(Tier(tier), source, licence, plan.land, source)
        report = _publish(folder, layers, plan.area_table, plan.vintage, provenance, tell)
    return replace(report, incomplete=plan.incomplete, beside=plan.beside)


def publish_boundaries(
    folder: Path,
    frame: gpd.GeoDataFrame,
    level: Level,
    vintage_code: str,
    areas: pd.DataFrame,
    tier: Tier | str,
    source: str,
    licence: str,
) -> PublishReport:
    """Plan and publish at once; see `plan_publishing` and `publish_plan`."""
    plan = plan_publishing(folder, frame, level, vintage_code, areas)
    return publish_plan(folder, plan, tier, source, licence)


def publish_layers(
    folder: Path,
    layers: Iterator[MapLayer],
    area_table: AreaTable,
    vintage_code: str,
    provenance: Provenance,
) -> PublishReport:
    """Publish ready layers, as far as they replace present maps.

    Raises:
        PublishingBusyError: another process has been publishing for two minutes.
    """
    with publishing(folder, _PATIENCE_S):
        return _publish(folder, layers, area_table, vintage_code, provenance)


def _publish(
    folder: Path,
    layers: Iterator[MapLayer],
    area_table: AreaTable,
    vintage_code: str,
    provenance: Provenance,
    tell: Progress = lambda step: None,
) -> PublishReport:
    before = {
        (entry["vintage"], entry["level"], entry["parent"]): entry
        for entry in read_manifest(folder)["entries"]
    }
    unchanged: list[tuple[str, str]] = []
    # Compressing takes most of the time and leaves the interpreter free for the next layer.
    with ThreadPoolExecutor(max_workers=2) as pool:
        coming: list[Future[MapEntry]] = []
        for layer in layers:
            key = (vintage_code, layer.level.value, layer.parent)
            tier, _, _ = provenance.of(layer)
            mixes = provenance.land is not None
            if key in before and not _replaces(tier, layer.derived, mixes, before[key]):
                unchanged.append((layer.level.value, layer.parent))
                continue
            coming.append(
                pool.submit(_write_map, folder, layer, area_table, vintage_code, provenance)
            )
            tell(say("boundary-step-draw", number=str(len(coming))))
        published = [each.result() for each in coming]
    entries = before | {
        (each["vintage"], each["level"], each["parent"]): each for each in published
    }
    steps = None
    if provenance.step is not None and published:
        steps = [*read_steps(folder), step_back(provenance.step, published, before)]
    write_manifest(folder, entries.values(), steps)
    return PublishReport(tuple(published), tuple(unchanged), {})


def _replaces(tier: Tier, derived: bool, mixes: bool, present: MapEntry) -> bool:
    """Tell whether a new file takes the place of a present one.

    In the same tier a level that was loaded itself is worth more than one joined from a finer one.
    A file with better shapes among its own is replaced by what was made beside them (`mixes`).
    """
    present_tier = Tier(present["tier"])
    if tier.rank != present_tier.rank:
        return tier.rank > present_tier.rank
    if present.get("better") and not mixes:
        return False
    return not derived or present["derived"]


def _write_map(
    folder: Path,
    layer: MapLayer,
    area_table: AreaTable,
    vintage_code: str,
    provenance: Provenance,
) -> MapEntry:
    tier, better, source = provenance.of(layer)
    geometries = to_degrees(np.asarray(layer.frame.geometry.values, dtype=object))
    frame = gpd.GeoDataFrame(
        layer.frame.drop(columns="geometry"), geometry=geometries, crs=DEGREES_CRS
    )
    content, vanished = encode_topology(frame, layer.tolerance_m / _STEPS / _METRES_PER_DEGREE)
    # Cells are made while a user waits for the first start; loaded boundaries can take their time.
    quality = 11 if tier is not Tier.SCHEMATIC else 10 if layer.parent == COUNTRY_CODE else 9
    name, packed = write_topology(folder, content, quality)
    groups = frame["codes"] if "codes" in frame else [[code] for code in frame["code"]]
    codes = {code for group in groups for code in group} - set(vanished)
    parts = shapely.get_parts(geometries)
    near = parts[shapely.bounds(parts)[:, 2] < _FAR_EAST]
    entry: MapEntry = {
        "vintage": vintage_code,
        "level": layer.level.value,
        "parent": layer.parent,
        "tier": tier.value,
        "derived": layer.derived,
        "file": name,
        "bytes": len(content),
        "bytes_br": packed,
        "features": len(frame) - len(vanished),
        "source": source,
        "licence": provenance.licence,
        "tolerance_m": layer.tolerance_m,
        "bbox": _bounds(parts),
        "view": _bounds(near if len(near) else parts),
        "missing": sorted(area_table.expected(layer.level, layer.parent) - codes),
    }
    if tier is Tier.SCHEMATIC and provenance.outline:
        entry["outline"] = provenance.outline
    if better:
        entry["better"] = better
    return entry


def _bounds(geometries: Geometries) -> list[float]:
    return [round(float(edge), 5) for edge in shapely.total_bounds(geometries)]
