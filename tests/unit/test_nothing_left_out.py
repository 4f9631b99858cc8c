"""What a list, a table or a file does not show it says."""

from __future__ import annotations

from api.pages.export_words import order_words
from ioc.view_state import ViewState
from layouts.components.html_text import to_html
from layouts.frame.search import MOST, Hit, search_results


def test_a_file_of_filtered_rows_says_how_many_there_are() -> None:
    """A workbook of one commune of 130 must not pass for the province."""
    terms = dict(order_words(ViewState(search="anh son"), "rank", "vi", 1, 130))
    assert terms["Chỉ gồm"] == "tên có “anh son”; 1/130 địa bàn"
    assert "Chỉ gồm" not in dict(order_words(ViewState(), "-rank", "vi", 130, 130))


def test_a_search_says_that_there_are_more_hits_than_it_lists() -> None:
    hits = [Hit(f"Xã Tân Lập {place}", "", f"/dia-ban/{place}") for place in range(9)]
    text = "".join(to_html(each) for each in search_results("tan lap", hits, []))
    assert text.count('role="option"') == MOST["areas"] == 8
    assert "Còn kết quả khác chưa hiện" in text
    few = "".join(to_html(each) for each in search_results("tan lap", hits[:8], []))
    assert "chưa hiện" not in few
