"""Two indicators in Chromium: points, names apart, picking by hand and by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at

HAS_NAMES = """() => {
    const graph = document.querySelector("#analysis-series .js-plotly-plot");
    return graph && graph.layout && (graph.layout.annotations || [])
        .some((note) => note.name === "point");
}"""
BOXES_OF_NAMES = """() => {
    const graph = document.querySelector("#analysis-series .js-plotly-plot");
    return graph.layout.annotations.map((note, at) => [note, at])
        .filter(([note]) => note.name === "point")
        .map(([, at]) => graph.querySelector(`.annotation[data-index="${at}"] .annotation-text`)
            .getBoundingClientRect())
        .map(({ left, right, top, bottom }) => [left, right, top, bottom]);
}"""


# A trail may have several strokes: each names its area.
TRAILS = """count => {
    const [, ...trails] = document.querySelector("#analysis-series .js-plotly-plot").data;
    return new Set(trails.map(({ meta }) => meta)).size === count;
}"""


def overlaps(page: Page) -> list[tuple[int, int]]:
    """Return the pairs of names that lie over one another by more than a pixel or two."""
    boxes = page.evaluate(BOXES_OF_NAMES)
    return [
        (one, other)
        for one, first in enumerate(boxes)
        for other, second in enumerate(boxes[:one])
        if first[0] < second[1] - 2 and second[0] < first[1] - 2
        and first[2] < second[3] - 2 and second[2] < first[3] - 2
    ]  # fmt: skip


def test_areas_by_two_indicators_are_named_picked_and_left_again(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    page.select_option("#analysis-chart", "two")
    page.wait_for_function(HAS_NAMES)
    page.select_option("#analysis-second", "HT05")
    page.wait_for_function(READY)
    page.wait_for_function(HAS_NAMES)
    assert "bieu-do=two" in page.url
    assert "chi-so-2=HT05" in page.url
    expect(page.locator("#analysis-chart-note")).to_contain_text("Vẽ ")
    assert len(page.evaluate(BOXES_OF_NAMES)) >= 5
    assert not overlaps(page)

    frame = page.locator(".ana-graph-frame")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(frame.locator("[role=status]")).to_contain_text("Hộ dùng cáp quang: ")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('chon=')")
    page.wait_for_function(TRAILS, arg=1)
    point = page.locator("#analysis-series .scatterlayer .trace").first.locator("path.point").nth(9)
    box = point.bounding_box()
    assert box
    page.keyboard.down("Control")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.up("Control")
    page.wait_for_function("location.search.includes('so-sanh=')")
    page.wait_for_function(TRAILS, arg=2)

    page.select_option("#analysis-chart", "*")
    page.wait_for_function(READY)
    assert "bieu-do" not in page.url
    expect(page.locator("#analysis-second-frame")).to_be_hidden()
    expect(frame).not_to_have_attribute("role", "application")
    assert "chi-so-2" not in page.url


def test_a_chart_that_is_drawn_anew_has_its_names_again_and_then_rests(page_at: PageAt) -> None:
    """Plotly may draw later than the page expects; then nobody wrote the names."""
    page = page_at(1440, 900)
    open_at(page, f"{HOME}&bieu-do=two&chi-so-2=HT05")
    page.wait_for_function(HAS_NAMES)
    page.evaluate(
        """() => {
            const graph = document.querySelector("#analysis-series .js-plotly-plot");
            window.drawings = 0;
            graph.on("plotly_afterplot", () => (window.drawings += 1));
            const annotations = graph.layout.annotations.filter(({ name }) => name !== "point");
            return Plotly.relayout(graph, { annotations });
        }"""
    )
    page.wait_for_function(HAS_NAMES)
    counts = page.evaluate(
        """async () => {
            const later = () => new Promise((resolve) =>
                setTimeout(() => resolve(window.drawings), 700));
            return [await later(), await later()];
        }"""
    )
    assert counts[0] == counts[1] > 1


@pytest.mark.parametrize("kind", ["bieu-do=two&chi-so-2=HT05", "bieu-do=many", "bang=indicators"])
def test_charts_and_tables_fit_a_small_phone_and_every_reader(
    kind: str, page_at: PageAt, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(320, 640)
    page.goto(f"{HOME}&{kind}")
    page.wait_for_function(
        "document.querySelector('#analysis-page[data-chart], #analysis-pivot-table tbody tr')"
    )
    page.wait_for_function("!document.getElementById('analysis-page').hasAttribute('aria-busy')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
