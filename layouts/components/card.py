"""The indicator card, the same on every page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from ioc.card import Card, Cell
from ioc.comparison import Comparison
from ioc.indicator import Direction
from ioc.period import parse_period
from ioc.sentences.completeness import card_beside, card_completeness, counted_in
from ioc.sentences.facts import fact_phrase
from ioc.sentences.origin import long_origin, short_origin
from ioc.sentences.owner import owner_line
from ioc.sentences.same_areas import (
    period_text,
    provisional_text,
    same_areas,
    same_areas_rule,
    too_few,
)
from ioc.sentences.since import card_since
from ioc.sentences.values import (
    demo_word,
    fact_text,
    goal_text,
    number,
    shown_digits,
    unit_of,
    value_with_unit,
)
from ioc.series_break import SeriesBreak
from ioc.shown import round_half_up
from ioc.status import Status, Verdict
from ioc.status_run import status_run
from ioc.words.catalogue import Words
from layouts.components.doubt import change_doubt
from layouts.components.sparkline import sparkline


def indicator_card(card: Card, language: str = "vi", href: str | None = None) -> html.Article:
    """Return one card: name, value, status, target, changes, sparkline, period and age.

    Args:
        card: its content.
        language: "vi" or "en".
        href: link of the name.
    """
    words = Words("card", language)
    indicator = card.indicator
    name = indicator.name(language)
    status = card.verdict.status
    return html.Article(
        [
            html.H3(
                html.A(name, href=href) if href else name,
                className="ioc-card-name",
                title=name,
            ),
            html.Div(
                [
                    _value(card, language),
                    status_chip(card.verdict, language),
                ],
                className="ioc-card-main",
            ),
            html.Div(_target(card, words, language), className="ioc-card-target"),
            *_owner(card, language),
            html.Div(
                _changes(card, words, language),
                className="ioc-card-changes",
            ),
            sparkline(_line_of(card), card.target.value if card.target else None, card.breaks),
            html.Div(_foot(card, words, language), className="ioc-card-foot"),
        ],
        className=f"ioc-card ioc-card-{status.value}",
        **{"data-indicator": indicator.code},
    )


def _line_of(card: Card) -> list[Cell]:
    """Return the history, an incomplete last number replaced by its provisional value."""
    if card.provisional is None or not card.history:
        return list(card.history)
    *before, last = card.history
    return [*before, replace(last, value=card.provisional.value)]


def _value(card: Card, language: str) -> html.Span:
    if card.value is None:
        return html.Span("–", className="ioc-card-value ioc-card-empty")
    cell = card.cell
    fact = fact_phrase(card.indicator, cell, language, card.history, card.breaks)
    if fact:
        return html.Span(fact, className="ioc-card-value ioc-card-fact")
    digits = shown_digits(card.indicator, cell.value if cell else None, language)
    unit = unit_of(digits.lstrip("<"), card.indicator.unit(language), language)
    return html.Span(
        [
            digits,
            html.Small(unit if unit == "%" else f" {unit}"),
        ],
        className="ioc-card-value",
    )


def _target(card: Card, words: Words, language: str) -> list[Any]:
    if card.target is None:
        return [html.Span(f"{words['target']}: {words['no_target']}")]
    goal = goal_text(card.indicator, card.target.value, language)
    source = card.target.source(language)
    year = f" ({card.target.year})" if card.target.year else ""
    parts = [html.Span(f"{words['target']}: {goal}{year}", title=source)]
    if card.needs_action:
        since = card_since(card, status_run(card), language)
        parts.append(html.Span(since, className="ioc-card-since"))
    return parts


def _owner(card: Card, language: str) -> list[html.Div]:
    """Return who must act, where the number asks for it and somebody is named."""
    if card.owner is None or not card.needs_action:
        return []
    return [html.Div(owner_line(card.owner, language), className="ioc-card-owner")]


def _changes(card: Card, words: Words, language: str) -> list[html.Span]:
    """Return the changes on the period before and the year before, or why there are none."""
    if card.break_last is None and card.break_year is None:
        why, why_year = (
            "" if each is not None and each.is_enough else _why_none(card, each, words, language)
            for each in (card.last, card.year)
        )
        if why and why == why_year:
            return [_without_change(why, words["last_and_year"])]
    year = _change(
        card, card.year, card.before_year, card.break_year, words["year"], words, language
    )
    return [last_change(card, language), year]


def _why_none(card: Card, comparison: Comparison | None, words: Words, language: str) -> str:
    """Return why a card has no change to show."""
    reason = words["none"] if card.is_closed or card.period is None else words["open"]
    if card.cell is not None and card.cell.is_thin:
        reason = words["thin"]
    return too_few(comparison, language) or reason


def _without_change(reason: str, against: str) -> html.Span:
    return html.Span([f"– {reason} ", html.Small(f"({against})")], className="ioc-change")


def _change(
    card: Card,
    comparison: Comparison | None,
    before: Cell | None,
    parting: SeriesBreak | None,
    against: str,
    words: Words,
    language: str,
) -> html.Span:
    if parting is not None:
        text = words("broken", period=parse_period(parting.period).label_inside(language))
        return html.Span(
            [f"– {text} ", html.Small(against)],
            className="ioc-change",
            title=parting.reason(language),
        )
    if comparison is None or not comparison.is_enough:
        return _without_change(_why_none(card, comparison, words, language), against)
    doubt = change_doubt(card.cell, before, language)
    over = same_areas(comparison, language)
    against = f"{against} {over}" if over else against
    small = html.Small(f"{against} ({doubt.word})" if doubt.word else against)
    decimals = card.indicator.decimals
    change = round_half_up(comparison.change, decimals)
    rules = "\n".join(each for each in (same_areas_rule(comparison, language), doubt.rule) if each)
    title = {"title": rules} if rules else {}
    if change == 0:
        return html.Span([f"= {words['same']} ", small], className="ioc-change", **title)
    better = (change > 0) == (card.indicator.direction is Direction.UP)
    now, then = (
        cell and fact_text(card.indicator, cell.numerator, cell.denominator, language)
        for cell in (card.cell, before)
    )
    if now and then:
        return html.Span(
            [f"{'↑' if change > 0 else '↓'} {words('was', then=then)} ", small],
            className=f"ioc-change ioc-change-{'better' if better else 'worse'}",
            **title,
        )
    arrow, word = ("↑", words["up"]) if change > 0 else ("↓", words["down"])
    unit = card.indicator.unit(language)
    unit = words["points"] if unit == "%" else unit
    return html.Span(
        [f"{arrow} {word} {value_with_unit(abs(change), unit, decimals, language)} ", small],
        className=f"ioc-change ioc-change-{'better' if better else 'worse'}",
        **title,
    )


def _foot(card: Card, words: Words, language: str) -> list[Any]:
    if card.period is None or card.cell is None:
        return [html.Span(words["no_data"])]
    text = period_text(card.period, card.awaited, language)
    parts: list[Any] = [html.Span(text, className="ioc-card-period")]
    if card.days_old is not None:
        days = f"{words['age']} {number(card.days_old, 0, language)} {words['days']}"
        parts.append(html.Span(days, className="ioc-card-age"))
    if whole := card_completeness(card, language):
        areas = counted_in(card, language)
        title = {"title": areas} if areas else {}
        parts.append(html.Span(whole, className="ioc-card-complete", **title))
    if beside := card_beside(card, language):
        parts.append(html.Span(beside, className="ioc-card-beside"))
    if text := provisional_text(card.provisional, card.indicator, language):
        rule = provisional_text(card.provisional, card.indicator, language, "provisional_rule")
        parts.append(html.Span(text, className="ioc-card-provisional", title=rule))
    cell = card.cell
    if mark := short_origin(cell.converted, cell.estimated, cell.basis, language):
        rule = long_origin(cell.converted, cell.estimated, cell.basis, language)
        parts.append(html.Span(mark, className="ioc-card-origin", title=rule))
    if card.is_demo:
        parts.append(html.Span(demo_word(language), className="ioc-demo"))
    return parts


def last_change(card: Card, language: str = "vi") -> html.Span:
    """Return the change of a card's number on the period before, or why there is none."""
    words = Words("card", language)
    return _change(
        card, card.last, card.before_last, card.break_last, words["last"], words, language
    )


def status_chip(verdict: Verdict, language: str = "vi") -> html.Span:
    """Return shape and word of a verdict; its rule is the title."""
    status = verdict.status
    return html.Span(
        [html.Span(status.mark, **{"aria-hidden": "true"}), " ", status.label(language)],
        className=f"ioc-status ioc-status-{status.value}",
        title=verdict.rule(language),
    )


def status_word(status: Status, language: str = "vi") -> str:
    """Return mark and word of a status: "● Đạt"."""
    return f"{status.mark} {status.label(language)}"
