"""The frame without a browser: what a search finds, in which order, and how it tells hits apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from callbacks.frame.shell import find_area_hits, find_indicator_hits
from data.queries.search import find_areas_by_name
from data.store.engine import open_engine
from ioc.area import AreaKey
from layouts.frame.search import search_results
from layouts.frame.shell import layout
from tests.serving import ServedApp

OLD, NEW = "2025-03-01", "2025-07-01"


@pytest.fixture(scope="module")
def connection(served_app: ServedApp) -> Iterator[Connection]:
    engine = open_engine(f"sqlite:///{served_app.var}/ioc.sqlite")
    with engine.connect() as open_connection:
        yield open_connection
    engine.dispose()


def keys(connection: Connection, text: str, home: str = "40") -> list[AreaKey]:
    return [each.key for each in find_areas_by_name(connection, text, 8, home)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nghe an", AreaKey(NEW, "40")),
        ("Nghệ An", AreaKey(NEW, "40")),
        ("yen bai", AreaKey(OLD, "15")),  # a province until 2025, a ward since
        ("HUYỆN KỲ SƠN", AreaKey(OLD, "417")),
        ("vinh", AreaKey(OLD, "412")),
        ("thanh vinh, nghe an", AreaKey(NEW, "16681")),
        ("viet nam", AreaKey(NEW, "VN")),
    ],
)
def test_the_likeliest_area_comes_first(connection: Connection, query: str, first: AreaKey) -> None:
    assert keys(connection, query)[0] == first


def test_an_area_that_stayed_as_it_was_is_found_once(connection: Connection) -> None:
    assert keys(connection, "nghe an").count(AreaKey(NEW, "40")) == 1
    assert AreaKey(OLD, "40") not in keys(connection, "nghe an")


def test_a_name_of_both_vintages_is_found_in_both_and_the_present_one_first(
    connection: Connection,
) -> None:
    hits = keys(connection, "trang dai", "75")
    assert hits[:2] == [AreaKey(NEW, "25993"), AreaKey(OLD, "25993")]


@pytest.mark.parametrize(
    "query", ["Hoà Bình", "Hòa Bình", unicodedata.normalize("NFD", "Hòa Bình")]
)
def test_neither_the_place_of_a_tone_nor_the_form_of_unicode_matters(
    connection: Connection, query: str
) -> None:
    assert keys(connection, query)[0] == AreaKey(OLD, "17")


def test_diacritics_that_were_typed_count(connection: Connection) -> None:
    names = [each.full_name for each in find_areas_by_name(connection, "Vĩnh", 8, "40")]
    assert all("Vĩnh" in name for name in names)


def test_the_home_province_goes_first_among_equals(connection: Connection) -> None:
    for home in ("40", "38"):
        hits = find_areas_by_name(connection, "xã tân thành", 1, home)
        assert hits[0].full_name == "Xã Tân Thành"
    assert "Nghệ An" in find_areas_by_name(connection, "tan thanh", 1, "40")[0].within


@pytest.mark.parametrize("query", ["", " ", "a", "zzzz", "%%", "__", "\\", "' or 1=1"])
def test_what_names_nothing_finds_nothing(connection: Connection, query: str) -> None:
    assert keys(connection, query) == []


def test_a_hit_says_where_it_was_and_whose_its_land_is_today(connection: Connection) -> None:
    (hit, *_) = find_area_hits(connection, "ky son tan ky", "40", "vi")
    assert hit.title == "Xã Kỳ Sơn"
    assert hit.about == "Huyện Tân Kỳ, Tỉnh Nghệ An"
    assert hit.until == "01/07/2025"
    assert hit.successors == ("Xã Tân Kỳ",)
    assert hit.address == f"/dia-ban/{OLD}/17314"
    html = str(search_results("ky son", [hit], []))
    assert "trước 01/07/2025" in html
    assert "nay thuộc: Xã Tân Kỳ" in html


def test_a_former_district_names_three_heirs_and_counts_the_rest(connection: Connection) -> None:
    (hit, *_) = find_area_hits(connection, "thanh pho vinh", "40", "vi")
    assert len(hit.successors) == 6
    html = str(search_results("vinh", [hit], []))
    assert html.count("Phường ") == 3
    assert "và 3 nữa" in html


def test_a_former_province_names_the_province_of_today(connection: Connection) -> None:
    (hit, *_) = find_area_hits(connection, "tinh yen bai", "15", "vi")
    assert hit.successors == ("Tỉnh Lào Cai",)


def test_an_area_of_today_needs_no_date(connection: Connection) -> None:
    (hit, *_) = find_area_hits(connection, "phuong thanh vinh", "40", "vi")
    assert (hit.until, hit.successors) == ("", ())


@pytest.mark.parametrize("query", ["cap quang", "HT05", "fibre", "ho gia dinh internet"])
def test_indicators_are_found_by_code_and_by_either_name(
    connection: Connection, query: str
) -> None:
    codes = [hit.address.rpartition("=")[2] for hit in find_indicator_hits(connection, query, "vi")]
    assert "HT05" in codes


def test_the_frame_speaks_one_language() -> None:
    english, vietnamese = str(layout("en", "/x")), str(layout("vi", "/x"))
    assert "Địa bàn" in vietnamese
    assert "Địa bàn" not in english
    assert "lang='en'" in english


def test_a_day_that_is_set_is_said_on_every_page() -> None:
    assert "Hôm nay được đặt là 30/11/2026" in str(layout("vi", "/", today=date(2026, 11, 30)))
    assert "đặt là" not in str(layout("vi", "/"))
