"""What an account has typed and not handed in: on several devices, of each number the newest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from data.store.schema import entry_draft
from ioc.local_time import iso_moment


@dataclass(frozen=True)
class TypedNumber:
    """A number as typed ("" = taken back), since when, and the draft's version that brought it.

    `is_unchanged`: somebody said that it is the number of the period before. `at` is ISO, UTC.
    """

    text: str
    is_unchanged: bool
    at: str
    version: int


@dataclass(frozen=True)
class TypedChange:
    """A change that a device sends; `base` is the version of the number that it knew (0: none)."""

    key: str
    text: str
    is_unchanged: bool
    at: str
    base: int


@dataclass(frozen=True)
class Clash:
    """Two devices changed a number without knowing of one another; the newer one is in the draft.

    `is_own`: the newer one is that of the device that is answered.
    """

    key: str
    other: TypedNumber
    is_own: bool


@dataclass(frozen=True)
class EntryDraft:
    """The numbers of a form and period by key; `submission` is the last one made of the draft."""

    version: int
    numbers: Mapping[str, TypedNumber]
    submission: int | None = None

    def since(self, version: int) -> dict[str, TypedNumber]:
        """Return what came after a version."""
        return {key: each for key, each in self.numbers.items() if each.version > version}


EMPTY = EntryDraft(0, {})


def merge(draft: EntryDraft, changes: Iterable[TypedChange]) -> tuple[EntryDraft, list[Clash]]:
    """Return a draft with changes of a device, and what clashed; of each number the newest counts.

    >>> first, _ = merge(EMPTY, [TypedChange("a", "12", False, "2026-11-02T08:00", 0)])
    >>> late = TypedChange("a", "13", False, "2026-11-02T07:00", 0)
    >>> draft, clashes = merge(first, [late])
    >>> draft.numbers["a"].text, [(each.other.text, each.is_own) for each in clashes]
    ('12', [('13', False)])
    """
    numbers, clashes = dict(draft.numbers), []
    version = draft.version + 1
    for each in changes:
        mine = TypedNumber(each.text, each.is_unchanged, each.at, version)
        theirs = numbers.get(each.key)
        is_known = theirs is None or theirs.version <= each.base
        if theirs is not None and _is_same(mine, theirs):
            continue
        if theirs is None or is_known or mine.at >= theirs.at:
            numbers[each.key] = mine
            if theirs is not None and not is_known:
                clashes.append(Clash(each.key, theirs, is_own=True))
        else:
            clashes.append(Clash(each.key, mine, is_own=False))
    if numbers == draft.numbers:
        return draft, clashes
    return EntryDraft(version, numbers, draft.submission), clashes


def _is_same(one: TypedNumber, other: TypedNumber) -> bool:
    return (one.text, one.is_unchanged) == (other.text, other.is_unchanged)


def read_draft(connection: Connection, account_id: int, form: str, period: str) -> EntryDraft:
    """Return the draft of an account; an empty one where nothing was typed yet."""
    columns = (entry_draft.c.version, entry_draft.c.content, entry_draft.c.submission_id)
    row = connection.execute(select(*columns).where(_of(account_id, form, period))).first()
    if row is None:
        return EMPTY
    numbers = {key: TypedNumber(*each) for key, each in json.loads(row[1]).items()}
    return EntryDraft(int(row[0]), numbers, row[2])


def store_draft(
    connection: Connection,
    account_id: int,
    form: str,
    period: str,
    draft: EntryDraft,
    now: datetime,
) -> None:
    """Store a draft in place of the one before; in a write transaction."""
    content = {
        key: (each.text, each.is_unchanged, each.at, each.version)
        for key, each in draft.numbers.items()
    }
    values = {
        "version": draft.version,
        "content": json.dumps(content, ensure_ascii=False),
        "updated_at": iso_moment(now),
        "submission_id": draft.submission,
    }
    key = _of(account_id, form, period)
    if not connection.execute(update(entry_draft).where(key).values(**values)).rowcount:
        connection.execute(
            insert(entry_draft).values(account_id=account_id, form=form, period=period, **values)
        )


def drop_drafts(connection: Connection, before: datetime) -> None:
    """Remove the drafts that nobody has changed since a time: their forms are over."""
    oldest = iso_moment(before)
    connection.execute(delete(entry_draft).where(entry_draft.c.updated_at < oldest))


def count_typed(connection: Connection, account_id: int) -> dict[tuple[str, str], int]:
    """Return how many numbers an account has typed and not handed in, by form and period."""
    columns = (entry_draft.c.form, entry_draft.c.period, entry_draft.c.content)
    rows = connection.execute(select(*columns).where(entry_draft.c.account_id == account_id))
    return {
        (form, period): sum(bool(each[0]) for each in json.loads(content).values())
        for form, period, content in rows
    }


def _of(account_id: int, form: str, period: str) -> ColumnElement[bool]:
    columns = entry_draft.c
    return (columns.account_id == account_id) & (columns.form == form) & (columns.period == period)
