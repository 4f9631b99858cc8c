"""Moves made-up villages into the shapes that their communes are drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import shapely
from sqlalchemy import Engine

from data.demo.places import read_demo_places, store_demo_places
from data.store.engine import raise_revision, writing
from geo.manifest import read_manifest
from geo.spots import Shapes, VillageMap, spots_inside
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level


def settle_demo_villages(engine: Engine, folder: Path, *, announce: bool = True) -> int:
    """Move the made-up villages that stand outside of their commune on a map; return how many rows.

    A village stands inside on the maps of all zooms of its own vintage, and on those of the other
    vintages wherever its communes have land in common. The store's points change, no number does:
    numbers are simulated from points of their own. `announce` False: right after the villages
    were stored, so that their storing stays the last change that people read of.
    """
    with engine.connect() as connection:
        places = read_demo_places(connection)
    if places.empty:
        return 0
    shapes = _read_shapes(folder, places)
    villages = {
        str(vintage): rows.set_index("code", drop=False)
        for vintage, rows in places.groupby("vintage")
    }
    results: list[pd.DataFrame] = []
    # The newest first, as it is what a map shows first: the others follow it where they can.
    for vintage in sorted(villages, reverse=True):
        rows = villages[vintage]
        at = pd.concat([*results[-1:], rows])[["code", "lon", "lat"]].drop_duplicates("code")
        at = at.set_index("code").reindex(rows["code"]).astype(float)
        grounds = _maps(vintage, rows["code"], villages, shapes)
        lon, lat, _ = spots_inside(at["lon"].to_numpy(), at["lat"].to_numpy(), grounds)
        results.append(rows.assign(lon=lon, lat=lat))
    after = pd.concat(results).set_index("id").reindex(places["id"]).reset_index()
    is_moved = (after[["lon", "lat"]].to_numpy() != places[["lon", "lat"]].to_numpy()).any(axis=1)
    if is_moved.any():
        with writing(engine) as connection:
            store_demo_places(connection, after[is_moved])
            if announce:
                summary = {"moved": int(is_moved.sum()), "demo": True}
                raise_revision(connection, "boundaries", summary)
    return int(is_moved.sum())


def _maps(
    vintage: str,
    codes: pd.Series,
    villages: Mapping[str, pd.DataFrame],
    shapes: Mapping[str, list[Shapes]],
) -> list[VillageMap]:
    """Return the maps that show villages: those of their own vintage, then the others."""
    return [
        VillageMap(villages[each]["parent_code"].reindex(codes).fillna("").tolist(), shapes_of_map)
        for each in [vintage, *sorted(set(villages) - {vintage}, reverse=True)]
        for shapes_of_map in shapes[each]
    ]


def _read_shapes(folder: Path, places: pd.DataFrame) -> dict[str, list[Shapes]]:
    """Return the shapes of each vintage's communes that hold villages: near first, then far."""
    result: dict[str, list[Shapes]] = {}
    entries = read_manifest(folder)["entries"]
    for vintage, rows in places.groupby("vintage"):
        near: dict[str, shapely.Geometry] = {}
        far: dict[str, shapely.Geometry] = {}
        codes, provinces = set(rows["parent_code"]), set(rows["province_code"])
        for entry in entries:
            if (entry["vintage"], entry["level"]) != (vintage, Level.COMMUNE.value):
                continue
            if entry["parent"] not in {COUNTRY_CODE, *provinces}:
                continue
            content = (folder / entry["file"]).read_bytes()
            into = far if entry["parent"] == COUNTRY_CODE else near
            for row in decode_topology(content, codes).itertuples():
                into.update(dict.fromkeys(row.codes, row.geometry))
        result[str(vintage)] = [each for each in (near, far) if each]
    return result
