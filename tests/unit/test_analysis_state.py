"""The state of the analysis in the address."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from ioc.view_state import ViewState

_TEXT = st.text(min_size=0, max_size=30)


@given(st.builds(ViewState, **dict.fromkeys(ViewState.names(), _TEXT)))
def test_every_state_comes_back_from_its_address(state: ViewState) -> None:
    query = dict(parse_qsl(state.to_query(), keep_blank_values=True))
    assert ViewState.from_query(query) == state


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=300), max_size=8))
def test_no_address_breaks_the_page(query: dict[str, str]) -> None:
    state = ViewState.from_query(query, area="40")
    assert ViewState.from_query(dict(parse_qsl(state.to_query()))).area == state.area


def test_a_link_says_its_area_even_where_it_is_the_whole_country() -> None:
    assert ViewState.from_query(dict(parse_qsl(ViewState().to_query())), area="40").area == "VN"


def test_what_the_browser_sends_besides_the_state_is_left_out() -> None:
    assert ViewState.from_dict({"area": "40", "serial": 7, "carried": "x"}) == ViewState(area="40")
