"""What the analysis page shows of a view, in words and as the order to its scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from callbacks.analysis_choices import chosen_places, read_choices
from callbacks.analysis_former import read_partly_words, read_unlisted_words, side_of
from callbacks.analysis_series import read_chart
from callbacks.context import Context
from callbacks.map_spec import ground, measure, slice_address
from data.queries.areas import Area
from data.queries.catalogue import Target, find_target_in_force
from data.queries.comparison.cards import SameAreas
from data.queries.completeness import count_within
from data.queries.view import View, period_before
from data.queries.view_table import read_shown_cells, read_view_awaited, target_steps
from ioc.area import Level
from ioc.card import TargetValue, Within
from ioc.view_state import ViewState
from layouts.analysis import PATH, Page, note_parts, path_links
from layouts.analysis_message import definition, demo_label, facts, headline
from layouts.analysis_words import FIELD_WORDS, WORDS
from layouts.html_text import to_html
from layouts.text import DEMO, Words, level_word


def make_page(context: Context, connection: Connection, view: View, language: str) -> Page:
    """Return everything that the page holds when it is opened."""
    words = Words(WORDS, language)
    order = read_order(context, connection, view, language)
    place = read_place(context, connection, view, language)
    return Page(
        state=view.state,
        language=language,
        choices=read_choices(connection, context.directories, view, words, language),
        chosen=chosen_places(view),
        path=_way(view, words),
        headline=order["headline"],
        facts=order["facts"],
        demo=order["demo"],
        note=_full_note(context, connection, view, words, language),
        way_out=_way_out(view, words),
        order=order | {"place": place},
        home=context.settings.province,
    )


def read_order(
    context: Context, connection: Connection, view: View, language: str
) -> dict[str, Any]:
    """Return what another indicator, period or picked area changes: words, classes, chart.

    The numbers of the areas on the map are no part of it.
    """
    state, indicator = view.state, view.indicator
    words = Words(WORDS, language)
    series = read_shown_cells(connection, context.directories, view)
    cell = next((each for each in series if each.period == view.period), None)
    targets = context.directories.targets(connection, indicator.code)
    target = target_in_force(targets, view)
    reporting = context.directories.reporting_level(connection, view.area, indicator.lowest_level)
    closed = bool(view.closed and view.period and view.period <= view.closed)
    likely = [each for each in (view.period, period_before(view)) if each]
    same = SameAreas(connection, context.directories, view.former or view.area, indicator, likely)
    awaited = read_view_awaited(connection, context.directories, view, context.today())
    note = note_parts(_full_note(context, connection, view, words, language), _way_out(view, words))
    return {
        "revision": context.directories.touched(connection, indicator.code),
        "areas_revision": context.directories.touched(connection),
        "day": context.today().isoformat(),
        "language": language,
        "state": state.to_dict(),
        "measure": measure(context, connection, view.area, view.level, indicator, language,
                           state.former or None),
        "group": indicator.group_code,
        "source": indicator.source_en if language == "en" else indicator.source_vi,
        "periods": list(view.periods),
        "closed": view.closed or "",
        "targets": target_steps(connection, view, targets),
        "levels": [each.value for each in view.levels],
        "too_deep": is_too_deep(view),
        "headline": headline(indicator, shown_name(view, words), cell, language),
        "facts": facts(indicator, cell, reporting, view.period, closed, target,
                       language, side_of(view, cell), _within(context, connection, view, reporting),
                       same.fill(cell, view.breaks) if cell else None,
                       (view.former or view.area).level, awaited),
        "demo": demo_label(cell, language),
        "note": to_html(note),
        "chart": read_chart(context, connection, view, series, target, language, same, awaited),
    }  # fmt: skip


def read_place(
    context: Context, connection: Connection, view: View, language: str
) -> dict[str, Any]:
    """Return what stays while indicator, period or picked area change: land, way up, selects."""
    words = Words(WORDS, language)
    former = view.state.former or None
    spec = ground(context, connection, view.area, view.level, language, former)
    asked = spec | {"indicator": view.indicator.code, "period": view.period}
    asked["revision"] = context.directories.touched(connection, view.indicator.code)
    return {
        "ground": spec | {"slice": slice_address(asked, former), "demo_label": DEMO[language]},
        "chosen": vars(chosen_places(view)),
        "path": to_html(path_links(_way(view, words))),
        "drill": view.level is not Level.VILLAGE and _has_inside(view),
        "own_districts": Level.DISTRICT in view.present,
        "groups": _first_of_groups(view),
    }


def read_definition(
    context: Context, connection: Connection, view: View, language: str
) -> list[tuple[str, str]]:
    """Return terms and words that define the indicator, with the target in force."""
    targets = context.directories.targets(connection, view.indicator.code)
    return definition(view.indicator, target_in_force(targets, view), language)


def shown_name(view: View, words: Words) -> str:
    """Return the name of what is shown: the area, or the former district that gathers its parts."""
    if view.former is not None:
        return f"{view.former.full_name} ({words['was']})"
    return view.area.name if view.area.level is not Level.COUNTRY else words["country"]


def _way(view: View, words: Words) -> list[tuple[str, str, str]]:
    """Return code, name and address of every area from the country down to what is shown."""
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


def target_in_force(targets: Sequence[Target], view: View) -> TargetValue | None:
    """Return the target of the area shown in the period shown."""
    if not view.period:
        return None
    found = find_target_in_force(
        targets, view.indicator.code, view.area.level, view.area.key, view.period
    )
    if found is None:
        return None
    year = "" if found.year is None else str(found.year)
    return TargetValue(found.value, year, found.source_vi, found.source_en, found.checked)


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
    """Return the first indicator of each group: what is shown when a group is chosen."""
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


def _full_note(
    context: Context, connection: Connection, view: View, words: Words, language: str
) -> str:
    parts = [
        read_partly_words(context, connection, view, language),
        read_unlisted_words(context, connection, view, language),
        _note(view, words, language),
    ]
    return " ".join(part for part in parts if part)


def _note(view: View, words: Words, language: str) -> str:
    parts = []
    if view.refused:
        names = ", ".join(
            words[FIELD_WORDS[name]].lower() for name in view.refused if name in FIELD_WORDS
        )
        if names:
            parts.append(f"{words['refused']}: {names}.")
    if not view.periods:
        parts.append(words["nothing"])
    elif not view.has_level_data:
        if is_too_deep(view):
            lowest = level_word(view.indicator.lowest_level, language)
            parts.append(words["too_deep"].format(level=lowest))
        else:
            parts.append(words["nothing"])
    return " ".join(parts)
