"""Stores a draft that was typed on a page as one submission, by the rules of all submissions."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert

from data.access.accounts import Account
from data.access.callers import Caller
from data.hand_in.entry.draft import EntryDraft, store_draft
from data.hand_in.entry.form_numbers import (
    EntryForm,
    ReportedNumber,
    key_of,
    read_reported,
    read_typed,
)
from data.hand_in.store_numbers import CellText, HandInTerm, store_numbers
from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.machines.posted_rows import CheckedRows, Reference, check_rows
from data.load.observations import Submission
from data.load.office.form import Slot
from data.queries.replacement import find_same_hand_in
from data.store.schema import office_file
from data.verification.locks import check_lock
from ioc.errors import IocError, LoadRefusedError, Problem
from ioc.local_time import iso_moment
from ioc.words.catalogue import say
from ioc.words.numbers import plain_number
from ioc.words.phrase import Phrase

KIND = "form"


@dataclass(frozen=True)
class EntryProblem:
    """Why a number cannot be stored; `key` "": the form as a whole."""

    key: str
    problem: Problem


class EntryFaultsError(IocError):
    """Numbers that cannot be stored, all of them; nothing was."""

    def __init__(self, problems: Sequence[EntryProblem]) -> None:
        super().__init__(Phrase("phone-faulty"))
        self.problems = tuple(problems)


class MissingCountError(IocError):
    """Another number of numbers would be missing than the sender saw; nothing was stored."""


@dataclass(frozen=True)
class EntryNumber:
    """A number of a draft that can be stored."""

    row: AreaRow
    slot: Slot
    text: str
    value: float
    is_unchanged: bool


@dataclass(frozen=True)
class EntryReceipt:
    """What was stored of a draft; `remarks` are what its sender should look at again."""

    submission: int
    revision: int
    numbers: int
    unchanged: int
    missing: int
    file_name: str
    sha256: str
    remarks: tuple[EntryProblem, ...] = ()


def store_entry(
    connection: Connection,
    reference: Reference,
    entry: EntryForm,
    draft: EntryDraft,
    missing: int,
    caller: Caller,
    account: Account,
    address: str,
    today: date,
    now: datetime,
    *,
    waits: bool = False,
) -> EntryReceipt:
    """Store the numbers of a draft as one submission, in the caller's write transaction.

    The submission has a table of what was typed as its file, each number its text, the trail says
    who handed in, and the draft is empty afterwards.

    Args:
        connection: in a write transaction.
        reference: what the numbers are checked against.
        entry: what the account types.
        draft: as it is in the store.
        missing: how many numbers the sender knows to be missing.
        caller: who hands in, by `account`.
        account: whose draft it is.
        address: from where.
        today: the day that decides which periods are open.
        now: when.
        waits: whether the numbers count once they are verified, and not before.

    Raises:
        EntryFaultsError: every number that cannot be stored, with the fix.
        MissingCountError: another number is missing.
        LockError: the period is locked, and the account has no permit to correct it.
    """
    period = entry.form.period
    permit = check_lock(connection, entry.form.code, period.iso, account.id)
    reported = read_reported(connection, entry, period)
    numbers = _read_numbers(connection, entry, draft)
    count = count_missing(entry, draft, reported)
    if missing != count:
        raise MissingCountError(Phrase("phone-missing_count", count=count))
    rows, remarks = _check(connection, reference, entry, numbers, today)
    content = _table(entry, numbers).encode("utf-8-sig")
    sha256 = hashlib.sha256(content).hexdigest()
    same = find_same_hand_in(connection, rows.cells.frame(), sha256)
    if same is not None:
        raise EntryFaultsError([_whole(Phrase("phone-before", number=str(same)))])
    name = f"nhap-{entry.form.code}-{period.iso}.csv"
    term = HandInTerm(entry.form.code, period, account.id, permit)
    hand_in = Submission(KIND, name, sha256, caller.name, waits=waits)
    texts = [
        CellText(
            entry.item(each.slot).indicator.id, each.row.id, period.iso, each.slot.part.value,
            each.text, is_unchanged=each.is_unchanged,
        )
        for each in numbers
    ]  # fmt: skip
    submission, revision, _ = store_numbers(
        connection, term, hand_in, rows.cells, texts, address, now
    )
    connection.execute(
        insert(office_file).values(
            account_id=account.id, form=entry.form.code, period=period.iso, file_name=name,
            sha256=sha256, content=content, submission_id=submission, uploaded_at=iso_moment(now),
        )
    )  # fmt: skip
    handed_in = replace(draft, version=draft.version + 1, numbers={}, submission=submission)
    store_draft(connection, account.id, entry.form.code, period.iso, handed_in, now)
    unchanged = sum(each.is_unchanged for each in numbers)
    return EntryReceipt(submission, revision, len(numbers), unchanged, count, name, sha256, remarks)


def count_missing(
    entry: EntryForm, draft: EntryDraft, reported: Mapping[str, ReportedNumber]
) -> int:
    """Return how many numbers are neither typed nor reported; made-up ones report nothing."""
    there = {key for key, each in draft.numbers.items() if each.text.strip()}
    there |= {key for key, each in reported.items() if not each.is_made_up}
    return sum(key not in there for key in entry.numbers)


def _read_numbers(
    connection: Connection, entry: EntryForm, draft: EntryDraft
) -> tuple[EntryNumber, ...]:
    """Return the numbers of a draft in the order of the form."""
    before = read_reported(connection, entry, entry.before)
    texts = {key: each for key, each in draft.numbers.items() if each.text.strip()}
    problems = [
        EntryProblem(key, Problem(Phrase("phone-not_yours"), value=each.text))
        for key, each in texts.items()
        if key not in entry.numbers
    ]
    numbers = []
    for key, (row, slot) in entry.numbers.items():
        if key not in texts:
            continue
        text = texts[key].text
        number = read_typed(text, entry.item(slot), slot.part)
        if number.fault is not None or number.value is None:
            fault = number.fault or Phrase("phone-no_number")
            problems.append(EntryProblem(key, Problem(fault, value=text)))
            continue
        value = number.value
        if texts[key].is_unchanged:
            earlier = before.get(key)
            if earlier is None or earlier.is_made_up or plain_number(earlier.value) != text:
                problems.append(EntryProblem(key, Problem(Phrase("phone-changed_before"))))
                continue
            value = earlier.value
        numbers.append(EntryNumber(row, slot, text, value, texts[key].is_unchanged))
    problems += _halves(entry, texts)
    if problems:
        raise EntryFaultsError(problems)
    if not numbers:
        raise EntryFaultsError([_whole(Phrase("phone-nothing"))])
    return tuple(numbers)


def _halves(entry: EntryForm, texts: Mapping[str, object]) -> list[EntryProblem]:
    """Return a problem for each numerator without its denominator, and the other way round."""
    problems = []
    parts = (ValuePart.NUMERATOR, ValuePart.DENOMINATOR)
    for row in entry.areas:
        for code, item in entry.form.by_code.items():
            keys = [key_of(row.code, Slot(code, part)) for part in parts if part in item.parts]
            empty = [key for key in keys if key not in texts]
            if len(keys) == len(parts) and len(empty) == 1:
                problems.append(EntryProblem(empty[0], Problem(Phrase("phone-half"))))
    return problems


def _check(
    connection: Connection,
    reference: Reference,
    entry: EntryForm,
    numbers: Sequence[EntryNumber],
    today: date,
) -> tuple[CheckedRows, tuple[EntryProblem, ...]]:
    """Return the numbers as cells of the store, and remarks on them."""
    groups: dict[tuple[str, str], dict[str, EntryNumber]] = defaultdict(dict)
    for each in numbers:
        groups[each.row.code, each.slot.indicator][each.slot.part.value] = each
    rows = [
        {
            "indicator": indicator,
            "area": area,
            "period": entry.form.period.iso,
            **{part: each.value for part, each in parts.items()},
        }
        for (area, indicator), parts in groups.items()
    ]
    own = list(groups.values())
    try:
        cells = check_rows(connection, reference, entry.form.vintage, rows, today)
    except LoadRefusedError as error:
        raise EntryFaultsError(
            [EntryProblem(_key(each, own), each) for each in error.problems]
        ) from None
    return cells, tuple(EntryProblem(_key(each, own), each) for each in cells.warnings)


def _key(problem: Problem, groups: Sequence[Mapping[str, EntryNumber]]) -> str:
    if problem.row is None or problem.row >= len(groups):
        return ""
    parts = groups[problem.row]
    number = parts.get(problem.column) or next(iter(parts.values()))
    return key_of(number.row.code, number.slot)


def _whole(fault: Phrase) -> EntryProblem:
    return EntryProblem("", Problem(fault))


def _table(entry: EntryForm, numbers: Sequence[EntryNumber]) -> str:
    """Return what was typed as a table, the submission's file: always in Vietnamese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    headings = ("code", "area", "indicator", "indicator_name", "part", "typed", "mark")
    writer.writerow([say(f"phone-column_{each}") for each in headings])
    for each in numbers:
        slot = each.slot
        name = entry.item(slot).indicator.name()
        mark = say("phone-unchanged") if each.is_unchanged else ""
        part = say(f"sheet-part-{slot.part}")
        row = (each.row.code, each.row.full_name, slot.indicator, name, part, each.text, mark)
        writer.writerow(row)
    return text.getvalue()
