"""Rules between the cells of a table, checked before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.load.checks.records import Ints, KnownIndicator, Records, key_column
from data.load.files.findings import Findings
from data.load.files.headings import Role, ValuePart
from ioc.bounds import LARGEST, out_of_bounds
from ioc.indicator import SpaceRule
from ioc.local_time import day_text
from ioc.period import Period
from ioc.shown import half_up, round_half_up
from ioc.words.phrase import Phrase

Mask = npt.NDArray[np.bool_]
# A reported ratio may differ from numerator ÷ denominator by its rounding.
_ROUNDINGS = 1.01
# Above this median a share below 1 % is unlikely.
_USUAL_SHARE = 20


@dataclass(frozen=True)
class KeyLists:
    """The lists that the indexes of the records point into."""

    indicators: Sequence[KnownIndicator]
    periods: Sequence[Period]
    area_ids: Ints
    area_depths: Ints

    def traits(self, of: Ints, values: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return a trait of each record's indicator."""
        return np.asarray(values, dtype=np.float64)[of]


def check_values(
    records: Records,
    lists: KeyLists,
    percent: Mapping[ValuePart, Mask],
    problems: Findings,
    warnings: Findings,
) -> Records:
    """Return the records in the form of the store, and add every fault of their numbers.

    A count is in `numerator`; a ratio in both parts, or in `value` where only the ratio is known;
    a score in `value`; a median in `value` with the number of its samples, if any, in `numerator`.
    Records of unknown indicators stay as they are.
    """
    sure = (records.indicator >= 0) & ~records.flawed
    kinds = lists.indicators
    index = np.where(records.indicator >= 0, records.indicator, 0)
    factor = lists.traits(index, [kind.factor for kind in kinds])
    ratio = sure & (lists.traits(index, [kind.has_denominator for kind in kinds]) > 0)
    count = (
        sure & ~ratio & (lists.traits(index, [k.space_rule is SpaceRule.SUM for k in kinds]) > 0)
    )
    median = sure & (
        lists.traits(index, [k.space_rule is SpaceRule.MEDIAN_OF_SAMPLES for k in kinds]) > 0
    )
    score = sure & ~ratio & ~count & ~median
    top, bottom, value = records.numerator, records.denominator, records.value
    has_top, has_bottom, has_value = ~np.isnan(top), ~np.isnan(bottom), ~np.isnan(value)

    report = _Reporter(records, problems)
    for part in ValuePart:
        negative = records.part(part) < 0
        report(negative, part, Phrase("load-negative"))
        report(out_of_bounds(records.part(part)), part, Phrase("load-out-of-bounds"))
    wrong_sign = percent[ValuePart.VALUE] & sure & ~(ratio & (factor == 100))
    report(wrong_sign, ValuePart.VALUE, Phrase("load-no-percent"))
    for part in (ValuePart.NUMERATOR, ValuePart.DENOMINATOR):
        report(percent[part], part, Phrase("load-part-in-percent"))

    share = ratio & (factor == 100)
    over = share & has_top & has_bottom & (top > bottom)
    report(
        over,
        ValuePart.NUMERATOR,
        lambda i: Phrase("load-above-denominator", top=float(top[i]), bottom=float(bottom[i])),
    )
    report(
        ratio & has_bottom & (bottom == 0) & has_top & (top > 0) & ~over,
        ValuePart.DENOMINATOR,
        Phrase("load-denominator-zero"),
    )
    report(share & has_value & (value > 100), ValuePart.VALUE, Phrase("load-share-above-100"))
    report(ratio & has_top & ~has_bottom, ValuePart.NUMERATOR, Phrase("load-denominator-missing"))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        computed = top / bottom * factor
    decimals = lists.traits(index, [kind.decimals for kind in kinds])
    slack = _ROUNDINGS * np.maximum(10.0**-decimals, 0.1)
    report(
        ratio
        & has_top
        & has_bottom
        & has_value
        & (bottom > 0)
        & (np.abs(computed - value) > slack),
        ValuePart.VALUE,
        lambda i: Phrase("load-value-differs", quotient=round_half_up(float(computed[i]), 2)),
    )
    report(
        ratio & has_top & (bottom > 0) & (computed > LARGEST),
        ValuePart.NUMERATOR,
        Phrase("load-quotient-too-large"),
    )
    report(median & has_top & ~has_value, ValuePart.NUMERATOR, Phrase("load-median-missing"))
    report(
        (count | score) & has_top & has_value & (top != value),
        ValuePart.VALUE,
        lambda i: Phrase("load-two-numbers", one=float(top[i]), other=float(value[i])),
    )

    whole = sure & (lists.traits(index, [kind.whole for kind in kinds]) > 0)
    samples = median & has_top
    for part in (ValuePart.NUMERATOR, ValuePart.DENOMINATOR):
        report(_is_fraction(records.part(part)) & (whole | samples), part, _NOT_WHOLE)
    report(_is_fraction(value) & whole & (count | score), ValuePart.VALUE, _NOT_WHOLE)
    highest = lists.traits(
        index, [np.inf if kind.highest is None else kind.highest for kind in kinds]
    )
    for part in (ValuePart.NUMERATOR, ValuePart.VALUE):
        above = records.part(part) > highest
        report(
            above & sure & (score | (median if part is ValuePart.VALUE else False)),
            part,
            lambda i: Phrase("load-off-scale", most=float(highest[i])),
        )
    _report_bare_shares(records, share & has_value & ~has_top, percent[ValuePart.VALUE], problems)

    remark = _Reporter(records, warnings)
    remark(
        ratio & has_bottom & (bottom == 0) & has_top & (top == 0),
        ValuePart.DENOMINATOR,
        Phrase("load-nothing-to-share"),
    )
    remark(
        sure & ~ratio & has_bottom & (has_top | has_value),
        ValuePart.DENOMINATOR,
        Phrase("load-denominator-not-kept"),
    )
    if alone := int((ratio & has_bottom & ~has_top & ~has_value).sum()):
        warnings.add(warnings.body.file_problem(Phrase("load-denominators-alone", count=alone)))
    _remark_fractions(records, share & has_value & ~has_top & ~percent[ValuePart.VALUE], warnings)

    single = np.where(has_top, top, value)
    keep_parts = ratio & has_top & has_bottom
    return replace(
        records,
        numerator=np.where(count, single, np.where(score, np.nan, top)),
        denominator=np.where(sure & (~ratio | ~has_top), np.nan, bottom),
        value=np.where(score, single, np.where(count | keep_parts, np.nan, value)),
    )


