"""The wall: full-screen scenes, one over the other, of which one is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

from dash import dcc, html

from layouts.text import Words
from layouts.wall_scene import map_id, part_id, scene_leaves, scene_section
from layouts.wall_view import SceneView
from layouts.wall_words import WORDS

__all__ = [
    "PATH",
    "SCENE_PATH",
    "Ids",
    "Screen",
    "layout",
    "map_id",
    "part_id",
    "scene_leaves",
    "stage",
    "told",
]

PATH = "/wall"
SCENE_PATH = "/wall/scene"


@unique
class Ids(StrEnum):
    """Ids of the wall; the parts of a scene are named by `part_id`."""

    ROOT = "wall"
    STAGE = "wall-stage"
    CLOCK = "wall-clock"
    STATE = "wall-state"
    LOST = "wall-lost"
    LOST_WORDS = "wall-lost-words"
    LOST_AT = "wall-lost-at"
    ALERT = "wall-alert"  # filled by assets/ioc-wall-alerts.js
    SCENES = "wall-scenes"  # Store: what the screen is, what each scene says and draws
    ASK_SCREEN = "wall-ask-screen"  # Store: {"query", "digest", "shown", "try"}
    STARTED = "wall-started"


@dataclass(frozen=True)
class Screen:
    """What a wall is beside its scenes, as its page needs it."""

    code: str
    digest: str
    until: str | None = None  # ISO, UTC: when its token expires
    night_from: str = ""  # HH:MM
    night_to: str = ""
    scale: float = 1.0  # of its letters


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
) -> html.Div:
    """Return the wall with all its scenes filled.

    Args:
        views: the scenes in the order in which they take turns.
        maps: by scene code, the spec of its map.
        area: name of the area.
        area_code: its code; updates ask for the same area.
        vintage: code of the vintage shown.
        revision: of the store that the views were read from.
        language: "vi" or "en".
        light: on a light ground.
        first: code of the scene to begin with; an unknown one is ignored.
        hold: stay with the first scene.
        screen: the wall that it is; None: a scene that is only looked at.
    """
    words = Words(WORDS, language)
    shown = _first(views, first)
    data = told(
        views, maps, area_code=area_code, vintage=vintage, revision=revision, language=language,
        light=light, shown=shown, hold=hold, screen=screen,
    )  # fmt: skip
    title = html.H1(f"{words['title']}: {area}", className="visually-hidden")
    return _root([title, *stage(views, language, shown)], data, words, language, light, screen)


def refusal(language: str, named: str, *, light: bool) -> html.Div:
    """Return the wall of a token that holds no more, or of a name that no screen has."""
    words = Words(WORDS, language)
    return _root(refusal_stage(language, named), REFUSED, words, language, light, None)


# What a page is told that may show nothing.
REFUSED: dict[str, Any] = {"refused": True, "scenes": []}


def refusal_stage(language: str, named: str) -> list[Any]:
    """Return what stands on the stage of a wall that may show nothing, or is `named` wrongly."""
    words = Words(WORDS, language)
    why = (words["no_screen"].format(named), words["no_screen_mend"]) if named else (
        words["refused"], words["refused_mend"]
    )  # fmt: skip
    return [
        html.Div(
            [html.H1(why[0]), html.P(why[1])],
            className="wall-refused",
            role="alert",
        )
    ]


def stage(views: Sequence[SceneView], language: str, shown: str) -> list[html.Section]:
    """Return the scenes, one over the other."""
    words = Words(WORDS, language)
    return [
        scene_section(
            view, scene_leaves(view, language), words, is_shown=view.code == shown
        )
        for view in views
    ]  # fmt: skip


def told(
    views: Sequence[SceneView],
    maps: Mapping[str, Any],
    *,
    area_code: str,
    vintage: str,
    revision: int,
    language: str,
    light: bool,
    shown: str,
    hold: bool,
    screen: Screen | None,
) -> dict[str, Any]:
    """Return what the page's clockwork is told of the screen and its scenes."""
    words = Words(WORDS, language)
    return {
        "refused": False,
        "shown": _first(views, shown),
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
            "scale": screen.scale,
        },
        "words": {key: words[f"order_{key}"] for key in ("hold", "go_on", "other")},
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
                "leaves": scene_leaves(view, language),
            }
            for view in views
        ],
    }


def _first(views: Sequence[SceneView], wanted: str | None) -> str:
    codes = [view.code for view in views]
    return wanted if wanted in codes else (codes[0] if codes else "")


def _root(
    on_stage: Sequence[Any],
    data: dict[str, Any],
    words: Words,
    language: str,
    light: bool,
    screen: Screen | None,
) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    html.Div(list(on_stage), id=Ids.STAGE),
                    html.Div(
                        [
                            html.Div(className="wall-dots", **{"aria-hidden": "true"}),
                            html.Span(
                                words["live"],
                                id=Ids.STATE,
                                className="wall-state",
                                role="status",
                                **{
                                    f"data-{key}": words[key] for key in ("live", "polling", "held")
                                },
                            ),
                            html.Span("–:–", id=Ids.CLOCK, className="wall-clock"),
                        ],
                        className="wall-corner",
                    ),
                    html.Div(
                        [
                            html.Strong(
                                words["lost"],
                                id=Ids.LOST_WORDS,
                                **{"data-lost": words["lost"], "data-stale": words["stale"]},
                            ),
                            html.Span(
                                "",
                                id=Ids.LOST_AT,
                                **{
                                    f"data-{key}": words[f"lost_{key}"]
                                    for key in ("at", "now", "minutes", "hours", "days")
                                },
                            ),
                        ],
                        id=Ids.LOST,
                        className="wall-lost",
                        role="alert",
                        hidden=True,
                    ),
                ],
                className="wall-moved",
            ),
            html.P(words["keys"], className="visually-hidden"),
            *([html.Div(id=Ids.ALERT)] if screen or data["refused"] else []),
            dcc.Store(id=Ids.ASK_SCREEN),
            dcc.Store(id=Ids.SCENES, data=data),
            dcc.Store(id=Ids.STARTED),
        ],
        id=Ids.ROOT,
        className="wall",
        lang=language,
        style={"--wall-scale": str(screen.scale if screen else 1)},
        **{
            "data-bs-theme": "light" if light else "dark",
            "data-wall": screen.code if screen else "",
        },
    )
