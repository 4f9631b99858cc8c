"""The target in force for each area of a map: its own where one was set, else its level's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.queries.catalogue import Target, find_target
from data.queries.directory import Directory
from ioc.area import AreaKey

Steps = list[tuple[str, float | None]]


def targets_in_force(
    targets: Sequence[Target], indicator_code: str, directory: Directory, period: str
) -> NDArray[np.float64]:
    """Return the target by which each area is judged, in the directory's order; NaN: none.

    Args:
        targets: all targets of the indicator.
        indicator_code: which.
        directory: the areas.
        period: ISO text; empty where none is shown: then nothing is judged.
    """
    if not period:
        return np.full(len(directory.areas), np.nan)

    def in_force(key: AreaKey) -> float:
        found = find_target(targets, indicator_code, directory.level, key, period)
        return np.nan if found is None else found

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
        (year from which it is in force, value; None: none is), ascending; the first year is "".
    """
    years = sorted({int(each.period) for each in targets if each.period})
    begins = sorted({year + 1 for year in years})
    found: dict[str, Steps] = {}
    for key in _with_own(targets, directory).values():

        def in_force(period: str, key: AreaKey = key) -> float | None:
            return find_target(targets, targets[0].indicator_code, directory.level, key, period)

        steps: Steps = [("", in_force(str(years[0]) if years else "2000"))]
        for begin in begins:
            value = in_force(str(begin))
            if value != steps[-1][1]:
                steps.append((str(begin), value))
        found[key.code] = steps
    return found


def _with_own(targets: Sequence[Target], directory: Directory) -> dict[int, AreaKey]:
    """Return the key of each area that has targets of its own, by its row.

    Targets are set for areas as they are stored: a vintage takes them over with the area.
    """
    own = {
        (each.vintage, each.area_code)
        for each in targets
        if each.area_code and each.level in ("", directory.level)
    }
    if not own:
        return {}
    codes = directory.areas["code"].tolist()
    stored = zip(directory.row_vintage.tolist(), codes, strict=True)
    return {row: AreaKey(*key) for row, key in enumerate(stored) if key in own}
