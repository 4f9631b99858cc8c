"""The standing of the areas of a map, as frames for table, sentence, wall, alert and file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.origins import is_estimated, thin_cells
from data.numbers.pack import Pack
from data.queries.catalogue import Target, read_targets
from data.queries.directory import Directory
from data.queries.maps import read_map
from data.queries.own_targets import targets_in_force
from ioc.comparison import is_thin
from ioc.indicator import Indicator
from ioc.standing import BEHIND, AreaStanding, Standings, standings
from ioc.status import Status


class FurthestBehind(NamedTuple):
    """Areas that are behind, the worst first, and their number (`total`).

    Without any target no area is behind: `areas` are then the last in rank, and `is_judged` is
    False.
    """

    areas: pd.DataFrame
    total: int
    is_judged: bool


def cell_standings(
    indicator: Indicator, cells: Pack, targets: NDArray[np.float64]
) -> tuple[NDArray[np.float64], Standings]:
    """Return the values of a map's cells, and how its areas stand.

    Args:
        indicator: the indicator shown.
        cells: of the areas.
        targets: in force for each of them; NaN = none.
    """
    values = cells.values(indicator.factor)
    estimated = is_estimated(cells.converted, cells.estimated, cells.basis)
    return values, standings(indicator, values, targets, thin_cells(cells), estimated)


def add_standing(
    connection: Connection,
    indicator: Indicator,
    directory: Directory,
    period: str,
    frame: pd.DataFrame,
    targets: Sequence[Target] | None = None,
) -> pd.DataFrame:
    """Return a map's frame (`data.queries.maps.read_map`) with the standing of its areas.

        target   float64  in force for the area; NaN = none
        shown    float64  the value as shown; NaN = not reported
        decimals int8     the decimals of `shown`
        status   str      value of ioc.status.Status
        ahead    float64  distance of `shown` to the target, positive on its good side; NaN = none
        below    bool     a value above 0 that would read as 0
        rank     float64  1 = best; NaN = not reported, or without a meaningful rank

    Args:
        connection: open connection.
        indicator: the indicator shown.
        directory: the areas of the rows.
        period: ISO text; empty where none is shown.
        frame: with the columns of `read_map`.
        targets: all targets of the indicator, if they were read before.
    """
    all_targets = read_targets(connection, [indicator.code]) if targets is None else targets
    limits = targets_in_force(all_targets, indicator.code, directory, period)
    thin = is_thin(frame["converted"], frame["reported"], frame["expected"]).to_numpy()
    estimated = is_estimated(frame["converted"], frame["estimated"], frame["basis"]).to_numpy()
    columns = standings(indicator, frame["value"].to_numpy(), limits, thin, estimated)
    return frame.assign(
        target=limits,
        shown=columns.numbers,
        decimals=columns.decimals,
        ahead=columns.ahead,
        status=[each.value for each in columns.status],
        below=columns.below,
        rank=columns.rank,
    )


def read_standing(
    connection: Connection,
    indicator: Indicator,
    directory: Directory,
    period: str,
    targets: Sequence[Target] | None = None,
) -> pd.DataFrame:
    """Return one map with the standing of its areas (`add_standing`), and `name`, `full_name`."""
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
    """Read a map, and return its areas that are furthest behind (`furthest_behind`)."""
    cells = read_standing(connection, indicator, directory, period, targets)
    return furthest_behind(cells, indicator, most)


def furthest_behind(cells: pd.DataFrame, indicator: Indicator, most: int) -> FurthestBehind:
    """Return the areas of a map that are furthest behind the target in force for them.

    Among equals the one with the larger denominator (of a count: numerator) goes first. Without any
    target the last in rank. Areas with too few reports are left out. `areas` has at most `most`
    rows:

        code                    str
        name                    str
        value                   float64  in the indicator's unit, not rounded
        numerator, denominator  float64  NaN = none

    Args:
        cells: the map, as `read_standing` returns it; it is not changed.
        indicator: the one shown.
        most: rows of `areas`.
    """
    has_targets = bool(cells["target"].notna().any())
    if has_targets:
        worst = cells[cells["status"].isin([each.value for each in BEHIND])].assign(
            place=lambda behind: behind["ahead"]
        )
    else:
        worst = cells[cells["rank"].notna()].assign(place=lambda ranked: -ranked["rank"])
    weight = "numerator" if indicator.denominator_vi is None else "denominator"
    worst = worst.sort_values(["place", weight], ascending=[True, False], kind="stable")
    columns = ["code", "name", "value", "numerator", "denominator"]
    areas = worst[columns].head(most).reset_index(drop=True)
    return FurthestBehind(areas, len(worst) if has_targets else len(areas), has_targets)


def plain_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows of a frame as plain values, None where there is none."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def count_silent(frame: pd.DataFrame) -> int:
    """Return how many areas of a map have no number."""
    return int(np.isnan(frame["value"].to_numpy()).sum())


def count_unranked(frame: pd.DataFrame) -> int:
    """Return how many areas of a map have a number, but too few reports for a rank."""
    return int((frame["value"].notna() & frame["rank"].isna()).sum())
