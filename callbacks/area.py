"""The page /dia-ban: what it reads and how it reacts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import uuid4

import dash
from dash import ClientsideFunction, Dash, Input, Output, State
from sqlalchemy import Connection

from callbacks.area_reading import find_elsewhere, read_changed, read_page, signature
from callbacks.context import Context
from callbacks.language import language_of
from callbacks.page_path import path_variables
from data.queries.areas import find_area, read_vintages
from data.store import latest_of, read_all_touched
from ioc.area import SINCE_2025, AreaKey, resolve_vintage
from ioc.errors import IocError, NotFoundError
from ioc.view_state import ViewState
from layouts import area as page_layout
from layouts import not_found
from layouts.area_explorer import ALL, HIDDEN, SHOWN
from layouts.area_groups import all_parts, balance_parts, card_of, count_parts, group_parts
from layouts.area_ids import Ids, card_id, definition_id, done_id
from layouts.area_view import AreaPage, Explorer, Group
from layouts.area_words import DEFINITION_ROWS
from layouts.html_text import to_html

OUTPUTS: dict[str, Output] = {
    "spec": Output(Ids.SPEC, "data"),
    "address": Output(Ids.ADDRESS, "data"),
    "cards": Output(Ids.CARDS, "data"),
    "seen": Output(Ids.SEEN, "data"),
    "finding": Output(Ids.FINDING, "children"),
    "facts": Output(Ids.FACTS, "children"),
    "demo": Output(Ids.DEMO, "style"),
    "map_finding": Output(Ids.MAP_FINDING, "children"),
    "map_note": Output(Ids.MAP_NOTE, "children"),
    "figure": Output(Ids.TREND, "figure"),
    "trend_why": Output(Ids.TREND_WHY, "children"),
    "trend_next": Output(Ids.TREND_NEXT, "children"),
    "trend_empty": Output(Ids.TREND_EMPTY, "hidden"),
    "trend_finding": Output(Ids.TREND_FINDING, "children"),
    "list_title": Output(Ids.LIST_TITLE, "children"),
    "levels": Output(Ids.LEVEL, "options"),
    "level": Output(Ids.LEVEL, "value"),
    "level_place": Output(Ids.LEVEL_PLACE, "style"),
    "former": Output(Ids.FORMER, "value"),
    "former_place": Output(Ids.FORMER_PLACE, "style"),
    "periods": Output(Ids.PERIOD, "options"),
    "period": Output(Ids.PERIOD, "value"),
    "period_place": Output(Ids.PERIOD_PLACE, "style"),
    "analysis": Output(Ids.ANALYSIS, "href"),
} | {f"definition_{name}": Output(definition_id(name), "children") for name in DEFINITION_ROWS}


def register(app: Dash, context: Context, home: str) -> None:
    """Register the page and its callbacks."""

    def page(**query: Any) -> Any:
        # What Dash reads out of a longer path, or of a query, names no area.
        here = path_variables(page_layout.PATH_TEMPLATE)
        if not here.get("code"):
            return not_found.layout(home, language_of(context.settings, query.get("lang")))
        query = {name: text for name, text in query.items() if name not in ("vintage", "code")}
        return area_page(context, here["vintage"], here["code"], query)

    def title(vintage: str = "", code: str = "") -> str:
        return area_title(context, vintage, code)

    dash.register_page(
        "area", path_template=page_layout.PATH_TEMPLATE, title=title, layout=page, name="Địa bàn"
    )

    @app.callback(
        output=OUTPUTS,
        inputs={"state": Input(Ids.STATE, "data")},
        state={"seen": State(Ids.SEEN, "data")},
        prevent_initial_call=True,
    )
    def _refresh(state: dict[str, Any], seen: dict[str, str]) -> dict[str, Any]:
        return refresh(context, ViewState.from_dict(state), seen or {})

    # Those that must run when the page arrives need an output: without one they wait for a change.
    for name, inputs in {
        "state": [Input(Ids.STATE, "data")],
        "draw": [Input(Ids.SPEC, "data")],
        "address": [Input(Ids.ADDRESS, "data")],
        "cards": [Input(Ids.CARDS, "data")],
    }.items():
        done = Output(done_id(name), "data")
        app.clientside_callback(ClientsideFunction("area", name), done, *inputs)
    for name, inputs in {
        "period": [Input(Ids.PERIOD, "value")],
        "level": [Input(Ids.LEVEL, "value")],
        "former": [Input(Ids.FORMER, "value")],
        "list": [Input(Ids.LIST_FILTER, "value"), Input(Ids.LIST_ORDER, "value")],
    }.items():
        app.clientside_callback(ClientsideFunction("area", name), *inputs)


def home_key(context: Context) -> AreaKey:
    """Return the key of the home area; the country's where the setting names nothing."""
    key = AreaKey(SINCE_2025.code, context.settings.province)
    with context.engine.connect() as connection:
        try:
            find_area(connection, key)
        except IocError:
            return AreaKey(SINCE_2025.code, "VN")
    return key


