"""Writes small hand-ins of machines in groups: one transaction for all that wait.

Rollups, packs and the sync of the disk cost nearly the same for one value as for a thousand.
Postings that arrive during a transaction wait for the next. They are answered after the commit.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from math import inf
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select
from sqlalchemy.exc import OperationalError

from data.access.keyed_answers import KEY_LIFETIME
from data.access.token_bounds import (
    Bounds,
    OutOfBoundsError,
    Sending,
    read_bounds,
    read_reach,
    refuse_sending,
    rows_out_of_bounds,
)
from data.access.tokens import Token, note_use, read_holding
from data.load.areas.matching import AreaIndex
from data.load.checks.records import KnownIndicator
from data.load.load_report import LoadReport, merge_reports
from data.load.machines.posted_rows import MAX_PROBLEMS, CheckedRows, Reference, check_rows
from data.load.machines.turns import StoreTurns
from data.load.observations import HandInCells, Submission, store_submissions
from data.numbers.tree import Forest
from data.queries.catalogue import all_indicators
from data.store.engine import raise_revision, read_definitions_revision, writing
from data.store.faults import StoreUnavailableError
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.memory import Memory
from data.store.schema import idempotency
from ioc.errors import IocError, Problem
from ioc.indicator import Indicator
from ioc.local_time import iso_moment, local_date
from ioc.words.phrase import Phrase

_log = logging.getLogger("ioc.write")
_LEAST_SECONDS, _GATHER_SECONDS = 0.002, 0.03
_MOST_POSTINGS, _MOST_ROWS = 500, 100_000
_MOST_REACH_BYTES = 16_000_000
_FIND_KEY = PreparedQuery(
    select(idempotency.c.body_sha256, idempotency.c.answer).where(
        idempotency.c.token_id == bindparam("token"), idempotency.c.key == bindparam("key")
    )
)


class KeyReusedError(IocError):
    """A key that was used before with another body."""


class TokenGoneError(IocError):
    """The token was revoked, or expired, before the posting could be written."""


class StoreBusyError(IocError):
    """The store could not be written to at the moment; nothing was written."""


@dataclass(frozen=True)
class Posting:
    """One hand-in of a machine. `body_sha256` is compared when a `key` comes again."""

    token: Token
    key: str
    body_sha256: str
    vintage: str
    rows: Sequence[Any]


@dataclass(frozen=True)
class Receipt:
    """The answer to a posting on disk, as JSON values. `is_repeat`: it was written before."""

    answer: dict[str, Any]
    is_repeat: bool = False


# References for checking and writing, valid until areas or indicators change.
_References = tuple[Reference, Forest, Mapping[int, Indicator]]


@dataclass(frozen=True)
class _Waiting:
    posting: Posting
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Receipt]


class GroupWriter:
    """Writes postings in its own thread, which starts with the first of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns = StoreTurns(engine)
        self._gather = _LEAST_SECONDS
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._references = Memory[_References](inf, 1, size_of=lambda _: 0)
        self._swept: datetime | None = None
        # The areas of which bound tokens may write, by their bounds.
        self._reaches = Memory[frozenset[int]](_MOST_REACH_BYTES)

    async def write(self, posting: Posting) -> Receipt:
        """Return the receipt when the posting is on disk.

        Raises:
            LoadRefusedError: all faults of the rows.
            OutOfBoundsError: each row that the token may not write.
            NotFoundError: no such vintage.
            KeyReusedError, TokenGoneError, StoreBusyError: see there.

        If it raises, nothing of this posting was written.
        """
        loop = asyncio.get_running_loop()
        waiting = _Waiting(posting, loop, loop.create_future())
        with self._lock:
            self._queue.put(waiting)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="ioc-write", daemon=True)
                self._thread.start()
        return await waiting.answer

    def close(self) -> None:
        """Write the waiting postings, then end the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        last = False
        while not last and (first := self._queue.get()) is not None:
            began = time.monotonic()
            with self._turns.hold():
                # While this thread computes, the threads that read requests hardly run.
                time.sleep(max(0.0, self._gather - (time.monotonic() - began)))
                group, last = self._gather_group(first)
                began = time.monotonic()
                self._write(group)
            # Waiting for more postings is worth a quarter of what a group costs.
            took = (time.monotonic() - began) / 4
            self._gather = min(max(took, _LEAST_SECONDS), _GATHER_SECONDS)

    def _gather_group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Return the waiting postings, up to a limit, and whether to end after them."""
        group, rows = [first], len(first.posting.rows)
        while len(group) < _MOST_POSTINGS and rows < _MOST_ROWS and not self._queue.empty():
            following = self._queue.get()
            if following is None:
                return group, True
            group.append(following)
            rows += len(following.posting.rows)
        return group, False

    def _write(self, group: list[_Waiting]) -> None:
        """Write a group and answer it; if that fails, write each posting alone."""
        try:
            outcomes = self._commit([each.posting for each in group])
        except OperationalError as error:
            _log.warning("write refused by the store: %s", error.orig)
            cause = error.phrase if isinstance(error, StoreUnavailableError) else None
            busy = StoreBusyError(
                Phrase("store-busy") if cause is None else Phrase("store-busy-because", cause=cause)
            )
            _answer_group(group, [busy] * len(group))
        except Exception as error:  # if the thread ended, all later postings would wait for ever
            if len(group) > 1:
                for each in group:
                    self._write([each])
                return
            # The cached references may be the cause.
            self._references.clear()
            _answer_group(group, [error])
        else:
            _answer_group(group, outcomes)

    def _commit(self, postings: Sequence[Posting]) -> list[Receipt | IocError]:
        now = datetime.now(UTC)
        with writing(self._engine) as connection:
            revision = read_definitions_revision(connection)
            reference, forest, indicators = self._read_references(connection, revision)
            self._sweep(connection, now)
            numbers = {each.token.id for each in postings}
            holding = read_holding(connection, numbers, now)
            outcomes = _GroupOutcomes(
                connection,
                reference,
                local_date(now),
                holding,
                self._token_limits(connection, numbers, revision),
            )
            for posting in postings:
                outcomes.take(posting)
            return outcomes.store(forest, indicators, now)

    def _token_limits(
        self, connection: Connection, numbers: set[int], revision: int
    ) -> Mapping[int, _TokenLimits]:
        """Return the bounds of those tokens that have any, with their areas."""
        limits = {}
        for number, bounds in read_bounds(connection, numbers).items():
            reach = self._reaches.get_or_make(
                bounds.areas, partial(read_reach, connection, bounds.areas), revision
            )
            limits[number] = _TokenLimits(bounds, reach)
        return limits

    def _read_references(self, connection: Connection, revision: int) -> _References:
        def read() -> _References:
            indicators = {each.id: each for each in all_indicators(connection)}
            return Reference(connection), Forest(connection), indicators

        return self._references.get_or_make("references", read, revision)

    def _sweep(self, connection: Connection, now: datetime) -> None:
        """Delete old keys, which no sender repeats any more, once an hour."""
        if self._swept is None or now - self._swept > timedelta(hours=1):
            oldest = iso_moment(now - KEY_LIFETIME)
            connection.execute(delete(idempotency).where(idempotency.c.created_at < oldest))
            self._swept = now


