"""Words that were typed, and the texts that they find."""

from __future__ import annotations

import unicodedata

import pytest

from ioc.word_search import NEAREST, has_words, nearness, typed_words


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("trang song", "Số thôn trắng sóng"),
        ("Trắng Sóng", "Số thôn trắng sóng"),
        ("hoà bình", "Xã Hòa Bình"),
        (unicodedata.normalize("NFD", "trắng sóng"), "Số thôn trắng sóng"),
        ("ke hoach 586", "nhiệm vụ về chính quyền số (Kế hoạch 586)"),
        ("15/18", "15/18 nhiệm vụ"),
    ],
)
def test_words_one_after_the_other_are_the_nearest(query: str, text: str) -> None:
    assert nearness(query, text) == NEAREST


def test_farther_is_what_is_scattered_unfinished_or_has_other_marks() -> None:
    nearest_first = [
        "Số thôn trắng sóng",
        "Số thôn trắng sóngs",
        "sóng ở thôn trắng",
        "Trảng, Sông",
    ]
    steps = [nearness("trắng sóng", each) for each in nearest_first]
    assert None not in steps
    assert steps == sorted(steps, key=lambda each: each or NEAREST)
    assert len(set(steps)) == len(steps)


def test_letters_inside_a_word_or_across_two_find_nothing() -> None:
    assert nearness("an", "Xã Quan Sơn") is None
    assert nearness("h son", "Xã Anh Sơn") is None
    assert nearness("", "Xã Anh Sơn") is None
    assert not has_words("h son", "Xã Anh Sơn")


def test_no_marks_typed_fit_all_marks() -> None:
    assert nearness("vinh", "Xã Vĩnh") == nearness("vinh", "Phường Vinh") == NEAREST
    far = nearness("vĩnh", "Phường Vinh")
    assert far is not None
    assert far.other_marks
    stroke = nearness("đa", "Xã Da")
    assert stroke is not None
    assert stroke.other_marks


def test_commas_only_separate_words() -> None:
    assert typed_words(" Thành Vinh,nghệ an ") == ["thanh", "vinh", "nghe", "an"]
    assert typed_words(" , ") == []
