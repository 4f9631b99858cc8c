"""One indicator of an area: its map, its finding, its trend."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.area.facts import read_facts_line
from callbacks.area.lineage import find_inside
from callbacks.frame.context import Context
from callbacks.lines.line import read_line
from callbacks.lines.series import changes_of
from callbacks.map.spec import map_spec
from data.queries.areas import Area, find_area, read_vintages
from data.queries.catalogue import read_published_figures
from data.queries.comparison.cards import SameAreas
from data.queries.lineage import read_same_land
from data.queries.periods import nearest_period, read_periods
from data.queries.screens.cards import cells_of, read_cards
from data.queries.screens.published import read_published_points
from data.queries.series import read_series
from data.queries.standing import area_standings, read_standing
from ioc.area import Level
from ioc.card import Card, Cell, of_one_village
from ioc.indicator import Indicator
from ioc.local_time import day_text
from ioc.period import Period, PeriodError, parse_period
from ioc.sentences.title import view_title
from ioc.urgency import urgencies
from ioc.view_state import ViewState
from ioc.words.catalogue import say
from layouts.area.sentences import area_finding, map_finding, trend_finding, trend_heading
from layouts.area.trend import PublishedPoint, add_published, fit_time, why_empty
from layouts.area.view import Choice, Explorer, Relative
from layouts.area.words import (
    children_title,
    definition,
    fallback_note,
    map_note,
)
from layouts.figures.line import ChartLine
from layouts.figures.series import Chart, series_figure, with_period_mark


def levels_inside(here: Level, present: Sequence[Level], indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels at which a map of an area's inside can show an indicator.

    Empty: the area has no areas inside, or the indicator is not reported for them; then the map
    shows its siblings.
    """
    if here.below is None:
        return ()
    lowest = min(here.below.depth, indicator.lowest_level.depth)
    # The districts of former times lie between a province and its communes.
    return tuple(
        level for level in Level if level in present and here.depth < level.depth <= lowest
    )


def choose_card(cards: Sequence[Card], state: ViewState) -> Card:
    """Return the card of the requested indicator, else the most urgent, else one with a number."""
    choice = next((card for card in cards if card.indicator.code == state.indicator), None)
    if choice is not None:
        return choice
    if urgent := urgencies(cards):
        return urgent[0].card
    return next((card for card in cards if card.value is not None), cards[0])


def read_explorer(
    context: Context,
    connection: Connection,
    path: Sequence[Area],
    state: ViewState,
    cards: Sequence[Card],
    former_districts: Sequence[Relative],
) -> Explorer:
    """Return the explorer of an area in the state that the address names.

    Args:
        context: the page's context.
        connection: open connection.
        path: the way from the country down to the area.
        state: of the page.
        cards: all cards of the area.
        former_districts: those of a province that has none today.
    """
    here, parent = path[-1], path[-2] if len(path) > 1 else None
    language = state.language or "vi"
    card = choose_card(cards, state)
    indicator, state_period = card.indicator, _period(state.period)
    inside = list(find_inside(context, connection, here))
    levels = levels_inside(here.level, inside, indicator)
    siblings = not levels and parent is not None
    ground = parent if siblings and parent is not None else here
    level = _level(state.level, levels) or here.level
    formers = _formers(former_districts) if level is Level.COMMUNE else ()
    former = state.former if state.former in {each.value for each in formers} else ""
    selection = here.key.code if siblings else state.selected or None
    directory = context.directories.get(
        connection, ground.key.vintage, level, ground.key.code, former or None
    )
    periods = read_periods(connection, indicator, ground.key.vintage, level, directory.only_root)
    map_period = _shown_period(card, state_period, periods, context)
    spec = map_spec(
        context, connection, ground, level, indicator, map_period,
        language=language, selection=selection, former=former or None,
    )  # fmt: skip
    spec["never"] = not periods
    targets = context.directories.targets(connection, indicator.code)
    numbers = read_standing(connection, indicator, directory, map_period, targets)
    parent_card = (
        read_cards(
            connection,
            parent,
            [indicator],
            state_period,
            context.today(),
            directories=context.directories,
        )[0]
        if parent
        else None
    )
    parent_name = parent.full_name if parent else ""
    own_state = state.but(
        indicator=indicator.code,
        level=level.value if levels and level is not levels[0] else "",
        former=former,
        language="",
    )
    names = ViewState.names()
    # An address without an indicator opens on the most urgent one, now and later.
    in_address = own_state.but(indicator=state.indicator and indicator.code)
    query = {
        names[field]: text
        for field in ("former", "level", "indicator", "period")
        if (text := getattr(in_address, field))
    }
    analysis = own_state.but(
        vintage=ground.key.vintage, area=ground.key.code, level=level.value, period=map_period,
        selected=selection or "",
    )  # fmt: skip
    own = of_one_village(
        indicator, here.level, cells_of(read_series(connection, indicator, here.id))
    )
    same = SameAreas(connection, context.directories, here, indicator)
    figure = _figure(context, connection, card, own, same, parent, map_period, language)
    points = read_points(connection, indicator, here)
    add_published(figure, points, indicator, language)
    fit_time(figure)
    trend = trend_finding(card, parent_card, parent_name, language, own, same.compare)
    return Explorer(
        state=own_state.but(vintage=here.key.vintage, area=here.key.code, language=language),
        indicator=indicator,
        card=card,
        title=view_title(indicator, here.full_name, map_period, language),
        spec=spec,
        figure=figure,
        finding=area_finding(card, language, own),
        map_finding=map_finding(
            indicator, level, area_standings(numbers), spec["target"], language
        ),
        map_note=" ".join(
            part
            for part in (
                map_note(here.full_name, here.level, siblings, bool(inside), indicator, language),
                fallback_note(here.full_name, state_period, parse_period(map_period), language),
            )
            if part
        ),
        trend_finding=trend,
        trend_heading=trend_heading(trend, card, language),
        trend_empty=why_empty(
            any(value is not None for trace in figure["data"] for value in trace["y"]),
            any(each.value is not None for each in cards),
            language,
        ),
        facts=read_facts_line(context, connection, path, card, own, language),
        demo=card.is_demo or bool((numbers["demo"] > 0).any()),
        definition=definition(indicator, language, card.owner),
        levels=tuple(Choice(each.value, say(f"level-choice-{each}", language)) for each in levels),
        level=level.value,
        formers=formers,
        periods=tuple(
            Choice(each, parse_period(each).label(language)) for each in reversed(periods)
        ),
        period=map_period,
        list_title=children_title(
            ground.full_name,
            level,
            len(directory.areas),
            language,
            next((each.label for each in formers if each.value == former), ""),
        ),
        analysis=f"/phan-tich?{analysis.to_query()}",
        address=urlencode(query),
    )


