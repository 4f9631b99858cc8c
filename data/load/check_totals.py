"""Total rows: never loaded as areas, but held against the sum of the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.load.check_observations import Known, show_number
from data.load.findings import Findings
from data.load.headings import Part
from data.load.records import Ints, Records
from data.load.sheets.sheet import Floats


@dataclass(frozen=True)
class TotalCheck:
    """A total as the file states it, and the sum of its rows that comes nearest."""

    row: int
    column: str
    stated: float
    summed: float

    @property
    def agrees(self) -> bool:
        """Tell whether both are the same number."""
        return bool(np.isclose(self.stated, self.summed))


def check_totals(
    records: Records, totals: Records, known: Known, warnings: Findings
) -> tuple[TotalCheck, ...]:
    """Return every total beside the sum of its rows; remark those that no sum gives.

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
            if part is Part.VALUE and known.indicators[key[0]].has_denominator:
                continue
            stated = totals.part(part)[place]
            # A count's cells stand in `numerator`, under whatever heading they came.
            source = Part.NUMERATOR if part is Part.VALUE else part
            sums = _sums(records, records.part(source), members, position, before, known)
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
                f"dòng tổng ghi {show_number(stated)}, cộng các dòng được {show_number(sums[0])}",
                "kiểm tra lại; dòng tổng không được nạp",
            )
    return tuple(checks)


def _sums(
    records: Records, numbers: Floats, members: Ints, position: int, before: int, known: Known
) -> list[float]:
    """Return the sums that a total may mean, the likeliest first."""
    known_areas = members[(records.area[members] >= 0) & ~np.isnan(numbers[members])]
    depths = known.area_depths[records.area[known_areas]] if len(known_areas) else known_areas
    sums = []
    for depth in sorted(set(depths.tolist()), reverse=True):
        level = known_areas[depths == depth]
        sums.append(float(numbers[level].sum()))
        since = level[(records.position[level] > before) & (records.position[level] < position)]
        if len(since):
            sums.append(float(numbers[since].sum()))
    return sums
