"""The list of what a search found, as the options of a combobox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from ioc.area import search_name
from layouts.text import Words

LIST_ID = "shell-search-list"
WORDS = {
    "areas": ("Địa bàn", "Areas"),
    "indicators": ("Chỉ số", "Indicators"),
    "results": ("Kết quả tìm kiếm", "Search results"),
    "before": ("trước {date}", "until {date}"),
    "today": ("nay thuộc: {names}", "today: {names}"),
    "more": ("và {count} nữa", "and {count} more"),
    "not_all": (
        "Còn kết quả khác chưa hiện: gõ thêm tên xã, huyện hoặc tỉnh",
        "More were found: add the name of the commune or province",
    ),
    "none": (
        "Không có địa bàn hay chỉ số nào tên “{text}”. Thử ít chữ hơn, hoặc gõ không dấu.",
        "No area or indicator is called “{text}”. Try fewer letters.",
    ),
}
_MOST_NAMED = 3
MOST = {"areas": 8, "indicators": 5}


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what tells it from others of that name, where it leads.

    Of an area that is no more, `until` is the day (dd/mm/yyyy) from which it was not, `successors`
    name what its land belongs to today.
    """

    title: str
    about: str
    address: str
    until: str = ""
    successors: tuple[str, ...] = ()


def search_results(
    text: str, areas: Sequence[Hit], indicators: Sequence[Hit], language: str = "vi"
) -> list[Any]:
    """Return the list below the search field; empty where the text is too short to search.

    Of more hits than the list has room for (`MOST`) the first are listed, and that there are more.
    """
    words = Words(WORDS, language)
    if len(search_name(text).replace(" ", "")) < 2:
        return []
    if not areas and not indicators:
        said = words["none"].format(text=text.strip())
        return [html.Div(said, className="ioc-search-none", role="status")]
    groups = []
    place = 0
    for key, hits in (("areas", areas), ("indicators", indicators)):
        if hits:
            listed = hits[: MOST[key]]
            options = [_option(hit, text, place + step, words) for step, hit in enumerate(listed)]
            place += len(listed)
            heading = html.Div(words[key], className="ioc-search-group", role="presentation")
            if len(listed) < len(hits):
                said = words["not_all"]
                options.append(html.Div(said, className="ioc-search-group", role="presentation"))
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
        before = words["before"].format(date=hit.until)
        about.insert(0, html.Span(before, className="ioc-search-vintage"))
    if hit.successors:
        about.append(html.Span(_fate(hit.successors, words), className="ioc-search-fate"))
    return html.A(
        [
            html.Span(marked(hit.title, text), className="ioc-search-title"),
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
    """Return whose the land is today, the first few by name."""
    named = ", ".join(successors[:_MOST_NAMED])
    more = len(successors) - _MOST_NAMED
    said = words["today"].format(names=named)
    return f"{said} {words['more'].format(count=more)}" if more > 0 else said


def marked(title: str, text: str) -> list[Any]:
    """Return a title with the typed text marked, whichever diacritics either has.

    >>> [getattr(part, "children", part) for part in marked("Tỉnh Nghệ An", "nghe")]
    ['Tỉnh ', 'Nghệ', ' An']
    """
    bare, wanted = search_name(title), search_name(text)
    at = f" {bare}".find(f" {wanted}")
    # Only where both texts have as many letters do places in one mean places in the other.
    if at < 0 or not wanted or len(bare) != len(title):
        return [title]
    end = at + len(wanted)
    parts = [title[:at], html.Mark(title[at:end]), title[end:]]
    return [part for part in parts if part]
