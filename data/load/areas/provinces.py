"""The provinces of the areas of a table, and remarks on areas outside the usual one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.load.areas.matching import AreaIndex, AreaTexts, Miss
from data.load.areas.names import AreaRow
from data.load.areas.vintage_fit import VintageFit
from data.load.checks.records import Ints
from data.load.files.findings import Body, Findings
from ioc.words.phrase import Phrase


def provinces_of(index: AreaIndex, rows: Sequence[AreaRow]) -> tuple[tuple[str, int], ...]:
    """Return the full names of the provinces that areas lie in, with how many, the most first."""
    counts = Counter(index.province(row) for row in rows)
    provinces = [(index.find(code, None), count) for code, count in counts.most_common() if code]
    return tuple((row.full_name, count) for row, count in provinces if row is not None)


def remark_strays(
    body: Body,
    fit: VintageFit,
    tuples: Ints,
    lookups: Ints,
    texts: Sequence[AreaTexts],
    has_values: npt.NDArray[np.bool_],
    remarks: Findings,
) -> None:
    """Remark areas that were matched by name alone, in another province than most areas.

    Args:
        body: the table.
        fit: the vintage of its areas.
        tuples: for each row the number of the text that names its area.
        lookups: numbers of the texts that were looked up.
        texts: each of them, by column.
        has_values: marks rows with numbers.
        remarks: takes the remarks.
    """
    areas = [
        (int(text), row, words, fit.index.province(row))
        for text, row, words in zip(lookups, fit.matches, texts, strict=True)
        if not isinstance(row, Miss)
    ]
    provinces = Counter(province for *_, province in areas if province)
    if not provinces:
        return
    usual, most = provinces.most_common(1)[0]
    home = fit.index.find(usual, None)
    if home is None or 2 * most <= len(areas):
        return
    for text, row, words, province in areas:
        columns = [each for each in body.layout.areas if words.get(each.column)]
        if province in ("", usual) or len(columns) != 1 or columns[0].is_code:
            continue
        away = fit.index.find(province, None)
        where = away.full_name if away else province
        remarks.cells(
            np.flatnonzero(has_values & (tuples == text)),
            columns[0].column,
            Phrase(
                "load-stray-name",
                name=row.full_name,
                code=row.code,
                province=where,
                home=home.full_name,
            ),
        )
