"""The page /wall/xem-thu: a scene that is not saved yet, as the wall would show it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import dash
from dash import Dash, html
from sqlalchemy import Connection

from callbacks.admin_access import signed_in
from callbacks.context import Context
from callbacks.language import language_of
from callbacks.wall import area_name, find_wall_area, read_scene
from data.queries.wall import read_short_names
from data.store import read_revision
from data.tokens import Scope
from data.wall_checks import check_scene
from data.walls import find_wall
from ioc.errors import LoadRefusedError
from ioc.short_name import ShortName
from ioc.wall import DEFAULT, Scene
from ioc.wall_form import scene_of
from layouts import wall as wall_page
from layouts.admin import PREVIEW_PATH
from layouts.admin_words import SCRIPT_WORDS
from layouts.text import Words

_CODE = "xem-thu"
_MOST_TEXT = 4000


def register(app: Dash, context: Context) -> None:
    """Register the page that the scene editor shows in a frame."""
    names = read_short_names()

    def layout(canh: str = "", nen: str = "", **query: str) -> html.Div:
        signed_in(context, Scope.ADMIN)
        language = language_of(context.settings, query.get("lang"))
        with context.engine.connect() as connection:
            return draw_preview(
                connection, context, _draft(canh), names, language, light=nen == "sang"
            )

    dash.register_page("admin_preview", path=PREVIEW_PATH, title="Xem trước", layout=layout)


def draw_preview(
    connection: Connection,
    context: Context,
    draft: Scene,
    names: dict[str, ShortName],
    language: str,
    *,
    light: bool,
) -> html.Div:
    """Return the wall with the one scene of a draft; words where it cannot be shown yet.

    The scene stands on the area of the default wall where it names none of its own.
    """
    words = Words(SCRIPT_WORDS, language)
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
    view, spec = read_scene(connection, context, draft, area, names, language)
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
    """Raise LoadRefusedError where a draft lacks what has to be drawn; a name it may lack."""
    problems = check_scene(connection, replace(draft, name_vi=draft.name_vi or "…", seconds=30))
    shown = {"map", "cards", "trend", "area", "vintage"}
    if drawn := [each for each in problems if each.column in shown]:
        raise LoadRefusedError(drawn)


def _draft(text: str) -> Scene:
    try:
        content: Any = json.loads(text[:_MOST_TEXT])
    except (ValueError, RecursionError):
        content = None
    draft = scene_of(content if isinstance(content, dict) else {})
    # Hours do not matter to who looks at it now.
    return replace(draft, code=_CODE, name_vi=draft.name_vi or "…", from_time="", to_time="",
                   days=())  # fmt: skip
