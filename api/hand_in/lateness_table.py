"""The rows of who handed in a form, as the page shows them and as its files have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.forms.lateness import AreaHandIn, Arrival, FormHandIns, HandInState
from ioc.local_time import day_text, local_now, time_text
from ioc.sentences.values import number
from ioc.words.catalogue import Words

# Columns of the files.
HEADINGS = (
    "area", "code", "vintage", "state", "days", "reported", "expected", "made_up", "first",
    "first_submission", "last", "last_submission",
)  # fmt: skip


def state_text(state: HandInState, language: str) -> str:
    """Return a state in words."""
    return Words("lateness", language)[f"state_{state}"]


def rule_text(language: str) -> str:
    """Return how numbers and days are counted, for people to read."""
    return Words("lateness", language)["rule_text"]


def screen_rows(areas: Sequence[AreaHandIn], language: str) -> list[dict[str, Any]]:
    """Return the rows of the page."""
    return [
        {
            "name": each.full_name,
            "code": each.key.code,
            "state": each.state.value,
            "state_name": state_text(each.state, language),
            "days": each.days_late,
            "reported": number(each.reported, 0, language),
            "expected": number(each.expected, 0, language),
            "made_up": number(each.made_up, 0, language) if each.made_up else "",
            "first": _arrival(each.first),
            "last": _arrival(each.last),
        }
        for each in areas
    ]


def _arrival(arrival: Arrival | None) -> dict[str, Any] | None:
    if arrival is None:
        return None
    return {"at": time_text(arrival.received_at), "submission": arrival.submission}


def file_rows(areas: Sequence[AreaHandIn], language: str) -> list[tuple[Any, ...]]:
    """Return a row for each area, in the order of `HEADINGS`: texts, whole numbers, or None."""
    return [
        (
            each.full_name,
            each.key.code,
            each.key.vintage,
            state_text(each.state, language),
            each.days_late,
            each.reported,
            each.expected,
            each.made_up,
            *_arrival_cells(each.first),
            *_arrival_cells(each.last),
        )
        for each in areas
    ]


def _arrival_cells(arrival: Arrival | None) -> tuple[str | None, int | None]:
    if arrival is None:
        return None, None
    return time_text(arrival.received_at), arrival.submission


def terms_of(
    hand_ins: FormHandIns,
    areas: Sequence[AreaHandIn],
    state: HandInState | None,
    search: str,
    language: str,
) -> list[tuple[str, str]]:
    """Return what a workbook says of its rows: form, days, rule of counting, filter, time."""
    words, term = Words("lateness", language), hand_ins.term
    terms = [
        (words["form"], f"{hand_ins.form.name(language)} ({hand_ins.form.code})"),
        (words["period"], f"{term.period.label(language)} ({term.period.iso})"),
        (words["due"], day_text(term.closes)),
        (words["rule"], rule_text(language)),
    ]
    conditions = []
    if state is not None:
        conditions.append(state_text(state, language))
    if search:
        conditions.append(f"“{search}”")
    if conditions:
        some = words(
            "some",
            some=number(len(areas), 0, language),
            all=number(len(hand_ins.areas), 0, language),
        )
        terms.append((words["filter"], "; ".join([*conditions, some])))
    terms.append((words["made_at"], time_text(local_now())))
    return terms
