"""Targets that were set for single areas, beside the one of their level."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.catalogue import Target, find_target
from ioc.area import AreaKey, Level

Steps = list[tuple[str, float | None]]


def own_target_steps(targets: Sequence[Target], level: Level, vintage: str) -> dict[str, Steps]:
    """Return, by code, the targets in force for areas that have targets of their own.

    Args:
        targets: all targets of one indicator.
        level: of the areas.
        vintage: of the areas.

    Returns:
        (year from which it is in force, value; None: none is), ascending; the first year is "".
    """
    years = sorted({int(each.period) for each in targets if each.period})
    begins = sorted({year + 1 for year in years})
    found: dict[str, Steps] = {}
    for each in targets:
        if not each.area_code or each.vintage != vintage or each.level not in ("", level):
            continue
        if each.area_code in found:
            continue
        key = AreaKey(vintage, each.area_code)
        first = str(years[0]) if years else "2000"
        steps: Steps = [("", find_target(targets, each.indicator_code, level, key, first))]
        for begin in begins:
            value = find_target(targets, each.indicator_code, level, key, str(begin))
            if value != steps[-1][1]:
                steps.append((str(begin), value))
        found[each.area_code] = steps
    return found
