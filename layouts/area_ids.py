"""Ids of an area's page."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Ids(StrEnum):
    """Places of the page; each starts with "area-"."""

    ROOT = "area-page"
    STATE = "area-state"  # Store: fields of ioc.view_state.ViewState
    SPEC = "area-spec"  # Store: what window.ioc.map.show draws
    ADDRESS = "area-address"  # Store: the query of the page's own address
    CARDS = "area-cards"  # Store: HTML by the id of its place
    SEEN = "area-seen"  # Store: what each card shows, to refresh only what differs
    MAP = "area-map"
    SLIDER = "area-slider"  # drawn by assets/ioc-area-time.js
    PICKED = "area-picked"
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
    BALANCE = "area-balance"


def definition_id(name: str) -> str:
    """Return the id of one row of the definition."""
    return f"area-definition-{name}"


# What runs in the browser when the page arrives.
DONE = ("state", "draw", "address", "cards")


def done_id(name: str) -> str:
    """Return the id of the store that a browser's function writes when it has run."""
    return f"area-done-{name}"


def card_id(code: str) -> str:
    """Return the id of the place of an indicator's card."""
    return f"area-card-{code}"


def group_id(code: str, part: str) -> str:
    """Return the id of a part ("cards", "counts", "chip", "missing") of a group."""
    return f"area-group-{part}-{code}"
