"""The page /wall: what it reads and how it reacts."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.language import language_of
from callbacks.map_spec import map_spec
from data.queries.areas import Area, find_area
from data.queries.cards import read_cards
from data.queries.catalogue import Scene, find_indicator, read_scenes
from data.queries.cells import nearest_period, read_periods
from data.queries.wall import find_last_change, read_furthest_behind, read_short_names
from data.store import read_revision
from ioc.area import COUNTRY_CODE, SINCE_2025, AreaKey, Level
from ioc.card import Card
from ioc.errors import NotFoundError
from ioc.period import parse_period
from ioc.short_name import ShortName
from layouts import wall as page
from layouts.wall_view import (
    News,
    SceneView,
    news_lines,
    row_view,
    short_name_of,
    trend_view,
    where_lines,
)
from layouts.wall_words import WORDS

# A legend of the wall has room for four classes of what is not held against a target.
_MOST_CLASSES = 4
_CHILDREN = {Level.COUNTRY: Level.PROVINCE, Level.DISTRICT: Level.COMMUNE}


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    scenes = read_scenes()
    names = read_short_names()

    def layout(**query: str) -> html.Div:
        language = language_of(context.settings, query.get("lang"))
        with context.engine.connect() as connection:
            area = find_wall_area(connection, context, query.get("dia-ban"))
            told = [read_scene(connection, context, each, area, names, language) for each in scenes]
            revision = read_revision(connection)
        return page.layout(
            [view for view, _ in told],
            {view.code: spec for view, spec in told},
            area=area_name(area, language),
            area_code=area.key.code,
            revision=revision,
            language=language,
            light=query.get("nen") == "sang",
            first=query.get("canh"),
            hold=query.get("giu") == "1",
        )

    dash.register_page("wall", path=page.PATH, title="Màn hình lớn", layout=layout)

    @app.callback(
        Output(page.Ids.TOLD, "data"), Input(page.Ids.ASK, "data"), prevent_initial_call=True
    )
    def _tell(asked: dict[str, Any] | None) -> Any:
        return tell_scene(context, scenes, names, asked or {}) or dash.no_update

    app.clientside_callback(
        ClientsideFunction("wall", "start"),
        Output(page.Ids.STARTED, "data"),
        Input(page.Ids.SCENES, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("wall", "take"),
        Output(page.Ids.TAKEN, "data"),
        Input(page.Ids.TOLD, "data"),
        prevent_initial_call=True,
    )


def tell_scene(
    context: Context,
    scenes: tuple[Scene, ...],
    names: dict[str, ShortName],
    asked: dict[str, Any],
) -> dict[str, Any] | None:
    """Return what a scene says now, for the browser to set what differs; None for no such scene."""
    scene = next((each for each in scenes if each.code == asked.get("scene")), None)
    if scene is None:
        return None
    language = "en" if asked.get("language") == "en" else "vi"
    with context.engine.connect() as connection:
        area = find_wall_area(connection, context, asked.get("area"))
        view, spec = read_scene(connection, context, scene, area, names, language)
        revision = read_revision(connection)
    return {
        "scene": view.code,
        "revision": revision,
        "leaves": page.scene_leaves(view, language),
        "map": spec,
    }


def find_wall_area(connection: Connection, context: Context, code: str | None) -> Area:
    """Return the area of the wall: the asked one, else the home province, else the country."""
    for wish in (code, context.settings.province):
        try:
            if wish:
                return find_area(connection, AreaKey(SINCE_2025.code, wish))
        except NotFoundError:
            continue
    return find_area(connection, AreaKey(SINCE_2025.code, COUNTRY_CODE))


def area_name(area: Area, language: str) -> str:
    """Return the name over the scenes."""
    return area.name_en or area.name if language == "en" else area.name


def read_scene(
    connection: Connection,
    context: Context,
    scene: Scene,
    area: Area,
    names: dict[str, ShortName],
    language: str,
) -> tuple[SceneView, dict[str, Any] | None]:
    """Return what a scene says of an area, and the spec of its map (None: nothing to draw)."""
    today = context.today()
    indicators = [find_indicator(connection, code) for code in scene.indicator_codes]
    read = read_cards(connection, area, indicators, None, today)
    by_code = {card.indicator.code: card for card in read}
    cards = [by_code[code] for code in scene.cards]
    map_card, level = by_code[scene.map], map_level(area)
    period = map_period(connection, context, area, level, map_card)
    directory = context.directories.get(connection, area.key.vintage, level, area.key.code)
    behind: list[str] = []
    spec = None
    if period is not None:
        spec = wall_map_spec(connection, context, area, level, map_card, period, language)
        worst = read_furthest_behind(
            connection, map_card.indicator, directory, period, spec["target"]
        )
        behind = [str(name) for name in worst["name"]]
        spec["pins"] = worst["code"].tolist()
    last = find_last_change(connection)
    news = News(last.at, last.indicators) if last else None
    tier = spec["tier_label"].removesuffix(" boundaries") if spec else ""
    view = SceneView(
        code=scene.code,
        area=area_name(area, language),
        name=scene.name(language),
        seconds=scene.seconds,
        rows=tuple(row_view(card, names, language) for card in cards),
        map_name=short_name_of(map_card, names, language),
        where=where_lines(len(directory.areas), level, behind, language),
        tier=tier,
        trend=trend_view(by_code[scene.trend], names, language),
        news=news_lines(news, cards, names, language, today),
        demo=any(card.is_demo for card in read),
        note="" if spec else WORDS["no_map"][language == "en"],
    )
    return view, spec


def map_level(area: Area) -> Level:
    """Return the level that a wall's map of this area draws."""
    return _CHILDREN.get(
        area.level, Level.COMMUNE if area.level is Level.PROVINCE else Level.VILLAGE
    )


def map_period(
    connection: Connection, context: Context, area: Area, level: Level, card: Card
) -> str | None:
    """Return the period of the map: the card's, else the latest closed one that is held."""
    directory = context.directories.get(connection, area.key.vintage, level, area.key.code)
    periods = read_periods(connection, card.indicator, area.key.vintage, level, directory.only_root)
    today = context.today()
    closed = [each for each in periods if parse_period(each).is_closed(today)] or periods
    return nearest_period(card.period.iso if card.period else None, closed)


def wall_map_spec(
    connection: Connection,
    context: Context,
    area: Area,
    level: Level,
    card: Card,
    period: str,
    language: str,
) -> dict[str, Any]:
    """Return the map's spec: how well, where there is a target; else how much, in few classes."""
    spec = map_spec(
        context, connection, area, level, card.indicator, period,
        language=language, mode="status", wall=True,
    )  # fmt: skip
    spec["labels"] = False  # the names of the furthest behind stand there instead
    if spec["target"] is None:
        spec["mode"] = "value"
        breaks = spec["classes"]["breaks"]
        step = max(1, -(-(len(breaks) - 1) // _MOST_CLASSES))
        spec["classes"] = {"breaks": [*breaks[:-1:step], *breaks[-1:]]}
    return spec
