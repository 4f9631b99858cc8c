"""The remote without a browser: who may steer which wall, and what an order becomes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select

from data.access.tokens import Scope
from data.store.engine import writing
from data.store.schema import signal
from data.walls.walls import DEFAULT, save_wall
from ioc.wall import Wall
from tests.app.visitor import Visitor, make_token

ORDER = "/dieu-khien/viec/lenh"


@pytest.fixture(scope="module")
def office(office: tuple[Engine, FastAPI]) -> tuple[Engine, FastAPI]:
    with writing(office[0]) as connection:
        save_wall(connection, Wall("phong-b", "Phòng B", DEFAULT, area_code="40"), "An")
    return office


@pytest.fixture
def engine(office: tuple[Engine, FastAPI]) -> Engine:
    return office[0]


@pytest.fixture
def phone(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.REMOTE, "Trực ban")[1])
    yield visitor
    visitor.close()


def last_signal(engine: Engine) -> tuple[int, str, str, dict[str, str]]:
    with engine.connect() as connection:
        row = connection.execute(select(signal).order_by(signal.c.number.desc())).first()
    assert row is not None
    return row.number, row.about, row.key, json.loads(row.body)


def test_each_wall_is_told_with_its_scenes(phone: Visitor) -> None:
    content = phone.get("/dieu-khien/viec").json()
    assert content["who"] == {"name": "Trực ban"}
    walls = {each["code"]: each for each in content["walls"]}
    assert set(walls) == {DEFAULT, "phong-b"}
    assert walls["phong-b"]["scenes"] == [{"code": "one", "name": "Cảnh một"}]
    numbers = walls["phong-b"]["numbers"]
    assert [each["address"].rpartition("=")[2] for each in numbers] == ["SHARE", "COUNT"]
    for each in numbers:
        assert phone.get(each["address"]).status_code == 200
    assert walls["phong-b"]["area"]
    english = phone.get("/dieu-khien/viec?lang=en").json()["walls"][0]
    assert english["scenes"][0]["name"] == "Scene one"


@pytest.mark.parametrize(
    ("action", "argument"),
    [("next", ""), ("previous", ""), ("hold", ""), ("go_on", ""), ("scene", "one"),
     ("area", "40001"), ("area", "")],
)  # fmt: skip
def test_an_order_is_told_to_its_wall_with_who_gave_it(
    phone: Visitor, engine: Engine, action: str, argument: str
) -> None:
    form = {"wall": "phong-b", "action": action, "argument": argument}
    answer = phone.ask("POST", ORDER, form)
    assert answer.status_code == 200
    number, about, key, body = last_signal(engine)
    assert (number, about, key) == (answer.json()["number"], "order", "phong-b")
    assert body == {"action": action, "argument": argument, "by": "Trực ban"}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"wall": "none", "action": "next"}, 404),
        ({"wall": DEFAULT, "action": "explode"}, 422),
        ({"wall": DEFAULT, "action": "scene", "argument": "coverage"}, 422),
        ({"wall": DEFAULT, "action": "area", "argument": "99999"}, 422),
        ({}, 404),
        ([], 404),
    ],
)
def test_an_order_that_no_wall_could_follow_is_refused_in_words(
    phone: Visitor, engine: Engine, form: object, status: int
) -> None:
    before = last_signal(engine)
    answer = phone.ask("POST", ORDER, form)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert last_signal(engine) == before


def test_only_who_may_steer_steers(office: tuple[Engine, FastAPI], engine: Engine) -> None:
    form = {"wall": DEFAULT, "action": "next"}
    stranger = Visitor(office[1])
    before = last_signal(engine)
    assert stranger.ask("POST", ORDER, form).status_code == 401
    assert stranger.get("/dieu-khien/viec").status_code == 401
    for scope in (Scope.WRITE, Scope.WALL):
        bearer = {"Authorization": f"Bearer {make_token(engine, scope)[1]}"}
        assert stranger.ask("POST", ORDER, form, bearer).status_code == 403
    assert last_signal(engine) == before
    # A machine with a token of its own has no cookie that another site could use.
    bearer = {"Authorization": f"Bearer {make_token(engine, Scope.ADMIN)[1]}"}
    assert stranger.ask("POST", ORDER, form, bearer, origin=None).status_code == 200
    stranger.close()