def _answer_group(group: Sequence[_Waiting], outcomes: Sequence[Receipt | Exception]) -> None:
    """Answer a group; waking a loop costs more than an answer, so each is woken once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Receipt | Exception]]] = {}
    for waiting, outcome in zip(group, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting, outcome))
    for loop, answers in by_loop.items():
        # The loop may be closed when the server stops.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle_answers, answers)


def _settle_answers(answers: Sequence[tuple[_Waiting, Receipt | Exception]]) -> None:
    for waiting, outcome in answers:
        # The sender has hung up.
        if waiting.answer.done():
            continue
        if isinstance(outcome, Receipt):
            waiting.answer.set_result(outcome)
        else:
            waiting.answer.set_exception(outcome)


@dataclass(frozen=True)
class _TokenLimits:
    """The bounds of a token, and the ids of the areas within them."""

    bounds: Bounds
    reach: frozenset[int]

    def check_rows(self, rows: Sequence[Any], areas: AreaIndex) -> None:
        """Raise OutOfBoundsError, with each row that the token may not write."""
        refuse_sending(self.bounds, Sending.OBSERVATIONS)

        def find(code: str) -> int | None:
            area = areas.find(code, None)
            return None if area is None else area.id

        problems = rows_out_of_bounds(rows, self.bounds, self.reach, find, MAX_PROBLEMS)
        if problems:
            raise OutOfBoundsError(problems)

    def check_cells(self, cells: HandInCells, kinds: Sequence[KnownIndicator]) -> None:
        """Raise OutOfBoundsError if the cells lie out of bounds although the rows did not."""
        allowed = {each.id for each in kinds if each.code in self.bounds.indicators}
        for name, ids, reach in (
            ("area", cells.area_id, self.reach if self.bounds.areas else None),
            ("indicator", cells.indicator_id, allowed if self.bounds.indicators else None),
        ):
            if reach is not None and not reach.issuperset(map(int, ids)):
                problem = Problem(Phrase("access-row-out"), column=name)
                raise OutOfBoundsError([problem])


class _GroupOutcomes:
    """Collects the outcomes of one group."""

    def __init__(
        self,
        connection: Connection,
        reference: Reference,
        today: date,
        holding: set[int],
        token_limits: Mapping[int, _TokenLimits],
    ) -> None:
        self._token_limits = token_limits
        self._connection = connection
        self._reference = reference
        self._today = today
        self._holding = holding
        # Index of the first posting of the group with this key.
        self._first: dict[tuple[int, str], int] = {}
        self._postings: list[Posting] = []
        self._outcomes: list[Receipt | IocError | int | CheckedRows] = []

    def take(self, posting: Posting) -> None:
        """Check a posting and keep its outcome so far."""
        self._postings.append(posting)
        outcome = self._check(posting)
        if isinstance(outcome, CheckedRows):
            self._first[posting.token.id, posting.key] = len(self._outcomes)
        self._outcomes.append(outcome)

    def _check(self, posting: Posting) -> Receipt | IocError | int | CheckedRows:
        if posting.token.id not in self._holding:
            return TokenGoneError(Phrase("access-token-gone"))
        place = self._first.get((posting.token.id, posting.key))
        if place is not None:
            same = self._postings[place].body_sha256 == posting.body_sha256
            return place if same else _key_reuse(posting)
        key = {"token": posting.token.id, "key": posting.key}
        for sha256, answer in fetch_tuples(self._connection, _FIND_KEY, key):
            if sha256 != posting.body_sha256:
                return _key_reuse(posting)
            return Receipt(json.loads(answer), is_repeat=True)
        reference, limits = self._reference, self._token_limits.get(posting.token.id)
        try:
            if limits is not None:
                vintage = reference.vintage(posting.vintage).code
                limits.check_rows(posting.rows, reference.areas(self._connection, vintage))
            checked_rows = check_rows(
                self._connection, reference, posting.vintage, posting.rows, self._today
            )
            if limits is not None:
                limits.check_cells(checked_rows.cells, reference.kinds)
        except IocError as error:
            return error
        return checked_rows

    def store(
        self, forest: Forest, indicators: Mapping[int, Indicator], now: datetime
    ) -> list[Receipt | IocError]:
        """Write the postings that passed, and their answers; return all outcomes."""
        ready = [(place, each) for place, each in enumerate(self._outcomes)
                  if isinstance(each, CheckedRows)]  # fmt: skip
        if ready:
            reports = store_submissions(
                self._connection,
                [(each.cells, self._submission_of(place)) for place, each in ready],
                forest,
                indicators,
            )
            one = reports[0].submission_id if len(reports) == 1 else None
            revision = raise_revision(
                self._connection, "observations", merge_reports(reports).summary(), one
            )
            records = []
            for (place, checked_rows), report in zip(ready, reports, strict=True):
                posting = self._postings[place]
                answer = _answer(report, revision, checked_rows)
                self._outcomes[place] = Receipt(answer)
                records.append(
                    {
                        "token_id": posting.token.id,
                        "key": posting.key,
                        "body_sha256": posting.body_sha256,
                        "answer": json.dumps(answer, ensure_ascii=False),
                        "created_at": iso_moment(now),
                    }
                )
            self._connection.execute(insert(idempotency), records)
            for token in {each.token.id: each.token for each in self._postings}.values():
                note_use(self._connection, token, now)
        return [self._resolve(each) for each in self._outcomes]

    def _submission_of(self, place: int) -> Submission:
        posting = self._postings[place]
        return Submission("api", f"api:{posting.key}", posting.body_sha256, posting.token.name)

    def _resolve(self, outcome: Receipt | IocError | int | CheckedRows) -> Receipt | IocError:
        if isinstance(outcome, int):
            first = self._resolve(self._outcomes[outcome])
            return replace(first, is_repeat=True) if isinstance(first, Receipt) else first
        if isinstance(outcome, CheckedRows):
            raise TypeError("a posting that passed was not stored")
        return outcome


def _key_reuse(posting: Posting) -> KeyReusedError:
    return KeyReusedError(Phrase("store-key-reused", key=posting.key))


def _answer(report: LoadReport, revision: int, checked_rows: CheckedRows) -> dict[str, Any]:
    return {
        "submission": report.submission_id,
        "revision": revision,
        "written": report.observations,
        "not_reported": checked_rows.not_reported,
        "indicators": list(report.indicators),
        "periods": list(report.periods),
        "warnings": [
            {"row": each.row, "field": each.column or None, "value": each.value or None,
             **each.texts()}
            for each in checked_rows.warnings
        ],
    }  # fmt: skip
