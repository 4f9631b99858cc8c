"""The start page in Chromium: short, quiet, live; and no page jumps while it is being loaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PageAt

ROWS = ".ioc-start-red .ioc-start-row"
SIZES = [(390, 844), (768, 1024), (1440, 900), (1920, 1080)]
# Each page, and what is there when it has been drawn.
PAGES = {
    "/": "#start-map[data-painted-key]",
    "/dia-ban/2025-07-01/40": "#area-page:has(#area-map[data-painted-key]) #area-trend .main-svg",
    "/phan-tich?dia-ban=40": "#analysis-map[data-painted-key]",
    "/wall?giu=1": "[data-painted-key]",
    "/dang-nhap": "input",
    "/api": "h1",
}
MOST_SHIFT = 0.05
_SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
    }).observe({ type: "layout-shift", buffered: true });
    // Entries come before the next but one frame.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})"""


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps(page_at: PageAt, path: str, width: int, height: int) -> None:
    page = page_at(width, height)
    page.goto(path, wait_until="load")
    page.wait_for_selector(PAGES[path], state="visible", timeout=30_000)
    page.wait_for_load_state("networkidle") if path in ("/dang-nhap", "/api") else None
    assert page.evaluate(_SHIFT) <= MOST_SHIFT


def test_the_list_of_areas_stays_where_it_is_when_the_chart_above_it_comes(page_at: PageAt) -> None:
    """It moved by 190 px, away from under the hand and from the focus."""
    page = page_at(1440, 900)
    waiting: list[Route] = []
    comes = Event()
    page.route(
        re.compile("plotly"),
        lambda route: route.continue_() if comes.is_set() else waiting.append(route),
    )
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector("#area-page[data-filled] .ioc-area-row")
    place = "document.querySelector('.ioc-area-list-column').getBoundingClientRect().top"
    before = page.evaluate(place)
    assert waiting
    comes.set()
    for each in waiting:
        each.continue_()
    page.wait_for_selector("#area-trend .main-svg")
    assert page.evaluate(place) == before


@pytest.mark.parametrize(
    ("width", "height", "theme", "screens"),
    [
        (1440, 900, "light", 2),
        (1920, 1080, "dark", 2),
        (390, 844, "light", 4),
        (390, 844, "dark", 4),
    ],
)
def test_the_page_is_short_whole_and_accessible(
    page_at: PageAt,
    screenshot: Callable[..., Path],
    assert_accessible: Callable[[Page], None],
    width: int,
    height: int,
    theme: str,
    screens: int,
) -> None:
    page = page_at(width, height, theme=theme)  # type: ignore[arg-type]
    page.goto("/")
    page.wait_for_selector(PAGES["/"], timeout=30_000)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollHeight") <= screens * height
    assert page.evaluate(f"{root}.scrollWidth") <= width
    expect(page.get_by_text("Số liệu minh hoạ")).to_have_count(1)
    assert_accessible(page)
    screenshot(page, f"start-{width}-{theme}", full_page=True)


def test_a_row_leads_to_its_number_and_back(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto("/")
    row = page.locator(ROWS).first
    expect(row).to_contain_text("Chưa đạt")
    expect(row).to_contain_text("Chỉ tiêu")
    page.wait_for_selector(PAGES["/"], timeout=30_000)
    name = row.locator(".ioc-start-name").inner_text()
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#area-finding")).to_contain_text(name)
    page.go_back()
    expect(page.locator(ROWS).first).to_contain_text(name)
    expect(page.locator("#shell-nav [aria-current=page]")).to_have_attribute("href", "/")


def test_an_areas_page_begins_with_finding_and_map_and_folds_what_is_not_red(
    page_at: PageAt,
) -> None:
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector("#area-page[data-filled]")
    page.wait_for_selector(PAGES["/dia-ban/2025-07-01/40"], timeout=30_000)
    box = page.locator(".ioc-area-explorer").bounding_box()
    assert box is not None
    assert box["width"] * min(box["height"], 900) > 1440 * 900 / 3
    red = page.locator(".ioc-area-card .ioc-card-red")
    assert red.count()
    assert all(each.is_visible() for each in red.all())
    folded = page.locator(".ioc-area-group:not([open])")
    assert folded.count()
    assert not folded.first.locator(".ioc-area-card").first.is_visible()
    folded.first.locator("summary").first.press("Enter")
    assert page.evaluate("document.documentElement.scrollHeight") < 5000


def test_a_headline_of_three_lines_leaves_the_facts_their_place(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector(PAGES["/dia-ban/2025-07-01/40"], timeout=30_000)
    finding = page.locator("#area-finding")
    assert finding.evaluate("each => each.scrollHeight <= each.clientHeight")
    below = page.locator("#area-facts").bounding_box()
    above = finding.bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] >= above["y"] + above["height"] - 8
