"""The submissions behind a sum, on both databases: those that count, each with its reports."""

from __future__ import annotations

from sqlalchemy import Engine

from data.load.withdrawals import withdraw_hand_in
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators
from data.queries.cell_source import CellSource, read_cell_source
from data.queries.directories import Directories
from data.store.engine import writing
from ioc.area import SINCE_2025, AreaKey
from tests.app.api_store import report
from tests.store.small_country import build


def source_of(engine: Engine, area: str, period: str = "2025-09") -> CellSource:
    with engine.connect() as connection:
        (share,) = [each for each in all_indicators(connection) if each.code == "SHARE"]
        here = find_area(connection, AreaKey(SINCE_2025.code, area))
        return read_cell_source(connection, Directories(), share, here, period)


def test_only_what_counts_inside_an_area_is_behind_its_sum(engine: Engine) -> None:
    with writing(engine) as connection:
        build(connection)
        report(connection, [("T1", "SHARE", "2025-09", 8, 10), ("T2", "SHARE", "2025-09", 0, 5)])
        report(connection, [("T2", "SHARE", "2025-09", 1, 5), ("T4", "SHARE", "2025-09", 2, 4)])
        report(connection, [("T3", "SHARE", "2025-09", 9, 9)])
        withdraw_hand_in(connection, 3, "An", "nhầm", "")
        report(connection, [("00101", "SHARE", "2025-09", 1, 1)])
        report(connection, [("T1", "SHARE", "2025-10", 1, 1)])
    for area, expected in {
        "40001": [(2, 1), (1, 1)],
        "40": [(2, 2), (1, 1)],
        "VN": [(4, 1), (2, 2), (1, 1)],
    }.items():
        source = source_of(engine, area)
        assert source.counting is None and source.behind is not None, area
        assert [(each.submission, count) for each, count in source.behind.newest] == expected, area
        assert source.behind.reports == sum(count for _, count in expected)
    village = source_of(engine, "T3")
    assert village.cell is None and village.behind is None
    assert [each.is_withdrawn for each in village.own] == [True]
