"""What machines and files have of published figures: words, source, and the store's number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, insert

from api.v1.published import PublishedPage
from data.store.engine import raise_revision, writing
from data.store.schema import published_figure
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.settings import Settings
from server import create_app
from tests.app.api_store import Machine
from tests.app.site import Site

pytestmark = pytest.mark.same_sql

SINCE, BEFORE = SINCE_2025.code, BEFORE_2025.code


def figure(**change: Any) -> dict[str, Any]:
    return {
        "vintage": SINCE, "area_code": "40", "level": "province", "period": "2025-09",
        "indicator_code": "SHARE", "is_target": False, "numerator": None, "denominator": None,
        "value": 50.0, "unit": "%", "as_published": "đạt 50%", "source_title": "Bài một",
        "source_date": "2025-10-01", "publisher": "Báo Một",
        "source_address": "https://bao.example/mot", **change,
    }  # fmt: skip


FIGURES = (
    figure(),
    figure(value=49.0, as_published="đạt 49% (kế hoạch 586)", source_title="Bài hai",
           source_date="2025", publisher="", source_address=""),
    figure(value=45.0, as_published="hơn 45%", period="2025-10", source_date="2025-11"),
    figure(period="2025-10", as_published="5 trên 10"),
    figure(value=51.0, period="2025-10", as_published="5 trên 10, báo khác"),
    figure(value=40.0, period="2019", as_published="năm 2019"),
    figure(value=90.0, is_target=True, as_published="mục tiêu 90%"),
    figure(value=7.0, indicator_code="OUTSIDE", unit="cơ quan", as_published="7 cơ quan"),
    figure(value=60.0, vintage=BEFORE, as_published="đạt 60%"),
)  # fmt: skip


@pytest.fixture
def engine_with_figures(filled_engine: Engine) -> Engine:
    with writing(filled_engine) as connection:
        connection.execute(insert(published_figure), list(FIGURES))
        raise_revision(connection, "areas", {})
    return filled_engine


@pytest.fixture
def machine(engine_with_figures: Engine) -> Iterator[Machine]:
    with Machine(engine_with_figures) as client:
        yield client


@pytest.fixture
def site(engine_with_figures: Engine) -> Site:
    return Site(create_app(engine_with_figures, Settings(var=Path("no-such-folder"))))


@pytest.mark.both_databases
def test_each_figure_has_its_publisher_date_and_address(machine: Machine) -> None:
    page = machine.page("/published")
    PublishedPage.model_validate(page)
    assert page["count_on_page"] == len(FIGURES)
    by_words = {item["as_published"]: item for item in page["items"]}
    first = by_words["đạt 50%"]
    assert (first["publisher"], first["published_on"], first["address"]) == (
        "Báo Một", "2025-10-01", "https://bao.example/mot",
    )  # fmt: skip
    second = by_words["đạt 49% (kế hoạch 586)"]
    assert (second["publisher"], second["published_on"], second["address"]) == (None, "2025", None)
    # Sources that contradict one another name the other's value.
    assert (first["others"], second["others"]) == ([49], [50])


def test_a_figure_that_is_not_compared_says_why(machine: Machine) -> None:
    items = {item["as_published"]: item for item in machine.page("/published")["items"]}
    verdicts = {words: (item["comparison"], item["why_not"]) for words, item in items.items()}
    assert verdicts == {
        # A hand-in of September is made up, none of October.
        "đạt 50%": (None, "demo"),
        "đạt 49% (kế hoạch 586)": (None, "demo"),
        "5 trên 10": ("agrees", None),
        "5 trên 10, báo khác": ("differs", None),
        "hơn 45%": (None, "approximate"),
        "năm 2019": (None, "no_number"),
        "mục tiêu 90%": (None, "other_measure"),
        "7 cơ quan": (None, "other_measure"),
        "đạt 60%": (None, "no_number"),
    }
    assert items["7 cơ quan"]["in_catalogue"] is False
    assert items["hơn 45%"]["approximate"] is True
    assert items["5 trên 10"]["computed"] == 50


@pytest.mark.both_databases
def test_figures_are_found_by_area_measure_and_words(machine: Machine) -> None:
    def words(query: str) -> list[str]:
        return [item["as_published"] for item in machine.page(f"/published?{query}")["items"]]

    assert words(f"vintage={BEFORE}") == ["đạt 60%"]
    assert "đạt 60%" not in words(f"vintage={SINCE}&area=40")
    assert words("indicator=OUTSIDE") == ["7 cơ quan"]
    assert words("indicator=COUNT") == []
    assert words("search=ke hoach 586") == ["đạt 49% (kế hoạch 586)"]
    assert words(f"vintage={SINCE}&area=01") == []


def test_wrong_parameters_are_refused(machine: Machine) -> None:
    assert [each["parameter"] for each in machine.problems("/published?area=40")] == ["vintage"]
    assert [each["parameter"] for each in machine.problems("/published?indicator=NONE")] == [
        "indicator"
    ]
    assert [each["parameter"] for each in machine.problems("/published?search=%20,")] == ["search"]
    assert [each["parameter"] for each in machine.problems("/published?level=village")] == ["level"]


def test_pages_follow_one_another_and_csv_has_the_same_rows(machine: Machine) -> None:
    everything = machine.page("/published")["items"]
    assert machine.pages("/published?limit=2") == everything
    rows = list(csv.DictReader(io.StringIO(machine.get("/published?format=csv").text)))
    assert [row["as_published"] for row in rows] == [each["as_published"] for each in everything]
    assert rows[0]["address"].startswith("https://")
    tag = machine.get("/published").headers["etag"]
    assert machine.get("/published", {"If-None-Match": tag}).status_code == 304


def test_the_file_of_an_area_has_the_sources_in_the_readers_language(site: Site) -> None:
    answer = site.get(f"/xuat/so-cong-bo.csv?ky-dia-gioi={SINCE}&dia-ban=40")
    assert answer.status_code == 200
    assert "so-cong-bo_40.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    by_words = {row["Nguyên văn"]: row for row in rows}
    first = by_words["đạt 50%"]
    assert (first["Nơi công bố"], first["Ngày công bố"], first["Địa chỉ"]) == (
        "Báo Một", "01/10/2025", "https://bao.example/mot",
    )  # fmt: skip
    assert first["Nguồn khác nêu"] == "49"
    assert by_words["mục tiêu 90%"]["Mục tiêu"] == "mục tiêu"
    assert (
        by_words["mục tiêu 90%"]["So với kho"]
        == "không phải số thực hiện cùng cách đo, không so sánh"
    )
    english = site.get(f"/xuat/so-cong-bo.csv?ky-dia-gioi={SINCE}&dia-ban=40&lang=en")
    assert "Publisher,Published on,Address" in english.content.decode("utf-8-sig")
    inside = site.get(f"/xuat/so-cong-bo.csv?ky-dia-gioi={SINCE}&dia-ban=40001")
    assert inside.content == answer.content, "a commune has the figures of its province"
    country = site.get(f"/xuat/so-cong-bo.csv?ky-dia-gioi={SINCE}&dia-ban=VN")
    assert country.content.count(b"\r\n") == len(FIGURES) + 1


def test_a_workbook_has_the_figures_of_its_indicator(site: Site) -> None:
    query = f"ky-dia-gioi={SINCE}&dia-ban=40&cap=commune&ky=2025-09"
    body = site.get(f"/xuat/so-lieu.xlsx?{query}&chi-so=SHARE").content
    sheet = openpyxl.load_workbook(io.BytesIO(body))["Số đã công bố"]
    heading, *lines = sheet.iter_rows(values_only=True)
    quotes = {line[heading.index("Nguyên văn")] for line in lines}
    assert {"đạt 50%", "hơn 45%"} <= quotes
    assert "7 cơ quan" not in quotes
    assert lines[0][heading.index("Địa chỉ")] == "https://bao.example/mot"
    other = site.get(f"/xuat/so-lieu.xlsx?{query}&chi-so=COUNT").content
    assert "Số đã công bố" not in openpyxl.load_workbook(io.BytesIO(other)).sheetnames
