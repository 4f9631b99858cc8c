"""What the browser gets: one small file per vintage, level and parent, cacheable for ever.

The whole country is drawn at about 1 km to the pixel, a province at about 100 m; both come from the
same cleaned coverage, so that provinces, districts and communes of a map share their borders.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.layers import Ground, Layer, cleaned, layers_of
from geo.manifest import Entry, Manifest, read_manifest, write_manifest, write_topology
from geo.projection import DEGREES_CRS, Geometries, to_degrees
from geo.publish_lock import publishing
from geo.schematic import schematic_cells
from geo.topology import encode_topology
from ioc.area import COUNTRY_CODE, Level
from ioc.errors import LoadRefusedError, Problem

__all__ = [
    "Entry",
    "Manifest",
    "PublishReport",
    "Tier",
    "publish_boundaries",
    "publish_schematic",
    "read_manifest",
]

# Grid steps per tolerance: fine enough that rounding does not show beside the simplification.
_STEPS = 8
_METRES_PER_DEGREE = 111_000.0
# A province's own file is replaced when at least this share of its areas has a polygon, the files
# of the country when this share of all areas has one and no province is left out.
PROVINCE_SHARE, COUNTRY_SHARE = 0.5, 0.95
# Cells are made while a store is prepared, for some seconds: whoever comes second waits for them.
_PATIENCE_S = 120.0
# East of the mainland's last cape (109.46°): Hoàng Sa, Trường Sa.
_FAR_EAST = 109.6


class Tier(StrEnum):
    """Where polygons come from; a better tier replaces a worse one."""

    SCHEMATIC = "schematic"
    OPEN = "open"
    OFFICIAL = "official"

    @property
    def rank(self) -> int:
        """Higher is better.

        >>> Tier.OFFICIAL.rank > Tier.OPEN.rank > Tier.SCHEMATIC.rank
        True
        """
        return list(Tier).index(self)


@dataclass(frozen=True)
class PublishReport:
    """What a publishing changed.

    `published`: new entries; `kept`: (level, parent) where a better or directly loaded map stays;
    `skipped`: provinces with too few polygons → share that has one.
    """

    published: tuple[Entry, ...]
    kept: tuple[tuple[str, str], ...]
    skipped: dict[str, float]


def publish_schematic(folder: Path, areas: pd.DataFrame, vintage_code: str) -> PublishReport:
    """Publish cells made from points for every level of a vintage; never over a loaded map.

    Args:
        folder: the folder of published boundaries; made when absent.
        areas: one vintage; columns code, level, parent_code, province_code, name, lon, lat,
            area_km2 (NaN where unknown).
        vintage_code: the vintage that the files are published under.

    Raises:
        PublishingBusyError: another process has been publishing for two minutes.
    """
    with publishing(folder, _PATIENCE_S):
        cells = schematic_cells(areas)
        ground = Ground(areas)
        return _publish(
            folder,
            layers_of(cells, Level.COMMUNE, ground, ground.provinces, whole=True),
            ground,
            vintage_code,
            Tier.SCHEMATIC,
            "Ô Voronoi dựng từ toạ độ điểm của địa bàn",
            "",
            {},
        )


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
    """Publish loaded polygons, and the wider levels as unions of them.

    A province's file is replaced when at least half of its areas have a polygon; the files of the
    country only when the frame covers the country. Areas without a polygon are listed as missing.

    Args:
        folder: the folder of published boundaries; made when absent.
        frame: columns code, geometry (any known CRS) and optionally codes (list of str: all areas
            that the polygon stands for, `code` first).
        level: what the rows are.
        vintage_code: the vintage that the codes belong to.
        areas: that vintage; columns code, level, parent_code, province_code, name.
        tier: "open" or "official".
        source: where the polygons come from, shown beside the map.
        licence: on what terms.

    Raises:
        LoadRefusedError: no file could be made of the frame, because too few areas have a polygon.
        PublishingBusyError: another process publishes into the folder.
    """
    ground = Ground(areas)
    loaded = ground.placed(frame, level)
    share = ground.share_by_province(loaded, level)
    enough = [code for code in ground.provinces if share.get(code, 0.0) >= PROVINCE_SHARE]
    count = sum(len(codes) for codes in loaded["codes"])
    whole = (
        len(enough) == len(ground.provinces)
        and count >= COUNTRY_SHARE * (ground.areas["level"] == level).sum()
    )
    if not enough or (level is Level.PROVINCE and not whole):
        needed = "đủ mọi tỉnh" if level is Level.PROVINCE else "ít nhất một nửa số địa bàn của tỉnh"
        raise LoadRefusedError(
            [
                Problem(
                    f"tệp chỉ có ranh giới của {count} địa bàn, chưa đủ để thay bản đồ đang dùng",
                    f"nạp tệp có {needed}",
                )
            ]
        )
    skipped = {code: part for code, part in share.items() if code not in enough}
    with publishing(folder):
        layers = layers_of(cleaned(loaded, level), level, ground, enough, whole)
        return _publish(folder, layers, ground, vintage_code, Tier(tier), source, licence, skipped)


def _publish(
    folder: Path,
    layers: Iterator[Layer],
    ground: Ground,
    vintage_code: str,
    tier: Tier,
    source: str,
    licence: str,
    skipped: dict[str, float],
) -> PublishReport:
    entries = {
        (entry["vintage"], entry["level"], entry["parent"]): entry
        for entry in read_manifest(folder)["entries"]
    }
    kept: list[tuple[str, str]] = []
    # Compressing takes most of the time and leaves the interpreter free for the next layer.
    with ThreadPoolExecutor(max_workers=2) as pool:
        coming: list[Future[Entry]] = []
        for layer in layers:
            key = (vintage_code, layer.level.value, layer.parent)
            if key in entries and not _replaces(tier, layer.derived, entries[key]):
                kept.append((layer.level.value, layer.parent))
                continue
            coming.append(
                pool.submit(_written, folder, layer, ground, vintage_code, tier, source, licence)
            )
        published = [each.result() for each in coming]
    entries |= {(each["vintage"], each["level"], each["parent"]): each for each in published}
    write_manifest(folder, entries.values())
    return PublishReport(tuple(published), tuple(kept), skipped)


def _replaces(tier: Tier, derived: bool, present: Entry) -> bool:
    """Tell whether a new file takes the place of a present one.

    In the same tier a level that was loaded itself is worth more than one joined from a finer one.
    """
    held = Tier(present["tier"])
    if tier.rank != held.rank:
        return tier.rank > held.rank
    return not derived or present["derived"]


def _written(
    folder: Path,
    layer: Layer,
    ground: Ground,
    vintage_code: str,
    tier: Tier,
    source: str,
    licence: str,
) -> Entry:
    geometries = to_degrees(np.asarray(layer.frame.geometry.values, dtype=object))
    frame = gpd.GeoDataFrame(
        layer.frame.drop(columns="geometry"), geometry=geometries, crs=DEGREES_CRS
    )
    content, vanished = encode_topology(frame, layer.tolerance_m / _STEPS / _METRES_PER_DEGREE)
    # Cells are made while a user waits for the first start; loaded boundaries can take their time.
    quality = 11 if tier is not Tier.SCHEMATIC else 10 if layer.parent == COUNTRY_CODE else 9
    name, packed = write_topology(folder, content, quality)
    groups = frame["codes"] if "codes" in frame else [[code] for code in frame["code"]]
    drawn = {code for group in groups for code in group} - set(vanished)
    parts = shapely.get_parts(geometries)
    near = parts[shapely.bounds(parts)[:, 2] < _FAR_EAST]
    return {
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
        "licence": licence,
        "tolerance_m": layer.tolerance_m,
        "bbox": _bounds(parts),
        "view": _bounds(near if len(near) else parts),
        "missing": sorted(ground.expected(layer.level, layer.parent) - drawn),
    }


def _bounds(geometries: Geometries) -> list[float]:
    return [round(float(edge), 5) for edge in shapely.total_bounds(geometries)]
