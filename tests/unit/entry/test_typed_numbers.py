"""Numbers that people type: the same texts as in the scripts' tests, and why one is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.hand_in.entry.form_numbers import read_typed
from data.load.files.headings import ValuePart
from data.load.files.texts.numbers import COMMA, read_number
from data.load.office.form import FormItem
from tests.unit.office.forms import indicator

TEXTS = json.loads((Path(__file__).parents[2] / "number_texts.json").read_text("utf-8"))["texts"]
HT01 = FormItem(indicator("HT01"), tuple(ValuePart))


@pytest.mark.parametrize(("text", "value"), TEXTS)
def test_a_text_is_read_as_the_page_reads_it(text: str, value: float | None) -> None:
    assert read_number(text, COMMA).value == value


@pytest.mark.parametrize(
    ("text", "part", "fault"),
    [
        ("mười", ValuePart.NUMERATOR, "phone-no_number"),
        ("KBC", ValuePart.NUMERATOR, "phone-leave_empty"),
        ("50%", ValuePart.DENOMINATOR, "phone-no_percent"),
    ],
)
def test_what_is_no_number_says_what_to_do(text: str, part: ValuePart, fault: str) -> None:
    number = read_typed(text, HT01, part)
    assert number.value is None and number.fault is not None
    assert number.fault.id == fault and number.fault.text("vi", "fix")


def test_an_empty_text_is_no_number_and_no_fault() -> None:
    number = read_typed("  ", HT01, ValuePart.NUMERATOR)
    assert number.value is None and number.fault is None
    assert read_typed("94,7%", HT01, ValuePart.VALUE).value == 94.7
