"""What every answer forbids a browser: pages, files, numbers, refusals and faults alike."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.routing import Route

from api.doors.application import Application
from data.access.tokens import Scope
from ioc.settings import Settings
from server import create_app
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import Visitor, make_token

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PAGES = ("/wall", "/dia-ban/2025-07-01/40", "/phan-tich", "/quan-tri/canh", "/dieu-khien",
         "/dang-nhap", "/khong-co", "/wall/xem-thu")  # fmt: skip
# Streams do not end; what they begin with is read in test_live.
ENDLESS = {"/live"}


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return a method and an address for each route of the application."""
    addresses = []

    def walk(members: list[object]) -> None:
        for route in members:
            inner = getattr(route, "original_router", None)
            if inner is not None:
                walk(inner.routes)
            elif isinstance(route, Route) or hasattr(route, "endpoint"):
                path = re.sub(r"\{[^}]*\}", "1", getattr(route, "path", ""))
                for method in sorted(getattr(route, "methods", None) or ()):
                    addresses.append((method, path))

    walk(list(app.routes))
    return [each for each in dict.fromkeys(addresses) if each[1] not in ENDLESS]


def test_every_route_answers_with_the_policy(
    office: tuple[Engine, FastAPI], visitor: Visitor
) -> None:
    addresses = routes(office[1])
    assert len(addresses) > 25, addresses
    for method, path in [*addresses, *(("GET", page) for page in PAGES), ("POST", "/wall"),
                         ("GET", "/assets/none.css"), ("DELETE", "/api/v1/areas"),
                         ("GET", "/_dash-layout"), ("POST", "/_dash-update-component"),
                         ("GET", "/_dash-component-suites/none.js")]:  # fmt: skip
        answer = visitor.ask(method, path)
        where = f"{method} {path} {answer.status_code}"
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, where
        assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer"), where
        assert "camera=()" in answer.headers["permissions-policy"], where
        policy = answer.headers.get_list("content-security-policy")
        assert len(policy) == 1, where
        assert "frame-ancestors" in policy[0], where
        assert "strict-transport-security" not in answer.headers, where


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_our_files_and_its_own_scripts_by_hash_and_nothing_else(
    visitor: Visitor, path: str
) -> None:
    answer = visitor.get(path)
    rules = dict(
        rule.strip().split(" ", 1) for rule in answer.headers["content-security-policy"].split(";")
    )
    sources = rules["script-src"].split()
    assert sources[0] == "'self'"
    assert len(sources) > 2
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", each) for each in sources[1:])
    assert rules["frame-ancestors"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert rules["base-uri"] == "'none'"


def test_an_unforeseen_fault_is_answered_with_the_policy_too(
    office: tuple[Engine, FastAPI], new_visitor: NewVisitor
) -> None:
    app = create_app(office[0], Settings(province="40"))

    @app.get("/api/v1/breaks")
    def breaks() -> None:
        raise ZeroDivisionError

    app.router.routes.insert(0, app.router.routes.pop())
    answer = new_visitor(app).get("/api/v1/breaks")
    assert answer.status_code == 500
    assert "đã ghi nhật ký" in answer.json()["error"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_token_or_session_is_answered_is_kept_nowhere(
    office: tuple[Engine, FastAPI], new_visitor: NewVisitor
) -> None:
    engine, app = office
    _, secret = make_token(engine, Scope.ADMIN)
    visitor = new_visitor(app)
    assert visitor.get("/quan-tri/canh").headers["cache-control"] == "no-cache"
    visitor.sign_in(secret)
    for path in (*PAGES, "/phien", "/quan-tri/viec", "/dieu-khien/viec", "/api/v1/areas?limit=1",
                 "/_dash-layout", "/quan-tri/dia-ban?q=ab"):  # fmt: skip
        assert visitor.get(path).headers["cache-control"] == "no-store", path
    other = new_visitor(app)
    bearer = {"Authorization": "Bearer wrong"}
    assert other.ask("GET", "/quan-tri/viec", None, bearer).headers["cache-control"] == "no-store"
    # Files that are the same for everybody are kept by browsers whoever they are.
    page = visitor.get("/wall").text
    script = re.findall(r'src="(/bundle/[^"]+)"', page)[0]
    assert "immutable" in visitor.get(script).headers["cache-control"]


@pytest.mark.parametrize(("home", "seconds", "header"), [
    ("https://ioc.test", 86400, "max-age=86400"), ("http://ioc.test", 86400, None),
    ("https://ioc.test", 0, None),
])  # fmt: skip
def test_https_alone_is_asked_for_by_setting_and_over_https(
    office: tuple[Engine, FastAPI],
    new_visitor: NewVisitor,
    home: str,
    seconds: int,
    header: str | None,
) -> None:
    app = create_app(office[0], Settings(province="40", hsts_seconds=seconds))
    assert isinstance(app, Application)
    answer = new_visitor(app, home).get("/healthz")
    assert answer.headers.get("strict-transport-security") == header
