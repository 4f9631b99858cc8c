"""`python app.py load reorganisation`, from the look at what would change to the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from cli.commands import run
from data.store.engine import read_areas_revision
from data.store.schema import area, change, vintage
from tests.app.command_store import fill_var

CHANGE = "Mã cũ,Mã mới,Hình thức,Tên mới\n26368,26368,Đổi loại hình,Phường Long Thành\n"
COMMAND = ["load", "reorganisation"]
VINTAGE_OPTIONS = ["--from", "2025-07-01", "--to", "2026-04-30"]


@pytest.fixture
def store(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A prepared store without demo data; its boundaries stand in the manifest alone."""
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sap-xep.csv"
    path.write_text(CHANGE, encoding="utf-8")
    return path


def counts(connection: Connection) -> tuple[int, int, int]:
    numbers = tuple(
        int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in (vintage, area, change)
    )
    connection.rollback()
    return numbers  # type: ignore[return-value]


def test_look_load_load_again_and_take_back(
    store: Connection, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The catalogue is loaded by the first command.
    run([*COMMAND, str(file), *VINTAGE_OPTIONS, "--dry-run"])
    before = counts(store)
    output = capsys.readouterr().out
    assert "Giữ đất, đổi loại hình: 1" in output
    assert "26368 Xã Long Thành → 26368 Phường Long Thành" in output
    assert "Chưa ghi gì (--dry-run)" in output

    run([*COMMAND, str(file), *VINTAGE_OPTIONS, "--name-vi", "sau sắp xếp Đồng Nai", "--yes"])
    assert "Đã ghi 96 địa bàn và 95 quan hệ" in capsys.readouterr().out
    assert counts(store) == (3, before[1] + 96, before[2] + 1)
    name = select(vintage.c.name_vi).where(vintage.c.code == "2026-04-30")
    assert store.scalar(name) == "sau sắp xếp Đồng Nai"
    revision = read_areas_revision(store)
    store.rollback()
    assert revision == 2

    run([*COMMAND, str(file), *VINTAGE_OPTIONS])
    assert "kho đã đúng như tệp" in capsys.readouterr().out
    assert counts(store) == (3, before[1] + 96, before[2] + 1)

    run([*COMMAND, "--remove", "2026-04-30"])
    assert "96 địa bàn" in capsys.readouterr().out
    assert counts(store) == (2, before[1], before[2] + 2)


def test_a_faulty_file_ends_with_its_faults_and_writes_nothing(
    store: Connection, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(CHANGE + "99999,99999,Đổi tên,Xã Mới\n", encoding="utf-8")
    before = counts(store)
    for arguments in ([str(file), *VINTAGE_OPTIONS], [str(file)], ["--remove", "2025-07-01"]):
        with pytest.raises(SystemExit):
            run([*COMMAND, *arguments])
    output = capsys.readouterr().err
    assert "dòng 3, cột Mã cũ: mã cũ không có trong kỳ địa giới 2025-07-01" in output
    assert "Hãy nêu tệp, --from và --to" in output
    assert "đi kèm chương trình" in output
    assert counts(store) == before
