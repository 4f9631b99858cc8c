"""Files that people uploaded: drafts until they are handed in, then kept byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from data.load.office.corrections import SheetMapping
from data.store.schema import office_file, sheet_mapping
from ioc.errors import NotFoundError
from ioc.local_time import iso_moment
from ioc.text import harmless
from ioc.words.phrase import Phrase

# An account works on one sheet, or on two side by side.
_MOST_DRAFTS = 3
_DRAFT_FOR = timedelta(days=7)
_MOST_LETTERS = 200


@dataclass(frozen=True)
class OfficeFile:
    """A file without its content; `submission` None: it is a draft. `uploaded_at` is ISO, UTC."""

    number: int
    account_id: int
    form: str
    period: str
    name: str
    sha256: str
    uploaded_at: str
    submission: int | None


_COLUMNS = tuple(
    office_file.c[name]
    for name in (
        *("id", "account_id", "form", "period", "file_name", "sha256", "uploaded_at"),
        "submission_id",
    )
)


def plain_file_name(text: str) -> str:
    r"""Return the name of a file without folders, for the store and for an answer's header.

    >>> plain_file_name("C:\\Users\\An\\biểu 1.xlsx"), plain_file_name("../../etc/a.csv")
    ('biểu 1.xlsx', 'a.csv')
    """
    name = harmless(text).replace("\\", "/").rpartition("/")[2].strip()
    return name[-_MOST_LETTERS:]


def store_draft(
    connection: Connection,
    account_id: int,
    form: str,
    period: str,
    name: str,
    content: bytes,
    now: datetime,
) -> OfficeFile:
    """Store a file as the newest draft of an account; its oldest drafts, and old ones, go.

    Args:
        connection: in a write transaction.
        account_id: who uploaded it.
        form: code of the form that it is read for.
        period: ISO.
        name: of the file.
        content: its bytes.
        now: when.
    """
    _sweep(connection, account_id, now)
    sha256, at = hashlib.sha256(content).hexdigest(), iso_moment(now)
    number = connection.execute(
        insert(office_file)
        .values(
            account_id=account_id, form=form, period=period, file_name=name, sha256=sha256,
            content=content, uploaded_at=at,
        )
        .returning(office_file.c.id)
    ).scalar_one()  # fmt: skip
    return OfficeFile(number, account_id, form, period, name, sha256, at, None)


def find_draft(connection: Connection, number: int, account_id: int) -> OfficeFile:
    """Return a draft of an account, or what it handed in of it.

    Raises:
        NotFoundError: it has none of this number.
    """
    own = office_file.c.account_id == account_id
    file = _first(connection, select(*_COLUMNS).where(office_file.c.id == number, own))
    if file is None:
        raise NotFoundError(Phrase("handin-no-draft"))
    return file


def find_file_of(connection: Connection, submission: int) -> OfficeFile | None:
    """Return the file that a submission came in; None: it came in another way."""
    return _first(connection, select(*_COLUMNS).where(office_file.c.submission_id == submission))


def read_own_files(
    connection: Connection, account_id: int, limit: int, before: int | None = None
) -> list[OfficeFile]:
    """Return the files that an account handed in, the newest submission first.

    Args:
        connection: to read by.
        account_id: whose.
        limit: the largest number of files.
        before: only those of submissions with a smaller number.
    """
    number = office_file.c.submission_id
    statement = (
        select(*_COLUMNS)
        .where(office_file.c.account_id == account_id, number.is_not(None))
        .order_by(number.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(number < before)
    return [OfficeFile(*row) for row in connection.execute(statement)]


def read_content(connection: Connection, number: int) -> bytes:
    """Return the bytes of a file."""
    statement = select(office_file.c.content).where(office_file.c.id == number)
    return bytes(connection.execute(statement).scalar_one())


def keep_file(
    connection: Connection, number: int, submission: int, decisions: Mapping[str, Any]
) -> None:
    """Make a draft the file of a submission, with what its sender decided."""
    connection.execute(
        update(office_file)
        .where(office_file.c.id == number)
        .values(submission_id=submission, decisions=json.dumps(decisions, ensure_ascii=False))
    )


def find_mapping(connection: Connection, form: str, sender: str) -> SheetMapping | None:
    """Return what is remembered of the sheets of a form and a sender."""
    content = connection.scalar(
        select(sheet_mapping.c.content).where(
            sheet_mapping.c.form == form, sheet_mapping.c.sender == sender
        )
    )
    return None if content is None else SheetMapping.of_json(json.loads(content))


def store_mapping(connection: Connection, mapping: SheetMapping, now: datetime) -> None:
    """Remember a confirmed reading for its form and sender, in place of the one before."""
    key = (sheet_mapping.c.form == mapping.form) & (sheet_mapping.c.sender == mapping.sender)
    connection.execute(delete(sheet_mapping).where(key))
    connection.execute(
        insert(sheet_mapping).values(
            form=mapping.form,
            sender=mapping.sender,
            content=json.dumps(mapping.to_json(), ensure_ascii=False),
            updated_at=iso_moment(now),
        )
    )


def _sweep(connection: Connection, account_id: int, now: datetime) -> None:
    is_draft = office_file.c.submission_id.is_(None)
    connection.execute(
        delete(office_file).where(
            is_draft, office_file.c.uploaded_at < iso_moment(now - _DRAFT_FOR)
        )
    )
    own = (
        select(office_file.c.id)
        .where(is_draft, office_file.c.account_id == account_id)
        .order_by(office_file.c.id.desc())
        .offset(_MOST_DRAFTS - 1)
        .limit(1_000)
    )
    numbers = [int(each) for each in connection.scalars(own)]
    connection.execute(delete(office_file).where(office_file.c.id.in_(numbers)))


def _first(connection: Connection, statement: Select[Any]) -> OfficeFile | None:
    row = connection.execute(statement).first()
    return None if row is None else OfficeFile(*row)
