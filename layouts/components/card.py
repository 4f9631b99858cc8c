"""The indicator card: the same wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from ioc.card import Card, Cell
from ioc.comparison import Comparison
from ioc.indicator import Direction
from ioc.period import parse_period
from ioc.series_break import SeriesBreak
from ioc.shown import round_half_up
from ioc.status import Status
from layouts.components.completeness import card_beside, card_completeness, counted_in
from layouts.components.doubt import change_doubt
from layouts.components.same_areas import (
    period_text,
    provisional_text,
    same_areas,
    same_areas_rule,
    too_few,
)
from layouts.components.sparkline import sparkline
from layouts.origin import long_origin, short_origin
from layouts.text import (
    DEMO,
    Words,
    fact_text,
    goal_text,
    number,
    shown_digits,
    unit_of,
    value_with_unit,
)

WORDS = {
    "target": ("Chỉ tiêu", "Target"),
    "last": ("so với kỳ trước", "on last period"),
    "year": ("so với cùng kỳ", "on last year"),
    "up": ("tăng", "up"),
    "down": ("giảm", "down"),
    "same": ("không đổi", "unchanged"),
    "was": ("trước là “{then}”", "was “{then}”"),
    "none": ("chưa có kỳ để so", "nothing to compare"),
    "thin": (
        "phần quy đổi được quá ít để so với kỳ trước",
        "too little could be converted to compare",
    ),
    "open": ("kỳ chưa kết thúc", "period still open"),
    "broken": ("đổi cách đo từ {period}", "measured anew from {period}"),
    "points": ("điểm %", "pp"),
    "no_target": ("chưa đặt", "not set"),
    "days": ("ngày", "days"),
    "age": ("Số liệu cách đây", "Data age"),
    "no_data": ("Chưa có đơn vị nào báo cáo", "Nobody has reported yet"),
}


def indicator_card(card: Card, language: str = "vi", href: str | None = None) -> html.Article:
    """Return one card: name, value, status, target, changes, sparkline, period and age.

    Args:
        card: what to say.
        language: "vi" or "en".
        href: where a click on the name leads.
    """
    words = Words(WORDS, language)
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
                    html.Span(
                        [
                            html.Span(status.mark, **{"aria-hidden": "true"}),
                            " ",
                            status.label(language),
                        ],
                        className=f"ioc-status ioc-status-{status.value}",
                        title=card.verdict.rule(language),
                    ),
                ],
                className="ioc-card-main",
            ),
            html.Div(_target(card, words, language), className="ioc-card-target"),
            html.Div(
                [
                    _change(
                        card,
                        card.last,
                        card.before_last,
                        card.break_last,
                        words["last"],
                        words,
                        language,
                    ),
                    _change(
                        card,
                        card.year,
                        card.before_year,
                        card.break_year,
                        words["year"],
                        words,
                        language,
                    ),
                ],
                className="ioc-card-changes",
            ),
            sparkline(_line_of(card), card.target.value if card.target else None, card.breaks),
            html.Div(_foot(card, words, language), className="ioc-card-foot"),
        ],
        className=f"ioc-card ioc-card-{status.value}",
        **{"data-indicator": indicator.code},
    )


def _line_of(card: Card) -> list[Cell]:
    """Return the history, its unfinished end at what it would come to: a line compares points."""
    if card.provisional is None or not card.history:
        return list(card.history)
    *before, last = card.history
    return [*before, replace(last, value=card.provisional.value)]


def _value(card: Card, language: str) -> html.Span:
    if card.value is None:
        return html.Span("–", className="ioc-card-value ioc-card-empty")
    cell = card.cell
    fact = cell and fact_text(card.indicator, cell.numerator, cell.denominator, language)
    if fact:
        return html.Span(fact, className="ioc-card-value ioc-card-fact")
    shown = shown_digits(card.indicator, cell.value if cell else None, language)
    unit = unit_of(shown.lstrip("<"), card.indicator.unit(language), language)
    return html.Span(
        [
            shown,
            html.Small(unit if unit == "%" else f" {unit}"),
        ],
        className="ioc-card-value",
    )


def _target(card: Card, words: Words, language: str) -> list[Any]:
    if card.target is None:
        return [html.Span(f"{words['target']}: {words['no_target']}")]
    goal = goal_text(card.indicator, card.target.value, language)
    source = card.target.source_en if language == "en" else card.target.source_vi
    year = f" ({card.target.year})" if card.target.year else ""
    return [html.Span(f"{words['target']}: {goal}{year}", title=source)]


def _change(
    card: Card,
    moved: Comparison | None,
    before: Cell | None,
    parting: SeriesBreak | None,
    against: str,
    words: Words,
    language: str,
) -> html.Span:
    if parting is not None:
        said = words["broken"].format(period=parse_period(parting.period).label(language).lower())
        return html.Span(
            [f"– {said} ", html.Small(against)],
            className="ioc-change",
            title=parting.reason(language),
        )
    if moved is None or not moved.is_enough:
        reason = words["none"] if card.closed or card.period is None else words["open"]
        if card.cell is not None and card.cell.is_thin:
            reason = words["thin"]
        reason = too_few(moved, language) or reason
        return html.Span(["– ", html.Small(against)], className="ioc-change", title=reason)
    doubt = change_doubt(card.cell, before, language)
    over = same_areas(moved, language)
    against = f"{against} {over}" if over else against
    small = html.Small(f"{against} ({doubt.word})" if doubt.word else against)
    decimals = card.indicator.decimals
    rounded = round_half_up(moved.change, decimals)
    rules = "\n".join(each for each in (same_areas_rule(moved, language), doubt.rule) if each)
    told = {"title": rules} if rules else {}
    if rounded == 0:
        return html.Span([f"= {words['same']} ", small], className="ioc-change", **told)
    better = (rounded > 0) == (card.indicator.direction is Direction.UP)
    now, then = (
        cell and fact_text(card.indicator, cell.numerator, cell.denominator, language)
        for cell in (card.cell, before)
    )
    if now and then:
        return html.Span(
            [f"{'▲' if rounded > 0 else '▼'} {words['was'].format(then=then)} ", small],
            className=f"ioc-change ioc-change-{'better' if better else 'worse'}",
            **told,
        )
    arrow, word = ("▲", words["up"]) if rounded > 0 else ("▼", words["down"])
    unit = card.indicator.unit(language)
    unit = words["points"] if unit == "%" else unit
    return html.Span(
        [f"{arrow} {word} {value_with_unit(abs(rounded), unit, decimals, language)} ", small],
        className=f"ioc-change ioc-change-{'better' if better else 'worse'}",
        **told,
    )


def _foot(card: Card, words: Words, language: str) -> list[Any]:
    if card.period is None or card.cell is None:
        return [html.Span(words["no_data"])]
    said = period_text(card.period, card.awaited, language)
    parts: list[Any] = [html.Span(said, className="ioc-card-period")]
    if card.age_days is not None:
        days = f"{words['age']} {number(card.age_days, 0, language)} {words['days']}"
        parts.append(html.Span(days, className="ioc-card-age"))
    if whole := card_completeness(card, language):
        counted = counted_in(card, language)
        told = {"title": counted} if counted else {}
        parts.append(html.Span(whole, className="ioc-card-complete", **told))
    if beside := card_beside(card, language):
        parts.append(html.Span(beside, className="ioc-card-beside"))
    if said := provisional_text(card.provisional, card.indicator, language):
        rule = provisional_text(card.provisional, card.indicator, language, "provisional_rule")
        parts.append(html.Span(said, className="ioc-card-provisional", title=rule))
    cell = card.cell
    if mark := short_origin(cell.converted, cell.estimated, cell.basis, language):
        rule = long_origin(cell.converted, cell.estimated, cell.basis, language)
        parts.append(html.Span(mark, className="ioc-card-origin", title=rule))
    if card.is_demo:
        parts.append(html.Span(DEMO[language], className="ioc-demo"))
    return parts


def status_word(status: Status, language: str = "vi") -> str:
    """Return mark and word of a status: "● Đạt"."""
    return f"{status.mark} {status.label(language)}"
