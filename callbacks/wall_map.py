"""What the wall's map draws, and which of its areas are furthest behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.map_spec import map_spec
from data.queries.areas import Area, find_area, read_path
from data.queries.cards import read_cards
from data.queries.directory import Directory
from data.queries.periods import nearest_period, read_periods
from data.queries.standing import plain_rows, read_furthest_behind
from ioc.area import AreaKey, Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.period import Period, parse_period
from ioc.status import Status
from layouts.wall_behind import AreaValue, Behind, CardBehind

# A legend of the wall has room for four classes of what is not held against a target.
_MOST_CLASSES = 4
_MOST_NAMED = 3
_CHILDREN = {
    Level.COUNTRY: Level.PROVINCE,
    Level.PROVINCE: Level.COMMUNE,
    Level.DISTRICT: Level.COMMUNE,
}


@dataclass(frozen=True)
class Ground:
    """What a map draws: the areas of one level inside an area.

    `own` is the code of the wall's area where it is drawn among its neighbours, because the
    indicator is not reported for what lies inside it.
    """

    area: Area
    level: Level
    directory: Directory
    own: str | None = None


def map_level(area: Area) -> Level:
    """Return the level one step below an area."""
    return _CHILDREN.get(area.level, Level.VILLAGE)


def map_ground(
    connection: Connection, context: Context, area: Area, indicator: Indicator
) -> Ground:
    """Return what a map of an indicator draws for an area: its inside, else its neighbours."""
    level = map_level(area)
    inside = _directory(connection, context, area, level)
    if len(inside.areas) and level.depth <= indicator.lowest_level.depth:
        return Ground(area, level, inside)
    path = read_path(connection, area.key)
    if len(path) < 2:
        return Ground(area, level, inside)
    around = _directory(connection, context, path[-2], area.level)
    return Ground(path[-2], area.level, around, area.key.code)


def _directory(connection: Connection, context: Context, area: Area, level: Level) -> Directory:
    return context.directories.get(connection, area.key.vintage, level, area.key.code)


def map_period(connection: Connection, context: Context, ground: Ground, card: Card) -> str | None:
    """Return the period of a map: the card's, else the latest closed one that is held."""
    periods = read_periods(
        connection,
        card.indicator,
        ground.area.key.vintage,
        ground.level,
        ground.directory.only_root,
    )
    today = context.today()
    closed = [each for each in periods if parse_period(each).is_closed(today)] or periods
    return nearest_period(card.period.iso if card.period else None, closed)


def wall_map_spec(
    connection: Connection,
    context: Context,
    ground: Ground,
    indicator: Indicator,
    period: str | None,
    language: str,
) -> dict[str, Any]:
    """Return the map's spec: how well, where there is a target; else how much, in few classes.

    Without a period the areas are drawn as such of which nothing is known.
    """
    spec = map_spec(
        context, connection, ground.area, ground.level, indicator,
        period or str(context.today().year),
        language=language, mode="status", selected=ground.own, wall=True,
    )  # fmt: skip
    # The furthest behind are named below the map; of few villages there is room for all names.
    spec["labels"] = ground.level is Level.VILLAGE
    if spec["target"] is None:
        spec["mode"] = "value"
        breaks = spec["classes"]["breaks"]
        step = max(1, -(-(len(breaks) - 1) // _MOST_CLASSES))
        spec["classes"] = {"breaks": [*breaks[:-1:step], *breaks[-1:]]}
    return spec


def read_behind(
    connection: Connection, context: Context, ground: Ground, indicator: Indicator, period: str
) -> list[Behind]:
    """Return the areas that are furthest behind, the worst first, at most three."""
    targets = context.directories.targets(connection, indicator.code)
    worst = read_furthest_behind(
        connection, indicator, ground.directory, period, targets=targets
    ).areas
    at: Period = parse_period(period)
    found = []
    for code, name in zip(worst["code"].tolist(), worst["name"].tolist(), strict=True):
        area = find_area(connection, AreaKey(ground.area.key.vintage, code))
        card = read_cards(
            connection, area, [indicator], at, context.today(), directories=context.directories
        )[0]
        found.append(Behind(str(code), str(name), card))
    return found


def read_card_behind(
    connection: Connection, context: Context, area: Area, card: Card
) -> CardBehind | None:
    """Return the areas that pull a red or amber card down; None where there are none to name."""
    if card.verdict.status not in (Status.RED, Status.AMBER):
        return None
    ground = map_ground(connection, context, area, card.indicator)
    period = map_period(connection, context, ground, card) if ground.own is None else None
    if period is None:
        return None
    found = read_furthest_behind(
        connection,
        card.indicator,
        ground.directory,
        period,
        _MOST_NAMED,
        context.directories.targets(connection, card.indicator.code),
    )
    areas = tuple(
        AreaValue(str(name), float(value), *parts)
        for _, name, value, *parts in plain_rows(found.areas)
    )
    # Without a target of their own nobody can be said to be behind but the worst.
    return CardBehind(areas, found.total, ground.level) if areas else None


def read_rank(frame: pd.DataFrame, code: str) -> tuple[int, int] | None:
    """Return the place of an area among its neighbours, and how many have a place.

    Equals share the better place. None: the area has no place.

    Args:
        frame: of `data.queries.standing.read_standing`.
        code: of the area.
    """
    own = frame.loc[frame["code"] == code, "rank"].dropna()
    return None if own.empty else (int(own.iloc[0]), int(frame["rank"].notna().sum()))
