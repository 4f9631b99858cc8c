"""Forms by commands: listed, written to a file, taken over without a difference, refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli.commands import run
from data.access.trail import Act, read_steps
from data.forms.forms import read_forms
from data.store.engine import read_revision
from tests.app.command_store import fill_var


@pytest.fixture
def store(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    run(["prepare"])
    yield engine
    engine.dispose()


def test_a_prepared_store_has_the_shipped_forms(
    store: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    run(["forms", "list"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert lines[-1].startswith("so-luong-quy\tquý\txã\tmở ngày 1, đóng ngày 15 sau kỳ\tđang dùng")


def test_an_exported_file_is_imported_without_a_difference(
    store: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, again = tmp_path / "bieu.toml", tmp_path / "lai.toml"
    run(["forms", "export", str(file)])
    with store.connect() as connection:
        before = read_forms(connection), read_revision(connection), len(read_steps(connection, 99))
    run(["forms", "import", str(file)])
    assert "0 biểu mới, 0 biểu thay đổi, 5 biểu như cũ" in capsys.readouterr().out
    with store.connect() as connection:
        after = read_forms(connection), read_revision(connection), len(read_steps(connection, 99))
    assert after == before
    run(["forms", "export", str(again)])
    assert again.read_bytes() == file.read_bytes()
    run(["forms", "export", str(again), "--form", "so-luong-quy"])
    assert again.read_text("utf-8").count("[[form]]") == 1


def test_an_import_is_on_the_trail_with_both_states(store: Engine, tmp_path: Path) -> None:
    file = tmp_path / "bieu.toml"
    run(["forms", "export", str(file), "--form", "so-luong-quy"])
    file.write_text(
        file.read_text("utf-8").replace("closes_days = 15", "closes_days = 20"), "utf-8"
    )
    run(["forms", "import", str(file)])
    with store.connect() as connection:
        (step,) = read_steps(connection, 9, (Act.SETTING,))
    assert "so-luong-quy" in step.subject
    assert (step.before["closes_days"], step.after["closes_days"]) == (15, 20)
    # What is imported is the province's own: the next start leaves it as it is.
    run(["prepare"])
    with store.connect() as connection:
        days = {each.code: each.closes_days for each in read_forms(connection)}
    assert days["so-luong-quy"] == 20


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_file_with_faults_is_refused_whole(
    store: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], dry: tuple[str, ...]
) -> None:
    file = tmp_path / "bieu.toml"
    run(["forms", "export", str(file)])
    text = file.read_text("utf-8").replace("closes_days = 5", "closes_days = 900")
    text = text.replace('code = "so-luong-quy"', 'code = "Số lượng"').replace("HT02", "HT99")
    file.write_text(text.replace('frequency = "month"', 'frequency = "quarter"', 1), "utf-8")
    with pytest.raises(SystemExit):
        run(["forms", "import", str(file), *dry])
    faults = capsys.readouterr().err
    for words in ("bieu.toml", "closes_days", "900", "Số lượng", "HT99", "mã biểu không dùng được"):
        assert words in faults
    with store.connect() as connection:
        assert len(read_forms(connection)) == 5 and read_steps(connection, 9, (Act.SETTING,)) == []


def test_a_dry_run_stores_nothing(
    store: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bieu.toml"
    run(["forms", "export", str(file)])
    file.write_text(
        file.read_text("utf-8").replace("closes_days = 15", "closes_days = 20"), "utf-8"
    )
    run(["forms", "import", str(file), "--dry-run"])
    assert "5 biểu. Chưa ghi" in capsys.readouterr().out
    with store.connect() as connection:
        assert {each.closes_days for each in read_forms(connection)} == {5, 10, 15}


def test_a_file_that_is_no_text_is_refused(
    store: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bieu.toml"
    for content, words in ((b"\xff\xfe\x00", "UTF-8"), (b"#" * 1_000_001, "quá lớn")):
        file.write_bytes(content)
        with pytest.raises(SystemExit):
            run(["forms", "import", str(file)])
        assert words in capsys.readouterr().err
