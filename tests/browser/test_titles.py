"""Windows in Chromium: each is named after its view, and unknown pages say that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.page_waits import in_both_themes

NAME = "Tỷ lệ thôn có sóng di động băng rộng (3G/4G/5G)"
MISSING = r"Failed to load resource.*404"


@pytest.mark.parametrize("path", ["/khong-co-trang", "/dia-ban/2025-07-01/99999", "/phan-tich/x"])
def test_an_unknown_page_is_not_found_and_offers_ways_on(page_at: PageAt, path: str) -> None:
    page = page_at(1440, 900, expected=[MISSING])
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("Không")
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.locator("[data-painted-key]").filter(visible=True).first).to_be_visible()


def test_the_title_follows_indicator_area_and_period(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40?chi-so=HT01&ky=2026-05")
    expect(page).to_have_title(f"{NAME} · Tỉnh Nghệ An · Tháng 05/2026")
    page.wait_for_selector("#area-page[data-filled] #area-map[data-painted-key]")
    page.select_option("#area-period", "2026-04")
    expect(page).to_have_title(f"{NAME} · Tỉnh Nghệ An · Tháng 04/2026")
    page.goto("/phan-tich?dia-ban=40&chi-so=HT01&ky=2026-05")
    expect(page).to_have_title(f"{NAME} · Tỉnh Nghệ An · Tháng 05/2026")
    # Two indicators are named both, also where only the chart is another one.
    page.select_option("#analysis-chart", "two")
    expect(page).to_have_title(re.compile(r"^Thôn có sóng di động và .+ · Tỉnh Nghệ An · "))
    page.goto("/")
    expect(page).to_have_title("Việc cần chỉ đạo · IOC")


@pytest.mark.parametrize("path", ["/dang-nhap", "/khong-co-trang"])
def test_pages_besides_those_of_numbers_are_accessible(
    page_at: PageAt, assert_accessible: Callable[[Page], None], path: str
) -> None:
    page = page_at(390, 844, expected=[MISSING])
    page.goto(path)
    page.get_by_role("heading", level=1).first.wait_for()
    for _theme in in_both_themes(page):
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
