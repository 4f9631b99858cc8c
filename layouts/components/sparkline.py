"""A line the size of a word: history with gaps, the last point marked, the target dashed."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from ioc.card import Cell
from ioc.series_break import SeriesBreak
from layouts.components.runs import end_mark, stretched_picture, stretches_of

_WIDTH, _HEIGHT, _PAD = 120, 32, 3


def sparkline(
    history: Sequence[Cell], target: float | None = None, breaks: Sequence[SeriesBreak] = ()
) -> html.Div:
    """Return the history as a small picture; its colours follow the text's.

    Converted numbers are dashed; a break of the series is a gap; the last point is a ring where the
    number is incomplete.

    An SVG used as a mask takes the colour of its element, so that one picture serves both themes.
    """
    if sum(cell.value is not None for cell in history) < 2:
        return html.Div(className="ioc-spark")
    line, mark = _paths(history, target, breaks)
    return html.Div(
        [
            html.Div(className="ioc-spark-line", style={"--ioc-picture": _picture(line)}),
            html.Div(className="ioc-spark-target", style={"--ioc-picture": _picture(mark)}),
        ],
        className="ioc-spark",
        **{"aria-hidden": "true"},
    )


def _picture(body: str) -> str:
    return stretched_picture(body, _WIDTH, _HEIGHT)


def _paths(
    history: Sequence[Cell], target: float | None, breaks: Sequence[SeriesBreak]
) -> tuple[str, str]:
    values = [cell.value for cell in history if cell.value is not None]
    low, high = min(values), max(values)
    # The target is drawn only where it does not flatten the line.
    has_target = target is not None and low - 2 * (high - low) <= target <= high + 2 * (high - low)
    if has_target and target is not None:
        low, high = min(low, target), max(high, target)
    spread = (high - low) or 1.0

    def x(place: int) -> float:
        return _PAD + place * (_WIDTH - 2 * _PAD) / max(1, len(history) - 1)

    def y(value: float) -> float:
        return _HEIGHT - _PAD - (value - low) / spread * (_HEIGHT - 2 * _PAD)

    runs = [
        ([(x(place), y(value)) for place, value in run.points], run.converted)
        for run in stretches_of(history, breaks)
    ]
    dot, last = "", history[-1]
    if last.value is not None:
        points, converted = runs[-1]
        dot, points = end_mark(last, points, 2.6, 1.4)
        runs[-1] = points, converted
    solid: list[str] = []
    dashed: list[str] = []
    for points, converted in runs:
        # "h0" makes a lone point a dot, because line ends are round.
        path = f"M{'L'.join(f'{px:.1f} {py:.1f}' for px, py in points)}h0" if points else ""
        (dashed if converted else solid).append(path)
    pen = (
        'fill="none" stroke="black" stroke-width="1.8" stroke-linejoin="round" '
        'stroke-linecap="round"'
    )
    line = f'<path d="{"".join(solid)}" {pen}/>' if any(solid) else ""
    if any(dashed):
        line += f'<path d="{"".join(dashed)}" {pen} stroke-dasharray="2.6 4"/>'
    line += dot
    mark = ""
    if has_target and target is not None:
        level = f"{y(target):.1f}"
        mark = (
            f'<path d="M0 {level}H{_WIDTH}" stroke="black" stroke-width="1" '
            'stroke-dasharray="3 3"/>'
        )
    return line, mark
