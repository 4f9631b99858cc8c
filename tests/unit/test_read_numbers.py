"""Numbers as officials write them, and what is no number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load.files.sheets.sheet import Column
from data.load.files.texts.numbers import (
    AMBIGUOUS,
    BAD,
    BLANK,
    COMMA,
    DOT,
    ERROR,
    INFINITE,
    MISSING,
    NUMBER,
    file_manner,
    grouped_manner,
    read_numbers,
)


def one(text: str, manner: str = "") -> tuple[int, float]:
    numbers = read_numbers(Column.of_texts([text]), manner)
    return int(numbers.kinds[0]), float(numbers.values[0])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("00012", 12),
        ("+5", 5),
        ("-5", -5),
        ("−5", -5),
        ("(1.234,5)", -1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("94,7", 94.7),
        ("94.7", 94.7),
        ("94,7%", 94.7),
        ("94,7 %", 94.7),
        ("0,123", 0.123),
        ("0.123", 0.123),
        ("1234,567", 1234.567),
        ("1 234", 1234),
        ("1\u00a0234\u202f567,8", 1234567.8),
        ("  7 ", 7),
        ("1.2e+05", 120000),
    ],
)
def test_one_reading_is_taken(text: str, number: float) -> None:
    kind, value = one(text)
    assert kind == NUMBER and value == pytest.approx(number)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1.234", AMBIGUOUS),
        ("1,234", AMBIGUOUS),
        ("abc", BAD),
        ("12 thôn", BAD),
        ("1.23.4", BAD),
        ("12.34,5", BAD),
        ("1,2,3", BAD),
        ("-%", BAD),
        ("#REF!", ERROR),
        ("=A1+B1", ERROR),
        ("inf", INFINITE),
        ("-Infinity", INFINITE),
        ("1e999", INFINITE),
    ],
)
def test_what_is_no_number_has_its_kind(text: str, kind: int) -> None:
    reading, number = one(text)
    assert reading == kind
    assert math.isnan(number)


@pytest.mark.parametrize("text", sorted(MISSING))
def test_what_means_not_reported_is_blank_and_never_zero(text: str) -> None:
    kind, number = one(f" {text.upper()} ")
    assert kind == BLANK
    assert math.isnan(number)


def test_the_column_decides_before_the_file() -> None:
    column = Column.of_texts(["1.234", "2,5"])
    assert read_numbers(column, DOT).values.tolist() == [1234, 2.5]
    assert one("1.234", DOT) == (NUMBER, 1.234)
    assert one("1.234", COMMA) == (NUMBER, 1234)
    mixed = read_numbers(Column.of_texts(["1.234", "2,5", "2.5"]), COMMA)
    assert mixed.kinds.tolist() == [AMBIGUOUS, NUMBER, NUMBER]
    assert file_manner({mixed.manner, COMMA}) == ""


@pytest.mark.parametrize(
    ("texts", "manner"),
    [
        (["98", "1.090"], COMMA),
        (["98", "1,090"], DOT),
        (["1200", "1.090"], ""),  # thousands are written without a mark here
        (["1.090"], COMMA),
        (["98", "1.090", "1,090"], ""),
    ],
)
def test_whole_numbers_tell_what_the_mark_is(texts: list[str], manner: str) -> None:
    column = Column.of_texts(texts)
    assert grouped_manner(column, read_numbers(column)) == manner


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=20))
def test_vietnamese_and_english_writing_read_back_the_same(numbers: list[object]) -> None:
    english = [f"{number:,.2f}" for number in numbers]
    vietnamese = [text.translate(str.maketrans(",.", ".,")) for text in english]
    expected = {text: float(number) for text, number in zip(english, numbers, strict=True)}  # type: ignore[arg-type]
    for texts in (english, vietnamese):
        column = Column.of_texts(texts)
        read = read_numbers(column)
        assert (read.kinds == NUMBER).all()
        got = read.values[column.codes].tolist()
        assert got == pytest.approx([expected[text] for text in english])
