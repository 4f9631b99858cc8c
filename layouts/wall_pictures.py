"""Lines of the wall as pictures without letters: they scale with the panel and take its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from ioc.card import Cell
from ioc.period import parse_period
from ioc.series_break import SeriesBreak
from layouts.components.runs import end_mark, runs_of

# A mask of "none" would show the whole place.
NO_PICTURE = "linear-gradient(transparent, transparent)"
# A share that hardly moves is drawn nearly flat: its axis spans at least this many of its units.
_LEAST_SPAN = 4.0


@dataclass(frozen=True)
class Pictures:
    """CSS masks: the line with its last point marked, the ground below it, the target dashed.

    The mark is a ring where not all have reported the last number. What was brought over is dashed
    in the line. `changes`: an upright at each change of areas.
    """

    line: str
    ground: str
    target: str
    changes: str = NO_PICTURE


def draw_pictures(
    history: Sequence[Cell],
    target: float | None,
    *,
    ratio: bool,
    width: int,
    height: int,
    stroke: float,
    breaks: Sequence[SeriesBreak] = (),
    changes: Sequence[date] = (),
) -> Pictures:
    """Return a series as masks; fewer than two numbers give no picture.

    Args:
        history: ascending, gaps with value None; a gap breaks the line.
        target: drawn where it does not flatten the line.
        ratio: a share, whose axis need not start at zero; counts start there.
        width: of the picture, in units that scale with the place.
        height: likewise.
        stroke: width of the line, likewise.
        breaks: where the series breaks; the line does, too.
        changes: days on which areas changed, marked where the history crosses them.
    """
    values = [cell.value for cell in history if cell.value is not None]
    if len(values) < 2:
        return Pictures(NO_PICTURE, NO_PICTURE, NO_PICTURE)
    low, high = min(values), max(values)
    reach = 4 * max(high - low, _LEAST_SPAN / 2 if ratio else 0.0)
    near = target is not None and low - reach <= target <= high + reach
    if near and target is not None:
        low, high = min(low, target), max(high, target)
    if not ratio and low >= 0:
        low = 0.0
    elif high - low < _LEAST_SPAN:
        low = high - _LEAST_SPAN
    span = (high - low) or 1.0
    pad = stroke * 1.9

    def x(place: float) -> float:
        return pad + place * (width - 2 * pad) / max(1, len(history) - 1)

    def y(value: float) -> float:
        return height - pad - (value - low) / span * (height - 2 * pad)

    runs = [
        ([(x(place), y(value)) for place, value in run.points], run.converted)
        for run in runs_of(history, breaks)
    ]
    ground_runs = list(runs)
    last = next(cell for cell in reversed(history) if cell.value is not None)
    points, converted = runs[-1]
    dot, points = end_mark(last, points, stroke * 1.7, stroke * 0.8)
    runs[-1] = points, converted
    pen = (
        f'fill="none" stroke="black" stroke-width="{stroke}" '
        'stroke-linejoin="round" stroke-linecap="round"'
    )
    # "h0" makes a lone point a dot, because line ends are round.
    drawn = {
        dashed: "".join(
            "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "h0"
            for points, converted in runs
            if converted is dashed and points
        )
        for dashed in (False, True)
    }
    grounds = "".join(
        f"M{points[0][0]:.1f} {height}L"
        + "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        + f"L{points[-1][0]:.1f} {height}Z"
        for points, _ in ground_runs
    )
    line = f'<path d="{drawn[False]}" {pen}/>' if drawn[False] else ""
    if drawn[True]:
        dashes = f"{stroke * 1.6:.1f} {stroke * 2.2:.1f}"
        line += f'<path d="{drawn[True]}" {pen} stroke-dasharray="{dashes}"/>'
    line += dot
    uprights = "".join(f"M{x(place):.1f} 0V{height}" for place in _crossings(history, changes))
    mark = ""
    if near and target is not None:
        dashes = f"{stroke * 2:.0f} {stroke * 2:.0f}"
        mark = (
            f'<path d="M0 {y(target):.1f}H{width}" stroke="black" '
            f'stroke-width="{stroke * 0.6:.1f}" stroke-dasharray="{dashes}"/>'
        )
    # A filled ground says "this much": only where the axis starts at zero.
    ground = f'<path d="{grounds}"/>' if low == 0 else ""
    return Pictures(
        _mask(line, width, height),
        _mask(ground, width, height) if ground else NO_PICTURE,
        _mask(mark, width, height) if mark else NO_PICTURE,
        _mask(
            f'<path d="{uprights}" stroke="black" stroke-width="{stroke * 0.5:.1f}"/>',
            width,
            height,
        )
        if uprights
        else NO_PICTURE,
    )


def _crossings(history: Sequence[Cell], changes: Sequence[date]) -> list[float]:
    """Return the places in a history at which areas changed: between two cells."""
    spans = [parse_period(cell.period) for cell in history]
    found = []
    for day in changes:
        after = next((at for at, span in enumerate(spans) if span.end >= day), None)
        if after:
            found.append(after - 0.5)
    return found


def _mask(body: str, width: int, height: int) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="none">{body}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'
