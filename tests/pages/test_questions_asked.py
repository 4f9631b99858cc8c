"""How often the store is asked for an answer: on PostgreSQL each question is a message and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert

from callbacks.analysis.answer import answer_view, read_wish
from callbacks.area.reading import read_page
from callbacks.frame.context import Context
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators, find_indicator
from data.queries.completeness import count_within
from data.queries.directories import Directories
from data.queries.screens.cards import read_cards
from data.queries.screens.published import read_published_lines
from data.store.engine import reading, writing
from data.store.fetch import PreparedQuery
from data.store.schema import published_figure
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.card import Within
from ioc.settings import Settings
from ioc.view_state import ViewState
from tests.app.api_store import report
from tests.store.small_country import build

pytestmark = pytest.mark.same_sql

NEW = SINCE_2025.code
MONTHS = ("2025-07", "2025-08", "2025-09")


class QueryCounter:
    """Counts the statements that reach the driver."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        plain = PreparedQuery.rows

        def rows(query: PreparedQuery, connection: Connection, values: Mapping[str, Any]) -> Any:
            self.count += 1
            return plain(query, connection, values)

        monkeypatch.setattr(PreparedQuery, "rows", rows)
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, *_: Any) -> None:
        self.count += 1

    @contextmanager
    def at_most(self, most: int) -> Iterator[None]:
        before = self.count
        yield
        assert 0 < self.count - before <= most


@pytest.fixture
def country(engine: Engine) -> Engine:
    with writing(engine) as connection:
        build(connection)
        for month in MONTHS:
            report(connection, [("T1", "SHARE", month, 1, 2), ("T4", "SHARE", month, 2, 2)])
            report(
                connection, [("40003", "SHARE", month, 3, 5), ("40001", "COUNT", month, 4, None)]
            )
    return engine


@pytest.fixture
def click(country: Engine, tmp_path: Path) -> Callable[..., bytes]:
    context = Context(country, Settings(var=tmp_path / "var"), Directories())

    def ask(area: str, level: str, indicator: str, period: str) -> bytes:
        state = ViewState(
            vintage=NEW, area=area, level=level, indicator=indicator, period=period, language="vi"
        )
        return answer_view(context, read_wish(context, state, {"held": level})).body

    return ask


def test_a_click_asks_little_and_what_was_asked_before_less(
    click: Callable[..., bytes], country: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ("VN", "40")
    for area in places:
        click(area, "commune", "SHARE", MONTHS[1])
    with writing(country) as connection:
        report(connection, [("T2", "SHARE", MONTHS[1], 1, 2)])
    counter = QueryCounter(country, monkeypatch)
    # Where areas lie is known, and nothing of the indicator's numbers.
    for area in places:
        with counter.at_most(18):
            click(area, "commune", "SHARE", MONTHS[1])
    # What follows from its numbers is known too: periods, classes, comparisons.
    for area in places:
        with counter.at_most(6):
            click(area, "commune", "SHARE", MONTHS[1])


def test_an_area_page_that_is_opened_again_asks_for_its_numbers_alone(
    country: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(country, Settings(var=tmp_path / "var"), Directories())
    counter = QueryCounter(country, monkeypatch)
    pages, counts = [], []
    for _ in range(2):
        before = counter.count
        with reading(country) as connection:
            pages.append(read_page(context, connection, AreaKey(NEW, "VN"), ViewState()))
        counts.append(counter.count - before)
    assert repr(pages[0]) == repr(pages[1])
    assert counts[1] <= min(30, counts[0] * 0.6)


def test_what_is_kept_follows_the_numbers(country: Engine) -> None:
    directories = Directories()

    def within() -> Within:
        with reading(country) as connection:
            share = find_indicator(connection, "SHARE")
            whole = find_area(connection, AreaKey(NEW, "VN"))
            return count_within(connection, directories, whole, share, MONTHS[0])

    assert within() == Within(Level.PROVINCE, 2, 1, 0)
    with writing(country) as connection:
        report(connection, [("01", "SHARE", MONTHS[0], 1, 2)])
    # It answers for all of its communes.
    assert within() == Within(Level.PROVINCE, 2, 2, 1)


@pytest.mark.both_databases
def test_cards_are_the_same_with_a_memory_and_without(country: Engine) -> None:
    directories = Directories()
    for code in ("VN", "40", "40001"):
        with reading(country) as connection:
            here, indicators = find_area(connection, AreaKey(NEW, code)), all_indicators(connection)
            anew, first, again = (
                read_cards(connection, here, indicators, None, date(2025, 11, 1), directories=each)
                for each in (None, directories, directories)
            )
        assert anew == first == again


@pytest.mark.both_databases
def test_published_figures_are_asked_for_together(
    country: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(country) as connection:
        for place, period in enumerate((*MONTHS, "2025-Q3", "2025-07-31")):
            connection.execute(insert(published_figure).values(**_figure(place, period)))
    with reading(country) as connection:
        home = find_area(connection, AreaKey(NEW, "40"))
        counter = QueryCounter(country, monkeypatch)
        with counter.at_most(4):
            lines = {each.figure.period: each for each in read_published_lines(connection, home)}
    # A stock at the end of a quarter or on its last day is that of the month.
    assert {period for period, each in lines.items() if each.computed is not None} == {*lines}
    assert lines["2025-Q3"].computed == lines[MONTHS[2]].computed
    assert lines["2025-07-31"].computed == lines[MONTHS[0]].computed


def _figure(place: int, period: str) -> dict[str, Any]:
    return {
        "indicator_code": "SHARE", "vintage": NEW, "area_code": "40",
        "level": "province", "period": period, "value": 60.0, "unit": "%", "is_target": False,
        "as_published": "60%", "source_title": "Báo", "source_date": f"2025-10-0{place + 1}",
    }  # fmt: skip
