"""A measure without numbers leads to what was published of it, never to an empty chart."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from callbacks.analysis.view import make_page
from callbacks.frame.context import Context
from callbacks.frame.shell import answer_search, find_indicator_hits
from data.queries.published_search import find_published_of
from data.queries.view import resolve_view
from ioc.view_state import ViewState
from layouts.analysis.page import note_parts
from layouts.components.html_text import to_html

_ONLY_PUBLISHED = text(
    "SELECT DISTINCT i.code FROM indicator i JOIN published_figure p ON p.indicator_code = i.code"
    " WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE o.indicator_id = i.id)"
)


@pytest.fixture(scope="module")
def codes(context: Context) -> list[str]:
    with context.engine.connect() as connection:
        return list(connection.execute(_ONLY_PUBLISHED).scalars())


def test_the_first_hit_of_grdp_is_the_published_figure(context: Context) -> None:
    html = answer_search(context, "GRDP", "vi")
    first = re.search(r'id="shell-search-hit-0".*?href="([^"]+)".*?<small>(.*?)</small>', html)
    assert first is not None
    assert re.fullmatch(r"/dia-ban/2025-03-01/40#so-cong-bo-\d+", first[1])
    assert first[2].endswith("chỉ có số đã công bố: Tỉnh Nghệ An, năm 2022")


def test_every_indicator_with_published_figures_alone_leads_to_one(
    context: Context, codes: list[str]
) -> None:
    assert {"KT07", "TH05", "CQ15"} <= set(codes)
    with context.engine.connect() as connection:
        figures = find_published_of(connection, "40")
        for code in codes:
            hits = find_indicator_hits(connection, code, "vi", "40")
            assert figures[code][0][0].is_target <= all(each.is_target for each, _ in figures[code])
            assert hits[0].address.endswith(f"#so-cong-bo-{figures[code][0][0].id}")
        (numbered, *_) = find_indicator_hits(connection, "HT05", "vi", "40")
    assert numbered.address == "/phan-tich?chi-so=HT05"


def test_an_empty_analysis_says_what_was_published_where_and_by_whom(context: Context) -> None:
    def note(**fields: str) -> str:
        with context.engine.connect() as connection:
            state = ViewState(vintage="2025-07-01", **fields)
            view = resolve_view(connection, context.directories, state, context.today(), "40")
            page = make_page(context, connection, view, "vi")
        # A later choice brings the same.
        assert page.order["note"] == to_html(note_parts(page.note, "vi"))
        return page.order["note"]

    grdp = note(area="40", indicator="KT07")
    assert "Tỉnh Nghệ An, năm 2022: 7,38%" in grdp
    assert 'href="/dia-ban/2025-03-01/40#so-cong-bo-' in grdp
    assert "Thực hiện chuyển đổi số phải kiên trì, thực chất, hiệu quả · 21/09/2023" in grdp
    goals = note(area="40", indicator="TH05")
    # The newest first, with the page of its source.
    assert goals.index("tháng 09/2025: 100%") < goals.index("tháng 09/2023: 72,73%")
    assert 'href="https://baonghean.vn/' in goals and "Báo Nghệ An · 09/2025" in goals
    # Nothing about the area itself: what is known of others.
    assert "Tỉnh Điện Biên, tháng 10/2022: 100%" in note(area="40", indicator="CQ15")
    assert note(area="40", indicator="HT05") == ""
