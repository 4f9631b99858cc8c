"""A history cut into stretches by gaps, breaks and conversions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ioc.card import Cell
from ioc.land_gap import find_gaps
from ioc.series_break import SeriesBreak, is_parted


@dataclass(frozen=True)
class Stretch:
    """Neighbouring points, each with its place in the history, drawn solid or dashed."""

    points: tuple[tuple[int, float], ...]
    converted: bool


def stretches_of(history: Sequence[Cell], breaks: Sequence[SeriesBreak] = ()) -> list[Stretch]:
    """Return the strokes of a history in order; a step to or from a converted number is dashed.

    >>> history = [Cell("2025-05", 1.0, converted=1), Cell("2025-06", 2.0), Cell("2025-07", 3.0)]
    >>> [(len(each.points), each.converted) for each in stretches_of(history)]
    [(2, True), (2, False)]
    """
    runs: list[Stretch] = []
    points: list[tuple[int, float]] = []
    dashed, gaps = False, find_gaps(history)
    before: Cell | None = None

    def close() -> None:
        if points:
            runs.append(Stretch(tuple(points), dashed))
        points.clear()

    for place, cell in enumerate(history):
        if cell.value is None:
            close()
            before = None
            continue
        parted = before is not None and is_parted(breaks, before.period, cell.period)
        if parted or cell.period in gaps:
            close()
        if not points:
            dashed = cell.converted > 0
        elif before is not None:
            step = cell.converted > 0 or before.converted > 0
            if len(points) == 1:
                dashed = step
            elif step is not dashed:
                joint = points[-1]
                close()
                points.append(joint)
                dashed = step
        points.append((place, cell.value))
        before = cell
    close()
    return runs


def end_mark(
    cell: Cell, points: list[tuple[float, float]], radius: float, stroke: float
) -> tuple[str, list[tuple[float, float]]]:
    """Return the point at the end of a picture's line, and the line's points that lead up to it.

    An incomplete number gets a ring, and the line stops at its rim.

    Args:
        cell: the last number.
        points: of the last run, in the picture's units.
        radius: of the point.
        stroke: how thick the rim of a ring is.
    """
    x, y = points[-1]
    place = f'cx="{x:.1f}" cy="{y:.1f}"'
    if cell.is_whole:
        return f'<circle {place} r="{radius:.1f}"/>', points
    ring = (
        f'<circle {place} r="{radius:.1f}" fill="none" stroke="black" stroke-width="{stroke:.1f}"/>'
    )
    if len(points) < 2:
        return ring, []
    before_x, before_y = points[-2]
    far = math.hypot(x - before_x, y - before_y)
    part = max(0.0, 1 - radius / far) if far else 0.0
    rim = (before_x + (x - before_x) * part, before_y + (y - before_y) * part)
    return ring, [*points[:-1], rim]


def stretched_picture(body: str, width: int, height: int) -> str:
    """Return marks of SVG as a picture for styles, which fills whatever room it gets."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="none">{body}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'
