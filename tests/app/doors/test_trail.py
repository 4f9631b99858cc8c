"""The trail: what was done to the doors, by whom and from where; bounded, without a secret."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select

from api.doors.refusals import Refusals
from cli.commands import run
from data.access import trail as trail_module
from data.access.tokens import Scope
from data.access.trail import Act, note_step, read_steps
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


def test_each_kind_has_an_end_of_its_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail_module, "MOST_OF_A_KIND", 50)
    with writing(engine) as connection:
        note_step(connection, Act.TOKEN_CREATED, "An", "khoá", "", NOW)
        for number in range(400):
            note_step(connection, Act.REFUSAL, "", f"{number}\x1b\n", "10.0.0.1", NOW)
        steps = read_steps(connection, 1_000)
    assert steps[-1].act is Act.TOKEN_CREATED
    assert 50 <= len(steps) - 1 <= 150
    assert steps[0].subject == "399\ufffd\ufffd"


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
    assert heading == "thời gian;việc;ai;với gì;địa chỉ"
    assert row.endswith(";'=HYPERLINK(1);203.0.113.9")
    run(["trail", "--act", "refusal", "--since", "2026-11-30"])
    assert "chưa có việc nào" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(["trail", "--since", "hôm qua"])
    assert "không phải là ngày" in capsys.readouterr().err


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
