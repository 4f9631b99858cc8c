"""Corrected points and sizes of shipped areas that the package has wrong.

The package looked some up by name alone and took those of another commune of the same name.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from data.queries.catalogue import CATALOGUE
from data.store.schema import area

_FACTS = ("lon", "lat", "area_km2")
_Key = tuple[str, str]


def correct_areas(areas: pd.DataFrame) -> pd.DataFrame:
    """Return rows of table `area` with the corrected points and sizes."""
    return _with(areas, "")


def as_shipped(areas: pd.DataFrame) -> pd.DataFrame:
    """Return rows of table `area` with the points and sizes that the package has.

    Demo numbers are simulated from them, so that a correction changes no demo number.
    """
    return _with(areas, "shipped_")


def correct_stored(connection: Connection) -> int:
    """Correct areas that an earlier version stored as shipped; return how many.

    Inside a write transaction; the caller raises the revision.
    """
    table = read_corrections()
    keys = {key: place for place, key in enumerate(_keys(table))}
    statement = select(area.c.id, area.c.vintage, area.c.code, *(area.c[name] for name in _FACTS))
    # By vintage alone: the database would plan a statement with two hundred codes each time.
    statement = statement.where(
        area.c.vintage.in_(sorted(set(table["vintage"]))), area.c.level == "commune"
    )
    changes = []
    for ident, vintage, code, *stored_facts in connection.execute(statement):
        place = keys.get((vintage, code))
        if place is None:
            continue
        row = table.iloc[place]
        facts = [
            row[name] if not pd.isna(row[name]) and now == row[f"shipped_{name}"] else now
            for name, now in zip(_FACTS, stored_facts, strict=True)
        ]
        if facts != stored_facts:
            changes.append({"area": ident} | {f"{name}_": each for name, each in
                                              zip(_FACTS, facts, strict=True)})  # fmt: skip
    if changes:
        values: dict[str, Any] = {name: bindparam(f"{name}_") for name in _FACTS}
        connection.execute(
            update(area).where(area.c.id == bindparam("area")).values(values), changes
        )
    return len(changes)


@cache
def read_corrections(folder: Path = CATALOGUE) -> pd.DataFrame:
    """Return one row per corrected area.

    Columns vintage, code, full_name; lon, lat, area_km2 (NaN: as shipped) and the shipped values
    shipped_lon, shipped_lat, shipped_area_km2; size_is: "published" or "measured".
    """
    with (folder / "area_corrections.csv").open(encoding="utf-8", newline="") as file:
        table = pd.DataFrame(list(csv.DictReader(file)))
    for name in (*_FACTS, *(f"shipped_{each}" for each in _FACTS)):
        table[name] = pd.to_numeric(table[name])
    return table


def _with(areas: pd.DataFrame, prefix: str) -> pd.DataFrame:
    table = read_corrections().set_index(["vintage", "code"])
    places = table.index.get_indexer(pd.MultiIndex.from_frame(areas[["vintage", "code"]]))
    if (places < 0).all():
        return areas
    frame = areas.copy()
    for name in _FACTS:
        if name in areas:
            values = table[f"{prefix}{name}"].to_numpy()[places]
            use = (places >= 0) & ~pd.isna(values)
            frame[name] = pd.to_numeric(areas[name], errors="coerce").where(~use, values)
    return frame


def _keys(table: pd.DataFrame) -> list[_Key]:
    return list(zip(table["vintage"], table["code"], strict=True))
