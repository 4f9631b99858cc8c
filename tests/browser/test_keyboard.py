"""Pages by the keyboard in Chromium: one ring of the focus, one stop for a long list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

AREA = "/dia-ban/2025-07-01/40"
READY = {
    "/": "#start-map[data-painted-key]",
    AREA: "#area-page[data-filled] .ioc-area-row",
    "/phan-tich?dia-ban=40": "#analysis-table tbody tr[data-code]",
    "/dang-nhap": "input",
}
# The ring may be drawn around what stands for the focused element: its label, its card, its frame.
RING = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const ring = (style) => style.outlineStyle === "none" ? ""
        : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    const rings = [getComputedStyle(at), getComputedStyle(at, "::after"),
        ...[at.nextElementSibling, at.parentElement].filter(Boolean).map((each) =>
            getComputedStyle(each))].map(ring).filter(Boolean);
    return { what: at.id || String(at.className) || at.tagName, ring: rings[0] || "none" };
}"""
RINGS = {"light": "solid 3px rgb(19, 95, 168)", "dark": "solid 3px rgb(159, 208, 248)"}
SIZES = """() => {
    const sizes = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { parentElement: of, textContent: text } = walker.currentNode;
        // The library of charts sets its own texts.
        if (!text.trim() || of.closest("svg, script, style, noscript")) continue;
        if (!of.checkVisibility({ visibilityProperty: true })) continue;
        sizes.add(getComputedStyle(of).fontSize);
    }
    return [...sizes].map(parseFloat).sort((one, two) => one - two);
}"""
SCALE = [12, 13, 15, 18, 21, 24, 30, 34]


def open_at(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector(READY[path])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", READY)
def test_the_ring_is_the_same_wherever_the_focus_goes(
    page_at: PageAt, path: str, theme: Any
) -> None:
    page = page_at(1440, 900, theme=theme)
    open_at(page, path)
    stops: list[dict[str, str]] = []
    for _ in range(70):
        page.keyboard.press("Tab")
        stop = page.evaluate(RING)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 1
    assert [stop for stop in stops if stop["ring"] != RINGS[theme]] == []
    # A list of 130 communes is one of the stops.
    assert sum("ioc-area-row" in stop["what"] for stop in stops) == (path == AREA)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", READY)
def test_pages_are_set_in_eight_sizes(page_at: PageAt, path: str, width: int) -> None:
    page = page_at(width, 900)
    open_at(page, path)
    sizes = page.evaluate(SIZES)
    assert sizes
    assert [size for size in sizes if size not in SCALE] == []


def test_arrows_move_inside_a_long_list(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, AREA)
    rows = page.locator(".ioc-area-row")
    assert page.locator(".ioc-area-row[tabindex='0']").count() == 1
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("End")
    # At once: what scrolled softly stopped on its way when a chart came, out of sight for good.
    assert rows.last.evaluate("row => row.getBoundingClientRect().bottom <= innerHeight + 1")
    expect(rows.last).to_be_focused()
    expect(rows.last).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(rows.first).to_be_focused()
    # Who comes back by the Tab key is where they were.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dia-ban/2025-07-01/\d{5}"))


def test_there_is_a_way_back_from_a_wall_at_a_desk(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.goto("/wall?giu=1")
    page.wait_for_selector(".wall-scene.is-shown [data-painted-key]", timeout=30_000)
    back = page.locator(".wall-back")
    expect(back).to_have_css("opacity", "0")
    expect(page).to_have_title(re.compile(r".+ · .+"))
    page.mouse.move(400, 400)
    page.mouse.move(420, 400)
    expect(back).to_have_css("opacity", "1")
    back.click()
    page.wait_for_url(re.compile(r"/$"))
    expect(page.get_by_role("heading", name="Việc cần chỉ đạo")).to_be_visible()
