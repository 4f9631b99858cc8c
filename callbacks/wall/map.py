"""The wall's map, and those of its areas that are furthest behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.spec import map_spec
from data.queries.areas import Area, find_area, read_path
from data.queries.behind import read_behind_inside
from data.queries.directory import Directory
from data.queries.periods import nearest_period
from data.queries.screens.cards import read_cards
from data.queries.standing import furthest_behind, plain_rows
from ioc.answers import MapSpec
from ioc.area import AreaKey, Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.period import Period, parse_period
from ioc.sentences.behind import AreaValue
from ioc.sentences.classes import class_texts
from ioc.standing import BEHIND
from layouts.wall.behind import Behind, CardBehind

# As many as a hall's wall names on the map and beside it.
_MOST_NAMED = 8
# A legend of the wall has room for four classes where there is no target.
_MOST_CLASSES = 4


@dataclass(frozen=True)
class MapGround:
    """The areas of a map: those of one level inside an area.

    `own` is the code of the wall's area where it is drawn among its neighbours, because the
    indicator is not reported for the areas inside.
    """

    area: Area
    level: Level
    directory: Directory
    own: str | None = None


def map_level(area: Area) -> Level:
    """Return the level one step below an area; of a village, which has none, its own."""
    return area.level.below or area.level


def map_ground(
    connection: Connection, context: Context, area: Area, indicator: Indicator
) -> MapGround:
    """Return the areas of an indicator's map for an area: its inside, else its neighbours."""
    level = map_level(area)
    inside = _directory(connection, context, area, level)
    if len(inside.areas) and level.depth <= indicator.lowest_level.depth:
        return MapGround(area, level, inside)
    return neighbour_ground(connection, context, area)


def neighbour_ground(connection: Connection, context: Context, area: Area) -> MapGround:
    """Return an area among its neighbours; of one without any, its inside."""
    path = read_path(connection, area.key)
    if len(path) < 2:
        level = map_level(area)
        return MapGround(area, level, _directory(connection, context, area, level))
    around = _directory(connection, context, path[-2], area.level)
    return MapGround(path[-2], area.level, around, area.key.code)


def _directory(connection: Connection, context: Context, area: Area, level: Level) -> Directory:
    return context.directories.get(connection, area.key.vintage, level, area.key.code)


def map_period(
    connection: Connection, context: Context, ground: MapGround, card: Card
) -> str | None:
    """Return the period of a map: the card's, else the latest closed one with numbers."""
    periods = context.directories.periods(connection, card.indicator, ground.directory)
    today = context.today()
    closed_periods = [each for each in periods if parse_period(each).is_closed(today)] or periods
    return nearest_period(card.period.iso if card.period else None, closed_periods)


def last_period_before(
    connection: Connection, context: Context, ground: MapGround, indicator: Indicator, day: date
) -> str | None:
    """Return the latest period with numbers that was over before a day; None: there is none."""
    periods = context.directories.periods(connection, indicator, ground.directory)
    return next((each for each in reversed(periods) if parse_period(each).is_closed(day)), None)


def wall_map_spec(
    connection: Connection,
    context: Context,
    ground: MapGround,
    indicator: Indicator,
    period: str | None,
    language: str,
) -> MapSpec:
    """Return the map's spec: statuses where there is a target, else values in few classes.

    Without a period the areas are drawn as areas without data.
    """
    spec = map_spec(
        context, connection, ground.area, ground.level, indicator,
        period or str(context.today().year),
        language=language, mode="status", selection=ground.own, wall=True,
    )  # fmt: skip
    # The areas furthest behind are named below the map; villages are few enough for all names.
    spec["labels"] = ground.level is Level.VILLAGE
    if spec["target"] is None:
        spec["mode"] = "value"
        breaks = spec["classes"]["breaks"]
        step = max(1, -(-(len(breaks) - 1) // _MOST_CLASSES))
        fewer = [*breaks[:-1:step], *breaks[-1:]]
        texts = class_texts(indicator, fewer, language)
        spec["classes"] = {**spec["classes"], "breaks": fewer, "texts": texts}
    return spec


def read_behind(
    connection: Connection,
    context: Context,
    ground: MapGround,
    indicator: Indicator,
    period: str,
    frame: pd.DataFrame,
) -> list[Behind]:
    """Return the areas that are furthest behind, the worst first, at most eight.

    `frame` is the map in this period (`data.queries.standing.read_standing`).
    """
    worst = furthest_behind(frame, indicator, _MOST_NAMED).areas
    at: Period = parse_period(period)
    entries = []
    for code, name in zip(worst["code"].tolist(), worst["name"].tolist(), strict=True):
        area = find_area(connection, AreaKey(ground.area.key.vintage, code))
        card = read_cards(
            connection, area, [indicator], at, context.today(), directories=context.directories
        )[0]
        entries.append(Behind(str(code), str(name), card))
    return entries


def read_card_behind(
    connection: Connection, context: Context, area: Area, card: Card
) -> CardBehind | None:
    """Return the areas behind that make a card red or amber; None where there are none."""
    if card.verdict.status not in BEHIND:
        return None
    inside = read_behind_inside(connection, context.directories, area, card)
    if inside is None:
        return None
    areas = tuple(
        AreaValue(str(name), float(value), *parts)
        for _, name, value, *parts in plain_rows(inside.areas)
    )
    # Without a target of their own only the worst areas count as behind.
    return CardBehind(areas, inside.total, inside.level) if areas else None


def read_rank(frame: pd.DataFrame, code: str) -> tuple[int, int] | None:
    """Return the place of an area among its neighbours, and how many have a place.

    Equals share the better place. None: the area has no place.

    Args:
        frame: of `data.queries.standing.read_standing`.
        code: of the area.
    """
    own = frame.loc[frame["code"] == code, "rank"].dropna()
    return None if own.empty else (int(own.iloc[0]), int(frame["rank"].notna().sum()))
