"""The content of a report: words and plain numbers, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ioc.status import Status

Ring = Sequence[tuple[float, float]]


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


@dataclass(frozen=True)
class MapArea:
    """An area of the map: its verdict and its rings (x to the right, y up, any scale)."""

    status: Status
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class SeriesPoint:
    """One period of the series: its label, its value and the text of the value."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class ReportContent:
    """All that a report says, in reading order."""

    language: str
    area: str
    title: str
    facts: str
    findings: tuple[str, ...]
    groups: tuple[ReportGroup, ...]
    areas: tuple[MapArea, ...]
    legend: tuple[tuple[Status, str], ...]
    series: tuple[SeriesPoint, ...]
    target: float | None
    worst: tuple[ReportRow, ...]
    table: tuple[ReportRow, ...]
    owner: str
    sources: tuple[str, ...]
    demo: str
    day: str
    office: str
