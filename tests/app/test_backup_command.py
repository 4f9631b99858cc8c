"""`python app.py backup` and `restore`: what they say, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from cli.commands import run
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area
from ioc.settings import Settings
from tests.app.command_store import fill_var


@pytest.fixture
def store(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, Engine]]:
    monkeypatch.setenv("IOC_DEMO", "false")
    settings, engine = fill_var(shipped_file)
    yield settings, engine
    engine.dispose()


def said_error(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as exit_info:
        run([str(each) for each in arguments])
    assert exit_info.value.code == 1
    text = capsys.readouterr().err
    assert len(text.splitlines()) == 1, text
    return text


def test_there_and_back(
    store: tuple[Settings, Engine], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, engine = store
    file = tmp_path / "ngay.ioc"
    run(["backup", str(file)])
    text = capsys.readouterr().out
    assert "Đã sao lưu" in text and f"“{file}”" in text
    assert "đã có" in said_error("backup", file, capsys=capsys)
    run(["backup", str(file), "--force"])

    with writing(engine) as connection:
        connection.execute(area.update().values(population=1.0))
        raise_revision(connection, "areas", {})
    engine.dispose()
    capsys.readouterr()
    assert "--force" in said_error("restore", file, capsys=capsys)
    run(["restore", str(file), "--force"])
    assert "Đã phục hồi và so sánh xong" in capsys.readouterr().out
    with engine.connect() as connection:
        statement = select(func.count()).select_from(area).where(area.c.population == 1.0)
        assert connection.scalar(statement) == 0


def test_another_store_is_filled_and_the_configured_one_left_alone(
    store: tuple[Settings, Engine], tmp_path: Path
) -> None:
    _, engine = store
    file, there = tmp_path / "ngay.ioc", f"sqlite:///{tmp_path / 'khac' / 'ioc.sqlite'}"
    run(["backup", str(file)])
    run(["restore", str(file), "--to", there])
    other = open_engine(there)
    statement = select(func.count()).select_from(area)
    with engine.connect() as mine, other.connect() as theirs:
        assert mine.scalar(statement) == theirs.scalar(statement) == 14_151
    other.dispose()


def test_what_is_no_backup_and_no_store_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Không có kho dữ liệu" in said_error("backup", tmp_path / "a.ioc", capsys=capsys)
    junk = tmp_path / "anh.ioc"
    junk.write_bytes(b"\x89PNG no backup")
    assert str(junk) in said_error("restore", junk, capsys=capsys)
    assert not (tmp_path / "a.ioc").exists()
