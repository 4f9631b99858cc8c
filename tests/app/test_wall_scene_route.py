"""`/wall/scene` in the whole application: what a wall is told, to whom, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api import ready
from api.ready import Ready, ReadyAnswers
from api.wall_scene import SceneRoute
from data.store import raise_revision, writing
from data.walls import give_wall_token, save_playlist, save_wall, take_wall_token
from ioc.errors import IocError
from ioc.wall import Playlist, Wall
from layouts.sign_in import WALL_COOKIE
from tests.app.visitor import Visitor


@pytest.fixture
def visitor(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    made = Visitor(office[1])
    yield made
    made.close()


@pytest.fixture(scope="module")
def engine(office: tuple[Engine, FastAPI]) -> Engine:
    return office[0]


def test_a_scene_says_what_it_shows_now(visitor: Visitor, engine: Engine) -> None:
    answer = visitor.get("/wall/scene?scene=one&rev=1")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    told = answer.json()
    assert (told["scene"], told["area"]) == ("one", "")
    assert told["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40"
    assert told["map"]["vintage"] == "2025-07-01"
    elsewhere = visitor.get("/wall/scene?scene=one&rev=1&area=40003").json()
    assert elsewhere["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40003"
    with writing(engine) as connection:
        reached = raise_revision(connection, "observations", {"indicators": ["SHARE"]})
    assert visitor.get(f"/wall/scene?scene=one&rev={reached}").json()["revision"] == reached


def test_words_are_those_that_the_browser_chose(visitor: Visitor) -> None:
    def chip() -> str:
        leaves = visitor.get("/wall/scene?scene=one&rev=1").json()["leaves"]
        return str(leaves["wall-one-row-0-chip"]["children"])

    assert chip() == "Chưa có SL"
    visitor.web.cookies.set("ioc_lang", "en")
    assert chip() == "No data"


def test_what_there_is_not_is_answered_with_nothing(visitor: Visitor) -> None:
    for asked in ("scene=none", "", "scene=one&man-hinh=none", "x=1&scene", "scene=" + "x" * 900):
        answer = visitor.get(f"/wall/scene?{asked}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert visitor.get("/wall/scene?%FF=%00&scene").status_code == 400


def test_a_token_that_was_taken_shows_nothing_after_a_moment(
    visitor: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    with writing(engine) as connection:
        save_playlist(connection, Playlist("room", "Phòng", ("one",)), "An")
        save_wall(connection, Wall("room", "Phòng", "room", area_code="40001"), "An")
        secret = give_wall_token(connection, "room", None, now)
    visitor.web.cookies.set(WALL_COOKIE, secret)
    asked = "/wall/scene?scene=one&rev=2"
    told = visitor.get(asked).json()
    assert told["leaves"]["wall-one-title-0-area"]["children"] == "Tên 40001"
    with writing(engine) as connection:
        take_wall_token(connection, "room", now)
    real = ready.monotonic
    monkeypatch.setattr(ready, "monotonic", lambda: real() + 3)
    assert visitor.get(asked).status_code == 204


def test_a_store_that_is_away_is_said_in_words() -> None:
    def away(fields: Mapping[str, str], cookies: Mapping[str, str]) -> bytes | None:
        raise IocError("Kho dữ liệu không trả lời.")

    async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(scope["path"])

    async def ask() -> httpx.Response:
        route = SceneRoute(nowhere, "/wall/scene", away, ())
        transport = httpx.ASGITransport(route)
        async with httpx.AsyncClient(transport=transport, base_url="http://ioc.test") as web:
            return await web.get("/wall/scene?scene=one")

    answer = asyncio.run(ask())
    assert answer.status_code >= 400
    assert answer.json()["error"] == "Kho dữ liệu không trả lời."


def test_an_answer_is_made_once_while_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(ready, "monotonic", lambda: clock[0])
    made: list[int] = []

    def make(size: int = 4) -> Ready:
        made.append(size)
        return Ready([], b"x" * size, 2.0)

    async def ask() -> None:
        answers = ReadyAnswers(1_100)  # two, with their keys
        await asyncio.gather(*(answers.get("a", make) for _ in range(5)))
        assert made == [4]
        clock[0] += 1.9
        await answers.get("a", make)
        assert made == [4]
        clock[0] += 0.2
        await answers.get("a", make)
        assert made == [4, 4]
        # What was asked for longest ago gives way to what is new.
        await answers.get("b", lambda: make(5))
        await answers.get("a", make)
        assert made == [4, 4, 5]
        await answers.get("c", lambda: make(3))
        await answers.get("a", make)
        assert made == [4, 4, 5, 3]
        await answers.get("b", lambda: make(5))
        assert made == [4, 4, 5, 3, 5]

    asyncio.run(ask())


def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    tries: list[int] = []

    def fail() -> Ready:
        tries.append(1)
        raise ValueError("no")

    async def ask() -> None:
        answers = ReadyAnswers(1_100)  # two, with their keys
        came = await asyncio.gather(
            *(answers.get("a", fail) for _ in range(3)), return_exceptions=True
        )
        assert [type(each) for each in came] == [ValueError] * 3
        assert len(tries) == 1
        with pytest.raises(ValueError, match="no"):
            await answers.get("a", fail)
        assert len(tries) == 2

    asyncio.run(ask())
