"""Parameters that do not fit are refused with all that is wrong and what is allowed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from data.store.engine import writing
from ioc.area import BEFORE_2025, SINCE_2025
from tests.app.api_store import Machine, fill

SINCE, BEFORE = SINCE_2025.code, BEFORE_2025.code
LEVELS = ["country", "province", "district", "commune", "village"]
ROUTES = ["areas", "indicators", "observations", "rollups", "relations"]


@pytest.fixture
def machine(filled_engine: Engine) -> Iterator[Machine]:
    """A client of the whole application on the small country with some reports."""
    with Machine(filled_engine) as client:
        yield client


@pytest.fixture
def light(sqlite_engine: Engine) -> Iterator[Machine]:
    """The same on SQLite alone, for what does not depend on the database."""
    with writing(sqlite_engine) as connection:
        fill(connection)
    with Machine(sqlite_engine) as client:
        yield client


_REFUSALS: list[tuple[str, str, str | None, list[str] | None]] = [
    ("/observations?indicator=NO", "indicator", "NO", ["SHARE", "COUNT", "SPEED"]),
    ("/rollups?vintage=2020-01-01", "vintage", "2020-01-01", [BEFORE, SINCE]),
    ("/rollups?level=xa", "level", "xa", LEVELS),
    ("/areas?level=", "level", "", None),
    ("/rollups?area=40", "vintage", None, [BEFORE, SINCE]),
    ("/observations?parent=40", "vintage", None, [BEFORE, SINCE]),
    ("/relations?area=40", "vintage", None, [BEFORE, SINCE]),
    ("/areas?former=412", "vintage", None, [BEFORE, SINCE]),
    (f"/areas?vintage={BEFORE}&former=412", "former", "412", None),
    (f"/areas?vintage={SINCE}&former=999", "former", "999", None),
    (f"/areas?vintage={SINCE}&former=412&former_vintage={SINCE}", "former_vintage", SINCE,
     [BEFORE]),
    ("/areas?search=%20%CC%81", "search", "\u0301", None),
    (f"/rollups?vintage={SINCE}&area=99999", "area", "99999", None),
    (f"/rollups?vintage={SINCE}&parent=412", "parent", "412", None),
    ("/indicators?group=X", "group", "X", ["G"]),
    ("/observations?all=maybe", "all", "maybe", ["true", "1", "false", "0"]),
    (f"/rollups?vintage={SINCE}&vintage={BEFORE}", "vintage", f"{SINCE}, {BEFORE}", None),
]  # fmt: skip


def test_what_the_store_does_not_hold_is_refused(machine: Machine) -> None:
    for address, *expected in _REFUSALS:
        (problem,) = machine.problems(address)
        assert [problem["parameter"], problem["value"], problem["allowed"]] == expected, address
        assert problem["message"]


def test_what_is_no_period_is_refused(light: Machine) -> None:
    for name in ("from", "to"):
        for text in ("2025-13", "2025-Q5", "soon", "2025-02-30", "0001-01-01", "9999"):
            (problem,) = light.problems(f"/rollups?{name}={text}")
            assert (problem["parameter"], problem["value"]) == (name, text)
            assert "YYYY-MM" in problem["allowed"]


def test_a_time_that_ends_before_it_begins_is_refused(light: Machine) -> None:
    (problem,) = light.problems("/rollups?from=2025-09&to=2025-08")
    assert (problem["parameter"], problem["value"]) == ("from", "2025-09")


def test_a_limit_out_of_bounds_is_refused(light: Machine) -> None:
    for route in ROUTES:
        for limit in ("0", "10001", "-1", "1.5", "many", "²", "9" * 40, "1e3", "0x10"):
            (problem,) = light.problems(f"/{route}?limit={limit}")
            assert (problem["parameter"], problem["value"]) == ("limit", limit)
            assert "10000" in problem["message"]


def cursor_of(key: list[Any]) -> str:
    """Return a key in the form of a cursor, also one that no store can have."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def test_a_place_between_pages_that_is_none_of_ours_is_refused(machine: Machine) -> None:
    keys: list[list[Any]] = [
        [], [1.5], [True, 1, "2025"], [2**31, 1, "2025"], [-1], ["\0", "40"], ["\ud800", "40"],
        ["a", "b", "c", "d", "e"], [[1], 2, "2025", 3],
    ]  # fmt: skip
    for route in ROUTES:
        for after in ("x", "%F0%9F%98%80", *(cursor_of(key) for key in keys)):
            (problem,) = machine.problems(f"/{route}?after={after}")
            assert problem["parameter"] == "after"


def test_unknown_parameters_are_refused_with_the_known_ones(light: Machine) -> None:
    for route in ROUTES:
        (problem,) = light.problems(f"/{route}?levle=commune")
        assert (problem["parameter"], problem["value"]) == ("levle", "commune")
        assert {"limit", "after", "format", "lang"} < set(problem["allowed"])


def test_all_faults_are_told_at_once(light: Machine) -> None:
    problems = light.problems(
        "/rollups?vintage=1&level=x&level=y&indicator=NO&from=0&limit=no&format=xml&lang=fr&page=2"
    )
    assert {(each["parameter"], each["value"]) for each in problems} == {
        ("vintage", "1"), ("level", "x"), ("level", "y"), ("indicator", "NO"), ("from", "0"),
        ("limit", "no"), ("format", "xml"), ("lang", "fr"), ("page", "2"),
    }  # fmt: skip


def test_messages_come_in_either_language(light: Machine) -> None:
    def content_of(address: str) -> dict[str, Any]:
        answer: dict[str, Any] = light.get(address).json()
        return answer

    vietnamese, english = content_of("/rollups?area=40"), content_of("/rollups?area=40&lang=en")
    assert "Tham số không hợp lệ" in vietnamese["error"]
    assert "mã địa bàn được dùng lại" in vietnamese["problems"][0]["message"]
    assert "Invalid parameters" in english["error"]
    assert "codes were reused" in english["problems"][0]["message"]


def test_routes_for_maps_refuse_in_the_same_form(light: Machine) -> None:
    problems = {each["parameter"]: each for each in light.problems("/slice?level=xa&vintage=1")}
    assert problems.keys() == {"indicator", "level", "period"}
    assert problems["level"]["allowed"] == LEVELS
    assert problems["period"]["value"] is None


def test_an_address_that_is_not_there_is_no_page(light: Machine) -> None:
    answer = light.get("/observation")
    assert answer.status_code == 404
    assert "/api/v1/observations" in answer.json()["allowed"]
