"""The page /wall: what it shows and how it reacts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from flask import request
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.language import LANGUAGE_COOKIE, language_of
from callbacks.wall_scene import area_name, find_wall_area, read_scene
from callbacks.wall_which import Shown, find_shown
from data.queries.areas import Area
from data.queries.wall import read_short_names
from data.store import reading
from ioc.legibility import letter_scale
from ioc.local_time import local_now
from ioc.short_name import ShortName
from ioc.wall import Scene
from layouts import wall as page
from layouts.sign_in import WALL_COOKIE
from layouts.text import LANGUAGES
from layouts.wall_view import SceneView

__all__ = [
    "answer_scene",
    "area_name",
    "find_wall_area",
    "read_scene",
    "register",
    "tell_scene",
    "tell_screen",
]

Names = dict[str, ShortName]


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    names = read_short_names()

    def layout(**query: str) -> html.Div:
        asked = language_of(context.settings, query.get("lang"))
        query = dict(with_choice(query, request.cookies))
        with reading(context.engine) as connection:
            shown = find_shown(connection, query, _secret())
            if shown is None:
                named = query.get("man-hinh", "")
                return page.refusal(asked, named, light=query.get("nen") == "sang")
            language = shown.wall.language
            area, read = _read_all(connection, context, shown, names)
            return page.layout(
                [view for view, _ in read],
                {view.code: spec for view, spec in read},
                area=area_name(area, language),
                area_code=area.key.code,
                vintage=area.key.vintage,
                revision=context.directories.reached(connection),
                language=language,
                light=shown.wall.theme == "light",
                first=query.get("canh") or _first_due(shown.scenes),
                hold=query.get("giu") == "1",
                screen=_screen(shown),
            )

    dash.register_page("wall", path=page.PATH, title="Màn hình lớn", layout=layout)

    @app.callback(
        Output(page.Ids.STAGE, "children"),
        Output(page.Ids.SCENES, "data"),
        Input(page.Ids.ASK_SCREEN, "data"),
        prevent_initial_call=True,
    )
    def _tell_screen(asked: Any) -> Any:
        asked = asked if isinstance(asked, dict) else {}
        asked |= {"query": with_choice(_query(asked), request.cookies)}
        return tell_screen(context, names, asked, _secret()) or (dash.no_update,) * 2

    app.clientside_callback(
        ClientsideFunction("wall", "start"),
        Output(page.Ids.STARTED, "data"),
        Input(page.Ids.SCENES, "data"),
    )


def _secret() -> str:
    return request.cookies.get(WALL_COOKIE, "")


def with_choice(query: Mapping[str, Any], cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """Add the language that this browser's user chose, unless it is the screen of a wall."""
    chosen = cookies.get(LANGUAGE_COOKIE)
    if cookies.get(WALL_COOKIE) or query.get("man-hinh") or not chosen:
        return query
    return {"lang": chosen, **query}


def answer_scene(
    context: Context, names: Names, fields: Mapping[str, str], cookies: Mapping[str, str]
) -> bytes | None:
    """Return `tell_scene` as JSON.

    Args:
        context: of the pages.
        names: the short names of indicators.
        fields: the parameters of the page's own address, with "scene" and "area" (`tell_scene`).
        cookies: of the browser.
    """
    asked = {
        "scene": fields.get("scene"),
        "area": fields.get("area", ""),
        "query": with_choice(fields, cookies),
    }
    told = tell_scene(context, names, asked, cookies.get(WALL_COOKIE, ""))
    if told is None:
        return None
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def tell_scene(
    context: Context, names: Names, asked: Mapping[str, Any], secret: str
) -> dict[str, Any] | None:
    """Return what a scene says now, for the browser to set what differs; None for no such scene.

    `asked` holds "scene", "query" (the address's parameters), "area" (a code that somebody ordered
    the wall to show, in place of every other; "" = none).
    """
    with reading(context.engine) as connection:
        shown = find_shown(connection, _query(asked), secret)
        if shown is None:
            return None
        scene = next((each for each in shown.scenes if each.code == asked.get("scene")), None)
        if scene is None:
            return None
        ordered = str(asked.get("area") or "")
        view, spec = _read_one(connection, context, shown, scene, names, ordered)
        return {
            "scene": view.code,
            "area": ordered,
            "revision": context.directories.reached(connection),
            "leaves": page.scene_leaves(view, shown.wall.language),
            "map": spec,
            "shown_area": view.area,
        }


def tell_screen(
    context: Context, names: Names, asked: Mapping[str, Any], secret: str
) -> tuple[list[Any], dict[str, Any]] | None:
    """Return the scenes and what the screen is now; None where it is what the page shows already.

    `asked` holds "query", "digest" of what the page shows ("" = it was refused), "shown": the code
    of the scene on screen, which stays if it still exists.
    """
    query = _query(asked)
    with reading(context.engine) as connection:
        shown = find_shown(connection, query, secret)
        if shown is None:
            refused = asked.get("digest") == ""
            asked_for = query.get("lang")
            language = asked_for if asked_for in LANGUAGES else context.settings.language
            stage = page.refusal_stage(language, str(query.get("man-hinh") or ""))
            return None if refused else (stage, page.REFUSED)
        if asked.get("digest") == shown.digest:
            return None
        language = shown.wall.language
        area, read = _read_all(connection, context, shown, names)
        # That before the scenes were read: what came meanwhile is asked for.
        revision = context.directories.reached(connection)
    views: list[SceneView] = [view for view, _ in read]
    kept = str(asked.get("shown") or "") or _first_due(shown.scenes)
    data = page.told(
        views,
        {view.code: spec for view, spec in read},
        area_code=area.key.code,
        vintage=area.key.vintage,
        revision=revision,
        language=language,
        light=shown.wall.theme == "light",
        shown=kept,
        hold=False,
        screen=_screen(shown),
    )
    return list(page.stage(views, language, data["shown"])), data


def _query(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    query = asked.get("query")
    return query if isinstance(query, dict) else {}


def _screen(shown: Shown) -> page.Screen:
    wall = shown.wall
    return page.Screen(
        wall.code,
        shown.digest,
        shown.until,
        wall.night_from,
        wall.night_to,
        letter_scale(wall.diagonal_inch, wall.distance_m),
    )


def _read_all(
    connection: Connection, context: Context, shown: Shown, names: Names
) -> tuple[Area, list[tuple[SceneView, dict[str, Any]]]]:
    area = find_wall_area(connection, context, shown.wall.area_code, shown.wall.vintage)
    return area, [
        _read_one(connection, context, shown, scene, names, "") for scene in shown.scenes
    ]  # fmt: skip


def _read_one(
    connection: Connection,
    context: Context,
    shown: Shown,
    scene: Scene,
    names: Names,
    ordered: str,
) -> tuple[SceneView, dict[str, Any]]:
    """Return a scene on the area that was ordered, else on its own, else on the wall's."""
    wall = shown.wall
    if ordered:
        place = ordered, wall.vintage
    else:
        place = scene.area or wall.area_code, scene.vintage or wall.vintage
    area = find_wall_area(connection, context, *place)
    # Whoever opens a wall, and all walls that show this scene when one of its numbers changes.
    key = ("scene", repr(scene), area.key, wall.language, context.today())
    return context.directories.share(
        connection,
        key,
        lambda: read_scene(connection, context, scene, area, names, wall.language),
    )


def _first_due(scenes: tuple[Scene, ...]) -> str | None:
    now = local_now()
    return next((each.code for each in scenes if each.is_due(now)), None)
