"""What a number that was brought over from another vintage still lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import BindParameter, Connection, bindparam, select, union

from data.fetch import Prepared, columns_of, fetch_tuples, make_frame
from data.queries.areas import Area, read_vintages
from data.queries.land import BACK, FORTH, read_land_areas, read_nearest_ties
from data.schema import observation, rollup, submission
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.period import parse_period

_TYPES = {"vintage": "str", "code": "str", "name": "str", "reported": "bool", "weighed": "bool"}
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_REPORTED = Prepared(
    union(
        select(observation.c.area_id)
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.area_id.in_(_IDS),
            observation.c.indicator_id == bindparam("indicator_id"),
            observation.c.period == bindparam("period"),
            submission.c.state != "withdrawn",
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
    """Return the areas of the neighbouring vintage that a commune's number is missing.

    Before the commune's vintage began those that it was made of, after it ended those that it
    became. One row per area that did not report, or that was divided without a known share, by
    code; empty where nothing is missing, and for areas of other levels.

        vintage, code, name  str   name in full
        reported             bool  the area has a number in the period
        weighed              bool  its share is known; false: nobody has weighed it
    """
    found = []
    if here.level is Level.COMMUNE:
        direction = BACK if _is_before(connection, here, period) else FORTH
        ties = read_nearest_ties(connection, [here.row_key], direction)
        if not ties:  # The last vintage, in which nobody reports yet; or the first one.
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
        held = {row[0] for row in fetch_tuples(connection, _REPORTED, values)}
        found = [
            (key.vintage, key.code, each.full_name, each.id in held, ends[key])
            for key, each in sorted(areas.items())
            if each.id not in held or not ends[key]
        ]
    return make_frame(columns_of(found, _TYPES))


def _is_before(connection: Connection, here: Area, period: str) -> bool:
    """Tell whether a period was over before the vintage began that brought an area."""
    began = next(each.valid_from for each in read_vintages(connection)
                 if each.code == here.row_vintage)  # fmt: skip
    return parse_period(period).end < date.fromisoformat(began)
