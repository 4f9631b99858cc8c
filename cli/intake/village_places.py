"""Compares the points of a list of villages with the shapes of their communes on maps."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import shapely
from sqlalchemy import Connection, Engine

from callbacks.frame.context import Context
from callbacks.map.shapes import find_shapes
from data.queries.areas import find_area, read_areas
from data.queries.directories import Directories
from geo.kept_land import tier_of
from geo.manifest import read_manifest
from geo.placement import Doubts
from geo.tier import Tier
from geo.topology import decode_topology
from geo.village_checks import village_doubts
from ioc.area import AreaKey, Level
from ioc.errors import LoadRefusedError
from ioc.settings import Settings
from ioc.words.catalogue import say


def place_doubts(
    settings: Settings, engine: Engine, connection: Connection, frame: pd.DataFrame, vintage: str
) -> Doubts:
    """Return what is doubtful with the points of a list (`data.load.areas.villages.read_villages`).

    Raises:
        LoadRefusedError: so many points lie outside of their communes that the list is at fault.
    """
    with_point = frame[frame["lon"].notna() & frame["lat"].notna()]
    communes = read_areas(connection, vintage, Level.COMMUNE).set_index("code")
    context = Context(engine, settings, Directories())
    entries = {each["file"]: each for each in read_manifest(settings.published)["entries"]}
    real: dict[str, shapely.Geometry] = {}
    cells: dict[str, shapely.Geometry] = {}
    codes = set(with_point["parent_code"])
    for province in sorted(set(communes["province_code"].reindex(sorted(codes)).dropna())):
        area = find_area(connection, AreaKey(vintage, str(province)))
        shapes = find_shapes(context, connection, area, Level.COMMUNE)
        if shapes is None:
            continue
        file = Path(shapes.address).name
        content = (settings.published / file).read_bytes()
        for row in decode_topology(content, codes - set(shapes.stale)).itertuples():
            for code in row.codes:
                is_cell = tier_of(entries[file], code) is Tier.SCHEMATIC
                (cells if is_cell else real)[code] = row.geometry
    full = communes["full_name"]
    doubts = village_doubts(
        str(frame["source"].iloc[0]),
        [
            say(
                "intake-village",
                row=str(row.line),
                code=str(row.code),
                name=str(row.full_name),
                commune=full.get(row.parent_code, ""),
            )
            for row in with_point.itertuples()
        ],
        with_point["parent_code"].tolist(),
        with_point["lon"].to_numpy(dtype=float),
        with_point["lat"].to_numpy(dtype=float),
        real,
        cells,
    )
    if doubts.faults:
        raise LoadRefusedError(doubts.faults)
    return doubts
