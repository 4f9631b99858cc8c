"""People sign in by name and password: who is let in, who waits, and who is out at once."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event, select, text, update

from api.doors.account_session import NameAttempts
from api.doors.session import AccessError
from api.doors.wrong_tries import WrongTries
from data.access import passwords
from data.access.accounts import (
    AccountRole,
    AccountTerms,
    change_account,
    choose_password,
    create_account,
    disable_account,
    end_sessions,
    find_login,
    reset_password,
)
from data.access.callers import caller_of_account
from data.access.sessions import SessionLimits, Sessions
from data.access.trail import Act, read_steps
from data.store.engine import open_engine, writing
from data.store.schema import account
from ioc.settings import Settings
from server import create_app
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import Visitor

PASSWORD = "mưa rơi trên mái tôn"  # noqa: S105
OTHER = "gió thổi qua đồi chè"
NUMBERS = itertools.count(1)
Office = tuple[Engine, FastAPI]


def make(
    engine: Engine, role: AccountRole = AccountRole.ADMINISTRATOR, password: str = PASSWORD
) -> str:
    """Return the login of a new account; password "": the one-time one stays."""
    login, now = f"an{next(NUMBERS)}", datetime.now(UTC)
    with writing(engine) as connection:
        entry, _ = create_account(connection, AccountTerms(login, "An", "Sở", role), now)
        if password:
            choose_password(connection, entry.id, password, now)
    return login


def number_of(engine: Engine, login: str) -> int:
    with engine.connect() as connection:
        pair = find_login(connection, login)
    assert pair is not None
    return pair[0].id


def enter(visitor: Visitor, login: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    form = {"ten": login, "mat_khau": password}
    return visitor.ask("POST", "/phien/tai-khoan", form, **more)


def test_an_administrator_signs_in_and_administers(new_visitor: NewVisitor, office: Office) -> None:
    login, visitor = make(office[0]), new_visitor()
    answer = enter(visitor, f" {login.upper()} ")
    assert answer.json() == {
        "name": "An", "scope": "administrator", "to": "/quan-tri", "must_change": False,
    }  # fmt: skip
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age=604800" in cookie
    assert visitor.get("/phien").json() == {"name": f"An ({login})", "scope": "administrator"}
    state = visitor.get("/quan-tri/viec").json()
    number = str(number_of(office[0], login))
    # Other accounts of this module may administer, too.
    who = {"id": 0, "account": number, "name": f"An ({login})"}
    assert state["who"] == {**who, "is_last": state["who"]["is_last"]}
    assert visitor.do("copy-scene", {"code": "one"}).status_code == 200
    message = {"key": login, "title_vi": "Họp giao ban", "level": "amber", "ends": "today"}
    first = visitor.ask("POST", "/dieu-khien/tin", message)
    assert first.status_code == 200, first.text
    assert visitor.ask("POST", "/dieu-khien/tin", message).json() == first.json(), "one message"
    with office[0].connect() as connection:
        steps = read_steps(connection, 1, [Act.SETTING])
        entry = read_steps(connection, 1, [Act.SIGN_IN])[0]
    assert steps[0].actor == f"An ({login})"
    assert (entry.actor, entry.subject) == (f"An ({login})", "Quản trị viên")
    assert visitor.ask("DELETE", "/phien").status_code == 204
    assert visitor.get("/phien").status_code == 401


@pytest.mark.parametrize(
    "role", [each for each in AccountRole if each is not AccountRole.ADMINISTRATOR]
)
def test_other_roles_sign_in_and_administer_nothing(
    new_visitor: NewVisitor, office: Office, role: AccountRole
) -> None:
    visitor = new_visitor()
    own = {AccountRole.REPORTER: "/nop-so", AccountRole.VERIFIER: "/nop-so/xac-nhan"}
    opens = own.get(role, "/")
    assert enter(visitor, make(office[0], role)).json()["to"] == opens
    for path in ("/quan-tri/viec", "/dieu-khien/viec", "/api/v1/submissions"):
        answer = visitor.get(path)
        assert answer.status_code == 403, path
        assert "vai trò" in answer.json()["error"]
    assert visitor.do("copy-scene", {"code": "one"}).status_code == 403


def test_every_reason_has_the_same_answer_after_the_same_work(
    new_visitor: NewVisitor, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is what takes time: an answer without one would tell that there is no account."""
    hashes: list[str] = []
    verify = passwords._HASHER.verify

    class Counting:
        def verify(self, stored_hash: str, password: str) -> bool:
            hashes.append(stored_hash.split("$")[3])
            return bool(verify(stored_hash, password))

        def __getattr__(self, name: str) -> Any:
            return getattr(hasher, name)

    hasher = passwords._HASHER
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    engine, now = office[0], datetime.now(UTC)
    person, leaver, latecomer = make(engine), make(engine), make(engine, password="")
    with writing(engine) as connection:
        disable_account(connection, number_of(engine, leaver), now)
        password = reset_password(connection, number_of(engine, latecomer), now)[1]
        connection.execute(
            update(account)
            .where(account.c.login == latecomer)
            .values(one_time_until=(now - timedelta(hours=1)).isoformat(timespec="seconds"))
        )
    tries = {
        "wrong password": (person, OTHER), "unknown name": ("nobody", PASSWORD),
        "disabled": (leaver, PASSWORD), "too old": (latecomer, password), "no name": ("", PASSWORD),
        "no letters": (person, ""),
    }  # fmt: skip
    texts = set()
    enter(new_visitor(), person)
    for _ in range(NameAttempts.MOST_OF_NAME):
        for name, (login, secret) in tries.items():
            hashes.clear()
            answer = enter(new_visitor(), login, secret)
            assert hashes == ["m=19456,t=2,p=1"], name
            assert answer.status_code == 401, name
            assert "set-cookie" not in answer.headers
            texts.add(answer.text)
    assert len(texts) == 1


