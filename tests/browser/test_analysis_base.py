"""The base period in Chromium: column, filter, map of changes, link."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, codes, open_at, read_screen

CHANGES = "#analysis-table tbody td.ana-col-change"
LEGEND = "#analysis-map .ioc-legend"


def test_another_base_is_column_map_filter_and_link(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, f"{HOME}&ky=2026-05")
    page.select_option("#analysis-base", "year")
    head = page.locator("#analysis-table th.ana-col-change")
    expect(head).to_have_text("So với tháng 05/2025")
    page.check("#analysis-mode input[value=change]")
    expect(page.locator(LEGEND)).to_contain_text("So với tháng 05/2025")
    expect(page.locator(LEGEND)).to_contain_text("tăng")
    page.select_option("#analysis-base", "2025-09")
    expect(page.locator(LEGEND)).to_contain_text("So với tháng 09/2025")
    page.wait_for_function(READY)
    page.select_option("#analysis-move", "up")
    expect(page.locator(CHANGES).first).to_contain_text("↑")
    assert all(text.startswith("↑") for text in page.locator(CHANGES).all_inner_texts())
    expect(page.locator(".ana-table-foot")).to_contain_text(re.compile(r"\d+ tăng, \d+ không đổi"))
    assert "ky-goc=2025-09" in page.url
    assert "thay-doi=up" in page.url
    assert "mau=change" in page.url
    again = page_at(1440, 900)
    open_at(again, page.url)
    expect(again.locator(LEGEND)).to_contain_text("So với tháng 09/2025")
    expect(again.locator(CHANGES).first).to_contain_text("↑")
    assert codes(again) == codes(page)
    assert read_screen(again) == read_screen(page)


def test_a_period_without_a_base_is_coloured_by_level_and_says_so(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, f"{HOME}&ky=2026-05&ky-goc=2026-05&mau=change")
    expect(page.locator(".ana-base-hint")).to_be_visible()
    expect(page.locator(LEGEND)).not_to_contain_text("So với")


def test_on_a_phone_who_asks_for_changes_sees_them(page_at: PageAt) -> None:
    page = page_at(390, 844)
    open_at(page, f"{HOME}&ky=2026-05")
    expect(page.locator(CHANGES).first).to_be_hidden()
    open_at(page, f"{HOME}&ky=2026-05&ky-goc=year")
    expect(page.locator(CHANGES).first).to_be_visible()
