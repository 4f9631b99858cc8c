"""The last changes of the store and the late reports, a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from ioc.area import Level
from ioc.local_time import day_text, short_time_text
from ioc.period import parse_period
from ioc.sentences.values import level_word, number
from ioc.words.catalogue import Words
from layouts.start.view import ChangeLine, LateReports


def change_line(change: ChangeLine, today: date, language: str) -> list[Any]:
    """Return when a change came, and what it changed."""
    at = html.Span(short_time_text(change.at, today), className="ioc-start-at")
    return [at, html.Span(_what(change, language))]


def _what(change: ChangeLine, language: str) -> str:
    if change.kind in ("observations", "withdrawal"):
        return _numbers_words(change, language)
    words = Words("start", language)
    for name in ("owners", "villages", "areas"):
        if count := change.counts.get(name):
            made_up = "_demo" if change.is_demo and name == "villages" else ""
            return words(f"change_list_{name}{made_up}", count=number(count, 0, language))
    return words.get(f"change_{change.kind}") or words["change_other"]


def _numbers_words(change: ChangeLine, language: str) -> str:
    """Return which numbers came or were withdrawn: whose, of which period, areas, indicators."""
    words = Words("start", language)
    count = number(change.cells, 0, language)
    if change.is_demo:
        return words(f"change_demo_{change.kind}", count=count)
    if not change.indicators:
        return words["change_other"]
    several = number(len(change.indicators), 0, language)
    about = {"indicators": change.name or words("change_indicators", count=several)}
    whose = "_by" if change.sender else ""
    if change.sender:
        about["sender"] = change.sender
    if change.kind == "withdrawal":
        return words(f"change_withdrawal{whose}", count=count, **about)
    if not change.periods or not change.areas:
        return words(f"change_numbers{whose}", count=count, **about)
    areas = ", ".join(
        f"{number(some, 0, language)} {level_word(Level(level), language)}"
        for level, some in change.areas.items()
    )
    first, last = (parse_period(each).label_inside(language) for each in
                   (change.periods[0], change.periods[-1]))  # fmt: skip
    periods = first if first == last else words("change_periods", first=first, last=last)
    return words(f"change_report{whose}", period=periods, areas=areas, **about)


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
