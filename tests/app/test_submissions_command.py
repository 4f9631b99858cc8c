"""`app.py submissions` and `app.py withdraw`: what was handed in, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from cli.commands import run
from data.schema import change, observation, pack, rollup, submission, trail, withdrawal
from data.store import read_areas_revision, read_revision, read_touched, writing
from tests.app.command_store import fill_var

BY = ["--by", "Lê Thị Hoà", "--reason", "gửi nhầm tháng"]


@pytest.fixture
def engine(shipped_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A store with two hand-ins of the same cell, and some made-up numbers."""
    monkeypatch.setenv("IOC_DEMO", "false")
    _, opened = fill_var(shipped_file)
    for place, count in enumerate((7, 70)):
        file = tmp_path / f"tram-{place}.csv"
        file.write_text(f"Mã xã,Tên xã,HT08\n16681,Phường Thành Vinh,{count}\n", encoding="utf-8")
        run(["load", "observations", str(file), "--vintage", "2025-07-01", "--period", "2025-Q4",
             "--sender", "Sở KH&CN", "--yes"])  # fmt: skip
    with writing(opened) as connection:
        row = {"kind": "demo", "state": "accepted", "file_name": "", "sha256": "", "rows": 9}
        connection.execute(insert(submission).values(**row, received_at="2026-11-29T00:00:00"))
    yield opened
    opened.dispose()


def test_listed_taken_back_and_listed(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["submissions"])
    made_up, newest, oldest = capsys.readouterr().out.splitlines()
    assert made_up.startswith("Số liệu minh hoạ: 9 ô")
    number, _, *said = newest.split("\t")
    assert (number, oldest.split("\t")[0]) == ("2", "1")
    assert said == ["tệp", "tram-1.csv", "Sở KH&CN", "1 ô", "HT08", "2025-Q4", "đang tính"]

    with engine.connect() as connection:
        before = read_revision(connection)
    run(["withdraw", "2", "--dry-run"])
    heading, said, _, cell = capsys.readouterr().out.splitlines()
    assert heading == "Nếu rút lần nộp số 2 (tram-1.csv):"
    assert said.endswith("1 ô trở lại số đã nộp trước đó.")
    assert cell == "  Phường Thành Vinh (16681), HT08, Quý IV/2025: 70 → 7"
    with engine.connect() as connection:
        assert read_revision(connection) == before
    run(["withdraw", "2", *BY])
    said = capsys.readouterr().out
    assert "Nếu rút" in said
    assert "Đã rút lần nộp số 2 (tram-1.csv): 1 ô số liệu (HT08)" in said
    run(["submissions", "--limit", "1"])
    _, newest, more = capsys.readouterr().out.splitlines()
    assert "đã rút" in newest
    assert newest.endswith("Lê Thị Hoà: gửi nhầm tháng")
    assert more.endswith("--before 2")
    with engine.connect() as connection:
        assert read_revision(connection) == before + 1
        kept = connection.execute(select(withdrawal)).one()
        assert (kept.withdrawn_by, kept.reason) == ("Lê Thị Hoà", "gửi nhầm tháng")
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
    ("arguments", "said"),
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
    engine: Engine, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.connect() as connection:
        before = read_revision(connection)
    with pytest.raises(SystemExit) as ended:
        run(["withdraw", *arguments])
    assert ended.value.code == 1
    assert said in capsys.readouterr().err
    with engine.connect() as connection:
        assert read_revision(connection) == before


def test_twice_tells_who_did_it_before(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    run(["withdraw", "1", *BY])
    with pytest.raises(SystemExit):
        run(["withdraw", "1", "--by", "B", "--reason", "c"])
    assert "đã được rút trước đó" in (said := capsys.readouterr().err)
    assert "Lê Thị Hoà rút: gửi nhầm tháng" in said


def test_the_same_file_may_come_again(engine: Engine, tmp_path: Path) -> None:
    again = ["load", "observations", str(tmp_path / "tram-1.csv"), "--vintage", "2025-07-01",
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
