"""Writers of one SQLite file go one after another; a lock that cannot be made stops nobody."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Engine

from data.load.machines.turns import StoreTurns
from data.store.engine import open_engine


def test_a_turn_is_passed_on_when_it_ends(sqlite_engine: Engine) -> None:
    happened: list[str] = []
    is_waiting = threading.Event()

    def follow() -> None:
        is_waiting.set()
        with StoreTurns(sqlite_engine).hold():
            happened.append("second")

    with StoreTurns(sqlite_engine).hold():
        second = threading.Thread(target=follow)
        second.start()
        assert is_waiting.wait(60)
        second.join(0.2)
        assert second.is_alive()
        happened.append("first")
    second.join(60)
    assert happened == ["first", "second"]


def test_a_turn_that_failed_is_passed_on_too(sqlite_engine: Engine) -> None:
    turns = StoreTurns(sqlite_engine)
    for _ in range(2):
        try:
            with turns.hold():
                raise RuntimeError
        except RuntimeError:
            continue
    with turns.hold():
        assert Path(f"{sqlite_engine.url.database}-turn").is_file()


def test_without_a_place_for_the_lock_the_turn_is_there_at_once(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'no-such-folder' / 'ioc.sqlite'}")
    with StoreTurns(engine).hold():
        pass
    engine.dispose()
