"""What a hand-in would replace: its cells beside those that count in the store."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, case, select

from data.fetch import fetch_frame
from data.schema import observation, submission

_KEY = ["area_id", "indicator_id", "period"]
_PARTS = ("numerator", "denominator", "value")
_TYPES = {
    "area_id": "int64", "indicator_id": "int64", "period": "str",
    **dict.fromkeys(_PARTS, "float64"), "demo": "int64",
}  # fmt: skip
_CELLS = (
    select(
        *(observation.c[name] for name in (*_KEY, *_PARTS)),
        case((submission.c.kind == "demo", 1), else_=0),
    )
    .join(submission, submission.c.id == observation.c.submission_id)
    .where(submission.c.state != "withdrawn")
    .order_by(observation.c.area_id, observation.c.period, observation.c.submission_id)
)


@dataclass(frozen=True)
class Replaced:
    """How many cells of a hand-in are new, differ from the report that counts or equal it.

    `demo`: those that stand in for a made-up number.
    """

    new: int
    differing: int
    equal: int
    demo: int


def count_replaced(connection: Connection, frame: pd.DataFrame) -> Replaced:
    """Return what storing checked cells would replace.

    Args:
        connection: open connection.
        frame: columns area_id, indicator_id, period, numerator, denominator, value; each (area,
            indicator, period) once.
    """
    differing = equal = demo = 0
    for indicator_id, cells in frame.groupby("indicator_id"):
        stored = fetch_frame(
            connection,
            _CELLS.where(
                observation.c.indicator_id == int(str(indicator_id)),
                observation.c.period.in_(cells["period"].unique().tolist()),
            ),
            _TYPES,
        )
        both = cells.merge(stored.drop_duplicates(_KEY, keep="last"), on=_KEY)
        made_up, same = both["demo"].to_numpy() > 0, _same(both)
        demo += int(made_up.sum())
        equal += int((same & ~made_up).sum())
        differing += int((~same & ~made_up).sum())
    return Replaced(len(frame) - differing - equal - demo, differing, equal, demo)


def find_same_hand_in(connection: Connection, frame: pd.DataFrame, sha256: str) -> int | None:
    """Return the number of a hand-in of the same file that holds all of these cells, if any.

    Another sheet of one file, or the same sheet for another period, is another hand-in.
    """
    indicator_ids = [int(each) for each in frame["indicator_id"].unique()]
    for number in connection.scalars(
        select(submission.c.id)
        .where(submission.c.sha256 == sha256, submission.c.state != "withdrawn")
        .order_by(submission.c.id.desc())
    ).all():
        stored = fetch_frame(
            connection,
            _CELLS.where(
                observation.c.indicator_id.in_(indicator_ids),
                observation.c.submission_id == number,
            ),
            _TYPES,
        )
        both = frame.merge(stored, on=_KEY)
        if len(both) == len(frame) and _same(both).all():
            return int(number)
    return None


def _same(both: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which cells hold the same numbers as those that they were put beside."""
    same = np.ones(len(both), dtype=bool)
    for name in _PARTS:
        mine, theirs = both[f"{name}_x"].to_numpy(), both[f"{name}_y"].to_numpy()
        same &= (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    return same
