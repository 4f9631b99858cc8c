"""Sessions end on the server: by signing out, when idle, after their longest time, by revoking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event, select, text

from data.access.callers import Caller, caller_of_token
from data.access.sessions import SessionLimits, Sessions
from data.access.tokens import Scope, create_token, revoke_token
from data.store.engine import open_engine, writing
from data.store.schema import session
from ioc.settings import Settings
from server import create_app
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import make_token

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
LIMITS = SessionLimits(timedelta(minutes=60), timedelta(hours=24))


def caller_of(engine: Engine) -> Caller:
    with writing(engine) as connection:
        return caller_of_token(create_token(connection, "An", Scope.ADMIN, None, NOW)[0])


def number_of(caller: Caller) -> int:
    assert caller.token is not None
    return caller.token.id


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI]
) -> None:
    _, secret = make_token(office[0], Scope.ADMIN)
    visitor, thief = new_visitor(), new_visitor()
    visitor.sign_in(secret)
    cookie = visitor.web.cookies["ioc_session"]
    assert cookie != secret, "the browser holds the token itself"
    thief.web.cookies.set("ioc_session", cookie)
    assert thief.get("/quan-tri/viec").status_code == 200
    assert visitor.ask("DELETE", "/phien").status_code == 204
    assert thief.get("/quan-tri/viec").status_code == 401
    # The token's own text is no session, whoever has it.
    thief.web.cookies.set("ioc_session", secret)
    assert thief.get("/quan-tri/viec").status_code == 401


def test_signing_in_anew_ends_the_session_before(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI]
) -> None:
    _, secret = make_token(office[0], Scope.ADMIN)
    visitor, other = new_visitor(), new_visitor()
    visitor.sign_in(secret)
    other.web.cookies.set("ioc_session", visitor.web.cookies["ioc_session"])
    visitor.sign_in(secret)
    assert visitor.get("/phien").status_code == 200
    assert other.get("/phien").status_code == 401


def test_another_process_knows_the_session_and_its_end(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI]
) -> None:
    """A restart, or another worker: nothing of a session is in memory."""
    _, secret = make_token(office[0], Scope.ADMIN)
    visitor = new_visitor()
    visitor.sign_in(secret)
    other = new_visitor(create_app(office[0], Settings(province="40")))
    other.web.cookies.set("ioc_session", visitor.web.cookies["ioc_session"])
    assert other.get("/phien").status_code == 200
    other.ask("DELETE", "/phien")
    assert visitor.get("/phien").status_code == 401


def test_a_session_ends_when_idle_and_after_its_longest_time(engine: Engine) -> None:
    sessions, caller = Sessions(engine, LIMITS, "key"), caller_of(engine)
    secret = sessions.open(caller, NOW)
    at = NOW
    while at < NOW + timedelta(hours=23):
        at += timedelta(minutes=45)
        assert sessions.find(secret, at, is_active=True) is not None, at
    assert sessions.find(secret, NOW + timedelta(hours=24), is_active=True) is None
    other = sessions.open(caller, NOW)
    assert sessions.find(other, NOW + timedelta(minutes=59)) is not None, "looking is no work"
    assert sessions.find(other, NOW + timedelta(minutes=60), is_active=True) is None


def test_a_revoked_token_ends_all_its_sessions(engine: Engine) -> None:
    sessions, caller = Sessions(engine, LIMITS, "key"), caller_of(engine)
    secrets = [sessions.open(caller, NOW) for _ in range(2)]
    with writing(engine) as connection:
        revoke_token(connection, number_of(caller), NOW)
    assert [sessions.find(each, NOW) for each in secrets] == [None, None]


def test_sessions_that_are_over_are_forgotten(engine: Engine) -> None:
    sessions, caller = Sessions(engine, LIMITS, "key"), caller_of(engine)
    for _ in range(3):
        sessions.end(sessions.open(caller, NOW), NOW)
    sessions.open(caller, NOW)
    later = NOW + timedelta(days=2)
    secret = sessions.open(caller, later)
    with engine.connect() as connection:
        assert len(connection.execute(select(session.c.id)).all()) == 1
    assert sessions.find(secret, later) == caller


def test_a_full_disk_keeps_nobody_out_and_lets_them_out_again(sqlite_engine: Engine) -> None:
    caller = caller_of(sqlite_engine)
    full = open_engine(str(sqlite_engine.url))

    @event.listens_for(full, "connect")
    def _fill(connection: object, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]

    sessions = Sessions(full, LIMITS, "key")
    secret = sessions.open(caller, NOW)
    assert sessions.find(secret, NOW + timedelta(minutes=59), is_active=True) == caller
    assert Sessions(full, LIMITS, "key").find(secret, NOW) == caller, "another worker"
    assert Sessions(full, LIMITS, "other").find(secret, NOW) is None
    assert sessions.find(secret, NOW + timedelta(hours=1)) is None
    number = number_of(caller)
    for wrong in (secret[:-1], secret.replace(f".{number}.", f".{number + 1}."), "ioc_sealed",
                  "ioc_sealed.1.2.3.4", "ioc_sealed....", "ioc_sealed.²"):  # fmt: skip
        assert sessions.find(wrong, NOW) is None
    sessions.end(secret, NOW)
    assert sessions.find(secret, NOW) is None
    full.dispose()


@pytest.mark.parametrize("home", ["http://ioc.test", "https://ioc.test"])
def test_over_tls_no_other_host_and_no_plain_connection_can_set_our_cookies(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI], home: str
) -> None:
    secure = home.startswith("https")
    name = "__Host-ioc_session" if secure else "ioc_session"
    other = "ioc_session" if secure else "__Host-ioc_session"
    _, secret = make_token(office[0], Scope.ADMIN)
    visitor = new_visitor(home=home)
    answer = visitor.sign_in(secret)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    assert ("; Secure" in cookie) is secure
    assert "Path=/" in cookie
    assert "domain" not in cookie.lower()
    session_secret = visitor.web.cookies[name]
    assert visitor.get("/phien").status_code == 200
    thief = new_visitor(home=home)
    assert (
        thief.ask("GET", "/phien", None, {"Cookie": f"{other}={session_secret}"}).status_code == 401
    )
    visitor.ask("DELETE", "/phien")
    assert visitor.get("/phien").status_code == 401
    _, wall = make_token(office[0], Scope.WALL)
    kiosk = visitor.get(f"/wall?khoa={wall}").headers["set-cookie"]
    assert kiosk.startswith(f"{'__Host-' if secure else ''}ioc_wall={wall};")


def test_the_store_keeps_no_secret(engine: Engine) -> None:
    secret = Sessions(engine, LIMITS, "key").open(caller_of(engine), NOW)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM session")).all()
    assert secret not in str(rows)
