"""The colours of a report's map: verdicts, or classes of the value where there is no target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ioc.answers import MapClasses
from ioc.classes import places_in
from ioc.indicator import Direction, Indicator
from ioc.paper import fill_of, ramp
from ioc.standing import VERDICTS
from ioc.status import STATUSES, Status
from layouts.report.content import LegendLine


@dataclass(frozen=True)
class Paint:
    """The colour of each area by code, its place above others (`depths`), and the legend.

    `empty` are the codes of the areas without a number.
    """

    fills: Mapping[str, str]
    depths: Mapping[str, int]
    legend: tuple[LegendLine, ...]
    empty: frozenset[str] = frozenset()


def paint_of(
    indicator: Indicator, classes: MapClasses, frame: pd.DataFrame, language: str
) -> Paint:
    """Return the colours of a map.

    Args:
        indicator: the one shown.
        classes: those of the page's map.
        frame: the map with its standing (`data.queries.standing.read_standing`).
        language: of the legend.
    """
    codes = frame["code"].tolist()
    statuses = [Status(each) for each in frame["status"]]
    has_classes = len(classes["breaks"]) > 1 and not indicator.is_fact_of_one
    if has_classes and not set(statuses) & set(VERDICTS):
        return _by_value(indicator, classes, codes, frame["shown"].to_numpy(float), language)
    counts = Counter(statuses)
    return Paint(
        {code: fill_of(status) for code, status in zip(codes, statuses, strict=True)},
        {
            code: VERDICTS.index(status) if status in VERDICTS else -1
            for code, status in zip(codes, statuses, strict=True)
        },
        tuple(
            LegendLine(
                fill_of(each), f"{each.label(language)} ({counts[each]})", each is Status.NO_DATA
            )
            for each in STATUSES
            if counts[each]
        ),
        _codes_of(codes, [each is Status.NO_DATA for each in statuses]),
    )


def _by_value(
    indicator: Indicator,
    classes: MapClasses,
    codes: Sequence[str],
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    language: str,
) -> Paint:
    bounds, is_down = list(classes["breaks"]), indicator.direction is Direction.DOWN
    colours = ramp(len(bounds) - 1, indicator.direction)
    empty = fill_of(Status.NO_DATA)
    places = [
        -1 if np.isnan(value) else place
        for value, place in zip(
            values.tolist(), places_in(bounds, values, indicator.direction).tolist(), strict=True
        )
    ]
    counts = Counter(places)
    lines = [
        LegendLine(colour, f"{text} ({counts[place]})")
        for place, (colour, text) in enumerate(zip(colours, classes["texts"], strict=True))
    ]
    if counts[-1]:
        label = f"{Status.NO_DATA.label(language)} ({counts[-1]})"
        lines.append(LegendLine(empty, label, is_hatched=True))
    return Paint(
        {code: colours[place] if place >= 0 else empty
         for code, place in zip(codes, places, strict=True)},
        {code: place if is_down or place < 0 else len(colours) - place
         for code, place in zip(codes, places, strict=True)},
        tuple(lines),
        _codes_of(codes, [place < 0 for place in places]),
    )  # fmt: skip


def _codes_of(codes: Sequence[str], which: Sequence[bool]) -> frozenset[str]:
    return frozenset(code for code, is_one in zip(codes, which, strict=True) if is_one)