def test_who_guesses_waits_and_nobody_else_does(new_visitor: NewVisitor, office: Office) -> None:
    engine = office[0]
    login, colleague, stranger = make(engine), make(engine), new_visitor()
    person = new_visitor()
    answers = [enter(stranger, login, OTHER).status_code for _ in range(6)]
    assert answers == [401] * NameAttempts.MOST_OF_NAME + [429]
    refusal = enter(stranger, login)
    assert refusal.status_code == 429
    assert 0 < int(refusal.headers["retry-after"]) <= 60
    # The person elsewhere, and a colleague behind the same address.
    assert enter(person, login).status_code == 200
    assert enter(stranger, colleague).status_code == 200


def test_an_address_that_tries_many_names_waits_except_for_names_it_knows() -> None:
    now = [0.0]
    attempts = NameAttempts(clock=lambda: now[0])
    attempts.note_right("an", "office")
    for number in range(NameAttempts.MOST_OF_ADDRESS):
        attempts.check(f"name{number}", "office")
        attempts.count_wrong(f"name{number}", "office")
    with pytest.raises(AccessError):
        attempts.check("binh", "office")
    attempts.check("an", "office")
    attempts.check("binh", "home")
    now[0] += WrongTries.WAIT
    attempts.check("binh", "office")
    now[0] += WrongTries.WITHIN
    attempts.check("binh", "office")
    for number in range(20_000):
        attempts.count_wrong(f"n{number}", f"a{number}")
    assert len(attempts._wrong) <= WrongTries.MOST_KEYS


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "https://ioc.test", None])
def test_another_site_can_do_nothing(
    new_visitor: NewVisitor, office: Office, origin: str | None
) -> None:
    login, visitor = make(office[0]), new_visitor()
    assert enter(visitor, login, origin=origin).status_code == 403
    enter(visitor, login)
    form = {"cu": PASSWORD, "moi": OTHER}
    for method, path in (("POST", "/phien/mat-khau"), ("DELETE", "/phien/moi-noi")):
        assert visitor.ask(method, path, form, origin=origin).status_code == 403
    assert visitor.get("/quan-tri/viec").status_code == 200


def test_a_one_time_password_does_nothing_but_choose_another(
    new_visitor: NewVisitor, office: Office
) -> None:
    engine, visitor = office[0], new_visitor()
    login = make(engine, password="")
    with writing(engine) as connection:
        secret = reset_password(connection, number_of(engine, login), datetime.now(UTC))[1]
    answer = enter(visitor, login, secret)
    assert (answer.json()["to"], answer.json()["must_change"]) == ("/tai-khoan", True)
    for path in ("/quan-tri/viec", "/dieu-khien/viec", "/api/v1/submissions"):
        assert visitor.get(path).status_code == 403
    wrong = visitor.ask("POST", "/phien/mat-khau", {"moi": "ngắn"})
    assert wrong.status_code == 422
    assert [each["field"] for each in wrong.json()["problems"]] == ["moi"]
    same = visitor.ask("POST", "/phien/mat-khau", {"moi": secret})
    assert same.status_code == 422
    former = visitor.web.cookies["ioc_session"]
    assert visitor.ask("POST", "/phien/mat-khau", {"moi": PASSWORD}).json() == {"to": "/quan-tri"}
    assert visitor.web.cookies["ioc_session"] != former
    assert visitor.get("/quan-tri/viec").status_code == 200
    assert enter(new_visitor(), login, secret).status_code == 401
    assert enter(new_visitor(), login).status_code == 200


