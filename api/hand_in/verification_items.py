"""Submissions as the page of verifiers shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.verification.hand_ins import VerificationStep
from data.verification.listing import HandInRow, WaitingTerm
from data.verification.locks import FormLock
from data.verification.numbers import HandInNumber
from data.verification.verifier import Verifier
from ioc.indicator import Indicator
from ioc.local_time import time_text
from ioc.period import parse_period
from ioc.sentences.values import demo_word, number, reported_text
from ioc.verification import VerificationState
from ioc.words.catalogue import say

# Of a submission; the others are behind "Xem từng ô".
_MOST_NUMBERS = 60


@dataclass(frozen=True)
class RowWords:
    """The indicators by code, and the language of the page."""

    indicators: Mapping[str, Indicator]
    language: str

    def of(self, code: str) -> str:
        """Return the short name of an indicator."""
        return self.indicators[code].short_name(self.language)


def term_item(term: WaitingTerm, verifier: Verifier, language: str) -> dict[str, Any]:
    """Return a form and a period with how many submissions wait."""
    return {
        "form": term.form,
        "period": term.period,
        "name": say(
            "verification-term",
            language,
            form=verifier.forms[term.form].name(language),
            period=parse_period(term.period).label(language),
            waiting=number(term.waiting, 0, language),
        ),
    }


def lock_item(lock: FormLock | None, language: str) -> str:
    """Return since when a period is locked, and by whom; empty where it is not."""
    if lock is None:
        return ""
    at = time_text(lock.locked_at)
    return say("verification-lock", language, at=at, by=lock.locked_by)


def step_item(step: VerificationStep, language: str) -> dict[str, Any]:
    """Return the last step of a submission for its sender: the state, who took it, when, why."""
    return {
        "state": step.state.value,
        "state_name": say(f"verification-state-{step.state}", language),
        "by": step.actor,
        "at": time_text(step.at),
        "reason": step.reason,
    }


def row_item(row: HandInRow, names: RowWords) -> dict[str, Any]:
    """Return a submission with its numbers, each beside the one of the period before."""
    language, hand_in = names.language, row.hand_in
    return {
        "number": hand_in.submission,
        "name": row.area_name
        or say("verification-areas", language, count=number(row.areas, 0, language)),
        "sender": row.sender,
        "login": row.login,
        "unit": row.unit,
        "file": row.file_name,
        "received_at": time_text(row.received_at),
        "state": hand_in.state.value,
        "state_name": say(f"verification-state-{_shown_state(row)}", language),
        "look": _LOOKS[_shown_state(row)],
        "note": _note(row, language),
        "warnings": [each.text(language) for each in row.warnings],
        "refusal": "" if row.refusal is None else row.refusal.text(language),
        "waits": row.waits,
        "passes": row.passes,
        "may_return": hand_in.state.may_return and not hand_in.is_withdrawn,
        "count": number(len(row.numbers), 0, language),
        "numbers": [
            {
                "name": names.of(each.indicator),
                "area": each.area_name if row.areas > 1 else "",
                "now": reported_text(each.parts, language),
                "before": "" if each.before is None else reported_text(each.before, language),
                "before_demo": demo_word(language) if each.before_demo else "",
                "mark": _mark(each, language),
            }
            for each in row.numbers[:_MOST_NUMBERS]
        ],
        "more": max(0, len(row.numbers) - _MOST_NUMBERS),
    }


def _mark(number_of_row: HandInNumber, language: str) -> str:
    """Return what is remarkable of a number; empty where nothing is."""
    marks = {
        "phone-unchanged": number_of_row.is_unchanged, "verification-jumps": number_of_row.jumps,
    }  # fmt: skip
    return "; ".join(say(each, language) for each, holds in marks.items() if holds)


_LOOKS = {
    "handed_in": "amber", "verified": "green", "locked": "green", "returned": "red",
    "withdrawn": "no_data", "replaced": "no_data",
}  # fmt: skip


def _shown_state(row: HandInRow) -> str:
    state = row.hand_in.state
    if row.hand_in.is_withdrawn and state is not VerificationState.RETURNED:
        return "withdrawn"
    if not row.counting and state is VerificationState.HANDED_IN:
        return "replaced"
    return state.value


def _note(row: HandInRow, language: str) -> str:
    """Return who took the last step, when and why; of a correction, who allowed it."""
    if not row.steps:
        return ""
    last = row.steps[-1]
    if last.state is VerificationState.HANDED_IN:
        return last.reason
    note = f"{last.actor}, {time_text(last.at)}"
    return say("verification-why", language, who=note, reason=last.reason) if last.reason else note
