"""One indicator of an area: which map shows it best, what it says, how it developed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import plotly.graph_objects as go
from sqlalchemy import Connection

from callbacks.analysis_series import changes_of
from callbacks.area_facts import read_facts_line
from callbacks.area_lineage import find_inside
from callbacks.context import Context
from callbacks.map_spec import map_spec
from callbacks.series_line import read_line
from data.queries.areas import Area, find_area, read_vintages
from data.queries.cards import cells_of, read_cards
from data.queries.catalogue import read_published_figures
from data.queries.comparison.cards import SameAreas
from data.queries.lineage import read_same_land
from data.queries.periods import nearest_period, read_periods
from data.queries.published import read_published_points
from data.queries.series import read_series
from data.queries.standing import area_standings, read_standing
from ioc.area import Level
from ioc.card import Card, Cell
from ioc.indicator import Indicator
from ioc.period import Period, PeriodError, parse_period
from ioc.view_state import ViewState
from layouts.area_sentences import area_finding, map_finding, trend_finding
from layouts.area_trend import PublishedPoint, add_published, fit_time, why_empty
from layouts.area_view import Choice, Explorer, Relative
from layouts.area_words import (
    LEVEL_CHOICES,
    children_title,
    definition,
    map_note,
)
from layouts.figures.series import series_figure

DEFAULT_INDICATOR = "HT01"
_CHILD_LEVELS = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
    Level.COMMUNE: (Level.VILLAGE,),
    Level.VILLAGE: (),
}


def levels_inside(here: Level, held: Sequence[Level], indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels at which a map of an area's inside can show an indicator.

    Empty: the area has no areas inside, or the indicator is not reported for them; its place
    among its siblings is shown instead.
    """
    return tuple(
        level
        for level in _CHILD_LEVELS[here]
        if level in held and level.depth <= indicator.lowest_level.depth
    )


