"""Matches features with areas, by code, else by name and parents; and files with vintages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from ioc.area import Level, clean_name, search_name
from ioc.words.phrase import Phrase

_WIDTH = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
_TYPES = re.compile(
    r"^(tinh|thanh pho|tp|quan|huyen|thi xa|tx|phuong|xa|thi tran|tt|dac khu|p|q|h|x)[. ]+"
)


@dataclass(frozen=True)
class FeatureMatch:
    """One feature's areas. `codes` is empty where none match; `fault` says why it is refused."""

    codes: tuple[str, ...]
    by_name: bool
    name_agrees: bool | None  # None: the feature has no name
    fault: Phrase | None = None
    candidates: tuple[str, ...] = ()  # several areas have the name


@dataclass(frozen=True)
class FeatureFit:
    """How well a file fits a vintage.

    `share`: of the file's features, those whose code is known there and whose name, when it has
    one, is that area's (without a known code: whose name is known).
    `overlap`: codes in common ÷ codes in either, inside the provinces that the file touches.
    """

    vintage: str
    share: float
    overlap: float


def text_code(value: Any, level: Level) -> str:
    """Return a code as the product writes it: text with leading zeros; empty when there is none.

    >>> text_code(4.0, Level.COMMUNE), text_code(" 94 ", Level.DISTRICT)
    ('00004', '094')
    >>> text_code(None, Level.COMMUNE)
    ''
    """
    if value is None or pd.isna(value):
        return ""
    text = str(value).strip()
    text = re.sub(r"\.0+$", "", text)
    return text.zfill(_WIDTH[level]) if text.isdigit() else text


def text_codes(value: Any, level: Level) -> list[str]:
    """Return the codes of a cell that may hold several, split at |, ; or comma.

    >>> text_codes("3019|03037", Level.COMMUNE)
    ['03019', '03037']
    """
    if value is None or pd.isna(value):
        return []
    return [code for part in re.split(r"[|;,]", str(value)) if (code := text_code(part, level))]


def same_name(text: str, name: str) -> bool:
    """Tell whether a text means the name of an area: the name's words stand in it.

    >>> same_name("P. Ba Đình", "Phường Ba Đình"), same_name("Phường 12", "Phường 1")
    (True, False)
    """
    return f" {bare_name(name)} " in f" {_plain(text)} "


@lru_cache(maxsize=32_768)
def bare_name(text: str) -> str:
    """Return the name without type, diacritics and punctuation; numbered wards keep their type.

    >>> bare_name("Thành phố Hồ Chí Minh"), bare_name("Phường 5")
    ('ho chi minh', 'phuong 5')
    """
    plain = _plain(text)
    short = _TYPES.sub("", plain)
    return plain if short.isdigit() else short


def _toned(text: str) -> str:
    """Return the name without its type, diacritics kept."""
    words = clean_name(text.replace(".", ". ")).casefold().split()
    return " ".join(words[-len(bare_name(text).split()) :])


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", search_name(text).replace("'", "")).split())


class KnownAreas:
    """The areas of one level of one vintage, by code and by name."""

    def __init__(self, areas: pd.DataFrame, level: Level) -> None:
        own = areas[areas["level"] == level]
        self.level = level
        self.names = dict(zip(own["code"], own["full_name"], strict=True))
        self.provinces = dict(zip(own["code"], own["province_code"], strict=True))
        every = dict(zip(areas["code"], areas["full_name"], strict=True))
        parents = dict(zip(own["code"], own["parent_code"], strict=True))
        self._words = {
            code: {
                "district": {parents[code], bare_name(every.get(parents[code], ""))},
                "province": {self.provinces[code], bare_name(every.get(self.provinces[code], ""))},
            }
            for code in self.names
        }
        self._by_name: dict[str, list[str]] = {}
        for code, name in self.names.items():
            self._by_name.setdefault(bare_name(name), []).append(code)

    def match(self, codes: list[str], name: str, parents: Mapping[str, str]) -> FeatureMatch:
        """Return the areas of a feature.

        Args:
            codes: as written, padded.
            name: as written; empty when there is none.
            parents: "district" and "province" → name or code as written, where there is one.
        """
        if codes and all(code in self.names for code in codes):
            agrees = any(same_name(name, self.names[code]) for code in codes) if name else None
            fault = (
                self._other_name(codes[0], name) if agrees is False and len(codes) == 1 else None
            )
            return FeatureMatch(tuple(codes), False, agrees, fault)
        unknown = (
            Phrase("boundary-code-unknown", codes="|".join(codes))
            if codes
            else Phrase("boundary-code-missing")
        )
        if not name:
            return FeatureMatch((), False, None, unknown)
        candidates = self._candidates(name, parents)
        if len(candidates) == 1:
            return FeatureMatch((candidates[0],), True, True)
        if not candidates:
            return FeatureMatch((), False, False, Phrase("boundary-name-unknown", unknown=unknown))
        fault = Phrase("boundary-name-ambiguous", unknown=unknown, count=len(candidates))
        return FeatureMatch((), False, False, fault, tuple(candidates))

    def _other_name(self, code: str, name: str) -> Phrase | None:
        """Return the fault of a name that is another area's of the same province; or nothing."""
        toned = _toned(name) != bare_name(name)
        for other in self._by_name.get(bare_name(name), []):
            if self.provinces[other] == self.provinces[code] and (
                not toned or _toned(self.names[other]) == _toned(name)
            ):
                return Phrase(
                    "boundary-name-other",
                    code=code,
                    name=self.names[code],
                    other=self.names[other],
                    other_code=other,
                )
        return None

    def _candidates(self, name: str, parents: Mapping[str, str]) -> list[str]:
        codes = self._by_name.get(bare_name(name), [])
        for field in ("province", "district"):
            parent = parents.get(field, "")
            if parent and len(codes) > 1:
                words = {parent.strip(), parent.strip().zfill(2), bare_name(parent)}
                codes = [code for code in codes if words & self._words[code][field]] or codes
        if len(codes) > 1:
            # Same letters: the diacritics decide (Sa Pa, Sa Pả).
            toned = [code for code in codes if _toned(self.names[code]) == _toned(name)]
            codes = toned or codes
        if len(codes) > 1:
            # Same name: the type decides (xã Hoà Bình, phường Hoà Bình).
            exact = [code for code in codes if _plain(self.names[code]) == _plain(name)]
            codes = exact or codes
        return codes

    def _fits(self, codes: list[str], name: str) -> bool:
        if codes and all(code in self.names for code in codes):
            return not name or any(same_name(name, self.names[code]) for code in codes)
        return bool(name) and bare_name(name) in self._by_name

    def fit(self, vintage: str, codes: list[list[str]], names: list[str]) -> FeatureFit:
        """Return how well codes and names of a file fit this vintage."""
        fitting = sum(self._fits(group, name) for group, name in zip(codes, names, strict=True))
        file_codes = {code for group in codes for code in group}
        reached_provinces = {self.provinces[code] for code in file_codes if code in self.provinces}
        here = {code for code, province in self.provinces.items() if province in reached_provinces}
        either = len(file_codes | here)
        return FeatureFit(
            vintage,
            fitting / len(codes) if codes else 0.0,
            len(file_codes & here) / either if either else 0.0,
        )
