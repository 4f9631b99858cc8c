"""What a verifier sees of a form and a period: its submissions, their numbers and warnings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from data.store.counting import is_in_force
from data.store.fetch import fetch_tuples
from data.store.schema import account, form_hand_in, office_file, submission
from data.verification.hand_ins import (
    FormHandIn,
    VerificationStep,
    read_form_hand_ins,
    read_steps_of,
)
from data.verification.numbers import HandInNumber, read_areas_of, read_numbers
from data.verification.verifier import Verifier
from ioc.name_order import name_order
from ioc.period import Period
from ioc.verification import VerificationState
from ioc.words.phrase import Phrase

# Fewer equal numbers than these may be equal by chance.
_LEAST_EQUAL = 2


class WaitingTerm(NamedTuple):
    """A period of a form with how many submissions of it there are, and how many wait."""

    form: str
    period: str
    submissions: int
    waiting: int


@dataclass(frozen=True)
class HandInRow:
    """A submission as its verifier sees it; `area_name` "": it has numbers of several areas.

    `refusal` says why this verifier may take no step of it.
    """

    hand_in: FormHandIn
    sender: str
    login: str
    unit: str
    file_name: str
    received_at: str
    area_name: str
    areas: int
    numbers: tuple[HandInNumber, ...]
    warnings: tuple[Phrase, ...]
    steps: tuple[VerificationStep, ...]
    refusal: Phrase | None

    @property
    def counting(self) -> int:
        """How many of its numbers no newer submission replaces."""
        return 0 if self.hand_in.is_withdrawn else sum(each.counts for each in self.numbers)

    @property
    def waits(self) -> bool:
        """Whether a verifier has to look at it; what was replaced as a whole needs none."""
        return self.hand_in.state is VerificationState.HANDED_IN and self.counting > 0

    @property
    def passes(self) -> bool:
        """Whether nothing of it is remarkable, so that it is verified with all of its kind."""
        return self.waits and not self.warnings and self.refusal is None


def read_waiting_terms(connection: Connection, verifier: Verifier) -> list[WaitingTerm]:
    """Return the forms and periods with submissions for a verifier, the newest period first.

    Those with submissions that wait come before the others. What lies outside the verifier's land
    is counted all the same.
    """
    waits = (form_hand_in.c.state == VerificationState.HANDED_IN.value) & (is_in_force())
    statement = (
        select(
            form_hand_in.c.form, form_hand_in.c.period, func.count(),
            func.count().filter(waits),
        )
        .join(submission, submission.c.id == form_hand_in.c.submission_id)
        .where(form_hand_in.c.form.in_(list(verifier.forms)))
        .group_by(form_hand_in.c.form, form_hand_in.c.period)
    )  # fmt: skip
    terms = [WaitingTerm(*row) for row in fetch_tuples(connection, statement)]
    terms.sort(key=lambda each: verifier.forms[each.form].name())
    terms.sort(key=lambda each: (each.waiting > 0, each.period), reverse=True)
    return terms


def read_rows(
    connection: Connection, verifier: Verifier, form: str, period: Period
) -> list[HandInRow]:
    """Return the submissions of a form for a period on a verifier's land.

    Those that wait come first, then what is verified or locked, then what does not count; in each
    group by name of the area, else of the sender.

    Args:
        connection: to read by.
        verifier: who asks.
        form: code of one of the verifier's forms.
        period: of the form's frequency.
    """
    hand_ins = read_form_hand_ins(connection, form, period.iso)
    areas = read_areas_of(connection, [each.submission for each in hand_ins])
    refusals = {
        each.submission: verifier.refusal(each, areas.get(each.submission, set()))
        for each in hand_ins
    }
    hand_ins = [each for each in hand_ins if verifier.is_within(areas.get(each.submission, ()))]
    submissions = [each.submission for each in hand_ins]
    numbers = read_numbers(connection, submissions, period)
    steps = read_steps_of(connection, submissions)
    senders = _read_senders(connection, form, period.iso)
    indicators = len(verifier.forms[form].indicators)
    rows = [
        HandInRow(
            each,
            *senders[each.submission][:5],
            own[0].area_name if len(areas.get(each.submission, ())) == 1 else "",
            len(areas.get(each.submission, ())),
            tuple(own),
            tuple(find_warnings(own, indicators, senders[each.submission][5])),
            tuple(steps.get(each.submission, ())),
            refusals[each.submission],
        )
        for each in hand_ins
        for own in [numbers.get(each.submission, [])]
    ]
    rows.sort(key=lambda row: (_group(row), name_order(row.area_name or row.sender)))
    return rows


def _group(row: HandInRow) -> int:
    if row.waits:
        return 0
    return 2 if row.hand_in.is_withdrawn or not row.counting else 1


def find_warnings(numbers: Sequence[HandInNumber], indicators: int, decisions: str) -> list[Phrase]:
    """Return what a verifier should look at in a submission.

    Numbers of the form that are missing, cells that the sender left out, totals and shares that the
    sender confirmed though they disagree with the numbers, numbers that stand out from those of the
    periods before, and a copy of the period before.

    Args:
        numbers: of the submission.
        indicators: how many the form asks of each area.
        decisions: what the sender decided about the sheet, as `office_file.decisions`.
    """
    warnings = []
    lacking = len({each.area_id for each in numbers}) * indicators - len(numbers)
    if lacking > 0:
        warnings.append(Phrase("verification-lacking", count=lacking))
    content = json.loads(decisions) if decisions else {}
    if left_out := int(content.get("left_out") or 0):
        warnings.append(Phrase("verification-left-out", count=left_out))
    kinds = [str(each).partition(":")[0] for each in content.get("agreements") or []]
    for kind in ("total", "parts"):
        if count := kinds.count(kind):
            warnings.append(Phrase(f"verification-confirmed-{kind}", count=count))
    if jumping := [each for each in numbers if each.jumps]:
        area_name = jumping[0].area_name
        warnings.append(Phrase("verification-jump", count=len(jumping), name=area_name))
    both = [each for each in numbers if each.before is not None and not each.before_demo]
    is_telling = any(any(part not in (None, 0) for part in each.parts) for each in both)
    if len(both) >= _LEAST_EQUAL and is_telling and all(e.parts == e.before for e in both):
        warnings.append(Phrase("verification-unchanged", count=len(both)))
    return warnings


def _read_senders(
    connection: Connection, form: str, period: str
) -> dict[int, tuple[str, str, str, str, str, str]]:
    """Return name, login and unit of each sender, the file's name, when it came, its decisions."""
    statement = (
        select(
            form_hand_in.c.submission_id, account.c.name, account.c.login, account.c.unit,
            submission.c.file_name, submission.c.received_at, office_file.c.decisions,
        )
        .join(account, account.c.id == form_hand_in.c.account_id)
        .join(submission, submission.c.id == form_hand_in.c.submission_id)
        .outerjoin(office_file, office_file.c.submission_id == form_hand_in.c.submission_id)
        .where(form_hand_in.c.form == form, form_hand_in.c.period == period)
    )  # fmt: skip
    return {
        number: (name, login, unit, file_name, at, decisions or "")
        for number, name, login, unit, file_name, at, decisions in fetch_tuples(
            connection, statement
        )
    }
