"""The page /wall: its first rendering, and its answers to the page's script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component
from flask import request
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.frame.language import LANGUAGE_COOKIE, language_of
from callbacks.frame.window_title import keep_title, title_of_view
from callbacks.wall.scene import area_name, find_wall_area, read_scene
from callbacks.wall.which import WallSetup, find_setup
from data.queries.areas import Area
from data.store.engine import reading
from ioc.answers import MapSpec, SceneAnswer
from ioc.compact_json import compact_json
from ioc.cookies import WALL_COOKIE
from ioc.local_time import local_now
from ioc.wall import Scene
from ioc.words.catalogue import LANGUAGES, say
from layouts.wall import page
from layouts.wall.view import SceneView

__all__ = [
    "answer_scene",
    "answer_screen",
    "area_name",
    "find_wall_area",
    "read_scene",
    "register",
    "tell_scene",
    "tell_screen",
]


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""

    def layout(**query: str) -> html.Div:
        page_language = language_of(context.settings, query.get("lang"))
        query = dict(with_choice(query, request.cookies))
        with reading(context.engine) as connection:
            setup = find_setup(connection, query, _secret())
            if setup is None:
                wall_name = query.get("man-hinh", "")
                return page.refusal(page_language, wall_name, light=query.get("nen") == "sang")
            language = setup.wall.language
            area, read = _read_all(connection, context, setup)
            first = query.get("canh") or _first_due(setup.scenes)
            scene_name = next((view.name for view, _ in read if view.code == first), "")
            keep_title(page.window_title(scene_name, setup.wall.name))
            return page.layout(
                [view for view, _ in read],
                {view.code: spec for view, spec in read},
                area=area_name(area, language),
                area_code=area.key.code,
                vintage=area.key.vintage,
                revision=context.directories.revision(connection),
                language=language,
                light=setup.wall.theme == "light",
                first=first,
                hold=query.get("giu") == "1",
                screen=_screen(setup),
                wall_name=setup.wall.name,
                at_desk=not _secret(),
                office=context.office,
            )

    def title(**_: str) -> str:
        return title_of_view(lambda: say("shell-title-wall"))

    dash.register_page("wall", path=page.PATH, title=title, layout=layout)

    app.clientside_callback(
        ClientsideFunction("wall", "start"),
        Output(page.WallIds.OUTPUT, "data"),
        Input(page.WallIds.SCENES, "data"),
    )


def _secret() -> str:
    return request.cookies.get(WALL_COOKIE, "")


def with_choice(query: Mapping[str, Any], cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """Add the language that the user of this browser chose, unless it is the screen of a wall."""
    choice = cookies.get(LANGUAGE_COOKIE)
    if cookies.get(WALL_COOKIE) or query.get("man-hinh") or not choice:
        return query
    return {"lang": choice, **query}


def answer_scene(
    context: Context, fields: Mapping[str, str], cookies: Mapping[str, str]
) -> bytes | None:
    """Return `tell_scene` as JSON.

    Args:
        context: of the pages.
        fields: the parameters of the page's own address, with "scene" and "area" (`tell_scene`).
        cookies: of the browser.
    """
    answer = tell_scene(
        context,
        fields.get("scene"),
        with_choice(fields, cookies),
        cookies.get(WALL_COOKIE, ""),
        fields.get("area", ""),
    )
    if answer is None:
        return None
    return compact_json(answer).encode()


def answer_screen(
    context: Context, fields: Mapping[str, str], cookies: Mapping[str, str]
) -> bytes | None:
    """Return `tell_screen` as JSON {"stage", "screen"}; the arguments are those of `answer_scene`.

    `fields` holds "digest" and "shown" beside the parameters of the page's address.
    """
    answer = tell_screen(
        context,
        with_choice(fields, cookies),
        cookies.get(WALL_COOKIE, ""),
        fields.get("digest", ""),
        fields.get("shown", ""),
    )
    if answer is None:
        return None
    stage, screen = answer
    content = {"stage": stage, "screen": screen}
    text = compact_json(content, _plain)
    return text.encode()


def _plain(part: Component) -> dict[str, Any]:
    """Return a component of Dash as its renderer reads it."""
    described: dict[str, Any] = part.to_plotly_json()
    return described


def tell_scene(
    context: Context,
    scene_code: str | None,
    query: Mapping[str, str],
    secret: str,
    area_code: str = "",
) -> SceneAnswer | None:
    """Return the present content of a scene, for the browser to update; None for no such scene.

    Args:
        context: of the pages.
        scene_code: of the scene.
        query: the address's parameters.
        secret: of the wall's token; empty: none.
        area_code: of the area that somebody ordered the wall to show, in place of every other;
            empty: none.
    """
    with reading(context.engine) as connection:
        setup = find_setup(connection, query, secret)
        if setup is None:
            return None
        scene = next((each for each in setup.scenes if each.code == scene_code), None)
        if scene is None:
            return None
        view, spec = _read_one(connection, context, setup, scene, area_code)
        return {
            "scene": view.code,
            "area": area_code,
            "revision": context.directories.revision(connection),
            "leaves": page.scene_leaves(view, setup.wall.language),
            "map": spec,
            "before": view.before,
            "villages": view.villages,
            "plot": view.trend.plot,
            "shown_area": view.area,
        }


def tell_screen(
    context: Context,
    query: Mapping[str, str],
    secret: str,
    digest: str,
    scene_code: str = "",
) -> tuple[list[Any], Mapping[str, Any]] | None:
    """Return the scenes and the screen's data; None where the page shows them already.

    Args:
        context: of the pages.
        query: the address's parameters.
        secret: of the wall's token; empty: none.
        digest: of the page's setup; empty: it was refused.
        scene_code: of the scene on screen, which stays where it still exists.
    """
    with reading(context.engine) as connection:
        setup = find_setup(connection, query, secret)
        if setup is None:
            asked_for = query.get("lang")
            language = asked_for if asked_for in LANGUAGES else context.settings.language
            stage = page.refusal_stage(language, str(query.get("man-hinh") or ""))
            return (stage, page.REFUSAL_DATA) if digest else None
        if digest == setup.digest:
            return None
        language = setup.wall.language
        area, read = _read_all(connection, context, setup)
        # Of this reading: a load that came meanwhile is asked for.
        revision = context.directories.revision(connection)
    views: list[SceneView] = [view for view, _ in read]
    first = scene_code or _first_due(setup.scenes) or ""
    data = page.screen_data(
        views,
        {view.code: spec for view, spec in read},
        area_code=area.key.code,
        vintage=area.key.vintage,
        revision=revision,
        language=language,
        light=setup.wall.theme == "light",
        scene_code=first,
        hold=False,
        screen=_screen(setup),
    )
    return list(page.stage(views, language, data["shown"], context.office)), data


def _screen(setup: WallSetup) -> page.Screen:
    wall = setup.wall
    return page.Screen(
        wall.code,
        setup.digest,
        setup.until,
        wall.night_from,
        wall.night_to,
        wall.diagonal_inch,
        wall.distance_m,
    )


def _read_all(
    connection: Connection, context: Context, setup: WallSetup
) -> tuple[Area, list[tuple[SceneView, MapSpec]]]:
    area = find_wall_area(connection, context, setup.wall.area_code, setup.wall.vintage)
    return area, [_read_one(connection, context, setup, scene, "") for scene in setup.scenes]


def _read_one(
    connection: Connection,
    context: Context,
    setup: WallSetup,
    scene: Scene,
    area_code: str,
) -> tuple[SceneView, MapSpec]:
    """Return a scene for the ordered area, else for its own, else for the wall's."""
    wall = setup.wall
    if area_code:
        place = area_code, wall.vintage
    else:
        place = scene.area or wall.area_code, scene.vintage or wall.vintage
    area = find_wall_area(connection, context, *place)
    # Shared by all walls that show this scene.
    key = ("scene", repr(scene), area.key, wall.language, context.today())
    return context.directories.share(
        connection,
        key,
        lambda: read_scene(connection, context, scene, area, wall.language),
    )


def _first_due(scenes: tuple[Scene, ...]) -> str | None:
    now = local_now()
    return next((each.code for each in scenes if each.is_due(now)), None)
