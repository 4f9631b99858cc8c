"""The cards of an area, by group, with the missing indicators in one line.

The page has empty places for them; assets/src/area/area.js fills these with HTML text
(layouts/components/html_text.py), at first and after each change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html

from ioc.card import Card
from ioc.indicator import Indicator
from ioc.sentences.values import number
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.area.ids import AreaIds, card_id, group_id
from layouts.area.view import AreaContent, Group, total_counts
from layouts.area.words import incomparable_words
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html


def groups_section(page: AreaContent) -> html.Div:
    """Return the groups, each with its verdicts in its heading."""
    words = Words("area", page.language)
    return html.Div(
        [
            *(_group(group) for group in page.groups),
            *_above(page, words),
        ],
        className="ioc-area-groups",
        role="group",
        **{"aria-label": words["groups"]},
    )


def _group(group: Group) -> html.Details:
    """Return a group, folded unless one of its indicators is red."""
    return html.Details(
        [
            html.Summary(
                [
                    html.H2(group.name, className="ioc-area-group-title"),
                    html.Span(id=group_id(group.code, "counts"), className="ioc-area-counts"),
                ],
                className="ioc-area-fold",
            ),
            html.Div(id=group_id(group.code, "cards"), className="ioc-area-group-cards"),
            html.P(id=group_id(group.code, "missing"), className="ioc-area-missing"),
        ],
        id=f"nhom-{group.code}",
        tabIndex=-1,
        open=any(card.verdict.status is Status.RED for card in group.cards),
        className="ioc-area-group",
        **{"data-stays-folded": ""},
    )


def group_parts(group: Group, language: str) -> dict[str, str]:
    """Return the content of a group's places, as HTML by the places' ids.

    Where some cards are red, these come first and the others are folded below.
    """
    red = [card for card in group.cards if card.verdict.status is Status.RED]
    others = [card for card in group.cards if card not in red]
    parts: list[Any] = [_cards(red or others, language)]
    if red and others:
        count = number(len(others), 0, language)
        summary = html.Summary(Words("area", language)("other_cards", count=count))
        folded = html.Details(
            [summary, _cards(others, language)],
            className="ioc-area-others",
            **{"data-stays-folded": ""},
        )
        parts.append(folded)
    return {
        group_id(group.code, "cards"): to_html(parts),
        group_id(group.code, "missing"): to_html(missing_lines(group, language)),
        **count_parts(group, language),
    }


def _cards(cards: Sequence[Card], language: str) -> html.Div:
    places = [
        html.Div(
            card_of(card, language),
            id=card_id(card.indicator.code),
            className="ioc-area-card",
            **{"data-code": card.indicator.code},
        )
        for card in cards
    ]
    return html.Div(places, className="ioc-area-cards")


def count_parts(group: Group, language: str) -> dict[str, str]:
    """Return the counts of a group, as HTML by the ids of their places."""
    counts = group.counts()
    return {
        group_id(group.code, "counts"): to_html(count_words(counts, language)),
    }


def balance_parts(groups: Sequence[Group], language: str) -> dict[str, str]:
    """Return the counts of all groups together, as HTML by the id of their place."""
    return {str(AreaIds.BALANCE): to_html(count_words(total_counts(groups), language))}


def all_parts(groups: Sequence[Group], language: str) -> dict[str, str]:
    """Return the content of all places of a page, as HTML by the places' ids."""
    parts = balance_parts(groups, language)
    for group in groups:
        parts |= group_parts(group, language)
    return parts


def card_of(card: Card, language: str) -> html.Article:
    """Return a card whose name chooses the indicator for the map and the trend."""
    query = urlencode({"chi-so": card.indicator.code})
    return indicator_card(card, language, href=f"?{query}")


def missing_lines(group: Group, language: str) -> list[Any]:
    """Return the indicators without reports, and those whose reports cannot be converted."""
    apart = {each.id for _, indicators in group.elsewhere for each in indicators}
    nobody = tuple(each for each in group.missing if each.id not in apart)
    parts: list[Any] = [missing_line(nobody, language)]
    for ways, indicators in group.elsewhere:
        text = incomparable_words(ways, language, "incomparable_group")
        names = "; ".join(each.name(language) for each in indicators)
        parts.append(html.Span(f"{text}: {names}.", className="ioc-area-incomparable"))
    return parts


def missing_line(missing: Sequence[Indicator], language: str) -> str:
    """Return the indicators without reports; empty where there is none."""
    if not missing:
        return ""
    names = "; ".join(each.name(language) for each in missing)
    return f"{Words('area', language)['missing']}: {names}."


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


def balance(page: AreaContent) -> html.Div:
    """Return the place of the counts of all groups together."""
    return html.Div(
        id=AreaIds.BALANCE,
        className="ioc-area-balance",
        role="group",
        **{"aria-label": Words("area", page.language)["balance"]},
    )


def _above(page: AreaContent, words: Words) -> list[html.P]:
    if not page.above or page.above_place is None:
        return []
    names = "; ".join(each.name(page.language) for each in page.above)
    count = number(len(page.above), 0, page.language)
    return [
        html.P(
            [
                f"{words('above', count=count)} ",
                html.A(page.above_place.full_name, href=page.above_place.address),
                f": {names}.",
            ],
            className="ioc-area-missing ioc-area-above",
        )
    ]
