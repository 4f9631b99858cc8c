"""Comparing in Chromium: clicks on map and table, names apart, a chart as large as the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at

BOXES_OF_ENDS = """() => {
    const graph = document.querySelector("#analysis-series .js-plotly-plot");
    return graph.layout.annotations.map((note, at) => [note, at])
        .filter(([note]) => note.name === "end")
        .map(([, at]) => graph.querySelector(`.annotation[data-index="${at}"] .annotation-text`)
            .getBoundingClientRect())
        .map(({ top, bottom }) => [top, bottom]);
}"""


def assert_apart(page: Page, count: int) -> None:
    """Wait until so many names stand at the ends of lines, none of them over another."""
    page.wait_for_function(
        f"""count => {{
            const boxes = ({BOXES_OF_ENDS})().sort((one, two) => one[0] - two[0]);
            return boxes.length === count
                && boxes.every((box, at) => !at || box[0] >= boxes[at - 1][1] - 4);
        }}""",
        arg=count,
    )


def test_areas_are_compared_by_clicks_with_a_key_held_down(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    rows = page.locator("#analysis-table tbody tr[data-code]")
    rows.nth(0).click()
    for place in range(1, 6):
        rows.nth(place).click(modifiers=["Control"])
        page.wait_for_function(READY)
    expect(page.locator("#analysis-pinned button")).to_have_count(5)
    assert_apart(page, 6)
    rows.nth(1).click(modifiers=["Shift"])
    expect(page.locator("#analysis-pinned button")).to_have_count(4)
    code = rows.nth(7).get_attribute("data-code")
    place = page.evaluate("code => ioc.map.locate('analysis-map', code)", code)
    page.keyboard.down("Control")
    page.mouse.click(place["x"], place["y"])
    page.keyboard.up("Control")
    expect(page.locator("#analysis-pinned button")).to_have_count(5)
    assert str(code) in page.url


def test_the_chart_is_as_large_as_the_page_and_small_again_by_escape(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    page.get_by_role("button", name="Xem cả trang").first.click()
    panel = page.locator(".ana-series")
    expect(panel).to_have_css("position", "fixed")
    page.wait_for_function(
        "document.querySelector('#analysis-series .main-svg').getBoundingClientRect().height > 600"
    )
    assert page.locator(".ana-middle").get_attribute("inert") is not None
    page.keyboard.press("Escape")
    expect(panel).not_to_have_css("position", "fixed")
    assert page.locator(".ana-middle").get_attribute("inert") is None
