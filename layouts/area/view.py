"""The content of an area's page, as plain values: read by callbacks, drawn by layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ioc.answers import MapSpec
from ioc.area import AreaKey, Level, Vintage
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.status import WORST_FIRST, Status
from ioc.view_state import ViewState
from layouts.figures.series import Chart


@dataclass(frozen=True)
class AreaLink:
    """An area that the page names and links to."""

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

    place: AreaLink
    vintage_name: str
    kind: str  # same | renamed | whole | part; shared: land of a former district
    weight: float | None
    communes: int  # how many communes the two have in common; 1 between communes
    partly: int = 0  # how many of those also have land of other former districts


@dataclass(frozen=True)
class VintageWay:
    """A vintage and the area in it with an area's land; `is_alike`: it is of the same level."""

    name: str
    place: AreaLink
    is_here: bool
    is_alike: bool


@dataclass(frozen=True)
class LineageStep:
    """A step from one area to another; areas by the names of their nodes.

    `other` names the nearer end where that is not the area shown; `weight` (0 to 1) is the breadth
    of its ribbon.
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
    """An area in the picture of a lineage, with the steps that are listed beside it."""

    name: str
    place: AreaLink
    is_here: bool
    steps: tuple[LineageStep, ...]


@dataclass(frozen=True)
class LineageColumn:
    """The areas of one vintage; `since` is the first day (dd/mm/yyyy) of the vintage."""

    title: str
    since: str
    nodes: tuple[LineageNode, ...]


@dataclass(frozen=True)
class LineageView:
    """The lineage of an area, the earliest vintage first."""

    columns: tuple[LineageColumn, ...]
    steps: tuple[LineageStep, ...]


@dataclass(frozen=True)
class Group:
    """The cards of one group of indicators; `missing` are the indicators without reports.

    `elsewhere` are those of them that have incomparable numbers of the same land in another
    vintage: the areas there, then the indicators.
    """

    code: str
    name: str
    cards: tuple[Card, ...]
    missing: tuple[Indicator, ...]
    elsewhere: tuple[tuple[tuple[VintageWay, ...], tuple[Indicator, ...]], ...] = ()

    def counts(self) -> dict[Status, int]:
        """Return how many indicators have each status, in the order they are shown."""
        statuses = [card.verdict.status for card in self.cards]
        statuses += [Status.NO_DATA] * len(self.missing)
        return {status: statuses.count(status) for status in WORST_FIRST if status in statuses}


@dataclass(frozen=True)
class Choice:
    """One entry of a choice: its value and its label."""

    value: str
    label: str


@dataclass(frozen=True)
class Explorer:
    """One indicator of the area: its finding, its map, its children, its trend."""

    state: ViewState
    indicator: Indicator
    card: Card
    spec: MapSpec
    figure: Chart
    finding: str
    map_finding: str
    map_note: str
    trend_finding: str  # empty where nothing is compared
    trend_heading: str
    trend_empty: tuple[str, str]  # why there is no trend, what to do next; empty where there is
    facts: str
    demo: bool
    definition: dict[str, str]
    levels: tuple[Choice, ...]
    level: str
    formers: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    period: str
    title: str
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
    why_not: str = ""  # of `PublishedComparison`: why the two are not compared
    others: str = ""  # values of other sources
    number: int = 0  # its row in the store, for addresses that lead to it
    publisher: str = ""  # empty: not known
    source_address: str = ""  # likewise


@dataclass(frozen=True)
class AreaContent:
    """The content of the whole page."""

    language: str
    path: tuple[AreaLink, ...]
    vintage: Vintage
    ways: tuple[VintageWay, ...]
    facts: tuple[str, ...]
    is_demo: bool
    groups: tuple[Group, ...]
    above: tuple[Indicator, ...]
    above_place: AreaLink | None
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
    def here(self) -> AreaLink:
        """The area shown."""
        return self.path[-1]


def total_counts(groups: Sequence[Group]) -> dict[Status, int]:
    """Return how many indicators of the groups have each status, in the order they are shown."""
    each = [group.counts() for group in groups]
    return {
        status: sum(counts.get(status, 0) for counts in each)
        for status in WORST_FIRST
        if any(status in counts for counts in each)
    }
