"""What the routes of a dropped sheet do: read it for a form, read it again, hand it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from api.hand_in.decisions import Decisions, read_decisions
from api.hand_in.reading_items import (
    foreign_items,
    form_item,
    left_out_count,
    reading_item,
    unread_items,
)
from data.access.accounts import Account
from data.access.callers import Caller
from data.access.keyed_answers import answer_once
from data.hand_in.bounded_reading import FileReading, read_bounded
from data.hand_in.files import (
    OfficeFile,
    find_draft,
    find_mapping,
    read_content,
    store_draft,
)
from data.hand_in.form_choice import SheetForm, read_form
from data.hand_in.sheet_cells import check_reading
from data.hand_in.store_sheet import SheetRefusedError, store_sheet
from data.load.machines.posted_rows import EarlyReference, Reference
from data.load.office.corrections import Corrections
from data.queries.replacement import count_replacement
from data.store.engine import writing
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.local_time import local_date, time_text
from ioc.words.phrase import Phrase

_Body = Mapping[str, Any]
_MOST_NAMED = 200


class LeftOutError(IocError):
    """Something waits and is not expressly left out; `cells` names it."""

    def __init__(self, phrase: Phrase, cells: list[dict[str, Any]]) -> None:
        super().__init__(phrase)
        self.cells = cells


class SheetWork:
    """Reads and stores the sheets of people.

    Args:
        engine: of the store.
        home: code of the home province.
        waits: whether numbers count once they are verified, and not before.
    """

    def __init__(self, engine: Engine, home: str, *, waits: bool = False) -> None:
        self._engine, self._home, self._waits = engine, home, waits

    def form(self, account: Account, code: str, period: str) -> SheetForm:
        """Return a form that an account may hand in today; NotFoundError: it may not."""
        with self._engine.connect() as connection:
            return read_form(connection, account, code, period, local_date(), self._home)

    def upload(
        self, account: Account, code: str, period: str, name: str, content: bytes, language: str
    ) -> dict[str, Any]:
        """Read a file for a form and store it as a draft; return both for the page."""
        form = self.form(account, code, period)
        reading = self._read(account, form, name, content, Decisions())
        with writing(self._engine) as connection:
            file = store_draft(
                connection, account.id, code, period, name, content, datetime.now(UTC)
            )
        return {
            **self._answer(file, form, reading, language),
            "form": form_item(form.reporting, language),
        }

    def read_again(self, account: Account, content: _Body, language: str) -> dict[str, Any]:
        """Read a draft with what its sender decided; return the reading for the page."""
        file, form, _, reading = self._read_draft(account, content)
        return self._answer(file, form, reading, language)

    def hand_in(
        self,
        caller: Caller,
        account: Account,
        content: _Body,
        key: str,
        sha256: str,
        address: str,
        language: str,
    ) -> dict[str, Any]:
        """Store what is ready of a draft as one submission; return the receipt.

        Raises:
            LeftOutError: another number of cells would be left out than the sender saw.
            SheetRefusedError: nothing is ready, there are faults, or it was handed in before.
        """
        file, form, decisions, reading = self._read_draft(account, content)
        with self._engine.connect() as connection:
            early = EarlyReference(connection, form.form.vintage)
        with writing(self._engine) as connection:
            reference = early.current(connection)
            now = datetime.now(UTC)
            # Somebody else may have handed it in while it was read.
            file = find_draft(connection, file.number, account.id)
            cells = check_reading(
                connection, reference, form.form, reading, form.reach, local_date()
            )
            count = left_out_count(reading, cells)
            if content.get("left_out") != count:
                raise LeftOutError(
                    Phrase("handin-left-out", count=count),
                    [
                        *foreign_items(form.form, cells.foreign, reading, language),
                        *unread_items(reading, language),
                    ][:_MOST_NAMED],
                )

            def store() -> dict[str, Any]:
                choices = {**decisions.to_json(), "left_out": count}
                receipt = store_sheet(
                    connection, file, form.form, reading, cells, choices, caller, address, now,
                    waits=self._waits,
                )  # fmt: skip
                return {
                    "submission": receipt.submission,
                    "revision": receipt.revision,
                    "numbers": receipt.numbers,
                    "observations": receipt.observations,
                    "waits": self._waits,
                    "left_out": count,
                    "file": file.name,
                    "sha256": file.sha256,
                    "sender": caller.name,
                    "at": time_text(now, seconds=True),
                    "period": form.form.period.iso,
                    "indicators": sorted({each.slot.indicator for each in cells.ready}),
                    "vintage": form.form.vintage,
                }

            answer, _ = answer_once(connection, caller, key, sha256, now, store)
        return answer

    def _read_draft(
        self, account: Account, content: _Body
    ) -> tuple[OfficeFile, SheetForm, Decisions, FileReading]:
        number = content.get("file")
        with self._engine.connect() as connection:
            file = find_draft(connection, number if type(number) is int else 0, account.id)
            if content.get("sha256") != file.sha256:
                # A page that was left open for a week: the number may be another draft's by now.
                raise NotFoundError(Phrase("handin-no-draft"))
            if file.submission is not None:
                before = str(file.submission)
                raise SheetRefusedError(Phrase("handin-before", number=before))
            body = read_content(connection, file.number)
        form = self.form(account, file.form, file.period)
        decisions = read_decisions(content, form.form)
        return file, form, decisions, self._read(account, form, file.name, body, decisions)

    def _read(
        self, account: Account, form: SheetForm, name: str, content: bytes, decisions: Decisions
    ) -> FileReading:
        sender = account.terms.login
        with self._engine.connect() as connection:
            mapping = find_mapping(connection, form.form.code, sender)
        whole = Corrections(form.form, decisions.corrections, decisions.agreements, mapping)
        own = None if form.own is None else replace(whole, form=form.own)
        first, other = (own, None) if own and form.reads_own_first else (whole, own)
        return read_bounded(name, content, first, sender, other)

    def _answer(
        self, file: OfficeFile, form: SheetForm, reading: FileReading, language: str
    ) -> dict[str, Any]:
        with self._engine.connect() as connection:
            cells = check_reading(
                connection, Reference(connection), form.form, reading, form.reach, local_date()
            )
            replacement = (
                None
                if cells.rows is None
                else count_replacement(connection, cells.rows.cells.frame())
            )
        return {
            "file": {"number": file.number, "name": file.name, "sha256": file.sha256},
            "reading": reading_item(form.form, reading, cells, replacement, language),
        }


def refusal_items(error: LoadRefusedError, language: str) -> list[dict[str, Any]]:
    """Return the faults of a file that is refused as a whole."""
    return [
        {
            "sheet": each.sheet,
            "cell": "",
            "text": each.value,
            "reason": each.message(language),
            "fix": each.fix(language),
        }
        for each in error.problems[:_MOST_NAMED]
    ]
