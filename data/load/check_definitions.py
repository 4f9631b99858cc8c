"""Traps in the definitions of indicators that a file can be caught in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.load.check_observations import Known, show_number
from data.load.findings import Findings
from data.load.headings import Part
from data.load.records import Records

_COVERED, _UNCOVERED, _WEAK = "HT01", "HT02", "HT03"


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
    if not all(code in places for code in (_COVERED, _UNCOVERED, _WEAK)):
        return
    weak = _cells(records, places[_WEAK]).dropna(subset="denominator")
    if weak.empty:
        return
    covered = _cells(records, places[_COVERED])
    uncovered = _cells(records, places[_UNCOVERED])
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
        for place in np.flatnonzero(wrong.to_numpy()):
            row = joined.iloc[place]
            if findings is problems:
                meant = (
                    f"{show_number(expected.iloc[place])} = {show_number(total.iloc[place])} thôn"
                    f" − {show_number(without.iloc[place])} thôn trắng sóng (HT02)"
                )
            else:
                meant = f"số thôn có sóng, theo HT01 là {show_number(row['numerator_covered'])}"
            groups = findings.body.layout.groups
            column = groups[int(row["group"])].columns[Part.DENOMINATOR]
            findings.cells(
                np.array([int(row["position"])]),
                column,
                f"mẫu số của HT03 phải là {meant}",
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
