"""A history cut into what is drawn with one stroke: gaps, breaks, and what was brought over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ioc.card import Cell
from ioc.series_break import SeriesBreak, is_parted


@dataclass(frozen=True)
class Run:
    """Neighbouring points, each with its place in the history, drawn solid or dashed."""

    points: tuple[tuple[int, float], ...]
    converted: bool


def runs_of(history: Sequence[Cell], breaks: Sequence[SeriesBreak] = ()) -> list[Run]:
    """Return the strokes of a history in order; a step to or from a converted number is dashed.

    >>> told = [Cell("2025-05", 1.0, converted=1), Cell("2025-06", 2.0), Cell("2025-07", 3.0)]
    >>> [(len(run.points), run.converted) for run in runs_of(told)]
    [(2, True), (2, False)]
    """
    runs: list[Run] = []
    points: list[tuple[int, float]] = []
    dashed = False
    before: Cell | None = None

    def close() -> None:
        if points:
            runs.append(Run(tuple(points), dashed))
        points.clear()

    for place, cell in enumerate(history):
        if cell.value is None:
            close()
            before = None
            continue
        if before is not None and is_parted(breaks, before.period, cell.period):
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
