"""The words of an old-new table of administrative units: what went whole, what in part.

The words are those of the note column of the National Statistics Office's table ("Nhập toàn bộ",
"Nhập một phần diện tích, toàn bộ dân số" …), their English names, and the kinds of the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from ioc.area import search_name
from ioc.crosswalk import Kind
from ioc.indicator import Basis


class Word(StrEnum):
    """What one row says of how an area goes over."""

    WHOLE = "whole"
    PART = "part"
    ALL_PEOPLE = "part_area_all_population"
    LAND_ONLY = "part_area_no_population"
    ALL_LAND = "all_area"
    SOME_PEOPLE = "part_population"

    @property
    def kind(self) -> Kind:
        """The kind of the relation."""
        return Kind.WHOLE if self is Word.WHOLE else Kind.PART


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
    """Return what a cell says of how an area went over; None: it says nothing known.

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
    """Return what the relation column and the note say together; None: nothing, or a conflict.

    A note that says more than "part" in the relation column is believed.

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
    """Return the shares that the words of all rows of one divided area settle, per row.

    One row with all the people and else only land: population and households go there, the
    others get none. One row with all the land beside shares of the people: the same for area.
    Whatever else stands there settles nothing: no share is guessed.

    >>> shares_by_words([Word.ALL_PEOPLE, Word.LAND_ONLY])[1][Basis.POPULATION]
    0.0
    >>> shares_by_words([Word.PART, Word.LAND_ONLY])
    [{}, {}]
    """
    if len(words) > 1:
        for chosen, others, bases in (
            (Word.ALL_PEOPLE, Word.LAND_ONLY, (Basis.POPULATION, Basis.HOUSEHOLDS)),
            (Word.ALL_LAND, Word.SOME_PEOPLE, (Basis.AREA,)),
        ):
            if words.count(chosen) == 1 and words.count(others) == len(words) - 1:
                return [dict.fromkeys(bases, float(word is chosen)) for word in words]
    return [{} for _ in words]
