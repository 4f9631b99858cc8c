"""The series of a report as a line, with its target and the values at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ioc.card import Cell
from ioc.colours import LIGHT
from ioc.sentences.origin import Origin
from ioc.series_break import SeriesBreak, is_parted
from layouts.figures.strokes import WITH_POINTS, Stroke, strokes_of
from layouts.report.content import SeriesPoint
from layouts.report.names import Span, clash, span_of
from layouts.report.picture import (
    ACCENT,
    INK,
    MUTED,
    QUIET,
    Dot,
    Label,
    Picture,
    Polygon,
    Polyline,
    Shape,
    text_width,
)

_LEFT, _FOOT, _HEAD, _SIZE, _SMALL = 6.0, 20.0, 20.0, 8.0, 7.5
# From the axis to the lowest value, whose label may be below it.
_RISE = 13.0
_GAP = 6.0
_TARGET_DASH = (3.0, 3.0)
_BREAK_DASH = (1.0, 2.0)
# As charts on screens: exact conversions are broken, means and estimates have points.
_DASHES: dict[Origin, tuple[float, ...]] = {
    Origin.AS_REPORTED: (),
    Origin.EXACT: (5.0, 3.0),
    Origin.MEAN: (5.0, 2.0, 1.5, 2.0),
    Origin.ESTIMATE: (1.5, 2.0),
}
# Where the target may be written, by the width between both ends: in the middle if it is free.
_SHARES = (0.5, 0.35, 0.65, 0.25, 0.75, 0.85)

Place = tuple[float, float]


def series_picture(
    series: Sequence[SeriesPoint],
    target: float | None,
    target_label: str,
    width: float,
    height: float,
    breaks: Sequence[SeriesBreak] = (),
    break_label: str = "",
) -> Picture:
    """Return the series, in the strokes of charts; empty where no period has a value.

    Args:
        series: its periods, ascending.
        target: in force; None without one.
        target_label: stands beside its line.
        width: of the picture, in points.
        height: likewise.
        breaks: where the series breaks: no line crosses them.
        break_label: stands below their mark.
    """
    numbered = [(at, each, each.value) for at, each in enumerate(series) if each.value is not None]
    if not numbered:
        return Picture(width, height, ())
    (first_at, first, first_value), (last_at, last, last_value) = numbered[0], numbered[-1]
    values = [value for _, _, value in numbered]
    values += [target] if target is not None else []
    low, spread = min(values), max(values) - min(values)
    if not spread:
        low, spread = low - 0.5, 1
    right = width - text_width(last.text, _SIZE, is_bold=True) - 2 * _GAP
    top = height - _HEAD
    step = (right - _LEFT) / max(1, len(series) - 1)

    def point(at: int, value: float) -> Place:
        rise = (value - low) / spread * (top - _FOOT - _RISE)
        return _LEFT + at * step, _FOOT + _RISE + rise

    ends = _period_labels(first_at, last_at, series, step)
    shapes: list[Shape] = [Polyline([(_LEFT, _FOOT), (right, _FOOT)], QUIET, 0.8)]
    shapes += _break_marks(series, breaks, break_label, step, top, [span_of(each) for each in ends])
    if target is not None:
        y = point(0, target)[1]
        shapes.append(Polyline([(_LEFT, y), (right, y)], MUTED, 0.8, _TARGET_DASH))
    places = {each.period: at for at, each in enumerate(series)}
    lines: list[list[Place]] = []
    for stroke in strokes_of([each.cell for each in series], breaks):
        for run in _runs(stroke):
            points = [point(places[cell.period], value) for cell, value in run]
            lines.append(points)
            shapes += _line(points, stroke.origin)
        shapes += [
            _point_of(stroke.origin, *point(places[cell.period], cell.value))
            for cell, is_own in zip(stroke.cells, stroke.own, strict=True)
            if cell is not None and cell.value is not None and is_own
            and stroke.origin in WITH_POINTS
        ]  # fmt: skip
    shapes += ends
    x, y = point(last_at, last_value)
    # As on cards: a ring is a number that lacks reports.
    end = Dot(x, y, 2.4, ACCENT) if last.cell.is_whole else _ring(x, y, 2.4)
    labels = [Label(x + _GAP, y - 3, last.text, "start", _SIZE, INK, is_bold=True)]
    if first_at != last_at:
        x, y = point(first_at, first_value)
        # Where the line does not go.
        y += -11 if numbered[1][2] > first_value else 5
        labels.append(Label(x, y, first.text, "start", _SIZE, INK, has_halo=True))
    if target is not None:
        obstacles = [span_of(each) for each in labels]
        shapes.append(_target(target_label, point(0, target)[1], right, obstacles, lines))
    return Picture(width, height, (*shapes, end, *labels))


def _runs(stroke: Stroke) -> Iterator[list[tuple[Cell, float]]]:
    """Yield the stretches of a stroke, each without a gap."""
    run: list[tuple[Cell, float]] = []
    for cell in (*stroke.cells, None):
        if cell is not None and cell.value is not None:
            run.append((cell, cell.value))
        elif run:
            yield run
            run = []


def _line(points: list[Place], origin: Origin) -> Iterator[Shape]:
    if len(points) > 1:
        yield Polyline(points, ACCENT, 1.8, _DASHES[origin])
    else:
        yield Dot(*points[0], 1.6, ACCENT)


def _point_of(origin: Origin, x: float, y: float) -> Shape:
    """Return the open point of a number that is a mean or an estimate."""
    if origin is Origin.ESTIMATE:
        return _ring(x, y, 1.8)
    corners = [(x - 2.4, y), (x, y + 2.4), (x + 2.4, y), (x, y - 2.4)]
    return Polygon(corners, LIGHT["panel"], ACCENT, 1.0)


def _ring(x: float, y: float, radius: float) -> Dot:
    return Dot(x, y, radius, LIGHT["panel"], ACCENT, 1.2)


def _break_marks(
    series: Sequence[SeriesPoint],
    breaks: Sequence[SeriesBreak],
    label: str,
    step: float,
    top: float,
    obstacles: list[Span],
) -> Iterator[Shape]:
    """Yield an upright line where the series breaks, and its words at the foot if they fit."""
    for at, (one, two) in enumerate(pairwise(series)):
        if not is_parted(breaks, one.period, two.period):
            continue
        x = _LEFT + (at + 0.5) * step
        yield Polyline([(x, _FOOT), (x, top)], MUTED, 0.8, _BREAK_DASH)
        words = Label(x, 6, label, "middle", _SMALL, MUTED)
        if not any(clash(span_of(words), each) for each in obstacles):
            obstacles.append(span_of(words))
            yield words


def _target(
    text: str, y: float, right: float, obstacles: Sequence[Span], lines: Sequence[Sequence[Place]]
) -> Label:
    """Return the words of the target: beside its line, and where no other line or word is."""
    # Inside of the frame, and not upon the axis.
    heights = [y + 3] if y < _FOOT + _RISE + 4 else [y - 9, y + 3]
    choices = [
        Label(_LEFT + share * (right - _LEFT), height, text, "middle", _SMALL, MUTED, has_halo=True)
        for height in heights
        for share in _SHARES
    ]

    def is_free(span: Span) -> bool:
        return not any(clash(span, each) for each in obstacles) and not any(
            _meets(span, *pair) for line in lines for pair in pairwise(line)
        )

    return next((each for each in choices if is_free(span_of(each))), choices[0])


def _meets(span: Span, one: Place, two: Place) -> bool:
    """Tell whether a piece of a line, from left to right, goes through a span."""
    left, right = max(span[0], one[0]), min(span[2], two[0])
    if left >= right:
        return False
    slope = (two[1] - one[1]) / (two[0] - one[0])
    heights = [one[1] + slope * (x - one[0]) for x in (left, right)]
    return min(heights) < span[3] + 1 and max(heights) > span[1] - 1


def _period_labels(
    first: int, last: int, series: Sequence[SeriesPoint], step: float
) -> list[Label]:
    """Return the labels of the first and the last period."""
    places = [(first, "start"), (last, "end")] if last != first else [(first, "start")]
    return [
        Label(_LEFT + at * step, 6, series[at].label, anchor, _SIZE, MUTED) for at, anchor in places
    ]
