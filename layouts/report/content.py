"""The content of a report: words and plain numbers, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ioc.around import Around, Box, Patch, PlaceName, Ring
from ioc.card import Cell
from ioc.series_break import SeriesBreak
from ioc.status import Status

# Width of the map's picture by its height, on paper of either kind.
MAP_RATIO = 1.75


@dataclass(frozen=True)
class ReportRow:
    """One line of a table: an indicator or an area, with its number and verdict in words."""

    name: str
    value: str
    target: str
    verdict: str
    status: Status
    more: str = ""


@dataclass(frozen=True)
class ReportGroup:
    """The indicators of a group."""

    name: str
    rows: tuple[ReportRow, ...]


class LegendLine(NamedTuple):
    """A colour of the map and what it means, with the number of areas that have it.

    `is_hatched`: there are lines across these areas.
    """

    fill: str
    text: str
    is_hatched: bool = False


@dataclass(frozen=True)
class MapArea:
    """An area of the map: its colour, its land in degrees, and its name where there is room.

    `islets` are its far islands, which are drawn as dots; `is_worst`: its name goes before others;
    `is_hatched`: it has no number.
    """

    fill: str
    patches: tuple[Patch, ...]
    name: PlaceName | None = None
    is_worst: bool = False
    islets: tuple[Ring, ...] = ()
    is_hatched: bool = False


@dataclass(frozen=True)
class MapPoint:
    """A village: its colour and place; its name only where it is one of the worst.

    `depth`: the one with the higher depth is drawn over the other.
    """

    fill: str
    lon: float
    lat: float
    depth: int = 0
    name: str = ""


@dataclass(frozen=True)
class ReportMap:
    """The map of a report: areas or villages, what lies around them, and whose data it is.

    `own` is the land that villages lie in, `others` are areas of the country without numbers here.
    `seas` are names by the ids of their messages, `inset` the box of far islands, if they have one.
    `not_drawn` counts areas that have no shape, and villages that have no place.
    """

    frame: Box
    areas: tuple[MapArea, ...] = ()
    points: tuple[MapPoint, ...] = ()
    own: tuple[Patch, ...] = ()
    others: tuple[Patch, ...] = ()
    other_names: tuple[PlaceName, ...] = ()
    outline: tuple[Ring, ...] = ()
    around: Around = field(default_factory=Around)
    inset: Box | None = None
    credit: str = ""
    not_drawn: int = 0


@dataclass(frozen=True)
class SeriesPoint:
    """One period of the series: its label, its cell and the text of its value."""

    label: str
    cell: Cell
    text: str

    @property
    def period(self) -> str:
        """The period, ISO."""
        return self.cell.period

    @property
    def value(self) -> float | None:
        """Its value, not rounded; None where nothing was reported."""
        return self.cell.value


@dataclass(frozen=True)
class ReportContent:
    """All that a report says, in reading order.

    `breaks` are those of the series; `series_notes` say what its strokes mean, and why it breaks.
    """

    language: str
    area: str
    title: str
    facts: str
    findings: tuple[str, ...]
    groups: tuple[ReportGroup, ...]
    map: ReportMap | None
    legend: tuple[LegendLine, ...]
    series: tuple[SeriesPoint, ...]
    target: float | None
    target_label: str
    worst: tuple[ReportRow, ...]
    table: tuple[ReportRow, ...]
    owner: str
    sources: tuple[str, ...]
    demo: str
    day: str
    office: str
    emblem: bytes = b""
    not_drawn: str = ""
    breaks: tuple[SeriesBreak, ...] = ()
    series_notes: tuple[str, ...] = ()
