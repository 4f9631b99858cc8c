"""Who reported the numbers of a map or a series: what areas handed in themselves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sqlalchemy import Connection, bindparam, select

from data.fetch import Prepared, columns_of, fetch_tuples, make_frame
from data.queries.cell_pages import newest_submission
from data.schema import observation, submission
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
_SENT = ("kind", "sender", "file_name", "received_at")
# Databases take so many values in one question.
_AT_ONCE = 900
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
_ALL_PERIODS = Prepared(_REPORTS)
_ONE_PERIOD = Prepared(_REPORTS.where(observation.c.period == bindparam("period")))


def add_reports(
    connection: Connection, indicator: Indicator, cells: pd.DataFrame, period: str | None = None
) -> pd.DataFrame:
    """Return cells with who handed them in, where the area itself did.

    Args:
        connection: open connection.
        indicator: what the cells hold.
        cells: columns area_id, period, numerator, denominator, value (not rounded), converted.
        period: the one that they all are of; None: several.

        own                                   bool  the number is what the area itself reported
        kind, sender, file_name, received_at  str   of that submission, else empty; `kind` is
                                                    file, api or demo
    """
    reports = _read_reports(connection, indicator, cells["area_id"].unique().tolist(), period)
    joined = cells.merge(reports, on=["area_id", "period"], how="left", validate="m:1")
    both = [
        joined[name].eq(joined[f"own_{name}"])
        | (joined[name].isna() & joined[f"own_{name}"].isna())
        for name in ("numerator", "denominator")
    ]
    given = joined["own_value"].isna() | joined["value"].eq(joined["own_value"])
    own = joined["kind"].notna() & both[0] & both[1] & given & (joined["converted"] == 0)
    for name in _SENT:
        joined[name] = joined[name].where(own, "").fillna("")
    joined["own"] = own.to_numpy(dtype=bool)
    return joined.drop(columns=[name for name in joined if str(name).startswith("own_")])


def _read_reports(
    connection: Connection, indicator: Indicator, area_ids: Iterable[int], period: str | None
) -> pd.DataFrame:
    ids = [int(each) for each in area_ids]
    values = {"indicator_id": indicator.id}
    rows = []
    for first in range(0, len(ids), _AT_ONCE):
        some = values | {"area_ids": ids[first : first + _AT_ONCE]}
        if period is None:
            rows += fetch_tuples(connection, _ALL_PERIODS, some)
        else:
            rows += fetch_tuples(connection, _ONE_PERIOD, some | {"period": period})
    frame = make_frame(columns_of(rows, _TYPES))
    return frame.astype({"area_id": np.int64})
