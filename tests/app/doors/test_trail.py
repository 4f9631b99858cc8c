"""The trail: what was done to the doors, by whom and from where; chained, without a secret."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, delete, func, select, update

from api.doors.refusals import Refusals
from cli.commands import run
from data.access.tokens import Scope
from data.access.trail import Act, note_step, read_steps
from data.access.trail_chain import ChainReading, find_last, read_chain
from data.store.engine import writing
from data.store.schema import trail
from data.walls.walls import DEFAULT
from ioc.settings import Settings
from server import create_app
from tests.app.command_store import fill_var
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import Visitor, make_token

NOW = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
WRONG = "ioc_" + "x" * 43


def newest(engine: Engine, act: Act) -> tuple[str, str, str]:
    with engine.connect() as connection:
        step = read_steps(connection, 1, [act])[0]
    return step.actor, step.subject, step.address


def address_of(visitor: Visitor) -> str:
    client: tuple[str, int] = visitor.web._transport.client  # type: ignore[attr-defined]
    return client[0]


def test_who_did_what_is_kept(new_visitor: NewVisitor, office: tuple[Engine, FastAPI]) -> None:
    engine, _ = office
    _, secret = make_token(engine, Scope.ADMIN, "Nguyễn Văn An")
    visitor = new_visitor()
    here = address_of(visitor)
    visitor.sign_in(secret)
    assert newest(engine, Act.SIGN_IN) == ("Nguyễn Văn An", "quyền admin", here)
    token = visitor.do("create-token", {"name": "Sở Y tế", "scope": "write"}).json()
    who, what, where = newest(engine, Act.TOKEN_CREATED)
    assert (who, where) == ("Nguyễn Văn An", here)
    assert what == f"Sở Y tế (số {token['code']}, quyền write, không giới hạn)"
    visitor.do("revoke-token", {"code": token["code"]})
    assert newest(engine, Act.TOKEN_REVOKED)[1] == f"Sở Y tế (số {token['code']})"
    copy = visitor.do("copy-scene", {"code": "one"}).json()["code"]
    assert newest(engine, Act.SETTING)[1] == f"cảnh {copy}"
    visitor.do("remove-scene", {"code": copy})
    assert newest(engine, Act.REMOVAL) == ("Nguyễn Văn An", f"cảnh {copy}", here)
    order = {"wall": DEFAULT, "action": "next"}
    visitor.ask("POST", "/dieu-khien/viec/lenh", order)
    assert newest(engine, Act.ORDER)[1] == f"màn hình {DEFAULT}: next"
    wall = visitor.do("give-wall-token", {"code": DEFAULT}).json()
    assert newest(engine, Act.TOKEN_CREATED)[1] == f"màn hình {DEFAULT}"
    visitor.ask("DELETE", "/phien")
    assert newest(engine, Act.SIGN_OUT)[0] == "Nguyễn Văn An"
    with engine.connect() as connection:
        rows = str(connection.execute(select(trail)).all())
    assert not [each for each in (secret, token["secret"], wall["secret"]) if each in rows]


def test_what_was_changed_is_kept_before_and_after(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI]
) -> None:
    engine, _ = office
    _, secret = make_token(engine, Scope.ADMIN, "Nguyễn Văn An")
    visitor = new_visitor()
    visitor.sign_in(secret)
    copy = visitor.do("copy-scene", {"code": "one"}).json()["code"]
    scene = next(
        each for each in visitor.get("/quan-tri/viec").json()["scenes"] if each["code"] == copy
    )
    visitor.do("save-scene", {**scene, "seconds": 45, "name_vi": "Vùng cao", "days": [1, 7]})
    visitor.do("remove-scene", {"code": copy})

    def changes(place: int, language: str = "vi") -> list[list[str]]:
        page = visitor.get(f"/quan-tri/nhat-ky/danh-sach?lang={language}").json()
        return list(page["items"][place]["changes"])

    assert changes(1) == [
        ["Tên tiếng Việt", scene["name_vi"], "Vùng cao"],
        ["Số giây", str(scene["seconds"]), "45"],
        ["Ngày trong tuần", "–", "Thứ hai, Chủ nhật"],
    ]
    assert ["Seconds", str(scene["seconds"]), "45"] in changes(1, "en")
    assert ["Tên tiếng Việt", "Vùng cao", ""] in changes(0)
    assert ["Tên tiếng Việt", "", scene["name_vi"]] in changes(2)
    cards = dict((name, after) for name, _, after in changes(2))["Các thẻ"]
    assert not re.search(r"\b[A-Z]{2}\d\d\b", cards)
    whole = visitor.get("/quan-tri/nhat-ky/nguyen-ven").json()
    assert whole["whole"] is True
    assert whole["text"].startswith("Nhật ký nguyên vẹn: ")
    with writing(engine) as connection:
        connection.execute(update(trail).where(trail.c.id == 1).values(actor="Người khác"))
    broken = visitor.get("/quan-tri/nhat-ky/nguyen-ven").json()
    assert broken["whole"] is False
    assert "trước hết là dòng 1" in broken["text"]
    head = whole["text"].rpartition(" ")[2]
    cut = visitor.get(f"/quan-tri/nhat-ky/nguyen-ven?ma={'0' * 64}").json()
    assert cut["whole"] is False
    assert len(head) == 64


def test_what_the_program_no_longer_knows_is_shown_as_it_stands(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI]
) -> None:
    engine, _ = office
    _, secret = make_token(engine, Scope.ADMIN, "Nguyễn Văn An")
    visitor = new_visitor()
    visitor.sign_in(secret)
    before = {"theme": "sepia", "play": "backwards", "days": [9], "playlist": "gone", "map": "XX99"}
    after = {"theme": "dark", "playlist": DEFAULT, "language": "vi", "vintage": "2025-07-01"}
    with writing(engine) as connection:
        note_step(connection, Act.SETTING, "An", "x", "", NOW, before, after)
    changes = visitor.get("/quan-tri/nhat-ky/danh-sach").json()["items"][0]["changes"]
    texts = {name: (was, now) for name, was, now in changes}
    assert texts["Nền"] == ("sepia", "Tối")
    assert texts["Danh sách phát"] == ("gone", "Mặc định")
    assert texts["Ngôn ngữ"] == ("–", "Tiếng Việt")
    assert texts["Ngày trong tuần"] == ("9", "–")
    assert "2025-07-01" not in texts["Kỳ địa giới"][1]


def test_refusals_are_kept(new_visitor: NewVisitor, office: tuple[Engine, FastAPI]) -> None:
    engine, _ = office
    visitor = new_visitor()
    here = address_of(visitor)
    visitor.sign_in(WRONG)
    assert newest(engine, Act.REFUSAL) == ("", "401 POST /phien", here)
    _, machine = make_token(engine, Scope.WALL, "Phòng họp")
    bearer = {"Authorization": f"Bearer {machine}"}
    visitor.ask("GET", "/quan-tri/viec", None, bearer)
    assert newest(engine, Act.REFUSAL) == ("Phòng họp", "403 GET /quan-tri/viec", here)
    visitor.ask("POST", "/api/v1/observations", {}, {"Authorization": f"Bearer {WRONG}"})
    assert newest(engine, Act.REFUSAL)[1] == "401 POST /api/v1/observations"
    visitor.ask("POST", "/quan-tri/viec/copy-scene", {}, origin="http://evil.test")
    assert newest(engine, Act.REFUSAL)[1] == "401 POST /quan-tri/viec/copy-scene"
    with engine.connect() as connection:
        before = connection.scalar(select(func.count()).select_from(trail))
        assert WRONG not in str(connection.execute(select(trail)).all())
    # Who merely has not signed in was refused nothing.
    assert new_visitor().get("/quan-tri/viec").status_code == 401
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(trail)) == before


def test_a_flood_of_refusals_is_told_once_with_how_often(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = office
    now = [0.0]
    monkeypatch.setattr("server.Refusals", lambda engine: Refusals(engine, clock=lambda: now[0]))
    app = create_app(engine, Settings(province="40"))

    def count() -> int:
        with engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(trail)) or 0

    before = count()
    visitor = new_visitor(app)
    for _ in range(9):
        visitor.sign_in(WRONG)
    assert count() == before + 1
    now[0] = 61
    visitor.sign_in(WRONG)
    assert newest(engine, Act.REFUSAL)[1] == "401 POST /phien; 8 lần nữa từ lần ghi trước"
    for _ in range(60):
        new_visitor(app).sign_in(WRONG)
    assert count() <= before + 2 + 30


def test_a_day_of_refusals_has_an_end(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = office
    now = [0.0]
    monkeypatch.setattr("api.doors.refusals._MOST_A_DAY", 3)
    monkeypatch.setattr("server.Refusals", lambda engine: Refusals(engine, clock=lambda: now[0]))
    app = create_app(engine, Settings(province="40"))
    visitor = new_visitor(app)

    def count() -> int:
        with engine.connect() as connection:
            return len(read_steps(connection, 1_000, [Act.REFUSAL]))

    before = count()
    for step in range(10):
        now[0] = 4_000.0 + 61 * step
        visitor.sign_in(WRONG)
    assert newest(engine, Act.REFUSAL)[1] == (
        "401 POST; quá nhiều lần từ chối trong ngày: 1 lần từ lần ghi trước, từ mọi địa chỉ"
    )
    assert count() == before + 4
    now[0] = 8_500.0
    visitor.sign_in(WRONG)
    assert " 7 lần " in newest(engine, Act.REFUSAL)[1]
    now[0] = 90_000.0
    visitor.sign_in(WRONG)
    assert newest(engine, Act.REFUSAL)[1].endswith(" POST /phien")


def fill_trail(engine: Engine, count: int = 6) -> None:
    with writing(engine) as connection:
        for number in range(count):
            after = {"name": f"Cảnh {number}"}
            note_step(
                connection, Act.SETTING, "An", f"{number}\x1b\n", "10.0.0.1", NOW, None, after
            )


def test_nothing_on_the_trail_is_changed_without_a_trace(engine: Engine) -> None:
    fill_trail(engine)
    with engine.connect() as connection:
        whole = read_chain(connection)
        steps = read_steps(connection, 1_000)
    assert (whole.count, whole.breaks) == (6, ())
    assert steps[0].subject == "5\ufffd\ufffd"
    assert (steps[0].before, steps[0].after) == ({}, {"name": "Cảnh 5"})
    columns = [each.name for each in trail.columns if each.name not in ("id", "digest")]
    for name in columns:
        with writing(engine) as connection:
            before = connection.execute(select(trail.c[name]).where(trail.c.id == 3)).scalar_one()
            connection.execute(update(trail).where(trail.c.id == 3).values({name: "khác"}))
        with engine.connect() as connection:
            assert read_chain(connection).breaks == (3,), name
        with writing(engine) as connection:
            connection.execute(update(trail).where(trail.c.id == 3).values({name: before}))
    with writing(engine) as connection:
        connection.execute(delete(trail).where(trail.c.id == 2))
    with engine.connect() as connection:
        assert read_chain(connection).breaks == (3,)
    # A later one is found although the first one stays.
    with writing(engine) as connection:
        connection.execute(update(trail).where(trail.c.id == 5).values(actor="khác"))
    with engine.connect() as connection:
        assert read_chain(connection).breaks == (3, 5)


def test_a_trail_that_was_cut_off_is_known_by_a_noted_digest(engine: Engine) -> None:
    fill_trail(engine)
    with engine.connect() as connection:
        mark = read_chain(connection).head
    fill_trail(engine, 2)
    with engine.connect() as connection:
        assert read_chain(connection, mark).has_mark
    with writing(engine) as connection:
        connection.execute(delete(trail).where(trail.c.id >= 5))
    with engine.connect() as connection:
        chain = read_chain(connection, mark)
    assert (chain.count, chain.breaks, chain.has_mark) == (4, (), False)


def test_writers_at_the_same_time_make_one_chain(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fill_trail(engine, 3), range(8)))
    with engine.connect() as connection:
        assert read_chain(connection) == ChainReading(24, find_last(connection)[1])


def test_the_command_prints_it(
    shipped_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    run(["trail"])
    assert capsys.readouterr().out == "Nhật ký chưa có việc nào như vậy.\n"
    run(["token", "create", "--name", "=Sở Y tế"])
    run(["token", "revoke", "1"])
    with writing(engine) as connection:
        note_step(connection, Act.REFUSAL, "", "=HYPERLINK(1)", "203.0.113.9", NOW)
    engine.dispose()
    capsys.readouterr()
    run(["trail"])
    refusal, revocation, creation = capsys.readouterr().out.splitlines()
    assert refusal == "29/11/2026 10:00:00\ttừ chối\t–\t=HYPERLINK(1)\t203.0.113.9"
    assert "\tthu hồi khoá\tlệnh trên máy chủ (" in revocation
    assert "\t=Sở Y tế (số 1, quyền write, không giới hạn)\t–" in creation
    run(["trail", "--act", "refusal", "--csv", "--since", "2026-11-29"])
    heading, row = capsys.readouterr().out.splitlines()
    assert heading == "thời gian;việc;ai;với gì;địa chỉ;thay đổi"
    assert row.endswith(";'=HYPERLINK(1);203.0.113.9;")
    run(["trail", "--act", "refusal", "--since", "2026-11-30"])
    assert "chưa có việc nào" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(["trail", "--since", "hôm qua"])
    assert "không phải là ngày" in capsys.readouterr().err


def test_the_command_verifies_it(
    shipped_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    run(["trail", "--verify"])
    assert capsys.readouterr().out == "Nhật ký nguyên vẹn: 0 dòng. Mã của dòng cuối: –\n"
    for number in range(3):
        run(["token", "create", "--name", f"Khoá {number}"])
    capsys.readouterr()
    run(["trail", "--verify"])
    text, _, head = capsys.readouterr().out.strip().rpartition(" ")
    assert (text, len(head)) == ("Nhật ký nguyên vẹn: 3 dòng. Mã của dòng cuối:", 64)
    run(["token", "revoke", "1"])
    run(["trail", "--digest", head.upper()])
    with writing(engine) as connection:
        connection.execute(delete(trail).where(trail.c.id >= 3))
    with pytest.raises(SystemExit):
        run(["trail", "--digest", head])
    assert "đã bị cắt bớt" in capsys.readouterr().err
    with writing(engine) as connection:
        connection.execute(update(trail).where(trail.c.id == 2).values(actor="Người khác"))
    engine.dispose()
    with pytest.raises(SystemExit):
        run(["trail", "--verify"])
    assert "trước hết là dòng 2" in capsys.readouterr().err


def test_the_access_log_has_a_line_for_each_answer_where_it_is_set(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="ioc.access")
    new_visitor().get("/healthz")
    assert not [each for each in caplog.records if each.name == "ioc.access"]
    visitor = new_visitor(create_app(office[0], Settings(province="40", access_log=True)))
    visitor.get("/healthz?khoa2=secret")
    visitor.get(f"/api/v1/{'x' * 3_000}")
    lines = [each.getMessage() for each in caplog.records if each.name == "ioc.access"]
    assert lines[0].startswith(f"{address_of(visitor)} GET /healthz 200 ")
    assert len(lines) == 2
    assert len(lines[1]) < 300
    assert "secret" not in str(lines)
