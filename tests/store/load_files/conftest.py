"""Files as people's tools make them, written and read back through the loader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, select

from data.load.areas import keys
from data.load.areas.matching import AreaIndex, read_area_index
from data.load.tables import CheckedTable, read_observation_file
from data.store.schema import area, indicator
from ioc.errors import LoadRefusedError, Problem

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 9, 20)


@pytest.fixture(scope="session")
def codes(shipped_engine: Engine) -> tuple[dict[int, str], dict[int, str]]:
    """Codes of areas (of both vintages) and of indicators by their ids in this store."""
    with shipped_engine.connect() as connection:
        areas = {row.id: row.code for row in connection.execute(select(area.c.id, area.c.code))}
        kinds = connection.execute(select(indicator.c.id, indicator.c.code))
        return areas, {row.id: row.code for row in kinds}


@pytest.fixture(scope="session")
def _areas_of_vintages(shipped_engine: Engine) -> Callable[[Connection, str], AreaIndex]:
    """The index of a vintage, read once: nobody writes in this store, and a file asks for three."""

    @cache
    def index_of(vintage: str) -> AreaIndex:
        with shipped_engine.connect() as connection:
            return read_area_index(connection, vintage)

    return lambda _connection, vintage: index_of(vintage)


@pytest.fixture
def today() -> date:
    """The day on which files are read; a module may have its own."""
    return TODAY


@pytest.fixture
def read(
    shipped_engine: Engine,
    tmp_path: Path,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    _areas_of_vintages: Callable[[Connection, str], AreaIndex],
) -> Callable[..., CheckedTable]:
    """Read a file: its text or bytes, or the path of a case."""
    monkeypatch.setattr(keys, "read_area_index", _areas_of_vintages)

    def _read(content: str | bytes | Path, name: str = "bieu.csv", **options: Any) -> CheckedTable:
        if isinstance(content, Path):
            path = content
        else:
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        with shipped_engine.connect() as connection:
            return read_observation_file(
                connection, path, **{"vintage": None, "today": today, **options}
            )

    return _read


@pytest.fixture
def refuse(read: Callable[..., CheckedTable]) -> Callable[..., tuple[Problem, ...]]:
    """Read a file that must be refused and return its faults."""

    def _refuse(*arguments: Any, **options: Any) -> tuple[Problem, ...]:
        with pytest.raises(LoadRefusedError) as caught:
            read(*arguments, **options)
        return caught.value.problems

    return _refuse


@pytest.fixture
def cells(codes: tuple[dict[int, str], dict[int, str]]) -> Callable[[CheckedTable], list[Any]]:
    """The frame as (indicator, area, period, numerator, denominator, value), None for NaN."""

    def _cells(table: CheckedTable) -> list[Any]:
        areas, kinds = codes
        rows: Any = table.frame.itertuples()
        return sorted(
            (
                kinds[row.indicator_id],
                areas[row.area_id],
                row.period,
                *(
                    None if pd.isna(number) else number
                    for number in (row.numerator, row.denominator, row.value)
                ),
            )
            for row in rows
        )

    return _cells
