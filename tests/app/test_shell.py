"""The frame without a browser: what a search finds, in which order, and how it tells hits apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from callbacks.shell import find_area_hits, find_indicator_hits
from data.queries.search import find_areas_by_name
from data.store import open_engine
from ioc.area import AreaKey
from layouts.shell import layout
from tests.serving import ServedApp

OLD, NEW = "2025-03-01", "2025-07-01"


@pytest.fixture(scope="module")
def connection(served_app: ServedApp) -> Iterator[Connection]:
    engine = open_engine(f"sqlite:///{served_app.var}/ioc.sqlite")
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def keys(connection: Connection, text: str, home: str = "40") -> list[AreaKey]:
    return [each.key for each in find_areas_by_name(connection, text, 8, home)]


@pytest.mark.parametrize(
    ("typed", "first"),
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
def test_the_likeliest_area_comes_first(connection: Connection, typed: str, first: AreaKey) -> None:
    assert keys(connection, typed)[0] == first


def test_a_name_of_both_vintages_is_found_in_both_and_the_present_one_first(
    connection: Connection,
) -> None:
    assert keys(connection, "nghe an")[:2] == [AreaKey(NEW, "40"), AreaKey(OLD, "40")]


def test_diacritics_that_were_typed_count(connection: Connection) -> None:
    names = [each.full_name for each in find_areas_by_name(connection, "Vĩnh", 8, "40")]
    assert all("Vĩnh" in name for name in names)


def test_the_home_province_goes_first_among_equals(connection: Connection) -> None:
    for home in ("40", "38"):
        found = find_areas_by_name(connection, "xã tân thành", 1, home)
        assert found[0].full_name == "Xã Tân Thành"
    assert "Nghệ An" in find_areas_by_name(connection, "tan thanh", 1, "40")[0].within


@pytest.mark.parametrize("typed", ["", " ", "a", "zzzz", "%%", "__", "\\", "' or 1=1"])
def test_what_names_nothing_finds_nothing(connection: Connection, typed: str) -> None:
    assert keys(connection, typed) == []


def test_a_hit_says_where_and_of_which_vintage_it_is(connection: Connection) -> None:
    (hit, *_) = find_area_hits(connection, "ky son tan ky", "40", "vi")
    assert hit.title == "Xã Kỳ Sơn"
    assert hit.about == "Huyện Tân Kỳ, Tỉnh Nghệ An"
    assert hit.vintage == "trước 01/07/2025"
    assert hit.address == f"/dia-ban/{OLD}/17314"


@pytest.mark.parametrize("typed", ["cap quang", "HT05", "fibre", "ho gia dinh internet"])
def test_indicators_are_found_by_code_and_by_either_name(
    connection: Connection, typed: str
) -> None:
    codes = [hit.address.rpartition("=")[2] for hit in find_indicator_hits(connection, typed, "vi")]
    assert "HT05" in codes


def test_the_frame_speaks_one_language() -> None:
    english, vietnamese = str(layout("en", "/x")), str(layout("vi", "/x"))
    assert "Địa bàn" in vietnamese
    assert "Địa bàn" not in english
    assert "lang='en'" in english
