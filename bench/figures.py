"""A measured figure: what ours takes, what the yardstick takes, and how much it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
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
    def met(self) -> bool | None:
        """Whether the budget is kept; None where there is none.

        >>> Figure("web", "bytes", 1.0, "kB", 200.0, 1 / 100).met
        True
        >>> Figure("load", "rate", 100.0, "rows/s", 400.0, 1 / 3, higher=True).met
        False
        """
        if self.budget is None:
            return None
        judged = self.ours if self.ratio is None else self.ratio
        # Also of numbers of numpy, whose truth is none that JSON knows.
        return bool(judged >= self.budget if self.higher else judged <= self.budget)

    @property
    def judged(self) -> float:
        """The number that is compared between runs: the ratio, else the figure itself."""
        return self.ours if self.ratio is None else self.ratio

    def as_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of equal width."""
    rows = [("figure", "ours", "yardstick", "ratio", "budget", "met")]
    for each in figures:
        yardstick = "" if each.yardstick is None else f"{_number(each.yardstick)} {each.unit}"
        ratio = "" if each.ratio is None else _ratio(each.ratio)
        met = {True: "yes", False: "NO", None: ""}[each.met]
        name = f"{each.part}: {each.name}" + (f" ({each.note})" if each.note else "")
        ours = f"{_number(each.ours)} {each.unit}"
        rows.append((name, ours, yardstick, ratio, budget_words(each), met))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def judged_words(figure: Figure) -> str:
    """Return what is held against the budget: the ratio, else the figure with its unit.

    >>> judged_words(Figure("web", "bytes", 1.0, "kB", 200.0, 1 / 100))
    '1/200'
    """
    if figure.ratio is not None:
        return _ratio(figure.ratio)
    return f"{_number(figure.ours)} {figure.unit}"


def budget_words(figure: Figure) -> str:
    """Return the budget with its sign; empty where there is none.

    >>> budget_words(Figure("memory", "worker", 250.0, "MB", None, 300.0))
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
