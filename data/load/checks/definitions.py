"""Checks of a file against the definitions of indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.load.checks.observations import KeyLists
from data.load.checks.records import Records
from data.load.files.findings import Findings
from data.load.files.headings import ValuePart
from data.load.files.sheets.sheet import Floats
from ioc.words.phrase import Phrase

COVERED, UNCOVERED, WEAK = "HT01", "HT02", "HT03"


def check_weak_signal(
    records: Records, lists: KeyLists, problems: Findings, warnings: Findings
) -> None:
    """Check HT03's denominator: all villages minus those without signal.

    Villages without signal are HT02's count, and all villages are HT01's denominator (or a
    denominator beside HT02). A difference is a fault: in Tuyên Quang, 01/2026, 91 of 3,802 had no
    signal, so that 182 weak ones are out of 3,711. Where the file lacks HT02, HT01's numerator is
    taken for the villages with signal; broadband is not all signal, so that this is a remark.
    """
    places = {kind.code: place for place, kind in enumerate(lists.indicators)}
    if not all(code in places for code in (COVERED, UNCOVERED, WEAK)):
        return
    if not (records.indicator == places[WEAK]).any():
        return
    weak = _cells(records, places[WEAK]).dropna(subset="denominator")
    if weak.empty:
        return
    covered = _cells(records, places[COVERED])
    uncovered = _cells(records, places[UNCOVERED])
    keys = ["area", "period"]
    cells = weak.merge(covered, "left", on=keys, suffixes=("", "_covered")).merge(
        uncovered, "left", on=keys, suffixes=("", "_uncovered")
    )
    total = cells["denominator_covered"].fillna(cells["denominator_uncovered"])
    without = cells["numerator_uncovered"].fillna(cells["value_uncovered"])
    expected = total - without
    for wrong, findings in (
        (expected.notna() & (expected != cells["denominator"]), problems),
        (
            expected.isna()
            & cells["numerator_covered"].notna()
            & (cells["numerator_covered"] != cells["denominator"]),
            warnings,
        ),
    ):
        rows = cells[wrong.to_numpy()]
        if rows.empty:
            continue
        totals, withouts = total[wrong].to_numpy(), without[wrong].to_numpy()
        numerators = rows["numerator_covered"].to_numpy()
        is_fault = findings is problems

        def fault(
            i: int,
            is_fault: bool = is_fault,
            totals: Floats = totals,
            withouts: Floats = withouts,
            numerators: Floats = numerators,
        ) -> Phrase:
            if not is_fault:
                return Phrase("load-weak-signal-remark", covered=float(numerators[i]))
            rest = float(totals[i] - withouts[i])
            total, without = float(totals[i]), float(withouts[i])
            return Phrase("load-weak-signal", rest=rest, total=total, without=without)

        groups = findings.body.layout.groups
        columns = np.array([groups[each].columns[ValuePart.DENOMINATOR] for each in rows["group"]])
        findings.cells(
            rows["position"].to_numpy(),
            columns,
            fault,
        )


def _cells(records: Records, indicator: int) -> pd.DataFrame:
    mine = (records.indicator == indicator) & (records.area >= 0) & (records.period >= 0)
    return pd.DataFrame(
        {
            "area": records.area[mine],
            "period": records.period[mine],
            "position": records.position[mine],
            "group": records.group[mine],
            "numerator": records.numerator[mine],
            "denominator": records.denominator[mine],
            "value": records.value[mine],
        }
    ).drop_duplicates(["area", "period"])
