"""Hand-ins in the administration and the API: listed, taken back once, named to who may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select

from api.admin.records import HAND_INS_PATH, TRAIL_PATH
from api.admin.trail_words import act_word
from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from data.store.engine import writing
from data.store.schema import withdrawal
from tests.app.api_store import report
from tests.app.visitor import Visitor, make_token, small_office

LIST = f"{HAND_INS_PATH}/danh-sach"
TRAIL = f"{TRAIL_PATH}/danh-sach"
ROUTE = "/api/v1/submissions"


@pytest.fixture
def office(_sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Engine, FastAPI]]:
    """Two hand-ins of one cell, the second also of another."""
    with small_office(_sqlite_template, tmp_path) as small:
        with writing(small[0]) as connection:
            report(connection, [("40001", "COUNT", "2025-09", 3, None)])
            report(
                connection,
                [("40001", "COUNT", "2025-09", 30, None), ("40003", "COUNT", "2025-09", 5, None)],
            )
        yield small


@pytest.fixture
def admin(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.ADMIN, "Lê Thị Hoà")[1])
    yield visitor
    visitor.close()


@pytest.fixture
def stranger(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    yield visitor
    visitor.close()


def withdraw(
    visitor: Visitor, number: int, content: Any, key: str, secret: str = ""
) -> httpx.Response:
    headers = {"Idempotency-Key": key}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return visitor.ask("POST", f"{ROUTE}/{number}/withdraw", content, headers)


@pytest.mark.parametrize("path", [LIST, f"{HAND_INS_PATH}/1/neu-rut", TRAIL, ROUTE])
def test_who_may_not_reads_no_name(
    stranger: Visitor, office: tuple[Engine, FastAPI], path: str
) -> None:
    assert stranger.get(path).status_code == 401
    for scope in (Scope.REMOTE, Scope.WRITE, Scope.WALL):
        bearer = {"Authorization": f"Bearer {make_token(office[0], scope)[1]}"}
        answer = stranger.ask("GET", path, None, bearer)
        assert answer.status_code == 403
        assert "a.csv" not in answer.text


def test_the_screen_lists_shows_what_changes_and_takes_back_once(
    admin: Visitor, office: tuple[Engine, FastAPI]
) -> None:
    page = admin.get(LIST).json()
    newest, oldest = page["items"]
    assert (newest["number"], newest["cells"], newest["standing"]) == (2, 2, 2)
    assert (oldest["number"], oldest["cells"], oldest["standing"]) == (1, 1, 0)
    assert newest["periods"] == ["Tháng 09/2025"]
    assert newest["name"] == "a.csv"
    assert [each["code"] for each in newest["indicators"]] == ["COUNT"]

    effect = admin.get(f"{HAND_INS_PATH}/2/neu-rut").json()
    assert effect["standing"] == 2
    assert effect["lines"][0] == (
        "2 số đang tính sẽ không còn được tính: 1 ô trở lại số đã nộp trước đó; "
        "1 ô thành chưa có số liệu."
    )
    values = {each["area_code"]: (each["now"], each["then"]) for each in effect["cells"]}
    assert values == {"40001": ("30", "3"), "40003": ("5", "Chưa có số liệu")}

    form = {"code": "2", "reason": " ", "standing": 2}
    empty = admin.do("withdraw", form)
    assert empty.status_code == 422
    assert [each["field"] for each in empty.json()["problems"]] == ["reason"]
    stale = admin.do("withdraw", form | {"reason": "gửi nhầm", "standing": 7})
    assert stale.status_code == 422
    assert "vừa thay đổi" in stale.json()["error"]
    assert admin.do("withdraw", form | {"reason": "gửi nhầm"}).status_code == 200

    newest, oldest = admin.get(LIST).json()["items"]
    assert newest["standing"] == 0
    assert oldest["standing"] == 1
    assert newest["withdrawn"]["by"] == "Lê Thị Hoà"
    assert newest["withdrawn"]["reason"] == "gửi nhầm"
    assert [each["number"] for each in admin.get(f"{LIST}?loai=rut").json()["items"]] == [2]
    assert [each["number"] for each in admin.get(f"{LIST}?loai=tinh").json()["items"]] == [1]
    assert [each["number"] for each in admin.get(f"{LIST}?truoc=2").json()["items"]] == [1]
    again = admin.do("withdraw", form | {"reason": "lần nữa"})
    assert again.status_code == 422
    assert "đã được rút trước đó" in again.json()["error"]
    with office[0].connect() as connection:
        steps = read_steps(connection, 10, [Act.REMOVAL])
    assert [(each.actor, each.subject) for each in steps] == [
        ("Lê Thị Hoà", "lần nộp số 2 (a.csv): gửi nhầm")
    ]


@pytest.mark.parametrize("number", ["0", "99", "x", "²", "9" * 40, "9" * 4301, "-1", "%00"])
def test_a_number_that_is_none_is_told_in_words(admin: Visitor, number: str) -> None:
    answer = admin.get(f"{HAND_INS_PATH}/{number}/neu-rut")
    assert answer.status_code in (400, 404, 414)
    assert admin.do("withdraw", {"code": number, "reason": "nhầm"}).status_code in (400, 404)
    assert admin.get(f"{LIST}?truoc={number}").status_code in (200, 400, 414)
    assert admin.get(f"{TRAIL}?truoc={number}").status_code in (200, 400, 414)


def test_a_program_takes_back_once_under_its_key(
    stranger: Visitor, office: tuple[Engine, FastAPI]
) -> None:
    engine = office[0]
    secret = make_token(engine, Scope.ADMIN, "Máy của Sở")[1]
    bearer = {"Authorization": f"Bearer {secret}"}
    first = stranger.ask("GET", f"{ROUTE}?limit=1", None, bearer).json()
    assert [each["number"] for each in first["items"]] == [2]
    second = stranger.ask("GET", first["next"], None, bearer).json()
    assert [each["number"] for each in second["items"]] == [1]
    assert second["next"] is None

    answer = withdraw(stranger, 2, {"reason": "gửi nhầm", "standing": 2}, "k1", secret)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["submission"], answer.json()["cells"]) == (2, 2)
    same = withdraw(stranger, 2, {"reason": "gửi nhầm", "standing": 2}, "k1", secret)
    assert (same.status_code, same.json()) == (200, answer.json())
    assert same.headers["Idempotency-Replayed"] == "true"
    # The same key for another hand-in, or with another reason, does nothing.
    assert (
        withdraw(stranger, 1, {"reason": "gửi nhầm", "standing": 2}, "k1", secret).status_code
        == 409
    )
    assert withdraw(stranger, 2, {"reason": "khác"}, "k1", secret).status_code == 409
    assert withdraw(stranger, 2, {"reason": "khác"}, "k2", secret).status_code == 409
    assert withdraw(stranger, 1, {"reason": "nhầm", "standing": 0}, "k3", secret).status_code == 409
    assert withdraw(stranger, 99, {"reason": "nhầm"}, "k4", secret).status_code == 404
    content: Any
    for content in (
        {},
        [],
        {"reason": 7},
        {"reason": "a", "standing": "2"},
        {"reason": "a", "x": 1},
    ):
        assert withdraw(stranger, 1, content, "k5", secret).status_code == 400, content
    assert withdraw(stranger, 1, {"reason": " "}, "k5", secret).status_code == 422
    assert withdraw(stranger, 1, {"reason": "x" * 501}, "k5", secret).status_code == 422
    assert withdraw(stranger, 1, {"reason": "x" * 9_000}, "k5", secret).status_code == 413
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(withdrawal)) == 1
        row = connection.execute(select(withdrawal)).one()
    assert (row.submission_id, row.withdrawn_by, row.reason) == (2, "Máy của Sở", "gửi nhầm")


def test_another_site_takes_nothing_back(admin: Visitor) -> None:
    path = f"{ROUTE}/2/withdraw"
    headers = {"Idempotency-Key": "k"}
    forged = admin.ask("POST", path, {"reason": "x"}, headers, origin="http://evil.test")
    assert forged.status_code == 403
    assert admin.ask("POST", path, {"reason": "của mình"}, headers).status_code == 200


def test_the_trail_is_read_by_kind_and_day_page_by_page(
    admin: Visitor, office: tuple[Engine, FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.do("copy-scene", {"code": "one"})
    admin.do("withdraw", {"code": "2", "reason": "gửi nhầm", "standing": 2})
    every = admin.get(TRAIL).json()
    assert [each["act"] for each in every["items"][:3]] == [
        "xoá hoặc rút", "đổi thiết lập", "đăng nhập",
    ]  # fmt: skip
    assert every["items"][0]["actor"] == "Lê Thị Hoà"
    assert every["items"][0]["subject"] == "lần nộp số 2 (a.csv): gửi nhầm"
    assert [each[0] for each in every["acts"]] == [each.value for each in Act]
    removals = admin.get(f"{TRAIL}?viec=removal").json()["items"]
    assert [each["act"] for each in removals] == ["xoá hoặc rút"]
    today = every["items"][0]["at"][:10]
    assert len(admin.get(f"{TRAIL}?ngay={today}").json()["items"]) == len(every["items"])
    assert admin.get(f"{TRAIL}?ngay=28/11/2020").json()["items"] == []
    wrong = admin.get(f"{TRAIL}?ngay=hôm qua")
    assert wrong.status_code == 422
    assert [each["field"] for each in wrong.json()["problems"]] == ["ngay"]
    monkeypatch.setattr("api.admin.records._STEPS", 1)
    first = admin.get(TRAIL).json()
    assert first["more"]
    following = admin.get(f"{TRAIL}?truoc={first['items'][0]['number']}").json()
    assert following["items"][0]["act"] == "đổi thiết lập"
    assert admin.get(f"{TRAIL}?lang=en").json()["items"][0]["act"] == "removed or withdrawn"


def test_every_kind_of_step_has_words() -> None:
    assert len({act_word(each) for each in Act}) == len(Act)
