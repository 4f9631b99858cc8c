"""The cards of an area, by group, with what is missing said in one line.

The page holds their places; what stands in them is text (layouts/html_text.py) that
assets/ioc-area.js puts there, at first and whenever something changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html

from ioc.card import Card
from ioc.indicator import Indicator
from ioc.status import Status
from layouts.area_ids import Ids, card_id, group_id
from layouts.area_view import AreaPage, Group, total_counts
from layouts.area_words import WORDS, incomparable_words
from layouts.components.card import indicator_card
from layouts.html_text import to_html
from layouts.text import Words, number


def groups_section(page: AreaPage) -> html.Div:
    """Return the groups with an index of them on top."""
    words = Words(WORDS, page.language)
    return html.Div(
        [
            html.Nav(
                [
                    html.A(
                        [
                            html.Span(group.name),
                            html.Span(id=group_id(group.code, "chip"), className="ioc-area-counts"),
                        ],
                        href=f"#nhom-{group.code}",
                        className="ioc-area-chip",
                    )
                    for group in page.groups
                ],
                className="ioc-area-index",
                **{"aria-label": words["groups"]},
            ),
            *(_group(group) for group in page.groups),
            *_above(page, words),
        ],
        className="ioc-area-groups",
    )


def _group(group: Group) -> html.Section:
    return html.Section(
        [
            html.H2(
                [
                    html.Span(group.name),
                    html.Span(id=group_id(group.code, "counts"), className="ioc-area-counts"),
                ],
                id=f"nhom-{group.code}",
                tabIndex=-1,
                className="ioc-area-group-title",
            ),
            html.Div(id=group_id(group.code, "cards"), className="ioc-area-cards"),
            html.P(id=group_id(group.code, "missing"), className="ioc-area-missing"),
        ],
        className="ioc-area-group",
    )


def group_parts(group: Group, language: str) -> dict[str, str]:
    """Return what stands in a group's places, as HTML by the places' ids."""
    cards = [
        html.Div(
            card_of(card, language),
            id=card_id(card.indicator.code),
            className="ioc-area-card",
            **{"data-code": card.indicator.code},
        )
        for card in group.cards
    ]
    return {
        group_id(group.code, "cards"): to_html(cards),
        group_id(group.code, "missing"): to_html(missing_lines(group, language)),
        **count_parts(group, language),
    }


def count_parts(group: Group, language: str) -> dict[str, str]:
    """Return the counts of a group, as HTML by the ids of their places."""
    counts = group.counts()
    return {
        group_id(group.code, "chip"): to_html(count_marks(counts, language)),
        group_id(group.code, "counts"): to_html(count_words(counts, language)),
    }


def balance_parts(groups: Sequence[Group], language: str) -> dict[str, str]:
    """Return the counts of all groups together, as HTML by the id of their place."""
    return {str(Ids.BALANCE): to_html(count_words(total_counts(groups), language))}


def all_parts(groups: Sequence[Group], language: str) -> dict[str, str]:
    """Return what stands in all places of a page, as HTML by the places' ids."""
    parts = balance_parts(groups, language)
    for group in groups:
        parts |= group_parts(group, language)
    return parts


def card_of(card: Card, language: str) -> html.Article:
    """Return a card whose name chooses the indicator for the map and the trend."""
    query = urlencode({"chi-so": card.indicator.code})
    return indicator_card(card, language, href=f"?{query}")


def missing_lines(group: Group, language: str) -> list[Any]:
    """Return what nobody has reported, and what was reported but cannot be brought over."""
    apart = {each.id for _, indicators in group.elsewhere for each in indicators}
    nobody = tuple(each for each in group.missing if each.id not in apart)
    parts: list[Any] = [missing_line(nobody, language)]
    for ways, indicators in group.elsewhere:
        said = incomparable_words(ways, language, "incomparable_group")
        names = "; ".join(each.name(language) for each in indicators)
        parts.append(html.Span(f"{said}: {names}.", className="ioc-area-incomparable"))
    return parts


def missing_line(missing: Sequence[Indicator], language: str) -> str:
    """Return which indicators nobody has reported; empty where there is none."""
    if not missing:
        return ""
    names = "; ".join(each.name(language) for each in missing)
    return f"{Words(WORDS, language)['missing']}: {names}."


def count_marks(counts: Mapping[Status, int], language: str) -> list[Any]:
    """Return counts by status as marks: "● 3 ▲ 2"."""
    return [
        html.Span(
            [
                html.Span(status.mark, **{"aria-hidden": "true"}),
                html.Span(f"{status.label(language)}: ", className="visually-hidden"),
                number(count, 0, language),
            ],
            className=f"ioc-status ioc-status-{status.value}",
            title=f"{status.label(language)}: {count}",
        )
        for status, count in counts.items()
    ]


def count_words(counts: Mapping[Status, int], language: str) -> list[Any]:
    """Return counts by status with their words: "● 3 Đạt"."""
    return [
        html.Span(
            [
                html.Span(status.mark, **{"aria-hidden": "true"}),
                f" {number(count, 0, language)} {status.label(language).lower()}",
            ],
            className=f"ioc-status ioc-status-{status.value}",
        )
        for status, count in counts.items()
    ]


def balance(page: AreaPage) -> html.Div:
    """Return the place of the counts of all groups together."""
    return html.Div(
        id=Ids.BALANCE,
        className="ioc-area-balance",
        role="group",
        **{"aria-label": Words(WORDS, page.language)["balance"]},
    )


def _above(page: AreaPage, words: Words) -> list[html.P]:
    if not page.above or page.above_place is None:
        return []
    names = "; ".join(each.name(page.language) for each in page.above)
    count = number(len(page.above), 0, page.language)
    return [
        html.P(
            [
                f"{words['above'].format(count=count)} ",
                html.A(page.above_place.full_name, href=page.above_place.address),
                f": {names}.",
            ],
            className="ioc-area-missing ioc-area-above",
        )
    ]
