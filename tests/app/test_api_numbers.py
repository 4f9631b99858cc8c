"""What machines read of numbers: as it was reported, and at every level ready to read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text, update

from api.v1.models import ObservationPage, RollupPage
from data.load.observations import withdraw
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators, find_indicator
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.periods import read_periods
from data.queries.screens.cards import read_cards
from data.store.engine import raise_revision, writing
from data.store.schema import area
from data.store.schema import indicator as indicator_table
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.period import parse_period
from tests.app.api_store import Machine, fill, report
from tests.store.query_plans import NUMBERS

pytestmark = pytest.mark.same_sql

SINCE = SINCE_2025.code
ROUTES = ("observations", "rollups", "areas", "indicators", "relations")
VILLAGES = f"vintage={SINCE}&level=village&indicator=SHARE"


@pytest.fixture
def machine(filled_engine: Engine) -> Iterator[Machine]:
    """A client of the whole application on the small country with some reports."""
    with Machine(filled_engine) as client:
        yield client


def _brief(items: list[dict[str, Any]], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(item[key] for key in keys) for item in items]


@pytest.mark.both_databases
def test_what_counts_is_the_newest_report_that_was_not_withdrawn(machine: Machine) -> None:
    page = machine.page(f"/observations?{VILLAGES}&from=2025-09&to=2025-09")
    assert _brief(page["items"], "area", "numerator", "denominator", "value", "demo") == [
        ("T1", 9, 10, 90, False),
        ("T2", 0, 5, 0, False),
        ("T4", 1, 3, pytest.approx(100 / 3), True),
    ]
    assert page["notice"] == "Số liệu minh hoạ"
    ObservationPage.model_validate(page)


@pytest.mark.both_databases
def test_all_reports_tell_which_were_replaced_or_withdrawn(machine: Machine) -> None:
    page = machine.page(f"/observations?{VILLAGES}&from=2025-09&to=2025-09&all=true")
    assert _brief(page["items"], "area", "numerator", "counts", "state") == [
        ("T1", 8, False, "accepted"),
        ("T1", 9, True, "accepted"),
        ("T2", 0, True, "accepted"),
        ("T4", 1, True, "accepted"),
        ("T5", 7, False, "withdrawn"),
    ]


def test_a_value_without_parts_stands_as_it_was_given(machine: Machine) -> None:
    page = machine.page("/observations?indicator=SPEED")
    items = _brief(page["items"], "numerator", "denominator", "given", "value", "name", "level")
    assert items == [(None, None, 55.5, 55.5, "Xã Hoà 40003", "commune")]
    assert page["notice"] is None


def test_a_share_of_nothing_has_no_value(machine: Machine) -> None:
    page = machine.page(f"/rollups?vintage={SINCE}&area=T2&indicator=SHARE&from=2025-10")
    assert _brief(page["items"], "numerator", "denominator", "value") == [(0, 0, None)]


def test_rollups_sum_children_and_fall_back_on_an_own_report(machine: Machine) -> None:
    query = f"/rollups?vintage={SINCE}&indicator=SHARE&level=commune&level=province"
    page = machine.page(query)
    RollupPage.model_validate(page)
    keys = ("area", "period", "numerator", "denominator", "reported", "expected", "demo", "summed")
    assert _brief(page["items"], *keys) == [
        ("40", "2025-08", 99, 100, 0, 7, 0, True),
        ("40", "2025-09", 30, 58, 4, 7, 1, True),
        ("40", "2025-10", 5, 10, 2, 7, 0, True),
        # Its three villages were silent in August, and it answered for them itself.
        # All but two reported in September.
        ("40001", "2025-08", 99, 100, 0, 3, 0, False),
        ("40001", "2025-09", 9, 15, 2, 3, 0, True),
        ("40001", "2025-10", 5, 10, 2, 3, 0, True),
        ("40002", "2025-09", 1, 3, 1, 2, 1, True),
        ("40003", "2025-09", 20, 40, 1, 1, 0, False),
    ]


def test_rollups_say_what_the_unfinished_would_come_to_where_it_is_asked_for(
    machine: Machine, filled_engine: Engine
) -> None:
    query = f"/rollups?vintage={SINCE}&indicator=SHARE&area=40&area=40001&from=2025-10&to=2025-10"
    assert {item["provisional"] for item in machine.page(query)["items"]} == {None}
    page = machine.page(f"{query}&provisional=true")
    RollupPage.model_validate(page)
    province, commune = page["items"]
    with filled_engine.connect() as connection:
        (card,) = read_cards(
            connection, find_area(connection, AreaKey(SINCE, "40")),
            [find_indicator(connection, "SHARE")], parse_period("2025-10"), date(2025, 11, 25),
        )  # fmt: skip
    # T1 and T2 of October, T4 and 40003 of September: 26 of 53.
    assert card.provisional is not None
    assert province["provisional"] == pytest.approx(card.provisional.value)
    assert province["provisional"] == pytest.approx(26 / 53 * 100)
    assert commune["provisional"] is None
    # However many are asked for, few are reckoned at once.
    assert len(machine.page("/rollups?limit=10000&provisional=true")["items"]) <= 100


@pytest.mark.both_databases
def test_rollups_hold_the_numbers_that_maps_are_drawn_from(
    machine: Machine, filled_engine: Engine
) -> None:
    items = machine.page("/rollups?limit=10000")["items"]
    names = ("numerator", "denominator", "value", "reported", "expected", "demo")
    values = {
        (item["indicator"], item["vintage"], item["level"], item["area"], item["period"]): tuple(
            item[name] + item["from_above"] if name == "reported" else item[name] for name in names
        )
        for item in items
    }
    assert len(values) == len(items)
    with filled_engine.connect() as connection:
        assert values == dict(_map_cells(connection, names))


def _map_cells(connection: Connection, names: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    for indicator in all_indicators(connection):
        for vintage in (BEFORE_2025.code, SINCE):
            for level in Level:
                directory = read_directory(connection, vintage, level)
                for period in read_periods(connection, indicator, vintage, level):
                    cells = read_map(connection, indicator, directory, period)
                    for row in cells[cells["reported"] > 0].to_dict("records"):
                        key = (indicator.code, vintage, level.value, row["code"], period)
                        yield (
                            key,
                            tuple(None if row[name] != row[name] else row[name] for name in names),
                        )


@pytest.mark.both_databases
def test_pages_join_without_gap_or_overlap(machine: Machine) -> None:
    for query in ("/observations?", "/observations?all=true&", "/rollups?"):
        whole = machine.page(f"{query}limit=10000")
        assert whole["next"] is None
        assert whole["count_on_page"] == len(whole["items"]) > 10
        for limit in (1, 4):
            assert machine.pages(f"{query}limit={limit}") == whole["items"]


def test_a_page_goes_on_where_it_was_when_new_numbers_come(
    machine: Machine, filled_engine: Engine
) -> None:
    first = machine.page(f"/observations?{VILLAGES}&limit=2")
    with writing(filled_engine) as connection:
        report(connection, [("T1", "SHARE", "2025-07", 1, 1)])
    rest = machine.page(first["next"].removeprefix("/api/v1"))
    assert rest["revision"] == first["revision"] + 1
    cells = _brief(first["items"] + rest["items"], "area", "period")
    assert len(cells) == len(set(cells))


@pytest.mark.both_databases
def test_longer_periods_say_of_how_many_months_they_are_made(machine: Machine) -> None:
    query = f"/rollups?vintage={SINCE}&indicator=SHARE&level=province&level=commune"
    quarters = machine.page(f"{query}&frequency=quarter")
    RollupPage.model_validate(quarters)
    keys = ("area", "period", "numerator", "denominator", "reported", "periods", "periods_expected")
    # Shares of the small country are stocks: the last month of the quarter that reported.
    assert _brief(quarters["items"], *keys) == [
        ("40", "2025-Q3", 30, 58, 4, 2, 3),
        ("40", "2025-Q4", 5, 10, 2, 1, 3),
        ("40001", "2025-Q3", 9, 15, 2, 2, 3),
        ("40001", "2025-Q4", 5, 10, 2, 1, 3),
        ("40002", "2025-Q3", 1, 3, 1, 1, 3),
        ("40003", "2025-Q3", 20, 40, 1, 1, 3),
    ]
    for limit in (1, 2, 4):
        assert machine.pages(f"{query}&frequency=quarter&limit={limit}") == quarters["items"]
    # From September on: the third quarter is not whole, the fourth is.
    later = machine.page(f"{query}&frequency=quarter&from=2025-09&to=2026-01")["items"]
    assert {item["period"] for item in later} == {"2025-Q4"}
    months = machine.page(f"{query}&frequency=month")["items"]
    assert months == machine.page(query)["items"]
    assert {(item["periods"], item["periods_expected"]) for item in months} == {(1, 1)}
    rows = csv.DictReader(io.StringIO(machine.get(f"{query}&frequency=year&format=csv").text))
    assert [(row["area"], row["period"], row["periods"]) for row in rows] == [
        ("40", "2025", "3"), ("40001", "2025", "3"), ("40002", "2025", "1"), ("40003", "2025", "1"),
    ]  # fmt: skip


def test_an_indicator_that_cannot_be_told_by_longer_periods_is_left_out_or_refused(
    machine: Machine, filled_engine: Engine
) -> None:
    with writing(filled_engine) as connection:
        median = update(indicator_table).where(indicator_table.c.code == "SPEED")
        connection.execute(median.values(time_rule="median_of_samples"))
    items = machine.pages(f"/rollups?vintage={SINCE}&frequency=year&limit=2")
    assert {item["indicator"] for item in items} == {"SHARE", "COUNT"}
    (problem,) = machine.problems("/rollups?indicator=SPEED&frequency=year")
    assert (problem["parameter"], problem["value"]) == ("frequency", "year")
    assert problem["allowed"] == ["month"]
    assert "SPEED" in problem["message"]
    (problem,) = machine.problems("/rollups?frequency=week")
    assert problem["allowed"] == ["month", "quarter", "half", "year"]


_CHOICES: list[tuple[str, set[str]]] = [
    (f"vintage={SINCE}&parent=40002", {"T4"}),
    (f"vintage={SINCE}&parent=40&level=commune", {"40001", "40002", "40003"}),
    (f"vintage={SINCE}&parent=VN&level=province", {"40"}),
    (f"vintage={SINCE}&area=40003&area=T1", {"40003", "T1"}),
    (f"vintage={SINCE}&parent=01", set()),
    (f"vintage={BEFORE_2025.code}&parent=412", {"40001"}),
    (f"vintage={BEFORE_2025.code}&level=district", {"412"}),
]


@pytest.mark.both_databases
def test_areas_are_chosen_by_vintage_and_code(machine: Machine) -> None:
    for query, areas in _CHOICES:
        items = machine.page(f"/rollups?{query}")["items"]
        assert {item["area"] for item in items} == areas, query


_INSIDE = [
    ("from=2025-09&to=2025-09", {"2025-09"}),
    ("from=2025-Q3&to=2025-Q3", {"2025-08", "2025-09"}),
    ("from=2025-H2", {"2025-08", "2025-09", "2025-10"}),
    ("to=2025-09-29", {"2024-05", "2025-08"}),
    ("from=2025-09-02&to=2025-10-31", {"2025-10"}),
    ("to=2024", {"2024-05"}),
]


@pytest.mark.both_databases
def test_periods_lie_inside_the_time_asked_for(machine: Machine) -> None:
    for bounds, periods in _INSIDE:
        for route in ("observations", "rollups"):
            items = machine.page(f"/{route}?{bounds}")["items"]
            assert {item["period"] for item in items} == periods, bounds


def test_a_period_is_held_against_the_frequency_of_each_indicator(
    machine: Machine, filled_engine: Engine
) -> None:
    with writing(filled_engine) as connection:
        connection.execute(text("UPDATE indicator SET frequency = 'quarter' WHERE code = 'COUNT'"))
        report(connection, [("40003", "COUNT", "2025-Q2", 1, None),
                            ("40003", "COUNT", "2025-Q3", 2, None)])  # fmt: skip
    page = machine.page(f"/observations?vintage={SINCE}&area=40003&from=2025-05&to=2025-09")
    assert _brief(page["items"], "indicator", "period") == [
        ("SHARE", "2025-09"), ("COUNT", "2025-Q3"), ("SPEED", "2025-09"),
    ]  # fmt: skip


def test_csv_holds_the_same_page(machine: Machine) -> None:
    query = f"/rollups?vintage={SINCE}&level=village"
    page = machine.page(f"{query}&limit=3")
    answer = machine.get(f"{query}&limit=3&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["link"].startswith("</api/v1/rollups?")
    assert answer.headers["link"].endswith('>; rel="next"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    for row, item in zip(rows, page["items"], strict=True):
        assert row.pop("notice") == ("Số liệu minh hoạ" if item["demo"] else "")
        texts = {
            key: "" if value is None else str(value).lower() if value in (True, False) else value
            for key, value in item.items()
        }
        assert row.keys() == texts.keys()
        for key, cell in row.items():
            number = isinstance(item[key], (int, float)) and not isinstance(item[key], bool)
            assert (float(cell) if number else cell) == (item[key] if number else texts[key])


def test_csv_is_chosen_by_the_accept_header_too(machine: Machine) -> None:
    media_types = {"text/csv": "text/csv", "application/json, text/csv;q=0.5": "application/json"}
    for accept, kind in media_types.items():
        answer = machine.get("/rollups", headers={"accept": accept})
        assert answer.headers["content-type"].startswith(kind)


def test_csv_gives_a_spreadsheet_no_formula(machine: Machine, filled_engine: Engine) -> None:
    with writing(filled_engine) as connection:
        connection.execute(
            update(area).where(area.c.code == "T1").values(full_name='=HYPERLINK("x";"y")')
        )
        raise_revision(connection, "areas", {})
    body = machine.get(f"/observations?{VILLAGES}&format=csv").content.decode()
    names = {row["name"] for row in csv.DictReader(io.StringIO(body))}
    assert '\'=HYPERLINK("x";"y")' in names
    assert not [name for name in names if name.startswith("=")]


def test_who_asks_again_is_told_that_nothing_changed(
    machine: Machine, filled_engine: Engine
) -> None:
    tags = {}
    for route in ROUTES:
        tags[route] = machine.get(f"/{route}").headers["etag"]
        headers = {"if-none-match": tags[route]}
        again = machine.get(f"/{route}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert machine.get(f"/{route}?limit=5", headers=headers).status_code == 200
        assert (
            machine.get(f"/{route}", headers={**headers, "accept": "text/csv"}).status_code == 200
        )
    with writing(filled_engine) as connection:
        report(connection, [("T1", "SHARE", "2025-11", 1, 1)])
    for route, tag in tags.items():
        assert machine.get(f"/{route}", headers={"if-none-match": tag}).status_code == 200


def test_an_empty_store_has_empty_pages(engine: Engine) -> None:
    with Machine(engine) as client:
        for route in ROUTES:
            page = client.page(f"/{route}")
            assert (page["items"], page["next"], page["revision"]) == ([], None, 0)


@dataclass
class _Statements:
    """All reads of an engine, with what was bound."""

    items: list[tuple[str, Any]] = field(default_factory=list)

    def note(self, _c: Any, _k: Any, statement: str, values: Any, _x: Any, _m: bool) -> None:
        self.items.append((statement, values))


_READS = (
    "/observations",
    "/observations?all=true&from=2025",
    f"/observations?{VILLAGES}&from=2025-09&to=2025-09",
    f"/rollups?vintage={SINCE}&level=commune&indicator=SHARE&from=2025",
    "/rollups",
)


def test_a_page_looks_cells_up_by_key_and_never_reads_them_all(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        fill(connection)
    statements = _Statements()
    with Machine(sqlite_engine) as client:
        event.listen(sqlite_engine, "before_cursor_execute", statements.note)
        for query in _READS:
            client.page(query)
        event.remove(sqlite_engine, "before_cursor_execute", statements.note)
    of_cells = [each for each in statements.items if "FROM observation" in each[0]]
    assert len(of_cells) >= len(_READS)
    with sqlite_engine.connect() as connection:
        for statement, values in of_cells:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            # What a few areas hold may be put into order; it is found by indicator and area.
            steps = [row[3] for row in plan if re.match(NUMBERS, row[3])]
            assert any(step.startswith("SEARCH observation") for step in steps)
            assert [step for step in steps if "area_id=?" not in step] == []


def test_withdrawn_numbers_leave_the_rollups(machine: Machine, filled_engine: Engine) -> None:
    query = f"/rollups?vintage={SINCE}&area=40&indicator=SHARE&from=2025-09&to=2025-09"
    assert machine.page(query)["items"][0]["demo"] == 1
    with writing(filled_engine) as connection:
        ids = connection.execute(text("SELECT id FROM submission WHERE kind = 'demo'"))
        withdraw(connection, [row[0] for row in ids])
        raise_revision(connection, "withdrawal", {})
    after = machine.page(query)
    assert (after["items"][0]["demo"], after["notice"]) == (0, None)
