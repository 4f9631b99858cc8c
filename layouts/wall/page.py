"""The wall: full-screen scenes, one over the other, of which one is visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

from dash import dcc, html

from ioc.answers import WallOrder
from ioc.office import Office
from ioc.wall import HALL_INCHES, HALL_METRES
from ioc.words.catalogue import Words
from layouts.wall.office import office_mark
from layouts.wall.scene import map_id, part_id, scene_leaves, scene_section
from layouts.wall.view import SceneView

__all__ = [
    "ALERT_MAP_PATH",
    "PATH",
    "SCENE_PATH",
    "SCREEN_PATH",
    "Screen",
    "WallIds",
    "layout",
    "map_id",
    "part_id",
    "scene_leaves",
    "screen_data",
    "stage",
]

PATH = "/wall"
SCENE_PATH, SCREEN_PATH, ALERT_MAP_PATH = "/wall/scene", "/wall/screen", "/wall/alert-map"


@unique
class WallIds(StrEnum):
    """Ids of the wall; the parts of a scene are named by `part_id`."""

    ROOT = "wall"
    STAGE = "wall-stage"
    CLOCK = "wall-clock"
    DATE = "wall-date"
    STATE = "wall-state"
    OUTAGE = "wall-lost"
    OUTAGE_WORDS = "wall-lost-words"
    OUTAGE_AT = "wall-lost-at"
    ALERT = "wall-alert"  # filled by assets/src/wall/alerts.js
    SCENES = "wall-scenes"  # Store: data of the screen and of each scene
    OUTPUT = "wall-started"


@dataclass(frozen=True)
class Screen:
    """The properties of a wall's screen, for its page."""

    code: str
    digest: str
    until: str | None = None  # ISO, UTC: when its token expires
    night_from: str = ""  # HH:MM
    night_to: str = ""
    inches: float = HALL_INCHES  # of its diagonal
    metres: float = HALL_METRES  # to its farthest reader


def layout(
    views: Sequence[SceneView],
    maps: Mapping[str, Any],
    *,
    area: str,
    area_code: str,
    vintage: str,
    revision: int,
    language: str,
    light: bool,
    first: str | None,
    hold: bool,
    screen: Screen | None = None,
    wall_name: str = "",
    at_desk: bool = False,
    office: Office | None = None,
) -> html.Div:
    """Return the wall with all its scenes.

    Args:
        views: the scenes in their order.
        maps: by scene code, the spec of its map.
        area: name of the area.
        area_code: its code; updates ask for the same area.
        vintage: code of the vintage shown.
        revision: of the store behind the views.
        language: "vi" or "en".
        light: on a light ground.
        first: code of the scene to begin with; an unknown one is ignored.
        hold: stay with the first scene.
        screen: of the wall; None: a preview of a scene.
        wall_name: of the wall, for the title of the window.
        at_desk: opened in a browser that is no wall's: with a way back to the pages.
        office: whose wall it is; None: it is not named.
    """
    words = Words("wall", language)
    scene_code = _first(views, first)
    data = screen_data(
        views, maps, area_code=area_code, vintage=vintage, revision=revision, language=language,
        light=light, scene_code=scene_code, hold=hold, screen=screen,
    )  # fmt: skip
    title = html.H1(f"{words['title']}: {area}", className="visually-hidden")
    on_stage = [title, *stage(views, language, scene_code, office)]
    back = [_way_back(words)] if at_desk else []
    return _root(on_stage, data, words, language, light, screen, wall_name, back)


def window_title(scene_name: str, wall_name: str) -> str:
    """Return the title of the window; assets/src/wall/wall.js follows with each scene."""
    return " · ".join(each for each in (scene_name, wall_name) if each)


def _way_back(words: Words) -> html.A:
    """Return the way to the start page, seen while the mouse moves or by the Tab key."""
    return html.A(f"← {words['back']}", href="/", className="wall-back")


def refusal(language: str, wall_name: str, *, light: bool) -> html.Div:
    """Return the wall of an invalid token, or of an unknown name."""
    words = Words("wall", language)
    return _root(refusal_stage(language, wall_name), REFUSAL_DATA, words, language, light, None)


# The data of a page that may show nothing.
REFUSAL_DATA: dict[str, Any] = {"refused": True, "scenes": []}


