"""Pages of cells have the numbers of maps and series, also those converted from other vintages."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, insert, select

from data.load.areas.relations import link_units
from data.load.observations import Submission, store_observations
from data.queries.area_pages import AreaFilter
from data.queries.catalogue import all_indicators
from data.queries.cell_pages import CellFilter, read_cell_area_ids
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.periods import read_periods
from data.queries.rollup_pages import read_rollup_page
from data.queries.series import read_series
from data.store.engine import writing
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.period import parse_period
from tests.store.small_country import SmallCountry, build

FILE, DEMO = (Submission(kind, "a.csv", "0" * 64) for kind in ("file", "demo"))
COLUMNS = ["numerator", "denominator", "value", "reported", "expected", "demo", "converted",
           "estimated", "basis"]  # fmt: skip


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    """Villages T1 and T2 stood before 2025 too; commune 40001 went over whole."""
    with writing(engine) as connection:
        small = build(connection)
        parent = small.area("40001", BEFORE_2025)
        for place, code in enumerate(("T1", "T2")):
            row = dict(
                connection.execute(select(area).where(area.c.id == small.area(code)))
                .mappings()
                .one()
            )
            ident = 100 + place
            row |= {"id": ident, "vintage": BEFORE_2025.code, "parent_id": parent, "ordinal": place}
            row["unit_id"] = ident
            connection.execute(insert(area).values(row))
            small.areas[AreaKey(BEFORE_2025.code, code)] = ident
        for code in ("40001", "40002", "40003", "T1", "T2"):
            connection.execute(
                insert(area_relation).values(
                    from_vintage=BEFORE_2025.code, from_code=code,
                    to_vintage=SINCE_2025.code, to_code=code, kind="whole",
                )
            )  # fmt: skip
        link_units(connection)
        return small


def send(
    connection: Connection,
    country: SmallCountry,
    vintage: str,
    cells: list[tuple[str, str, str, float, float]],
    submission: Submission = FILE,
) -> None:
    rows = [
        {
            "area_id": country.areas[AreaKey(vintage, code)],
            "indicator_id": country.indicators[indicator],
            "period": period,
            "numerator": top if indicator != "SPEED" else float("nan"),
            "denominator": bottom if indicator == "SHARE" else float("nan"),
            "value": top if indicator == "SPEED" else float("nan"),
        }
        for code, indicator, period, top, bottom in cells
    ]
    store_observations(connection, pd.DataFrame(rows), submission)


def read_maps(connection: Connection) -> Iterator[tuple[tuple[str, str, str, str], list[object]]]:
    for indicator in all_indicators(connection):
        for vintage in (BEFORE_2025.code, SINCE_2025.code):
            for level in Level:
                directory = read_directory(connection, vintage, level)
                for period in read_periods(connection, indicator, vintage, level):
                    cells = read_map(connection, indicator, directory, period)
                    for row in cells[cells["reported"] > 0].to_dict("records"):
                        key = (indicator.code, vintage, str(row["code"]), period)
                        yield key, plain([row[name] for name in COLUMNS])


def plain(values: list[object]) -> list[object]:
    return [None if each != each else float(str(each)) for each in values]


def test_pages_maps_and_series_agree_whatever_vintage_reported(
    engine: Engine, country: SmallCountry
) -> None:
    with writing(engine) as connection:
        old, new = BEFORE_2025.code, SINCE_2025.code
        send(connection, country, old, [
            ("T1", "SHARE", "2024-05", 1, 10), ("T2", "SHARE", "2024-05", 4, 5),
            ("T1", "SHARE", "2025-08", 9, 9), ("40002", "SHARE", "2024-05", 30, 40),
            ("40001", "COUNT", "2024-05", 7, 0), ("40", "SPEED", "2024-05", 33, 0),
        ])  # fmt: skip
        send(connection, country, new, [
            # Its own report goes before the one of the other vintage.
            ("T1", "SHARE", "2025-08", 2, 10), ("T3", "SHARE", "2025-08", 1, 1),
            ("T2", "SHARE", "2025-09", 3, 4), ("40003", "COUNT", "2025-08", 1, 0),
        ])  # fmt: skip
        send(connection, country, old, [("T2", "SHARE", "2024-06", 1, 2)], DEMO)
    with engine.connect() as connection:
        in_maps = dict(read_maps(connection))
        cell_filter = CellFilter(all_indicators(connection))
        ids = read_cell_area_ids(connection, AreaFilter(), cell_filter)
        page = read_rollup_page(connection, ids, cell_filter, None, 1000)
        assert page.sort_values(["area_id", "indicator_id", "period"]).index.equals(page.index)
        in_pages = {
            (row["indicator"], row["vintage"], row["code"], row["period"]): plain(
                [row[name] for name in COLUMNS]
            )
            for row in page.to_dict("records")
        }
        assert len(in_pages) == len(page)
        assert in_pages == in_maps
        converted = [key for key, row in in_pages.items() if row[COLUMNS.index("converted")]]
        assert ("SHARE", SINCE_2025.code, "T2", "2024-05") in converted
        assert ("SHARE", SINCE_2025.code, "40", "2024-05") in converted
        for indicator in cell_filter.indicators:
            for key, area_id in country.areas.items():
                for row in read_series(connection, indicator, area_id).to_dict("records"):
                    place = (indicator.code, key.vintage, key.code, row["period"])
                    assert in_pages[place] == plain([row[name] for name in COLUMNS]), place
        for size in (1, 3):
            rows: list[list[object]] = []
            after = None
            while True:
                part = read_rollup_page(connection, ids, cell_filter, after, size)
                rows += part[["area_id", "indicator_id", "period"]].to_numpy().tolist()
                if len(part) < size:
                    break
                last = part.iloc[-1]
                after = (int(last["area_id"]), int(last["indicator_id"]), str(last["period"]))
            assert rows == page[["area_id", "indicator_id", "period"]].to_numpy().tolist()
        may = CellFilter(cell_filter.indicators, parse_period("2024-05"), parse_period("2024-05"))
        some = read_rollup_page(connection, ids, may, None, 1000)
        assert set(some["period"]) == {"2024-05"}
        assert len(some) == sum(key[3] == "2024-05" for key in in_pages)
