"""The strokes of a line: reported numbers are solid, converted ones are broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ioc.card import Cell
from ioc.land_gap import find_gaps
from ioc.sentences.origin import CERTAINTY, Origin, certainty_of
from ioc.series_break import SeriesBreak, is_parted

_STYLES: dict[Origin, tuple[str, str, float]] = {
    Origin.AS_REPORTED: ("solid", "circle", 1.0),
    Origin.EXACT: ("dash", "circle", 1.0),
    Origin.MEAN: ("dashdot", "diamond-open", 0.8),
    Origin.ESTIMATE: ("dot", "circle-open", 0.8),
}
# Their own numbers have a point each.
WITH_POINTS = (Origin.MEAN, Origin.ESTIMATE)
# An incomplete end of a line: an open point, and broken up to it.
_OPEN = ("dash", "circle-open", 1.0)


@dataclass(frozen=True)
class Stroke:
    """A part of a line that is drawn in one style; None is a gap between its stretches.

    `own`: which cells are of this origin; the others only end a stretch. `lone`: one of its numbers
    is linked to neither neighbour, and needs a point to be visible. `is_open`: its own cell is the
    last of the line, and incomplete.
    """

    origin: Origin
    cells: tuple[Cell | None, ...]
    own: tuple[bool, ...]
    lone: bool
    is_open: bool = False


def strokes_of(
    cells: Sequence[Cell], breaks: Sequence[SeriesBreak] = (), open_period: str = ""
) -> list[Stroke]:
    """Return the strokes of a series, the reported ones first.

    A stretch between two points is drawn like the less certain one. Breaks interrupt strokes, and
    so do changes of areas with missing land (`ioc.land_gap`).

    `open_period` is the last one where not all have reported it yet.
    """
    kinds = [certainty_of(each) for each in cells]
    kinds = [len(CERTAINTY) if each.period == open_period else kind
             for each, kind in zip(cells, kinds, strict=True)]  # fmt: skip
    count, gaps = len(cells), find_gaps(cells)
    links = [
        cells[at].value is not None
        and cells[at + 1].value is not None
        and not is_parted(breaks, cells[at].period, cells[at + 1].period)
        and cells[at + 1].period not in gaps
        for at in range(count - 1)
    ]
    owner = [max(kinds[at], kinds[at + 1]) for at in range(count - 1)]
    strokes = []
    for kind in sorted(set(kinds)):
        mine = [links[at] and owner[at] == kind for at in range(count - 1)]
        stretch: list[Cell | None] = []
        own: list[bool] = []
        last, lone = -1, False
        for at, each in enumerate(cells):
            left, right = at > 0 and mine[at - 1], at < count - 1 and mine[at]
            if kinds[at] != kind and not left and not right:
                continue
            before = cells[last]
            if last >= 0 and not left and before.value is not None and each.value is not None:
                stretch.append(None)
                own.append(False)
            stretch.append(each)
            own.append(kinds[at] == kind)
            last = at
            if kinds[at] == kind and each.value is not None:
                lone |= not (at > 0 and links[at - 1]) and not (at < count - 1 and links[at])
        is_open = kind == len(CERTAINTY)
        origin = Origin.AS_REPORTED if is_open else CERTAINTY[kind]
        strokes.append(Stroke(origin, tuple(stretch), tuple(own), lone, is_open))
    return strokes


def stroke_style(stroke: Stroke, colour: str, width: float, size: float) -> dict[str, Any]:
    """Return the fields of a trace that distinguish the strokes, also without colour."""
    dash, symbol, opacity = _OPEN if stroke.is_open else _STYLES[stroke.origin]
    alone = stroke.lone and sum(each is not None for each in stroke.cells) == 1
    pointed = stroke.origin in WITH_POINTS or stroke.lone or stroke.is_open
    marker: dict[str, Any] = {"color": colour, "size": size}
    line: dict[str, Any] = {"color": colour, "width": width}
    if stroke.origin is not Origin.AS_REPORTED or stroke.is_open:
        line["dash"] = dash
        marker["symbol"] = symbol
        # A reported number at the end of a stretch gets no point.
        marker["size"] = [size * 0.7 if own else 0 for own in stroke.own]
    return {
        "mode": "markers" if alone else "lines+markers" if pointed else "lines",
        "line": line,
        "marker": marker,
        "opacity": opacity,
        # A point at the end of the axis is not cut off.
        "cliponaxis": not pointed,
    }
