"""Addresses that are no page: the front door, and what names nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine

from callbacks.frame.context import Context
from callbacks.pages import create_dash
from data.queries.directories import Directories
from data.store.engine import writing
from ioc.settings import Settings
from tests.store.small_country import build

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture
def pages(sqlite_engine: Engine) -> Iterator[Dash]:
    with writing(sqlite_engine) as connection:
        build(connection)
    settings = Settings(var=Path("no-such-folder"), province="40")
    yield create_dash(Context(sqlite_engine, settings, Directories()), ASSETS)


def open_page(client: FlaskClient, path: str, search: str = "") -> str:
    """Return what the page's place holds after a visit, as JSON text."""
    ids = ("_pages_content.children", "_pages_store.data")
    body: dict[str, Any] = {
        "output": f"..{ids[0]}...{ids[1]}..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def test_an_area_that_is_not_named_is_the_home_province(pages: Dash) -> None:
    answer = pages.server.test_client().get("/dia-ban")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/dia-ban/2025-07-01/40"


def test_an_address_that_names_nothing_says_so_and_leads_on(pages: Dash) -> None:
    text = open_page(pages.server.test_client(), "/khong-he-co")
    assert "Không có trang này" in text
    assert "/dia-ban/2025-07-01/40" in text
    assert "Page not found" not in text


@pytest.mark.parametrize(
    "path",
    ["/dia-ban/2025-07-01/40/412", "/dia-ban/2025-03-01/40/412/x", "/dia-ban/x/2025-07-01/40",
     "/dia-ban/2025-07-01/", "/dia-ban/2025-07-01", "/quan-tri/man-hinh/1"],
)  # fmt: skip
def test_an_address_longer_or_shorter_than_an_areas_shows_no_area(pages: Dash, path: str) -> None:
    text = open_page(pages.server.test_client(), path)
    assert "Không có trang này" in text
    assert "ioc-area-main" not in text


@pytest.mark.parametrize(
    "search",
    ["?code=01", "?vintage=2025-03-01", "?code=01&vintage=2025-07-01", "?code=&vintage=",
     "?dia-ban=01", "?ky-dia-gioi=2025-03-01&dia-ban=412", "?code=01&code=02", "?here=1&path=2"],
)  # fmt: skip
def test_no_query_shows_other_land_under_an_address(pages: Dash, search: str) -> None:
    client = pages.server.test_client()
    plain = open_page(client, "/dia-ban/2025-07-01/40")
    text = open_page(client, "/dia-ban/2025-07-01/40", search)
    assert "Xã Hoà 40" in plain
    for other in ("Xã Hoà 01", "Xã Hoà 412"):
        assert text.count(other) == plain.count(other), search
    assert text.count('"vintage": "2025-07-01"') == plain.count('"vintage": "2025-07-01"')


def test_no_query_opens_another_section_than_the_address(pages: Dash) -> None:
    client = pages.server.test_client()
    assert "Không có trang này" in open_page(client, "/quan-tri/khong-co", "?section=canh")
    assert "Không có trang này" not in open_page(client, "/quan-tri/canh", "?section=khong-co")
