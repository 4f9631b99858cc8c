"""`/wall/scene` in the whole application: what a wall is told, to whom, and for how long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from time import monotonic

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api.pages.ready import Ready, ready_answers
from api.pages.router import PageRouter
from api.pages.wall import scene_question
from data.store.engine import raise_revision, writing
from data.walls.walls import give_wall_token, save_playlist, save_wall, take_wall_token
from ioc.cookies import WALL_COOKIE
from ioc.errors import IocError
from ioc.wall import Playlist, Wall
from tests.app.visitor import Visitor


@pytest.fixture
def visitor(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    office_visitor = Visitor(office[1])
    yield office_visitor
    office_visitor.close()


@pytest.fixture(scope="module")
def engine(office: tuple[Engine, FastAPI]) -> Engine:
    return office[0]


def test_a_scene_says_what_it_shows_now(visitor: Visitor, engine: Engine) -> None:
    answer = visitor.get("/wall/scene?scene=one&rev=1")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    content = answer.json()
    assert (content["scene"], content["area"]) == ("one", "")
    assert content["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40"
    assert content["map"]["vintage"] == "2025-07-01"
    elsewhere = visitor.get("/wall/scene?scene=one&rev=1&area=40003").json()
    assert elsewhere["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40003"
    with writing(engine) as connection:
        revision = raise_revision(connection, "observations", {"indicators": ["SHARE"]})
    assert visitor.get(f"/wall/scene?scene=one&rev={revision}").json()["revision"] == revision


def test_words_are_those_that_the_browser_chose(visitor: Visitor) -> None:
    def chip() -> str:
        leaves = visitor.get("/wall/scene?scene=one&rev=1").json()["leaves"]
        return str(leaves["wall-one-row-0-chip"]["children"])

    assert chip() == "Chưa có số liệu"
    visitor.web.cookies.set("ioc_lang", "en")
    assert chip() == "No data"


def test_what_there_is_not_is_answered_with_nothing(visitor: Visitor) -> None:
    for query in ("scene=none", "", "scene=one&man-hinh=none", "x=1&scene", "scene=" + "x" * 900):
        answer = visitor.get(f"/wall/scene?{query}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert visitor.get("/wall/scene?%FF=%00&scene").status_code == 400


def test_a_screen_is_told_what_differs_from_what_it_shows(visitor: Visitor) -> None:
    first = visitor.get("/wall/screen?digest=other&shown=&signal=-1")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    content = first.json()
    assert "wall-scene-one" in json.dumps(content["stage"])
    digest = content["screen"]["screen"]["digest"]
    again = visitor.get(f"/wall/screen?digest={digest}&shown=one&signal=2")
    assert (again.status_code, again.content) == (204, b"")
    light = visitor.get(f"/wall/screen?digest={digest}&nen=sang").json()
    assert light["screen"]["theme"] == "light"
    refusal = visitor.get("/wall/screen?digest=other&man-hinh=none").json()
    assert refusal["screen"] == {"refused": True, "scenes": []}
    assert visitor.get("/wall/screen?digest=&man-hinh=none").status_code == 204
    assert visitor.get("/wall/screen?digest=other&x=1").status_code == 204


def test_a_token_that_was_taken_shows_nothing_after_a_moment(
    visitor: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    with writing(engine) as connection:
        save_playlist(connection, Playlist("room", "Phòng", ("one",)), "An")
        save_wall(connection, Wall("room", "Phòng", "room", area_code="40001"), "An")
        secret = give_wall_token(connection, "room", None, now)
    visitor.web.cookies.set(WALL_COOKIE, secret)
    query = "/wall/scene?scene=one&rev=2"
    content = visitor.get(query).json()
    assert content["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40001"
    with writing(engine) as connection:
        take_wall_token(connection, "room", now)
    monkeypatch.setattr("data.store.memory.monotonic", lambda: monotonic() + 3)
    assert visitor.get(query).status_code == 204


def test_a_store_that_is_away_is_said_in_words() -> None:
    def away(fields: Mapping[str, str], cookies: Mapping[str, str]) -> bytes | None:
        raise IocError("Kho dữ liệu không trả lời.")

    async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(scope["path"])

    async def ask() -> httpx.Response:
        route = PageRouter(nowhere, [scene_question("/wall/scene", away, ())])
        transport = httpx.ASGITransport(route)
        async with httpx.AsyncClient(transport=transport, base_url="http://ioc.test") as web:
            return await web.get("/wall/scene?scene=one")

    answer = asyncio.run(ask())
    assert answer.status_code >= 400
    assert answer.json()["error"] == "Kho dữ liệu không trả lời."


def test_an_answer_is_made_once_for_its_seconds_and_a_refusal_is_not_kept() -> None:
    calls: list[float] = []

    def make(seconds: float) -> Ready:
        calls.append(seconds)
        return Ready([], b"said", seconds)

    async def ask() -> None:
        answers = ready_answers(10_000)
        for seconds in (600.0, 600.0, 0.0, 0.0):
            await answers.await_or_make(seconds, partial(make, seconds))

    asyncio.run(ask())
    assert calls == [600.0, 0.0, 0.0]
