"""A wall's secret leaves the address at once, and the wall goes on without it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from data.access.tokens import Scope
from data.walls.walls import DEFAULT
from ioc.settings import Settings
from server import create_app
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import make_token


@pytest.fixture
def secret(new_visitor: NewVisitor, office: tuple[Engine, FastAPI]) -> str:
    visitor = new_visitor()
    visitor.sign_in(make_token(office[0], Scope.ADMIN)[1])
    answer = visitor.do("give-wall-token", {"code": DEFAULT}).json()
    return str(answer["secret"])


@pytest.mark.parametrize("home", ["http://ioc.test", "https://ioc.test"])
def test_a_kiosk_goes_on_by_its_cookie_also_after_a_restart(
    new_visitor: NewVisitor, office: tuple[Engine, FastAPI], secret: str, home: str
) -> None:
    visitor = new_visitor(home=home)
    assert visitor.get(f"/wall?khoa={secret}").headers["location"] == "/wall"
    answer = visitor.get("/wall/scene?scene=one&rev=1")
    assert answer.status_code == 200
    assert secret not in visitor.get("/wall").text
    later = new_visitor(create_app(office[0], Settings(province="40")), home)
    later.web.cookies = visitor.web.cookies
    assert later.get("/wall/scene?scene=one&rev=1").status_code == 200
    # The machine is switched off and on: it starts at the same address again.
    assert later.get(f"/wall?khoa={secret}").headers["location"] == "/wall"
    assert later.get("/wall/scene?scene=one&rev=1").status_code == 200


@pytest.mark.parametrize(("address", "left"), [
    ("/wall?khoa={}", "/wall"), ("/wall/?khoa={}", "/wall"), ("/wall?KHOA={}", "/wall"),
    ("/wall?kh%6Fa={}", "/wall"), ("/wall?lang=en&khoa={}&giu=1", "/wall?lang=en&giu=1"),
    ("/wall?khoa={}&khoa=x", "/wall"), ("/dia-ban/2025-07-01/40?khoa={}", "/dia-ban/2025-07-01/40"),
    ("/dang-nhap?khoa={}", "/dang-nhap"), ("//evil.test/?khoa={}", "/evil.test/"),
    ("/%5Cevil.test?khoa={}", "/evil.test"), ("/quan-tri/khoa?khoa={}&ma=a", "/quan-tri/khoa?ma=a"),
])  # fmt: skip
def test_no_address_keeps_a_secret(
    new_visitor: NewVisitor, secret: str, address: str, left: str
) -> None:
    visitor = new_visitor()
    answer = visitor.get(f"http://ioc.test{address.format(secret)}")
    assert (answer.status_code, answer.headers["location"]) == (303, left)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert secret not in answer.headers["location"]
    is_wall = left.startswith("/wall")
    assert (f"ioc_wall={secret}" in answer.headers.get("set-cookie", "")) is is_wall
