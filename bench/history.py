"""All kept runs as one picture in the docs: the distance of each figure from its budget.

    python -m bench history

A row per figure with a budget, a dot per kept run, the last at the right. The dashed line is the
budget; above it the budget is missed. A row reaches from an eighth of the budget to eight times it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import log2
from pathlib import Path
from typing import Any

from bench.figures import BenchFigure, budget_words, value_words
from bench.results import FOLDER, environment_name

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-history.svg"
_WIDTH, _ROW, _HEAD, _LONGEST = 1180, 30, 34, 100
_NAMES, _PLOT_LEFT, _PLOT_RIGHT, _LAST, _BUDGET = 12, 640, 860, 985, 1095
_MOST = 3.0  # doublings beyond the budget, either way, before a dot stays at the edge
_GOOD, _BAD = "#1a7f4b", "#b3261e"
_STYLE = """
text{font:12px system-ui,sans-serif;fill:#1f2933}
.head{font-weight:600;font-size:14px}.small{font-size:11px;fill:#52606d}
.end{text-anchor:end}
.budget{stroke:#9aa5b1;stroke-dasharray:3 3}.line{fill:none;stroke:#9aa5b1;stroke-width:1.2}
.rule{stroke:#e4e7eb}
"""


@dataclass
class FigureRuns:
    """The values of one figure in the runs that measured it, oldest first."""

    part: str
    name: str
    runs: list[tuple[str, BenchFigure]] = field(
        default_factory=list
    )  # time of the run, and the figure

    @property
    def last(self) -> BenchFigure:
        """The figure of the last run."""
        return self.runs[-1][1]


def draw(folder: Path = FOLDER, picture: Path = PICTURE) -> Path:
    """Write the picture of all runs kept in a folder; return its path."""
    picture.write_text(to_svg(read_lines(folder)), encoding="utf-8")
    return picture


def read_lines(folder: Path) -> dict[str, list[FigureRuns]]:
    """Return the figures of each environment, sorted by part.

    A figure that the last runs did not measure is still shown: its dots end at its last run.
    """
    runs: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        runs += json.loads(path.read_text(encoding="utf-8"))
    environments: dict[str, dict[tuple[str, str], FigureRuns]] = {}
    for run in sorted(runs, key=lambda each: str(each["at"])):
        lines = environments.setdefault(environment_name(run["environment"]), {})
        for row in run["figures"]:
            figure = BenchFigure(**{name: row[name] for name in BenchFigure.__dataclass_fields__})
            if figure.budget is None:
                continue
            key = figure.part, figure.name
            lines.setdefault(key, FigureRuns(*key)).runs.append((str(run["at"]), figure))
    return {
        name: sorted(lines.values(), key=lambda each: each.part)
        for name, lines in environments.items()
    }


def to_svg(environments: dict[str, list[FigureRuns]]) -> str:
    """Return the picture as SVG, a block per environment."""
    rows: list[str] = []
    top = 0.0
    for name, lines in environments.items():
        top += _HEAD
        times = sorted({at for line in lines for at, _ in line.runs})
        span = f"{len(times)} runs, {times[0][:10]} to {times[-1][:10]}" if times else "no run"
        rows.append(_text(_NAMES, top - 10, f"{name}: {span}", "head"))
        rows += [
            _text(_PLOT_LEFT, top - 10, "over the line: missed", "small"),
            _text(_LAST, top - 10, "last run", "small end"),
            _text(_BUDGET, top - 10, "budget", "small end"),
        ]
        for line in lines:
            rows.append(_row(line, times, top))
            top += _ROW
    height = top + 12
    body = "\n".join(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {_WIDTH} {height:.0f}" role="img" '
        f'aria-label="Figures of the kept benchmark runs against their budgets">\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def distance(figure: BenchFigure) -> float:
    """Return how many doublings a figure is beyond its budget; negative: the budget is met.

    >>> distance(BenchFigure("web", "paint", 50.0, "ms", None, 100.0))
    -1.0
    >>> distance(BenchFigure("load", "rate", 50.0, "rows/s", None, 100.0, higher=True))
    1.0
    """
    value, budget = figure.value, float(figure.budget or 0)
    if value <= 0 or budget <= 0:
        # Counts that should be zero.
        return 0.0 if value <= budget else _MOST
    return log2(budget / value) if figure.higher else log2(value / budget)


def _row(line: FigureRuns, times: Sequence[str], top: float) -> str:
    middle, half = top + _ROW / 2, _ROW / 2 - 5
    step = (_PLOT_RIGHT - _PLOT_LEFT) / max(1, len(times) - 1)
    points = [
        (
            # The last run is at the right, however many there are.
            _PLOT_RIGHT - step * (len(times) - 1 - times.index(at)),
            middle - max(-1.0, min(1.0, distance(figure) / _MOST)) * half,
            figure,
            at,
        )
        for at, figure in line.runs
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" stroke="{_colour(figure)}" '
        f'fill="{_colour(figure) if figure.is_met else "#fff"}">'
        f"<title>{escape(at)}: {escape(value_words(figure))}</title></circle>"
        for x, y, figure, at in points
    )
    bottom, words = top + _ROW, middle + 4
    name = f"{line.part}: {line.name}"
    title = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return "".join(
        [
            f'<line class="rule" x1="0" x2="{_WIDTH}" y1="{bottom:.1f}" y2="{bottom:.1f}"/>',
            f'<line class="budget" x1="{_PLOT_LEFT - 8}" x2="{_PLOT_RIGHT + 8}" '
            f'y1="{middle:.1f}" y2="{middle:.1f}"/>',
            _text(_NAMES, words, title),
            f'<polyline class="line" points="{path}"/>' if len(points) > 1 else "",
            dots,
            _text(_LAST, words, value_words(line.last), "end"),
            _text(_BUDGET, words, budget_words(line.last), "end"),
            _text(_BUDGET + 14, words, "kept" if line.last.is_met else "missed"),
        ]
    )


def _colour(figure: BenchFigure) -> str:
    return _GOOD if figure.is_met else _BAD


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'
