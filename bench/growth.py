"""The growing store: the same questions and the same load on 1, 4 and 13 times the cells.

The stores have 3, 12 and 40 indicators of 3,806 villages over 60 months (0.69, 2.7 and 9.1 million
cells). Questions and loads use the three indicators that all stores have, so that answers have the
same length everywhere and only the rest of the store grows.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, select

from bench.figures import BenchFigure
from bench.load import store_frame
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.timing import seconds_of, take_turns
from bench.village_store import month_names, village_cells, village_ids
from callbacks.analysis.answer import answer_view, read_wish
from callbacks.frame.context import Context
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators
from data.queries.directories import Directories
from data.queries.maps import read_slice
from data.queries.periods import read_periods
from data.queries.screens.cards import read_cards
from data.queries.series import read_area_cells, read_series
from data.store.engine import open_engine, read_revision
from data.store.schema import indicator
from ioc.area import AreaKey, Level
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.settings import Settings
from ioc.view_state import ViewState

BUDGET = 1.3
SIZES = {"1×": 3, "4×": 12, "13×": 40}
_PERIOD, _TODAY = "2026-09", date(2026, 10, 15)
_NEW_VALUES_COUNT = 10_000


def measure(places: BenchPlaces, seconds: float = 1.0, loads: int = 15) -> list[BenchFigure]:
    """Return the time of each question and load on the larger stores against the smallest."""
    engines = {
        name: open_engine(f"sqlite:///{places.villages_of(kinds) / 'ioc.sqlite'}")
        for name, kinds in SIZES.items()
    }
    try:
        figures = _questions(places, engines, seconds)
    finally:
        for engine in engines.values():
            engine.dispose()
    return figures + _loads(places, loads)


def shared_indicators(connection: Connection) -> list[Indicator]:
    """Return the indicators that stores of every size have, in the order of their ids."""
    idents = [row[0] for row in connection.execute(select(indicator.c.id)).all()]
    common_ids = idents[: min(SIZES.values())]
    return sorted(
        (each for each in all_indicators(connection) if each.id in common_ids),
        key=lambda each: common_ids.index(each.id),
    )


def _questions(
    places: BenchPlaces, engines: dict[str, Engine], seconds: float
) -> list[BenchFigure]:
    questions = {name: _questions_of(places, engine) for name, engine in engines.items()}
    base, *larger = SIZES
    figures = []
    for question, ask in questions[base].items():
        for name in larger:
            pair = take_turns(questions[name][question], ask, seconds, least=15)
            figures.append(
                BenchFigure(
                    "growth",
                    f"{question}: {name} the cells",
                    pair.ours * 1e3,
                    "ms",
                    pair.yardstick * 1e3,
                    BUDGET,
                )
            )
    return figures


def _questions_of(places: BenchPlaces, engine: Engine) -> dict[str, Callable[[], Any]]:
    connection = engine.connect()
    ours = shared_indicators(connection)
    first = ours[0]
    directories = Directories()
    villages = directories.get(connection, VINTAGE, Level.VILLAGE, HOME)
    communes = directories.get(connection, VINTAGE, Level.COMMUNE, HOME)
    home = find_area(connection, AreaKey(VINTAGE, HOME))
    commune = find_area(connection, AreaKey(VINTAGE, str(communes.areas["code"].iloc[0])))
    village = find_area(connection, AreaKey(VINTAGE, str(villages.areas["code"].iloc[0])))
    until = parse_period(_PERIOD)
    return {
        "map of 3,806 villages": lambda: read_slice(connection, first, villages, _PERIOD),
        "map of 130 communes": lambda: read_slice(connection, first, communes, _PERIOD),
        "series of a village": lambda: read_series(connection, first, village.id),
        "series of the province": lambda: read_series(connection, first, home.id),
        "three indicators of a village, 13 months": lambda: read_area_cells(
            connection, ours, village.id, "2025-09"
        ),
        "three cards of a commune": lambda: read_cards(connection, commune, ours, until, _TODAY),
        "periods of an indicator": lambda: read_periods(
            connection, first, VINTAGE, Level.VILLAGE, HOME
        ),
        "revision": lambda: read_revision(connection),
        "a click on the analysis page": _click_of(places, engine, ours),
    }


def _click_of(places: BenchPlaces, engine: Engine, ours: list[Indicator]) -> Callable[[], Any]:
    """Return a function that answers a click on the page: each time another indicator or period."""
    context = Context(engine, Settings(var=places.folder), Directories())
    states = [
        ViewState(area=HOME, level=level, indicator=each.code, period=month)
        for month in month_names(24)
        for level in ("commune", "village")
        for each in ours
    ]
    turn = 0

    def click() -> None:
        nonlocal turn
        state = states[turn % len(states)]
        turn += 1
        answer_view(context, read_wish(context, state, {"held": state.level}))

    return click


def _loads(places: BenchPlaces, loads: int) -> list[BenchFigure]:
    """Load 10,000 changed values of one month, on copies of the stores, in turns."""
    copies = {
        name: places.copy_of(places.villages_of(kinds), f"growth-{kinds}")
        for name, kinds in SIZES.items()
    }
    engines = {name: open_engine(f"sqlite:///{var / 'ioc.sqlite'}") for name, var in copies.items()}
    took: dict[str, list[float]] = {name: [] for name in SIZES}
    try:
        for turn in range(loads + 1):
            for name, engine in engines.items():
                frame = _new_values(engine, turn)
                sha256 = f"{turn:064d}"
                gc.collect()  # without the garbage of the store before
                seconds = seconds_of(lambda: store_frame(engine, frame, sha256))  # noqa: B023
                if turn:
                    took[name].append(seconds)
    finally:
        for name, engine in engines.items():
            engine.dispose()
            shutil.rmtree(copies[name], ignore_errors=True)
    base, *larger = SIZES
    return [
        BenchFigure(
            "growth",
            f"load of {_NEW_VALUES_COUNT:,} changed village values: {name} the cells",
            median(took[name]) * 1e3,
            "ms",
            median(took[base]) * 1e3,
            BUDGET,
        )
        for name in larger
    ]


def _new_values(engine: Engine, turn: int) -> pd.DataFrame:
    with engine.connect() as connection:
        idents = [each.id for each in shared_indicators(connection)]
    frame = village_cells(village_ids(engine), idents, month_names(60)[-1:], seed=10 + turn)
    return frame.sample(_NEW_VALUES_COUNT, random_state=turn)
