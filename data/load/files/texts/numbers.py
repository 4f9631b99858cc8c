"""Numbers as officials write them: `1.234,5`, `1,234.5`, `94,7%`, `1 234`.

`1.234` alone can be 1234 or 1.234. One column is written in one manner, so that its
other cells decide; else the other columns of the file; else the cell is a fault: nothing is
guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.load.files.sheets.sheet import Column, Floats
from ioc.words.phrase import Phrase

# Decimal comma, dot between thousands; and the other way round.
COMMA, DOT = "comma", "dot"
# Texts that mean "not reported", in lower case.
MISSING = frozenset(
    "|-|–|—|…|.|..|...|x|kbc|ksl|na|n/a|nan|null|chưa có|chưa báo cáo|không báo cáo"
    "|chưa có số liệu|không có số liệu".split("|")
)
# Kinds of a distinct text.
NUMBER, BLANK, BAD, AMBIGUOUS, ERROR, INFINITE = range(6)
# Why a cell has no number, by the kind of its text.
CELL_FAULTS = {
    BAD: Phrase("load-cell-no-number"),
    AMBIGUOUS: Phrase("load-cell-mark"),
    ERROR: Phrase("load-cell-formula"),
    INFINITE: Phrase("load-cell-infinite"),
}

_PLAIN = r"^[+-]?\d+$"
_COMMA_ONLY = (
    r"^[+-]?(\d{1,3}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}|\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+"
    r"|0\d*,\d+)$"
)
_DOT_ONLY = (
    r"^[+-]?(\d{1,3}(,\d{3})+\.\d+|[1-9]\d{0,2}(,\d{3}){2,}|\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d+"
    r"|0\d*\.\d+|\d+(\.\d+)?[eE][+-]?\d{1,3})$"
)
_EITHER = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"


@dataclass(frozen=True)
class CellNumbers:
    """Numbers of the distinct texts of a column, and the kind of each text.

    `values` is NaN where `kinds` is not NUMBER; `percent` marks a % sign; `manner` is how this
    column is written (COMMA, DOT, or empty where no cell decides).
    """

    values: Floats
    kinds: npt.NDArray[np.int8]
    percent: npt.NDArray[np.bool_]
    manner: str


@dataclass(frozen=True)
class CellNumber:
    """The number of a cell (None: empty), with a % sign or not; or why it has none."""

    value: float | None = None
    percent: bool = False
    fault: Phrase | None = None


def is_missing(text: str) -> bool:
    """Tell whether a text means "not reported".

    >>> is_missing(" KBC "), is_missing("0")
    (True, False)
    """
    return text.strip().lower() in MISSING


def read_numbers(column: Column, manner: str = "") -> CellNumbers:
    """Return the numbers in a column; `manner` decides where the column itself does not.

    >>> read_numbers(Column.of_texts(["1.234", "94,7%", "-", "0"])).values.tolist()
    [1234.0, 94.7, nan, 0.0]
    >>> read_numbers(Column.of_texts(["1.234"])).kinds.tolist() == [AMBIGUOUS]
    True
    """
    texts = column.texts
    count = len(texts)
    values = np.full(count, np.nan)
    kinds = np.full(count, BAD, dtype=np.int8)
    is_number = np.zeros(count, dtype=bool) if column.numbers is None else ~np.isnan(column.numbers)
    clean = _clean(texts)
    percent = _flags(pc.ends_with(clean, "%"))
    if percent.any():
        clean = pc.utf8_rtrim(clean, characters="% ")
    blank = _flags(pc.is_in(pc.utf8_lower(clean), value_set=pa.array(sorted(MISSING))))
    kinds[blank & ~percent] = BLANK

    plain = _flags(pc.match_substring_regex(clean, _PLAIN)) & ~blank
    _put(values, kinds, clean, plain, "")
    if (rest := ~plain & ~blank).any():
        comma = _flags(pc.match_substring_regex(clean, _COMMA_ONLY)) & rest
        dot = _flags(pc.match_substring_regex(clean, _DOT_ONLY)) & rest
        either = _flags(pc.match_substring_regex(clean, _EITHER)) & rest
        column_manner = _manner(bool((comma & ~is_number).any()), bool((dot & ~is_number).any()))
        _put(values, kinds, clean, comma, COMMA)
        _put(values, kinds, clean, dot, DOT)
        # In a column with both manners, the manner of the file does not decide either.
        used_manner = manner if column_manner == "" else column_manner
        if used_manner in (COMMA, DOT):
            _put(values, kinds, clean, either, used_manner)
        else:
            kinds[either] = AMBIGUOUS
        lower = pc.utf8_lower(clean)
        kinds[_flags(pc.starts_with(clean, "#")) | _flags(pc.starts_with(clean, "=")) & rest] = (
            ERROR
        )
        kinds[_flags(pc.match_substring_regex(lower, r"^[+-]?(inf|infinity|∞)$"))] = INFINITE
    else:
        column_manner = ""
    if column.numbers is not None:
        values[is_number] = column.numbers[is_number]
        kinds[is_number] = NUMBER
    infinite = np.isinf(values)
    kinds[infinite] = INFINITE
    values[infinite] = np.nan
    return CellNumbers(values, kinds, percent, column_manner)


def read_number(text: str, manner: str = "") -> CellNumber:
    """Return the number of a single text; `manner` decides where the text itself does not.

    >>> read_number("1.234", COMMA).value, read_number("12,5").value
    (1234.0, 12.5)
    >>> read_number("mười", COMMA).fault == CELL_FAULTS[BAD]
    True
    """
    numbers = read_numbers(Column.of_texts([text]), manner)
    kind = int(numbers.kinds[0])
    if kind == BLANK:
        return CellNumber()
    if kind != NUMBER:
        return CellNumber(fault=CELL_FAULTS[kind])
    return CellNumber(float(numbers.values[0]), bool(numbers.percent[0]))


def grouped_manner(column: Column, numbers: CellNumbers) -> str:
    """Return the manner of a column of whole numbers by how it writes thousands, or empty.

    All its unclear texts have one mark before three digits, so that it separates thousands.

    >>> column = Column.of_texts(["98", "1.090"])
    >>> grouped_manner(column, read_numbers(column))
    'comma'
    """
    unclear = [
        column.texts[int(code)].as_py() for code in np.flatnonzero(numbers.kinds == AMBIGUOUS)
    ]
    plain = numbers.values[numbers.kinds == NUMBER]
    marks = {"." if "." in text else "," for text in unclear}
    # 1200 beside 1.090: thousands are written without a mark here.
    if len(marks) != 1 or (np.abs(plain) >= 1000).any():
        return ""
    return COMMA if marks == {"."} else DOT


def file_manner(manners: set[str]) -> str:
    """Return the manner that all deciding columns of a file share, or empty.

    >>> file_manner({"", "comma"}), file_manner({"comma", "dot"})
    ('comma', '')
    """
    distinct = manners - {""}
    return next(iter(distinct)) if len(distinct) == 1 else ""


def _manner(comma: bool, dot: bool) -> str:
    if comma and dot:
        return "both"
    return COMMA if comma else DOT if dot else ""


def _clean(texts: Any) -> Any:
    """Return the texts without spaces, also those between thousands, and with a plain minus."""
    trimmed = pc.utf8_trim_whitespace(texts)
    odd = pc.match_substring_regex(trimmed, r"[\s\p{Zs}\p{Cf}−]|^\(.*\)$")
    if not pc.any(odd).as_py():
        return trimmed
    trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, r"\p{Cf}", ""))
    plain = pc.replace_substring_regex(trimmed, r"(\d)[\s\p{Zs}]+(\d{3})\b", r"\1\2")
    plain = pc.replace_substring_regex(plain, r"(\d)[\s\p{Zs}]+(\d{3})\b", r"\1\2")
    plain = pc.replace_substring_regex(plain, r"(\d)[\s\p{Zs}]+%", r"\1%")
    plain = pc.replace_substring_regex(plain, r"^\(\s*([\d.,]+)\s*\)$", r"-\1")
    return pc.utf8_trim_whitespace(pc.replace_substring(plain, "−", "-"))


def _flags(mask: Any) -> npt.NDArray[np.bool_]:
    return np.asarray(mask.to_numpy(zero_copy_only=False), dtype=bool)


def _put(
    values: Floats,
    kinds: npt.NDArray[np.int8],
    clean: Any,
    mask: npt.NDArray[np.bool_],
    manner: str,
) -> None:
    """Convert the masked texts, written in this manner, in one go."""
    if not mask.any():
        return
    texts = pc.filter(clean, pa.array(mask))
    texts = pc.replace_substring_regex(texts, r"^\+", "")
    if manner == COMMA:
        texts = pc.replace_substring(pc.replace_substring(texts, ".", ""), ",", ".")
    elif manner == DOT:
        texts = pc.replace_substring(texts, ",", "")
    values[mask] = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
    kinds[mask] = NUMBER
