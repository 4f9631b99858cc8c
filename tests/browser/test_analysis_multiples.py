"""Small charts in Chromium: chosen, read by their names, enlarged by a click."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at


def test_small_charts_are_chosen_and_enlarged(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    page.select_option("#analysis-chart", "many")
    charts = page.locator("#analysis-multiples button")
    expect(charts.first).to_be_visible()
    assert charts.count() > 15
    expect(page.locator("#analysis-chart-note")).to_contain_text("cùng một thang")
    heights = charts.evaluate_all(
        "all => all.map(one => one.querySelector('.ioc-spark').getBoundingClientRect().height)"
    )
    assert set(heights) == {56}
    page.get_by_role("button", name=re.compile("^Con Cuông")).click()
    page.wait_for_function(READY)
    assert "huyen-cu=" in page.url
    assert "bieu-do=" not in page.url
    expect(page.locator("#analysis-series-title")).to_contain_text("Con Cuông (cũ)")
    expect(page.locator("#analysis-multiples")).to_be_hidden()

    page.select_option("#analysis-chart", "group")
    expect(charts.first).to_be_visible()
    charts.filter(has_text="Hồ sơ toàn trình").click()
    page.wait_for_function("location.search.includes('chi-so=CQ03')")
    page.wait_for_function(READY)
    expect(page.locator("#analysis-multiples")).to_be_hidden()
