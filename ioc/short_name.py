"""What a wall calls an indicator: short enough to be read from five metres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShortName:
    """A short name, and what the denominator counts ("" where the missing cannot be counted)."""

    vi: str
    en: str
    noun_vi: str = ""
    noun_en: str = ""

    def name(self, language: str = "vi") -> str:
        """Return the short name in this language."""
        return self.en if language == "en" else self.vi

    def noun(self, language: str = "vi") -> str:
        """Return what is counted, in this language."""
        return self.noun_en if language == "en" else self.noun_vi
