"""A card's series as a picture without letters: it scales with the panel and takes its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ioc.card import Cell
from ioc.series_break import SeriesBreak
from layouts.components.runs import end_mark, stretches_of

# A mask of "none" would show the whole element.
NO_PICTURE = "linear-gradient(transparent, transparent)"
# A share that hardly moves is drawn nearly flat: its axis spans at least this many of its units.
_LEAST_SPAN = 4.0
# Four times as wide as high, as the place in assets/src/wall/cards.css: nothing is stretched.
_WIDTH, _HEIGHT, _STROKE = 200, 50, 5


@dataclass(frozen=True)
class Axis:
    """The least and greatest value of a picture's axis; `has_target`: the target lies on it."""

    low: float
    high: float
    has_target: bool


def axis_of(values: Sequence[float], target: float | None, *, ratio: bool) -> Axis:
    """Return the axis of a series.

    Args:
        values: at least one.
        target: on the axis where it does not flatten the line.
        ratio: a share, whose axis need not start at zero; counts start there.
    """
    low, high = min(values), max(values)
    reach = 4 * max(high - low, _LEAST_SPAN / 2 if ratio else 0.0)
    near = target is not None and low - reach <= target <= high + reach
    if near and target is not None:
        low, high = min(low, target), max(high, target)
    if not ratio and low >= 0:
        low = 0.0
    elif high - low < _LEAST_SPAN:
        low = high - _LEAST_SPAN
    return Axis(low, high, near)


def draw_line(history: Sequence[Cell], *, ratio: bool, breaks: Sequence[SeriesBreak] = ()) -> str:
    """Return a series as a CSS mask; fewer than two numbers give no picture.

    The last point is marked: by a ring where the last number is incomplete. Converted numbers are
    dashed.

    Args:
        history: ascending, gaps with value None; a gap breaks the line.
        ratio: a share, whose axis need not start at zero; counts start there.
        breaks: where the series breaks; the line does, too.
    """
    values = [cell.value for cell in history if cell.value is not None]
    if len(values) < 2:
        return NO_PICTURE
    axis = axis_of(values, None, ratio=ratio)
    span = (axis.high - axis.low) or 1.0
    pad = _STROKE * 1.9

    def x(place: float) -> float:
        return pad + place * (_WIDTH - 2 * pad) / max(1, len(history) - 1)

    def y(value: float) -> float:
        return _HEIGHT - pad - (value - axis.low) / span * (_HEIGHT - 2 * pad)

    runs = [
        ([(x(place), y(value)) for place, value in run.points], run.converted)
        for run in stretches_of(history, breaks)
    ]
    last = next(cell for cell in reversed(history) if cell.value is not None)
    points, converted = runs[-1]
    dot, points = end_mark(last, points, _STROKE * 1.7, _STROKE * 0.8)
    runs[-1] = points, converted
    pen = (
        f'fill="none" stroke="black" stroke-width="{_STROKE}" '
        'stroke-linejoin="round" stroke-linecap="round"'
    )
    # "h0" makes a lone point a dot, because line ends are round.
    paths = {
        dashed: "".join(
            "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "h0"
            for points, converted in runs
            if converted is dashed and points
        )
        for dashed in (False, True)
    }
    line = f'<path d="{paths[False]}" {pen}/>' if paths[False] else ""
    if paths[True]:
        dashes = f"{_STROKE * 1.6:.1f} {_STROKE * 2.2:.1f}"
        line += f'<path d="{paths[True]}" {pen} stroke-dasharray="{dashes}"/>'
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    svg = f"<svg {box}>{line}{dot}</svg>"
    return f'url("data:image/svg+xml,{quote(svg)}")'
