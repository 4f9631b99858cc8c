"""Reads the content of an area's page: its place, cards, relatives, published figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from callbacks.area.explorer import read_explorer
from callbacks.area.facts import find_numbered
from callbacks.area.lineage import find_inside, find_lineage, lineage_view, relatives, vintage_name
from callbacks.area.vintages import read_ways
from callbacks.frame.context import Context
from data.queries.areas import Area, find_area, read_path, read_vintages
from data.queries.catalogue import all_indicators, read_groups
from data.queries.former import read_former_districts
from data.queries.screens.cards import read_cards
from data.queries.screens.published import read_published_lines
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.card import Card
from ioc.errors import IocError
from ioc.indicator import Indicator
from ioc.local_time import day_text
from ioc.period import Period, PeriodError, parse_period
from ioc.sentences.values import level_word, number, shown_text, value_with_unit
from ioc.shown import digits_of
from ioc.view_state import ViewState
from ioc.words.catalogue import say
from layouts.area.view import (
    AreaContent,
    AreaLink,
    Explorer,
    Group,
    PublishedLine,
    Relative,
    VintageWay,
)


def place_of(area: Area, parent: Area | None = None) -> AreaLink:
    """Return an area as a page names it."""
    return AreaLink(area.key, area.level, area.full_name, parent.full_name if parent else "")


def period_of_state(state: ViewState) -> Period | None:
    """Return the requested period; None for the latest, also where the text is no period."""
    try:
        return parse_period(state.period) if state.period else None
    except PeriodError:
        return None


def read_page(
    context: Context, connection: Connection, key: AreaKey, state: ViewState
) -> AreaContent:
    """Return the whole content of an area's page.

    Raises:
        NotFoundError: no such area.
    """
    language = state.language or "vi"
    path = read_path(connection, key)
    here = path[-1]
    vintages = read_vintages(connection)
    cards, above = read_all_cards(context, connection, here, state)
    former = read_former(connection, here, vintages, language)
    explorer = read_explorer(context, connection, path, state, cards, former)
    lineage = find_lineage(context, connection, here)
    earlier, later = relatives(lineage, vintages, language)
    place = place_of(here, path[-2] if len(path) > 1 else None)
    return AreaContent(
        language=language,
        path=tuple(place_of(each) for each in path),
        vintage=resolve_vintage(key.vintage, vintages),
        ways=read_ways(context, connection, path, vintages, language),
        facts=read_facts(context, connection, here, language),
        is_demo=here.is_demo,
        groups=group_cards(context, connection, path, cards, language),
        above=above,
        above_place=place_of(path[-2]) if len(path) > 1 else None,
        explorer=explorer,
        lineage=lineage_view(lineage, place, vintages, language),
        earlier=earlier,
        later=later,
        former_districts=former,
        published=read_published(context, connection, here, earlier, language),
    )


def read_changed(
    context: Context, connection: Connection, key: AreaKey, state: ViewState
) -> tuple[Explorer, tuple[Group, ...]]:
    """Return the parts of a page that change with a choice or with new numbers."""
    language = state.language or "vi"
    path = read_path(connection, key)
    cards, _ = read_all_cards(context, connection, path[-1], state)
    former = read_former(connection, path[-1], read_vintages(connection), language)
    explorer = read_explorer(context, connection, path, state, cards, former)
    return explorer, group_cards(context, connection, path, cards, language)


def read_all_cards(
    context: Context, connection: Connection, here: Area, state: ViewState
) -> tuple[list[Card], tuple[Indicator, ...]]:
    """Return a card for each indicator of this level, and the indicators that exist only above."""
    indicators = all_indicators(connection)
    inside = [each for each in indicators if each.lowest_level.depth >= here.level.depth]
    cards = read_cards(
        connection,
        here,
        inside,
        period_of_state(state),
        context.today(),
        directories=context.directories,
        with_persons=context.settings.show_persons,
    )
    return cards, tuple(each for each in indicators if each not in inside)


def group_cards(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    cards: Sequence[Card],
    language: str,
) -> tuple[Group, ...]:
    """Return `cards_by_group`, with where else there are numbers of those that have none here."""
    silent = [card.indicator for card in cards if card.value is None]
    return cards_by_group(
        connection, cards, language, find_numbered(context, connection, path, silent)
    )


def cards_by_group(
    connection: Connection,
    cards: Sequence[Card],
    language: str,
    numbered: Mapping[int, tuple[VintageWay, ...]] = MappingProxyType({}),
) -> tuple[Group, ...]:
    """Return the cards by group, those without a number apart; groups without cards left out.

    `numbered`: by the indicator's id, where else there are numbers of it.
    """
    groups = []
    for each in read_groups(connection):
        mine = [card for card in cards if card.indicator.group_code == each.code]
        if mine:
            groups.append(
                Group(
                    code=each.code,
                    name=each.name(language),
                    cards=tuple(card for card in mine if card.value is not None),
                    missing=tuple(card.indicator for card in mine if card.value is None),
                    elsewhere=_by_place(mine, numbered),
                )
            )
    return tuple(groups)


def _by_place(
    cards: Sequence[Card], numbered: Mapping[int, tuple[VintageWay, ...]]
) -> tuple[tuple[tuple[VintageWay, ...], tuple[Indicator, ...]], ...]:
    """Return the indicators that have numbers in other vintages only, by the areas there."""
    places: dict[tuple[VintageWay, ...], list[Indicator]] = {}
    for card in cards:
        if card.value is None and card.indicator.id in numbered:
            places.setdefault(numbered[card.indicator.id], []).append(card.indicator)
    return tuple((ways, tuple(indicators)) for ways, indicators in places.items())


def read_facts(
    context: Context, connection: Connection, here: Area, language: str
) -> tuple[str, ...]:
    """Return code and counts: "Mã 40", "130 xã", "3.806 thôn"."""
    country = here.level is Level.COUNTRY
    texts = [] if country else [say("area-code", language, code=here.key.code)]
    texts += [
        f"{number(count, 0, language)} {level_word(level, language)}"
        for level, count in find_inside(context, connection, here).items()
        # Villages are loaded province by province: their number says nothing of the country.
        if not (country and level is Level.VILLAGE)
    ]
    return tuple(texts)


def read_former(
    connection: Connection, here: Area, vintages: Sequence[Vintage], language: str
) -> tuple[Relative, ...]:
    """Return the former districts of a province that has none of its own today."""
    if here.level is not Level.PROVINCE:
        return ()
    rows: Any = read_former_districts(connection, here.key.vintage, here.key.code)
    return tuple(
        Relative(
            AreaLink(AreaKey(row.vintage, row.code), Level.DISTRICT, row.name, row.province),
            vintage_name(row.vintage, vintages, language),
            "shared",
            None,
            row.communes,
            row.partly,
        )
        for row in rows.itertuples()
    )


def read_published(
    context: Context,
    connection: Connection,
    here: Area,
    earlier: Sequence[Relative],
    language: str,
) -> tuple[PublishedLine, ...]:
    """Return published figures of the area, or else of the former areas that it took over."""
    areas = [here]
    if here.level is Level.PROVINCE:
        areas += [find_area(connection, each.place.key) for each in earlier]
    lines: list[PublishedLine] = []
    for each in areas:
        about = "" if each is here else each.full_name
        for line in read_published_lines(connection, each):
            indicator, figure = line.indicator, line.figure
            name = indicator.name(language) if indicator else ""
            computed = (
                shown_text(indicator, line.computed, language)
                if indicator and line.computed is not None
                else ""
            )
            unit = (
                indicator.unit(language) if indicator and line.computed is not None else figure.unit
            )
            lines.append(
                PublishedLine(
                    about=about,
                    name=name,
                    as_published=figure.as_published,
                    value=value_with_unit(figure.value, unit, digits_of(figure.value), language),
                    period=parse_period(figure.period).label(language),
                    is_target=figure.is_target,
                    source_title=figure.source_title,
                    source_date=day_text(figure.source_date),
                    number=figure.id,
                    publisher=figure.publisher,
                    source_address=figure.source_address,
                    computed=computed,
                    differs=line.differs,
                    why_not=line.why_not,
                    others=", ".join(
                        value_with_unit(other, unit, digits_of(other), language)
                        for other in line.others
                    ),
                )
            )
    return tuple(lines)


def find_elsewhere(connection: Connection, key: AreaKey) -> list[AreaLink]:
    """Return the areas that have this code in other vintages: a hint where a key is unknown."""
    links = []
    for vintage in read_vintages(connection):
        try:
            area = find_area(connection, AreaKey(vintage.code, key.code))
        except IocError:
            continue
        links.append(AreaLink(area.key, area.level, area.full_name, vintage.name_vi))
    return links
