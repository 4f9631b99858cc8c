"""What the page of one area shows, as plain values: read by callbacks, written out by layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ioc.area import AreaKey, Level, Vintage
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.status import Status
from ioc.view_state import ViewState

# Most urgent last, as one reads a balance: what is well, what is not, what nobody knows.
STATUS_ORDER = (
    Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET, Status.TOO_FEW, Status.NO_DATA
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An area that the page names and leads to."""

    key: AreaKey
    level: Level
    full_name: str
    parent: str = ""

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/dia-ban/{self.key.vintage}/{self.key.code}"


@dataclass(frozen=True)
class Relative:
    """An earlier or later area that shares land with the one shown."""

    place: Place
    vintage_name: str
    kind: str  # same | renamed | whole | part; shared: land of a former district
    weight: float | None
    communes: int  # how many communes the two have in common; 1 between communes
    partly: int = 0  # how many of those hold land of other former districts too


@dataclass(frozen=True)
class VintageWay:
    """A vintage and where an area's land is found in it; `is_alike`: as an area of the level."""

    name: str
    place: Place
    is_here: bool
    is_alike: bool


@dataclass(frozen=True)
class LineageStep:
    """What is said of one area going over into another; areas by the names of their nodes.

    `other` names the nearer end where that is not the area shown; `weight` (0 to 1) is how broad it
    is drawn.
    """

    source: str
    target: str
    change: str  # data.queries.lineage.Change
    share: float | None
    basis: str  # ioc.indicator.Basis; empty where the share is not known
    note: str
    communes: int
    all_communes: int
    other: str
    weight: float


@dataclass(frozen=True)
class LineageNode:
    """An area in the picture of a lineage, with the steps that are told beside it."""

    name: str
    place: Place
    is_here: bool
    steps: tuple[LineageStep, ...]


@dataclass(frozen=True)
class LineageColumn:
    """The areas of one vintage; `since` is the date (dd/mm/yyyy) of the change that made them."""

    title: str
    since: str
    nodes: tuple[LineageNode, ...]


@dataclass(frozen=True)
class LineageView:
    """Where an area came from and what it became, the earliest vintage first."""

    columns: tuple[LineageColumn, ...]
    steps: tuple[LineageStep, ...]


@dataclass(frozen=True)
class Group:
    """The cards of one group of indicators; `missing` are those that nobody has reported.

    `elsewhere` are those of them that have numbers of the same land in another vintage, which
    cannot be compared: their names after where the numbers are.
    """

    code: str
    name: str
    cards: tuple[Card, ...]
    missing: tuple[Indicator, ...]
    elsewhere: tuple[tuple[tuple[VintageWay, ...], tuple[Indicator, ...]], ...] = ()

    def counts(self) -> dict[Status, int]:
        """Return how many indicators have each status, in the order they are shown."""
        found = [card.verdict.status for card in self.cards]
        found += [Status.NO_DATA] * len(self.missing)
        return {status: found.count(status) for status in STATUS_ORDER if status in found}


@dataclass(frozen=True)
class Choice:
    """One entry of a choice: its value and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class Explorer:
    """One indicator of the area: its finding, its map, its children, its trend."""

    state: ViewState
    indicator: Indicator
    card: Card
    spec: dict[str, Any]
    figure: Any
    finding: str
    map_finding: str
    map_note: str
    trend_finding: str
    trend_empty: tuple[str, str]  # why there is no trend, what to do next; empty where there is
    facts: str
    demo: bool
    definition: dict[str, str]
    levels: tuple[Choice, ...]
    level: str
    formers: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    period: str
    list_title: str
    analysis: str
    address: str


@dataclass(frozen=True)
class PublishedLine:
    """A published figure with the number computed from the store for the same period, if any."""

    about: str
    name: str
    as_published: str
    value: str
    period: str
    is_target: bool
    source_title: str
    source_date: str
    computed: str
    differs: bool | None  # None: not compared
    why_not: str = ""  # "demo" | "rough": why a number that there is is not compared
    others: str = ""  # what other sources name for the same


@dataclass(frozen=True)
class AreaPage:
    """The whole page."""

    language: str
    path: tuple[Place, ...]
    vintage: Vintage
    ways: tuple[VintageWay, ...]
    facts: tuple[str, ...]
    is_demo: bool
    groups: tuple[Group, ...]
    above: tuple[Indicator, ...]
    above_place: Place | None
    explorer: Explorer
    lineage: LineageView
    earlier: tuple[Relative, ...]
    later: tuple[Relative, ...]
    former_districts: tuple[Relative, ...]
    published: tuple[PublishedLine, ...]

    @property
    def codes(self) -> list[str]:
        """Codes of all indicators shown, with a number or without."""
        cards = (card.indicator.code for group in self.groups for card in group.cards)
        return sorted([*cards, *(each.code for group in self.groups for each in group.missing)])

    @property
    def here(self) -> Place:
        """The area shown."""
        return self.path[-1]


def total_counts(groups: Sequence[Group]) -> dict[Status, int]:
    """Return how many indicators of the groups have each status, in the order they are shown."""
    each = [group.counts() for group in groups]
    return {
        status: sum(counts.get(status, 0) for counts in each)
        for status in STATUS_ORDER
        if any(status in counts for counts in each)
    }
