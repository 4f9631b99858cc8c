"""Ids of an area's page."""

from __future__ import annotations

from enum import StrEnum, unique

from ioc.area import AreaKey


@unique
class AreaIds(StrEnum):
    """Ids of the page's elements; each starts with "area-"."""

    ROOT = "area-page"
    STATE = "area-state"  # Store: fields of ioc.view_state.ViewState
    SPEC = "area-spec"  # Store: the spec for window.ioc.map.show
    ADDRESS = "area-address"  # Store: the query of the page's own address
    CARDS = "area-cards"  # Store: HTML by the id of its place
    MAP = "area-map"
    SLIDER = "area-slider"  # drawn by assets/src/area/time.js
    PICK = "area-picked"
    LIST = "area-list"
    LIST_TITLE = "area-list-title"
    LIST_FILTER = "area-list-filter"
    LIST_ORDER = "area-list-order"
    FINDING = "area-finding"
    FACTS = "area-facts"
    DEMO = "area-demo"
    MAP_FINDING = "area-map-finding"
    MAP_NOTE = "area-map-note"
    TREND = "area-trend"
    TREND_WHY = "area-trend-why"
    TREND_NEXT = "area-trend-next"
    TREND_EMPTY = "area-trend-empty"
    TREND_FINDING = "area-trend-finding"
    LEVEL = "area-level"
    LEVEL_PLACE = "area-level-place"
    FORMER = "area-former"
    FORMER_PLACE = "area-former-place"
    PERIOD = "area-period"
    PERIOD_PLACE = "area-period-place"
    PERIOD_BEFORE = "area-period-before"
    PERIOD_AFTER = "area-period-after"
    ANALYSIS = "area-analysis"
    REPORT = "area-report"
    BALANCE = "area-balance"


def definition_id(name: str) -> str:
    """Return the id of one row of the definition."""
    return f"area-definition-{name}"


def published_id(number: int) -> str:
    """Return the id of a published figure's row, to which addresses lead."""
    return f"so-cong-bo-{number}"


def published_address(area: AreaKey, number: int) -> str:
    """Return the address of a published figure: its row on the page of its area."""
    return f"/dia-ban/{area.vintage}/{area.code}#{published_id(number)}"


# Functions of the browser that run when the page arrives.
ON_ARRIVAL = ("state", "draw", "address", "cards")


def output_id(name: str) -> str:
    """Return the id of the store that is the output of a function of the browser."""
    return f"area-done-{name}"


def card_id(code: str) -> str:
    """Return the id of the place of an indicator's card."""
    return f"area-card-{code}"


def group_id(code: str, part: str) -> str:
    """Return the id of a part ("cards", "counts", "missing") of a group."""
    return f"area-group-{part}-{code}"
