"""Who asks and by which name: named proxies are believed, everybody else is not."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.gate.proxies import Proxies, ProxiesError, client_address
from ioc.settings import Settings
from server import create_app
from tests.app.doors.conftest import NewVisitor

FORWARDED = [
    (b"x-forwarded-for", b"203.0.113.9"),
    (b"x-forwarded-proto", b"https"),
    (b"x-forwarded-host", b"ioc.nghean.gov.vn"),
    (b"x-forwarded-prefix", b"/evil"),
    (b"forwarded", b"for=203.0.113.9;proto=https"),
]


def scope_behind(
    client: str | None, headers: list[tuple[bytes, bytes]], proxies: str
) -> dict[str, Any]:
    """Return a request as it is after the proxies were believed or not."""
    scope = {
        "client": None if client is None else (client, 5), "scheme": "http",
        "headers": [(b"host", b"inside:8050"), *headers],
    }  # fmt: skip
    Proxies.of(proxies).believe(scope)
    return scope


@pytest.mark.parametrize("proxies", ["", "10.0.0.9", "10.1.0.0/16"])
@pytest.mark.parametrize("client", ["10.0.0.1", "127.0.0.1", "::1", None])
def test_nobody_else_is_believed_and_nothing_forwarded_is_left(
    client: str | None, proxies: str
) -> None:
    scope = scope_behind(client, FORWARDED, proxies)
    assert client_address(scope) == (client or "?")
    assert scope["scheme"] == "http"
    assert scope["headers"] == [(b"host", b"inside:8050")]


@pytest.mark.parametrize("proxies", ["10.0.0.1", "10.0.0.0/8, ::1", "192.0.2.1,10.0.0.1/32"])
def test_a_named_proxy_is_believed(proxies: str) -> None:
    scope = scope_behind("10.0.0.1", FORWARDED, proxies)
    assert client_address(scope) == "203.0.113.9"
    assert scope["scheme"] == "https"
    assert scope["headers"] == [(b"host", b"ioc.nghean.gov.vn")]


@pytest.mark.parametrize(("hops", "who"), [
    ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is what the visitor wrote
    ("198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),  # two proxies of ours
    ("10.0.0.8, 10.0.0.7", "10.0.0.8"),
    ("198.51.100.1, unknown", "10.0.0.1"),  # nothing after what cannot be read
    ("", "10.0.0.1"),
    ("203.0.113.9:4711", "203.0.113.9"),
    ("[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.9", "203.0.113.9"),
])  # fmt: skip
def test_the_visitor_is_the_last_hop_that_is_no_proxy(hops: str, who: str) -> None:
    scope = scope_behind("10.0.0.1", [(b"x-forwarded-for", hops.encode())], "10.0.0.0/8")
    assert client_address(scope) == who


@pytest.mark.parametrize("host", [b"evil.test/path", b"a b", b"", b"a@b", b"x\xff", b"a:999999"])
def test_a_forwarded_host_that_is_none_is_left_out(host: bytes) -> None:
    scope = scope_behind("10.0.0.1", [(b"x-forwarded-host", host)], "10.0.0.1")
    assert scope["headers"] == [(b"host", b"inside:8050")]


def test_what_is_no_address_is_refused_in_words() -> None:
    with pytest.raises(ProxiesError, match="IOC_PROXIES: “nginx” không phải là địa chỉ"):
        Proxies.of("127.0.0.1,nginx")


def test_a_visitor_behind_a_proxy_waits_alone(
    office: tuple[Engine, FastAPI], new_visitor: NewVisitor
) -> None:
    app = create_app(office[0], Settings(province="40", proxies="10.0.0.0/8"))
    visitor = new_visitor(app)

    def attempt(address: str) -> int:
        return visitor.ask(
            "POST", "/phien", {"khoa": "x"}, {"X-Forwarded-For": address}
        ).status_code

    assert [attempt("203.0.113.9") for _ in range(11)][-1] == 429
    assert attempt("203.0.113.10") == 401


def test_a_foreign_name_is_refused_where_names_are_set(
    office: tuple[Engine, FastAPI], new_visitor: NewVisitor
) -> None:
    app = create_app(office[0], Settings(province="40", hosts="IOC.test, other.test:8443"))
    visitor = new_visitor(app)
    assert visitor.get("/dang-nhap").status_code == 200
    for name, status in {
        "ioc.test:8050": 200, "other.test:8443": 200, "other.test": 421, "evil.test": 421,
        "ioc.test.evil.test": 421, "": 421,
    }.items():  # fmt: skip
        assert visitor.ask("GET", "/dang-nhap", None, {"Host": name}).status_code == status, name
    refusal = visitor.ask("GET", "/wall", None, {"Host": "evil.test"})
    assert refusal.headers["x-content-type-options"] == "nosniff"
    assert visitor.ask("GET", "/healthz", None, {"Host": "10.0.0.5"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/areas/", "/phien/", "/quan-tri", "/", "/dia-ban"])
def test_no_answer_sends_a_browser_to_the_host_that_the_request_names(
    new_visitor: NewVisitor, path: str
) -> None:
    visitor = new_visitor()
    answer = visitor.ask("GET", path, None, {"Host": "evil.test"})
    assert "evil.test" not in answer.headers.get("location", "")
