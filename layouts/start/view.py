"""The content of the start page, as plain values: read by callbacks, drawn by layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ioc.alert import BehindArea
from ioc.answers import MapSpec
from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.period import Period
from ioc.status import Status
from ioc.urgency import Urgency


@dataclass(frozen=True)
class Matter:
    """One number that needs attention.

    `worst` are the areas inside that are furthest behind, `count` how many of `level` are behind.
    """

    urgency: Urgency
    address: str
    worst: tuple[BehindArea, ...] = ()
    count: int = 0
    level: Level | None = None

    @property
    def card(self) -> Card:
        """The number with target, changes, period and age."""
        return self.urgency.card


@dataclass(frozen=True)
class AreaCount:
    """An area, and a count of indicators."""

    name: str
    count: int


@dataclass(frozen=True)
class RedMap:
    """The map of the count of red indicators: its spec with the counts, the areas with most."""

    spec: MapSpec
    level: Level
    most: tuple[AreaCount, ...]


@dataclass(frozen=True)
class GroupTile:
    """A group of indicators, its page, and how many of them have each verdict."""

    name: str
    address: str
    counts: Mapping[Status, int]


@dataclass(frozen=True)
class ChangeLine:
    """A change of the store: time, kind, indicators (at most one is named), how many numbers.

    `periods` are the first and the last one, `areas` counts the areas with numbers by level; both
    are empty where that is not known. `counts` are other numbers of the change by their names.
    """

    at: datetime
    kind: str
    indicators: tuple[str, ...]
    name: str
    cells: int
    sender: str
    periods: tuple[str, ...] = ()
    areas: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    is_demo: bool = False


@dataclass(frozen=True)
class LateReports:
    """Indicators whose reports are due: `missing` of `all` areas of `level` have none of `period`.

    `missing` 0: nobody has reported the period that follows. `address` is the first one's page.
    """

    indicators: tuple[Indicator, ...]
    address: str
    period: Period
    due: date
    missing: int = 0
    all: int = 0
    level: Level | None = None


@dataclass(frozen=True)
class StartContent:
    """The content of the whole page."""

    language: str
    area: str
    address: str
    today: date
    counts: Mapping[Status, int]
    is_demo: bool
    red: tuple[Matter, ...]
    turning: tuple[Matter, ...]
    amber: tuple[Matter, ...]
    map: RedMap | None
    groups: tuple[GroupTile, ...]
    changes: tuple[ChangeLine, ...]
    late: tuple[LateReports, ...]
    silent: Sequence[AreaCount]
    codes: tuple[str, ...]
