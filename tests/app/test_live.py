"""The change feed between real processes: both databases, cuts, what was missed, polling."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, Engine, text

from api.live.state import StoreNews
from api.live.watch import StoreWatch
from data.queries.signals import StoreChange, read_changes
from data.store.engine import (
    open_engine,
    raise_revision,
    raise_signal,
    read_revision,
    read_touched,
    writing,
)
from tests.app.live_worker import serve
from tests.serving import free_port
from tests.waits import until

Event = tuple[str, str, dict[str, Any]]  # name, id, data
_PATIENCE_SECONDS = 60
# Workers are processes of their own, forked from one that has imported the program already.
_WARM = get_context("forkserver")
_WARM.set_forkserver_preload(["tests.app.live_worker"])


@pytest.fixture
def workers(database_url: str, tmp_path: Path) -> Iterator[list[str]]:
    """The addresses of two worker processes on one store."""
    ports = [free_port(), free_port()]
    running = [_WARM.Process(target=serve, args=(database_url, port, tmp_path)) for port in ports]
    for process in running:
        process.start()
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for address, process in zip(addresses, running, strict=True):
            wait_until_well(address, process)
        yield addresses
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join(20)
            assert not process.is_alive()


@pytest.fixture
def store(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        raise_revision(connection, "catalogue", {})
        raise_revision(connection, "observations", {"indicators": ["A", "B"]})
    yield engine
    engine.dispose()


def wait_until_well(address: str, process: ForkServerProcess) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            if httpx.get(f"{address}/live/state").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert process.is_alive() and time.monotonic() < deadline, "the worker did not start"
        time.sleep(0.05)


@contextmanager
def stream(address: str, query: str = "", last: str = "") -> Iterator[Iterator[Event]]:
    """Yield the events of a stream, heartbeats left out."""
    headers = {"Last-Event-ID": last} if last else {}
    with httpx.stream("GET", f"{address}/live{query}", headers=headers, timeout=60) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer.iter_lines())


def events(lines: Iterator[str]) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
            continue
        if "data" in fields and fields.get("event") not in ("still", "hello"):
            yield fields["event"], fields.get("id", ""), json.loads(fields["data"])
        fields = {}


def read_state(address: str, query: str, revision: int) -> dict[str, Any]:
    """Return what polling says once the process has looked at this revision."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        state: dict[str, Any] = httpx.get(f"{address}/live/state{query}").json()
        if state["revision"] >= revision:
            return state
        assert time.monotonic() < deadline, state
        time.sleep(0.05)


def change(engine: Engine, *codes: str) -> int:
    with writing(engine) as connection:
        return raise_revision(connection, "observations", {"indicators": codes})


def test_every_process_tells_what_another_commits(store: Engine, workers: list[str]) -> None:
    with ExitStack() as stack:
        streams = [stack.enter_context(stream(each, "?since=-1&signal=-1")) for each in workers]
        for stream_lines in streams:
            name, _, first = next(stream_lines)
            assert (name, first["whole"], first["revision"]) == ("revision", True, 2)
            assert first["touched"] == {"": 1, "A": 2, "B": 2}
            assert next(stream_lines)[::2] == (
                "signal",
                {"number": 0, "items": [], "missed": False},
            )
        change(store, "B")
        for stream_lines in streams:
            name, ident, news = next(stream_lines)
            assert (name, ident, news["touched"]) == ("revision", "3.0", {"B": 3})
            assert news["changes"][0]["summary"] == {"indicators": ["B"]}
        with writing(store) as connection:
            raise_signal(connection, "order", "phong-hop", {"action": "next"})
        for stream_lines in streams:
            name, ident, content = next(stream_lines)
            assert (name, ident, content["number"]) == ("signal", "3.1", 1)
            order = {"number": 1, "about": "order", "key": "phong-hop", "body": {"action": "next"}}
            assert content["items"] == [order]


