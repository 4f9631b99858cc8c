"""The content of the analysis page for a view, and the order from which its scripts draw."""

from __future__ import annotations

from sqlalchemy import Connection

from callbacks.analysis.choices import place_choice, read_choices
from callbacks.analysis.published import read_published_notes
from callbacks.analysis.since import read_since
from callbacks.frame.context import Context
from callbacks.lines.former import read_partly_words, read_unlisted_words, side_of
from callbacks.lines.multiples import KINDS, group_codes, read_multiples_chart
from callbacks.lines.pairs import read_pairs_chart, second_of
from callbacks.lines.series import read_chart
from callbacks.map.spec import ground, measure, slice_address
from data.numbers.pack import Pack
from data.queries.areas import Area
from data.queries.base_period import base_period, base_periods, periods_uncompared
from data.queries.comparison.cards import SameAreas
from data.queries.completeness import count_within
from data.queries.owners import owner_of
from data.queries.preliminary import preliminary_areas
from data.queries.screens.view_table import (
    read_awaited_period,
    read_shown_cells,
    target_in_force,
    target_steps,
)
from data.queries.view import View
from ioc.answers import AnalysisOrder, AnalysisPlace, ChartOrder
from ioc.area import Level
from ioc.card import Within
from ioc.period import parse_period
from ioc.sentences.definition import definition
from ioc.sentences.title import view_title
from ioc.sentences.values import demo_word, level_word, preliminary_word
from ioc.view_state import ViewState
from ioc.words.catalogue import Words
from layouts.analysis.content import AnalysisContent, Note
from layouts.analysis.message import demo_label, facts, headline
from layouts.analysis.page import PATH, note_parts, path_links
from layouts.analysis.words import FIELD_WORDS
from layouts.components.html_text import to_html


def make_page(
    context: Context, connection: Connection, view: View, language: str
) -> AnalysisContent:
    """Return the content of the page when it is opened."""
    words = Words("analysis", language)
    note = _read_note(context, connection, view, words, language)
    order = read_order(context, connection, view, language, note=note)
    place = read_place(context, connection, view, language)
    return AnalysisContent(
        state=view.state,
        language=language,
        choices=read_choices(connection, context.directories, view, words, language),
        place_choice=place_choice(view),
        path=_way(view, words),
        headline=order["headline"],
        facts=order["facts"],
        demo=order["demo"],
        note=note,
        order=order | {"place": place},
        mode=mode_shown(view, order),
        home=context.settings.province,
    )


def read_order(
    context: Context,
    connection: Connection,
    view: View,
    language: str,
    cells: Pack | None = None,
    note: Note | None = None,
) -> AnalysisOrder:
    """Return what depends on indicator, period or picked area: words, classes, chart.

    The numbers of the areas on the map are not part of it; `cells` are they, where the caller has
    read them, as `note` is the view's note.
    """
    state, indicator = view.state, view.indicator
    words = Words("analysis", language)
    series = read_shown_cells(connection, context.directories, view)
    cell = next((each for each in series if each.period == view.period), None)
    targets = context.directories.targets(connection, indicator.code)
    target = target_in_force(targets, view)
    reporting = context.directories.reporting_level(connection, view.area, indicator.lowest_level)
    is_closed = bool(view.last_closed and view.period and view.period <= view.last_closed)
    likely = [each for each in (view.period, base_period(view)) if each]
    same = SameAreas(connection, context.directories, view.former or view.area, indicator, likely)
    awaited = read_awaited_period(connection, context.directories, view, context.today())
    note = note or _read_note(context, connection, view, words, language)
    preliminary = ""
    if cell is not None and view.period:
        ids = preliminary_areas(connection, context.directories, indicator, view.period)
        is_preliminary = (view.former or view.area).id in ids
        preliminary = preliminary_word(language) if is_preliminary else ""
    order: AnalysisOrder = {
        "revision": context.directories.touched(connection, *codes_shown(view)),
        "areas_revision": context.directories.touched(connection),
        "day": context.today().isoformat(),
        "language": language,
        "state": state.to_dict(),
        "measure": measure(context, connection, view.area, view.level, indicator, view.period,
                           language, state.former or None, cells),
        "group": indicator.group_code,
        "source": _sources(view, language),
        "periods": list(view.periods),
        "uncompared": periods_uncompared(view),
        "targets": target_steps(connection, view, targets),
        "levels": [each.value for each in view.levels],
        "too_deep": is_too_deep(view),
        "headline": headline(
            indicator, shown_name(view, words), cell, language, series, view.breaks
        ),
        "facts": facts(indicator, cell, reporting, view.period, is_closed, target,
                       language, side_of(view, cell), _within(context, connection, view, reporting),
                       same.fill(cell, view.breaks) if cell else None,
                       (view.former or view.area).level, awaited,
                       read_since(context, connection, view, series, target, language)),
        "demo": " · ".join(filter(None, (demo_label(cell, language), preliminary))),
        "note": to_html(note_parts(note, language)),
        "title": view_title(indicator, (view.former or view.area).full_name, view.period, language,
                            second_of(view)),
        "chart": _read_special_chart(context, connection, view, language)
        or read_chart(context, connection, view, series, target, language, same, awaited),
    }  # fmt: skip
    if state.base:
        order["bases"] = base_periods(view)
    return order


def _read_special_chart(
    context: Context, connection: Connection, view: View, language: str
) -> ChartOrder | None:
    """Return the chart of the state's kind; None: one over time."""
    if view.state.chart == "two":
        return read_pairs_chart(context, connection, view, language)
    if view.state.chart in KINDS:
        return read_multiples_chart(context, connection, view, language)
    return None


