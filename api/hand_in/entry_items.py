"""The form that people type on a page as JSON: its numbers, a draft, what cannot be stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.forms.calendar import term_of
from data.hand_in.entry.draft import Clash, EntryDraft, TypedNumber
from data.hand_in.entry.form_numbers import EntryForm, read_reported
from data.hand_in.entry.returned import ReturnedEntry
from data.hand_in.entry.store_entry import EntryProblem
from data.load.files.headings import ValuePart
from data.load.office.form import Slot
from ioc.local_time import time_text
from ioc.words.numbers import plain_number
from ioc.words.records import text_in


def entry_item(
    connection: Connection, entry: EntryForm, today: date, language: str
) -> dict[str, Any]:
    """Return what the page draws of a form: areas, slots, numbers reported before.

    Numbers are written as they are typed, in Vietnamese, whatever the language.
    """
    form = entry.form
    term = term_of(entry.report, form.period)
    before = read_reported(connection, entry, entry.before)
    reported = read_reported(connection, entry, form.period)
    return {
        "name": entry.report.name(language),
        "period_name": form.period.label(language),
        "before_name": entry.before.label(language),
        "days_left": term.days_left(today),
        "days_late": term.days_late(today),
        "areas": [[each.code, each.full_name] for each in entry.areas],
        "slots": [_slot(entry, each, language) for each in form.slots],
        "before": {
            key: [plain_number(each.value), each.is_made_up] for key, each in before.items()
        },
        "reported": {
            key: [plain_number(each.value), each.submission]
            for key, each in reported.items()
            if not each.is_made_up
        },
    }


def draft_item(draft: EntryDraft, since: int, clashes: Iterable[Clash] = ()) -> dict[str, Any]:
    """Return a draft's numbers that came after a version, and what clashed."""
    return {
        "version": draft.version,
        "submission": draft.submission,
        "numbers": {key: _number(each) for key, each in draft.since(since).items()},
        "clashes": [
            {"key": each.key, "is_own": each.is_own, **_number(each.other)} for each in clashes
        ],
    }


def returned_item(entry: ReturnedEntry | None) -> dict[str, Any] | None:
    """Return what was typed for a submission that does not count, with why; None: it counts."""
    if entry is None:
        return None
    return {
        "submission": entry.submission,
        "reason": entry.reason,
        "at": time_text(entry.at) if entry.at else "",
        "numbers": dict(entry.numbers),
    }


def problem_items(problems: Sequence[EntryProblem], language: str) -> list[dict[str, str]]:
    """Return why numbers cannot be stored, by key."""
    return [
        {
            "key": each.key,
            "value": each.problem.value,
            "reason": each.problem.message(language),
            "fix": each.problem.fix(language),
        }
        for each in problems
    ]


def _number(number: TypedNumber) -> dict[str, Any]:
    return {
        "text": number.text,
        "unchanged": number.is_unchanged,
        "version": number.version,
        "at": time_text(number.at),
    }


def _slot(entry: EntryForm, slot: Slot, language: str) -> dict[str, Any]:
    item = entry.item(slot)
    kind = item.indicator
    is_share = slot.part is ValuePart.VALUE and kind.is_ratio
    return {
        "indicator": slot.indicator,
        "part": slot.part.value,
        "group": kind.name(language),
        "name": _slot_name(entry, slot, language),
        "unit": kind.unit(language) if slot.part is ValuePart.VALUE else "",
        "whole": item.is_whole(slot.part),
        "percent": is_share,
        "highest": 100 if is_share and kind.is_share else item.limit.highest,
    }


@dataclass(frozen=True)
class _SlotName:
    name_vi: str
    name_en: str


def _slot_name(entry: EntryForm, slot: Slot, language: str) -> str:
    """Return how officials call a number: as the form's own heading, else as the catalogue."""
    item = entry.item(slot)
    kind = item.indicator
    name_vi, name_en = {
        ValuePart.NUMERATOR: (kind.numerator_vi, kind.numerator_en),
        ValuePart.DENOMINATOR: (kind.denominator_vi or "", kind.denominator_en or ""),
        ValuePart.VALUE: (kind.name_vi, kind.name_en),
    }[slot.part]
    # Headings are those of the offices' sheets, which are in Vietnamese.
    heading = next(iter(item.headings.get(slot.part, ())), name_vi)
    return text_in(language, _SlotName(heading, name_en), "name")
