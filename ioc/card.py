"""One indicator in one area at one time, with all that a card says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ioc.area import Level
from ioc.comparison import Comparison, Provisional, is_thin
from ioc.indicator import Indicator
from ioc.period import Period, parse_period, period_of
from ioc.series_break import SeriesBreak, is_parted
from ioc.shown import judge_value, shown_number
from ioc.status import TOO_FEW, Verdict


@dataclass(frozen=True)
class Cell:
    """One period of a series. `value` is not rounded; None where nothing was reported.

    Of the `reported` areas behind it `converted` reported in another vintage, `estimated` of them
    weighed by `basis` (`ioc.crosswalk.BASIS_CODES`; 0: nothing was weighed). For `own` of them an
    area above answered. `voice` (`ioc.rollup.Voice`) says whose number it is, `beside_…` what the
    other one is that is kept. `apart`: it stands on other areas than the number before it.
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
    own: int = 0
    voice: int = 0
    beside_value: float | None = None
    beside_reported: int = 0
    beside_demo: int = 0
    apart: bool = False

    @property
    def is_whole(self) -> bool:
        """True where everybody who should be in it is."""
        return self.reported >= self.expected

    @property
    def is_self(self) -> bool:
        """True where nobody but areas above stands behind it."""
        return self.own > 0 and self.own >= self.reported

    @property
    def is_thin(self) -> bool:
        """True where too little of what should be in a brought-over number is in it."""
        return bool(is_thin(self.converted, self.reported, self.expected))


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
    """What a card says.

    `last` and `year` compare it with the period before and the same one last year, over the areas
    that reported in both; None: nothing to compare, or not yet reckoned (`data.queries.cards`).
    `before_last` and `before_year` are the cells of those periods, where they may be compared.
    `history` holds the last periods up to the shown one, gaps included (value None).
    `reporting_level` says what `cell.reported` counts; None: areas of different levels.
    Between a period and its history lie `breaks`: nothing is compared across one, and `break_last`,
    `break_year` tell which one forbids it. `crossing`: where all of the number was reported in
    another vintage. `provisional` is there where areas are missing; `filled` holds the same value
    for those periods of the history whose colour hangs on it. `awaited`: the later period that one
    looks for and that has no number here, though it was asked for or others have one.
    `within`: what is said of completeness where there is no `reporting_level`, for villages and
    communes are not added.
    `area_level`: of the area.
    """

    indicator: Indicator
    period: Period | None
    cell: Cell | None
    target: TargetValue | None
    verdict: Verdict
    last: Comparison | None
    year: Comparison | None
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
    provisional: Provisional | None = None
    filled: Mapping[str, float] = field(default_factory=dict)
    awaited: Period | None = None
    area_level: Level | None = None

    @property
    def change_last(self) -> float | None:
        """The change on the period before, in the indicator's unit; None: none to show."""
        return self.last.change if self.last and self.last.is_enough else None

    @property
    def change_year(self) -> float | None:
        """The change on last year, in the indicator's unit; None: none to show."""
        return self.year.change if self.year and self.year.is_enough else None

    @property
    def is_unsettled(self) -> bool:
        """True where the status would be another one if those missing kept their last number."""
        if self.provisional is None:
            return False
        target = self.target.value if self.target else None
        found = judge_value(self.indicator, self.provisional.value, target)
        return found.status is not self.verdict.status

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
        awaited = awaited_period(indicator, None, wanted)
        return Card(
            indicator, None, None, target, verdict, None, None, (), None, False, awaited=awaited
        )
    shown = chosen[-1]
    cell = held[shown.iso]
    closed = shown.is_closed(today)

    def compared(other: Period) -> tuple[Cell | None, Comparison | None, SeriesBreak | None]:
        before = held.get(other.iso)
        if not closed or before is None:
            return None, None, None
        parting = [each for each in breaks if is_parted([each], other.iso, shown.iso)]
        if parting:
            return None, None, parting[-1]
        return before, whole_comparison(cell, before), None

    past = [shown]
    while len(past) < length and past[-1].start > periods[0].start:
        past.append(past[-1].previous())
    history = tuple(held.get(each.iso, Cell(each.iso, None)) for each in reversed(past))
    verdict = judge_value(indicator, cell.value, target.value if target else None)
    if target and cell.is_thin:
        verdict = TOO_FEW
    before_last, last, break_last = compared(shown.previous())
    before_year, year, break_year = compared(shown.last_year())
    return Card(
        indicator,
        shown,
        cell,
        target,
        verdict,
        last,
        year,
        history,
        shown.age_days(today),
        closed,
        before_last=before_last,
        before_year=before_year,
        breaks=tuple(breaks),
        break_last=break_last,
        break_year=break_year,
        awaited=awaited_period(indicator, shown, wanted),
    )


def awaited_period(
    indicator: Indicator, shown: Period | None, wanted: Period | None
) -> Period | None:
    """Return the period that was asked for, where an earlier one is shown in its place.

    Of an indicator that is reported at longer intervals: the last one that was over by then.
    """
    if wanted is None:
        return None
    due = period_of(wanted.end, indicator.frequency)
    due = due if due.end <= wanted.end else due.previous()
    return due if shown is None or shown.end < due.end else None


def whole_comparison(cell: Cell, before: Cell) -> Comparison | None:
    """Return how a number moved that nobody is missing from, then and now; None for any other."""
    if cell.value is None or before.value is None or not (cell.is_whole and before.is_whole):
        return None
    return Comparison(before.period, cell.value - before.value)
