"""What machines read of areas, of what became of them, and of how indicators are defined."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from api.v1.models import AreaPage, IndicatorPage, RelationPage
from ioc.area import BEFORE_2025, SINCE_2025
from tests.app.api_store import Machine

pytestmark = pytest.mark.same_sql

SINCE, BEFORE = SINCE_2025.code, BEFORE_2025.code


@pytest.fixture
def machine(filled_engine: Engine) -> Iterator[Machine]:
    """A client of the whole application on the small country with some reports."""
    with Machine(filled_engine) as client:
        yield client


def test_an_area_says_where_it_lies_and_where_its_past_is_told(machine: Machine) -> None:
    page = machine.page(f"/areas?vintage={SINCE}&area=40002")
    AreaPage.model_validate(page)
    (item,) = page["items"]
    assert (item["parent_code"], item["province_code"], item["level"]) == ("40", "40", "commune")
    assert (item["lon"], item["name_en"]) == (None, None)
    relations = machine.page(item["relations"].removeprefix("/api/v1"))
    RelationPage.model_validate(relations)
    (relation,) = relations["items"]
    assert (relation["from_vintage"], relation["from_code"]) == (BEFORE, "40001")
    assert (relation["to_vintage"], relation["to_code"]) == (SINCE, "40002")
    assert (relation["from_name"], relation["kind"], relation["weight"]) == (
        "Xã Hoà 40001", "whole", 1,
    )  # fmt: skip


_MATCHES = [
    (f"vintage={BEFORE}&level=district", ["412", "413"]),
    (f"vintage={BEFORE}&parent=412", ["40001", "40002"]),
    (f"vintage={SINCE}&parent=40001", ["T1", "T2", "T3"]),
    (f"vintage={SINCE}&parent=VN&level=province&level=village&search=01", ["01"]),
    (f"vintage={SINCE}&search=xã hòa t", ["T1", "T2", "T3", "T4", "T5"]),
    (f"vintage={SINCE}&search=XA HOA 4000", ["40001", "40002", "40003", "40004"]),
    (f"vintage={SINCE}&search=100%25", []),
    (f"vintage={SINCE}&search=_", []),
    (f"vintage={SINCE}&former=40001", ["40002", "T4", "T5"]),
    (f"vintage={SINCE}&former=412&former_vintage={BEFORE}&level=commune", ["40002"]),
    (f"vintage={SINCE}&former=40", ["40002", "T4", "T5"]),
    (f"vintage={SINCE}&former=413", []),
]


@pytest.mark.both_databases
def test_areas_are_found(machine: Machine) -> None:
    for query, codes in _MATCHES:
        items = machine.page(f"/areas?{query}")["items"]
        assert [item["code"] for item in items] == codes, query


def test_the_same_code_in_two_vintages_is_two_areas(machine: Machine) -> None:
    areas = machine.page("/areas?search=40001")["items"]
    assert [(item["vintage"], item["parent_code"]) for item in areas] == [
        (BEFORE, "412"), (SINCE, "40"),
    ]  # fmt: skip


@pytest.mark.both_databases
def test_relations_of_an_area_hold_those_of_all_in_it(machine: Machine) -> None:
    expected = {
        f"vintage={BEFORE}&area=412": 1,
        f"vintage={SINCE}&area=40": 1,
        f"vintage={SINCE}": 1,
        f"vintage={BEFORE}&area=40002": 0,
        f"vintage={SINCE}&area=01": 0,
    }
    counts = {query: machine.page(f"/relations?{query}")["count_on_page"] for query in expected}
    assert counts == expected


@pytest.mark.both_databases
def test_pages_join_without_gap_or_overlap(machine: Machine) -> None:
    for route in ("areas", "indicators", "relations"):
        whole = machine.page(f"/{route}")["items"]
        assert whole
        assert machine.pages(f"/{route}?limit=2") == whole


def test_an_indicator_is_told_in_full(machine: Machine) -> None:
    page = machine.page("/indicators?indicator=SHARE")
    IndicatorPage.model_validate(page)
    (item,) = page["items"]
    assert (item["factor"], item["space_rule"], item["group_vi"]) == (
        100, "ratio_of_sums", "Nhóm",
    )  # fmt: skip
    assert (item["short_vi"], item["noun_vi"]) == ("Tỷ lệ thôn", "")
    assert item["targets"] == [
        {
            "level": "commune", "vintage": None, "area": None, "period": "2025", "value": 80,
            "source_vi": "Kế hoạch", "source_en": "Plan", "checked": "verified",
        }
    ]  # fmt: skip


def test_a_count_has_no_denominator_and_no_targets_of_others(machine: Machine) -> None:
    (item,) = machine.page("/indicators?indicator=COUNT")["items"]
    assert (item["denominator_vi"], item["denominator_en"], item["targets"]) == (None, None, [])


def test_indicators_come_as_csv_with_their_targets(machine: Machine) -> None:
    body = machine.get("/indicators?format=csv").content.decode()
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(body))}
    assert list(rows) == ["SHARE", "COUNT", "SPEED"]
    assert json.loads(rows["SHARE"]["targets"])[0]["value"] == 80
