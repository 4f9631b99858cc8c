"""Many small hand-ins from machines, written together: one transaction for all that wait.

Rollups, packs and the sync of the disk cost nearly the same for one value as for a thousand. While
one transaction runs, what arrives meanwhile waits and goes into the next. Nobody is answered before
the commit.
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
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select
from sqlalchemy.exc import OperationalError

from data.fetch import Prepared, fetch_tuples
from data.load.area_matching import AreaIndex
from data.load.observations import LoadReport, Reported, Submission, store_submissions
from data.load.posted_rows import MAX_PROBLEMS, CheckedRows, Reference, check_rows
from data.load.records import KnownIndicator
from data.load.turns import Turns
from data.queries.catalogue import all_indicators
from data.schema import idempotency
from data.store import raise_revision, read_definitions_revision, writing
from data.store_faults import StoreUnavailableError
from data.token_bounds import (
    Bounds,
    OutOfBoundsError,
    Sending,
    read_bounds,
    read_reach,
    refuse_sending,
    rows_out_of_bounds,
)
from data.tokens import Token, note_use, read_holding
from data.tree import Forest
from ioc.area import AreaKey
from ioc.errors import IocError, Problem
from ioc.indicator import Indicator
from ioc.local_time import local_date

_log = logging.getLogger("ioc.write")
_REFUSED = "Kho dữ liệu đang bận hoặc không ghi được; chưa ghi gì."
_LEAST_SECONDS, _GATHER_SECONDS = 0.002, 0.03
_MOST_POSTINGS, _MOST_ROWS = 500, 100_000
KEPT = timedelta(days=7)
_FIND_KEY = Prepared(
    select(idempotency.c.body_sha256, idempotency.c.answer).where(
        idempotency.c.token_id == bindparam("token"), idempotency.c.key == bindparam("key")
    )
)


class KeyReusedError(IocError):
    """A key that came before with another body."""


class TokenGoneError(IocError):
    """The token was revoked, or expired, before the posting could be written."""


class StoreBusyError(IocError):
    """The store could not be written to just now; nothing was."""


@dataclass(frozen=True)
class Posting:
    """One hand-in of a machine. `body_sha256` is what a repeated `key` is held against."""

    token: Token
    key: str
    body_sha256: str
    vintage: str
    rows: Sequence[Any]


@dataclass(frozen=True)
class Receipt:
    """What was written and is on disk: plain values for JSON. `repeated`: it was before."""

    answer: dict[str, Any]
    repeated: bool = False


@dataclass(frozen=True)
class _Waiting:
    posting: Posting
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Receipt]


class GroupWriter:
    """Writes postings in a thread of its own, which begins with the first of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns = Turns(engine)
        self._gather = _LEAST_SECONDS
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._known_at: int | None = None
        self._standing: tuple[Reference, Forest, Mapping[int, Indicator]] | None = None
        self._swept: datetime | None = None
        # Areas that bound tokens may write of, by what they are bound to; while the areas stand.
        self._reaches: dict[tuple[AreaKey, ...], frozenset[int]] = {}

    async def write(self, posting: Posting) -> Receipt:
        """Return the receipt when the posting is on disk.

        Raises:
            LoadRefusedError: all faults of the rows.
            OutOfBoundsError: each row that the token may not write.
            NotFoundError: no such vintage.
            KeyReusedError, TokenGoneError, StoreBusyError: as they say.

        Whatever it raises, nothing of this posting was written.
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
        """Write what waits, then end the thread."""
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
            with self._turns.taken():
                # While this thread computes, those that read requests hardly get a turn.
                time.sleep(max(0.0, self._gather - (time.monotonic() - began)))
                group, last = self._gathered(first)
                began = time.monotonic()
                self._write(group)
            # To wait a little for more is worth a little of what a group costs by itself.
            took = (time.monotonic() - began) / 4
            self._gather = min(max(took, _LEAST_SECONDS), _GATHER_SECONDS)

    def _gathered(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Return all that wait, up to a limit, and whether the writer is to end after them."""
        group, rows = [first], len(first.posting.rows)
        while len(group) < _MOST_POSTINGS and rows < _MOST_ROWS and not self._queue.empty():
            following = self._queue.get()
            if following is None:
                return group, True
            group.append(following)
            rows += len(following.posting.rows)
        return group, False

    def _write(self, group: list[_Waiting]) -> None:
        """Write a group and answer all of it; one that breaks the others is written alone."""
        try:
            outcomes = self._commit([each.posting for each in group])
        except OperationalError as error:
            _log.warning("write refused by the store: %s", error.orig)
            known = isinstance(error, StoreUnavailableError)
            busy = StoreBusyError(f"{error} Chưa ghi gì." if known else _REFUSED)
            _tell(group, [busy] * len(group))
        except Exception as error:  # a thread that ended would leave all later ones waiting
            if len(group) > 1:
                for each in group:
                    self._write([each])
                return
            # What was read may be what is wrong.
            self._known_at = None
            _tell(group, [error])
        else:
            _tell(group, outcomes)

    def _commit(self, postings: Sequence[Posting]) -> list[Receipt | IocError]:
        now = datetime.now(UTC)
        with writing(self._engine) as connection:
            reference, forest, indicators = self._read_what_stands(connection)
            self._sweep(connection, now)
            numbers = {each.token.id for each in postings}
            holding = read_holding(connection, numbers, now)
            made = _Made(
                connection, reference, local_date(now), holding, self._leads(connection, numbers)
            )
            for posting in postings:
                made.take(posting)
            return made.store(forest, indicators, now)

    def _leads(self, connection: Connection, numbers: set[int]) -> Mapping[int, _Lead]:
        """Return how far the tokens reach that are bound to something."""
        leads = {}
        for number, bounds in read_bounds(connection, numbers).items():
            if bounds.areas not in self._reaches:
                self._reaches[bounds.areas] = read_reach(connection, bounds.areas)
            leads[number] = _Lead(bounds, self._reaches[bounds.areas])
        return leads

    def _read_what_stands(
        self, connection: Connection
    ) -> tuple[Reference, Forest, Mapping[int, Indicator]]:
        revision = read_definitions_revision(connection)
        if self._standing is None or revision != self._known_at:
            indicators = {each.id: each for each in all_indicators(connection)}
            self._standing = (Reference(connection), Forest(connection), indicators)
            self._known_at = revision
            self._reaches.clear()
        return self._standing

    def _sweep(self, connection: Connection, now: datetime) -> None:
        """Forget keys that no sender repeats any more, once an hour."""
        if self._swept is None or now - self._swept > timedelta(hours=1):
            oldest = (now - KEPT).isoformat(timespec="seconds")
            connection.execute(delete(idempotency).where(idempotency.c.created_at < oldest))
            self._swept = now


