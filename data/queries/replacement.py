"""What a submission would replace: its cells compared with those that count in the store."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, case, select

from data.store.counting import counts, is_in_force
from data.store.fetch import fetch_frame
from data.store.schema import observation, submission

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
    .order_by(observation.c.area_id, observation.c.period, observation.c.submission_id)
)


# Above this share of cells that equal made-up ones the sender is asked.
MADE_UP_SHARE = 0.5
_FEW, _MANY = 5, 20


@dataclass(frozen=True)
class Replacement:
    """How many cells of a submission are new, differ from the report that counts or equal it.

    `demo`: cells that replace a made-up number. `as_made_up`: cells that equal a made-up number,
    whether it counts or not; `telling` and `telling_as_made_up` leave out cells with none, all, 0
    or 1, which are often equal by chance.
    """

    new: int
    differing: int
    equal: int
    demo: int
    as_made_up: int = 0
    telling: int = 0
    telling_as_made_up: int = 0

    @property
    def looks_made_up(self) -> bool:
        """Whether more cells equal the made-up ones than chance allows.

        More than half of the telling cells, at least five; or, with fewer than five telling ones,
        99 in 100 of all cells, at least twenty.

        >>> Replacement(0, 0, 0, 10, as_made_up=6, telling=10, telling_as_made_up=6).looks_made_up
        True
        >>> Replacement(0, 0, 0, 10, as_made_up=5, telling=10, telling_as_made_up=5).looks_made_up
        False
        """
        cells = self.new + self.differing + self.equal + self.demo
        if self.telling >= _FEW:
            share = self.telling_as_made_up / self.telling
            return self.telling_as_made_up >= _FEW and share > MADE_UP_SHARE
        return self.as_made_up >= _MANY and self.as_made_up >= 0.99 * cells


def count_replacement(connection: Connection, frame: pd.DataFrame) -> Replacement:
    """Return what storing these cells would replace.

    Args:
        connection: open connection.
        frame: columns area_id, indicator_id, period, numerator, denominator, value; each (area,
            indicator, period) once.
    """
    differing = equal = demo = as_made_up = telling_as_made_up = 0
    for indicator_id, cells in frame.groupby("indicator_id"):
        stored_cells = fetch_frame(
            connection,
            _CELLS.where(
                counts(),
                observation.c.indicator_id == int(str(indicator_id)),
                observation.c.period.in_(cells["period"].unique().tolist()),
            ),
            _TYPES,
        )
        both = cells.merge(stored_cells.drop_duplicates(_KEY, keep="last"), on=_KEY)
        made_up, same = both["demo"].to_numpy() > 0, _same(both)
        demo += int(made_up.sum())
        equal += int((same & ~made_up).sum())
        differing += int((~same & ~made_up).sum())
        beside = cells.merge(
            stored_cells[stored_cells["demo"] > 0].drop_duplicates(_KEY, keep="last"), on=_KEY
        )
        alike = _same(beside)
        as_made_up += int(alike.sum())
        telling_as_made_up += int((alike & _telling(beside, "_x")).sum())
    new = len(frame) - differing - equal - demo
    telling = int(_telling(frame).sum())
    return Replacement(new, differing, equal, demo, as_made_up, telling, telling_as_made_up)


def find_same_hand_in(connection: Connection, frame: pd.DataFrame, sha256: str) -> int | None:
    """Return the number of a submission of the same file with all of these cells, if any.

    Another sheet of the file, or the same sheet for another period, is another submission.
    """
    indicator_ids = [int(each) for each in frame["indicator_id"].unique()]
    for number in connection.scalars(
        select(submission.c.id)
        .where(submission.c.sha256 == sha256, is_in_force())
        .order_by(submission.c.id.desc())
    ).all():
        stored_cells = fetch_frame(
            connection,
            _CELLS.where(
                observation.c.indicator_id.in_(indicator_ids),
                observation.c.submission_id == number,
            ),
            _TYPES,
        )
        both = frame.merge(stored_cells, on=_KEY)
        if len(both) == len(frame) and _same(both).all():
            return int(number)
    return None


def _telling(cells: pd.DataFrame, ending: str = "") -> NDArray[np.bool_]:
    """Tell which cells are other than none, all, 0 or 1."""
    top, bottom, value = (cells[f"{name}{ending}"].to_numpy() for name in _PARTS)
    plain = np.where(np.isnan(value), top, value)
    every = (top == bottom) | ((value == 100) & np.isnan(top))
    return np.asarray(~np.isnan(plain) & (plain != 0) & (plain != 1) & ~every)


def _same(both: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows have the same numbers on both sides of the merge."""
    same = np.ones(len(both), dtype=bool)
    for name in _PARTS:
        mine, theirs = both[f"{name}_x"].to_numpy(), both[f"{name}_y"].to_numpy()
        same &= (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    return same
