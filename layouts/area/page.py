"""The page of one area: its place, its cards, its inside, its lineage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dash import dcc, html

from ioc.sentences.values import number
from ioc.view_state import ViewState
from ioc.words.catalogue import Words
from layouts.area.explorer import explorer_section
from layouts.area.groups import balance, groups_section
from layouts.area.ids import ON_ARRIVAL, AreaIds, output_id
from layouts.area.lineage import lineage_section, published_section
from layouts.area.view import AreaContent, AreaLink

PATH_TEMPLATE = "/dia-ban/<vintage>/<code>"
LIVE_PATH = "/view/area"
_LIVE_FIELDS = ("vintage", "area", "former", "level", "indicator", "period", "language")


def layout(
    page: AreaContent,
    parts: Mapping[str, str],
    visit: str,
    revision: int = 0,
    day: str = "",
) -> html.Div:
    """Return the page, complete: no callback is needed to restore it from its address.

    Args:
        page: its content.
        parts: its cards and counts as HTML, by the ids of their places (`all_parts`).
        visit: a unique text, so that values never meet the elements of another page.
        revision: the last one that touched the page's numbers.
        day: of the rendering.
    """
    names = ViewState.names()
    return html.Div(
        [
            dcc.Store(id=AreaIds.STATE, data=asdict(page.explorer.state)),
            dcc.Store(id=AreaIds.SPEC, data={**page.explorer.spec, "visit": visit}),
            dcc.Store(id=AreaIds.ADDRESS, data=page.explorer.address),
            dcc.Store(id=AreaIds.CARDS, data={"visit": visit, "parts": dict(parts)}),
            *(dcc.Store(id=output_id(name)) for name in ON_ARRIVAL),
            _header(page),
            html.Div(
                [explorer_section(page.explorer, page.language), groups_section(page)],
                className="ioc-area-main",
            ),
            published_section(page.published, _published_file(page), page.language),
            lineage_section(page),
            # Filled when the page is printed (assets/src/shell/print.js).
            html.P(className="ioc-print-end"),
        ],
        id=AreaIds.ROOT,
        className="ioc-area",
        lang=page.language,
        **{
            "data-visit": visit,
            # For the page's questions about changes (assets/src/area/answer.js).
            "data-live": LIVE_PATH,
            "data-cards": page.explorer.state.period,
            "data-revision": str(revision),
            "data-day": day,
            "data-indicators": " ".join(page.codes),
            "data-names": json.dumps({name: names[name] for name in _LIVE_FIELDS}),
        },
    )


def _header(page: AreaContent) -> html.Div:
    words = Words("area", page.language)
    facts: list[Any] = [html.Span(fact) for fact in page.facts]
    if page.is_demo:
        facts.append(html.Span(words["demo_area"], className="ioc-demo"))
    return html.Div(
        [
            breadcrumb(page.path, words),
            html.Div(
                [
                    html.H1(page.here.full_name, tabIndex=-1),
                    _switch(page, words),
                    html.Div(facts, className="ioc-area-facts"),
                    *_several(page, words),
                    balance(page),
                ],
                className="ioc-area-title",
            ),
        ],
        className="ioc-area-header",
    )


def breadcrumb(path: Sequence[AreaLink], words: Words) -> html.Nav:
    """Return the path from the country down to the area, which is the last step."""
    steps: list[Any] = []
    for place in path[:-1]:
        steps.append(html.Li(html.A(place.full_name, href=place.address)))
    steps.append(html.Li(path[-1].full_name, **{"aria-current": "page"}))
    return html.Nav(
        html.Ol(steps), className="ioc-area-crumbs", **{"aria-label": words["breadcrumb"]}
    )


def _switch(page: AreaContent, words: Words) -> html.Nav:
    """Return links to the same land in each vintage, by date; the present one is marked."""
    ways: list[Any] = []
    for way in page.ways:
        if way.is_here:
            ways.append(html.Span(way.name, className="is-here", **{"aria-current": "true"}))
            continue
        title = words("view_there", vintage=way.name, name=way.place.full_name)
        parts: list[Any] = [html.Span(way.name)]
        if way.place.full_name != page.here.full_name:
            parts.append(html.Small(way.place.full_name))
        ways.append(html.A(parts, href=way.place.address, title=title))
    return html.Nav(
        [html.Span(words["vintages"], className="ioc-area-vintages-word"), *ways],
        className="ioc-area-vintages",
        **{"aria-label": words["vintages"]},
    )


def _several(page: AreaContent, words: Words) -> list[Any]:
    """Return a link to the lineage where an area came from several, or became several."""
    links: list[Any] = []
    for relatives, side in ((page.earlier, "earlier"), (page.later, "later")):
        if len(relatives) > 1:
            count = number(len(relatives), 0, page.language)
            text = words("several", count=count, side=words[side])
            links.append(html.A(text, href="#tien-than", className="ioc-area-switch"))
    return links


def _published_file(page: AreaContent) -> str:
    """Return the address of the published figures as a file."""
    state = ViewState(page.here.key.vintage, page.here.key.code, language=page.language)
    return f"/xuat/so-cong-bo.csv?{state.to_query()}"


def not_found(
    vintage: str, code: str, elsewhere: Sequence[AreaLink], home: str, language: str
) -> html.Div:
    """Return the page of an unknown key: why it is unknown, and where to go.

    Args:
        vintage: of the address.
        code: of the address.
        elsewhere: areas with this code in other vintages; `parent` is the vintage's name.
        home: address of the home area.
        language: "vi" or "en".
    """
    words = Words("area", language)
    parts: list[Any] = [
        html.Div("∅", className="ioc-area-none-mark", **{"aria-hidden": "true"}),
        html.H1(words["not_found"], tabIndex=-1),
        html.P(words("not_found_text", code=code, vintage=vintage)),
    ]
    if elsewhere:
        parts.append(html.P(f"{words['elsewhere']}:"))
        parts.append(
            html.Ul(
                [
                    html.Li(
                        html.Div(
                            [html.A(each.full_name, href=each.address), html.Small(each.parent)]
                        )
                    )
                    for each in elsewhere
                ],
                className="ioc-area-relatives",
            )
        )
    parts += [
        html.P(words["search_hint"], className="ioc-area-missing"),
        html.Div(
            [
                html.A(words["home"], href=home, className="btn btn-primary"),
                html.A(
                    words["country"],
                    href=f"/dia-ban/{ViewState().vintage}/VN",
                    className="btn btn-outline-secondary",
                ),
            ],
            className="ioc-area-none-ways",
        ),
    ]
    return html.Div(parts, id=AreaIds.ROOT, className="ioc-area ioc-area-none", lang=language)
