"""Search by words: a text matches where each typed word begins one of its words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ioc.area import search_name

_STROKED = "đ"


class Nearness(NamedTuple):
    """How near a text is to what was typed; the least is the nearest."""

    other_marks: bool  # the diacritics that were typed are others there
    scattered: bool  # the typed words do not follow one another there
    beginnings: int  # typed words that only begin a word there


NEAREST = Nearness(False, False, 0)


class _MarkedWord(NamedTuple):
    bare: str
    marks: Counter[str]


def typed_words(text: str) -> list[str]:
    """Return the words of a text as they are searched; commas only separate words.

    >>> typed_words("Thành Vinh,Nghệ An")
    ['thanh', 'vinh', 'nghe', 'an']
    """
    return search_name(text.replace(",", " ")).split()


def has_words(query: str, text: str) -> bool:
    """Tell whether each typed word begins a word of a text, whatever the diacritics.

    >>> has_words("son anh", "Xã Anh Sơn"), has_words("an", "Xã Quan Sơn")
    (True, False)
    """
    searchable = f" {search_name(text)}"
    return all(f" {word}" in searchable for word in typed_words(query))


def nearness(query: str, text: str) -> Nearness | None:
    """Return how near a text is to typed words; None where one of them begins none of its words.

    Diacritics count where they were typed, whichever letter of the word a tone is written over.

    >>> nearness("trắng sóng", "Số thôn trắng sóng") == NEAREST
    True
    >>> nearness("trắng sóng", "Xã Sông Trầu, Huyện Trảng Bom")
    Nearness(other_marks=True, scattered=True, beginnings=0)
    >>> nearness("trang son", "Số thôn trắng sóng")
    Nearness(other_marks=False, scattered=False, beginnings=1)
    >>> nearness("rang", "Số thôn trắng sóng") is None
    True
    """
    queries, words = _words(query), _words(text)
    if not queries or not all(
        any(each.bare.startswith(one.bare) for each in words) for one in queries
    ):
        return None
    whole = {each.bare for each in words}
    other_marks = not all(any(_has_marks(each, one) for each in words) for one in queries)
    return Nearness(
        other_marks,
        not _follows(queries, words),
        sum(one.bare not in whole for one in queries),
    )


# Texts of figures and indicators are searched again with every letter that is typed.
@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[_MarkedWord, ...]:
    """Return the words of a text; a sign parts words, so that one begins after a bracket."""
    spaced = "".join(
        letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text
    )
    return tuple(_word(each) for each in spaced.split())


def _word(text: str) -> _MarkedWord:
    lower = text.lower()
    letters = unicodedata.normalize("NFD", lower)
    marks = Counter(each for each in letters if unicodedata.combining(each))
    if _STROKED in lower:
        marks[_STROKED] = lower.count(_STROKED)
    return _MarkedWord(search_name(text), marks)


def _has_marks(word: _MarkedWord, query: _MarkedWord) -> bool:
    return word.bare.startswith(query.bare) and query.marks <= word.marks


def _follows(queries: Sequence[_MarkedWord], words: Sequence[_MarkedWord]) -> bool:
    """Tell whether the typed words stand one after the other; the last may be unfinished."""
    count = len(queries)
    for start in range(len(words) - count + 1):
        part = words[start : start + count]
        begins = part[-1].bare.startswith(queries[-1].bare)
        if begins and all(
            one.bare == each.bare for one, each in zip(queries[:-1], part[:-1], strict=True)
        ):
            return True
    return False


def is_short(text: str) -> bool:
    """Tell whether a text has fewer than the two letters that a search needs.

    >>> is_short("a"), is_short("a b")
    (True, False)
    """
    return len("".join(typed_words(text))) < 2
