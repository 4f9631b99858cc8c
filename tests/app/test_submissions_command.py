"""`app.py submissions` and `app.py withdraw`: what was handed in, and taking it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from cli.commands import run
from data.store.engine import open_engine, read_areas_revision, read_revision, read_touched, writing
from data.store.schema import change, observation, pack, rollup, submission, trail, withdrawal
from ioc.settings import Settings
from tests.app.command_store import fill_var

BY = ["--by", "Lê Thị Hoà", "--reason", "gửi nhầm tháng"]


@pytest.fixture(scope="module")
def filled_folder(shipped_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files of the same cell, and `var`: a store that has both."""
    folder = tmp_path_factory.mktemp("submissions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IOC_DEMO", "false")
        patch.setenv("IOC_VAR", str(folder / "var"))
        _, store = fill_var(shipped_file)
        for place, count in enumerate((7, 70)):
            file = folder / f"tram-{place}.csv"
            text = f"Mã xã,Tên xã,HT08\n16681,Phường Thành Vinh,{count}\n"
            file.write_text(text, encoding="utf-8")
            run(["load", "observations", str(file), "--vintage", "2025-07-01",
                 "--period", "2025-Q4", "--sender", "Sở KH&CN", "--yes"])  # fmt: skip
    with writing(store) as connection:
        row = {"kind": "demo", "state": "accepted", "file_name": "", "sha256": "", "rows": 9}
        connection.execute(insert(submission).values(**row, received_at="2026-11-29T00:00:00"))
    store.dispose()
    return folder


@pytest.fixture
def engine(filled_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A store of this test's own with two hand-ins of the same cell, and some made-up numbers."""
    monkeypatch.setenv("IOC_DEMO", "false")
    settings = Settings()
    shutil.copytree(filled_folder / "var", settings.var)
    store = open_engine(settings.url)
    yield store
    store.dispose()


def test_listed_taken_back_and_listed(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["submissions"])
    made_up, newest, oldest = capsys.readouterr().out.splitlines()
    assert made_up.startswith("Số liệu minh hoạ: 9 ô")
    number, _, *fields = newest.split("\t")
    assert (number, oldest.split("\t")[0]) == ("2", "1")
    assert fields == ["tệp", "tram-1.csv", "Sở KH&CN", "1 ô", "HT08", "2025-Q4", "đang tính"]

    with engine.connect() as connection:
        before = read_revision(connection)
    run(["withdraw", "2", "--dry-run"])
    heading, sentence, _, cell = capsys.readouterr().out.splitlines()
    assert heading == "Nếu rút lần nộp số 2 (tram-1.csv):"
    assert sentence.endswith("1 ô trở lại số đã nộp trước đó.")
    assert cell == "  Phường Thành Vinh (16681), HT08, Quý IV/2025: 70 → 7"
    with engine.connect() as connection:
        assert read_revision(connection) == before
    run(["withdraw", "2", *BY])
    printed = capsys.readouterr().out
    assert "Nếu rút" in printed
    assert "Đã rút lần nộp số 2 (tram-1.csv): 1 ô số liệu (HT08)" in printed
    run(["submissions", "--limit", "1"])
    _, newest, more = capsys.readouterr().out.splitlines()
    assert "đã rút" in newest
    assert newest.endswith("Lê Thị Hoà: gửi nhầm tháng")
    assert more.endswith("--before 2")
    with engine.connect() as connection:
        assert read_revision(connection) == before + 1
        row = connection.execute(select(withdrawal)).one()
        assert (row.withdrawn_by, row.reason) == ("Lê Thị Hoà", "gửi nhầm tháng")
        step = connection.execute(select(trail).order_by(trail.c.id.desc())).first()
        assert step is not None
        assert (step.act, step.actor) == ("removal", "Lê Thị Hoà")
        assert step.subject == "lần nộp số 2 (tram-1.csv): gửi nhầm tháng"
        last = connection.execute(select(change).order_by(change.c.revision.desc())).first()
        assert last is not None
        assert (last.kind, last.submission_id) == ("withdrawal", 2)
        # No other map says something else now: neither of other indicators nor of the areas.
        assert read_touched(connection, ["HT08"]) == before + 1
        assert read_touched(connection, ["HT01"]) <= before
        assert read_areas_revision(connection) <= before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["1", "--by", "A"], "Hãy nêu lý do"),
        (["1", "--reason", "b"], "Hãy nêu người rút"),
        (["1", "--by", " ", "--reason", "b"], "Hãy nêu người rút"),
        (["1", "--by", "A", "--reason", "b" * 501], "500 ký tự"),
        (["99", *BY], "Không có lần nộp số 99"),
        (["0", *BY], "Không có lần nộp số 0"),
        (["99999999999", *BY], "Không có lần nộp số 99999999999"),
        (["3", *BY], "demo remove"),
    ],
)
def test_what_cannot_be_taken_back_is_told_in_words(
    engine: Engine, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.connect() as connection:
        before = read_revision(connection)
    with pytest.raises(SystemExit) as exit_info:
        run(["withdraw", *arguments])
    assert exit_info.value.code == 1
    assert message in capsys.readouterr().err
    with engine.connect() as connection:
        assert read_revision(connection) == before


def test_twice_tells_who_did_it_before(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    run(["withdraw", "1", *BY])
    with pytest.raises(SystemExit):
        run(["withdraw", "1", "--by", "B", "--reason", "c"])
    assert "đã được rút trước đó" in (errors := capsys.readouterr().err)
    assert "Lê Thị Hoà rút: gửi nhầm tháng" in errors


def test_the_same_file_may_come_again(engine: Engine, filled_folder: Path) -> None:
    again = ["load", "observations", str(filled_folder / "tram-1.csv"), "--vintage", "2025-07-01",
             "--period", "2025-Q4", "--yes"]  # fmt: skip
    with pytest.raises(SystemExit):
        run(again)
    run(["withdraw", "2", *BY])
    run(again)


def test_what_no_page_can_read_is_taken_back_too(engine: Engine) -> None:
    """A period of the year 1, as an earlier version stored it, stood in the way of every page."""
    with writing(engine) as connection:
        for table in (observation, rollup, pack):
            connection.execute(update(table).values(period="1-01"))
    run(["withdraw", "1", *BY])
    run(["withdraw", "2", *BY])
    with engine.connect() as connection:
        assert not connection.execute(select(rollup)).all()
        assert not connection.execute(select(pack)).all()
