"""The reports that a converted number lacks, and the indicators that could not be converted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from data.queries.areas import Area
from data.queries.land import BACK, FORTH, LandArea, read_land_areas, read_nearest_ties, read_parts
from data.queries.lineage import read_lineage
from data.store.counting import counts
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, observation, rollup, submission
from ioc.area import AreaKey, Level
from ioc.indicator import Indicator

_AREAS: BindParameter[Any] = bindparam("area_ids", expanding=True)
_INDICATORS: BindParameter[Any] = bindparam("indicator_ids", expanding=True)
_ROLLUPS = PreparedQuery(
    select(rollup.c.area_id, rollup.c.reported, rollup.c.expected).where(
        rollup.c.area_id.in_(_AREAS),
        rollup.c.indicator_id == bindparam("indicator_id"),
        rollup.c.period == bindparam("period"),
        rollup.c.converted == 0,
    )
)
_REPORTERS = PreparedQuery(
    select(observation.c.area_id)
    .join(submission, submission.c.id == observation.c.submission_id)
    .where(
        observation.c.area_id.in_(_AREAS),
        observation.c.indicator_id == bindparam("indicator_id"),
        observation.c.period == bindparam("period"),
        counts(),
    )
)
_HERE, _TWIN = area.alias("here"), area.alias("twin")
_TWINS = PreparedQuery(
    select(_TWIN.c.id)
    .join(_HERE, _HERE.c.unit_id == _TWIN.c.unit_id)
    .where(_HERE.c.id == bindparam("area_id"), _TWIN.c.id != _HERE.c.id)
)
_WITH_NUMBERS = tuple(
    PreparedQuery(
        select(table.c.indicator_id)
        .where(table.c.area_id.in_(_AREAS), table.c.indicator_id.in_(_INDICATORS), *own)
        .distinct()
    )
    for table, own in (
        (rollup, [or_(rollup.c.converted == 0, rollup.c.converted < rollup.c.reported)]),
        (observation, []),
    )
)


class Sources(NamedTuple):
    """The areas of another vintage that report for an area's land, and the lacking ones of them.

    An area lacks where it did not report, or not all of its parts did; both by code.
    """

    areas: Sequence[LandArea]
    lacking: Sequence[LandArea]


def read_lacking(
    connection: Connection, indicator: Indicator, here: Area, period: str
) -> list[LandArea]:
    """Return the areas of another vintage whose reports an area's converted number lacks.

    They lie on the same land and did not report, or not all of their parts did; by code. Empty
    without any report of another vintage on the land, and for the country.
    """
    return list(read_sources(connection, indicator, here, period).lacking)


def read_sources(connection: Connection, indicator: Indicator, here: Area, period: str) -> Sources:
    """Return the areas of another vintage from which an area's number is converted.

    Empty without any report of another vintage on the land, and for the country.
    """
    if here.level is not Level.COUNTRY:
        for direction in (BACK, FORTH):
            others = _others(connection, indicator, here, direction)
            whole, some = _reporting(connection, indicator, others, period)
            if whole or some:
                return Sources(others, [each for each in others if each.id not in whole])
    return Sources((), ())


def read_twins(connection: Connection, area_id: int) -> list[int]:
    """Return the ids of the rows of other vintages that are the same unit as an area."""
    return [row[0] for row in fetch_tuples(connection, _TWINS, {"area_id": area_id})]


def read_indicators_with_reports(
    connection: Connection, area_ids: Sequence[int], indicator_ids: Iterable[int]
) -> set[int]:
    """Return the ids of the indicators that have a reported number in one of the areas."""
    values = {"area_ids": list(area_ids), "indicator_ids": sorted(indicator_ids)}
    if not values["area_ids"] or not values["indicator_ids"]:
        return set()
    return {
        row[0] for statement in _WITH_NUMBERS for row in fetch_tuples(connection, statement, values)
    }


def _others(
    connection: Connection, indicator: Indicator, here: Area, direction: str
) -> list[LandArea]:
    """Return the areas of the neighbouring vintage that report an indicator for an area's land."""
    keys: set[AreaKey]
    if indicator.lowest_level.depth <= Level.PROVINCE.depth:
        lineage = read_lineage(connection, here)
        steps = lineage.before() if direction == BACK else lineage.after()
        keys = {step.source if direction == BACK else step.target for step in steps}
        levels = {Level.PROVINCE}
    else:
        ties = read_nearest_ties(connection, read_parts(connection, here), direction)
        keys = {tie.source if direction == BACK else tie.target for tie in ties}
        levels = {Level.VILLAGE} if here.level is Level.VILLAGE else {Level.COMMUNE}
    areas = read_land_areas(connection, keys).values()
    return sorted(each for each in areas if each.level in levels)


def _reporting(
    connection: Connection, indicator: Indicator, areas: Sequence[LandArea], period: str
) -> tuple[set[int], set[int]]:
    """Return the ids of the areas that reported in full, and of those that reported in part."""
    if not areas:
        return set(), set()
    values = {
        "area_ids": [each.id for each in areas],
        "indicator_id": indicator.id,
        "period": period,
    }
    whole = {row[0] for row in fetch_tuples(connection, _REPORTERS, values)}
    some: set[int] = set()
    for ident, reports, expected in fetch_tuples(connection, _ROLLUPS, values):
        (whole if reports >= expected else some).add(ident)
    return whole, some - whole
