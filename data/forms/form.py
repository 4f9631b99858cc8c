"""A form as it is stored: what is reported, of which areas, how often, by whom, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.load.files.headings import ValuePart
from ioc.area import AreaKey, Level
from ioc.period import Frequency
from ioc.words.records import text_in

# The first day of the shortest period, counted from its last one: a form opens no earlier.
EARLIEST = {
    Frequency.DAY: 0, Frequency.MONTH: -27, Frequency.QUARTER: -89, Frequency.HALF: -180,
    Frequency.YEAR: -364,
}  # fmt: skip


class VintageDay(StrEnum):
    """The day of a period whose vintage has the areas that report."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class FormIndicator:
    """An indicator of a form, by its code, the parts asked for, and how headings call them."""

    code: str
    parts: tuple[ValuePart, ...]
    headings: Mapping[ValuePart, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportForm:
    """A form (*biểu*); `data.load.office.form.Form` is one of its periods, with the areas.

    `areas` are reported with all areas of the form's level below them; without any, those of the
    home province are. `former_level` takes the level's place in vintages that have districts; None:
    the level is the same in all. Days count from the last day of the period, which is day 0;
    reminder days from the closing day, negative ones before it.
    """

    code: str
    name_vi: str
    name_en: str
    indicators: tuple[FormIndicator, ...]
    frequency: Frequency
    level: Level
    former_level: Level | None = None
    areas: tuple[AreaKey, ...] = ()
    reporter: str = ""  # the unit that reports, for people to read
    # The finest level of an account's area that reports; accounts of wider areas report, too.
    reporter_level: Level = Level.COMMUNE
    verifier: str = ""  # the unit that verifies
    opens_days: int = 1
    closes_days: int = 10
    late_days: int = 30  # so long after the closing day the form is still taken, as late
    reminder_days: tuple[int, ...] = ()
    vintage_day: VintageDay = VintageDay.FIRST
    sections: tuple[str, ...] = ()  # headings of its sheets that only group others
    first_period: str = ""  # ISO; periods before it are not asked for; "" = no first one
    is_active: bool = True
    is_shipped: bool = False  # as it came with the program, never changed

    def name(self, language: str = "vi") -> str:
        """Return the name in this language; the Vietnamese one where there is no other."""
        return text_in(language, self, "name")
