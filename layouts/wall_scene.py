"""One scene of the wall: its parts, and every property of them that numbers can change."""

from __future__ import annotations

from typing import Any

from dash import html

from ioc.age import Age
from layouts.text import DEMO, Words
from layouts.wall_behind import PlaceLine
from layouts.wall_room import fits_over
from layouts.wall_view import NEWS, WHERE, NewsLine, RowView, SceneView


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
        old = "" if row.age is Age.FRESH else f" is-{row.age.value}"
        put(f"row-{place}", className=f"wall-row wall-row-{row.status.value}{old}")
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
    for place, page in enumerate(_title_pages(view)):
        put(f"title-{place}-area", children=page[0])
        put(f"title-{place}", children=page[1])
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


def scene_section(
    view: SceneView, leaves: dict[str, dict[str, Any]], words: Words, *, is_shown: bool
) -> html.Section:
    """Return one scene, filled with its leaves."""

    def part(name: str, tag: Any = html.Span, **props: Any) -> Any:
        ident = part_id(view.code, name)
        return tag(id=ident, **{**props, **leaves[ident]})

    return html.Section(
        [
            html.Header(
                [
                    html.H2(
                        [
                            # What somebody ordered from afar; written by the page itself.
                            html.Span(className="wall-page wall-order"),
                            *(
                                html.Span(
                                    html.Span(
                                        [
                                            part(f"title-{place}-area", html.B),
                                            part(f"title-{place}"),
                                        ]
                                    ),
                                    className="wall-page",
                                )
                                for place in (0, 1)
                            ),
                        ],
                        className="wall-title wall-pages",
                    ),
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
        # Where the set of scenes changes, those that stay keep their place by it.
        id=f"wall-scene-{view.code}",
        className="wall-scene is-shown" if is_shown else "wall-scene",
        **{"data-scene": view.code, "aria-label": view.name},
    )


def _title_pages(view: SceneView) -> list[tuple[str, str]]:
    """Return area and what the scene is about; where the vintage is an older one, which in turn.

    An area's name for which there is no room is left out.
    """
    pages = []
    for each in (view.name, view.vintage):
        named = each and (not view.vintage or fits_over(view.area, each))
        pages.append((view.area if named else "", (" · " if named else "") + each))
    return pages


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
