"""The short names of indicators are headings where they can mean one number only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.load.office.form import Form, Slot
from data.load.office.heading_words import HeadingWords
from data.load.office.meaning import Fact
from tests.unit.office.forms import VALUE, Kind, form

COUNT, SHARE = Slot("HT02", VALUE), Slot("HT01", VALUE)


def own_form() -> Form:
    """Return a form whose headings are those of the catalogue alone."""
    return form((Kind("HT01", (VALUE,), {}), Kind("HT02", (VALUE,), {})))


def fact(*stack: str) -> Fact:
    return HeadingWords(own_form()).read(stack)


@pytest.mark.parametrize(
    ("heading", "slot"),
    [
        ("Thôn trắng sóng", COUNT),
        ("THÔN TRẮNG SÓNG (thôn)", COUNT),
        ("No-signal villages", COUNT),
        ("Thôn có sóng di động (%)", SHARE),
    ],
)
def test_a_short_name_is_the_indicator(heading: str, slot: Slot) -> None:
    assert fact(heading).slots == (slot,) and fact(heading).guess is None


def test_a_short_name_of_a_share_without_percent_may_be_a_count() -> None:
    read = fact("Thôn có sóng di động")
    assert not read.slots or read.guess is not None


@pytest.mark.parametrize("over", ["Kế hoạch năm 2026", "Lũy kế từ đầu năm", "Cùng kỳ năm trước"])
def test_a_plan_stays_a_plan_over_and_beside_a_short_name(over: str) -> None:
    assert fact(over, "Thôn trắng sóng").aside
    assert fact(f"Thôn trắng sóng – {over}").aside


def test_words_beside_a_short_name_are_asked_about() -> None:
    read = fact("Thôn trắng sóng biên giới")
    assert not read.slots or read.guess is not None or read.fault is not None


@pytest.mark.parametrize("heading", ["Số thôn có sóng di động", "Số thôn đã có sóng", "Số thôn"])
def test_the_opposite_of_a_name_is_not_proposed(heading: str) -> None:
    """Who confirmed it stored the villages with a signal as those without."""
    assert COUNT not in fact(heading).slots


@pytest.mark.parametrize("heading", ["Số thôn, bản trắng sóng", "Số thôn không có sóng di động"])
def test_what_denies_as_the_name_does_is_proposed(heading: str) -> None:
    read = fact(heading)
    assert read.slots == (COUNT,) and read.guess is not None


def test_a_short_name_of_two_indicators_is_none() -> None:
    own = own_form()
    items = tuple(
        replace(item, indicator=replace(item.indicator, short_vi="Thôn xa")) for item in own.items
    )
    read = HeadingWords(replace(own, items=items)).read(("Thôn xa",))
    assert not read.slots or read.guess is not None
