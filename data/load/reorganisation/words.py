"""The words of tables of old and new units: what was moved wholly, what in part.

The words are those of the note column of the National Statistics Office's table ("Nhập toàn bộ",
"Nhập một phần diện tích, toàn bộ dân số" …), their English names, and the kinds of the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from ioc.area import search_name
from ioc.crosswalk import RelationKind
from ioc.indicator import Basis


class Word(StrEnum):
    """How an area goes into a new one, by the words of one row."""

    WHOLE = "whole"
    PART = "part"
    ALL_PEOPLE = "part_area_all_population"
    LAND_ONLY = "part_area_no_population"
    ALL_LAND = "all_area"
    SOME_PEOPLE = "part_population"

    @property
    def kind(self) -> RelationKind:
        """The kind of the relation."""
        return RelationKind.WHOLE if self is Word.WHOLE else RelationKind.PART


_EXACT = {
    **{word.value: word for word in Word},
    "unchanged": Word.WHOLE,
    "same": Word.WHOLE,
    "merge": Word.WHOLE,
    "renamed": Word.WHOLE,
    "split": Word.PART,
}
_WHOLE = ("toan bo", "giu nguyen", "nguyen trang", "doi ten", "doi loai hinh", "khong thay doi")


def read_word(text: str) -> Word | None:
    """Return how an area goes into a new one, by a cell; None: unknown words.

    >>> [read_word(text).value for text in ("Nhập toàn bộ", "Nhập một phần", "Giữ nguyên")]
    ['whole', 'part', 'whole']
    >>> read_word("Nhập một phần diện tích, toàn bộ dân số").value
    'part_area_all_population'
    >>> read_word("chuyển đi đâu đó") is None
    True
    """
    plain = search_name(text)
    if word := _EXACT.get(plain.replace(" ", "_").replace("-", "_")):
        return word
    if "mot phan dien tich" in plain:
        return Word.ALL_PEOPLE if "toan bo dan so" in plain else Word.LAND_ONLY
    if "mot phan dan so" in plain:
        return Word.SOME_PEOPLE
    if "mot phan" in plain or "phan con lai" in plain:
        return Word.PART
    if "toan bo dien tich" in plain and "dan so" not in plain:
        return Word.ALL_LAND
    return Word.WHOLE if any(word in plain for word in _WHOLE) else None


def settle_words(relation: str, note: str) -> Word | None:
    """Return the meaning of the relation column and the note together; None: none, or a conflict.

    A note that is more precise than "part" in the relation column counts.

    >>> settle_words("part", "Nhập một phần diện tích").value
    'part_area_no_population'
    >>> settle_words("whole", "Nhập một phần") is None
    True
    """
    first, second = read_word(relation), read_word(note)
    if relation.strip() and first is None:
        return None
    if first is None or second is None:
        return first or second
    if first.kind is not second.kind:
        return None
    return second if first is Word.PART else first


def shares_by_words(words: Sequence[Word]) -> list[Mapping[Basis, float]]:
    """Return the shares that follow from the words of all rows of one divided area, per row.

    If one row has all the people and the others only land, that row gets population and households
    whole, the others none. If one row has all the land and the others shares of the people, the
    same applies to area. No share follows from other words: none is guessed.

    >>> shares_by_words([Word.ALL_PEOPLE, Word.LAND_ONLY])[1][Basis.POPULATION]
    0.0
    >>> shares_by_words([Word.PART, Word.LAND_ONLY])
    [{}, {}]
    """
    if len(words) > 1:
        for single, others, bases in (
            (Word.ALL_PEOPLE, Word.LAND_ONLY, (Basis.POPULATION, Basis.HOUSEHOLDS)),
            (Word.ALL_LAND, Word.SOME_PEOPLE, (Basis.AREA,)),
        ):
            if words.count(single) == 1 and words.count(others) == len(words) - 1:
                return [dict.fromkeys(bases, float(word is single)) for word in words]
    return [{} for _ in words]
