"""The start page: what needs attention, where, since when, who answers, and what has come in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum, unique
from typing import Any

from dash import dcc, html

from ioc.local_time import day_text
from ioc.sentences.values import demo_word, level_word, number
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.area.groups import count_marks, count_words
from layouts.components.html_text import to_html
from layouts.start.matters import matter_row, short_row
from layouts.start.news import change_line, late_line
from layouts.start.view import AreaCount, GroupTile, Matter, RedMap, StartContent

PATH = "/"
QUESTION_PATH = "/view/start"
# More fold away, so that the page stays as long as it is, whatever the numbers are.
MOST_RED, MOST_TURNING = 8, 4
_COUNTS = (Status.RED, Status.AMBER, Status.GREEN, Status.NO_TARGET)


@unique
class StartIds(StrEnum):
    """Ids of the page's elements; each starts with "start-"."""

    ROOT = "start-page"  # the place of the page in the frame
    MAP = "start-map"
    VISIT = "start-visit"  # Store: the visit of the place
    OUTPUT = "start-done"


def frame_place(language: str, visit: str) -> html.Div:
    """Return the empty place of the page; assets/src/start/start.js fills it.

    The document of the page has its content already, as HTML (`early_page`).

    Args:
        language: "vi" or "en".
        visit: a unique text, so that a script never meets the place of another visit.
    """
    place = html.Div(
        id=StartIds.ROOT,
        className="ioc-start-place",
        lang=language,
        **{
            "data-visit": visit,
            "data-question": QUESTION_PATH,
            "data-failed": Words("start", language)["failed"],
        },
    )
    return html.Div(
        [dcc.Store(id=StartIds.VISIT, data=visit), dcc.Store(id=StartIds.OUTPUT), place]
    )


def early_page(content: str, language: str) -> str:
    """Return the page's content for its document, visible before any script has run."""
    words = Words("shell", language)
    header = html.Div(
        html.Span(words["product"], className="ioc-brand"),
        className="ioc-header",
        **{"aria-hidden": "true"},
    )
    return f'<div id="ioc-early" lang="{language}">{to_html(header)}<main>{content}</main></div>'


def page_html(page: StartContent, revision: int) -> str:
    """Return the whole content as HTML.

    Args:
        page: the content.
        revision: the last one that touched it.
    """
    words, language = Words("start", page.language), page.language
    parts = [
        _head(page, words),
        html.Div(
            [
                html.Div(
                    [
                        html.Div(_matters(page, words), className="ioc-start-matters"),
                        _changes(page, words),
                    ],
                    className="ioc-start-column",
                ),
                html.Div(
                    [
                        _map(page.map, words, language),
                        _groups(page.groups, words, language),
                        _late(page, words),
                    ],
                    className="ioc-start-column",
                ),
            ],
            className="ioc-start-main",
        ),
    ]
    return to_html(
        html.Div(
            parts,
            className="ioc-start",
            lang=language,
            **{
                "data-revision": str(revision),
                "data-day": page.today.isoformat(),
                "data-indicators": " ".join(page.codes),
            },
        )
    )


def _part(name: str, children: Any) -> html.Div:
    """Return a part that is exchanged alone when it changes."""
    return html.Div(children, className=f"ioc-start-{name}", **{"data-part": name})


def _head(page: StartContent, words: Words) -> html.Div:
    counts = {each: page.counts[each] for each in _COUNTS if page.counts.get(each)}
    banner = (
        html.P(
            [html.Strong(f"{demo_word(page.language)}: "), words["demo"]],
            className="ioc-start-demo",
        )
        if page.is_demo
        else None
    )
    return html.Div(
        [
            html.Div(
                [
                    html.H1(words["title"], tabIndex=-1),
                    html.A(f"{page.area} →", href=page.address, className="ioc-start-way"),
                    html.Span(
                        words("as_of", day=day_text(page.today)), className="ioc-start-as-of"
                    ),
                ],
                className="ioc-start-title",
            ),
            html.Div(
                count_words(counts, page.language),
                className="ioc-start-balance",
                role="group",
                **{"data-part": "balance", "aria-label": words["balance"]},
            ),
            banner,
        ],
        className="ioc-start-head",
    )


