"""Whether a text is the name of an area: its kind, its diacritics, its other spellings."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.load.files.texts.names import KIND, letter_marks, name_key, without_kind
from data.queries.catalogue import CATALOGUE
from ioc.area import Level


@dataclass(frozen=True)
class AreaRow:
    """One area as matching needs it."""

    id: int
    code: str
    level: Level
    parent_code: str | None
    name: str
    full_name: str
    # The same for all rows of one area, whatever the vintage; 0: not known.
    unit_id: int = 0
    # Other official spellings.
    other_names: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Return every text that names the area."""
        return (self.name, self.full_name, *self.other_names)


def same_name(text: str, row: AreaRow) -> bool:
    """Tell whether a text is the name of the area: with or without its kind and diacritics.

    >>> hoa = AreaRow(1, "00001", Level.COMMUNE, None, "Hòa Bình", "Xã Hòa Bình")
    >>> [same_name(text, hoa) for text in ("Xã Hoà Bình", "hoa binh", "X. Hòa Bình", "Hóa Bình")]
    [True, True, True, False]
    """
    key = name_key(text)
    if key not in map(name_key, row.all_names):
        bare = KIND.sub("", key)
        if bare == key or bare not in {KIND.sub("", name_key(each)) for each in row.all_names}:
            return False
    if without_kind(text).isascii():
        return True
    spellings = {letter_marks(text), letter_marks(without_kind(text))}
    names = (*row.all_names, *map(without_kind, row.all_names))
    return not spellings.isdisjoint(map(letter_marks, names))


def is_name_of(text: str, full_name: str) -> bool:
    """Tell whether a text is this full name: with or without its kind and diacritics.

    >>> [is_name_of(text, "Phường Thành Vinh") for text in ("P. thành vinh", "Phường Quang Trung")]
    [True, False]
    """
    return same_name(text, AreaRow(0, "", Level.COMMUNE, None, full_name, full_name))


def contradicts_kind(text: str, row: AreaRow) -> bool:
    """Tell whether a text gives the area a wrong kind: "Phường" for a "Xã".

    >>> hoa = AreaRow(1, "00001", Level.COMMUNE, None, "Hòa Bình", "Xã Hòa Bình")
    >>> [contradicts_kind(text, hoa) for text in ("Phường Hòa Bình", "X. Hòa Bình", "Hòa Bình")]
    [True, False, False]
    >>> contradicts_kind("Quan Sơn", AreaRow(1, "00001", Level.COMMUNE, None, "Quan Sơn", ""))
    False
    """
    key = name_key(text)
    text_kind, area_kind = KIND.match(key), KIND.match(name_key(row.full_name))
    if text_kind is None or area_kind is None or key in map(name_key, (row.name, *row.other_names)):
        return False
    short = text_kind[0].strip()
    kind = area_kind[0].strip()
    return short != kind and short != "".join(word[0] for word in kind.split())


@lru_cache(maxsize=4)
def read_other_names(folder: Path = CATALOGUE) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return other official spellings of areas by code and full name; code "": by name alone."""
    spellings: dict[tuple[str, str], tuple[str, ...]] = {}
    with (folder / "other_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["code"], row["full_name"])
            spellings[key] = (*spellings.get(key, ()), row["other_name"])
    return spellings
