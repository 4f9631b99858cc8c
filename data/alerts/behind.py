"""Which areas inside pull a red number down, as an alert stores them."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.behind import read_behind_inside
from data.queries.directories import Directories
from data.queries.standing import plain_rows
from ioc.alert import BehindArea
from ioc.card import Card


def read_behind(
    connection: Connection, directories: Directories, area: Area, card: Card
) -> tuple[tuple[BehindArea, ...], int, str]:
    """Return the areas one level below that are furthest behind, how many are, and their level."""
    behind = read_behind_inside(connection, directories, area, card)
    if behind is None:
        return (), 0, ""
    areas = tuple(
        BehindArea(str(code), str(name), float(value), *parts)
        for code, name, value, *parts in plain_rows(behind.areas)
    )
    return areas, behind.total, behind.level.value if areas else ""
