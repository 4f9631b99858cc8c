"""What needs attention in an area, ordered by urgency, with the areas inside that are worst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.behind import read_behind_inside
from data.queries.directories import Directories
from data.queries.standing import plain_rows
from ioc.alert import BehindArea
from ioc.area import Level
from ioc.card import Card
from ioc.standing import BEHIND
from ioc.urgency import Urgency, urgencies


@dataclass(frozen=True)
class Urgent:
    """One number that needs attention.

    `worst` are the areas one level below that are furthest behind, the worst first, at most three;
    `count` is how many of that `level` are behind. Empty: it is not behind, or has no number there.
    """

    urgency: Urgency
    worst: tuple[BehindArea, ...] = ()
    count: int = 0
    level: Level | None = None

    @property
    def card(self) -> Card:
        """The number with target, changes, period and age."""
        return self.urgency.card


def read_urgent(
    connection: Connection, directories: Directories, area: Area, cards: Sequence[Card]
) -> list[Urgent]:
    """Return which of an area's cards need attention: red, then amber, then those that turn.

    Args:
        connection: open connection.
        directories: the memory of the worst areas, until numbers of an indicator change.
        area: the area of the cards.
        cards: of `data.queries.screens.cards.read_cards`.
    """
    return [_with_worst(connection, directories, area, each) for each in urgencies(cards)]


def _with_worst(
    connection: Connection, directories: Directories, area: Area, urgency: Urgency
) -> Urgent:
    card = urgency.card
    if urgency.status not in BEHIND or card.period is None:
        return Urgent(urgency)
    worst, count, level = directories.remember(
        connection,
        ("worst inside", area.key, card.indicator.id, card.period.iso),
        lambda: _read_worst(connection, directories, area, card),
        card.indicator.code,
    )
    return Urgent(urgency, worst, count, level)


def _read_worst(
    connection: Connection, directories: Directories, area: Area, card: Card
) -> tuple[tuple[BehindArea, ...], int, Level | None]:
    behind = read_behind_inside(connection, directories, area, card)
    if behind is None or not len(behind.areas):
        return (), 0, None
    areas = tuple(
        BehindArea(str(code), str(name), float(value), *parts)
        for code, name, value, *parts in plain_rows(behind.areas)
    )
    return areas, behind.total, behind.level
