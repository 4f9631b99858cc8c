"""The words of tables of areas × indicators, areas × periods, and all indicators of an area."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.card import Card
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.completeness import card_completeness
from ioc.sentences.values import cell_text, goal_text
from ioc.words.catalogue import Words

# The columns of the table of all indicators of an area.
CARD_COLUMNS = ("value", "target", "status", "period", "complete")


def column_title(indicator: Indicator, period: str, language: str = "vi") -> str:
    """Return what a column or an axis has, in full: "HT01 – Tỷ lệ thôn … (%), tháng 10/2026"."""
    return _heading(indicator, indicator.name(language), period, language)


def file_heading(indicator: Indicator, period: str, language: str = "vi") -> str:
    """Return the heading of a file's column: "HT01 – Thôn có sóng di động (%), tháng 10/2026"."""
    return _heading(indicator, indicator.short_name(language), period, language)


def _heading(indicator: Indicator, name: str, period: str, language: str) -> str:
    label = f", {parse_period(period).label_inside(language)}" if period else ""
    return f"{indicator.code} – {name} ({indicator.unit(language)}){label}"


def column_detail(indicator: Indicator, period: str, page_period: str, language: str = "vi") -> str:
    """Return what stands below a column's name: the unit, and the period if it is another."""
    parts = [indicator.unit(language)]
    if period != page_period:
        parts.append(parse_period(period).short_label(language))
    return " · ".join(parts)


def card_texts(card: Card, language: str = "vi") -> list[str]:
    """Return the cells of a card, as `CARD_COLUMNS`; "–" where there is nothing to say."""
    indicator, has_number = card.indicator, card.value is not None
    return [
        cell_text(indicator, card.cell, language),
        goal_text(indicator, card.target.value, language) if card.target else "–",
        card.verdict.status.label(language),
        card.period.label(language) if card.period and has_number else "–",
        card_completeness(card, language) or "–",
    ]


def silent_text(silent: Sequence[Indicator], language: str = "vi") -> str:
    """Return which indicators have no column, for want of numbers; empty where all have one."""
    if not silent:
        return ""
    names = ", ".join(each.short_name(language) for each in silent)
    return Words("pivot", language)("silent", names=names)
