"""Amounts in lists of areas: people, households, coordinates, shares; by the one reader of numbers.

What kind of amount stands in a column decides what `1.234` means there: people are whole, so the
mark stands between thousands; a coordinate or a share never reaches a thousand, so it is decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from data.load.sheets.sheet import Column
from data.load.texts.numbers import (
    AMBIGUOUS,
    BLANK,
    COMMA,
    DOT,
    INFINITE,
    NUMBER,
    Numbers,
    file_manner,
    grouped_manner,
    read_numbers,
)


class Sort(Enum):
    """What kind of amount a column holds."""

    WHOLE = auto()
    BELOW_THOUSAND = auto()
    MEASURED = auto()


@dataclass(frozen=True)
class Amount:
    """What a text says: a number (None: nothing), with a % sign or not; or why it says none."""

    value: float | None = None
    percent: bool = False
    fault: str = ""


def read_amounts(
    columns: Mapping[str, tuple[Column, Sort]],
) -> dict[str, list[Amount]]:
    """Return what each distinct text of each column says.

    >>> people = Column.of_texts(["1.234", "980", "1,5", ""])
    >>> [each.value for each in read_amounts({"people": (people, Sort.WHOLE)})["people"]]
    [1234.0, 980.0, None, None]
    """
    read = {name: read_numbers(column) for name, (column, _) in columns.items()}
    manner = file_manner({numbers.manner for numbers in read.values()})
    found: dict[str, list[Amount]] = {}
    for name, (column, sort) in columns.items():
        numbers = read[name]
        if (numbers.kinds == AMBIGUOUS).any():
            numbers = read_numbers(column, _manner(column, numbers, sort) or manner)
        found[name] = [
            _amount(numbers, at, sort, text) for at, text in enumerate(column.texts.to_pylist())
        ]
    return found


def _manner(column: Column, numbers: Numbers, sort: Sort) -> str:
    thousands = grouped_manner(column, numbers)
    if sort is Sort.WHOLE or not thousands:
        return thousands if sort is Sort.WHOLE else ""
    if sort is Sort.BELOW_THOUSAND:
        return DOT if thousands == COMMA else COMMA
    return ""


def _amount(numbers: Numbers, at: int, sort: Sort, text: str) -> Amount:
    kind = int(numbers.kinds[at])
    percent = bool(numbers.percent[at])
    if kind == BLANK:
        return Amount()
    if kind == AMBIGUOUS:
        return Amount(fault="không rõ dấu “.” hay “,” ngăn hàng nghìn hay phần thập phân")
    if kind == INFINITE:
        return Amount(fault="số vô hạn")
    if kind != NUMBER:
        return Amount(fault="không phải là số")
    value = float(numbers.values[at])
    if sort is Sort.WHOLE and value % 1:
        return Amount(fault="phải là số nguyên: ghi đủ số, không theo nghìn")
    if percent and sort is not Sort.BELOW_THOUSAND:
        return Amount(fault="không phải là tỷ lệ %")
    return Amount(value, percent)
