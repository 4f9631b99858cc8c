"""`python app.py token …`: the secret is shown once, the list never, and revoked means revoked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli.commands import run
from data.access.tokens import find_token
from tests.app.command_store import fill_var


@pytest.fixture
def engine(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, store = fill_var(shipped_file)
    yield store
    store.dispose()


def holds(engine: Engine, secret: str) -> bool:
    with engine.connect() as connection:
        return find_token(connection, secret, datetime.now(UTC)) is not None


def test_created_listed_and_revoked(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    run(["token", "list"])
    assert "Chưa có khoá truy cập nào" in capsys.readouterr().out
    run(["token", "create", "--name", "Sở Y tế", "--days", "30"])
    *words, secret = capsys.readouterr().out.splitlines()
    assert any("khoá chỉ hiện một lần" in line for line in words)
    assert any("“Sở Y tế”, quyền write, đến " in line for line in words)
    assert holds(engine, secret)
    assert secret.encode() not in Path(str(engine.url.database)).read_bytes(), "only its hash"

    run(["token", "list"])
    output = capsys.readouterr().out
    assert "Sở Y tế\twrite\thiệu lực đến" in output
    assert secret not in output

    number = next(line.split("\t")[0] for line in output.splitlines() if "Sở Y tế" in line)
    run(["token", "revoke", number])
    assert f"Đã thu hồi khoá truy cập số {number}" in capsys.readouterr().out
    assert not holds(engine, secret)
    run(["token", "list"])
    assert "thu hồi 20" in capsys.readouterr().out


def test_a_number_that_is_none_is_told_in_one_line(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_info:
        run(["token", "revoke", "99"])
    assert exit_info.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "99" in line
