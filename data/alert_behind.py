"""Which areas inside pull a red number down."""

from __future__ import annotations

from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.queries.areas import Area
from data.queries.periods import nearest_period
from data.queries.standing import plain_rows, read_furthest_behind
from ioc.alert import BehindArea
from ioc.area import Level
from ioc.card import Card
from ioc.period import parse_period

_MOST_NAMED = 3
_BELOW = {
    Level.COUNTRY: Level.PROVINCE,
    Level.PROVINCE: Level.COMMUNE,
    Level.DISTRICT: Level.COMMUNE,
    Level.COMMUNE: Level.VILLAGE,
}


def read_behind(
    connection: Connection, directories: DirectoryCache, area: Area, card: Card
) -> tuple[tuple[BehindArea, ...], int, str]:
    """Return the areas one level down that are furthest behind, how many are, and their level.

    At most three are named, the worst first, each by the target in force for it. Nobody is behind
    where nothing is reported at that level up to the card's period. Without a target of theirs
    only the last in rank can be named.
    """
    level = _BELOW.get(area.level)
    indicator = card.indicator
    if level is None or card.period is None or level.depth > indicator.lowest_level.depth:
        return (), 0, ""
    directory = directories.get(connection, area.key.vintage, level, area.key.code)
    held = directories.periods(connection, indicator, directory) if len(directory.areas) else []
    # The month of today is not over: its first reports say nothing of who is behind.
    past = [each for each in held if parse_period(each).end <= card.period.end]
    period = nearest_period(card.period.iso, past)
    if period is None:
        return (), 0, ""
    targets = directories.targets(connection, indicator.code)
    found = read_furthest_behind(connection, indicator, directory, period, _MOST_NAMED, targets)
    named = tuple(
        BehindArea(str(code), str(name), float(value), *parts)
        for code, name, value, *parts in plain_rows(found.areas)
    )
    return named, found.total, level.value if named else ""
