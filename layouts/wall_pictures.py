"""Lines of the wall as pictures without letters: they scale with the panel and take its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ioc.card import Cell

# A mask of "none" would show the whole place.
NO_PICTURE = "linear-gradient(transparent, transparent)"
# A share that hardly moves is drawn nearly flat: its axis spans at least this many of its units.
_LEAST_SPAN = 4.0


@dataclass(frozen=True)
class Pictures:
    """CSS masks: the line with its last point marked, the ground below it, the target dashed."""

    line: str
    ground: str
    target: str


def draw_pictures(
    history: Sequence[Cell],
    target: float | None,
    *,
    ratio: bool,
    width: int,
    height: int,
    stroke: float,
) -> Pictures:
    """Return a series as masks; fewer than two numbers give no picture.

    Args:
        history: ascending, gaps with value None; a gap breaks the line.
        target: drawn where it does not flatten the line.
        ratio: a share, whose axis need not start at zero; counts start there.
        width: of the picture, in units that scale with the place.
        height: likewise.
        stroke: width of the line, likewise.
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

    def x(place: int) -> float:
        return pad + place * (width - 2 * pad) / max(1, len(history) - 1)

    def y(value: float) -> float:
        return height - pad - (value - low) / span * (height - 2 * pad)

    runs: list[list[tuple[float, float]]] = [[]]
    for place, cell in enumerate(history):
        if cell.value is None:
            runs.append([])
        else:
            runs[-1].append((x(place), y(cell.value)))
    runs = [run for run in runs if run]
    # "h0" makes a lone point a dot, because line ends are round.
    lines = "".join("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in run) + "h0" for run in runs)
    grounds = "".join(
        f"M{run[0][0]:.1f} {height}L"
        + "L".join(f"{px:.1f} {py:.1f}" for px, py in run)
        + f"L{run[-1][0]:.1f} {height}Z"
        for run in runs
    )
    last_x, last_y = runs[-1][-1]
    dot = f'<circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="{stroke * 1.7:.1f}"/>'
    line = (
        f'<path d="{lines}" fill="none" stroke="black" stroke-width="{stroke}" '
        f'stroke-linejoin="round" stroke-linecap="round"/>{dot}'
    )
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
    )


def _mask(body: str, width: int, height: int) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="none">{body}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'