def codes_shown(view: View) -> list[str]:
    """Return the codes of the indicators whose numbers the page shows."""
    if view.state.chart == "group":
        return group_codes(view)
    second = second_of(view)
    return [view.indicator.code, *([second.code] if second else [])]


def _sources(view: View, language: str) -> str:
    """Return whose numbers the chart shows, each source once."""
    second = second_of(view)
    both = [view.indicator, *([second] if second else [])]
    return "; ".join(dict.fromkeys(each.source(language) for each in both))


def read_place(
    context: Context, connection: Connection, view: View, language: str
) -> AnalysisPlace:
    """Return what depends on the place alone: land, path, selects."""
    words = Words("analysis", language)
    former = view.state.former or None
    spec = ground(context, connection, view.area, view.level, language, former)
    numbers_spec = {
        **spec,
        "indicator": view.indicator.code,
        "period": view.period,
        "revision": context.directories.touched(connection, view.indicator.code),
    }
    places = place_choice(view)
    return {
        "ground": {
            **spec,
            "slice": slice_address(numbers_spec, former),
            "demo_label": demo_word(language),
        },
        "chosen": {
            "province": places.province,
            "district": places.district,
            "commune": places.commune,
        },
        "path": to_html(path_links(_way(view, words))),
        "drill": view.level is not Level.VILLAGE and _has_inside(view),
        "own_districts": Level.DISTRICT in view.present,
        "groups": _first_of_groups(view),
    }


def read_definition(
    context: Context, connection: Connection, view: View, language: str
) -> list[tuple[str, str]]:
    """Return the terms of the indicator's definition, with the target in force and who answers."""
    targets = context.directories.targets(connection, view.indicator.code)
    owner = owner_of(
        connection,
        context.directories,
        view.indicator,
        view.area,
        with_person=context.settings.show_persons,
    )
    return definition(view.indicator, target_in_force(targets, view), language, owner)


def shown_name(view: View, words: Words) -> str:
    """Return the name of the area shown, or of the former district."""
    if view.former is not None:
        return f"{view.former.full_name} ({words['was']})"
    return view.area.name if view.area.level is not Level.COUNTRY else words["country"]


def _way(view: View, words: Words) -> list[tuple[str, str, str]]:
    """Return code, name and address of every area from the country down to the one shown."""
    way = [
        (each.key.code, _short(each, words), f"{PATH}?{_inside(view.state, each).to_query()}")
        for each in view.path
    ]
    if view.former is not None:
        way.append((view.former.key.code, shown_name(view, words), ""))
    return way


def _short(area: Area, words: Words) -> str:
    return words["country"] if area.level is Level.COUNTRY else area.full_name


def _inside(state: ViewState, area: Area) -> ViewState:
    """Return the state that shows another area of the same vintage."""
    return state.but(area=area.key.code, former="", level="", selected="", search="", status="")


def mode_shown(view: View, order: AnalysisOrder) -> str:
    """Return how the map is coloured: as chosen, else by verdict where its areas have a target."""
    steps = [target for since, target in order["targets"] if since <= view.period]
    last = steps[-1] if steps else None
    has_target = last is not None or bool(order["measure"]["own_targets"])
    return view.state.mode or (view.state.colour if has_target else "value")


def _has_inside(view: View) -> bool:
    """Tell whether the areas shown have areas of their own to go down to."""
    return view.level is not Level.COMMUNE or Level.VILLAGE in view.present


def _within(
    context: Context, connection: Connection, view: View, reporting: Level | None
) -> Within | None:
    """Return how many areas inside have a number, where villages and communes would be added."""
    if reporting is not None or not view.period:
        return None
    return count_within(
        connection, context.directories, view.area, view.indicator, view.period, view.state.former
    )


def _first_of_groups(view: View) -> dict[str, str]:
    """Return the first indicator of each group, which is shown when the group is chosen."""
    first: dict[str, str] = {}
    for each in view.indicators:
        first.setdefault(each.group_code, each.code)
    return first


def is_too_deep(view: View) -> bool:
    """Tell whether the areas shown lie below the lowest level that reports the indicator."""
    return view.level.depth > view.indicator.lowest_level.depth


def _way_out(view: View, words: Words) -> tuple[str, str, str] | None:
    """Return the nearest area around the one shown whose inside has the indicator's numbers."""
    if not is_too_deep(view):
        return None
    for each in reversed(view.path[:-1]):
        if each.level.depth < view.indicator.lowest_level.depth:
            address = f"{PATH}?{_inside(view.state, each).to_query()}"
            return each.key.code, _short(each, words), address
    return None


def _read_note(
    context: Context, connection: Connection, view: View, words: Words, language: str
) -> Note:
    parts = [
        read_partly_words(context, connection, view, language),
        read_unlisted_words(context, connection, view, language),
        _note(view, words, language),
    ]
    text = " ".join(part for part in parts if part)
    return Note(text, _way_out(view, words), read_published_notes(connection, view, language))


def _note(view: View, words: Words, language: str) -> str:
    parts = []
    if view.refusals:
        names = ", ".join(
            words[FIELD_WORDS[name]].lower() for name in view.refusals if name in FIELD_WORDS
        )
        if names:
            parts.append(f"{words['refused']}: {names}.")
        if "period" in view.refusals and view.period:
            last = parse_period(view.periods[-1]).label_inside(language)
            here = (view.former or view.area).full_name
            parts.append(words("until", area=here, period=last))
    if not view.periods:
        parts.append(words["nothing"])
    elif not view.has_level_data:
        if is_too_deep(view):
            lowest = level_word(view.indicator.lowest_level, language)
            parts.append(words("too_deep", level=lowest))
        else:
            parts.append(words["nothing"])
    return " ".join(parts)
