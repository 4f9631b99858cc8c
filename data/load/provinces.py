"""In which provinces the areas of a table were found, and which stand apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.load.area_matching import AreaIndex, Miss, Said
from data.load.area_names import AreaRow
from data.load.findings import Body, Findings
from data.load.records import Ints
from data.load.vintage_fit import Fit


def provinces_of(index: AreaIndex, rows: Sequence[AreaRow]) -> tuple[tuple[str, int], ...]:
    """Return the full names of the provinces that areas lie in, with how many, the most first."""
    counted = Counter(index.province(row) for row in rows)
    found = [(index.find(code, None), count) for code, count in counted.most_common() if code]
    return tuple((row.full_name, count) for row, count in found if row is not None)


def remark_strays(
    body: Body,
    fit: Fit,
    tuples: Ints,
    used: Ints,
    said: Sequence[Said],
    filled: npt.NDArray[np.bool_],
    remarks: Findings,
) -> None:
    """Remark areas found by their name alone in another province than most of the others.

    Args:
        body: the table.
        fit: what its rows were found to be.
        tuples: for each row the number of the text that names its area.
        used: the texts that were looked up.
        said: what each of them says, column by column.
        filled: rows with numbers.
        remarks: takes what is found.
    """
    found = [
        (int(text), row, words, fit.index.province(row))
        for text, row, words in zip(used, fit.found, said, strict=True)
        if not isinstance(row, Miss)
    ]
    provinces = Counter(province for *_, province in found if province)
    if not provinces:
        return
    usual, most = provinces.most_common(1)[0]
    home = fit.index.find(usual, None)
    if home is None or 2 * most <= len(found):
        return
    for text, row, words, province in found:
        columns = [each for each in body.layout.areas if words.get(each.column)]
        if province in ("", usual) or len(columns) != 1 or columns[0].is_code:
            continue
        away = fit.index.find(province, None)
        where = away.full_name if away else province
        remarks.cells(
            np.flatnonzero(filled & (tuples == text)),
            columns[0].column,
            f"tìm theo tên: {row.full_name} (mã {row.code}) thuộc {where}, ngoài {home.full_name}"
            " của phần lớn các dòng",
            "kiểm tra lại; thêm cột “Mã xã” hoặc “Tỉnh” để không phải đoán",
        )
