"""What the analysis page shows of a state: choices, words and the order to the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.map_spec import map_spec
from data.queries.areas import Area, read_areas, read_former_districts
from data.queries.cards import cells_of
from data.queries.catalogue import Target, find_target_in_force, read_groups, read_targets
from data.queries.view import View
from data.queries.view_table import read_shown_series, target_steps
from ioc.area import COUNTRY_CODE, Level, search_name
from ioc.card import Cell, TargetValue
from ioc.period import parse_period
from ioc.view_state import ViewState
from layouts.analysis import PATH, Choices, Chosen, Page
from layouts.analysis_message import definition, demo_label, facts, headline
from layouts.analysis_words import FIELD_WORDS, WORDS
from layouts.components.filters import ALL, Option, option
from layouts.text import Words, level_word


def make_page(
    context: Context, connection: Connection, view: View, language: str, *, same_place: bool = False
) -> Page:
    """Return everything the page shows of a view, except its chart.

    `same_place`: the browser holds the choices of areas already; they are left empty.
    """
    words = Words(WORDS, language)
    state, indicator = view.state, view.indicator
    cells = area_cells(connection, view)
    cell = cells.get(view.period)
    targets = read_targets(connection, [indicator.code])
    target = target_in_force(targets, view)
    place = shown_name(view, words)
    leaf = _reporting_level(view)
    return Page(
        state=state,
        language=language,
        choices=read_choices(connection, view, words, language, same_place=same_place),
        chosen=_chosen(view),
        path=_way(view, words),
        headline=headline(indicator, place, cell, language),
        facts=facts(indicator, cell, leaf, view.period, is_closed(view), target, language),
        demo=demo_label(cell, language),
        note=_note(view, words, language),
        way_out=_way_out(view, words),
        definition=definition(indicator, target, language),
        view=view_payload(context, connection, view, language, targets),
    )


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


def is_closed(view: View) -> bool:
    """Tell whether the period shown is over."""
    return bool(view.closed and view.period and view.period <= view.closed)


def area_cells(connection: Connection, view: View) -> dict[str, Cell]:
    """Return the cells of the area shown, or of the former district, by period."""
    series = cells_of(read_shown_series(connection, view))
    return {cell.period: cell for cell in series}


def target_in_force(targets: Sequence[Target] | Connection, view: View) -> TargetValue | None:
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


def view_payload(
    context: Context,
    connection: Connection,
    view: View,
    language: str,
    targets: Sequence[Target],
) -> dict[str, Any]:
    """Return the order to assets/ioc-analysis.js: state, map, periods, targets; no figures."""
    state, indicator = view.state, view.indicator
    spec = map_spec(
        context,
        connection,
        view.area,
        view.level,
        view.indicator,
        view.period or "0001",
        language=language,
        mode=state.mode,
        selected=state.selected or None,
        former=state.former or None,
    )
    return {
        "state": state.to_dict(),
        "spec": spec,
        "periods": list(view.periods),
        "closed": view.closed or "",
        "targets": [list(step) for step in target_steps(connection, view, targets)],
        "drill": view.level is not Level.VILLAGE and _has_inside(view),
        "up": view.path[-2].key.code if len(view.path) > 1 else "",
        "own_districts": Level.DISTRICT in view.present,
        "too_deep": is_too_deep(view),
        "groups": _first_of_groups(view),
        "indicator_group": indicator.group_code,
        "source": indicator.source_en if language == "en" else indicator.source_vi,
    }


def _has_inside(view: View) -> bool:
    """Tell whether the areas shown have areas of their own to go down to."""
    return view.level is not Level.COMMUNE or Level.VILLAGE in view.present


def _reporting_level(view: View) -> Level | None:
    """Return the level that reports within the area shown; None: provinces differ in it."""
    lowest = view.indicator.lowest_level
    if lowest is not Level.VILLAGE:
        return lowest
    if view.area.level is Level.COUNTRY:
        return None
    return Level.VILLAGE if Level.VILLAGE in view.present else Level.COMMUNE


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


def _chosen(view: View) -> Chosen:
    codes = {each.level: each.key.code for each in view.path}
    return Chosen(
        province=codes.get(Level.PROVINCE, COUNTRY_CODE),
        district=codes.get(Level.DISTRICT, view.state.former or ALL),
        commune=codes.get(Level.COMMUNE, ALL),
    )


def _places(
    connection: Connection, view: View, words: Words
) -> tuple[list[Option], list[Option], str, list[Option]]:
    """Return provinces, districts with what they are called, and communes."""
    vintage, former = view.state.vintage, view.state.former or None
    provinces = read_areas(connection, vintage, Level.PROVINCE)
    offered = [option(COUNTRY_CODE, words["country"]), *_names(provinces, kind=False)]
    districts, label = _districts(connection, view, words)
    communes: list[Option] = []
    if view.area.province_code:
        frame = read_areas(connection, vintage, Level.COMMUNE, _narrowest(view), former)
        communes = [option(ALL, words["all_communes"]), *_names(frame)]
    return offered, districts, label, communes


def read_choices(
    connection: Connection,
    view: View,
    words: Words,
    language: str = "vi",
    *,
    same_place: bool = False,
) -> Choices:
    """Return what each select offers for this view; no areas where the place is the same."""
    state = view.state
    provinces: list[Option] = []
    districts: list[Option] = []
    communes: list[Option] = []
    label = ""
    if not same_place:
        provinces, districts, label, communes = _places(connection, view, words)
    return Choices(
        vintages=[
            option(each.code, _first_upper(each.name_en if language == "en" else each.name_vi))
            for each in view.vintages
        ],
        provinces=provinces,
        districts=districts,
        district_label=label,
        communes=communes,
        levels=[
            option(each.value, _first_upper(level_word(each, language))) for each in view.levels
        ],
        groups=[
            option(ALL, words["all_groups"]),
            *(option(each.code, each.name(language)) for each in read_groups(connection)),
        ],
        indicators=[
            option(each.code, f"{each.code} – {each.name(language)}")
            for each in view.indicators
            if state.group in ("", each.group_code)
        ],
        periods=[
            option(each, parse_period(each).label(language)) for each in reversed(view.periods)
        ],
    )


def _narrowest(view: View) -> str:
    """Return the district, else the province, that the communes on offer lie in."""
    for each in reversed(view.path):
        if each.level in (Level.DISTRICT, Level.PROVINCE):
            return each.key.code
    return COUNTRY_CODE


def _districts(connection: Connection, view: View, words: Words) -> tuple[list[Option], str]:
    province = view.area.province_code
    if not province:
        return [], words["district"]
    own = read_areas(connection, view.state.vintage, Level.DISTRICT, province)
    if len(own):
        return [option(ALL, words["all_districts"]), *_names(own)], words["district"]
    if view.area.level is not Level.PROVINCE:
        return [], words["former"]
    former = read_former_districts(connection, view.state.vintage, province)
    several = len(set(former["province"])) > 1
    offered = [
        option(row.code, f"{row.name} ({row.province})" if several else str(row.name))
        for row in former.itertuples(index=False)
    ]
    return [option(ALL, words["all_former"]), *offered], words["former"]


def _names(frame: pd.DataFrame, *, kind: bool = True) -> list[Option]:
    """Return areas as choices by name, so that typing a name finds it: "Anh Sơn (xã)"."""
    rows = []
    for code, name, full in zip(frame["code"], frame["name"], frame["full_name"], strict=True):
        before = full[: len(full) - len(name)].strip().lower() if full.endswith(name) else ""
        rows.append(
            (search_name(name), option(code, f"{name} ({before})" if kind and before else name))
        )
    return [made for _, made in sorted(rows, key=lambda row: row[0])]


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
