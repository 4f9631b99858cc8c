"""The series of a report as a line, with its target and the values at both ends."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.report.content import SeriesPoint
from layouts.report.picture import (
    ACCENT,
    INK,
    MUTED,
    QUIET,
    Dot,
    Label,
    Picture,
    Polyline,
    Shape,
    text_width,
)

_LEFT, _FOOT, _HEAD, _SIZE = 6.0, 20.0, 20.0, 8.0
# From the axis to the lowest value, whose label may be below it.
_RISE = 13.0
_GAP = 6.0


def series_picture(
    series: Sequence[SeriesPoint],
    target: float | None,
    target_label: str,
    width: float,
    height: float,
) -> Picture:
    """Return the series; empty where no period has a value."""
    numbered = [(place, each) for place, each in enumerate(series) if each.value is not None]
    if not numbered:
        return Picture(width, height, ())
    (first_place, first), (last_place, last) = numbered[0], numbered[-1]
    values = [each.value for _, each in numbered if each.value is not None]
    values += [target] if target is not None else []
    low, spread = min(values), max(values) - min(values)
    if not spread:
        low, spread = low - 0.5, 1
    right = width - text_width(last.text, _SIZE, is_bold=True) - 2 * _GAP
    top = height - _HEAD

    def point(place: int, value: float) -> tuple[float, float]:
        x = _LEFT + place * (right - _LEFT) / max(1, len(series) - 1)
        return x, _FOOT + _RISE + (value - low) / spread * (top - _FOOT - _RISE)

    shapes: list[Shape] = [Polyline([(_LEFT, _FOOT), (right, _FOOT)], QUIET, 0.8)]
    if target is not None:
        y = point(0, target)[1]
        shapes.append(Polyline([(_LEFT, y), (right, y)], MUTED, 0.8, is_dashed=True))
        # Inside of the frame, and not upon the axis.
        above = y + 3 if y < _FOOT + _RISE + 4 else y - 9
        # In the middle: both ends of the series have their values.
        x = (_LEFT + right) / 2
        shapes.append(Label(x, above, target_label, "middle", 7, MUTED, has_halo=True))
    for run in _runs(series):
        points = [point(place, value) for place, value in run]
        if len(points) > 1:
            shapes.append(Polyline(points, ACCENT, 1.8))
        else:
            shapes.append(Dot(*points[0], 1.6, ACCENT))
    shapes += _ends(first_place, last_place, series, right)
    x, y = point(last_place, last.value or 0.0)
    shapes.append(Dot(x, y, 2.4, ACCENT))
    shapes.append(Label(x + _GAP, y - 3, last.text, "start", _SIZE, INK, is_bold=True))
    if first_place != last_place:
        x, y = point(first_place, first.value or 0.0)
        # Where the line does not go.
        is_rising = len(numbered) > 1 and (numbered[1][1].value or 0.0) > (first.value or 0.0)
        y += -11 if is_rising else 5
        shapes.append(Label(x, y, first.text, "start", _SIZE, INK, has_halo=True))
    return Picture(width, height, tuple(shapes))


def _runs(series: Sequence[SeriesPoint]) -> list[list[tuple[int, float]]]:
    """Return the stretches of periods that have values."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, each in enumerate(series):
        if each.value is None:
            runs.append([])
        else:
            runs[-1].append((place, each.value))
    return [run for run in runs if run]


def _ends(first: int, last: int, series: Sequence[SeriesPoint], right: float) -> list[Shape]:
    """Return the labels of the first and the last period."""
    step = (right - _LEFT) / max(1, len(series) - 1)
    places = [(first, "start"), (last, "end")] if last != first else [(first, "start")]
    return [
        Label(_LEFT + place * step, 6, series[place].label, anchor, _SIZE, MUTED)
        for place, anchor in places
    ]