_NOT_WHOLE = Phrase("load-not-whole")


def _is_fraction(numbers: npt.NDArray[np.float64]) -> Mask:
    with np.errstate(invalid="ignore"):
        mask: Mask = np.abs(numbers - half_up(numbers)) > 1e-9
    return mask


def _report_bare_shares(records: Records, shares: Mask, percent: Mask, problems: Findings) -> None:
    """Report numbers such as 0,885 beside cells with a % sign: they may be 0,885 % or 88,5 %."""
    for group in np.unique(records.group[shares & percent]):
        mine = shares & (records.group == group)
        bare = mine & ~percent & (records.value > 0) & (records.value <= 1)
        if not bare.any():
            continue
        rows = np.flatnonzero(bare)
        column = problems.body.layout.groups[int(group)].columns[ValuePart.VALUE]

        def fault(i: int, rows: npt.NDArray[np.int64] = rows) -> Phrase:
            number = float(records.value[rows[i]])
            return Phrase("load-percent-unclear", one=number, other=number * 100)

        problems.cells(records.position[rows], column, fault)


def _remark_fractions(records: Records, mask: Mask, warnings: Findings) -> None:
    """Remark a column of percentages with numbers up to 1 only: 0,947 may stand for 94,7%."""
    for group in np.unique(records.group[mask]):
        rows = np.flatnonzero(mask & (records.group == group))
        values = records.value[rows]
        column = warnings.body.layout.groups[int(group)].columns[ValuePart.VALUE]
        small = (values > 0) & (values < 1)
        if len(values) > 2 and small.any() and np.median(values) > _USUAL_SHARE:
            warnings.cells(records.position[rows[small]], column, Phrase("load-share-small"))
        if len(values) > 2 and values.max() <= 1 and (values % 1 > 0).any():
            warnings.cells(records.position[rows[:1]], column, Phrase("load-shares-below-one"))


def check_keys(
    records: Records,
    lists: KeyLists,
    today: date,
    problems: Findings,
    warnings: Findings,
    valid_to: date | None,
) -> None:
    """Add every fault of level and period, and remark open periods and areas of the past."""
    layout = problems.body.layout
    both = (records.indicator >= 0) & (records.area >= 0)
    lowest = [kind.lowest_level.depth for kind in lists.indicators]
    index = np.where(both, records.indicator, 0)
    depth = lists.area_depths[np.where(both, records.area, 0)] if len(lists.area_depths) else index
    too_deep = both & (depth > lists.traits(index, lowest))
    area_column = layout.areas[0].column

    def deeper(i: int) -> Phrase:
        kind = lists.indicators[int(records.indicator[np.flatnonzero(too_deep)[i]])]
        level = Phrase(f"level-{kind.lowest_level}")
        return Phrase("load-level-too-deep", code=kind.code, level=level)

    if too_deep.any():
        problems.cells(records.position[too_deep], area_column, deeper)

    dated = records.period >= 0
    if not dated.any():
        return
    starts = np.array([period.start.toordinal() for period in lists.periods])
    ends = np.array([period.end.toordinal() for period in lists.periods])
    at = np.where(dated, records.period, 0)
    now = today.toordinal()
    report_key(
        records,
        dated & (starts[at] > now),
        Role.PERIOD,
        Phrase("load-period-in-future", today=day_text(today)),
        problems,
    )
    present = np.unique(records.period[dated])
    for number in present:
        period = lists.periods[int(number)]
        if starts[number] <= now <= ends[number]:
            warnings.add(warnings.body.file_problem(open_period_remark(period)))
    after = [
        lists.periods[int(n)]
        for n in present
        if valid_to and lists.periods[int(n)].start > valid_to
    ]
    if after and valid_to:
        warnings.add(
            warnings.body.file_problem(
                Phrase(
                    "load-periods-after-vintage",
                    count=len(after),
                    date=day_text(valid_to),
                    periods=tuple(sorted(after)[:3]),
                )
            )
        )


