"""The facts beside a number: period, completeness, missing areas, incomparable numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.area.vintages import read_ways
from callbacks.frame.context import Context
from data.queries.areas import Area, find_area, read_vintages
from data.queries.conversion_gaps import read_indicators_with_reports, read_lacking, read_twins
from ioc.area import Level
from ioc.card import Card, Cell
from ioc.indicator import Indicator, VintageRule
from ioc.local_time import day_text
from ioc.period import parse_period
from layouts.area.view import VintageWay
from layouts.area.words import ended_words, facts_line, incomparable_words, lacking_words


def read_facts_line(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    card: Card,
    series: Sequence[Cell],
    language: str,
) -> str:
    """Return the facts beside a number, the missing areas and incomparable numbers among them."""
    parts = [facts_line(card, language)]
    cell, here = card.cell, path[-1]
    if cell is not None and cell.converted and cell.reported < cell.expected:
        lacking = read_lacking(connection, card.indicator, here, cell.period)
        parts.append(lacking_words([each.full_name for each in lacking], language))
    if card.indicator.vintage_rule is VintageRule.PARTS:
        parts.append(_end_words(context, connection, path, card.indicator, series, language))
    if card.indicator.vintage_rule is VintageRule.NONE:
        ways = find_numbered(context, connection, path, [card.indicator]).get(card.indicator.id)
        parts.append(incomparable_words(ways or (), language))
    return " · ".join(each for each in parts if each)


def _end_words(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    indicator: Indicator,
    series: Sequence[Cell],
    language: str,
) -> str:
    """Return that a former area's series ends with it, for its share of later numbers is unknown.

    Empty where the area is of today, or newer numbers were converted for it.
    """
    here = path[-1]
    vintages = read_vintages(connection)
    own = next(each for each in vintages if each.code == here.row_vintage)
    if own.valid_to is None or here.key.vintage != here.row_vintage:
        return ""
    reports = [each for each in series if each.value is not None]
    if not reports or parse_period(reports[-1].period).end.isoformat() > own.valid_to:
        return ""
    ways = _numbered(context, connection, path, [indicator]).get(indicator.id)
    return ended_words(day_text(own.valid_to), language) if ways else ""


def find_numbered(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    indicators: Sequence[Indicator],
) -> dict[int, tuple[VintageWay, ...]]:
    """Return the areas of other vintages that have numbers of an area's land, by indicator id.

    Only for indicators that are not converted between vintages, and only areas that are not the
    same unit: that one shares all its numbers.
    """
    incomparable = [each for each in indicators if each.vintage_rule is VintageRule.NONE]
    return _numbered(context, connection, path, incomparable)


def _numbered(
    context: Context, connection: Connection, path: Sequence[Area], indicators: Sequence[Indicator]
) -> dict[int, tuple[VintageWay, ...]]:
    by_indicator: dict[int, list[VintageWay]] = {}
    if not indicators or path[-1].level is Level.COUNTRY:
        return {}
    vintages = read_vintages(connection)
    same = {*read_twins(connection, path[-1].id), path[-1].id}
    for way in read_ways(context, connection, path, vintages, "vi"):
        there = find_area(connection, way.place.key)
        if way.is_here or not way.is_alike or there.id in same:
            continue
        for ident in read_indicators_with_reports(
            connection, [there.id], [each.id for each in indicators]
        ):
            by_indicator.setdefault(ident, []).append(way)
    return {ident: tuple(ways) for ident, ways in by_indicator.items()}