def test_who_was_cut_off_catches_up(store: Engine, workers: list[str]) -> None:
    with stream(workers[0], "?since=2&signal=0") as stream_lines:
        change(store, "A")
        _, last, _ = next(stream_lines)
    assert last == "3.0"
    change(store, "B")
    with writing(store) as connection:
        raise_signal(connection, "alert", "k", {})
    change(store, "C")
    # At another worker, as after the first one died.
    with stream(workers[1], "?since=2&signal=0", last) as stream_lines:
        news: dict[str, Any] = {"revision": 0}
        touched: dict[str, int] = {}
        numbers: list[int] = []
        while news["revision"] < 5 or not numbers:
            name, _, content = next(stream_lines)
            if name == "revision":
                news = content
                touched |= content["touched"]
            else:
                numbers += [each["number"] for each in content["items"]]
    assert (touched, numbers) == ({"B": 4, "C": 5}, [1])
    # Who cannot hold a connection learns the same by asking.
    state = read_state(workers[0], "?since=3&signal=0", 5)
    assert (state["revision"], state["touched"]) == (5, {"B": 4, "C": 5})
    assert [each["number"] for each in state["signal"]["items"]] == [1]
    nothing = httpx.get(f"{workers[0]}/live/state?since=5&signal=1").json()
    assert (nothing["touched"], nothing["changes"]) == ({}, [])


def test_what_is_committed_during_a_look_is_told_once(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL shows each question of a look the store of its own moment."""
    looks: list[StoreNews] = []

    def read_late(connection: Connection, since: int, most: int) -> list[StoreChange]:
        if len(looks) == 1 and read_revision(connection) == 3:
            change(store, "B")
            with writing(store) as other:
                raise_signal(other, "alert", "k", {})
        return read_changes(connection, since, most)

    monkeypatch.setattr("api.live.watch.read_changes", read_late)
    watch = StoreWatch(store, 0.02, looks.append, lambda _: None)
    watch.start()
    try:
        until(lambda: len(looks) == 1)
        change(store, "A")
        until(lambda: looks[-1].signal == 1)
    finally:
        watch.stop()
    assert [each.number for look in looks for each in look.signals] == [1]
    assert [each.revision for look in looks[1:] for each in look.changes] == [3, 4]
    assert [list(look.touched.items()) for look in looks[1:]] == [[("A", 3)], [("B", 4)]]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_listener_that_was_killed_listens_again(store: Engine, workers: list[str]) -> None:
    with stream(workers[0], "?since=2&signal=0") as stream_lines:
        with store.connect() as connection:
            killed = connection.scalars(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE query ILIKE 'LISTEN%' AND pid <> pg_backend_pid() "
                    "AND datname = current_database()"
                )
            ).all()
        assert killed == [True, True], "each process listens by one connection"
        for turn in range(3):
            revision = change(store, f"X{turn}")
            news = next(stream_lines)[2]
            assert news["revision"] == revision


def test_what_touches_all_is_told_from_what_touches_one(engine: Engine) -> None:
    with writing(engine) as connection:
        raise_revision(connection, "areas", {"areas": 3})
        assert read_touched(connection) == read_touched(connection, ["A"]) == 1
        raise_revision(connection, "observations", {"indicators": ["A"], "observations": 5})
        assert read_touched(connection, ["A"]) == read_touched(connection, ["B", "A"]) == 2
        assert read_touched(connection) == read_touched(connection, ["B"]) == 1
        raise_revision(connection, "observations", {"rebuilt": 9})
        assert read_touched(connection, ["B"]) == 3
        raise_revision(connection, "withdrawal", {"indicators": ["A"]})
        # What was taken back may be seen on the maps of its indicators alone.
        assert (read_touched(connection, ["A"]), read_touched(connection, ["B"])) == (4, 3)
        raise_revision(connection, "boundaries", {"indicators": ["A"]})
        assert read_touched(connection, ["B"]) == 5