def open_period_remark(period: Period) -> Phrase:
    """Return the remark on numbers of a period that has not ended."""
    return Phrase("load-period-open", period=period)


def report_key(records: Records, mask: Mask, role: Role, fault: Phrase, findings: Findings) -> None:
    """Add a fault of indicators or periods: per cell, or once where a heading names it."""
    if not mask.any():
        return
    layout = findings.body.layout
    if role in layout.keys:
        findings.cells(records.position[mask], layout.keys[role], fault)
        return
    for group in np.unique(records.group[mask]):
        column = key_column(layout, role, int(group))
        findings.add(findings.body.heading_problem(fault, column, layout.heading(column)))


def drop_duplicates(records: Records, problems: Findings, warnings: Findings) -> Records:
    """Return the records without identical duplicates; differing duplicates are faults."""
    sure = (records.area >= 0) & (records.indicator >= 0) & (records.period >= 0)
    sure &= ~records.flawed
    key = cell_keys(records)
    again = pd.Series(key).duplicated().to_numpy() & sure
    if not again.any():
        return records
    involved = np.flatnonzero(sure & np.isin(key, key[again]))
    order = involved[np.lexsort((records.position[involved], key[involved]))]
    is_first = np.concatenate([[True], key[order][1:] != key[order][:-1]])
    first = order[is_first][np.cumsum(is_first) - 1]
    later, earlier = order[~is_first], first[~is_first]
    groups = problems.body.layout.groups
    firsts = np.array([min(group.columns.values()) for group in groups], dtype=np.int64)
    same = np.ones(len(later), dtype=bool)
    for part in ValuePart:
        mine, theirs = records.part(part)[later], records.part(part)[earlier]
        same &= (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    for mask, findings, id in (
        (~same, problems, "load-cell-twice"),
        (same, warnings, "load-cell-repeated"),
    ):
        origin = earlier[mask]
        columns = firsts[records.group[later[mask]]]

        def fault(i: int, origin: Ints = origin, id: str = id) -> Phrase:
            return Phrase(id, row=str(problems.body.row(int(records.position[origin[i]]))))

        findings.cells(records.position[later[mask]], columns, fault)
    keep = np.ones(len(key), dtype=bool)
    keep[later] = False
    return records.where(keep)


def cell_keys(records: Records) -> Ints:
    """Return one number per record that is equal where area, indicator and period are."""
    width = max(int(records.period.max(initial=0)) + 3, 3)
    depth = max(int(records.indicator.max(initial=0)) + 3, 3)
    return ((records.area + 2) * depth + records.indicator + 2) * width + records.period + 2


def observation_frame(records: Records, lists: KeyLists) -> pd.DataFrame:
    """Return the reported cells as rows for the store; an empty frame has the columns, too.

    area_id       int64
    indicator_id  int64
    period        str      ISO period
    numerator     float64  NaN = none
    denominator   float64  NaN = none
    value         float64  NaN = computed from the parts
    """
    isos = pd.Index([period.iso for period in lists.periods], dtype="str")
    ids = np.array([kind.id for kind in lists.indicators] or [0], dtype=np.int64)
    areas = lists.area_ids if len(lists.area_ids) else np.zeros(1, dtype=np.int64)
    periods = pd.Categorical.from_codes(records.period, categories=isos)
    return pd.DataFrame(
        {
            "area_id": areas[records.area],
            "indicator_id": ids[records.indicator],
            "period": pd.Series(periods).astype("str"),
            "numerator": records.numerator,
            "denominator": records.denominator,
            "value": records.value,
        }
    )


class _Reporter:
    """Turns a mask over records into problems at the cells of one part."""

    def __init__(self, records: Records, findings: Findings) -> None:
        self._records = records
        self._findings = findings

    def __call__(
        self, mask: Mask, part: ValuePart, fault: Phrase | Callable[[int], Phrase]
    ) -> None:
        if not mask.any():
            return
        rows = np.flatnonzero(mask)
        groups = self._findings.body.layout.groups
        columns = np.array(
            [g.columns.get(part, min(g.columns.values())) for g in groups], dtype=np.int64
        )

        def phrase(index: int) -> Phrase:
            return fault if isinstance(fault, Phrase) else fault(int(rows[index]))

        self._findings.cells(
            self._records.position[rows], columns[self._records.group[rows]], phrase
        )
