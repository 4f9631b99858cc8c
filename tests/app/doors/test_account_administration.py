"""Accounts in the administration: faults at fields, the trail, no secret, no stranger."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from data.access.accounts import AccountRole
from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from tests.app.doors.conftest import NewVisitor
from tests.app.doors.test_accounts import OTHER, enter, make
from tests.app.visitor import Visitor, make_token

Office = tuple[Engine, FastAPI]


@pytest.fixture
def admin(new_visitor: NewVisitor, office: Office) -> Visitor:
    visitor = new_visitor()
    visitor.sign_in(make_token(office[0], Scope.ADMIN, "Quản trị")[1])
    return visitor


def form(login: str, **fields: Any) -> dict[str, Any]:
    return {"login": login, "name": "Trần Thị Bình", "unit": "Sở Y tế", "role": "reporter",
            "vintage": "2025-07-01", "area_code": "40", "is_new": True, **fields}  # fmt: skip


def item_of(state: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in state["accounts"] if each["code"] == code)


def test_an_account_is_made_changed_reset_and_disabled(
    admin: Visitor, new_visitor: NewVisitor, office: Office
) -> None:
    answer = admin.do("create-account", form("binh"))
    assert answer.status_code == 200, answer.text
    content = answer.json()
    code, secret = content["code"], content["secret"]
    assert content["address"] == f"/dang-nhap#ten=binh&khoa={secret}"
    assert content["picture"].startswith("data:image/")
    entry = item_of(content["state"], code)
    assert (entry["role"], entry["area_code"], entry["state"]) == ("reporter", "40", "waits")
    assert secret not in json.dumps(content["state"])
    person = new_visitor()
    assert enter(person, "binh", secret).json()["must_change"]
    assert person.ask("POST", "/phien/mat-khau", {"moi": OTHER}).status_code == 200

    change = form("other", role="administrator", vintage="", area_code="", is_new=False, code=code)
    state = admin.do("save-account", change).json()["state"]
    entry = item_of(state, code)
    assert (entry["login"], entry["role"], entry["area_code"]) == ("binh", "administrator", "")
    assert person.get("/quan-tri/viec").status_code == 200

    again = admin.do("reset-account", {"code": code}).json()
    assert again["secret"] != secret
    assert person.get("/phien").status_code == 401
    assert enter(new_visitor(), "binh", OTHER).status_code == 401
    enter(person, "binh", again["secret"])
    assert item_of(admin.do("disable-account", {"code": code}).json()["state"], code)["state"] == (
        "off"
    )
    assert person.get("/phien").status_code == 401
    admin.do("enable-account", {"code": code})
    assert enter(person, "binh", again["secret"]).status_code == 200

    with office[0].connect() as connection:
        steps = read_steps(connection, 6, [Act.ACCOUNT_CREATED, Act.ACCOUNT_CHANGED])
        trail = str(connection.execute(text("SELECT * FROM trail")).all())
    assert [each.actor for each in steps if each.actor != "Trần Thị Bình (binh)"] == 5 * [
        "Quản trị"
    ]
    created = steps[-1]
    assert (created.act, dict(created.before)) == (Act.ACCOUNT_CREATED, {})
    assert created.after["role"] == "reporter"
    change_step = steps[-3]
    assert (change_step.before["role"], change_step.after["role"]) == ("reporter", "administrator")
    assert secret not in trail
    assert again["secret"] not in trail
    page = admin.get("/quan-tri/nhat-ky/danh-sach?viec=account-changed").text
    for words in ("Vai trò", "Người báo cáo", "Quản trị viên", "Đã khoá", "Trần Thị Bình (binh)"):
        assert words in page, words


def test_every_fault_is_at_its_field_and_nothing_is_written(admin: Visitor) -> None:
    before = len(admin.get("/quan-tri/viec").json()["accounts"])
    wrong = form("Không hợp lệ!", name=" ", unit="x" * 161, role="boss", area_code="99")
    answer = admin.do("create-account", wrong, "en")
    assert answer.status_code == 422
    fields = [each["field"] for each in answer.json()["problems"]]
    assert fields == ["login", "name", "unit", "role", "area_code"]
    assert admin.do("create-account", form("chi")).status_code == 200
    answer = admin.do("create-account", form("CHI"))
    assert [each["field"] for each in answer.json()["problems"]] == ["login"]
    assert len(admin.get("/quan-tri/viec").json()["accounts"]) == before + 1
    for act in ("save-account", "reset-account", "disable-account", "enable-account"):
        for code in ("", "0", "999999", "x", "9" * 4301, None):
            assert admin.do(act, form("chi", code=code)).status_code in (404, 422), (act, code)


def test_names_of_people_reach_administrators_alone(
    admin: Visitor, new_visitor: NewVisitor, office: Office
) -> None:
    admin.do("create-account", form("dung", name="Lê Văn Dũng"))
    assert "Lê Văn Dũng" in admin.get("/quan-tri/viec").text
    others = [new_visitor() for _ in range(3)]
    others[1].sign_in(make_token(office[0], Scope.REMOTE)[1])
    enter(others[2], make(office[0], AccountRole.ANALYST))
    for visitor in others:
        answer = visitor.get("/quan-tri/viec")
        assert answer.status_code in (401, 403)
        assert "Dũng" not in answer.text
        assert visitor.do("create-account", form("e")).status_code in (401, 403)


def test_the_last_administrator_cannot_leave(new_visitor: NewVisitor, office: Office) -> None:
    engine, visitor = office[0], new_visitor()
    login = make(engine)
    enter(visitor, login)
    state = visitor.get("/quan-tri/viec").json()
    own = state["who"]["account"]
    for each in state["accounts"]:
        if each["code"] != own and each["state"] != "off":
            visitor.do("disable-account", {"code": each["code"]})
    for token in state["tokens"]:
        visitor.do("revoke-token", {"code": str(token["id"])})
    answer = visitor.do("disable-account", {"code": own})
    assert answer.status_code == 422
    assert "người quản trị cuối cùng" in answer.text
    entry = item_of(visitor.get("/quan-tri/viec").json(), own)
    answer = visitor.do("save-account", {**entry, "role": "viewer"})
    assert [each["field"] for each in answer.json()["problems"]] == ["role"]


def test_the_last_token_may_go_where_an_account_administers(
    new_visitor: NewVisitor, office: Office
) -> None:
    engine, visitor = office[0], new_visitor()
    token, secret = make_token(engine, Scope.ADMIN)
    visitor.sign_in(secret)
    state = visitor.get("/quan-tri/viec").json()
    for each in state["accounts"]:
        visitor.do("disable-account", {"code": each["code"]})
    for each in state["tokens"]:
        if each["id"] != token.id:
            visitor.do("revoke-token", {"code": str(each["id"])})
    own = {"code": str(token.id)}
    assert visitor.get("/quan-tri/viec").json()["who"]["is_last"] is True
    assert visitor.do("revoke-token", own).status_code == 422
    # Who never signed in cannot administer yet.
    make(engine, password="")
    assert visitor.get("/quan-tri/viec").json()["who"]["is_last"] is True
    assert visitor.do("revoke-token", own).status_code == 422
    make(engine)
    assert visitor.get("/quan-tri/viec").json()["who"]["is_last"] is False
    assert visitor.do("revoke-token", own).status_code == 200


def test_nobody_resets_the_own_password_here(new_visitor: NewVisitor, office: Office) -> None:
    # The page ends with the session, and the only password that is left with the page.
    engine, visitor = office[0], new_visitor()
    login, other = make(engine), make(engine)
    enter(visitor, login)
    state = visitor.get("/quan-tri/viec").json()
    answer = visitor.do("reset-account", {"code": state["who"]["account"]})
    assert answer.status_code == 422
    assert "tài khoản bạn đang dùng" in answer.text
    assert visitor.get("/quan-tri/viec").status_code == 200
    code = next(each["code"] for each in state["accounts"] if each["login"] == other)
    assert visitor.do("reset-account", {"code": code}).status_code == 200
