"""The spread of an area's siblings: the middle half and the two ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import shown_text
from ioc.words.catalogue import Words
from layouts.figures.labels import headline
from layouts.figures.series import Chart
from layouts.figures.traces import axis_value, last_day


@dataclass(frozen=True)
class Spread:
    """The spread of areas in each period in which any of them reported.

    `fives` are lowest, lower quartile, median, upper quartile and highest of each period.
    """

    periods: list[str]
    fives: list[list[float]]
    words: list[str]  # the text in the hover box of a period
    label: str  # "130 xã"


def make_spread(
    periods: Sequence[str],
    values: NDArray[np.float64],
    label: str,
    indicator: Indicator,
    language: str,
) -> Spread:
    """Return the spread of areas.

    Args:
        periods: one for each row of `values`.
        values: one column per area, NaN: not reported.
        label: "130 xã".
        indicator: the definition.
        language: "vi" or "en".
    """
    median = Words("spread", language)["median"]
    spread = Spread([], [], [], label)
    for period, five in zip(periods, quartiles(values).tolist(), strict=True):
        if five[2] != five[2]:
            continue
        low, half, high = (shown_text(indicator, five[at], language) for at in (0, 2, 4))
        spread.periods.append(period)
        spread.fives.append(five)
        spread.words.append(
            f"{parse_period(period).label(language)}: {median} {half} ({low} – {high})"
        )
    return spread


def quartiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return lowest, lower quartile, median, upper quartile and highest of each row.

    Rows without a value give NaN.

    >>> quartiles(np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [np.nan] * 5])).tolist()[0]
    [1.0, 2.0, 3.0, 4.0, 5.0]
    """
    five = np.full((len(values), 5), np.nan)
    for row, each in enumerate(values):
        present = each[~np.isnan(each)]
        if present.size:
            five[row] = np.quantile(present, [0, 0.25, 0.5, 0.75, 1])
    return five


def add_spread(figure: Chart, spread: Spread, indicator: Indicator, language: str) -> bool:
    """Draw the areas beside the subject behind its lines; tell whether any has a number.

    The whole range is light, the middle half darker, the median thin and dotted.
    """
    if not spread.periods:
        return False
    days = [last_day(period) for period in spread.periods]

    def edge(at: int, fill: str = "") -> dict[str, Any]:
        trace = {
            "type": "scatter", "x": days,
            "y": [axis_value(five[at], indicator) for five in spread.fives],
            "mode": "lines", "hoverinfo": "skip", "showlegend": False, "line": {"width": 0},
        }  # fmt: skip
        return trace | {"fill": "tonexty", "fillcolor": fill} if fill else trace

    median = edge(2) | {
        "mode": "lines" if len(days) > 1 else "markers",
        "line": {"color": _grey(0.9), "width": 1.5, "dash": "dot"},
        "customdata": spread.words,
        "hovertemplate": f"<b>{spread.label}</b><br>%{{customdata}}<extra></extra>",
    }
    del median["hoverinfo"]
    figure["data"][:0] = [edge(0), edge(4, _grey(0.14)), edge(1), edge(3, _grey(0.24)), median]
    axis = figure["layout"]["yaxis"]
    if "range" in axis:
        low, high = axis["range"]
        axis["range"] = [
            min(low, *(five[0] for five in spread.fives)),
            max(high, *(five[4] for five in spread.fives)),
        ]
    key = Words("spread", language)("key", label=spread.label)
    figure["layout"]["annotations"].append(headline("spread", key, 11, 14))
    return True


def _grey(part: float) -> str:
    return f"rgba(110, 125, 140, {part})"
