"""Small charts side by side: the same line for each area, or for each indicator of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html

from ioc.card import Cell
from ioc.period import parse_period
from ioc.series_break import SeriesBreak
from ioc.status import Status, Verdict
from layouts.components.card import status_chip
from layouts.components.runs import end_mark, stretched_picture, stretches_of

_WIDTH, _HEIGHT, _PAD = 200, 64, 4
_PEN = (
    'fill="none" stroke="black" stroke-width="1.8" stroke-linejoin="round" '
    'stroke-linecap="round" vector-effect="non-scaling-stroke"'
)
_THIN = 'stroke="black" stroke-width="1" vector-effect="non-scaling-stroke"'


@dataclass(frozen=True)
class Multiple:
    """One small chart. A click sets the field `pick` of the page's state to `code`.

    `text` is the number at the period shown, `bounds` are the lowest and the highest number of its
    axis, `scale` says them where they are its own. `title` is the name in full.
    """

    pick: str
    code: str
    name: str
    cells: Sequence[Cell]
    text: str
    verdict: Verdict
    bounds: tuple[float, float]
    target: float | None = None
    breaks: Sequence[SeriesBreak] = ()
    scale: str = ""
    title: str = ""


def multiples_grid(
    multiples: Sequence[Multiple], days: tuple[date, date], shown_day: date | None, language: str
) -> list[html.Button]:
    """Return the charts as buttons, all over the same days, the period shown as a thin line.

    Args:
        multiples: in their order.
        days: the first and the last one of the time axis.
        shown_day: the last one of the period shown; None: no line.
        language: "vi" or "en".
    """
    return [_panel(each, days, shown_day, language) for each in multiples]


def _panel(
    multiple: Multiple, days: tuple[date, date], shown_day: date | None, language: str
) -> html.Button:
    line, marks = _paths(multiple, days, shown_day)
    chip = []
    if multiple.verdict.status not in (Status.NO_TARGET, Status.NO_DATA):
        chip = [status_chip(multiple.verdict, language)]
    scale = [html.Small(multiple.scale, className="ana-multiple-scale")] if multiple.scale else []
    return html.Button(
        [
            html.Span(multiple.name, className="ana-multiple-name"),
            html.Span([html.Strong(multiple.text), *chip], className="ana-multiple-value"),
            html.Span(
                [
                    html.Span(className="ioc-spark-line", style={"--ioc-picture": _picture(line)}),
                    html.Span(
                        className="ioc-spark-target", style={"--ioc-picture": _picture(marks)}
                    ),
                ],
                className="ioc-spark ana-multiple-spark",
                **{"aria-hidden": "true"},
            ),
            *scale,
        ],
        className="ana-multiple",
        type="button",
        title=multiple.title or None,
        **{"data-multiple": multiple.pick, "data-code": multiple.code},
    )


def _picture(body: str) -> str:
    return stretched_picture(body, _WIDTH, _HEIGHT)


def _paths(multiple: Multiple, days: tuple[date, date], shown_day: date | None) -> tuple[str, str]:
    """Return the line with its end, and the marks behind it: target and period shown."""
    first, last = days
    low, high = multiple.bounds
    length, spread = (last - first).days or 1, (high - low) or 1.0

    def x(day: date) -> float:
        return _PAD + (day - first).days * (_WIDTH - 2 * _PAD) / length

    def y(value: float) -> float:
        return _HEIGHT - _PAD - (value - low) / spread * (_HEIGHT - 2 * _PAD)

    ends = [parse_period(cell.period).end for cell in multiple.cells]
    runs = [
        ([(x(ends[place]), y(value)) for place, value in run.points], run.converted)
        for run in stretches_of(multiple.cells, multiple.breaks)
    ]
    dot, last_cell = "", multiple.cells[-1] if multiple.cells else None
    if runs and last_cell is not None and last_cell.value is not None:
        points, converted = runs[-1]
        dot, points = end_mark(last_cell, points, 2.8, 1.4)
        runs[-1] = points, converted
    line = "".join(_path(points, converted) for points, converted in runs if points) + dot
    marks = ""
    if shown_day is not None:
        marks += f'<path d="M{x(shown_day):.1f} 0V{_HEIGHT}" {_THIN} opacity="0.5"/>'
    if multiple.target is not None and 0 <= (multiple.target - low) / spread <= 1:
        level = f"{y(multiple.target):.1f}"
        marks += f'<path d="M0 {level}H{_WIDTH}" {_THIN} stroke-dasharray="3 3"/>'
    return line, marks


def _path(points: Sequence[tuple[float, float]], converted: bool) -> str:
    # "h0" makes a lone point a dot, because line ends are round.
    steps = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
    dash = ' stroke-dasharray="2.6 4"' if converted else ""
    return f'<path d="M{steps}h0" {_PEN}{dash}/>'
