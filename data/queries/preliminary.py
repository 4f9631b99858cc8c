"""Which numbers are preliminary: they rest on a submission of a form that nobody has verified.

The one home of this question. A number is preliminary where its own report waits for a verifier, or
where such a report is in the sum or the conversion that it is shown from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BindParameter, Connection, bindparam, select

from data.queries.cell_pages import newest_submission
from data.queries.directories import Directories
from data.store.fetch import PreparedQuery, fetch_tuples, pieces
from data.store.schema import (
    area,
    area_relation,
    form_hand_in,
    observation,
    rollup,
    submission_cell,
)
from ioc.indicator import Indicator
from ioc.rollup import Voice
from ioc.verification import VerificationState

_STATES = [each.value for each in VerificationState if each.is_preliminary]
_CELLS = PreparedQuery(
    select(submission_cell.c.submission_id, submission_cell.c.area_id)
    .join(form_hand_in, form_hand_in.c.submission_id == submission_cell.c.submission_id)
    .where(
        form_hand_in.c.state.in_(_STATES),
        form_hand_in.c.period == bindparam("period"),
        submission_cell.c.indicator_id == bindparam("indicator_id"),
        submission_cell.c.period == bindparam("period"),
    )
    .distinct()
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_COUNTING = PreparedQuery(
    select(observation.c.submission_id, observation.c.area_id).where(
        observation.c.indicator_id == bindparam("indicator_id"),
        observation.c.area_id.in_(_IDS),
        observation.c.period == bindparam("period"),
        observation.c.submission_id == newest_submission(),
    )
)
_other = area.alias()
_there = area.alias()
# What an area is part of: the area above it, the same unit elsewhere, what it went over into or
# came from.
_AROUND = (
    PreparedQuery(
        select(area.c.parent_id).where(area.c.id.in_(_IDS), area.c.parent_id.is_not(None))
    ),
    PreparedQuery(
        select(_other.c.id)
        .join(area, area.c.unit_id == _other.c.unit_id)
        .where(area.c.id.in_(_IDS), _other.c.id != area.c.id)
    ),
    *(
        PreparedQuery(
            select(_there.c.id)
            .join(
                area_relation,
                (area_relation.c[f"{to}_vintage"] == _there.c.vintage)
                & (area_relation.c[f"{to}_code"] == _there.c.code),
            )
            .join(
                area,
                (area_relation.c[f"{source}_vintage"] == area.c.vintage)
                & (area_relation.c[f"{source}_code"] == area.c.code),
            )
            .where(area.c.id.in_(_IDS))
        )
        for source, to in (("from", "to"), ("to", "from"))
    ),
)
_VOICES = PreparedQuery(
    select(rollup.c.area_id, rollup.c.voice).where(
        rollup.c.indicator_id == bindparam("indicator_id"),
        rollup.c.area_id.in_(_IDS),
        rollup.c.period == bindparam("period"),
    )
)
_OWN = PreparedQuery(
    select(observation.c.area_id).where(
        observation.c.indicator_id == bindparam("indicator_id"),
        observation.c.area_id.in_(_IDS),
        observation.c.period == bindparam("period"),
    )
)


def preliminary_areas(
    connection: Connection, directories: Directories, indicator: Indicator, period: str
) -> frozenset[int]:
    """Return the ids of the areas whose number of an indicator in a period is preliminary.

    Also areas of other vintages, whose numbers are converted; remembered until numbers of the
    indicator change, which a verification does as well.
    """
    return directories.remember(
        connection,
        ("preliminary", indicator.id, period),
        lambda: read_preliminary_areas(connection, indicator, period),
        indicator.code,
    )


def mark_preliminary(
    connection: Connection, directories: Directories, indicator: Indicator, frame: pd.DataFrame
) -> pd.DataFrame:
    """Return a frame with columns area_id and period with another one: `is_preliminary` (bool)."""
    ids = {
        period: preliminary_areas(connection, directories, indicator, period)
        for period in frame["period"].unique().tolist()
    }
    keys = zip(frame["area_id"].tolist(), frame["period"].tolist(), strict=True)
    marks = np.array([area_id in ids[period] for area_id, period in keys], dtype=bool)
    return frame.assign(is_preliminary=marks)


def read_preliminary_areas(
    connection: Connection, indicator: Indicator, period: str
) -> frozenset[int]:
    """Return the same from the store."""
    values = {"indicator_id": indicator.id, "period": period}
    cells = set(fetch_tuples(connection, _CELLS, values))
    reports = {
        area_id
        for some in pieces(sorted({each[1] for each in cells}))
        for number, area_id in fetch_tuples(connection, _COUNTING, {**values, "ids": some})
        if (number, area_id) in cells
    }
    inside: set[int] = set()
    looked: set[int] = set(reports)
    # A report beside a complete sum is not shown; nor is a sum beside a report that stands.
    fresh = {
        each
        for each, voice in _read_voices(connection, indicator, period, reports)
        if voice == Voice.OWN
    }
    while fresh:
        inside |= fresh
        around = {
            int(row[0])
            for some in pieces(sorted(fresh))
            for query in _AROUND
            for row in fetch_tuples(connection, query, {"ids": some})
        } - looked
        looked |= around
        fresh = {
            each
            for each, voice in _read_voices(connection, indicator, period, around)
            if voice != Voice.OWN
        }
    return frozenset(inside)


def _read_voices(
    connection: Connection, indicator: Indicator, period: str, area_ids: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield each area with whose number is shown for it: its own, or that of others.

    An area of which nothing was computed shows its own report, where it has one; a village without
    one that of the same unit in another vintage.
    """
    for some in pieces(sorted(area_ids)):
        values = {"indicator_id": indicator.id, "period": period, "ids": some}
        voices = dict(fetch_tuples(connection, _VOICES, values))
        own = {row[0] for row in fetch_tuples(connection, _OWN, values)}
        for each in some:
            yield each, voices.get(each, Voice.OWN if each in own else Voice.PARTS)
