"""Whether a store has made-up numbers is chosen once: no later command fills them in by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, text

from cli.commands import run
from data.migrate import upgrade_within
from data.store.choices import DEMO, read_choice
from data.store.engine import open_engine, writing
from data.store.schema import submission
from tests.app.command_store import fill_var


@pytest.fixture
def engine(shipped_file: Path) -> Iterator[Engine]:
    """A store with areas, in which nobody has chosen."""
    _, small_engine = fill_var(shipped_file)
    yield small_engine
    small_engine.dispose()


@pytest.fixture
def fillings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which commands filled made-up numbers in; a mark stands for two million of them."""
    calls: list[str] = []

    def fill(connection: Connection, *_: Any) -> dict[str, object]:
        calls.append("filled")
        row = {"kind": "demo", "state": "accepted", "file_name": "", "sha256": "", "rows": 0}
        connection.execute(insert(submission).values(**row, received_at="2026-11-29T00:00:00"))
        return {"observations": 0, "villages": 0, "indicators": [], "demo": True}

    monkeypatch.setattr("data.demo.load.load_demo", fill)
    return calls


def test_a_store_prepared_without_stays_without(
    engine: Engine, fillings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOC_DEMO", "false")
    run(["prepare"])
    monkeypatch.delenv("IOC_DEMO")
    run(["prepare"])
    run(["rebuild"])
    assert fillings == []
    run(["demo", "add"])
    assert fillings == ["filled"]


def test_commands_that_need_a_store_fill_nothing_in(
    engine: Engine, fillings: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "bieu.csv"
    file.write_text("Mã xã,Tên xã,HT08\n16681,Phường Thành Vinh,7\n", encoding="utf-8")
    load = ["load", "observations", str(file), "--vintage", "2025-07-01", "--period", "2025-Q4"]
    run([*load, "--dry-run"])
    run([*load, "--yes"])
    run(["rebuild"])
    run(["token", "create", "--name", "Sở Y tế"])
    assert fillings == []
    with engine.connect() as connection:
        assert read_choice(connection, DEMO) is None
    run(["prepare"])
    run(["prepare"])
    assert fillings == ["filled"]


def test_what_was_removed_does_not_come_back(engine: Engine, fillings: list[str]) -> None:
    run(["prepare"])
    run(["demo", "remove"])
    run(["prepare"])
    assert fillings == ["filled"]


@pytest.mark.parametrize(("had_demo", "has_demo"), [(True, True), (False, False)])
def test_a_store_of_before_is_taken_as_it_was_prepared(
    had_demo: bool, has_demo: bool, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'before.sqlite'}")
    with writing(engine) as connection:
        upgrade_within(connection, "0001")
        connection.execute(
            text("INSERT INTO vintage (code, valid_from, name_vi, name_en) "
                 "VALUES ('2025-07-01', '2025-07-01', '', '')")
        )  # fmt: skip
        connection.execute(
            text("INSERT INTO area (vintage, code, level, name, full_name, unit_type, search_name,"
                 " is_demo, ordinal, source, unit_id)"
                 " VALUES ('2025-07-01', '40', 'province', '', '', '', '', false, 0, '', 1)")
        )  # fmt: skip
        if had_demo:
            connection.execute(
                text("INSERT INTO submission (kind, state, file_name, sha256, sender, received_at,"
                     " rows) VALUES ('demo', 'withdrawn', '', '', '', '', 0)")
            )  # fmt: skip
    with writing(engine) as connection:
        upgrade_within(connection)
        assert read_choice(connection, DEMO) is has_demo
    engine.dispose()
