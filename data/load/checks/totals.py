"""Total rows: not loaded as areas, but compared with the sum of the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.load.checks.observations import KeyLists
from data.load.checks.records import Ints, Records
from data.load.files.findings import Findings
from data.load.files.headings import ValuePart
from data.load.files.sheets.sheet import Floats
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class TotalCheck:
    """A total as the file states it, and the sum of its rows that comes nearest."""

    row: int
    column: str
    stated: float
    summed: float

    @property
    def agrees(self) -> bool:
        """True where both are the same number."""
        return bool(np.isclose(self.stated, self.summed))


def check_totals(
    records: Records, totals: Records, lists: KeyLists, warnings: Findings
) -> tuple[TotalCheck, ...]:
    """Return every total beside the sum of its rows; remark totals that equal no sum.

    A total may be over all rows of one level, or over those since the total before it. Ratios
    are not compared: they are no sums.
    """
    checks: list[TotalCheck] = []
    if not len(totals.position) or not len(records.position):
        return ()
    order = np.lexsort((records.position, records.period, records.indicator))
    indicator, period = records.indicator[order], records.period[order]
    change = np.flatnonzero((np.diff(indicator) != 0) | (np.diff(period) != 0)) + 1
    starts = np.concatenate([[0], change])
    ends = np.concatenate([change, [len(order)]])
    rows_of = {
        (int(indicator[start]), int(period[start])): order[start:end]
        for start, end in zip(starts, ends, strict=True)
    }
    rows = np.unique(totals.position)
    for place in range(len(totals.position)):
        key = (int(totals.indicator[place]), int(totals.period[place]))
        members = rows_of.get(key)
        if members is None or key[0] < 0 or key[1] < 0:
            continue
        position = int(totals.position[place])
        before = int(rows[rows < position].max(initial=-1))
        columns = warnings.body.layout.groups[int(totals.group[place])].columns
        for part, column in columns.items():
            if part is ValuePart.VALUE and lists.indicators[key[0]].has_denominator:
                continue
            stated = totals.part(part)[place]
            # Counts are in `numerator`, whatever their heading.
            source = ValuePart.NUMERATOR if part is ValuePart.VALUE else part
            sums = _sums(records, records.part(source), members, position, before, lists)
            if np.isnan(stated) or not sums:
                continue
            nearest = next((each for each in sums if np.isclose(stated, each)), sums[0])
            check = TotalCheck(
                warnings.body.row(position),
                warnings.body.layout.heading(column),
                float(stated),
                nearest,
            )
            checks.append(check)
            if check.agrees:
                continue
            warnings.cells(
                np.array([position]),
                column,
                Phrase("load-total-differs", stated=float(stated), sum=float(sums[0])),
            )
    return tuple(checks)


def _sums(
    records: Records, numbers: Floats, members: Ints, position: int, before: int, lists: KeyLists
) -> list[float]:
    """Return the sums that a total may mean, the likeliest first."""
    known_areas = members[(records.area[members] >= 0) & ~np.isnan(numbers[members])]
    depths = lists.area_depths[records.area[known_areas]] if len(known_areas) else known_areas
    sums = []
    for depth in sorted(set(depths.tolist()), reverse=True):
        level = known_areas[depths == depth]
        sums.append(float(numbers[level].sum()))
        since = level[(records.position[level] > before) & (records.position[level] < position)]
        if len(since):
            sums.append(float(numbers[since].sum()))
    return sums