def refusal_stage(language: str, wall_name: str) -> list[Any]:
    """Return the stage of a wall that may show nothing, or whose name is unknown."""
    words = Words("wall", language)
    why = (words("no_screen", name=wall_name), words["no_screen_fix"]) if wall_name else (
        words["refused"], words["refused_fix"]
    )  # fmt: skip
    return [
        html.Div(
            [html.H1(why[0]), html.P(why[1])],
            className="wall-refused",
            role="alert",
        )
    ]


def stage(
    views: Sequence[SceneView], language: str, scene_code: str, office: Office | None = None
) -> list[html.Section]:
    """Return the scenes, one over the other, each with the name of the office."""
    words = Words("wall", language)
    return [
        scene_section(
            view,
            scene_leaves(view, language),
            words,
            is_shown=view.code == scene_code,
            office=office_mark(office, language) if office else None,
        )
        for view in views
    ]  # fmt: skip


def screen_data(
    views: Sequence[SceneView],
    maps: Mapping[str, Any],
    *,
    area_code: str,
    vintage: str,
    revision: int,
    language: str,
    light: bool,
    scene_code: str,
    hold: bool,
    screen: Screen | None,
) -> WallOrder:
    """Return the data of the screen and its scenes for the page's script."""
    words = Words("wall", language)
    return {
        "refused": False,
        "shown": _first(views, scene_code),
        "hold": hold,
        "area": area_code,
        "vintage": vintage,
        "language": language,
        "theme": "light" if light else "dark",
        "revision": revision,
        "screen": None
        if screen is None
        else {
            "code": screen.code,
            "digest": screen.digest,
            "until": screen.until,
            "night_from": screen.night_from,
            "night_to": screen.night_to,
            "inches": screen.inches,
            "metres": screen.metres,
        },
        "words": {key: words(f"order_{key}", time="{}") for key in ("hold", "go_on", "other")}
        | {key: words[key] for key in ("play_before", "play_after", "play_converted")},
        "scenes": [
            {
                "code": view.code,
                "name": view.name,
                "seconds": view.seconds,
                "from_time": view.from_time,
                "to_time": view.to_time,
                "days": list(view.days),
                "indicators": list(view.indicators),
                "map": maps.get(view.code),
                "play": view.play,
                "before": view.before,
                "villages": view.villages,
                "plot": view.trend.plot,
                "leaves": scene_leaves(view, language),
            }
            for view in views
        ],
    }


def _first(views: Sequence[SceneView], code: str | None) -> str:
    codes = [view.code for view in views]
    return code if code in codes else (codes[0] if codes else "")


def _root(
    on_stage: Sequence[Any],
    data: Mapping[str, Any],
    words: Words,
    language: str,
    light: bool,
    screen: Screen | None,
    wall_name: str = "",
    above: Sequence[Any] = (),
) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    html.Div(list(on_stage), id=WallIds.STAGE),
                    html.Div(
                        [
                            html.Div(className="wall-dots", **{"aria-hidden": "true"}),
                            html.Span(
                                words["live"],
                                id=WallIds.STATE,
                                className="wall-state",
                                role="status",
                                **{
                                    f"data-{key}": words[key] for key in ("live", "polling", "held")
                                },
                            ),
                            html.Span("", id=WallIds.DATE, className="wall-date"),
                            html.Span("–:–", id=WallIds.CLOCK, className="wall-clock"),
                        ],
                        className="wall-corner",
                    ),
                    html.Div(
                        [
                            html.Strong(
                                words["lost"],
                                id=WallIds.OUTAGE_WORDS,
                                **{"data-lost": words["lost"], "data-stale": words["stale"]},
                            ),
                            html.Span(
                                "",
                                id=WallIds.OUTAGE_AT,
                                **{
                                    "data-at": words["lost_at"],
                                    "data-now": words["lost_now"],
                                    "data-minutes": words("lost_minutes", count="{}"),
                                    "data-hours": words("lost_hours", count="{}"),
                                    "data-days": words("lost_days", count="{}"),
                                },
                            ),
                        ],
                        id=WallIds.OUTAGE,
                        className="wall-lost",
                        role="alert",
                        hidden=True,
                    ),
                ],
                className="wall-moved",
            ),
            html.P(words["keys"], className="visually-hidden"),
            *above,
            *([html.Div(id=WallIds.ALERT)] if screen or data["refused"] else []),
            dcc.Store(id=WallIds.SCENES, data=data),
            dcc.Store(id=WallIds.OUTPUT),
        ],
        id=WallIds.ROOT,
        className="wall",
        lang=language,
        **{
            "data-bs-theme": "light" if light else "dark",
            "data-wall": screen.code if screen else "",
            "data-name": wall_name,
        },
    )
