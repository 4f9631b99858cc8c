"""The office whose screens these are: its name and its emblem."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.emblem import Emblem
from ioc.words.records import text_in

EMBLEM_FOLDER = "/emblem"


@dataclass(frozen=True)
class Office:
    """Name in both languages, empty where none is set, and the emblem.

    >>> Office("UBND tỉnh Nghệ An").name("en"), Office().name()
    ('UBND tỉnh Nghệ An', '')
    """

    name_vi: str = ""
    name_en: str = ""
    emblem: Emblem | None = None

    def name(self, language: str = "vi") -> str:
        """Return the name; the Vietnamese one where there is no other."""
        return text_in(language, self, "name")

    @property
    def emblem_address(self) -> str:
        """The address of the emblem; empty without one."""
        return f"{EMBLEM_FOLDER}/{self.emblem.name}" if self.emblem else ""
