"""Every query of a screen on 9.13 million cells, against the bare SQL in the same driver.

The bare SQL is the query's own: its statements are recorded once and then replayed on the driver's
connection, with plain tuples as rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.timing import TimePair, take_turns
from data.queries.areas import find_area, read_areas, read_path
from data.queries.catalogue import all_indicators, find_target_in_force, read_groups, read_targets
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.former import read_former_districts
from data.queries.lineage import count_inside, read_lineage
from data.queries.maps import read_map, read_slice
from data.queries.periods import read_periods
from data.queries.recent import find_last_change
from data.queries.screens.cards import read_cards
from data.queries.screens.published import read_published_lines
from data.queries.search import find_areas_by_name
from data.queries.series import read_area_cells, read_series
from data.store.engine import open_engine, read_revision
from ioc.area import BEFORE_2025, AreaKey, Level
from ioc.indicator import Indicator
from ioc.period import parse_period

SQL_BUDGET, MAP_BUDGET, VINTAGE_BUDGET = 3.0, 2.0, 1.2
_PERIOD = "2026-09"
_TODAY = date(2026, 10, 15)


def measure(places: BenchPlaces, seconds: float = 1.5) -> list[BenchFigure]:
    """Return the figures of all questions; the store is made first if there is none."""
    engine = open_engine(f"sqlite:///{places.villages() / 'ioc.sqlite'}")
    try:
        with engine.connect() as connection:
            return (
                _questions(connection, seconds)
                + _maps(connection, seconds)
                + _converted_questions(connection, seconds)
            )
    finally:
        engine.dispose()


def _questions(connection: Connection, seconds: float) -> list[BenchFigure]:
    indicators = all_indicators(connection)
    ratio = next(each for each in indicators if each.code == "HT01")
    home = find_area(connection, AreaKey(VINTAGE, HOME))
    areas = read_areas(connection, VINTAGE, Level.COMMUNE, HOME)
    commune = find_area(connection, AreaKey(VINTAGE, str(areas["code"].iloc[0])))
    villages = read_areas(connection, VINTAGE, Level.VILLAGE, commune.key.code)
    village = find_area(connection, AreaKey(VINTAGE, str(villages["code"].iloc[0])))
    siblings = areas["id"].head(20).tolist()
    until = parse_period(_PERIOD)
    questions: dict[str, Callable[[], Any]] = {
        "series of a village, 60 months": lambda: read_series(connection, ratio, village.id),
        "series of a commune, 60 months": lambda: read_series(connection, ratio, commune.id),
        "series of the province, 60 months": lambda: read_series(connection, ratio, home.id),
        "series of 20 communes": lambda: [
            read_series(connection, ratio, ident) for ident in siblings
        ],
        "40 indicators of a village, 13 months": lambda: read_area_cells(
            connection, indicators, village.id, "2025-09"
        ),
        "40 indicators of the province, 13 months": lambda: read_area_cells(
            connection, indicators, home.id, "2025-09"
        ),
        "periods of an indicator": lambda: read_periods(
            connection, ratio, VINTAGE, Level.VILLAGE, HOME
        ),
        "target in force": lambda: find_target_in_force(
            connection, "HT01", Level.COMMUNE, commune.key, _PERIOD
        ),
        "communes of the province": lambda: read_areas(connection, VINTAGE, Level.COMMUNE, HOME),
        "villages of the province": lambda: read_areas(connection, VINTAGE, Level.VILLAGE, HOME),
        "former districts of the province": lambda: read_former_districts(
            connection, VINTAGE, HOME
        ),
        "way up from a village": lambda: read_path(connection, village.key),
        "area by its key": lambda: find_area(connection, commune.key),
        "search for an area": lambda: find_areas_by_name(connection, "vinh", 8, HOME),
        "areas inside the province": lambda: count_inside(connection, home),
        "former and later selves of the province": lambda: read_lineage(connection, home),
        "the catalogue": lambda: all_indicators(connection),
        "groups of indicators": lambda: read_groups(connection),
        "targets of six indicators": lambda: read_targets(
            connection, [each.code for each in indicators[:6]]
        ),
        "published figures of the province": lambda: read_published_lines(connection, home),
        "what changed last": lambda: find_last_change(connection),
        "revision": lambda: read_revision(connection),
    }
    # Two queries and the rules of cards: change, status, history, age.
    rules: dict[str, Callable[[], Any]] = {
        "six cards of the province, rules included": lambda: read_cards(
            connection, home, indicators[:6], until, _TODAY
        ),
        "40 cards of a commune, rules included": lambda: read_cards(
            connection, commune, indicators, until, _TODAY
        ),
    }
    return [
        _figure(name, against_bare_sql(connection, ask, seconds), budget)
        for group, budget in ((questions, SQL_BUDGET), (rules, None))
        for name, ask in group.items()
    ]


def _maps(connection: Connection, seconds: float) -> list[BenchFigure]:
    ratio = next(each for each in all_indicators(connection) if each.code == "HT01")
    directories = Directories()
    figures = []
    for name, level, parent in (
        ("3,806 villages", Level.VILLAGE, HOME),
        ("130 communes", Level.COMMUNE, HOME),
        ("3,321 communes of the country", Level.COMMUNE, "VN"),
    ):
        directory = directories.get(connection, VINTAGE, level, parent)
        frame = read_map(connection, ratio, directory, _PERIOD)
        arrays = {column: frame[column].to_numpy().copy() for column in frame}
        pair = take_turns(
            partial(read_map, connection, ratio, directory, _PERIOD),
            partial(pd.DataFrame, arrays),
            seconds,
        )
        many = level is not Level.COMMUNE or parent == "VN"
        figures.append(
            _figure(
                f"map of {name}: to a frame, against numpy → DataFrame",
                pair,
                MAP_BUDGET if many else None,
            )
        )
        pair = take_turns(
            partial(_values, connection, ratio, directory),
            partial(pd.DataFrame, arrays),
            seconds,
        )
        figures.append(_figure(f"map of {name}: values for the browser", pair, MAP_BUDGET))
    return figures


def _values(connection: Connection, ratio: Indicator, directory: Directory) -> Any:
    return read_slice(connection, ratio, directory, _PERIOD).values(ratio.factor)


def _converted_questions(connection: Connection, seconds: float) -> list[BenchFigure]:
    """Return the time of questions in a vintage of converted numbers against the reported one."""
    ratio = next(each for each in all_indicators(connection) if each.code == "HT01")
    directories = Directories()
    here, there = (
        directories.get(connection, vintage, Level.VILLAGE, HOME)
        for vintage in (VINTAGE, BEFORE_2025.code)
    )
    code = str(here.areas["code"].iloc[0])
    questions: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "map of 3,806 villages, brought over": (
            lambda: read_slice(connection, ratio, there, _PERIOD).values(ratio.factor),
            lambda: read_slice(connection, ratio, here, _PERIOD).values(ratio.factor),
        ),
    }
    for name, ident in (("province", HOME), ("village", code)):
        old, new = (
            find_area(connection, AreaKey(vintage, ident)).id
            for vintage in (BEFORE_2025.code, VINTAGE)
        )
        questions[f"series of a {name}, brought over"] = (
            partial(read_series, connection, ratio, old),
            partial(read_series, connection, ratio, new),
        )
    return [
        _figure(
            f"{name}, against the vintage that reported", take_turns(*pair, seconds), VINTAGE_BUDGET
        )
        for name, pair in questions.items()
    ]


def against_bare_sql(connection: Connection, ask: Callable[[], Any], seconds: float) -> TimePair:
    """Return the medians of a question and of its own statements on the bare driver."""
    driver: Any = connection.connection.driver_connection
    statements: list[str] = []
    driver.set_trace_callback(statements.append)
    ask()
    driver.set_trace_callback(None)
    reads = [text for text in statements if text.lstrip().upper().startswith(("SELECT", "WITH"))]
    if not reads:
        raise ValueError("This question reads nothing: there is no SQL to compare it with.")

    def bare() -> None:
        for text in reads:
            driver.execute(text).fetchall()

    return take_turns(ask, bare, seconds)


def _figure(name: str, pair: TimePair, budget: float | None) -> BenchFigure:
    return BenchFigure("store", name, pair.ours * 1e3, "ms", pair.yardstick * 1e3, budget)
