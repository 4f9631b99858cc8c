"""The areas inside that are furthest behind, for walls and alerts alike."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.periods import nearest_period
from data.queries.standing import read_furthest_behind
from ioc.area import Level
from ioc.card import Card
from ioc.period import parse_period

_MOST_NAMED = 3


class BehindInside(NamedTuple):
    """Areas of `level` that are behind, as `read_furthest_behind` returns them, and their total."""

    areas: pd.DataFrame
    total: int
    level: Level


def read_behind_inside(
    connection: Connection, directories: Directories, area: Area, card: Card
) -> BehindInside | None:
    """Return the areas one level below that are furthest behind; at most three, the worst first.

    Each is judged by the target in force for it, in the card's period, else in the latest before.
    Without targets the last in rank are returned. None: nothing is reported at that level up to
    the card's period, or the area has no level below.
    """
    indicator, inside = card.indicator, map_inside(connection, directories, area, card)
    if inside is None:
        return None
    directory, period = inside
    targets = directories.targets(connection, indicator.code)
    behind = read_furthest_behind(connection, indicator, directory, period, _MOST_NAMED, targets)
    return BehindInside(behind.areas, behind.total, directory.level)


def map_inside(
    connection: Connection, directories: Directories, area: Area, card: Card
) -> tuple[Directory, str] | None:
    """Return the areas one level below a card's, and in which period they stand beside it.

    It is the card's period, else the latest before. None: nothing is reported at that level up to
    the card's period, or the area has no level below.
    """
    level, indicator = area.level.below, card.indicator
    if level is None or card.period is None or level.depth > indicator.lowest_level.depth:
        return None
    directory = directories.get(connection, area.key.vintage, level, area.key.code)
    periods = directories.periods(connection, indicator, directory) if len(directory.areas) else []
    # The present month is unfinished: its first reports do not show who is behind.
    past = [each for each in periods if parse_period(each).end <= card.period.end]
    period = nearest_period(card.period.iso, past)
    return None if period is None else (directory, period)
