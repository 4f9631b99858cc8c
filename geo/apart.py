"""Boundary files read in a process of its own, with bounds on memory and time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Unpack

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries import Reading, Report, read_boundaries
from geo.kept_land import tier_of
from geo.manifest import read_manifest
from geo.tier import Tier
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level
from sandbox.limits import Limits
from sandbox.run import run_bounded

_MIB = 1024 * 1024
# The open set, 50 MB packed, takes half of it.
_LIMITS = Limits(memory=2048 * _MIB, seconds=600.0, answer=1024 * _MIB, file=1100 * _MIB)


def read_apart(
    path: Path,
    level: Level,
    known_areas: pd.DataFrame,
    columns: Mapping[str, str] | None = None,
    *,
    progress: Callable[[str], None] | None = None,
    limits: Limits | None = None,
    **how: Unpack[Reading],
) -> tuple[gpd.GeoDataFrame, Report]:
    """Return what `geo.boundaries.read_boundaries` reads, even where the file breaks its reader.

    Raises:
        LoadRefusedError: with every fault of the file, or because it took too much.
    """
    # Here and not there: a killed process leaves its unpacked files.
    with tempfile.TemporaryDirectory(prefix="ioc-ranh-gioi-") as scratch:
        return run_bounded(
            read_boundaries,
            path,
            level,
            known_areas,
            dict(columns or {}),
            file_name=path.name,
            limits=limits or _LIMITS,
            progress=progress or (lambda step: None),
            scratch=Path(scratch),
            **how,
        )


def real_shapes(folder: Path, vintage: str, level: Level) -> dict[str, shapely.Geometry]:
    """Return the published shapes of a level that are no cells: code → geometry in degrees."""
    shapes: dict[str, shapely.Geometry] = {}
    for entry in read_manifest(folder)["entries"]:
        whole = entry["parent"] == COUNTRY_CODE
        if (entry["vintage"], entry["level"]) != (vintage, level.value):
            continue
        if whole != (level is Level.PROVINCE) or not (folder / entry["file"]).exists():
            continue
        if Tier(entry["tier"]) is Tier.SCHEMATIC and not entry.get("better"):
            continue
        for row in decode_topology((folder / entry["file"]).read_bytes()).itertuples():
            if len(row.codes) == 1 and tier_of(entry, row.code) is not Tier.SCHEMATIC:
                shapes[row.code] = row.geometry
    return shapes
