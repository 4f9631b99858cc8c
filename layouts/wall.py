"""The wall: full-screen scenes, one over the other, of which one is seen."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, unique
from typing import Any

from dash import dcc, html

from layouts.text import DEMO, Words
from layouts.wall_behind import PlaceLine
from layouts.wall_room import fits_over
from layouts.wall_view import NEWS, WHERE, NewsLine, RowView, SceneView
from layouts.wall_words import WORDS

PATH = "/wall"


@unique
class Ids(StrEnum):
    """Ids of the wall; the parts of a scene are named by `part_id`."""

    ROOT = "wall"
    CLOCK = "wall-clock"
    STATE = "wall-state"
    LOST = "wall-lost"
    LOST_WORDS = "wall-lost-words"
    LOST_AT = "wall-lost-at"
    SCENES = "wall-scenes"  # Store: what each scene says and draws
    ASK = "wall-ask"  # Store: {"scene", "area", "vintage", "language", "revision", "try"}
    TOLD = "wall-told"  # Store: the answer to ASK
    ALERT = "wall-alert"  # filled by assets/ioc-wall-alerts.js
    STARTED = "wall-started"
    TAKEN = "wall-taken"


def part_id(scene: str, part: str) -> str:
    """Return the id of one changing part of a scene.

    >>> part_id("coverage", "row-0-value")
    'wall-coverage-row-0-value'
    """
    return f"wall-{scene}-{part}"


def map_id(scene: str) -> str:
    """Return the id of a scene's map."""
    return part_id(scene, "map")


def scene_leaves(view: SceneView, language: str) -> dict[str, dict[str, Any]]:
    """Return every property of a scene that numbers can change, by id: texts, classes, pictures.

    The layout is filled from it, and an update sends it again; the browser sets what differs.
    """
    leaves: dict[str, dict[str, Any]] = {}

    def put(part: str, **props: Any) -> None:
        leaves[part_id(view.code, part)] = props

    for place, row in enumerate(view.rows):
        put(f"row-{place}", className=f"wall-row wall-row-{row.status.value}")
        wide = " is-wide" if row.wide_value else ""
        put(f"row-{place}-value", children=row.value, className=f"wall-value{wide}")
        put(f"row-{place}-chip", children=row.chip, className=f"wall-chip is-{row.status.value}")
        put(f"row-{place}-target", children=row.target)
        put(f"row-{place}-behind", children=row.behind)
        put(f"row-{place}-last", children=row.last, className=f"wall-change is-{row.last_tone}")
        put(f"row-{place}-year", children=row.year, className=f"wall-change is-{row.year_tone}")
        put(f"row-{place}-period", children=row.period)
        put(f"row-{place}-who", children=row.who)
        put(f"row-{place}-line", style={"--wall-picture": row.line})
    put("map-name", children=view.map_name)
    for place in range(WHERE):
        line = view.where[place] if place < len(view.where) else PlaceLine("")
        put(f"where-{place}", children=line.text)
        put(f"where-{place}-more", children=line.more, className=f"wall-more is-{line.status}")
    put("note", children=view.note)
    trend = view.trend
    put("trend-name", children=trend.name)
    put("trend-value", children=trend.value)
    put("trend-gap", children=trend.gap)
    put("trend-line", style={"--wall-picture": trend.pictures.line})
    put("trend-ground", style={"--wall-picture": trend.pictures.ground})
    put("trend-target", style={"--wall-picture": trend.pictures.target})
    put("trend-note", children=trend.note)
    put("trend-changes", style={"--wall-picture": trend.pictures.changes})
    put("trend-start", children=trend.start)
    put("trend-end", children=trend.end)
    put("trend-change", children=trend.change)
    put("trend-origin", children=trend.origin)
    for place in range(NEWS):
        news = view.news[place] if place < len(view.news) else NewsLine("")
        put(f"news-{place}", children=news.text, className=f"wall-page is-{news.tone}")
    put("demo", children=DEMO[language] if view.demo else "")
    return leaves


