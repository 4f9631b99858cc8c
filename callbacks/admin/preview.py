"""The page /wall/xem-thu: a scene that is not saved yet, as the wall would show it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import dash
from dash import Dash, html
from sqlalchemy import Connection

from callbacks.admin.access import signed_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from callbacks.wall.page import area_name, find_wall_area, read_scene
from data.access.tokens import Scope
from data.store.engine import read_revision
from data.walls.checks import check_scene
from data.walls.walls import find_wall
from ioc.errors import LoadRefusedError
from ioc.wall import DEFAULT, Scene
from ioc.wall_form import scene_of
from ioc.words.catalogue import Words, say
from layouts.admin.page import PREVIEW_PATH
from layouts.wall import page as wall_page

_CODE = "xem-thu"
_MOST_TEXT = 4000


def register(app: Dash, context: Context) -> None:
    """Register the page that the scene editor shows in a frame."""

    def layout(canh: str = "", nen: str = "", **query: str) -> html.Div:
        signed_in(context, Scope.ADMIN)
        language = language_of(context.settings, query.get("lang"))
        with context.engine.connect() as connection:
            return draw_preview(connection, context, _draft(canh), language, light=nen == "sang")

    dash.register_page(
        "admin_preview", path=PREVIEW_PATH, title=say("shell-title-preview"), layout=layout
    )


def draw_preview(
    connection: Connection,
    context: Context,
    draft: Scene,
    language: str,
    *,
    light: bool,
) -> html.Div:
    """Return the wall with the one scene of a draft; a message where it cannot be shown yet.

    The scene shows the area of the default wall where it names none of its own.
    """
    words = Words("admin", language)
    try:
        check_draft(connection, draft)
    except LoadRefusedError:
        return html.Div(
            html.P(words["preview_needs"]),
            className="ioc-preview-none",
            lang=language,
            **{"data-bs-theme": "light" if light else "dark"},
        )
    wall = find_wall(connection, DEFAULT)
    area = find_wall_area(
        connection, context, draft.area or wall.area_code, draft.vintage or wall.vintage
    )
    view, spec = read_scene(connection, context, draft, area, language)
    return wall_page.layout(
        [view],
        {view.code: spec},
        area=area_name(area, language),
        area_code=area.key.code,
        vintage=area.key.vintage,
        revision=read_revision(connection),
        language=language,
        light=light,
        first=None,
        hold=True,
    )


def check_draft(connection: Connection, draft: Scene) -> None:
    """Raise LoadRefusedError where a draft cannot be drawn; it need not have a name."""
    problems = check_scene(connection, replace(draft, name_vi=draft.name_vi or "…", seconds=30))
    columns = {"map", "cards", "trend", "area", "vintage"}
    if faults := [each for each in problems if each.column in columns]:
        raise LoadRefusedError(faults)


def _draft(text: str) -> Scene:
    try:
        content: Any = json.loads(text[:_MOST_TEXT])
    except (ValueError, RecursionError):
        content = None
    draft = scene_of(content if isinstance(content, dict) else {})
    # A preview ignores hours and days.
    return replace(draft, code=_CODE, name_vi=draft.name_vi or "…", from_time="", to_time="",
                   days=())  # fmt: skip
