"""Where the villages of a list stand, beside the shapes that maps show of their communes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import shapely
from sqlalchemy import Connection, Engine

from callbacks.context import Context
from callbacks.shapes import find_shapes
from data.directories import DirectoryCache
from data.queries.areas import find_area, read_areas
from geo.kept_land import tier_of
from geo.manifest import read_manifest
from geo.placement import Doubts
from geo.tier import Tier
from geo.topology import decode_topology
from geo.village_checks import village_doubts
from ioc.area import AreaKey, Level
from ioc.errors import LoadRefusedError
from ioc.settings import Settings


def place_doubts(
    settings: Settings, engine: Engine, connection: Connection, frame: pd.DataFrame, vintage: str
) -> Doubts:
    """Return what is doubtful with the points of a list (`data.load.villages.read_villages`).

    Raises:
        LoadRefusedError: so many points lie outside of their communes that the list is at fault.
    """
    placed = frame[frame["lon"].notna() & frame["lat"].notna()]
    communes = read_areas(connection, vintage, Level.COMMUNE).set_index("code")
    context = Context(engine, settings, DirectoryCache())
    entries = {each["file"]: each for each in read_manifest(settings.published)["entries"]}
    real: dict[str, shapely.Geometry] = {}
    cells: dict[str, shapely.Geometry] = {}
    wanted = set(placed["parent_code"])
    for province in sorted(set(communes["province_code"].reindex(sorted(wanted)).dropna())):
        area = find_area(connection, AreaKey(vintage, str(province)))
        shapes = find_shapes(context, connection, area, Level.COMMUNE)
        if shapes is None:
            continue
        file = Path(shapes.address).name
        content = (settings.published / file).read_bytes()
        for row in decode_topology(content, wanted - set(shapes.stale)).itertuples():
            for code in row.codes:
                is_cell = tier_of(entries[file], code) is Tier.SCHEMATIC
                (cells if is_cell else real)[code] = row.geometry
    full = communes["full_name"]
    doubts = village_doubts(
        str(frame["source"].iloc[0]),
        [
            f"dòng {row.line}, {row.code} {row.full_name}, {full.get(row.parent_code, '')}"
            for row in placed.itertuples()
        ],
        placed["parent_code"].tolist(),
        placed["lon"].to_numpy(dtype=float),
        placed["lat"].to_numpy(dtype=float),
        real,
        cells,
    )
    if doubts.faults:
        raise LoadRefusedError(doubts.faults)
    return doubts
