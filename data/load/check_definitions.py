"""Traps in the definitions of indicators that a file can be caught in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.load.check_observations import Known, show_number
from data.load.findings import Findings
from data.load.headings import Part
from data.load.records import Records
from data.load.sheets.sheet import Floats

COVERED, UNCOVERED, WEAK = "HT01", "HT02", "HT03"


def check_weak_signal(
    records: Records, known: Known, problems: Findings, warnings: Findings
) -> None:
    """HT03's denominator is all villages minus those without signal; check it where both stand.

    Villages without signal are HT02's count, and all villages are HT01's denominator (or a
    denominator written beside HT02). A difference is a fault: Tuyên Quang, 01/2026: 91 of 3,802
    without signal, so 182 weak ones of 3,711. Where HT02 is not in the file, HT01's numerator
    stands for the villages that have signal; broadband is not all signal, so that is a remark.
    """
    places = {kind.code: place for place, kind in enumerate(known.indicators)}
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
    joined = weak.merge(covered, "left", on=keys, suffixes=("", "_covered")).merge(
        uncovered, "left", on=keys, suffixes=("", "_uncovered")
    )
    total = joined["denominator_covered"].fillna(joined["denominator_uncovered"])
    without = joined["numerator_uncovered"].fillna(joined["value_uncovered"])
    expected = total - without
    for wrong, findings in (
        (expected.notna() & (expected != joined["denominator"]), problems),
        (
            expected.isna()
            & joined["numerator_covered"].notna()
            & (joined["numerator_covered"] != joined["denominator"]),
            warnings,
        ),
    ):
        found = joined[wrong.to_numpy()]
        if found.empty:
            continue
        totals, withouts = total[wrong].to_numpy(), without[wrong].to_numpy()
        numerators = found["numerator_covered"].to_numpy()
        is_fault = findings is problems

        def say(
            i: int,
            is_fault: bool = is_fault,
            totals: Floats = totals,
            withouts: Floats = withouts,
            numerators: Floats = numerators,
        ) -> str:
            if not is_fault:
                meant = f"số thôn có sóng, theo HT01 là {show_number(numerators[i])}"
            else:
                meant = (
                    f"{show_number(totals[i] - withouts[i])} = {show_number(totals[i])} thôn"
                    f" − {show_number(withouts[i])} thôn trắng sóng (HT02)"
                )
            return f"mẫu số của HT03 phải là {meant}"

        groups = findings.body.layout.groups
        columns = np.array([groups[each].columns[Part.DENOMINATOR] for each in found["group"]])
        findings.cells(
            found["position"].to_numpy(),
            columns,
            say,
            "HT03 chia cho số thôn đã có sóng, không chia cho tổng số thôn",
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
