"""Amounts in lists of areas: people, households, coordinates, shares.

The kind of amount of a column decides what `1.234` means there: people are whole, so that the mark
separates thousands; a coordinate or a share never reaches a thousand, so that it is decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from data.load.files.sheets.sheet import Column
from data.load.files.texts.numbers import (
    AMBIGUOUS,
    BLANK,
    COMMA,
    DOT,
    INFINITE,
    NUMBER,
    CellNumber,
    CellNumbers,
    file_manner,
    grouped_manner,
    read_numbers,
)
from ioc.words.phrase import Phrase


class Sort(Enum):
    """What kind of amount a column holds."""

    WHOLE = auto()
    BELOW_THOUSAND = auto()
    DECIMAL = auto()


def read_amounts(
    columns: Mapping[str, tuple[Column, Sort]],
) -> dict[str, list[CellNumber]]:
    """Return the amount of each distinct text of each column.

    >>> people = Column.of_texts(["1.234", "980", "1,5", ""])
    >>> [each.value for each in read_amounts({"people": (people, Sort.WHOLE)})["people"]]
    [1234.0, 980.0, None, None]
    """
    read = {name: read_numbers(column) for name, (column, _) in columns.items()}
    manner = file_manner({numbers.manner for numbers in read.values()})
    amounts: dict[str, list[CellNumber]] = {}
    for name, (column, sort) in columns.items():
        numbers = read[name]
        if (numbers.kinds == AMBIGUOUS).any():
            numbers = read_numbers(column, _manner(column, numbers, sort) or manner)
        amounts[name] = [
            _amount(numbers, at, sort, text) for at, text in enumerate(column.texts.to_pylist())
        ]
    return amounts


def _manner(column: Column, numbers: CellNumbers, sort: Sort) -> str:
    thousands = grouped_manner(column, numbers)
    if sort is Sort.WHOLE or not thousands:
        return thousands if sort is Sort.WHOLE else ""
    if sort is Sort.BELOW_THOUSAND:
        return DOT if thousands == COMMA else COMMA
    return ""


def _amount(numbers: CellNumbers, at: int, sort: Sort, text: str) -> CellNumber:
    kind = int(numbers.kinds[at])
    percent = bool(numbers.percent[at])
    if kind == BLANK:
        return CellNumber()
    if kind == AMBIGUOUS:
        return CellNumber(fault=Phrase("load-amount-mark"))
    if kind == INFINITE:
        return CellNumber(fault=Phrase("load-amount-infinite"))
    if kind != NUMBER:
        return CellNumber(fault=Phrase("load-amount-no-number"))
    value = float(numbers.values[at])
    if sort is Sort.WHOLE and value % 1:
        return CellNumber(fault=Phrase("load-amount-not-whole"))
    if percent and sort is not Sort.BELOW_THOUSAND:
        return CellNumber(fault=Phrase("load-amount-percent"))
    return CellNumber(value, percent)
