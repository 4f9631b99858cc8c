"""Alerts: what comes forward on a wall, once, until somebody has seen it or it is over.

An alert follows from a change, never from a state: what is red already when a number is looked at
for the first time is known to everybody and raises nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ioc.age import Age, age_of
from ioc.card import Card
from ioc.comparison import is_enough
from ioc.indicator import Indicator
from ioc.status import Status
from ioc.status_run import status_run


class Kind(StrEnum):
    """What an alert follows from."""

    STATUS = "status"  # a number turned red
    STALE = "stale"  # two numbers in a row are overdue
    MESSAGE = "message"  # somebody sent it


class Grade(StrEnum):
    """How loud an alert is."""

    RED = "red"
    AMBER = "amber"
    INFO = "info"


class Move(StrEnum):
    """What happens to the alert of a number."""

    RAISE = "raise"
    KEEP = "keep"
    END = "end"


@dataclass(frozen=True)
class Seen:
    """What was last seen of a number; `age` None: there is none."""

    status: Status
    age: Age | None


def see(card: Card, before: Seen | None, today: date) -> Seen:
    """Return what is to be kept of a number now.

    Where its colour may hang on who has reported so far, it says nothing yet: what was known
    before stays.
    """
    if card.period is None or card.cell is None:
        return Seen(Status.NO_DATA, None)
    age = age_of(card.period, card.indicator.frequency, today)
    if is_partial(card):
        return Seen(before.status if before else Status.NO_DATA, age)
    return Seen(card.verdict.status, age)


def is_partial(card: Card) -> bool:
    """Tell whether the number's colour may still change by those who have not reported yet.

    Too few have; or it would be of another colour if the others kept their last number.
    """
    cell = card.cell
    if cell is None or cell.is_whole:
        return False
    return not is_enough(cell.reported, cell.expected) or card.is_unsettled


def moves(before: Seen | None, now: Seen) -> dict[Kind, Move]:
    """Return what happens to a number's two alerts.

    Only what was green or amber turns red: a number that appears, that is given a target, or that
    is watched for the first time does not. One that vanishes is not red any more.

    >>> green, red = Seen(Status.GREEN, Age.FRESH), Seen(Status.RED, Age.FRESH)
    >>> str(moves(green, red)[Kind.STATUS]), str(moves(None, red)[Kind.STATUS])
    ('raise', 'keep')
    >>> str(moves(red, Seen(Status.NO_DATA, None))[Kind.STATUS])
    'end'
    """
    return {
        Kind.STATUS: _move(
            now.status is Status.RED,
            before is not None and before.status in (Status.GREEN, Status.AMBER),
        ),
        Kind.STALE: _move(
            now.age is Age.STALE, before is not None and before.age in (Age.FRESH, Age.LATE)
        ),
    }


def _move(holds: bool, is_new: bool) -> Move:
    if not holds:
        return Move.END
    return Move.RAISE if is_new else Move.KEEP


@dataclass(frozen=True)
class BehindArea:
    """An area inside that pulls a number down; its parts tell a yes or a no from a share."""

    code: str
    name: str
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Facts:
    """What the words of an alert about a number are made of, as it stood when last looked at.

    For `own` of the areas that `reported` an area above answered; `counted` is the level of what is
    counted, "" where it is of several levels. Then `within_some` of `within_all` areas of the level
    `within` have a number, which is said in its place.

    `periods` counts the periods for which it has been red, both ends included; `whole`: as far as
    numbers reach back, so that it may be longer. `behind` are the worst areas inside, the worst
    first, `behind_count` all that miss their target, `behind_level` their level.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    target: float | None
    reported: int
    expected: int
    demo: bool
    periods: int = 0
    whole: bool = False
    behind: tuple[BehindArea, ...] = ()
    behind_count: int = 0
    behind_level: str = ""
    own: int = 0
    counted: str = ""
    within: str = ""
    within_some: int = 0
    within_all: int = 0

    def plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Facts:
        """Return what `plain` returned; what a later version added is left out.

        >>> facts = Facts(1.0, None, None, 2.0, 3, 4, False, behind=(BehindArea("1", "A", 0.5),))
        >>> Facts.of({**facts.plain(), "later": 1}) == facts
        True
        """
        known = {name: plain[name] for name in cls.__dataclass_fields__ if name in plain}
        behind = tuple(BehindArea(**each) for each in known.pop("behind", ()))
        return cls(**known, behind=behind)


def facts_of(
    card: Card, behind: tuple[BehindArea, ...] = (), count: int = 0, level: str = ""
) -> Facts:
    """Return the facts of a card that has a number."""
    if card.cell is None:
        raise ValueError("no number, no facts")
    run = status_run(card)
    return Facts(
        value=card.cell.value,
        numerator=card.cell.numerator,
        denominator=card.cell.denominator,
        target=card.target.value if card.target else None,
        reported=card.cell.reported,
        expected=card.cell.expected,
        demo=card.is_demo,
        periods=run.periods if run else 0,
        whole=run.whole if run else False,
        behind=behind,
        behind_count=count,
        behind_level=level,
        own=card.cell.own,
        counted=card.reporting_level.value if card.reporting_level else "",
        within=card.within.level.value if card.within else "",
        within_some=card.within.some if card.within else 0,
        within_all=card.within.all if card.within else 0,
    )


@dataclass(frozen=True)
class Message:
    """What somebody sends to the walls. Empty texts: none, every wall, nothing it is about."""

    title_vi: str
    title_en: str = ""
    text_vi: str = ""
    text_en: str = ""
    grade: Grade = Grade.INFO
    wall: str = ""
    indicator_code: str = ""
    vintage: str = ""
    area_code: str = ""

    def title(self, language: str = "vi") -> str:
        """Return the title; the Vietnamese one where there is no other."""
        return (self.title_en if language == "en" else "") or self.title_vi

    def text(self, language: str = "vi") -> str:
        """Return the text; the Vietnamese one where there is no other."""
        return (self.text_en if language == "en" else "") or self.text_vi


@dataclass(frozen=True)
class Alert:
    """An alert as it is kept. Times are ISO, UTC; `since` is a period, a day, or a time.

    `facts` belong to a number, `message` to what was sent. `walls` are the codes
    of the walls that show it; empty: every wall.
    """

    id: int
    kind: Kind
    key: str
    grade: Grade
    indicator_code: str
    vintage: str
    area_code: str
    period: str
    since: str
    raised_at: str
    raised_by: str
    acknowledged_at: str | None
    acknowledged_by: str
    ended_at: str | None
    until: str | None
    walls: tuple[str, ...] = ()
    facts: Facts | None = None
    message: Message | None = None

    def is_open(self, now: str) -> bool:
        """Tell whether it has not ended by this time (ISO, UTC)."""
        return self.ended_at is None and (self.until is None or self.until > now)

    def is_for(self, wall: str) -> bool:
        """Tell whether a wall shows it; "" asks for those of all walls."""
        return not wall or not self.walls or wall in self.walls


@dataclass(frozen=True)
class OpenAlert:
    """An alert with what its codes stand for, where they stand for something."""

    alert: Alert
    indicator: Indicator | None = None
    area_vi: str = ""
    area_en: str = ""

    def area(self, language: str = "vi") -> str:
        """Return the name of the area."""
        return (self.area_en if language == "en" else "") or self.area_vi
