"""All processes of the server are killed while machines write: what was acknowledged is there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Engine, func, select

from data.access.tokens import Scope, create_token
from data.load.observations import rebuild
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import change, idempotency, observation, pack, rollup, submission
from ioc.area import SINCE_2025
from tests.serving import free_port
from tests.store.small_country import build

ROOT = Path(__file__).resolve().parents[2]
MACHINES, ENOUGH = 8, 60
PATIENCE_SECONDS = 120


@dataclass
class Workers:
    """Two serving processes on a store, started without preparing it."""

    url: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Workers:
        environment = {
            name: text for name, text in os.environ.items() if not name.startswith("IOC_")
        }
        with (self.folder / "server.log").open("ab") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", "app:create_asgi", "--factory", "--workers", "2",
                 "--port", str(self.port), "--ws", "none", "--no-access-log"],
                cwd=ROOT, stdout=sink, stderr=sink, start_new_session=True,
                env=environment | {"IOC_DATABASE_URL": self.url, "IOC_VAR": str(self.folder)},
            )  # fmt: skip
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < until, (self.folder / "server.log").read_text()
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End all processes at once, as a power cut would."""
        process, self.process = self.process, None
        if process is None:
            return
        first = psutil.Process(process.pid)
        family = [first, *first.children(recursive=True)]
        for each in family:
            each.send_signal(signal.SIGKILL)
        process.wait()
        psutil.wait_procs(family, timeout=20)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@dataclass(frozen=True)
class HandIn:
    key: str
    body: bytes
    numbers: tuple[int, ...]


def _hand_in(machine: int, turn: int) -> HandIn:
    """Return three cells that no other hand-in reports with these numbers."""
    numbers = tuple(1000 * machine + 3 * turn + i for i in range(3))
    rows = [
        {"indicator": "COUNT", "area": f"4000{1 + i}", "period": "2025-09", "numerator": number}
        for i, number in enumerate(numbers)
    ]
    body = json.dumps({"vintage": SINCE_2025.code, "rows": rows}).encode()
    return HandIn(f"m{machine}-{turn}", body, numbers)


def _post(connection: HTTPConnection, secret: str, hand_in: HandIn) -> tuple[int, Any, bool]:
    connection.request(
        "POST", "/api/v1/observations", hand_in.body,
        {"Authorization": f"Bearer {secret}", "Idempotency-Key": hand_in.key},
    )  # fmt: skip
    answer = connection.getresponse()
    content = json.loads(answer.read())
    return answer.status, content, answer.headers.get("Idempotency-Replayed") == "true"


def _send_until_cut(
    port: int,
    secret: str,
    machine: int,
    on_start: Callable[[HandIn], None],
    on_answer: Callable[[HandIn, Any], None],
) -> None:
    """Hand in without a pause until the server is gone."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    turn = 0
    try:
        while True:
            hand_in = _hand_in(machine, turn)
            on_start(hand_in)
            status, content, _ = _post(connection, secret, hand_in)
            assert status == 201, content
            on_answer(hand_in, content)
            turn += 1
    except (OSError, HTTPException):
        return
    finally:
        connection.close()


def _stored_numbers(engine: Engine) -> dict[int, tuple[int, ...]]:
    """Return the numbers of each hand-in in the store."""
    numbers: dict[int, list[int]] = {}
    columns = observation.c
    with engine.connect() as connection:
        for number, value in connection.execute(
            select(columns.submission_id, columns.numerator).order_by(columns.area_id)
        ):
            numbers.setdefault(int(number), []).append(int(value))
    return {number: tuple(values) for number, values in numbers.items()}


def _check_whole(engine: Engine) -> None:
    """Nothing stands half: hand-ins, their keys and receipts, the log of changes, and the sums."""

    def summed(connection: Any) -> set[tuple[str, ...]]:
        return {tuple(map(str, row)) for table in (rollup, pack)
                for row in connection.execute(select(table))}  # fmt: skip

    with engine.connect() as connection:
        counts = connection.execute(select(submission.c.id, submission.c.rows))
        sizes = {int(row.id): int(row.rows) for row in counts}
        assert {number: len(values) for number, values in _stored_numbers(engine).items()} == sizes
        receipts = [json.loads(text) for text in connection.scalars(select(idempotency.c.answer))]
        assert sorted(each["submission"] for each in receipts) == sorted(sizes)
        revisions = set(connection.scalars(select(change.c.revision)))
        assert {each["revision"] for each in receipts} <= revisions
        before = summed(connection)
        rebuild(connection)
        assert summed(connection) == before
        connection.rollback()


def test_what_was_acknowledged_outlives_the_server(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        build(connection)
        raise_revision(connection, "areas", {})
        _, secret = create_token(connection, "Sở", Scope.WRITE, 1, datetime.now(UTC))
    attempts: list[HandIn] = []
    acknowledged: list[tuple[HandIn, Any]] = []
    enough = threading.Event()

    def note_answer(hand_in: HandIn, content: Any) -> None:
        acknowledged.append((hand_in, content))
        if len(acknowledged) >= ENOUGH:
            enough.set()

    with Workers(database_url, tmp_path) as workers:
        machines = [
            threading.Thread(
                target=_send_until_cut,
                args=(workers.port, secret, machine, attempts.append, note_answer),
            )
            for machine in range(MACHINES)
        ]
        for each in machines:
            each.start()
        assert enough.wait(PATIENCE_SECONDS), (tmp_path / "server.log").read_text()
        workers.kill()
        for each in machines:
            each.join(PATIENCE_SECONDS)
            assert not each.is_alive()

    stored_numbers = _stored_numbers(engine)
    for attempt, content in acknowledged:
        assert stored_numbers[content["submission"]] == attempt.numbers
    _check_whole(engine)

    with Workers(database_url, tmp_path) as workers:
        client = HTTPConnection("127.0.0.1", workers.port, timeout=PATIENCE_SECONDS)
        for attempt, content in acknowledged:
            assert _post(client, secret, attempt) == (201, content, True)
        # What was cut off was written or was not; sent again it is there, once.
        for attempt in attempts:
            status, content, _ = _post(client, secret, attempt)
            assert (status, content["written"]) == (201, 3)
        client.close()
        assert sorted(_stored_numbers(engine).values()) == sorted(
            hand_in.numbers for hand_in in attempts
        )
    with engine.connect() as store:
        assert store.scalar(select(func.count()).select_from(submission)) == len(attempts)
    _check_whole(engine)
    engine.dispose()
