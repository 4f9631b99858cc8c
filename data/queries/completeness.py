"""How many areas should report: one rule for maps, series and pages of cells.

An area that reports for all areas below it is complete: its own report counts as many times as it
has areas that should report themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    func,
    null,
    or_,
    select,
)

from data.queries.areas import Area, read_areas
from data.queries.directories import Directories, remember
from data.store.counting import counts
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, observation, rollup, submission
from ioc.area import Level
from ioc.card import Within
from ioc.indicator import Indicator

_CHILD = PreparedQuery(select(area.c.id).where(area.c.parent_id == bindparam("area_id")).limit(1))

_REPORTERS = PreparedQuery(
    select(area.c.parent_id)
    .where(
        area.c.parent_id.in_(bindparam("area_ids", expanding=True)),
        area.c.level.in_(bindparam("levels", expanding=True)),
    )
    .distinct()
)


def has_areas_below(connection: Connection, area_id: int) -> bool:
    """Tell whether the area has areas of any level directly below it."""
    return bool(fetch_tuples(connection, _CHILD, {"area_id": area_id}))


def find_areas_with_reporters(
    connection: Connection, area_ids: Sequence[int], lowest: Level
) -> set[int]:
    """Return the areas that have areas directly below them, of `lowest` level or above it."""
    levels = [level.value for level in Level if level.depth <= lowest.depth]
    values = {"area_ids": list(area_ids), "levels": levels}
    return {row[0] for row in fetch_tuples(connection, _REPORTERS, values)}


def count_lowest_of(
    connection: Connection, directories: Directories | None, area_id: int, lowest: Level
) -> int:
    """Return `count_lowest_areas` of one area; remembered until areas change."""
    return remember(
        directories,
        connection,
        ("lowest areas", area_id, lowest),
        lambda: count_lowest_areas(connection, [area_id], lowest)[area_id],
    )


def count_lowest_areas(
    connection: Connection, area_ids: Sequence[int], lowest: Level
) -> dict[int, int]:
    """Return for each area the number of lowest areas in it that report; 1 where it has none.

    Args:
        connection: open connection.
        area_ids: the areas.
        lowest: the level below which nobody reports.
    """
    if not area_ids:
        return {}
    of_one, of_many = _counts(lowest)
    if len(area_ids) == 1:
        rows = fetch_tuples(connection, of_one, {"area_id": area_ids[0]})
    else:
        rows = fetch_tuples(connection, of_many, {"area_ids": list(area_ids)})
    return {int(ident): int(count) for ident, count in rows}


# A list is looked up in the primary key, one by one; a planner may read a subquery by a scan.
_AREAS: BindParameter[Any] = bindparam("area_ids", expanding=True)
_IN_AREAS = PreparedQuery(
    select(rollup.c.area_id, rollup.c.reported, rollup.c.expected)
    .where(
        rollup.c.indicator_id == bindparam("indicator_id"),
        rollup.c.period == bindparam("period"),
        rollup.c.area_id.in_(_AREAS),
    )
    .union_all(
        select(observation.c.area_id, null(), null())
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.indicator_id == bindparam("indicator_id"),
            observation.c.period == bindparam("period"),
            observation.c.area_id.in_(_AREAS),
            counts(),
        )
    )
)


def count_within(
    connection: Connection,
    directories: Directories | None,
    here: Area,
    indicator: Indicator,
    period: str,
    former: str = "",
) -> Within:
    """Return how many areas inside an area have a number in a period, and how many a complete one.

    Inside the country provinces are counted, else communes. It is the only count there is where
    some communes report by villages and others as a whole.

    Args:
        connection: open connection.
        directories: the memory of the count; None: it is counted anew.
        here: the area.
        indicator: the indicator.
        period: ISO text.
        former: only areas that hold land of this former area.
    """
    level = Level.PROVINCE if here.level is Level.COUNTRY else Level.COMMUNE
    vintage, code = here.key.vintage, here.key.code
    inside: list[int] = remember(
        directories,
        connection,
        ("ids within", level, here.key, former),
        lambda: read_areas(connection, vintage, level, code, former or None)["id"].tolist(),
    )

    def count() -> Within:
        values = {"area_ids": inside, "indicator_id": indicator.id, "period": period}
        rows = fetch_tuples(connection, _IN_AREAS, values) if inside else []
        with_rollup = [row for row in rows if row[1] is not None]
        own = {row[0] for row in rows} - {row[0] for row in with_rollup}
        return Within(
            level,
            len(inside),
            sum(reports > 0 for _, reports, _ in with_rollup) + len(own),
            sum(0 < expected <= reports for _, reports, expected in with_rollup) + len(own),
        )

    key = ("within", here.key, former, indicator.id, period)
    return remember(directories, connection, key, count, indicator.code)


@lru_cache
def _counts(lowest: Level) -> tuple[PreparedQuery, PreparedQuery]:
    one = area.c.id == bindparam("area_id")
    many = area.c.id.in_(bindparam("area_ids", expanding=True))
    return _count(lowest, one), _count(lowest, many)


def _count(lowest: Level, condition: ColumnElement[bool]) -> PreparedQuery:
    reporting = [level.value for level in Level if level.depth <= lowest.depth]
    inside = (
        select(area.c.id.label("top"), area.c.id.label("id")).where(condition).cte(recursive=True)
    )
    inside = inside.union_all(
        select(inside.c.top, area.c.id)
        .join(area, area.c.parent_id == inside.c.id)
        .where(or_(*(area.c.level == each for each in reporting)))
    )
    below = area.alias()
    has_below = (
        select(below.c.id)
        .where(
            below.c.parent_id == inside.c.id, or_(*(below.c.level == each for each in reporting))
        )
        .exists()
    )
    return PreparedQuery(
        select(inside.c.top, func.count()).where(~has_below).group_by(inside.c.top)
    )