def test_another_password_wants_the_present_one_and_ends_other_sessions(
    new_visitor: NewVisitor, office: Office
) -> None:
    login = make(office[0])
    visitor, elsewhere = new_visitor(), new_visitor()
    for each in (visitor, elsewhere):
        enter(each, login)
    wrong = visitor.ask("POST", "/phien/mat-khau?lang=en", {"cu": OTHER, "moi": "An1234567890"})
    assert {each["field"] for each in wrong.json()["problems"]} == {"cu", "moi"}
    assert "present password" in wrong.text
    assert elsewhere.get("/phien").status_code == 200
    form = {"cu": PASSWORD, "moi": OTHER}
    assert visitor.ask("POST", "/phien/mat-khau", form).status_code == 200
    assert visitor.get("/phien").status_code == 200
    assert elsewhere.get("/phien").status_code == 401
    with office[0].connect() as connection:
        trail = str(connection.execute(text("SELECT * FROM trail")).all())
        step = read_steps(connection, 1, [Act.ACCOUNT_CHANGED])[0]
    assert login in step.subject
    assert PASSWORD not in trail
    assert OTHER not in trail


def test_signing_out_everywhere_ends_all_sessions_in_all_processes(
    new_visitor: NewVisitor, office: Office
) -> None:
    login, other = make(office[0]), make(office[0])
    here, there, colleague = new_visitor(), new_visitor(), new_visitor()
    process = new_visitor(create_app(office[0], Settings(province="40")))
    for visitor in (here, there, process):
        enter(visitor, login)
    enter(colleague, other)
    assert here.ask("DELETE", "/phien/moi-noi").status_code == 204
    answers = [each.get("/phien").status_code for each in (here, there, process, colleague)]
    assert answers == [401, 401, 401, 200]
    assert enter(there, login).status_code == 200


def test_a_disabled_account_and_another_role_count_from_the_next_request(
    new_visitor: NewVisitor, office: Office
) -> None:
    engine, visitor, now = office[0], new_visitor(), datetime.now(UTC)
    make(engine)
    login = make(engine)
    number = number_of(engine, login)
    enter(visitor, login)
    assert visitor.get("/quan-tri/viec").status_code == 200
    with writing(engine) as connection:
        change_account(connection, number, AccountTerms(login, "An", "", AccountRole.VIEWER), now)
    assert visitor.get("/quan-tri/viec").status_code == 403
    assert visitor.get("/phien").json()["scope"] == "viewer"
    with writing(engine) as connection:
        disable_account(connection, number, now)
    assert visitor.get("/phien").status_code == 401
    with writing(engine) as connection:
        disable_account(connection, number, now, is_disabled=False)
    assert visitor.get("/phien").status_code == 401, "the session is over for good"


def test_tokens_have_no_password_and_nobody_signs_in_without_one(
    new_visitor: NewVisitor, office: Office
) -> None:
    visitor = new_visitor()
    form: Any
    for form in (None, [], {"ten": 7}, {"ten": "x" * 9_000}, {}):
        assert visitor.ask("POST", "/phien/tai-khoan", form).status_code in (401, 429)
    assert visitor.ask("POST", "/phien/mat-khau", {"moi": OTHER}).status_code == 401
    assert visitor.ask("DELETE", "/phien/moi-noi").status_code == 401


def test_a_sealed_session_ends_with_all_others(sqlite_engine: Engine) -> None:
    """On a full disk people sign in all the same; signing out everywhere ends that, too."""
    login = make(sqlite_engine)
    with sqlite_engine.connect() as connection:
        pair = find_login(connection, login)
    assert pair is not None
    full = open_engine(str(sqlite_engine.url))

    @event.listens_for(full, "connect")
    def _fill(connection: object, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]

    limits = SessionLimits(timedelta(minutes=60), timedelta(hours=24))
    sessions, now = Sessions(full, limits, "key"), datetime.now(UTC) + timedelta(seconds=5)
    secret = sessions.open(caller_of_account(pair[0]), now)
    caller = sessions.find(secret, now)
    assert caller is not None
    assert caller.account is not None
    with writing(sqlite_engine) as connection:
        end_sessions(connection, pair[0].id, now + timedelta(seconds=1))
    assert sessions.find(secret, now + timedelta(seconds=2)) is None
    full.dispose()


def test_the_store_has_hashes_alone(office: Office) -> None:
    make(office[0])
    with office[0].connect() as connection:
        rows = connection.execute(select(account.c.hash)).scalars().all()
    assert all(each.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for each in rows)
    assert len(set(rows)) == len(rows)
