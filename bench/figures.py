"""A measured figure: ours, the yardstick's, and its budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class BenchFigure:
    """One line of the table.

    `ratio` is ours ÷ yardstick, and the budget its upper bound, unless `higher` says that more is
    better (a rate, a speed-up): then the budget is a lower bound. No budget: for information.
    A figure without a yardstick has the budget on `ours` itself.
    """

    part: str
    name: str
    ours: float
    unit: str
    yardstick: float | None = None
    budget: float | None = None
    higher: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours ÷ yardstick; None without one."""
        if self.yardstick is None:
            return None
        return self.ours / self.yardstick if self.yardstick else float("inf")

    @property
    def is_met(self) -> bool | None:
        """Whether the budget is met; None where there is none.

        >>> BenchFigure("web", "bytes", 1.0, "kB", 200.0, 1 / 100).is_met
        True
        >>> BenchFigure("load", "rate", 100.0, "rows/s", 400.0, 1 / 3, higher=True).is_met
        False
        """
        if self.budget is None:
            return None
        # JSON cannot write a truth value of numpy.
        return bool(self.value >= self.budget if self.higher else self.value <= self.budget)

    @property
    def value(self) -> float:
        """The number that is compared between runs: the ratio, else the figure itself."""
        return self.ours if self.ratio is None else self.ratio

    def as_json(self) -> dict[str, Any]:
        """Return the row that is written to bench/results."""
        return asdict(self) | {"ratio": self.ratio, "met": self.is_met}


def table(figures: Iterable[BenchFigure]) -> str:
    """Return the figures as lines of equal width."""
    rows = [("figure", "ours", "yardstick", "ratio", "budget", "met")]
    for each in figures:
        yardstick = "" if each.yardstick is None else f"{_number(each.yardstick)} {each.unit}"
        ratio = "" if each.ratio is None else _ratio(each.ratio)
        verdict = {True: "yes", False: "NO", None: ""}[each.is_met]
        name = f"{each.part}: {each.name}" + (f" ({each.note})" if each.note else "")
        ours = f"{_number(each.ours)} {each.unit}"
        rows.append((name, ours, yardstick, ratio, budget_words(each), verdict))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def value_words(figure: BenchFigure) -> str:
    """Return the number that is compared with the budget: the ratio, else the figure with its unit.

    >>> value_words(BenchFigure("web", "bytes", 1.0, "kB", 200.0, 1 / 100))
    '1/200'
    """
    if figure.ratio is not None:
        return _ratio(figure.ratio)
    return f"{_number(figure.ours)} {figure.unit}"


def budget_words(figure: BenchFigure) -> str:
    """Return the budget with its sign; empty where there is none.

    >>> budget_words(BenchFigure("memory", "worker", 250.0, "MB", None, 300.0))
    '≤ 300 MB'
    """
    if figure.budget is None:
        return ""
    sign = "≥" if figure.higher else "≤"
    if figure.yardstick is None:
        return f"{sign} {_number(figure.budget)} {figure.unit}"
    return f"{sign} {_ratio(figure.budget)}"


def _ratio(ratio: float) -> str:
    """Write a small ratio as a share of one.

    >>> _ratio(0.01), _ratio(2.5), _ratio(1 / 3)
    ('1/100', '2.50', '1/3.0')
    """
    if 0 < ratio < 0.9:
        times = 1 / ratio
        return f"1/{times:,.0f}" if times >= 9.95 else f"1/{times:.1f}"
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2f}"


def _number(number: float) -> str:
    if number == 0 or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.3g}"
