"""Writers of one SQLite file go one after another; a lock that cannot be made stops nobody."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Engine

from data.load.turns import Turns
from data.store import open_engine


def test_a_turn_is_passed_on_when_it_ends(sqlite_engine: Engine) -> None:
    happened: list[str] = []
    asked = threading.Event()

    def follow() -> None:
        asked.set()
        with Turns(sqlite_engine).taken():
            happened.append("second")

    with Turns(sqlite_engine).taken():
        second = threading.Thread(target=follow)
        second.start()
        assert asked.wait(60)
        second.join(0.2)
        assert second.is_alive()
        happened.append("first")
    second.join(60)
    assert happened == ["first", "second"]


def test_a_turn_that_failed_is_passed_on_too(sqlite_engine: Engine) -> None:
    turns = Turns(sqlite_engine)
    for _ in range(2):
        try:
            with turns.taken():
                raise RuntimeError
        except RuntimeError:
            continue
    with turns.taken():
        assert Path(f"{sqlite_engine.url.database}-turn").is_file()


def test_without_a_place_for_the_lock_the_turn_is_there_at_once(tmp_path: Path) -> None:
    gone = open_engine(f"sqlite:///{tmp_path / 'no-such-folder' / 'ioc.sqlite'}")
    with Turns(gone).taken():
        pass
    gone.dispose()
