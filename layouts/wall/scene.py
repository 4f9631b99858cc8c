"""One scene of the wall: its parts, and their properties that depend on numbers."""

from __future__ import annotations

from typing import Any

from dash import html

from ioc.age import Age
from ioc.sentences.values import demo_word
from ioc.words.catalogue import Words
from layouts.wall.behind import PlaceLine
from layouts.wall.news import NewsLine
from layouts.wall.view import NEWS, WHERE, SceneView


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
    """Return the properties of a scene that depend on numbers, by id: texts, classes, pictures.

    The layout uses them, and an update sends them again; the browser sets the differences.
    """
    words = Words("wall", language)
    leaves: dict[str, dict[str, Any]] = {}

    def put(part: str, **props: Any) -> None:
        leaves[part_id(view.code, part)] = props

    for place, row in enumerate(view.rows):
        old = "" if row.age is Age.FRESH else f" is-{row.age.value}"
        # The order follows the urgency: another card may come to this place.
        put(
            f"row-{place}",
            className=f"wall-row wall-row-{row.status.value}{old}",
            **{"data-indicator": row.code},
        )
        put(f"row-{place}-name", children=row.name)
        wide = " is-wide" if row.wide_value else ""
        put(f"row-{place}-value", children=row.value, className=f"wall-value{wide}")
        put(f"row-{place}-chip", children=row.chip, className=f"wall-chip is-{row.status.value}")
        put(f"row-{place}-target", children=row.target)
        put(f"row-{place}-since", children=row.since, className=f"is-{row.status.value}")
        put(f"row-{place}-since-more", children=row.unsettled)
        put(f"row-{place}-owner", children=row.owner)
        put(f"row-{place}-owner-brief", children=row.owner_brief)
        put(f"row-{place}-behind", children=row.behind)
        for against, change in (("year", row.year), ("last", row.last)):
            tone = f"wall-change is-{change.tone}"
            put(f"row-{place}-{against}", children=change.text, className=tone)
            put(f"row-{place}-{against}-brief", children=change.brief, className=tone)
            put(f"row-{place}-{against}-more", children=change.areas)
        put(f"row-{place}-period", children=row.period.text)
        put(f"row-{place}-period-brief", children=row.period.brief)
        put(f"row-{place}-period-more", children=row.period.more)
        put(f"row-{place}-who", children=row.who)
        put(f"row-{place}-line", style={"--wall-picture": row.line})
    for place, page in enumerate(_title_pages(view)):
        put(f"title-{place}-area", children=page[0])
        put(f"title-{place}", children=page[1])
    put("map-name", children=view.map_name)
    heading = words["groups"] if view.has_groups else words("worst", name=view.map_name)
    put("worst-name", children=heading if view.where else "")
    put("owner", children=view.owner)
    for place in range(WHERE):
        line = view.where[place] if place < len(view.where) else PlaceLine("")
        put(f"where-{place}-name", children=line.name)
        put(f"where-{place}-value", children=line.value)
        put(f"where-{place}-more", children=line.since, className=f"wall-more is-{line.status}")
        put(f"where-{place}-missing", children=line.missing)
    put("silent", children=view.silent)
    put("tier", children=view.tier)
    put("note", children=view.note)
    trend = view.trend
    put("trend-name", children=trend.name)
    put("trend-value", children=trend.value)
    put("trend-gap", children=trend.gap)
    put("trend-note", children=trend.note)
    put("trend-change", children=trend.change)
    put("trend-origin", children=trend.origin)
    for place in range(NEWS):
        news = view.news[place] if place < len(view.news) else NewsLine("")
        put(f"news-{place}-name", children=news.name)
        put(f"news-{place}", children=news.text, className=f"wall-news-text is-{news.tone}")
    put("demo", children=demo_word(language) if view.demo else "")
    return leaves


def scene_section(
    view: SceneView,
    leaves: dict[str, dict[str, Any]],
    words: Words,
    *,
    is_shown: bool,
    office: html.Div | None = None,
) -> html.Section:
    """Return one scene, filled with its leaves, below the mark of the office."""

    def part(name: str, tag: Any = html.Span, **props: Any) -> Any:
        ident = part_id(view.code, name)
        return tag(id=ident, **{**props, **leaves[ident]})

    return html.Section(
        [
            _head(part, office),
            html.Div(
                [*(_row(place, part, words) for place in range(len(view.rows))), _cards_out(words)],
                className="wall-rows",
            ),
            _land(view.code, part),
            html.Div(
                [
                    html.Section(className="wall-alerts"),  # filled by assets/src/wall/alerts.js
                    _worst(part, has_groups=view.has_groups),
                    _trend(part),
                    _news(part, words, is_week=view.has_groups),
                ],
                className="wall-side",
            ),
        ],
        # So that scenes keep their place when others are added or removed.
        id=f"wall-scene-{view.code}",
        className="wall-scene is-shown" if is_shown else "wall-scene",
        **{"data-scene": view.code, "aria-label": view.name},
    )


