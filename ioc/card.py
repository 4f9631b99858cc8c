"""One indicator in one area at one time, with all that a card says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ioc.area import Level
from ioc.indicator import Indicator
from ioc.period import Period, parse_period
from ioc.series_break import SeriesBreak, is_parted
from ioc.shown import judge_value, shown_number
from ioc.status import Verdict

# Less of an area than this, brought over from another vintage, is compared with no other time.
_LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Cell:
    """One period of a series. `value` is not rounded; None where nothing was reported.

    Of the `reported` areas behind it `converted` reported in another vintage, `estimated` of them
    weighed by `basis` (`ioc.crosswalk.BASIS_CODES`; 0: nothing was weighed).
    """

    period: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    reported: int = 1
    expected: int = 1
    demo: int = 0
    converted: int = 0
    estimated: int = 0
    basis: int = 0

    @property
    def is_thin(self) -> bool:
        """True where less than half of what should be in a brought-over number is in it."""
        return self.converted > 0 and self.reported < _LEAST_SHARE * self.expected


@dataclass(frozen=True)
class Within:
    """How many of all areas of a level have `some` number, and how many a `full` one."""

    level: Level
    all: int
    some: int
    full: int


@dataclass(frozen=True)
class TargetValue:
    """The target in force: its value, the year it is set for, and where it stands."""

    value: float
    year: str
    source_vi: str
    source_en: str
    checked: str


@dataclass(frozen=True)
class Crossing:
    """The reorganisation that a number was brought over: on `day`, from before it or from after."""

    day: date
    from_before: bool


@dataclass(frozen=True)
class Card:
    """What a card says. Changes are differences in the indicator's own unit; None: no comparison.

    `history` holds the last periods up to the shown one, gaps included (value None).
    `reporting_level` says what `cell.reported` counts; None: areas of different levels.
    `before_last` and `before_year` are the cells that the changes compare with. Between a period
    and its history lie `breaks`: nothing is compared across one, and `break_last`, `break_year`
    tell which one forbids it. `crossing`: where all of the number was reported in another vintage.
    `within`: what is said of completeness where there is no `reporting_level`, for villages and
    communes are not added.
    """

    indicator: Indicator
    period: Period | None
    cell: Cell | None
    target: TargetValue | None
    verdict: Verdict
    change_last: float | None
    change_year: float | None
    history: tuple[Cell, ...]
    age_days: int | None
    closed: bool
    reporting_level: Level | None = None
    before_last: Cell | None = None
    before_year: Cell | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    break_last: SeriesBreak | None = None
    break_year: SeriesBreak | None = None
    crossing: Crossing | None = None
    within: Within | None = None

    @property
    def value(self) -> float | None:
        """The value, as it is shown and judged."""
        return shown_number(self.indicator, self.cell.value) if self.cell else None

    @property
    def is_demo(self) -> bool:
        """True where made-up data is in the number."""
        return bool(self.cell and self.cell.demo)


def make_card(
    indicator: Indicator,
    cells: Sequence[Cell],
    target: TargetValue | None,
    wanted: Period | None,
    today: date,
    length: int = 24,
    breaks: Sequence[SeriesBreak] = (),
) -> Card:
    """Return the card of a series at a time.

    Args:
        indicator: the definition.
        cells: the series, ascending.
        target: the target in force.
        wanted: the latest time to show; None: the latest closed period that has a number. An open
            period is shown only when it is asked for, and is not compared with full periods.
        today: from which age and closedness are reckoned.
        length: periods of history to keep.
        breaks: where the series breaks, ascending.
    """
    held = {cell.period: cell for cell in cells if cell.value is not None}
    periods = sorted((parse_period(text) for text in held), key=lambda each: each.end)
    if wanted is not None:
        chosen = [each for each in periods if each.end <= wanted.end or each.contains(wanted)]
    else:
        chosen = [each for each in periods if each.is_closed(today)] or periods
    if not chosen:
        verdict = judge_value(indicator, None, target.value if target else None)
        return Card(indicator, None, None, target, verdict, None, None, (), None, False)
    shown = chosen[-1]
    cell = held[shown.iso]
    closed = shown.is_closed(today)

    def compared(other: Period) -> tuple[Cell | None, float | None, SeriesBreak | None]:
        before = held.get(other.iso)
        if not closed or before is None or before.value is None or cell.value is None:
            return None, None, None
        # The few whose share is known say nothing of how the whole has moved.
        if cell.is_thin != before.is_thin:
            return None, None, None
        parting = [each for each in breaks if is_parted([each], other.iso, shown.iso)]
        if parting:
            return None, None, parting[-1]
        return before, cell.value - before.value, None

    past = [shown]
    while len(past) < length and past[-1].start > periods[0].start:
        past.append(past[-1].previous())
    history = tuple(held.get(each.iso, Cell(each.iso, None)) for each in reversed(past))
    verdict = judge_value(indicator, cell.value, target.value if target else None)
    before_last, change_last, break_last = compared(shown.previous())
    before_year, change_year, break_year = compared(shown.last_year())
    return Card(
        indicator,
        shown,
        cell,
        target,
        verdict,
        change_last,
        change_year,
        history,
        shown.age_days(today),
        closed,
        before_last=before_last,
        before_year=before_year,
        breaks=tuple(breaks),
        break_last=break_last,
        break_year=break_year,
    )
