"""The way from an area to the same land in each vintage that is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from callbacks.area.lineage import find_lineage, step_weight, vintage_name
from callbacks.frame.context import Context
from data.queries.area_in import read_row_vintages
from data.queries.areas import Area, find_area
from data.queries.lineage import Lineage
from ioc.area import COUNTRY_CODE, AreaKey, Vintage, search_name
from ioc.errors import NotFoundError
from layouts.area.view import AreaLink, VintageWay


def read_ways(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    vintages: Sequence[Vintage],
    language: str,
) -> tuple[VintageWay, ...]:
    """Return the area with most of an area's land in each vintage, the earliest first.

    The vintage of the area itself is included.

    Args:
        context: the page's context.
        connection: open connection.
        path: the way from the country down to the area.
        vintages: all that are loaded.
        language: "vi" or "en".
    """
    here = path[-1]
    ways = []
    for each in vintages:
        name = vintage_name(each.code, vintages, language)
        is_here = each.code == here.key.vintage
        there = here if is_here else find_there(context, connection, path, each.code)
        place = AreaLink(there.key, there.level, there.full_name)
        ways.append(VintageWay(name, place, is_here, there.level is here.level))
    return tuple(ways)


def find_there(
    context: Context, connection: Connection, path: Sequence[Area], vintage_code: str
) -> Area:
    """Return the area of another vintage that contains most of an area's land.

    Among equals the one with the same or a similar name wins, then the one with the same code.
    Where the land is unknown there, the successor of the next wider area is returned.
    """
    for here in reversed(path):
        key = _most(
            find_lineage(context, connection, here),
            here,
            read_row_vintages(connection, vintage_code),
        )
        try:
            if key is not None:
                return find_area(connection, AreaKey(vintage_code, key.code))
        except NotFoundError:
            continue
    return find_area(connection, AreaKey(vintage_code, COUNTRY_CODE))


def _most(lineage: Lineage, here: Area, row_vintages: Mapping[str, str]) -> AreaKey | None:
    """Return the key of the row of a vintage with most of an area's land; None: there is none."""

    def is_shown(key: AreaKey) -> bool:
        province = lineage.areas[key].province_code or COUNTRY_CODE
        return row_vintages.get(province) == key.vintage

    if is_shown(lineage.here):
        return lineage.here
    amounts = _amounts(lineage)
    ranked = [
        (amount, _likeness(lineage.areas[key].name, here.name), key.code == here.key.code, key)
        for key, amount in amounts.items()
        if is_shown(key)
    ]
    return max(ranked)[-1] if ranked else None


def _likeness(one: str, other: str) -> int:
    """Return 2 for the same name, 1 where one is part of the other ("Trường Vinh"), else 0."""
    first, second = f" {search_name(one)} ", f" {search_name(other)} "
    if first == second:
        return 2
    return int(first in second or second in first)


def _amounts(lineage: Lineage) -> dict[AreaKey, float]:
    """Return the share of an area's land that each later or earlier area has in common with it."""
    forth: dict[AreaKey, float] = defaultdict(float, {lineage.here: 1.0})
    for step in lineage.steps:
        forth[step.target] += forth.get(step.source, 0.0) * step_weight(step)
    back: dict[AreaKey, float] = defaultdict(float, {lineage.here: 1.0})
    for step in reversed(lineage.steps):
        back[step.source] += back.get(step.target, 0.0) * step_weight(step)
    both = [*back.items(), *forth.items()]
    return {key: amount for key, amount in both if amount > 0 and key != lineage.here}
