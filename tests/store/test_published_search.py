"""Published figures are found by the words of the press, and stand where they belong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from callbacks.frame.shell import find_indicator_hits, find_published_hits
from data.load.catalogue.catalogue import load_catalogue
from data.queries.catalogue import all_indicators, read_published_figures
from data.queries.published_search import find_published, match_published
from data.store.engine import writing
from ioc.area import AreaKey
from ioc.word_search import Nearness
from layouts.components.html_text import to_html
from layouts.frame.search import MOST, Hit, search_results

pytestmark = pytest.mark.same_sql


@pytest.fixture
def connection(sqlite_engine: Engine) -> Iterator[Connection]:
    with writing(sqlite_engine) as open_connection:
        load_catalogue(open_connection)
    with sqlite_engine.connect() as open_connection:
        yield open_connection


@pytest.mark.parametrize(
    ("query", "quotation"),
    [
        ("GRDP", "kinh tế số chiếm 10% GRDP"),
        ("grdp 2022", "tỷ trọng kỹ thuật số/GRDP năm 2022"),
        ("kế hoạch 586", "(Kế hoạch 586)"),
        ("ke hoach 586", "(Kế hoạch 586)"),
        ("hội nghị truyền hình", "hội nghị truyền hình kết nối đến 100%"),
        ("bts mic", "hơn 2.500 trạm BTS"),
        ("CQ14", "100% cơ quan Nhà nước"),
    ],
)
def test_a_figure_is_found_by_its_words(connection: Connection, query: str, quotation: str) -> None:
    matches = find_published(connection, query)
    assert any(quotation in each.figure.as_published for each in matches)


def test_the_name_of_an_area_alone_finds_no_figures(connection: Connection) -> None:
    figures = read_published_figures(connection)
    indicators = {each.code: each for each in all_indicators(connection)}
    places = {AreaKey("2025-03-01", "40"): "Tỉnh Nghệ An"}
    assert match_published("tỉnh nghệ an", figures, indicators, places) == []
    with_words = match_published("nghệ an grdp", figures, indicators, places)
    assert {each.figure.area_code for each in with_words} == {"40"}
    assert {each.area_name for each in with_words} == {"Tỉnh Nghệ An"}


def test_the_home_province_and_the_newest_go_first(connection: Connection) -> None:
    home = [each.figure.area_code for each in find_published(connection, "grdp", "40")]
    assert home[0] == "40"
    assert find_published(connection, "grdp", "11")[0].figure.area_code == "11"
    same = find_published(connection, "mục tiêu kinh tế số", "40")
    ends = [each.figure.period for each in same if each.figure.area_code == "40"]
    assert ends == sorted(ends, reverse=True)


def test_a_hit_leads_to_the_figure_on_its_page(connection: Connection) -> None:
    (hit, *_) = find_published_hits(connection, "kế hoạch 586", "40", "vi")
    assert hit.address.startswith("/dia-ban/2025-03-01/40#so-cong-bo-")
    assert "Tháng 09/2023" in hit.about
    assert "Thực hiện chuyển đổi số phải kiên trì" in hit.about
    assert find_published_hits(connection, "k", "40", "vi") == []


def test_words_find_the_indicator_before_areas_with_other_marks(connection: Connection) -> None:
    indicators = find_indicator_hits(connection, "trắng sóng", "vi")
    assert indicators[0].about.startswith("HT02")
    figures = find_published_hits(connection, "trắng sóng", "40", "vi")
    far = Hit("Xã Sông Trầu", "Huyện Trảng Bom", "/x", nearness=Nearness(True, True, 0))
    html = "".join(map(to_html, search_results("trắng sóng", [far], indicators, figures)))
    assert html.index("HT02") < html.index("91/3.802 thôn") < html.index("Xã Sông Trầu")
    assert 'id="shell-search-hit-0"' in html


def test_areas_go_first_among_equals(connection: Connection) -> None:
    near = Hit("Xã Trắng Sóng", "", "/x")
    indicators = find_indicator_hits(connection, "trắng sóng", "vi")
    html = "".join(map(to_html, search_results("trắng sóng", [near], indicators)))
    assert html.index('href="/x"') < html.index("HT02")


def test_a_search_says_that_more_figures_match_than_are_listed() -> None:
    hits = [Hit(f"{place} trạm BTS", "", "/x") for place in range(MOST["published"] + 1)]
    html = "".join(map(to_html, search_results("bts", [], [], hits)))
    assert html.count('role="option"') == MOST["published"]
    assert "gõ thêm chữ" in html
    nothing = "".join(map(to_html, search_results("bts", [], [], [])))
    assert "số liệu đã công bố" in nothing