def _level(text: str, levels: Sequence[Level]) -> Level | None:
    return next((each for each in levels if each.value == text), levels[0] if levels else None)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None


def _formers(districts: Sequence[Relative]) -> tuple[Choice, ...]:
    several = len({each.place.parent for each in districts}) > 1
    return tuple(
        Choice(
            each.place.key.code,
            f"{each.place.full_name} ({each.place.parent})" if several else each.place.full_name,
        )
        for each in districts
    )


def _shown_period(
    card: Card, state_period: Period | None, periods: Sequence[str], context: Context
) -> str:
    """Return the period of the map: the card's own where the map has it, else the nearest."""
    period = card.period or state_period
    if period is None and periods:
        closed_periods = [each for each in periods if parse_period(each).is_closed(context.today())]
        return (closed_periods or list(periods))[-1]
    nearest = nearest_period(period.iso if period else None, periods)
    return nearest or (period.iso if period else str(context.today().year))


def read_points(
    connection: Connection, indicator: Indicator, here: Area
) -> tuple[PublishedPoint, ...]:
    """Return the published figures of an indicator for an area, or for its former self."""
    vintages = {each.vintage for each in read_published_figures(connection)
            if each.indicator_code == indicator.code}  # fmt: skip
    areas = [here]
    if here.level is Level.PROVINCE and vintages - {here.key.vintage}:
        areas += [find_area(connection, key) for key in read_same_land(connection, here)]
    return tuple(
        PublishedPoint(
            each.period,
            each.value,
            each.as_published,
            each.source_title,
            day_text(each.source_date),
        )
        for each in read_published_points(connection, indicator, areas)
    )


def _figure(
    context: Context,
    connection: Connection,
    card: Card,
    own: Sequence[Cell],
    same: SameAreas,
    parent: Area | None,
    period: str,
    language: str,
) -> Chart:
    indicator = card.indicator
    vintages = read_vintages(connection)
    lines: list[ChartLine] = []

    # The city of Lào Cai lies in the province of Lào Cai.
    alike = parent is not None and parent.name == same.area.name

    def add(each: SameAreas, cells: Sequence[Cell], emphasised: bool = True) -> None:
        name = each.area.full_name if alike else each.area.name
        line = read_line(
            connection, context.directories, each, vintages, name, cells, language,
            card.breaks, emphasised,
        )  # fmt: skip
        lines.append(line)

    if own:
        add(same, own)
    compared = parent if indicator.is_ratio or not indicator.space_rule.adds_up else None
    if compared is not None:
        above = cells_of(read_series(connection, indicator, compared.id))
        if above:
            around = SameAreas(connection, context.directories, compared, indicator)
            add(around, above, emphasised=False)
    changes = changes_of(vintages, own, language)
    figure = series_figure(
        indicator, lines, card.target, language, rows=7, breaks=card.breaks, changes=changes
    )  # fmt: skip
    # The chart is low, and narrow on a phone: the mark must not cover lines, labels and key.
    for note in figure["layout"]["annotations"]:
        if note["name"] == "demo":
            note |= {"x": 1, "y": 0, "xshift": 22, "yshift": -16, "yanchor": "top"}
    figure["layout"]["xaxis"] |= {"nticks": 5, "tickangle": 0, "tickformat": "%m/%y"}
    return with_period_mark(figure, period)
