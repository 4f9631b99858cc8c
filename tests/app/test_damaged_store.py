"""A damaged store is said in words: at the start, at its pages, at /healthz; the rest goes on."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cli.prepare import open_prepared, prepare
from data.store.damage import DamagedStoreError, check_whole, is_damaged, refuse_damaged
from data.store.engine import open_engine
from ioc.settings import Settings
from server import create_app
from tests.app.site import Site


def cut_in_half(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)


def cut_by_one_byte(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size - 1)


def cut_within_the_header(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(40)


def lose_the_header(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(b"\0" * 100)


def lose_the_first_page(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 3996)


def become_a_text(file: Path) -> None:
    file.write_text("Kỳ;Giá trị\n", encoding="utf-8")


@pytest.fixture
def settings(shipped_file: Path, tmp_path: Path) -> Settings:
    shutil.copyfile(shipped_file, tmp_path / "ioc.sqlite")
    return Settings(var=tmp_path, demo=False)


@pytest.mark.parametrize(
    "harm",
    [cut_in_half, cut_by_one_byte, cut_within_the_header, lose_the_header, lose_the_first_page,
     become_a_text],
)  # fmt: skip
@pytest.mark.parametrize("start", [prepare, open_prepared])
def test_a_file_that_is_no_store_is_said_at_the_start_and_left_alone(
    settings: Settings, harm: Callable[[Path], None], start: Callable[[Settings], object]
) -> None:
    file = settings.var / "ioc.sqlite"
    harm(file)
    before = file.read_bytes()
    with pytest.raises(DamagedStoreError, match=r"app\.py restore") as error_info:
        start(settings)
    assert str(file) in str(error_info.value)
    assert file.read_bytes() == before


def test_a_whole_store_and_an_empty_file_are_not_damaged(
    settings: Settings, tmp_path: Path
) -> None:
    refuse_damaged(settings.url)
    empty = tmp_path / "new.sqlite"
    for url in (f"sqlite:///{empty}", "postgresql://host/name"):
        refuse_damaged(url)
        assert check_whole(url)
    empty.touch()
    refuse_damaged(f"sqlite:///{empty}")


_WRITE_AND_LEAVE = """
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("CREATE TABLE IF NOT EXISTS visitor (id INTEGER)")
store.execute("INSERT INTO visitor VALUES (1)")
store.commit()
store.close()
"""


def test_the_check_takes_no_lock_away_from_who_reads(settings: Settings) -> None:
    file = settings.var / "ioc.sqlite"
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        refuse_damaged(settings.url)
        command = [sys.executable, "-c", _WRITE_AND_LEAVE, str(file)]
        subprocess.run(command, check=True, timeout=60)
        # Who believes to be the last one takes the log away, also from those who still read.
        assert file.with_name("ioc.sqlite-wal").exists()


def hurt(file: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xa5" * size)


def test_damage_found_while_it_runs_is_words_and_health_is_not_ok(settings: Settings) -> None:
    file = settings.var / "ioc.sqlite"
    hurt(file, "alert")
    hurt(file, "ix_alert_open")
    engine = open_engine(settings.url)
    site = Site(create_app(engine, settings))
    assert site.get("/healthz").json()["status"] == "ok"
    alerts = site.get("/api/v1/alerts")
    assert alerts.status_code == 503
    assert "Kho dữ liệu bị hỏng" in alerts.json()["error"]
    assert "restore" in alerts.json()["error"]
    health = site.get("/healthz")
    assert (health.status_code, health.json()["status"]) == (503, "damaged")
    # What the damage does not touch is answered as ever.
    assert site.get("/api/v1/areas?vintage=2025-07-01&parent=40").status_code == 200
    engine.dispose()
    # Another process of the server knows it, too.
    other = open_engine(settings.url)
    assert is_damaged(other)
    other.dispose()


def test_a_check_of_the_whole_finds_and_forgets(settings: Settings, shipped_file: Path) -> None:
    file = settings.var / "ioc.sqlite"
    assert check_whole(settings.url)
    hurt(file, "alert")
    assert not check_whole(settings.url)
    engine = open_engine(settings.url)
    assert is_damaged(engine)
    engine.dispose()
    shutil.copyfile(shipped_file, file)
    assert check_whole(settings.url)
    assert not is_damaged(engine)
