"""Ids of the analysis page."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class AnalysisIds(StrEnum):
    """Ids of the page; assets/src/analysis/analysis.js knows them by these names."""

    PAGE = "analysis-page"
    VIEW = "analysis-view"  # Store: the order that the page was opened with
    OUTPUT = "analysis-adopted"  # Store: a callback without an output is not called at first
    FILTERS = "analysis-filters"
    VINTAGE = "analysis-vintage"
    PROVINCE = "analysis-province"
    DISTRICT = "analysis-district"
    COMMUNE = "analysis-commune"
    LEVEL = "analysis-level"
    GROUP = "analysis-group"
    INDICATOR = "analysis-indicator"
    PERIOD = "analysis-period"
    BASE = "analysis-base"
    MODE = "analysis-mode"
    BESIDE = "analysis-beside"
    CHART = "analysis-chart"
    SECOND = "analysis-second"
    MULTIPLES = "analysis-multiples"
    CHART_NOTE = "analysis-chart-note"
    COMPARE = "analysis-compare"
    PINS = "analysis-pinned"
    PATH = "analysis-path"
    HEADLINE = "analysis-headline"
    FACTS = "analysis-facts"
    DEMO = "analysis-demo"
    UPDATED = "analysis-updated"
    NOTE = "analysis-note"
    DEFINITION = "analysis-definition"
    MAP = "analysis-map"
    SLIDER = "analysis-slider"
    SERIES = "analysis-series"
    SERIES_TITLE = "analysis-series-title"
    SERIES_EMPTY = "analysis-series-empty"
    PICK = "analysis-picked"
    SEARCH = "analysis-search"
    STATUS = "analysis-status"
    MOVE = "analysis-move"
    PIVOT = "analysis-pivot"
    TABLE = "analysis-table"
    PIVOT_TABLE = "analysis-pivot-table"
