"""Who answers: edited in the administration, read by pages and programs, persons for some alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select

from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from data.queries.owners import read_owner_rows
from data.store.engine import read_revision
from data.store.schema import owner
from tests.app.visitor import Visitor, make_token

OWNER = {
    "unit": "Sở Khoa học và Công nghệ", "person": "Lê An", "phone": "0238 384 1234",
    "deadline": "31/12/2026", "about": "SHARE", "area_code": "40", "vintage": "", "is_new": True,
}  # fmt: skip
PATH = "/api/v1/owners"


@pytest.fixture
def engine(office: tuple[Engine, FastAPI]) -> Iterator[Engine]:
    yield office[0]
    with office[0].begin() as connection:
        connection.execute(owner.delete())


@pytest.fixture
def stranger(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    yield visitor
    visitor.close()


@pytest.fixture
def admin(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.ADMIN)[1])
    yield visitor
    visitor.close()


def items(visitor: Visitor, query: str = "") -> list[dict[str, Any]]:
    answer = visitor.ask("GET", f"{PATH}{query}")
    assert answer.status_code == 200, answer.text
    listing: list[dict[str, Any]] = answer.json()["items"]
    return listing


def test_an_owner_is_added_changed_and_removed_with_a_line_on_the_trail(
    admin: Visitor, engine: Engine
) -> None:
    with engine.connect() as connection:
        before = read_revision(connection)
    answer = admin.do("save-owner", OWNER)
    assert answer.status_code == 200, answer.text
    code = answer.json()["code"]
    (mine,) = answer.json()["state"]["owners"]
    assert (mine["unit"], mine["deadline"], mine["about"], mine["area_name"]) == (
        OWNER["unit"], "31/12/2026", "SHARE", "Xã Hoà 40",
    )  # fmt: skip
    other_form = OWNER | {
        "code": code,
        "is_new": False,
        "about": "",
        "deadline": "",
        "area_code": "",
    }
    (mine,) = admin.do("save-owner", other_form).json()["state"]["owners"]
    assert (mine["about"], mine["deadline"], mine["area_name"], mine["vintage"]) == ("", "", "", "")
    assert admin.do("remove-owner", {"code": code}).json()["state"]["owners"] == []
    assert admin.do("remove-owner", {"code": code}).status_code == 404
    with engine.connect() as connection:
        assert read_revision(connection) == before + 3
        steps = read_steps(connection, 3, [Act.SETTING, Act.REMOVAL], "", "", None)
    assert [each.act for each in steps] == [Act.REMOVAL, Act.SETTING, Act.SETTING]
    assert steps[2].subject == "Sở Khoa học và Công nghệ · SHARE · Xã Hoà 40"


def test_every_fault_of_an_owner_is_told_at_once_by_its_field(
    admin: Visitor, engine: Engine
) -> None:
    wrong = OWNER | {
        "unit": " ", "phone": "hỏi sau", "deadline": "31/13/2026", "about": "@ZZ",
        "area_code": "99",
    }  # fmt: skip
    answer = admin.do("save-owner", wrong)
    assert answer.status_code == 422
    problems = answer.json()["problems"]
    assert {each["field"] for each in problems} == {
        "unit", "phone", "deadline", "about", "area_code",
    }  # fmt: skip
    assert all(each["message"] and each["fix"] for each in problems)
    assert admin.do("save-owner", OWNER).status_code == 200
    again = admin.do("save-owner", OWNER)
    assert [each["field"] for each in again.json()["problems"]] == ["about"]
    with engine.connect() as connection:
        assert len(read_owner_rows(connection)) == 1


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"unit": []},
        {"code": "x" * 900},
        {"code": "9" * 30},
        {"code": "000000000001" + "9" * 30},
    ],
)
def test_a_form_of_another_shape_is_refused(
    admin: Visitor, engine: Engine, form: dict[str, Any]
) -> None:
    for act in ("save-owner", "remove-owner"):
        assert admin.do(act, form).status_code in (404, 422)
    with engine.connect() as connection:
        assert connection.scalar(select(owner.c.id)) is None


def test_the_unit_is_public_and_the_person_is_not(
    admin: Visitor, stranger: Visitor, engine: Engine
) -> None:
    assert admin.do("save-owner", OWNER).status_code == 200
    (outside,) = items(stranger)
    assert (outside["unit"], outside["deadline"]) == (OWNER["unit"], "2026-12-31")
    assert (outside["person"], outside["phone"]) == (None, None)
    (inside,) = items(admin)
    assert (inside["person"], inside["phone"]) == ("Lê An", "0238 384 1234")
    for scope, person in ((Scope.WRITE, "Lê An"), (Scope.REMOTE, None), (Scope.WALL, None)):
        headers = {"authorization": f"Bearer {make_token(engine, scope)[1]}"}
        answer = stranger.ask("GET", PATH, headers=headers)
        assert answer.json()["items"][0]["person"] == person, scope


def test_an_area_is_answered_by_the_nearest_one_that_is_named(
    admin: Visitor, stranger: Visitor, engine: Engine
) -> None:
    admin.do("save-owner", OWNER)
    admin.do("save-owner", OWNER | {"unit": "Uỷ ban xã", "about": "", "area_code": "40001"})
    newest = "2025-07-01"
    (commune,) = items(stranger, f"?vintage={newest}&area=40001&indicator=SHARE")
    assert (commune["unit"], commune["answers_for"]) == ("Uỷ ban xã", ["SHARE"])
    (province,) = items(stranger, f"?vintage={newest}&area=40")
    assert (province["unit"], province["answers_for"]) == (OWNER["unit"], ["SHARE"])
    for query in ("?area=40", f"?vintage={newest}&area=99", "?indicator=NONE", "?vintage=1900"):
        assert stranger.ask("GET", f"{PATH}{query}").status_code == 400, query
