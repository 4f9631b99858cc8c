"""How the areas of a map stand, as frames: one rule for table, sentence, wall, alert and file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.columns import is_estimated
from data.queries.catalogue import Target, read_targets
from data.queries.directory import Directory
from data.queries.maps import read_map
from data.queries.own_targets import targets_in_force
from ioc.comparison import is_thin
from ioc.indicator import Direction, Indicator
from ioc.standing import BEHIND, AreaStanding, standings
from ioc.status import Status


class FurthestBehind(NamedTuple):
    """Areas that are behind, the worst first, and how many are (`total`).

    Where none of the areas has a target nobody is behind: `areas` are then the last ones in rank,
    and `is_judged` is False.
    """

    areas: pd.DataFrame
    total: int
    is_judged: bool


def add_standing(
    connection: Connection,
    indicator: Indicator,
    directory: Directory,
    period: str,
    frame: pd.DataFrame,
    targets: Sequence[Target] | None = None,
) -> pd.DataFrame:
    """Return a map's frame (`data.queries.maps.read_map`) with how its areas stand.

        target   float64  in force for the very area; NaN = none
        shown    float64  the value as it is shown and judged; NaN = not reported
        status   str      value of ioc.status.Status
        below    bool     something is there that would read as 0
        rank     float64  1 = best; NaN = not reported, or a place would say nothing

    Args:
        connection: open connection.
        indicator: what is shown.
        directory: whose areas the rows are.
        period: ISO text; empty where none is shown.
        frame: with the columns of `read_map`.
        targets: all of the indicator, where they were read before.
    """
    held = read_targets(connection, [indicator.code]) if targets is None else targets
    limits = targets_in_force(held, indicator.code, directory, period)
    thin = is_thin(frame["converted"], frame["reported"], frame["expected"]).to_numpy()
    estimated = is_estimated(frame["converted"], frame["estimated"], frame["basis"]).to_numpy()
    found = standings(indicator, frame["value"].to_numpy(), limits, thin, estimated)
    return frame.assign(
        target=limits,
        shown=found.shown,
        status=[each.value for each in found.status],
        below=found.below,
        rank=found.rank,
    )


def read_standing(
    connection: Connection,
    indicator: Indicator,
    directory: Directory,
    period: str,
    targets: Sequence[Target] | None = None,
) -> pd.DataFrame:
    """Return one map with how its areas stand (`add_standing`), and `name`, `full_name`."""
    frame = read_map(connection, indicator, directory, period)
    frame["name"] = directory.areas["name"].to_numpy()
    frame["full_name"] = directory.areas["full_name"].to_numpy()
    return add_standing(connection, indicator, directory, period, frame, targets)


def area_standings(frame: pd.DataFrame) -> list[AreaStanding]:
    """Return the rows of `read_standing` as plain values, in their order, by their full names."""
    names = ["full_name", "value", "numerator", "denominator", "target", "status", "rank", "below"]
    return [
        AreaStanding(name, value, over, under, target, Status(status), rank is not None, below)
        for name, value, over, under, target, status, rank, below in plain_rows(frame[names])
    ]


def read_furthest_behind(
    connection: Connection,
    indicator: Indicator,
    directory: Directory,
    period: str,
    most: int = 3,
    targets: Sequence[Target] | None = None,
) -> FurthestBehind:
    """Return the areas of a map that are furthest behind the target in force for them.

    Of equals the one with more to count first. Without any target those last in rank. Areas of
    which too little is known are neither. `areas` holds at most `most` rows:

        code                    str
        name                    str
        value                   float64  in the indicator's unit, not rounded
        numerator, denominator  float64  NaN = none
    """
    cells = read_standing(connection, indicator, directory, period, targets)
    up = indicator.direction is Direction.UP
    judged = bool(cells["target"].notna().any())
    if judged:
        held = cells[cells["status"].isin([each.value for each in BEHIND])]
        gap = held["value"] - held["target"]
    else:
        held = cells[cells["rank"].notna()]
        gap = held["value"]
    weight = "numerator" if indicator.denominator_vi is None else "denominator"
    held = held.assign(gap=gap if up else -gap)
    held = held.sort_values(["gap", weight], ascending=[True, False], kind="stable")
    columns = ["code", "name", "value", "numerator", "denominator"]
    areas = held[columns].head(most).reset_index(drop=True)
    return FurthestBehind(areas, len(held) if judged else len(areas), judged)


def plain_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows of a frame as plain values, None where there is none."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def count_silent(frame: pd.DataFrame) -> int:
    """Return how many areas of a map have no number."""
    return int(np.isnan(frame["value"].to_numpy()).sum())


def count_unranked(frame: pd.DataFrame) -> int:
    """Return how many areas of a map have a number, but too little of it for a place."""
    return int((frame["value"].notna() & frame["rank"].isna()).sum())
