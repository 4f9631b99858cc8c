"""The sources that a number converted from another vintage still lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import BindParameter, Connection, bindparam, select, union

from data.queries.areas import Area, read_vintages
from data.queries.land import BACK, FORTH, read_land_areas, read_nearest_ties
from data.store.counting import counts
from data.store.fetch import PreparedQuery, columns_of, fetch_tuples, make_frame
from data.store.schema import observation, rollup, submission
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.period import parse_period

_TYPES = {"vintage": "str", "code": "str", "name": "str", "reported": "bool", "weighed": "bool"}
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_REPORTERS = PreparedQuery(
    union(
        select(observation.c.area_id)
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.area_id.in_(_IDS),
            observation.c.indicator_id == bindparam("indicator_id"),
            observation.c.period == bindparam("period"),
            counts(),
        ),
        select(rollup.c.area_id).where(
            rollup.c.area_id.in_(_IDS),
            rollup.c.indicator_id == bindparam("indicator_id"),
            rollup.c.period == bindparam("period"),
            rollup.c.reported > rollup.c.converted,
        ),
    )
)


def read_missing_sources(
    connection: Connection, indicator: Indicator, here: Area, period: str
) -> pd.DataFrame:
    """Return the areas of the neighbouring vintage that are missing in a commune's number.

    For periods before the commune's vintage its predecessors, else its successors. One row per area
    that did not report, or was divided without a known share, by code; empty where nothing is
    missing, and for areas of other levels.

        vintage, code, name  str   name in full
        reported             bool  the area has a number in the period
        weighed              bool  its share is known
    """
    missing = []
    if here.level is Level.COMMUNE:
        direction = BACK if _is_before(connection, here, period) else FORTH
        ties = read_nearest_ties(connection, [here.row_key], direction)
        if not ties:  # The first vintage, or the last one, which has no reports yet.
            direction = FORTH if direction == BACK else BACK
            ties = read_nearest_ties(connection, [here.row_key], direction)
        ends = {
            (tie.source if direction == BACK else tie.target): tie.kind == "whole"
            or any(share is not None for share in tie.shares)
            for tie in ties
        }
        areas = read_land_areas(connection, ends)
        values = {"ids": [each.id for each in areas.values()], "indicator_id": indicator.id,
                  "period": period}  # fmt: skip
        reporting = {row[0] for row in fetch_tuples(connection, _REPORTERS, values)}
        missing = [
            (key.vintage, key.code, each.full_name, each.id in reporting, ends[key])
            for key, each in sorted(areas.items())
            if each.id not in reporting or not ends[key]
        ]
    return make_frame(columns_of(missing, _TYPES))


def _is_before(connection: Connection, here: Area, period: str) -> bool:
    """Tell whether a period ended before the vintage that stores an area began."""
    began = next(each.valid_from for each in read_vintages(connection)
                 if each.code == here.row_vintage)  # fmt: skip
    return parse_period(period).end < date.fromisoformat(began)
