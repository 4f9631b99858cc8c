"""Who one is: signing in and out, what is refused, and that no secret is left lying about."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, Engine

from api.doors.session import AccessError, Attempts
from api.doors.wrong_tries import WrongTries
from api.gate.proxies import client_address
from data.access.tokens import Scope, Token, find_token, read_tokens, revoke_token
from data.store.engine import writing
from tests.app.visitor import HOME, Visitor, address_of_visitor, make_token

WRONG = "ioc_" + "x" * 43


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def engine(office: tuple[Engine, FastAPI]) -> Engine:
    return office[0]


@pytest.fixture
def visit(office: tuple[Engine, FastAPI]) -> Iterator[NewVisitor]:
    visitors: list[Visitor] = []

    def open_visitor(home: str = HOME) -> Visitor:
        visitors.append(Visitor(office[1], home))
        return visitors[-1]

    yield open_visitor
    for each in visitors:
        each.close()


def test_a_token_becomes_a_cookie_that_no_script_reads(visit: NewVisitor, engine: Engine) -> None:
    token, secret = make_token(engine, Scope.ADMIN, "Nguyễn Văn An")
    visitor = visit()
    assert visitor.get("/phien").status_code == 401
    answer = visitor.sign_in(secret)
    assert answer.json() == {"name": "Nguyễn Văn An", "scope": "admin", "to": "/quan-tri"}
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    assert secret not in answer.text
    assert visitor.get("/phien").json()["name"] == "Nguyễn Văn An"
    with engine.connect() as connection:
        last_uses = {each.id: each.last_used_at for each in read_tokens(connection)}
    assert last_uses[token.id] is not None


def test_who_signed_in_is_looked_up_once(
    visit: NewVisitor, office: tuple[Engine, FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = make_token(office[0], Scope.ADMIN)
    _, machine = make_token(office[0], Scope.WRITE)
    visitor = visit()
    lookups: list[str] = []

    def find(connection: Connection, secret: str, now: datetime) -> Token | None:
        lookups.append(secret)
        return find_token(connection, secret, now)

    monkeypatch.setattr("api.doors.session.find_token", find)
    for each, status in ((secret, 200), (machine, 403)):
        answer = visitor.ask("GET", "/phien", headers={"Authorization": f"Bearer {each}"})
        assert answer.status_code == status
    assert lookups == [secret, machine]


def test_over_https_the_cookie_never_travels_in_the_open(visit: NewVisitor, engine: Engine) -> None:
    _, secret = make_token(engine, Scope.REMOTE)
    answer = visit("https://ioc.test").sign_in(secret)
    assert answer.json()["to"] == "/dieu-khien"
    assert "Secure" in answer.headers["set-cookie"]


def test_who_signs_out_is_out(visit: NewVisitor, engine: Engine) -> None:
    visitor = visit()
    visitor.sign_in(make_token(engine, Scope.ADMIN)[1])
    assert visitor.ask("DELETE", "/phien").status_code == 204
    assert visitor.get("/phien").status_code == 401


def test_a_revoked_token_ends_its_session_with_the_next_request(
    visit: NewVisitor, engine: Engine
) -> None:
    token, secret = make_token(engine, Scope.ADMIN)
    visitor = visit()
    visitor.sign_in(secret)
    assert visitor.get("/quan-tri/viec").status_code == 200
    with writing(engine) as connection:
        revoke_token(connection, token.id, datetime.now(UTC))
    assert visitor.get("/quan-tri/viec").status_code == 401
    assert visitor.sign_in(secret).status_code == 401


@pytest.mark.parametrize("scope", [Scope.WRITE, Scope.WALL])
def test_what_machines_hold_signs_nobody_in(
    visit: NewVisitor, engine: Engine, scope: Scope
) -> None:
    answer = visit().sign_in(make_token(engine, scope)[1])
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "quyền admin hoặc remote" in answer.json()["error"]


@pytest.mark.parametrize(
    "content", [None, [], {"khoa": 7}, {"khoa": ""}, {"khoa": WRONG}, {"khoa": "x" * 5000}]
)
def test_a_wrong_secret_is_refused_with_what_to_do(visit: NewVisitor, content: object) -> None:
    answer = visit().ask("POST", "/phien", content)
    assert answer.status_code == 401
    assert "python app.py token create --scope admin" in answer.json()["error"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    ["http://evil.test", "null", "http://ioc.test.evil.test", "https://ioc.test",
     "http://ioc.test:8050", "http://ioc.test/", "//ioc.test", None],
)  # fmt: skip
def test_another_site_can_neither_sign_in_nor_out_nor_change_anything(
    visit: NewVisitor, engine: Engine, origin: str | None
) -> None:
    _, secret = make_token(engine, Scope.ADMIN)
    visitor = visit()
    assert visitor.ask("POST", "/phien", {"khoa": secret}, origin=origin).status_code == 403
    visitor.sign_in(secret)
    for method, path in (
        ("DELETE", "/phien"),
        ("POST", "/quan-tri/viec/copy-scene"),
        ("POST", "/dieu-khien/viec/lenh"),
    ):
        answer = visitor.ask(method, path, {"code": "one"}, origin=origin)
        assert answer.status_code == 403, path
    assert visitor.get("/phien").status_code == 200


def test_a_browser_that_names_no_origin_may_say_that_it_is_our_own_page(
    visit: NewVisitor, engine: Engine
) -> None:
    _, secret = make_token(engine, Scope.ADMIN)
    same = {"Sec-Fetch-Site": "same-origin"}
    answer = visit().ask("POST", "/phien", {"khoa": secret}, same, origin=None)
    assert answer.status_code == 200


def test_after_ten_wrong_secrets_an_address_waits_whatever_it_sends(
    visit: NewVisitor, engine: Engine
) -> None:
    _, secret = make_token(engine, Scope.ADMIN)
    visitor = visit()
    answers = [visitor.sign_in(WRONG).status_code for _ in range(Attempts.MOST)]
    assert set(answers) == {401}
    refusal = visitor.sign_in(secret)
    assert refusal.status_code == 429
    assert 0 < int(refusal.headers["retry-after"]) <= WrongTries.WAIT
    assert "Hãy đợi" in refusal.json()["error"]
    assert visitor.get(f"/wall?khoa={secret}").status_code == 429


def test_each_visitor_of_these_tests_is_counted_alone() -> None:
    """The 256th once had no address: it and all after it shared one count of wrong tries."""
    addresses = [client_address({"client": (address_of_visitor(n), 1)}) for n in (1, 256, 257, 900)]
    assert len({*addresses, "?"}) == 5


def test_who_waited_may_try_again_and_a_right_secret_clears_the_count() -> None:
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    for _ in range(Attempts.MOST):
        attempts.check("a")
        attempts.count_wrong("a")
    with pytest.raises(AccessError) as refusal:
        attempts.check("a")
    assert refusal.value.status == 429
    attempts.check("b")
    now[0] += WrongTries.WAIT
    attempts.check("a")
    attempts.count_wrong("a")
    with pytest.raises(AccessError):
        attempts.check("a")
    now[0] += WrongTries.WAIT
    attempts.forget("a")
    attempts.count_wrong("a")
    attempts.check("a")


def test_a_kiosk_opens_its_wall_once_with_its_secret_and_never_shows_it_again(
    visit: NewVisitor, engine: Engine
) -> None:
    token, secret = make_token(engine, Scope.WALL)
    visitor = visit()
    answer = visitor.get(f"/wall?khoa={secret}&lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/wall?lang=en"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"ioc_wall={secret};")
    assert "HttpOnly" in cookie
    # It is read-only: it opens nothing else.
    visitor.web.cookies.set("ioc_session", secret)
    for path in ("/quan-tri/viec", "/dieu-khien/viec"):
        assert visitor.get(path).status_code == 401
        bearer = {"Authorization": f"Bearer {secret}"}
        assert visitor.ask("GET", path, None, bearer).status_code == 403
    with engine.connect() as connection:
        last_uses = {each.id: each.last_used_at for each in read_tokens(connection)}
    assert last_uses[token.id] is not None


def test_a_kiosk_with_a_wrong_secret_keeps_nothing_that_holds(
    visit: NewVisitor, engine: Engine
) -> None:
    for secret in (WRONG, make_token(engine, Scope.ADMIN)[1], ""):
        visitor = visit()
        answer = visitor.get(f"/wall?khoa={secret}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/wall")
        cookie = visitor.web.cookies["ioc_wall"]
        with engine.connect() as connection:
            assert find_token(connection, cookie, datetime.now(UTC)) is None


def test_no_secret_reaches_the_log(
    visit: NewVisitor, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, secret = make_token(engine, Scope.WALL)
    visitor = visit()
    visitor.get(f"/wall?khoa={secret}")
    visitor.get(f"/wall?khoa={WRONG}")
    visitor.sign_in(WRONG)
    ours = [
        each.getMessage() for each in caplog.records if each.name.startswith(("ioc", "uvicorn"))
    ]
    assert any("an invalid token" in line for line in ours)
    assert not [line for line in ours if secret in line or WRONG in line]
