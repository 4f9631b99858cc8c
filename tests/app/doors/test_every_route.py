"""Every route, answer, export and page, found by itself, as each role, token and as nobody."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dash
import pytest
from sqlalchemy import Engine

from api.doors.view import is_open
from data.access.accounts import AccountRole, AccountTerms, choose_password, create_account
from data.access.callers import caller_of_account
from data.access.sessions import SessionLimits, Sessions
from data.access.tokens import Scope
from data.store.engine import open_engine, writing
from ioc.cookies import ACCOUNT_PAGE, SIGN_IN_PAGE
from ioc.settings import SIGNED_IN, Settings
from server import create_app
from tests.app.raw_client import Answer, RawClient
from tests.app.test_bounds import House, path_with, question, routes_of

PASSWORD = "mưa rơi trên mái tôn"  # noqa: S105
REFUSALS = {401, 403}
PAGES = "/_dash-update-component"
# What people who report ask as well, and what they send.
OF_REPORTERS = {
    "/nop-so/viec/bieu", "/nop-so/viec/bieu/{code}/{period}", "/nop-so/lan-nop",
    "/nop-so/viec/nhap", "/nop-so/viec/tien-do", "/nop-so/viec/tien-do.csv",
    "/nop-so/viec/tien-do.xlsx",
}  # fmt: skip
SENT_BY_REPORTERS = {
    "/nop-so/viec/tep", "/nop-so/viec/doc", "/nop-so/viec/nop", "/nop-so/viec/nhap",
    "/nop-so/viec/nhap/nop",
}  # fmt: skip
# The same of people who verify.
OF_VERIFIERS = {"/nop-so/viec/xac-nhan"}
SENT_BY_VERIFIERS = {
    f"/nop-so/viec/xac-nhan/{each}" for each in ("dat", "tra-lai", "khoa", "cho-sua")
}
Headers = dict[str, str]


class Gate(House):
    """The application for everybody and for who signed in, with a session of each role."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        settings = Settings(var=Path("no-such-folder"), province="40", view=SIGNED_IN)
        # The stream answers for ever; its state tells the same.
        self.routes = [each for each in routes_of(self.app) if each != "/live"]
        templates = [
            str(each["path_template"] or each["path"]) for each in dash.page_registry.values()
        ]
        self.pages = sorted(
            path_with(re.sub(r"<(\w+)>", r"{\1}", each)).replace("/quan-tri/a", "/quan-tri/canh")
            for each in templates
        )
        self.strict = RawClient(create_app(engine, settings))
        hour = timedelta(hours=1)
        self._sessions = Sessions(engine, SessionLimits(hour, hour), "key")
        self.people = {str(each): self._person(engine, each) for each in AccountRole}
        self.newcomer = self._person(engine, AccountRole.ADMINISTRATOR, has_chosen=False)
        self.wall = {"cookie": f"ioc_wall={self.secrets[Scope.WALL]}"}

    def _person(self, engine: Engine, role: AccountRole, *, has_chosen: bool = True) -> Headers:
        now = datetime.now(UTC)
        with writing(engine) as connection:
            terms = AccountTerms(f"{role}.{has_chosen}".lower(), "An", "", role)
            account, _ = create_account(connection, terms, now)
            if has_chosen:
                choose_password(connection, account.id, PASSWORD, now)
        secret = self._sessions.open(caller_of_account(account), now)
        return {"cookie": f"ioc_session={secret}"}

    def status(self, client: RawClient, path: str, headers: Headers, method: str = "GET") -> int:
        own = {"origin": "http://ioc.test"}
        content = [b"{}"] if method != "GET" else []
        return client.ask(method, path_with(path), b"", {**own, **headers}, content).status

    def page(self, client: RawClient, path: str, headers: Headers) -> Answer:
        content = {"content-type": "application/json", **headers}
        return client.ask("POST", PAGES, b"", content, [json.dumps(question(path)).encode()])


