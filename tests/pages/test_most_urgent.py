"""An area's page opens on what is most urgent there, as the start page begins with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from callbacks.area.page import area_page
from callbacks.frame.context import Context
from callbacks.start.reading import read_start
from ioc.area import SINCE_2025, AreaKey
from layouts.area.ids import AreaIds
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from layouts.start.matters import matter_row, short_row
from tests.pages.area.pages import parts

HOME = AreaKey(SINCE_2025.code, "40")


def open_page(context: Context, query: dict[str, str], code: str = HOME.code) -> dict[str, Any]:
    with Flask(__name__).test_request_context():
        layout = area_page(context, HOME.vintage, code, query)
    return {each.id: each for each in parts(layout) if getattr(each, "id", None)}


def test_a_page_without_an_indicator_opens_on_the_most_urgent_one(context: Context) -> None:
    with context.engine.connect() as connection:
        first = read_start(context, connection, HOME, "vi").red[0].card.indicator
    page = open_page(context, {})
    assert page[AreaIds.SPEC].data["indicator"] == first.code != "HT01"
    assert first.name("vi") in page[AreaIds.FINDING].children
    # The address stays as it is: later it opens on what is most urgent then.
    assert page[AreaIds.ADDRESS].data == ""


@pytest.mark.parametrize("code", ["HT01", "YT02", "KT07"])
def test_an_indicator_in_the_address_stays_chosen(context: Context, code: str) -> None:
    page = open_page(context, {"chi-so": code})
    assert page[AreaIds.SPEC].data["indicator"] == code
    assert page[AreaIds.ADDRESS].data == f"chi-so={code}"


def test_a_commune_opens_on_its_own_most_urgent_indicator(context: Context) -> None:
    page = open_page(context, {}, "16681")
    reds = [each for each in page if str(each).startswith("area-card-")]
    assert page[AreaIds.SPEC].data["indicator"] != "HT01"
    assert "chưa đạt" in page[AreaIds.FACTS].children, reds


def test_every_red_or_amber_number_says_since_when(context: Context) -> None:
    with context.engine.connect() as connection:
        page = read_start(context, connection, HOME, "vi")
    matters = [*page.red, *page.turning, *page.amber]
    behind = [each for each in matters if each.card.needs_action]
    assert any(each.urgency.run is None for each in behind)  # one waits for reports
    assert len(behind) > 10
    for each in behind:
        since = "Chưa tính được từ khi nào" if each.urgency.run is None else "liền|Kéo dài|Từ "
        for html in (short_row(each, "vi"), matter_row(each, page), indicator_card(each.card)):
            assert re.search(since, to_html(html)), each.card.indicator.code
