"""The content of the analysis page, as plain values: read by callbacks, drawn by layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ioc.answers import AnalysisOrder
from ioc.view_state import ViewState
from layouts.components.filters import Option


@dataclass(frozen=True)
class Choices:
    """The options of each select; `districts` are those of the vintage, or former ones."""

    vintages: Sequence[Option]
    provinces: Sequence[Option]
    districts: Sequence[Option]
    district_label: str
    communes: Sequence[Option]
    levels: Sequence[Option]
    groups: Sequence[Option]
    indicators: Sequence[Option]
    periods: Sequence[Option]
    bases: Sequence[Option]


@dataclass(frozen=True)
class PlaceChoice:
    """The value of each select that is no field of the state."""

    province: str
    district: str
    commune: str


@dataclass(frozen=True)
class PublishedNote:
    """A published figure in a line: text, address on its area's page, source, the source's page."""

    text: str
    address: str
    source: str
    source_address: str  # empty: not known


@dataclass(frozen=True)
class Note:
    """The line below the headline: text, a way out, published figures; each may be empty."""

    text: str
    way_out: tuple[str, str, str] | None  # code, name, address of an area that has more to show
    published: Sequence[PublishedNote]  # instead of numbers, where there are none


@dataclass(frozen=True)
class AnalysisContent:
    """The content of the page when it is opened.

    `order` is what analysis/analysis.js draws map, table, chart and time control from; a later
    order comes from `VIEW_PATH`. `mode` is how the map is coloured, chosen or not.
    """

    state: ViewState
    language: str
    choices: Choices
    place_choice: PlaceChoice
    path: Sequence[tuple[str, str, str]]  # code, name, address
    headline: str
    facts: str
    demo: str
    note: Note
    order: AnalysisOrder
    mode: str
    home: str  # code of the area that an address without one shows
