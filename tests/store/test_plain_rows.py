"""What is taken without a close look, the close look takes too, and with the same end."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from data.load.machines.posted_rows import CheckedRows, Reference, check_rows
from data.load.observations import HandInCells
from data.store.engine import open_engine
from data.store.schema import indicator, metadata
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.errors import IocError
from tests.examples import stored_examples
from tests.store.small_country import build

TODAY = date(2025, 9, 20)
NUMBERS = st.one_of(
    st.integers(0, 120),
    st.none(),
    st.sampled_from([-1, 0.0, -0.0, 0.5, 100.0, 1e308, math.nan, math.inf, True, "3", 10**400]),
)
RATIOS, COUNTS = ["SHARE", "HT01", "HT03"], ["COUNT", "HT02"]
AREAS, PERIODS = ["40001", "40002", "40", "VN"], ["2025-08", "2025-09", "Tháng 8/2025", "2025-06"]
_WHERE = {"area": st.sampled_from(AREAS), "period": st.sampled_from(PERIODS)}
_SMALL = st.integers(0, 5)
USUAL_ROWS = st.one_of(
    st.fixed_dictionaries(
        {**_WHERE, "indicator": st.sampled_from(RATIOS), "numerator": _SMALL,
         "denominator": st.integers(4, 9)}
    ),
    st.fixed_dictionaries(
        {**_WHERE, "indicator": st.sampled_from(RATIOS), "value": st.sampled_from([0.5, 1, 40])}
    ),
    st.fixed_dictionaries({**_WHERE, "indicator": st.sampled_from(COUNTS), "numerator": _SMALL}),
    st.fixed_dictionaries({**_WHERE, "indicator": st.just("SPEED"), "value": _SMALL}),
)  # fmt: skip
ODD_ROWS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from([*RATIOS, *COUNTS, "SPEED", "share", "NO", 1]),
        "area": st.sampled_from([*AREAS, "T1", "T2", "40.0", "'40", " 40001", "413", "X", "", 4]),
        "period": st.sampled_from([*PERIODS, "2025-10", "2025-08-01", "2025-Q3", "", None]),
        "numerator": NUMBERS,
    },
    optional={
        "area_name": st.sampled_from(["Xã Hoà 40001", "xa hoa 40001", "Tên T1", "", "Tổng", "\0"]),
        "denominator": NUMBERS,
        "value": NUMBERS,
    },
)
# Mostly usual ones: a single odd one is enough for a close look.
ROWS = st.lists(USUAL_ROWS, max_size=4).flatmap(
    lambda usual: st.lists(ODD_ROWS, min_size=not usual, max_size=1).map(lambda odd: usual + odd)
)


@pytest.fixture(scope="module")
def country(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Connection, Reference]]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'ioc.sqlite'}")
    metadata.create_all(engine)
    with engine.connect() as connection:
        build(connection)
        _add_signals(connection)
        yield connection, Reference(connection)
        connection.rollback()
    engine.dispose()


def _add_signals(connection: Connection) -> None:
    """Add the three indicators that are held against each other."""
    kinds = {row["code"]: dict(row) for row in connection.execute(select(indicator)).mappings()}
    for place, (code, like) in enumerate(
        [("HT01", "SHARE"), ("HT02", "COUNT"), ("HT03", "SHARE")], start=10
    ):
        names = {"name_vi": f"Sóng {code}", "name_en": f"Signal {code}"}
        connection.execute(
            insert(indicator).values({**kinds[like], **names, "id": place, "code": code})
        )


class _Nothing:
    """In place of the reader of plain rows: takes none, so that all are looked at closely."""

    def read(self, *_: Any) -> None:
        return None


def _closely(
    connection: Connection, reference: Reference, vintage: str, rows: list[Any]
) -> CheckedRows:
    plain = reference.plain
    reference.plain = _Nothing()  # type: ignore[assignment]
    try:
        return check_rows(connection, reference, vintage, rows, TODAY)
    finally:
        reference.plain = plain


def _cells(cells: HandInCells) -> list[tuple[Any, ...]]:
    """Return the cells as plain values; None in place of NaN, which equals nothing."""
    columns = (cells.area_id, cells.indicator_id, cells.period, cells.numerator,
               cells.denominator, cells.value)  # fmt: skip
    return [
        tuple(None if each != each else each for each in cell)
        for cell in zip(*(list(column) for column in columns), strict=True)
    ]


@given(ROWS, st.sampled_from([SINCE_2025, BEFORE_2025]))
@stored_examples(short=100, long=400)
def test_what_is_taken_as_plain_is_taken_by_the_checks_of_files_too(
    country: tuple[Connection, Reference], rows: list[dict[str, Any]], vintage: Any
) -> None:
    connection, reference = country
    valid_to = date.fromisoformat(vintage.valid_to) if vintage.valid_to else None
    areas = reference.areas(connection, vintage.code)
    if reference.plain.read(rows, areas, TODAY, valid_to) is None:
        return
    plain = check_rows(connection, reference, vintage.code, rows, TODAY)
    close = _closely(connection, reference, vintage.code, rows)
    assert _cells(plain.cells) == _cells(close.cells)
    assert (plain.not_reported, plain.warnings) == (close.not_reported, close.warnings)


@pytest.mark.parametrize(
    "row",
    [
        {"indicator": "COUNT", "area": "40001", "period": "2025-08", "numerator": 3},
        {"indicator": "COUNT", "area": "40001", "period": "2025-09", "value": 3.5},
        {"indicator": "SHARE", "area": "T1", "period": "2025-08", "numerator": 1, "denominator": 2},
        {"indicator": "SHARE", "area": "T1", "period": "2025-08", "value": 40},
        {"indicator": "SPEED", "area": "40", "period": "2025-08", "numerator": 9, "value": 55.5},
        {"indicator": "COUNT", "area": "40001", "area_name": "Xã Hoà 40001", "period": "2025-08",
         "numerator": 0, "denominator": None, "value": None},
    ],
)  # fmt: skip
def test_what_machines_usually_send_is_plain(
    country: tuple[Connection, Reference], row: dict[str, Any]
) -> None:
    connection, reference = country
    areas = reference.areas(connection, SINCE_2025.code)
    assert reference.plain.read([row, {**row, "area": "40002", "area_name": None}], areas, TODAY,
                                None) is not None  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {"indicator": "COUNT", "area": "40001", "period": "2025-10", "numerator": 3},
        {"indicator": "SHARE", "area": "T1", "period": "2025-08", "numerator": 3, "denominator": 2},
        {"indicator": "COUNT", "area": "T1", "period": "2025-08", "numerator": 3},
        {"indicator": "COUNT", "area": "40001", "period": "2025-08", "numerator": -1},
    ],
)
def test_what_is_wrong_is_left_to_the_checks_that_say_so(
    country: tuple[Connection, Reference], row: dict[str, Any]
) -> None:
    connection, reference = country
    areas = reference.areas(connection, SINCE_2025.code)
    assert reference.plain.read([row], areas, TODAY, None) is None
    with pytest.raises(IocError):
        check_rows(connection, reference, SINCE_2025.code, [row], TODAY)
