"""The name of an indicator on a wall: short enough to be read from five metres."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.words.records import text_in


@dataclass(frozen=True)
class ShortName:
    """A short name, and what the denominator counts ("" where the missing cannot be counted)."""

    name_vi: str
    name_en: str
    noun_vi: str = ""
    noun_en: str = ""

    def name(self, language: str = "vi") -> str:
        """Return the short name in this language."""
        return text_in(language, self, "name")

    def noun(self, language: str = "vi") -> str:
        """Return what is counted, in this language."""
        return text_in(language, self, "noun")
