"""The last changes of the store and the late reports, a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from ioc.local_time import day_text, short_time_text
from ioc.sentences.values import level_word, number
from ioc.words.catalogue import Words
from layouts.start.view import ChangeLine, LateReports


def change_line(change: ChangeLine, today: date, language: str) -> list[Any]:
    """Return when a change came, and what it changed."""
    at = html.Span(short_time_text(change.at, today), className="ioc-start-at")
    return [at, html.Span(_what(change, language))]


def _what(change: ChangeLine, language: str) -> str:
    words = Words("start", language)
    if change.kind != "observations" or not change.indicators:
        return words.get(f"change_{change.kind}") or words["change_other"]
    count = number(len(change.indicators), 0, language)
    text = words(
        "change_numbers",
        count=number(change.cells, 0, language),
        indicators=change.name or words("change_indicators", count=count),
    )
    return words("change_sender", text=text, sender=change.sender) if change.sender else text


def late_line(late: LateReports, language: str) -> html.A:
    """Return whose reports are due, as a link to the first of the indicators."""
    words, period = Words("start", language), late.period.label_inside(language)
    text = words("late_all", period=period)
    if late.missing and late.level is not None:
        text = words(
            "late_areas",
            count=number(late.missing, 0, language),
            all=number(late.all, 0, language),
            areas=level_word(late.level, language),
            period=period,
        )
    first, *others = (each.name(language) for each in late.indicators)
    names = (
        words("late_others", name=first, count=number(len(others), 0, language))
        if others
        else first
    )
    count = number(len(late.indicators), 0, language)
    about = words("late_names", count=count, day=day_text(late.due), names=names)
    return html.A(
        [html.Span(text), html.Small(about)], href=late.address, className="ioc-start-late-link"
    )
