"""What stands beside a number: period, completeness, what it lacks, what cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.area_vintages import read_ways
from callbacks.context import Context
from data.queries.areas import Area, find_area, read_vintages
from data.queries.brought_over import read_lacking, read_numbered, read_twins
from ioc.area import Level
from ioc.card import Card, Cell
from ioc.indicator import Indicator, VintageRule
from ioc.period import parse_period
from layouts.area_view import VintageWay
from layouts.area_words import ended_words, facts_line, incomparable_words, lacking_words


def read_facts_line(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    card: Card,
    series: Sequence[Cell],
    language: str,
) -> str:
    """Return the facts beside a number: also what it lacks, or why there is none from before."""
    said = [facts_line(card, language)]
    cell, here = card.cell, path[-1]
    if cell is not None and cell.converted and cell.reported < cell.expected:
        lacking = read_lacking(connection, card.indicator, here, cell.period)
        said.append(lacking_words([each.full_name for each in lacking], language))
    if card.indicator.vintage_rule is VintageRule.PARTS:
        said.append(_ended(context, connection, path, card.indicator, series, language))
    if card.indicator.vintage_rule is VintageRule.NONE:
        ways = find_numbered(context, connection, path, [card.indicator]).get(card.indicator.id)
        said.append(incomparable_words(ways or (), language))
    return " · ".join(each for each in said if each)


def _ended(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    indicator: Indicator,
    series: Sequence[Cell],
    language: str,
) -> str:
    """Return that a former area's series ends with it: nobody knows its share of what came after.

    Empty where the area is of today, or newer numbers were brought over.
    """
    here = path[-1]
    vintages = read_vintages(connection)
    own = next(each for each in vintages if each.code == here.row_vintage)
    if own.valid_to is None or here.key.vintage != here.row_vintage:
        return ""
    held = [each for each in series if each.value is not None]
    if not held or parse_period(held[-1].period).end.isoformat() > own.valid_to:
        return ""
    ways = _numbered(context, connection, path, [indicator]).get(indicator.id)
    day = "/".join(reversed(own.valid_to.split("-")))
    return ended_words(day, language) if ways else ""


def find_numbered(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    indicators: Sequence[Indicator],
) -> dict[int, tuple[VintageWay, ...]]:
    """Return where in other vintages an area's land has numbers, by the indicator's id.

    Only of indicators that do not go over from one vintage to another, and of areas that are not
    the very same one there, to which all its numbers belong.
    """
    asked = [each for each in indicators if each.vintage_rule is VintageRule.NONE]
    return _numbered(context, connection, path, asked)


def _numbered(
    context: Context, connection: Connection, path: Sequence[Area], asked: Sequence[Indicator]
) -> dict[int, tuple[VintageWay, ...]]:
    found: dict[int, list[VintageWay]] = {}
    if not asked or path[-1].level is Level.COUNTRY:
        return {}
    vintages = read_vintages(connection)
    same = {*read_twins(connection, path[-1].id), path[-1].id}
    for way in read_ways(context, connection, path, vintages, "vi"):
        there = find_area(connection, way.place.key)
        if way.is_here or not way.is_alike or there.id in same:
            continue
        for ident in read_numbered(connection, [there.id], [each.id for each in asked]):
            found.setdefault(ident, []).append(way)
    return {ident: tuple(ways) for ident, ways in found.items()}
