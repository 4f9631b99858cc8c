"""The target in force for each area of a map: its own if there is one, else its level's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.queries.catalogue import Target, find_target
from data.queries.directory import Directory
from ioc.area import AreaKey
from ioc.period import is_stored_period

Steps = list[tuple[str, float | None]]


def targets_in_force(
    targets: Sequence[Target], indicator_code: str, directory: Directory, period: str
) -> NDArray[np.float64]:
    """Return the target by which each area is judged, in the directory's order; NaN: none.

    Args:
        targets: all targets of the indicator.
        indicator_code: the indicator.
        directory: the areas.
        period: ISO text; for any other text there are no targets.
    """
    if not is_stored_period(period):
        return np.full(len(directory.areas), np.nan)

    def in_force(key: AreaKey) -> float:
        value = find_target(targets, indicator_code, directory.level, key, period)
        return np.nan if value is None else value

    usual = np.full(len(directory.areas), in_force(AreaKey(directory.vintage, "")))
    for row, key in _with_own(targets, directory).items():
        usual[row] = in_force(key)
    return usual


def own_target_steps(targets: Sequence[Target], directory: Directory) -> dict[str, Steps]:
    """Return, by code, the targets in force for areas that have targets of their own.

    Args:
        targets: all targets of one indicator.
        directory: the areas.

    Returns:
        (first year in force, value; None: no target), ascending; the first year is "".
    """
    years = sorted({int(each.period) for each in targets if each.period})
    begins = sorted({year + 1 for year in years})
    steps_of: dict[str, Steps] = {}
    for key in _with_own(targets, directory).values():

        def in_force(period: str, key: AreaKey = key) -> float | None:
            return find_target(targets, targets[0].indicator_code, directory.level, key, period)

        steps: Steps = [("", in_force(str(years[0]) if years else "2000"))]
        for begin in begins:
            value = in_force(str(begin))
            if value != steps[-1][1]:
                steps.append((str(begin), value))
        steps_of[key.code] = steps
    return steps_of


def _with_own(targets: Sequence[Target], directory: Directory) -> dict[int, AreaKey]:
    """Return the key of each area that has targets of its own, by its row.

    Targets refer to stored rows: a vintage takes them over with the area.
    """
    own = {
        (each.vintage, each.area_code)
        for each in targets
        if each.area_code and each.level in ("", directory.level)
    }
    if not own:
        return {}
    codes = directory.areas["code"].tolist()
    row_keys = zip(directory.row_vintage.tolist(), codes, strict=True)
    return {row: AreaKey(*key) for row, key in enumerate(row_keys) if key in own}
