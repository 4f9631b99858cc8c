"""The hits of a search, as the options of a combobox."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from ioc.area import search_name
from ioc.word_search import NEAREST, Nearness, is_short
from ioc.words.catalogue import Words

LIST_ID = "shell-search-list"
PATH = "/view/search"
_MOST_NAMED = 3
MOST = {"areas": 8, "indicators": 5, "published": 5}


@dataclass(frozen=True)
class Hit:
    """One hit: its name, a text that distinguishes it from others of that name, its address.

    `nearness` is that of the typed words to it.
    For a former area, `until` is the day (dd/mm/yyyy) on which it ended, `successors` are the names
    of the areas that have its land today.
    """

    title: str
    about: str
    address: str
    until: str = ""
    successors: tuple[str, ...] = ()
    nearness: Nearness = NEAREST


def search_results(
    text: str,
    areas: Sequence[Hit],
    indicators: Sequence[Hit],
    figures: Sequence[Hit] = (),
    language: str = "vi",
) -> list[Any]:
    """Return the list below the search field; empty where the text is too short to search.

    The group with the nearest hit comes first; among equals areas, then indicators, then published
    figures. Where there are more hits than room (`MOST`), the first are listed, and a line says so.
    """
    words = Words("search", language)
    if is_short(text):
        return []
    kinds = {"areas": areas, "indicators": indicators, "published": figures}
    present = {key: hits for key, hits in kinds.items() if hits}
    if not present:
        message = words("none", text=text.strip())
        return [html.Div(message, className="ioc-search-none", role="status")]
    groups = []
    place = 0
    nearest = {key: min(hit.nearness for hit in hits) for key, hits in present.items()}
    for key in sorted(present, key=lambda each: nearest[each]):
        hits = present[key]
        visible_hits = hits[: MOST[key]]
        options = [_option(hit, text, place + step, words) for step, hit in enumerate(visible_hits)]
        place += len(visible_hits)
        heading = html.Div(words[key], className="ioc-search-group", role="presentation")
        if len(visible_hits) < len(hits):
            message = words["not_all" if key == "areas" else "not_all_others"]
            options.append(html.Div(message, className="ioc-search-group", role="presentation"))
        groups.append(html.Div([heading, *options], role="group", **{"aria-label": words[key]}))
    return [
        html.Div(
            groups,
            id=LIST_ID,
            role="listbox",
            **{"aria-label": words["results"], "data-for": text},
        )
    ]


def _option(hit: Hit, text: str, place: int, words: Words) -> html.A:
    about: list[Any] = [hit.about]
    if hit.until:
        before = words("before", date=hit.until)
        about.insert(0, html.Span(before, className="ioc-search-vintage"))
    if hit.successors:
        about.append(html.Span(_fate(hit.successors, words), className="ioc-search-fate"))
    return html.A(
        [
            html.Span(mark_matches(hit.title, text), className="ioc-search-title"),
            html.Small(about),
        ],
        id=f"shell-search-hit-{place}",
        href=hit.address,
        className="ioc-search-hit",
        role="option",
        tabIndex=-1,
        **{"aria-selected": "false"},
    )


def _fate(successors: Sequence[str], words: Words) -> str:
    """Return the areas that have the land today, the first few by name."""
    names = ", ".join(successors[:_MOST_NAMED])
    more = len(successors) - _MOST_NAMED
    text = words("today", names=names)
    return f"{text} {words('more', count=more)}" if more > 0 else text


def mark_matches(title: str, text: str) -> list[Any]:
    """Return a title with the typed text marked, diacritics ignored.

    >>> [getattr(part, "children", part) for part in mark_matches("Tỉnh Nghệ An", "nghe")]
    ['Tỉnh ', 'Nghệ', ' An']
    >>> [getattr(part, "children", part) for part in mark_matches("số (Kế hoạch)", "ke hoach")]
    ['số (', 'Kế hoạch', ')']
    """
    bare, needle = search_name(title), search_name(text)
    match = re.search(rf"(?<!\w){re.escape(needle)}", bare)
    # Places correspond only where both texts have the same number of letters.
    if match is None or not needle or len(bare) != len(title):
        return [title]
    at, end = match.span()
    parts = [title[:at], html.Mark(title[at:end]), title[end:]]
    return [part for part in parts if part]
