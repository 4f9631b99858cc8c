"""Alerts: what comes forward on a wall, once, until somebody has seen it or it is over.

An alert follows from a change, never from a state: a number that is red when it is looked at for
the first time raises nothing.
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
from ioc.owner import Owner
from ioc.status import Status
from ioc.status_run import status_run
from ioc.words.records import text_in


class AlertKind(StrEnum):
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
class Sighting:
    """Status and age of a number when it was last looked at; `age` None: there is no number."""

    status: Status
    age: Age | None


def see(card: Card, before: Sighting | None, today: date) -> Sighting:
    """Return status and age of a number now.

    Where its colour may depend on who has reported so far, the status of `before` stays.
    """
    if card.period is None or card.cell is None:
        return Sighting(Status.NO_DATA, None)
    age = age_of(card.period, card.indicator.frequency, today)
    if is_partial(card):
        return Sighting(before.status if before else Status.NO_DATA, age)
    return Sighting(card.verdict.status, age)


def is_partial(card: Card) -> bool:
    """Tell whether the number's colour may still change by those who have not reported yet.

    Either too few have reported, or the colour would be another one if the others kept their last
    number.
    """
    cell = card.cell
    if cell is None or cell.is_whole:
        return False
    return not is_enough(cell.reported, cell.expected) or card.is_unsettled


def moves(before: Sighting | None, now: Sighting) -> dict[AlertKind, Move]:
    """Return what happens to the two alerts of a number.

    Only a number that was green or amber turns red: one that appears, that gets a target, or that
    is watched for the first time does not. A number that vanishes is not red any more.

    >>> green, red = Sighting(Status.GREEN, Age.FRESH), Sighting(Status.RED, Age.FRESH)
    >>> str(moves(green, red)[AlertKind.STATUS]), str(moves(None, red)[AlertKind.STATUS])
    ('raise', 'keep')
    >>> str(moves(red, Sighting(Status.NO_DATA, None))[AlertKind.STATUS])
    'end'
    """
    return {
        AlertKind.STATUS: _move(
            now.status is Status.RED,
            before is not None and before.status in (Status.GREEN, Status.AMBER),
        ),
        AlertKind.STALE: _move(
            now.age is Age.STALE, before is not None and before.age in (Age.FRESH, Age.LATE)
        ),
    }


def _move(holds: bool, is_new: bool) -> Move:
    if not holds:
        return Move.END
    return Move.RAISE if is_new else Move.KEEP


@dataclass(frozen=True)
class BehindArea:
    """An area that misses the target; its parts tell a yes or a no from a share."""

    code: str
    name: str
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Facts:
    """The facts behind the words of an alert about a number, as of the last look.

    For `own` of the areas that `reported` an area above answered. `counted` is the level of the
    areas that are counted; "" stands for several levels: then the words say that `within_some` of
    `within_all` areas of the level `within` have a number.

    `periods` counts the periods for which it has been red, both ends included; `whole`: the numbers
    reach no further back, so that it may be longer. `behind` are the worst areas inside, the worst
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
        """Return the facts in what `plain` returned; fields of a later version are left out.

        >>> facts = Facts(1.0, None, None, 2.0, 3, 4, False, behind=(BehindArea("1", "A", 0.5),))
        >>> Facts.of({**facts.plain(), "later": 1}) == facts
        True
        """
        fields = {name: plain[name] for name in cls.__dataclass_fields__ if name in plain}
        behind = tuple(BehindArea(**each) for each in fields.pop("behind", ()))
        return cls(**fields, behind=behind)


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
    """A message to the walls. Empty `wall`: to all; empty codes: about no indicator, no area."""

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
        return text_in(language, self, "title")

    def text(self, language: str = "vi") -> str:
        """Return the text; the Vietnamese one where there is no other."""
        return text_in(language, self, "text")


@dataclass(frozen=True)
class Alert:
    """An alert as it is stored. Times are ISO, UTC; `since` is a period, a day, or a time.

    `facts` belong to an alert about a number, `message` to a message. `walls` are the codes of the
    walls that show it; empty: every wall.
    """

    id: int
    kind: AlertKind
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
    """An alert with the indicator and the area that its codes name, where they name any.

    `owner` answers for that indicator in that area, where one is named.
    """

    alert: Alert
    indicator: Indicator | None = None
    area_vi: str = ""
    area_en: str = ""
    owner: Owner | None = None

    def area(self, language: str = "vi") -> str:
        """Return the name of the area."""
        return text_in(language, self, "area")
