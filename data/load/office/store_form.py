"""A form made of what the store has: its indicators, the areas below one, a period."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from data.load.areas.matching import AreaIndex, read_area_index
from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.office.form import Form, FormItem
from data.queries.catalogue import find_indicator
from ioc.area import AreaKey, Level
from ioc.errors import NotFoundError
from ioc.period import Period
from ioc.words.phrase import Phrase


def read_store_form(
    connection: Connection,
    code: str,
    indicators: Iterable[str],
    root: AreaKey,
    level: Level,
    period: Period,
) -> Form:
    """Return a form of these indicators, for the areas of a level in (or equal to) one area.

    Shares are reported by all their parts, other indicators by their value.

    Raises:
        NotFoundError: no such indicator or area.
    """
    items = []
    for each in indicators:
        kind = find_indicator(connection, each)
        items.append(FormItem(kind, tuple(ValuePart) if kind.is_ratio else (ValuePart.VALUE,)))
    index = read_area_index(connection, root.vintage)
    top = index.find(root.code, None)
    if top is None:
        raise NotFoundError(Phrase("area-unknown", code=root.code, vintage=root.vintage))
    inside = [top, *(row for row in index.rows if top in index.above(row))]
    return Form(
        code,
        tuple(items),
        root.vintage,
        tuple(row for row in inside if row.level is level),
        areas_around(index, inside, level),
        period,
    )


def areas_around(index: AreaIndex, inside: Iterable[AreaRow], level: Level) -> tuple[AreaRow, ...]:
    """Return the areas that a sheet of a level may name: those inside and above, the widest first.

    Villages are many and have the names of communes: only a form of villages looks among them.
    """
    depth = max(level.depth, Level.COMMUNE.depth)
    rows = [row for row in inside if row.level.depth <= depth]
    above = [each for row in rows for each in index.above(row)]
    return tuple(sorted(dict.fromkeys((*above, *rows)), key=lambda row: row.level.depth))