def choose_card(cards: Sequence[Card], state: ViewState) -> Card:
    """Return the card of the indicator asked for, else one that holds a number.

    The indicator that a page opens with counts as asked for only where it has a number, or where
    a period was asked for that it has none in.
    """
    asked = next((card for card in cards if card.indicator.code == state.indicator), None)
    plain = state.indicator == DEFAULT_INDICATOR and not state.period
    if asked is not None and (asked.value is not None or not plain):
        return asked
    default = next((card for card in cards if card.indicator.code == DEFAULT_INDICATOR), None)
    held = [card for card in (default, *cards) if card is not None and card.value is not None]
    return held[0] if held else asked or default or cards[0]


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
        state: what is chosen.
        cards: all that the area has.
        former_districts: those of a province that has none today.
    """
    here, parent = path[-1], path[-2] if len(path) > 1 else None
    language = state.language or "vi"
    card = choose_card(cards, state)
    indicator, wanted = card.indicator, _period(state.period)
    inside = list(find_inside(context, connection, here))
    levels = levels_inside(here.level, inside, indicator)
    siblings = not levels and parent is not None
    ground = parent if siblings and parent is not None else here
    level = _level(state.level, levels) or here.level
    formers = _formers(former_districts) if level is Level.COMMUNE else ()
    former = state.former if state.former in {each.value for each in formers} else ""
    selected = here.key.code if siblings else state.selected or None
    directory = context.directories.get(
        connection, ground.key.vintage, level, ground.key.code, former or None
    )
    periods = read_periods(connection, indicator, ground.key.vintage, level, directory.only_root)
    shown = _shown_period(card, wanted, periods, context)
    spec = map_spec(
        context, connection, ground, level, indicator, shown,
        language=language, selected=selected, former=former or None,
    )  # fmt: skip
    spec["never"] = not periods
    targets = context.directories.targets(connection, indicator.code)
    numbers = read_standing(connection, indicator, directory, shown, targets)
    parent_card = (
        read_cards(
            connection,
            parent,
            [indicator],
            wanted,
            context.today(),
            directories=context.directories,
        )[0]
        if parent
        else None
    )
    parent_name = parent.full_name if parent else ""
    kept = state.but(
        indicator=indicator.code,
        level=level.value if levels and level is not levels[0] else "",
        former=former,
        language="",
    )
    names = ViewState.names()
    query = {
        names[field]: getattr(kept, field)
        for field in ("former", "level", "indicator", "period")
        if getattr(kept, field) not in ("", getattr(ViewState(), field))
    }
    analysis = kept.but(
        vintage=ground.key.vintage, area=ground.key.code, level=level.value, period=shown,
        selected=selected or "",
    )  # fmt: skip
    own = cells_of(read_series(connection, indicator, here.id))
    same = SameAreas(connection, context.directories, here, indicator)
    figure = _figure(context, connection, card, own, same, parent, shown, language)
    points = read_points(connection, indicator, here)
    add_published(figure, points, indicator, language)
    fit_time(figure)
    return Explorer(
        state=kept.but(vintage=here.key.vintage, area=here.key.code, language=language),
        indicator=indicator,
        card=card,
        spec=spec,
        figure=figure,
        finding=area_finding(card, language),
        map_finding=map_finding(
            indicator, level, area_standings(numbers), spec["target"], language
        ),
        map_note=map_note(here.full_name, here.level, siblings, bool(inside), indicator, language),
        trend_finding=trend_finding(card, parent_card, parent_name, language, own, same.compare),
        trend_empty=why_empty(
            any(value is not None for trace in figure.data for value in trace.y),
            any(each.value is not None for each in cards),
            language,
        ),
        facts=read_facts_line(context, connection, path, card, own, language),
        demo=card.is_demo or bool((numbers["demo"] > 0).any()),
        definition=definition(indicator, language),
        levels=tuple(Choice(each.value, LEVEL_CHOICES[each][language]) for each in levels),
        level=level.value,
        formers=formers,
        periods=tuple(
            Choice(each, parse_period(each).label(language)) for each in reversed(periods)
        ),
        period=shown,
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


def _level(wanted: str, levels: Sequence[Level]) -> Level | None:
    return next((each for each in levels if each.value == wanted), levels[0] if levels else None)


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
    card: Card, wanted: Period | None, periods: Sequence[str], context: Context
) -> str:
    """Return the period of the map: the card's own where the map has it, else the nearest."""
    asked = card.period or wanted
    if asked is None and periods:
        closed = [each for each in periods if parse_period(each).is_closed(context.today())]
        return (closed or list(periods))[-1]
    found = nearest_period(asked.iso if asked else None, periods)
    return found or (asked.iso if asked else str(context.today().year))


def read_points(
    connection: Connection, indicator: Indicator, here: Area
) -> tuple[PublishedPoint, ...]:
    """Return the published figures of an indicator for an area, or for the same land before."""
    told = {each.vintage for each in read_published_figures(connection)
            if each.indicator_code == indicator.code}  # fmt: skip
    areas = [here]
    if here.level is Level.PROVINCE and told - {here.key.vintage}:
        areas += [find_area(connection, key) for key in read_same_land(connection, here)]
    return tuple(
        PublishedPoint(
            each.period,
            each.value,
            each.as_published,
            each.source_title,
            "/".join(reversed(each.source_date.split("-"))),
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
) -> go.Figure:
    indicator = card.indicator
    vintages = read_vintages(connection)
    lines = []

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
    changes = [(day, words) for day, words in changes_of(vintages, own, language)]
    figure = series_figure(
        indicator, lines, card.target, language, period,
        rows=7, breaks=card.breaks, changes=changes,
    )  # fmt: skip
    # The chart is low, and narrow in a hand: the mark stands clear of lines, labels and key.
    figure.update_annotations(
        {"x": 1, "y": 0, "xshift": 22, "yanchor": "top"}, selector={"name": "demo"}
    )
    figure.update_xaxes(nticks=5, tickangle=0, tickformat="%m/%y")
    return figure