@pytest.fixture(scope="module")
def gate(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    file = tmp_path_factory.mktemp("gate") / "ioc.sqlite"
    shutil.copyfile(_sqlite_template, file)
    engine = open_engine(f"sqlite:///{file}")
    made_gate = Gate(engine)
    yield made_gate
    made_gate.client.close()
    made_gate.strict.close()
    engine.dispose()


def test_only_administrators_get_more_than_nobody_does(gate: Gate) -> None:
    strangers = {each: gate.status(gate.client, each, {}) for each in gate.routes}
    guarded = {each for each, status in strangers.items() if status in REFUSALS}
    assert {"/quan-tri/viec", "/quan-tri/nhat-ky/danh-sach", "/dieu-khien/viec",
            "/api/v1/submissions", *OF_REPORTERS, *OF_VERIFIERS, "/nop-so/lan-nop/{number}",
            "/nop-so/lan-nop/{number}/tep"} <= guarded  # fmt: skip
    questions = {"reporter": OF_REPORTERS, "verifier": OF_VERIFIERS}
    for name, headers in {**gate.people, "newcomer": gate.newcomer}.items():
        for path, stranger in strangers.items():
            status = gate.status(gate.client, path, headers)
            if path == "/phien":
                assert status == 200, name
            elif path not in guarded:
                assert status == stranger, (name, path)
            elif name == "administrator" or path in questions.get(name, set()):
                assert status not in REFUSALS, (name, path)
            else:
                assert status == 403, (name, path)


def test_only_administrators_change_anything(gate: Gate) -> None:
    own = ("/phien", PAGES)
    postings = {"reporter": SENT_BY_REPORTERS, "verifier": SENT_BY_VERIFIERS}
    for name, headers in {"nobody": {}, **gate.people, "newcomer": gate.newcomer}.items():
        if name == "administrator":
            continue
        for path in gate.routes:
            if path.startswith(own):
                continue
            for method in ("POST", "DELETE", "PUT", "PATCH"):
                stranger = gate.status(gate.client, path, {}, method)
                status = gate.status(gate.client, path, headers, method)
                if method == "POST" and path in postings.get(name, set()):
                    assert stranger == 401 and status not in REFUSALS, path
                    continue
                as_nobody = {stranger} if stranger != 401 else {403}
                assert status in as_nobody | REFUSALS, (name, method, path)


def test_pages_of_the_administration_open_to_administrators_alone(gate: Gate) -> None:
    for name, headers in {"nobody": {}, **gate.people, "newcomer": gate.newcomer}.items():
        for path in ("/quan-tri/canh", "/quan-tri/tai-khoan", "/dieu-khien"):
            body = gate.page(gate.client, path, headers).body
            is_open_page = b"admin-room" in body or b"remote-room" in body
            assert is_open_page == (name == "administrator"), (name, path)


def test_the_pages_for_handing_in_open_to_people_who_report_alone(gate: Gate) -> None:
    for name, headers in {"nobody": {}, **gate.people, "newcomer": gate.newcomer}.items():
        for path, mark in (("/nop-so", b"handin-room"), ("/nop-so/nhap", b"phone-data")):
            body = gate.page(gate.client, path, headers).body
            assert (mark in body) == (name in ("reporter", "administrator")), (name, path)


def test_the_page_of_verifiers_opens_to_people_who_verify_alone(gate: Gate) -> None:
    for name, headers in {"nobody": {}, **gate.people, "newcomer": gate.newcomer}.items():
        body = gate.page(gate.client, "/nop-so/xac-nhan", headers).body
        assert (b"verification-room" in body) == (name in ("verifier", "administrator")), name


def test_where_viewing_needs_a_sign_in_nobody_reads_anything(gate: Gate) -> None:
    html = {"accept": "text/html,*/*"}
    for path in gate.routes:
        usual = path_with(path)
        for headers in ({}, gate.newcomer, {"authorization": "Bearer ioc_x"},
                        {"cookie": "ioc_wall=ioc_x"}, {"x-ioc-stranger": "0"}):  # fmt: skip
            status = gate.status(gate.strict, path, headers)
            if not is_open(usual) and usual != PAGES:
                assert status == 401, (path, headers)
        if not is_open(usual) and usual != PAGES:
            answer = gate.strict.ask("GET", usual, b"a=1", html)
            assert answer.status == 303
            assert answer.headers["location"].startswith("/dang-nhap?den=%2F")
    for path in gate.pages:
        answer = gate.page(gate.strict, path, {})
        is_own = path in (SIGN_IN_PAGE, ACCOUNT_PAGE)
        assert answer.status == (200 if is_own else 401), path


def test_where_viewing_needs_a_sign_in_every_role_and_token_reads_as_before(gate: Gate) -> None:
    readers = {**gate.people, "wall": gate.wall}
    readers |= {f"token {scope}": {"authorization": f"Bearer {gate.secrets[scope]}"}
                for scope in Scope}  # fmt: skip
    for name, headers in readers.items():
        for path in gate.routes:
            before = gate.status(gate.client, path, headers)
            assert gate.status(gate.strict, path, headers) == before, (name, path)
    for name, headers in {**gate.people, "wall": gate.wall}.items():
        for path in gate.pages:
            assert gate.page(gate.strict, path, headers).status in (200, 204), (name, path)


def test_where_viewing_needs_a_sign_in_the_door_looks_up_no_sender_of_numbers(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sender = "/api/v1/observations", {"authorization": f"Bearer {gate.secrets[Scope.WRITE]}"}
    for stranger in ({}, gate.newcomer, gate.wall, {"authorization": "Bearer ioc_x"}):
        assert gate.status(gate.strict, path, stranger, "POST") == 401, stranger
    lookups: list[str] = []
    monkeypatch.setattr(
        "api.doors.session.find_token", lambda _, secret, __: lookups.append(secret)
    )
    assert gate.status(gate.strict, path, sender, "POST") == 400
    assert not lookups
    assert gate.status(gate.strict, path, sender) == 401
    assert lookups == [gate.secrets[Scope.WRITE]]


def test_no_shared_cache_keeps_what_strangers_may_not_read(gate: Gate) -> None:
    headers = gate.people["viewer"]
    for path in gate.routes:
        if is_open(path_with(path)):
            continue
        answer = gate.strict.ask("GET", path_with(path), b"", headers)
        assert "public" not in answer.headers.get("cache-control", ""), path


def test_a_stranger_gets_all_that_the_form_to_sign_in_loads(gate: Gate) -> None:
    page = gate.strict.ask("GET", SIGN_IN_PAGE, b"", {"accept": "text/html"}).body.decode()
    addresses = re.findall(r'(?:src|href)="(/[^"?]+)', page)
    assert any(each.startswith("/bundle/") for each in addresses)
    for address in addresses:
        assert gate.status(gate.strict, address, {}) == 200, address


def test_the_page_tells_strangers_scripts_that_nothing_would_be_answered(gate: Gate) -> None:
    def is_marked(client: RawClient, path: str, headers: Headers) -> bool:
        answer = client.ask("GET", path, b"", {"accept": "text/html", **headers})
        assert answer.status == 200, path
        return b"<html data-stranger " in answer.body

    viewer, mark = gate.people["viewer"], {"x-ioc-stranger": "1"}
    for path in (SIGN_IN_PAGE, ACCOUNT_PAGE):
        assert is_marked(gate.strict, path, {}), path
        # Nothing but another password may be asked for.
        assert is_marked(gate.strict, path, gate.newcomer), path
        assert not is_marked(gate.strict, path, viewer), path
        assert not is_marked(gate.client, path, {}), path
    assert not is_marked(gate.strict, "/phan-tich", viewer)
    # Who says so of themselves gets less, never more.
    assert is_marked(gate.client, SIGN_IN_PAGE, mark)
