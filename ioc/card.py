"""One indicator in one area at one period, with everything that a card says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ioc.area import Level
from ioc.comparison import Comparison, Provisional, is_thin
from ioc.indicator import Indicator
from ioc.owner import Owner
from ioc.period import Period, parse_period, period_of
from ioc.series_break import SeriesBreak, is_parted
from ioc.shown import ShownNumber, counts_one_village, distance, judge_value, shown_number
from ioc.status import TOO_FEW, Status, Verdict
from ioc.words.records import text_in


@dataclass(frozen=True)
class Cell:
    """One period of a series. `value` is not rounded; None where nothing was reported.

    Of the `reported` areas behind it `converted` reported in another vintage, `estimated` of them
    weighed by `basis` (`ioc.crosswalk.BASIS_CODES`; 0: nothing was weighed). For `own` of them an
    area above answered. `voice` (`ioc.rollup.Voice`) says whose number it is, `beside_…` is the
    other number that is stored. `apart`: it covers other areas than the number before it.
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
        """True where every expected area is in it."""
        return self.reported >= self.expected

    @property
    def is_self(self) -> bool:
        """True where only areas above reported it."""
        return self.own > 0 and self.own >= self.reported

    @property
    def is_thin(self) -> bool:
        """True where too few of the expected areas are in a converted number."""
        return bool(is_thin(self.converted, self.reported, self.expected))


