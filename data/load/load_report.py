"""What a load wrote: for the person who loads, and for the log of changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from data.numbers.tree import Forest
from ioc.area import Level
from ioc.indicator import Indicator

_FEW = 100


@dataclass(frozen=True)
class LoadReport:
    """What a load wrote; `areas` counts the areas that it has numbers of, by level."""

    submission_id: int
    observations: int
    rollups: int
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    provinces: tuple[str, ...]
    vintages: tuple[str, ...]
    areas: Mapping[str, int] = field(default_factory=dict)

    def summary(self) -> dict[str, object]:
        """Return what the change log keeps."""
        return {
            "observations": self.observations,
            "indicators": list(self.indicators),
            "periods": [self.periods[0], self.periods[-1]] if self.periods else [],
            "provinces": list(self.provinces),
            "vintages": list(self.vintages),
            "areas": dict(self.areas),
        }


def make_report(
    submission_id: int,
    rollups: int,
    keys: tuple[Sequence[int], Sequence[int], Sequence[str]],
    indicators: Mapping[int, Indicator],
    forest: Forest,
) -> LoadReport:
    """Return the report of a submission.

    Args:
        submission_id: its number.
        rollups: how many were computed.
        keys: ids of areas, ids of indicators, and periods of its cells, of equal length.
        indicators: the catalogue by id.
        forest: the areas.
    """
    area_ids, indicator_ids, periods = keys
    areas = np.array([*_distinct(np.asarray(area_ids, dtype=np.int64))], dtype=np.int64)
    depths = Counter(forest.depth_of[areas].tolist())
    return LoadReport(
        submission_id,
        len(area_ids),
        rollups,
        tuple(sorted(indicators[int(each)].code for each in _distinct(indicator_ids))),
        tuple(sorted(str(each) for each in _distinct(periods))),
        tuple(forest.roots[each] for each in sorted({*forest.root_of[areas].tolist()})),
        tuple(forest.vintages[each] for each in sorted({*forest.vintage_of[areas].tolist()})),
        {each.value: depths[each.depth] for each in Level if depths[each.depth]},
    )


def _distinct(column: Sequence[object] | np.ndarray) -> Iterable[Any]:
    # `numpy.unique` sorts and compares texts; a hash table is quicker, and so is a small set.
    return pd.unique(column) if isinstance(column, np.ndarray) and len(column) > _FEW else {*column}


def merge_reports(reports: Sequence[LoadReport]) -> LoadReport:
    """Return one report for all submissions of a transaction, for the log of changes.

    Several do not count their areas: the same may be in more than one.
    """

    def every(name: str) -> tuple[str, ...]:
        return tuple(sorted({text for each in reports for text in getattr(each, name)}))

    return replace(
        reports[0],
        observations=sum(each.observations for each in reports),
        indicators=every("indicators"),
        periods=every("periods"),
        provinces=every("provinces"),
        vintages=every("vintages"),
        areas=reports[0].areas if len(reports) == 1 else {},
    )