def _matters(page: StartContent, words: Words) -> list[Any]:
    def lists(title: str, matters: Sequence[Matter], most: int, nothing: str) -> list[Any]:
        parts: list[Any] = [html.H2(words[title])]
        if not matters:
            parts.append(html.P(words[nothing], className="ioc-start-none"))
            return parts
        parts.append(_list([matter_row(each, page) for each in matters[:most]]))
        if rest := matters[most:]:
            more = words("more", count=number(len(rest), 0, page.language))
            parts.append(_folded(more, [short_row(each, page.language) for each in rest]))
        return parts

    red = _part("red", lists("red", page.red, MOST_RED, "no_red"))
    turning = _part("turning", lists("turning", page.turning, MOST_TURNING, "no_turning"))
    if not page.amber:
        return [red, turning]
    count = number(len(page.amber), 0, page.language)
    rows = [short_row(each, page.language) for each in page.amber]
    return [red, turning, _part("amber", _folded(f"{words['amber']} ({count})", rows))]


def _list(rows: Sequence[Any]) -> html.Ul:
    return html.Ul([html.Li(each) for each in rows], className="ioc-start-list")


def _folded(title: str, rows: Sequence[Any]) -> html.Details:
    return html.Details([html.Summary(title), _list(rows)], className="ioc-start-more")


def _map(red: RedMap | None, words: Words, language: str) -> html.Section:
    if red is None:
        return html.Section(html.P(words["no_map"], className="ioc-start-none"))
    areas = level_word(red.level, language)
    return html.Section(
        [
            html.H2(words("map_title", areas=areas)),
            _part("finding", _area_names("map_finding", red.most, words, language)),
            html.Div(
                id=StartIds.MAP,
                className="ioc-start-map",
                **{"data-map": json.dumps(red.spec, ensure_ascii=False, separators=(",", ":"))},
            ),
        ],
        className="ioc-start-panel",
    )


def _area_names(key: str, areas: Sequence[AreaCount], words: Words, language: str) -> html.P | None:
    """Return areas with their counts: "Nhiều nhất: Xã Quế Phong (12), Xã Môn Sơn (11)"."""
    if not areas:
        return None
    names = ", ".join(
        words("map_count", name=each.name, count=number(each.count, 0, language)) for each in areas
    )
    return html.P(words(key, names=names), className="ioc-start-finding")


def _groups(groups: Sequence[GroupTile], words: Words, language: str) -> html.Section:
    tiles = [
        html.Li(
            html.A(
                [
                    html.Span(each.name, className="ioc-start-tile-name"),
                    html.Span(
                        _verdicts(each.counts, language),
                        className="ioc-start-tile-counts",
                    ),
                ],
                href=each.address,
                className="ioc-start-tile",
            )
        )
        for each in groups
    ]
    return html.Section(
        [html.H2(words["groups"]), _part("groups", html.Ul(tiles, className="ioc-start-tiles"))],
        className="ioc-start-panel",
    )


def _verdicts(counts: Mapping[Status, int], language: str) -> list[Any]:
    return count_marks({each: counts[each] for each in _COUNTS[:3] if counts.get(each)}, language)


def _changes(page: StartContent, words: Words) -> html.Section:
    lines = [change_line(each, page.today, page.language) for each in page.changes]
    content = (
        html.Ul([html.Li(each) for each in lines], className="ioc-start-lines")
        if lines
        else html.P(words["no_changes"], className="ioc-start-none")
    )
    return html.Section(
        [html.H2(words["changes"]), _part("changes", content)],
        className="ioc-start-panel ioc-start-last",
    )


def _late(page: StartContent, words: Words) -> html.Section:
    lines: list[Any] = [late_line(each, page.language) for each in page.late]
    parts: list[Any] = [html.P(words["no_late"], className="ioc-start-none")]
    if lines:
        parts = [html.Ul([html.Li(each) for each in lines], className="ioc-start-lines")]
    if (silent := _area_names("silent", page.silent, words, page.language)) is not None:
        parts.insert(0, silent)
    return html.Section([html.H2(words["late"]), _part("late", parts)], className="ioc-start-panel")