def of_one_village(indicator: Indicator, level: Level, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of an area: a count of one village is 1 of 1, or 0 of 1."""
    if not counts_one_village(indicator, level):
        return cells
    return [each if each.numerator is None else replace(each, denominator=1.0) for each in cells]


@dataclass(frozen=True)
class Within:
    """How many of all areas of a level have `some` number, and how many a `full` one."""

    level: Level
    all: int
    some: int
    full: int


@dataclass(frozen=True)
class TargetValue:
    """The target in force: its value, the year it is set for, and its source."""

    value: float
    year: str
    source_vi: str
    source_en: str
    checked: str

    def source(self, language: str = "vi") -> str:
        """Return the source in this language."""
        return text_in(language, self, "source")


@dataclass(frozen=True)
class Crossing:
    """The reorganisation, on `day`, over which a number was converted: from before or after it."""

    day: date
    from_before: bool


@dataclass(frozen=True)
class Card:
    """The content of a card.

    `last` and `year` compare it with the period before and the same one last year, over the areas
    that reported in both; None: there is nothing to compare, or the comparison has not been
    computed yet (`data.queries.screens.cards`).
    `before_last` and `before_year` are the cells of those periods, where they may be compared.
    `history` contains the last periods up to the shown one, gaps included (value None).
    `reporting_level` is the level of the areas that `cell.reported` counts; None: several levels.
    `breaks` are those of the series: nothing is compared across one, and `break_last`,
    `break_year` are the ones that forbid it. `crossing` is there where all of the number was
    reported in another vintage. `provisional` is there where areas are missing; `fills` are the
    same values of those periods of the history whose colour depends on them. `awaited`: a later
    period without a number here, though it was asked for or others have one.
    `within`: the completeness where there is no `reporting_level`, for villages and communes are
    not added. `area_level`: of the area. `owner`: who answers for it, where one is named.
    """

    indicator: Indicator
    period: Period | None
    cell: Cell | None
    target: TargetValue | None
    verdict: Verdict
    last: Comparison | None
    year: Comparison | None
    history: tuple[Cell, ...]
    days_old: int | None
    is_closed: bool
    reporting_level: Level | None = None
    before_last: Cell | None = None
    before_year: Cell | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    break_last: SeriesBreak | None = None
    break_year: SeriesBreak | None = None
    crossing: Crossing | None = None
    within: Within | None = None
    provisional: Provisional | None = None
    fills: Mapping[str, float] = field(default_factory=dict)
    awaited: Period | None = None
    area_level: Level | None = None
    owner: Owner | None = None

    @property
    def needs_action(self) -> bool:
        """True where a number is behind its target, or near to it: somebody must act."""
        return self.verdict.status in (Status.RED, Status.AMBER)

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
        """True where the status would change if the missing areas kept their last number."""
        if self.provisional is None:
            return False
        target = self.target.value if self.target else None
        verdict = judge_value(self.indicator, self.provisional.value, target)
        return verdict.status is not self.verdict.status

    @property
    def value(self) -> float | None:
        """The value, as it is shown."""
        return shown_number(self.indicator, self.cell.value) if self.cell else None

    @property
    def distance(self) -> ShownNumber | None:
        """How far the value is from its target, as it is shown; None where there is no target."""
        if self.cell is None or self.cell.value is None or self.target is None:
            return None
        return distance(self.indicator, self.cell.value, self.target.value)

    @property
    def is_demo(self) -> bool:
        """True where made-up data is in the number."""
        return bool(self.cell and self.cell.demo)


def make_card(
    indicator: Indicator,
    cells: Sequence[Cell],
    target: TargetValue | None,
    latest: Period | None,
    today: date,
    length: int = 24,
    breaks: Sequence[SeriesBreak] = (),
) -> Card:
    """Return the card of a series at a time.

    Args:
        indicator: the definition.
        cells: the series, ascending.
        target: the target in force.
        latest: the latest period to show; None: the latest closed one that has a number. An open
            period is shown only when it is asked for, and is not compared with full periods.
        today: the date from which age and closedness are counted.
        length: periods of the history.
        breaks: where the series breaks, ascending.
    """
    by_period = {cell.period: cell for cell in cells if cell.value is not None}
    periods = sorted((parse_period(text) for text in by_period), key=lambda each: each.end)
    if latest is not None:
        candidates = [each for each in periods if each.end <= latest.end or each.contains(latest)]
    else:
        candidates = [each for each in periods if each.is_closed(today)] or periods
    if not candidates:
        verdict = judge_cell(indicator, None, target)
        awaited = awaited_period(indicator, None, latest)
        return Card(
            indicator, None, None, target, verdict, None, None, (), None, False, awaited=awaited
        )
    period = candidates[-1]
    cell = by_period[period.iso]
    is_closed = period.is_closed(today)

    def compare(other: Period) -> tuple[Cell | None, Comparison | None, SeriesBreak | None]:
        earlier = by_period.get(other.iso)
        if not is_closed or earlier is None:
            return None, None, None
        parting = [each for each in breaks if is_parted([each], other.iso, period.iso)]
        if parting:
            return None, None, parting[-1]
        return earlier, whole_comparison(cell, earlier), None

    past = [period]
    while len(past) < length and past[-1].start > periods[0].start:
        past.append(past[-1].previous())
    history = tuple(by_period.get(each.iso, Cell(each.iso, None)) for each in reversed(past))
    verdict = judge_cell(indicator, cell, target)
    before_last, last, break_last = compare(period.previous())
    before_year, year, break_year = compare(period.last_year())
    return Card(
        indicator,
        period,
        cell,
        target,
        verdict,
        last,
        year,
        history,
        period.days_old(today),
        is_closed,
        before_last=before_last,
        before_year=before_year,
        breaks=tuple(breaks),
        break_last=break_last,
        break_year=break_year,
        awaited=awaited_period(indicator, period, latest),
    )


def judge_cell(indicator: Indicator, cell: Cell | None, target: TargetValue | None) -> Verdict:
    """Return the verdict on a cell: "too few" where too few areas are in it."""
    if target is not None and cell is not None and cell.is_thin:
        return TOO_FEW
    value = cell.value if cell else None
    return judge_value(indicator, value, target.value if target else None)


def awaited_period(
    indicator: Indicator, period: Period | None, latest: Period | None
) -> Period | None:
    """Return the requested period where an earlier one is shown in its place.

    For an indicator of longer periods it is the last one that was over by then.
    """
    if latest is None:
        return None
    due = period_of(latest.end, indicator.frequency)
    due = due if due.end <= latest.end else due.previous()
    return due if period is None or period.end < due.end else None


def whole_comparison(cell: Cell, before: Cell) -> Comparison | None:
    """Return the change between two complete numbers; None where one of them is incomplete."""
    if cell.value is None or before.value is None or not (cell.is_whole and before.is_whole):
        return None
    return Comparison(before.period, cell.value - before.value)