def find_key(connection: Connection, vintage: str, code: str) -> AreaKey:
    """Return the key that an address names; any date within a vintage names the vintage.

    Raises:
        NotFoundError: neither a vintage nor a date.
    """
    return AreaKey(resolve_vintage(vintage, read_vintages(connection)).code, code)


def area_page(context: Context, vintage: str, code: str, query: dict[str, Any]) -> Any:
    """Return the page of an area, or the one that says there is no such area."""
    language = language_of(context.settings, query.get("lang"))
    home = home_key(context)
    with context.engine.connect() as connection:
        try:
            key = find_key(connection, vintage, code)
            state = ViewState.from_query(query, vintage=key.vintage, area=key.code)
            state = state.but(vintage=key.vintage, area=key.code, language=language)
            page, parts, revision = context.directories.share(
                connection,
                ("area page", key, state, context.today()),
                lambda: _read_whole(context, connection, key, state),
            )
        except NotFoundError:
            elsewhere = find_elsewhere(connection, AreaKey(vintage, code))
            address = f"/dia-ban/{home.vintage}/{home.code}"
            return page_layout.not_found(vintage, code, elsewhere, address, language)
    day = context.today().isoformat()
    return page_layout.layout(page, parts, seen_of(page.groups), uuid4().hex, revision, day)


def _read_whole(
    context: Context, connection: Connection, key: AreaKey, state: ViewState
) -> tuple[AreaPage, dict[str, str], int]:
    """Return a page, its cards as HTML, and the revision that last touched what it shows."""
    # Before the numbers: what comes meanwhile is asked for, rather than missed.
    touched_at = read_all_touched(connection)
    page = read_page(context, connection, key, state)
    return page, all_parts(page.groups, page.language), latest_of(touched_at, page.codes)


def area_title(context: Context, vintage: str, code: str) -> str:
    """Return the window's title: "Tỉnh Nghệ An · IOC"."""
    try:
        with context.engine.connect() as connection:
            return f"{find_area(connection, find_key(connection, vintage, code)).full_name} · IOC"
    except NotFoundError:
        return "Địa bàn · IOC"


def seen_of(groups: tuple[Group, ...]) -> dict[str, str]:
    """Return what tells each card's look, by indicator code."""
    return {card.indicator.code: signature(card) for group in groups for card in group.cards}


def refresh(context: Context, state: ViewState, seen: dict[str, str]) -> dict[str, Any]:
    """Return the values of `OUTPUTS`; of the cards only those that differ from what was seen."""
    with context.engine.connect() as connection:
        explorer, groups = read_changed(context, connection, state.area_key, state)
    parts = changed_parts(groups, seen, state.language or "vi")
    return explorer_properties(explorer) | {"cards": {"parts": parts}, "seen": seen_of(groups)}


def changed_parts(groups: tuple[Group, ...], seen: dict[str, str], language: str) -> dict[str, str]:
    """Return what to replace, as HTML by id: single cards, or a group whose members changed."""
    parts: dict[str, str] = {}
    now = seen_of(groups)
    if now == seen:
        return parts
    for group in groups:
        codes = {card.indicator.code for card in group.cards}
        known = codes & seen.keys()
        gone = {each.code for each in group.missing} & seen.keys()
        if codes != known or gone:
            parts |= group_parts(group, language)
            continue
        changed = [
            each for each in group.cards if now[each.indicator.code] != seen[each.indicator.code]
        ]
        for card in changed:
            parts[card_id(card.indicator.code)] = to_html(card_of(card, language))
        if changed:
            parts |= count_parts(group, language)
    return parts | balance_parts(groups, language)


def explorer_properties(explorer: Explorer) -> dict[str, Any]:
    """Return the value of each leaf property that an explorer fills, by the names of outputs."""
    return {
        "spec": explorer.spec,
        "address": explorer.address,
        "finding": explorer.finding,
        "facts": explorer.facts,
        "demo": SHOWN if explorer.demo else HIDDEN,
        "map_finding": explorer.map_finding,
        "map_note": explorer.map_note,
        "figure": explorer.figure,
        "trend_why": explorer.trend_empty[0],
        "trend_next": explorer.trend_empty[1],
        "trend_empty": not explorer.trend_empty[0],
        "trend_finding": explorer.trend_finding,
        "list_title": explorer.list_title,
        "levels": [asdict(each) for each in explorer.levels],
        "level": explorer.level,
        "level_place": SHOWN if len(explorer.levels) > 1 else HIDDEN,
        "former": explorer.state.former or ALL,
        "former_place": SHOWN if explorer.formers else HIDDEN,
        "periods": [asdict(each) for each in explorer.periods],
        "period": explorer.period,
        "period_place": SHOWN if explorer.periods else HIDDEN,
        "analysis": explorer.analysis,
        **{f"definition_{name}": text for name, text in explorer.definition.items()},
    }
