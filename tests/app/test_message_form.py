"""A message to the walls by a form: who may send it, what is refused, and the map on its panel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from data.alerts.alerts import read_open_alerts
from data.alerts.message import MessageRefusedError
from data.queries.areas import read_vintages
from ioc.alert import Grade
from ioc.errors import Problem
from ioc.message_form import end_of
from ioc.words.phrase import Phrase
from tests.app.visitor import Visitor, make_token

PATH = "/dieu-khien/tin"
NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def phone(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.REMOTE, "Trực ban")[1])
    yield visitor
    visitor.close()


@pytest.fixture
def vintage(office: tuple[Engine, FastAPI]) -> str:
    with office[0].connect() as connection:
        return read_vintages(connection)[-1].code


def form(**fields: Any) -> dict[str, Any]:
    return {"key": "một", "title_vi": "Họp giao ban", "level": "amber", "ends": "today", **fields}


def test_a_message_is_on_the_walls_once_and_on_the_trail(
    phone: Visitor, office: tuple[Engine, FastAPI], vintage: str
) -> None:
    content = form(text_vi="Tầng 2", vintage=vintage, area="40")
    answer = phone.ask("POST", PATH, content)
    assert answer.status_code == 200, answer.text
    assert phone.ask("POST", PATH, content).json() == answer.json(), "sent twice, it is one"
    assert answer.json()["until"].endswith("00:00")
    with office[0].connect() as connection:
        alerts = [
            each.alert
            for each in read_open_alerts(connection, "", datetime.now(UTC))
            if each.alert.id == answer.json()["id"]
        ]
        steps = read_steps(connection, 10, [Act.MESSAGE])
    (alert,) = alerts
    assert (alert.grade, alert.area_code, alert.raised_by) == (Grade.AMBER, "40", "Trực ban")
    assert alert.message is not None
    assert (alert.message.title(), alert.message.text()) == ("Họp giao ban", "Tầng 2")
    assert [each.actor for each in steps] == ["Trực ban"]
    other = phone.ask("POST", PATH, {**content, "title_vi": "Khác"})
    assert other.status_code == 409


def test_who_sends_again_gets_the_answer_even_where_its_time_has_come(
    phone: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was lost on its way; meanwhile what the form says would be refused."""
    first = phone.ask("POST", PATH, form())
    assert first.status_code == 200

    def refuse(*_: Any) -> None:
        raise MessageRefusedError([Problem(Phrase("message-no-day"), column="until")])

    monkeypatch.setattr("api.admin.messages.check_message", refuse)
    again = phone.ask("POST", PATH, form())
    assert (again.status_code, again.json()) == (200, first.json())
    assert phone.ask("POST", PATH, form(key="hai")).status_code == 422


def test_every_fault_is_said_at_its_field(phone: Visitor, vintage: str) -> None:
    content = form(
        title_vi="", text_vi="a" * 181, level="loud", wall="none", vintage=vintage, area="99999",
        ends="at", day="31/02/2026", time="9:00",
    )  # fmt: skip
    answer = phone.ask("POST", PATH, content)
    assert answer.status_code == 422
    faults = {each["field"]: each for each in answer.json()["problems"]}
    assert set(faults) == {"title_vi", "text_vi", "level", "wall", "area", "until"}
    assert faults["until"]["fix"] == "ghi ngày như 22/11/2026, giờ như 17:00"
    without_key = phone.ask("POST", PATH, form(key=""))
    assert [each["field"] for each in without_key.json()["problems"]] == ["key"]


def test_only_who_may_steer_sends_and_no_other_site_can(
    phone: Visitor, office: tuple[Engine, FastAPI]
) -> None:
    stranger = Visitor(office[1])
    assert stranger.ask("POST", PATH, form()).status_code == 401
    for scope in (Scope.WRITE, Scope.WALL):
        bearer = {"Authorization": f"Bearer {make_token(office[0], scope)[1]}"}
        assert stranger.ask("POST", PATH, form(), bearer).status_code == 403
    stranger.close()
    assert phone.ask("POST", PATH, form(), origin="http://evil.test").status_code == 403


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"ends": "hour"}, "2026-11-22T11:30:00+07:00"),
        ({"ends": "today"}, "2026-11-23T00:00:00+07:00"),
        ({"ends": "tomorrow"}, "2026-11-24T00:00:00+07:00"),
        ({"ends": "at", "day": " 25/11/2026 ", "time": "17:05"}, "2026-11-25T17:05:00+07:00"),
        ({"ends": "at", "day": "25/11/2026", "time": "25:00"}, ""),
        ({"ends": "at", "day": "mai", "time": "17:00"}, ""),
        ({"ends": "at", "day": "25/11/2026"}, ""),
        ({"ends": "never"}, ""),
        ({}, ""),
    ],
)
def test_the_end_is_a_moment_in_vietnam(fields: dict[str, str], end: str) -> None:
    until = end_of(fields, NOW)
    assert (until.isoformat() if until else "") == end


def test_the_map_of_a_message_shows_its_area_among_its_neighbours(
    phone: Visitor, vintage: str
) -> None:
    address = f"/wall/alert-map?vintage={vintage}&rev=1&lang=vi&indicator=&area="
    spec = phone.get(address + "40001").json()
    assert (spec["level"], spec["parent"], spec["selected"]) == ("commune", "40", "40001")
    assert sum(spec["counts"]) == 1 < len(spec["counts"])
    assert phone.get(address + "40").json()["level"] == "province"
    assert phone.get(address + "99999").status_code == 204
    spec = phone.get(
        f"/wall/alert-map?vintage={vintage}&rev=1&lang=vi&indicator=SHARE&area=40"
    ).json()
    assert (spec["indicator"], spec["parent"]) == ("SHARE", "40")
    assert "counts" not in spec
