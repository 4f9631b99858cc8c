"""One row of the start page: a number that needs attention, with its reasons."""

from __future__ import annotations

from typing import Any

from dash import html

from ioc.alert import facts_of
from ioc.sentences.alerts import target_text
from ioc.sentences.behind import behind_value
from ioc.sentences.owner import owner_line
from ioc.sentences.since import card_since
from ioc.sentences.values import cell_text, level_word, number, value_with_unit
from ioc.words.catalogue import Words
from layouts.components.card import last_change, status_chip
from layouts.start.view import Matter, StartContent


def matter_row(matter: Matter, page: StartContent) -> html.A:
    """Return the whole row as a link to the number on its area's page."""
    card, language = matter.card, page.language
    indicator = card.indicator
    where = _where(matter, language)
    parts: list[Any] = [
        html.Strong(indicator.name(language), className="ioc-start-name"),
        status_chip(card.verdict, language),
        html.Strong(cell_text(indicator, card.cell, language), className="ioc-start-value"),
        html.Span(
            [
                html.Span(where) if where else None,
                html.Span(owner_line(card.owner.without_person(), language))
                if card.owner is not None
                else None,
                html.Span(_facts(matter, language), className="ioc-start-facts"),
            ],
            className="ioc-start-reasons",
        ),
        html.Span(
            [
                html.Span(target_text(facts_of(card), indicator, language)),
                last_change(card, language),
            ],
            className="ioc-start-against",
        ),
    ]
    return html.A(parts, href=matter.address, className="ioc-start-row")


def short_row(matter: Matter, language: str) -> html.A:
    """Return the row of a number in one line: verdict, name, since when, value."""
    card = matter.card
    since = card_since(card, matter.urgency.run, language)
    return html.A(
        [
            status_chip(card.verdict, language),
            html.Span(
                [card.indicator.name(language), html.Small(since) if since else None],
                className="ioc-start-name",
            ),
            html.Strong(cell_text(card.indicator, card.cell, language)),
        ],
        href=matter.address,
        className="ioc-start-row ioc-start-short",
    )


def _where(matter: Matter, language: str) -> str:
    """Return how many areas inside are behind, and the worst by name."""
    if not matter.worst or matter.level is None:
        return ""
    words, indicator = Words("start", language), matter.card.indicator
    names = ", ".join(
        f"{each.name} {behind_value(each, indicator, language)}" for each in matter.worst
    )
    if matter.count <= len(matter.worst):
        return words("behind_all", names=names)
    return words(
        "behind",
        count=number(matter.count, 0, language),
        areas=level_word(matter.level, language),
        names=names,
    )


def _facts(matter: Matter, language: str) -> str:
    words, card, parts = Words("start", language), matter.card, []
    if since := card_since(card, matter.urgency.run, language):
        parts.append(since)
    if matter.urgency.turn:
        parts.append(words[f"turn_{matter.urgency.turn}"])
    if card.period is not None and card.days_old is not None:
        days = value_with_unit(card.days_old, words["per_day"], 0, language)
        parts.append(words("data", period=card.period.label_inside(language), days=days))
    return " · ".join(parts)
