"""Đồng Nai's change of 2026-04-30, how it is planned, and what the store then has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, select

from data.load.reorganisation.file import read_reorganisation_file
from data.load.reorganisation.outcome import ReorganisationPlan
from data.load.reorganisation.plan import plan_reorganisation
from data.store.schema import area, area_relation, vintage, vintage_scope
from ioc.area import BEFORE_2025, SINCE_2025

OLD, NOW, NEXT = BEFORE_2025.code, SINCE_2025.code, "2026-04-30"


DONG_NAI = "75"
Write = Callable[[str], Path]


def plan(connection: Connection, path: Path, before: str, after: str) -> ReorganisationPlan:
    return plan_reorganisation(connection, read_reorganisation_file(path), before, after)


def contents(connection: Connection) -> dict[str, int]:
    """What stands in the tables that a reorganisation may change.

    As hashes: the difference of thirty thousand rows takes minutes to print.
    """
    tables = (area, area_relation, vintage, vintage_scope)
    return {
        table.name: hash(frozenset(map(tuple, connection.execute(select(table)).all())))
        for table in tables
    }


def village(code: str, commune: str, vintage_code: str = NOW) -> dict[str, object]:
    return {
        "vintage": vintage_code, "code": code, "parent_code": commune, "name": f"Ấp {code}",
        "full_name": f"Ấp {code}", "unit_type": "ấp", "lon": 107.0, "lat": 11.0,
        "population": 500.0, "households": 120.0, "is_demo": False, "source": "ds.xlsx",
    }  # fmt: skip
