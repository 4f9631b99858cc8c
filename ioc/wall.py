"""Walls: scenes, playlists (the order of scenes), and the screens that show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from ioc.words.records import text_in

MOST_CARDS = 6
# The playlist and the wall that come with the program; `/wall` without a token shows them.
DEFAULT = "mac-dinh"
# The panel of a wall for which none was set: a hall's video wall, and its farthest reader.
HALL_INCHES, HALL_METRES = 165.0, 6.0
# What a scene's map plays: five years, before and after a merger, the worst areas one by one, the
# villages that lack what it counts one by one.
PLAYS = ("years", "merger", "places", "villages")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Scene:
    """One picture of the wall: a map, at most six cards and one trend, by indicator code.

    `area` and `vintage` are those of the wall where they are empty. Without `from_time` and
    `to_time` the scene is shown at all hours, without `days` (1 = Monday … 7) on all days.
    """

    code: str
    name_vi: str
    name_en: str
    seconds: int
    map: str
    cards: tuple[str, ...]
    trend: str
    area: str = ""
    vintage: str = ""
    from_time: str = ""  # HH:MM, local
    to_time: str = ""
    days: tuple[int, ...] = ()
    play: str = ""  # one of PLAYS; "" = its map stands still
    is_shipped: bool = False  # came with the program; to be copied, not changed

    def name(self, language: str = "vi") -> str:
        """Return the name in this language; the Vietnamese one where there is no other."""
        return text_in(language, self, "name")

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """All indicators of the scene, each once: map, cards, trend."""
        return tuple(dict.fromkeys((self.map, *self.cards, self.trend)))

    def is_due(self, moment: datetime) -> bool:
        """Tell whether the scene is shown at this local time.

        Hours that go over midnight belong to the day on which they begin.

        >>> late = Scene("a", "A", "", 9, "M", ("M",), "M", from_time="22:00", to_time="06:00",
        ...              days=(5,))
        >>> friday, saturday = datetime(2026, 11, 20, 23), datetime(2026, 11, 21, 5)
        >>> late.is_due(friday), late.is_due(saturday), late.is_due(friday.replace(hour=5))
        (True, True, False)
        """
        day, hour = moment.isoweekday(), f"{moment:%H:%M}"
        if not self.from_time or not self.to_time:
            return not self.days or day in self.days
        if self.from_time > self.to_time and hour < self.to_time:
            day = (day - 2) % 7 + 1
        return in_hours(hour, self.from_time, self.to_time) and (not self.days or day in self.days)


@dataclass(frozen=True)
class Playlist:
    """Scenes by code, in the order in which they take turns."""

    code: str
    name: str
    scenes: tuple[str, ...]


@dataclass(frozen=True)
class Wall:
    """One screen in one room: what it shows, of which area, how, and how large it is."""

    code: str
    name: str
    playlist: str
    area_code: str = ""  # "" = the home province
    vintage: str = ""  # "" = the newest
    language: str = "vi"
    theme: str = "dark"  # dark | light
    night_from: str = ""  # HH:MM, local; "" = no night
    night_to: str = ""
    diagonal_inch: float = HALL_INCHES
    distance_m: float = HALL_METRES
    token_id: int | None = None


@unique
class Action(StrEnum):
    """An order to a wall."""

    NEXT = "next"
    PREVIOUS = "previous"
    HOLD = "hold"
    GO_ON = "go_on"
    SCENE = "scene"  # argument: code of a scene in its playlist
    AREA = "area"  # argument: code of an area; "" = the wall's own again


def in_hours(hour: str, start: str, end: str) -> bool:
    """Tell whether HH:MM lies in hours that may go over midnight; their end is outside.

    >>> in_hours("23:30", "22:00", "06:00"), in_hours("06:00", "22:00", "06:00")
    (True, False)
    """
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end


def is_hour(text: str) -> bool:
    """Tell whether a text is a time of day as `HH:MM`.

    >>> is_hour("07:30"), is_hour("24:00"), is_hour("7:30")
    (True, False, False)
    """
    return _HOUR.fullmatch(text) is not None