def _tell(group: Sequence[_Waiting], outcomes: Sequence[Receipt | Exception]) -> None:
    """Answer a group; waking a loop costs more than an answer, so each is woken once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Receipt | Exception]]] = {}
    for waiting, outcome in zip(group, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting, outcome))
    for loop, told in by_loop.items():
        # A server that stops may not wait for its answers.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, told)


def _settle(told: Sequence[tuple[_Waiting, Receipt | Exception]]) -> None:
    for waiting, outcome in told:
        # Who hung up is told nothing.
        if waiting.answer.done():
            continue
        if isinstance(outcome, Receipt):
            waiting.answer.set_result(outcome)
        else:
            waiting.answer.set_exception(outcome)


@dataclass(frozen=True)
class _Lead:
    """How far a bound token reaches."""

    bounds: Bounds
    reach: frozenset[int]

    def check_rows(self, rows: Sequence[Any], areas: AreaIndex) -> None:
        """Raise OutOfBoundsError for rows that the token may not write, each of them named."""
        refuse_sending(self.bounds, Sending.OBSERVATIONS)

        def find(code: str) -> int | None:
            found = areas.find(code, None)
            return None if found is None else found.id

        found = rows_out_of_bounds(rows, self.bounds, self.reach, find, MAX_PROBLEMS)
        if found:
            raise OutOfBoundsError(found)

    def check_cells(self, cells: Reported, kinds: Sequence[KnownIndicator]) -> None:
        """Raise OutOfBoundsError where what was read of the rows lies elsewhere than they say."""
        allowed = {each.id for each in kinds if each.code in self.bounds.indicators}
        for name, ids, reach in (
            ("area", cells.area_id, self.reach if self.bounds.areas else None),
            ("indicator", cells.indicator_id, allowed if self.bounds.indicators else None),
        ):
            if reach is not None and not reach.issuperset(map(int, ids)):
                said = Problem("có dòng ngoài phạm vi của khoá", "ghi đúng mã", column=name)
                raise OutOfBoundsError([said])


class _Made:
    """The outcomes of one group, in the making."""

    def __init__(
        self,
        connection: Connection,
        reference: Reference,
        today: date,
        holding: set[int],
        leads: Mapping[int, _Lead],
    ) -> None:
        self._leads = leads
        self._connection = connection
        self._reference = reference
        self._today = today
        self._holding = holding
        # The place of a posting in the same group that brought the key first.
        self._first: dict[tuple[int, str], int] = {}
        self._postings: list[Posting] = []
        self._outcomes: list[Receipt | IocError | int | CheckedRows] = []

    def take(self, posting: Posting) -> None:
        """Check a posting; keep what came of it so far."""
        self._postings.append(posting)
        outcome = self._checked(posting)
        if isinstance(outcome, CheckedRows):
            self._first[posting.token.id, posting.key] = len(self._outcomes)
        self._outcomes.append(outcome)

    def _checked(self, posting: Posting) -> Receipt | IocError | int | CheckedRows:
        if posting.token.id not in self._holding:
            return TokenGoneError("Khoá truy cập không còn hiệu lực; chưa ghi gì.")
        place = self._first.get((posting.token.id, posting.key))
        if place is not None:
            same = self._postings[place].body_sha256 == posting.body_sha256
            return place if same else _reused(posting)
        key = {"token": posting.token.id, "key": posting.key}
        for sha256, answer in fetch_tuples(self._connection, _FIND_KEY, key):
            if sha256 != posting.body_sha256:
                return _reused(posting)
            return Receipt(json.loads(answer), repeated=True)
        reference, lead = self._reference, self._leads.get(posting.token.id)
        try:
            if lead is not None:
                vintage = reference.vintage(posting.vintage).code
                lead.check_rows(posting.rows, reference.areas(self._connection, vintage))
            checked = check_rows(
                self._connection, reference, posting.vintage, posting.rows, self._today
            )
            if lead is not None:
                lead.check_cells(checked.cells, reference.kinds)
        except IocError as error:
            return error
        return checked

    def store(
        self, forest: Forest, indicators: Mapping[int, Indicator], now: datetime
    ) -> list[Receipt | IocError]:
        """Write what passed, and the answers; return all outcomes."""
        passed = [(place, each) for place, each in enumerate(self._outcomes)
                  if isinstance(each, CheckedRows)]  # fmt: skip
        if passed:
            reports = store_submissions(
                self._connection,
                [(each.cells, self._sent(place)) for place, each in passed],
                forest,
                indicators,
            )
            one = reports[0].submission_id if len(reports) == 1 else None
            revision = raise_revision(
                self._connection, "observations", _merged(reports).summary(), one
            )
            kept = []
            for (place, checked), report in zip(passed, reports, strict=True):
                posting = self._postings[place]
                answer = _answer(report, revision, checked)
                self._outcomes[place] = Receipt(answer)
                kept.append(
                    {
                        "token_id": posting.token.id,
                        "key": posting.key,
                        "body_sha256": posting.body_sha256,
                        "answer": json.dumps(answer, ensure_ascii=False),
                        "created_at": now.isoformat(timespec="seconds"),
                    }
                )
            self._connection.execute(insert(idempotency), kept)
            for token in {each.token.id: each.token for each in self._postings}.values():
                note_use(self._connection, token, now)
        return [self._settled(each) for each in self._outcomes]

    def _sent(self, place: int) -> Submission:
        posting = self._postings[place]
        return Submission("api", f"api:{posting.key}", posting.body_sha256, posting.token.name)

    def _settled(self, outcome: Receipt | IocError | int | CheckedRows) -> Receipt | IocError:
        if isinstance(outcome, int):
            first = self._settled(self._outcomes[outcome])
            return replace(first, repeated=True) if isinstance(first, Receipt) else first
        if isinstance(outcome, CheckedRows):
            raise TypeError("a posting that passed was not stored")
        return outcome


def _reused(posting: Posting) -> KeyReusedError:
    return KeyReusedError(
        f"Idempotency-Key “{posting.key}” đã dùng cho một nội dung khác; chưa ghi gì."
    )


def _answer(report: LoadReport, revision: int, checked: CheckedRows) -> dict[str, Any]:
    return {
        "submission": report.submission_id,
        "revision": revision,
        "written": report.observations,
        "not_reported": checked.not_reported,
        "indicators": list(report.indicators),
        "periods": list(report.periods),
        "warnings": [
            {"row": each.row, "field": each.column or None, "value": each.value or None,
             "message": each.message, "mend": each.mend}
            for each in checked.warnings
        ],
    }  # fmt: skip


def _merged(reports: Sequence[LoadReport]) -> LoadReport:
    """Return one report for all submissions of a transaction, for the log of changes."""

    def every(name: str) -> tuple[str, ...]:
        return tuple(sorted({text for each in reports for text in getattr(each, name)}))

    return replace(
        reports[0],
        observations=sum(each.observations for each in reports),
        indicators=every("indicators"),
        periods=every("periods"),
        provinces=every("provinces"),
        vintages=every("vintages"),
    )