def layout(
    views: Sequence[SceneView],
    maps: dict[str, Any],
    *,
    area: str,
    area_code: str,
    vintage: str,
    revision: int,
    language: str,
    light: bool,
    first: str | None,
    hold: bool,
) -> html.Div:
    """Return the wall with all its scenes filled.

    Args:
        views: the scenes in the order in which they rotate.
        maps: by scene code, the spec of its map.
        area: name of the area.
        area_code: its code; updates ask for the same area.
        vintage: code of the vintage shown.
        revision: of the store that the views were read from.
        language: "vi" or "en".
        light: on a light ground.
        first: code of the scene to begin with; an unknown one is ignored.
        hold: stay with the first scene.
    """
    words = Words(WORDS, language)
    codes = [view.code for view in views]
    shown = first if first in codes else (codes[0] if codes else "")
    leaves = {view.code: scene_leaves(view, language) for view in views}
    return html.Div(
        [
            html.H1(f"{words['title']}: {area}", className="visually-hidden"),
            *(
                _scene(view, leaves[view.code], words, is_shown=view.code == shown)
                for view in views
            ),
            html.Div(
                [
                    html.Div(
                        [html.Span(className="wall-dot", **{"data-dot": code}) for code in codes],
                        className="wall-dots",
                        **{"aria-hidden": "true"},
                    ),
                    html.Span(
                        words["live"],
                        id=Ids.STATE,
                        className="wall-state",
                        role="status",
                        **{f"data-{key}": words[key] for key in ("live", "polling", "held")},
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
                    html.Span("", id=Ids.LOST_AT, **{"data-words": words["lost_at"]}),
                ],
                id=Ids.LOST,
                className="wall-lost",
                role="alert",
                hidden=True,
            ),
            html.P(words["keys"], className="visually-hidden"),
            html.P(words["no_scene"], className="wall-none") if not views else None,
            dcc.Store(
                id=Ids.SCENES,
                data={
                    "shown": shown,
                    "hold": hold,
                    "area": area_code,
                    "vintage": vintage,
                    "language": language,
                    "revision": revision,
                    "scenes": [
                        {
                            "code": view.code,
                            "name": view.name,
                            "seconds": view.seconds,
                            "map": maps.get(view.code),
                            "leaves": leaves[view.code],
                        }
                        for view in views
                    ],
                },
            ),
            html.Div(id=Ids.ALERT),
            dcc.Store(id=Ids.ASK),
            dcc.Store(id=Ids.TOLD),
            dcc.Store(id=Ids.STARTED),
            dcc.Store(id=Ids.TAKEN),
        ],
        id=Ids.ROOT,
        className="wall",
        lang=language,
        **{"data-bs-theme": "light" if light else "dark"},
    )


def _scene(
    view: SceneView, leaves: dict[str, dict[str, Any]], words: Words, is_shown: bool
) -> html.Section:
    def part(name: str, tag: Any = html.Span, **props: Any) -> Any:
        ident = part_id(view.code, name)
        return tag(id=ident, **{**props, **leaves[ident]})

    return html.Section(
        [
            html.Header(
                [
                    _title(view),
                    part("demo", className="wall-demo"),
                ],
                className="wall-head",
            ),
            html.Div(
                [_row(row, place, part, words) for place, row in enumerate(view.rows)],
                className="wall-rows",
            ),
            html.Div(
                [
                    part("map-name", html.H3, className="wall-map-name"),
                    html.Div(
                        [
                            html.Div(id=map_id(view.code), className="wall-map"),
                            html.Div(className="wall-pins", **{"aria-hidden": "true"}),
                            part("note", html.P, className="wall-note"),
                        ],
                        className="wall-land",
                    ),
                    html.Div(
                        [
                            html.Div(
                                [part(f"where-{place}"), part(f"where-{place}-more")],
                                className="wall-page",
                            )
                            for place in range(WHERE)
                        ],
                        className="wall-pages wall-where",
                    ),
                    html.Div(
                        [
                            html.H3(
                                [
                                    part("trend-name", className="wall-trend-name"),
                                    part("trend-value", className="wall-trend-value"),
                                ],
                                className="wall-trend-title",
                            ),
                            part("trend-gap", html.P, className="wall-trend-gap"),
                            html.Div(
                                [
                                    part("trend-ground", html.Div, className="wall-trend-ground"),
                                    part("trend-target", html.Div, className="wall-trend-target"),
                                    part("trend-changes", html.Div, className="wall-trend-changes"),
                                    part("trend-line", html.Div, className="wall-trend-line"),
                                ],
                                className="wall-trend-picture",
                                **{"aria-hidden": "true"},
                            ),
                            html.Div(
                                [
                                    html.Div(
                                        [part("trend-start"), part("trend-end")],
                                        className="wall-page wall-trend-axis",
                                    ),
                                    html.Div([part("trend-change")], className="wall-page"),
                                    html.Div([part("trend-origin")], className="wall-page"),
                                ],
                                className="wall-pages wall-trend-below",
                            ),
                            part("trend-note", html.P, className="wall-trend-note"),
                        ],
                        className="wall-trend",
                    ),
                    html.Div(
                        [part(f"news-{place}") for place in range(NEWS)],
                        className="wall-pages wall-news",
                    ),
                ],
                className="wall-side",
            ),
        ],
        className="wall-scene is-shown" if is_shown else "wall-scene",
        **{"data-scene": view.code, "aria-label": view.name},
    )


def _title(view: SceneView) -> html.H2:
    """Return what the scene is about; where the vintage is an older one, which in turn with it."""
    if not view.vintage:
        return html.H2([html.B(view.area), " · ", view.name], className="wall-title")
    told = []
    for each in (view.name, view.vintage):
        named: list[Any] = [html.B(view.area), " · "] if fits_over(view.area, each) else []
        told.append(html.Span(html.Span([*named, each]), className="wall-page"))
    return html.H2(told, className="wall-title wall-pages")


def _row(row: RowView, place: int, part: Any, words: Words) -> html.Article:
    name = f"row-{place}"
    return part(
        name,
        html.Article,
        children=[
            html.H3(row.name, className="wall-name is-long" if row.long_name else "wall-name"),
            part(f"{name}-value"),
            html.Div(
                [
                    html.Div(
                        [
                            html.Div([part(f"{name}-target")], className="wall-page"),
                            html.Div([part(f"{name}-behind")], className="wall-page"),
                            html.Div(
                                [part(f"{name}-last"), part(f"{name}-year")], className="wall-page"
                            ),
                            html.Div(
                                [
                                    part(f"{name}-period"),
                                    part(f"{name}-line", className="wall-line"),
                                ],
                                className="wall-page",
                            ),
                            html.Div([part(f"{name}-who")], className="wall-page"),
                            html.Div(words["updated"], className="wall-fresh"),
                        ],
                        className="wall-pages wall-detail",
                    ),
                    part(f"{name}-chip"),
                ],
                className="wall-second",
            ),
        ],
        **{"data-indicator": row.code},
    )