def _head(part: Any, office: html.Div | None) -> html.Header:
    titles = (
        html.Span(
            html.Span([part(f"title-{place}-area", html.B), part(f"title-{place}")]),
            className="wall-page",
        )
        for place in (0, 1)
    )
    return html.Header(
        [
            *([office] if office else []),
            html.H2(
                # The order of a remote control; the page's script writes it.
                [html.Span(className="wall-page wall-order"), *titles],
                className="wall-title wall-pages",
            ),
            part("demo", className="wall-demo"),
        ],
        className="wall-head",
    )


def _land(code: str, part: Any) -> html.Div:
    return html.Div(
        [
            part("map-name", html.H3, className="wall-map-name", **{"data-over-map": map_id(code)}),
            html.Div(
                [
                    html.Div(id=map_id(code), className="wall-map"),
                    html.Div(className="wall-pins"),
                    part("note", html.P, className="wall-note"),
                    # Which period the map plays (assets/src/wall/play/play.js).
                    html.P(className="wall-play", **{"aria-hidden": "true"}),
                ],
                className="wall-land",
            ),
            html.P([part("silent"), part("tier")], className="wall-silent"),
        ],
        className="wall-map-part",
    )


def _worst(part: Any, *, has_groups: bool) -> html.Section:
    def place_of(place: int) -> html.Li:
        name = f"where-{place}"
        return html.Li(
            [
                part(f"{name}-name", className="wall-where-name"),
                part(f"{name}-value", className="wall-where-value"),
                html.Span(
                    [part(f"{name}-more"), part(f"{name}-missing", className="wall-missing")],
                    className="wall-where-more",
                ),
            ],
            className="wall-page",
        )

    return html.Section(
        [
            part("worst-name", html.H3, className="wall-part-name"),
            html.Ol([place_of(place) for place in range(WHERE)], className="wall-pages wall-where"),
            part("owner", html.P, className="wall-owner"),
        ],
        className="wall-worst has-groups" if has_groups else "wall-worst",
    )


def _trend(part: Any) -> html.Section:
    return html.Section(
        [
            html.H3(
                [
                    part("trend-name", className="wall-trend-name"),
                    part("trend-value", className="wall-trend-value"),
                ],
                className="wall-part-name wall-trend-title",
            ),
            part("trend-gap", html.P, className="wall-trend-gap"),
            part("trend-note", html.P, className="wall-trend-note"),
            # Drawn by the page's script at its true size, so that nothing is stretched.
            html.Div(className="wall-trend-picture"),
            html.P([part("trend-change"), part("trend-origin")], className="wall-trend-below"),
        ],
        className="wall-trend",
    )


def _news(part: Any, words: Words, *, is_week: bool) -> html.Section:
    return html.Section(
        [
            html.H3(words["week" if is_week else "news"], className="wall-part-name"),
            html.Ul(
                [
                    html.Li(
                        [
                            part(f"news-{place}-name", className="wall-news-name"),
                            part(f"news-{place}"),
                        ],
                        className="wall-page",
                    )
                    for place in range(NEWS)
                ],
                className="wall-pages wall-news-lines",
            ),
        ],
        className="wall-news",
    )  # fmt: skip


def _title_pages(view: SceneView) -> list[tuple[str, str]]:
    """Return the area and the name of the scene; then an older vintage, in turn."""
    return [(view.area if each else "", each) for each in (view.name, view.vintage)]


def _cards_out(words: Words) -> html.P:
    """Return where the page's script names the cards that have no room (wall/fit.js)."""
    return html.P([f"{words['cards_out']} ", html.Span()], className="wall-cards-out", hidden=True)


def _row(place: int, part: Any, words: Words) -> html.Article:
    name = f"row-{place}"

    def page(line: str) -> html.Div:
        return html.Div(part(f"{name}-{line}"), className="wall-page")

    def long_page(line: str) -> html.Div:
        """Return a line that the page's script shortens where it has no room (wall/fit.js)."""
        spans = [
            part(f"{name}-{line}"),
            html.Span(part(f"{name}-{line}-brief"), className="wall-brief"),
            part(f"{name}-{line}-more", className="wall-spare"),
        ]
        return html.Div(spans, className=f"wall-page is-{line}")

    return part(
        name,
        html.Article,
        children=[
            part(f"{name}-name", html.H3, className="wall-name"),
            part(f"{name}-value"),
            part(f"{name}-line", className="wall-line"),
            html.Div(
                [
                    html.Div(
                        [
                            page("target"),
                            html.Div(
                                [
                                    part(f"{name}-since"),
                                    part(f"{name}-since-more", className="wall-spare"),
                                ],
                                className="wall-page is-since",
                            ),
                            html.Div(
                                [
                                    part(f"{name}-owner"),
                                    html.Span(part(f"{name}-owner-brief"), className="wall-brief"),
                                ],
                                className="wall-page is-owner",
                            ),
                            page("behind"),
                            long_page("year"),
                            long_page("last"),
                            long_page("period"),
                            page("who"),
                            html.Div(words["updated"], className="wall-fresh"),
                        ],
                        className="wall-pages wall-detail",
                    ),
                    part(f"{name}-chip"),
                ],
                className="wall-second",
            ),
        ],
    )
