"""The submissions in which areas themselves reported the numbers of a map or a series."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sqlalchemy import Connection, bindparam, select

from data.queries.cell_pages import newest_submission
from data.store.fetch import PreparedQuery, columns_of, fetch_tuples, make_frame, pieces
from data.store.schema import observation, submission
from ioc.indicator import Indicator

_TYPES = {
    "area_id": "int64",
    "period": "str",
    "own_numerator": "float64",
    "own_denominator": "float64",
    "own_value": "float64",
    "kind": "str",
    "sender": "str",
    "file_name": "str",
    "received_at": "str",
}
_SUBMISSION_COLUMNS = ("kind", "sender", "file_name", "received_at")
_REPORTS = (
    select(
        observation.c.area_id, observation.c.period, observation.c.numerator,
        observation.c.denominator, observation.c.value, submission.c.kind,
        submission.c.sender, submission.c.file_name, submission.c.received_at,
    )
    .join(submission, submission.c.id == observation.c.submission_id)
    .where(
        observation.c.indicator_id == bindparam("indicator_id"),
        observation.c.area_id.in_(bindparam("area_ids", expanding=True)),
        observation.c.submission_id == newest_submission(),
    )
)  # fmt: skip
_ALL_PERIODS = PreparedQuery(_REPORTS)
_ONE_PERIOD = PreparedQuery(_REPORTS.where(observation.c.period == bindparam("period")))


def add_reports(
    connection: Connection, indicator: Indicator, cells: pd.DataFrame, period: str | None = None
) -> pd.DataFrame:
    """Return cells with the submission that reported them, where the area itself did.

    Args:
        connection: open connection.
        indicator: the indicator of the cells.
        cells: columns area_id, period, numerator, denominator, value (not rounded), converted.
        period: the period of all cells; None: several.

        own                                   bool  the area itself reported the number
        kind, sender, file_name, received_at  str   of that submission, else empty; `kind` is
                                                    file, api or demo
    """
    reports = _read_reports(connection, indicator, cells["area_id"].unique().tolist(), period)
    frame = cells.merge(reports, on=["area_id", "period"], how="left", validate="m:1")
    both = [
        frame[name].eq(frame[f"own_{name}"]) | (frame[name].isna() & frame[f"own_{name}"].isna())
        for name in ("numerator", "denominator")
    ]
    same_value = frame["own_value"].isna() | frame["value"].eq(frame["own_value"])
    own = frame["kind"].notna() & both[0] & both[1] & same_value & (frame["converted"] == 0)
    for name in _SUBMISSION_COLUMNS:
        frame[name] = frame[name].where(own, "").fillna("")
    frame["own"] = own.to_numpy(dtype=bool)
    return frame.drop(columns=[name for name in frame if str(name).startswith("own_")])


def _read_reports(
    connection: Connection, indicator: Indicator, area_ids: Iterable[int], period: str | None
) -> pd.DataFrame:
    ids = [int(each) for each in area_ids]
    values = {"indicator_id": indicator.id}
    rows = []
    for some in pieces(ids):
        own = values | {"area_ids": some}
        if period is None:
            rows += fetch_tuples(connection, _ALL_PERIODS, own)
        else:
            rows += fetch_tuples(connection, _ONE_PERIOD, own | {"period": period})
    frame = make_frame(columns_of(rows, _TYPES))
    return frame.astype({"area_id": np.int64})
