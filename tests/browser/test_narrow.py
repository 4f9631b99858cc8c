"""Pages on the narrowest phones in Chromium: nothing is cut, no dates run together."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAt

PAGES = {
    "/": ("#start-map[data-painted-key]", "#start-map[data-painted-key]"),
    "/dia-ban/2025-07-01/40": ("#area-page[data-filled]", "#area-trend .main-svg .xtick text"),
    "/phan-tich?dia-ban=40": (
        "#analysis-map[data-painted-key]", "#analysis-series .main-svg .xtick text",
    ),
}  # fmt: skip
# Legends are whole; dates below a chart, and years below the time control, are apart.
FAULTS = """() => {
    const legends = [...document.querySelectorAll(".ioc-legend")].filter((each) => {
        const box = each.getBoundingClientRect();
        const map = each.closest(".ioc-map").getBoundingClientRect();
        return each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1
            || box.bottom > map.bottom + 1 || box.right > map.right + 1;
    }).map((each) => each.textContent);
    const rows = [".ana-slider-mark", ".xaxislayer-above .xtick text"].flatMap((kind) =>
        [...document.querySelectorAll(kind)].map((each) => [each.textContent,
            each.getBoundingClientRect(), kind]).filter(([, box]) => box.width));
    const close = rows.filter(([, box, kind], at) => at && rows[at - 1][2] === kind
        && Math.abs(rows[at - 1][1].top - box.top) < 3 && box.left < rows[at - 1][1].right + 3)
        .map(([text]) => text);
    return [...legends, ...close];
}"""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_and_no_dates_run_together(page_at: PageAt, path: str, width: int) -> None:
    page = page_at(width, 740)
    page.goto(path)
    for selector in PAGES[path]:
        page.wait_for_selector(selector, state="attached", timeout=30_000)
    page.wait_for_function(f"({FAULTS})().length === 0", timeout=10_000)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_start_page_is_in_the_navigation_of_a_phone_by_its_name(
    page_at: PageAt, width: int, language: str
) -> None:
    """Only "IOC" led there, which nobody reads as "what has to be done"."""
    page = page_at(width, 844, touch=True)
    page.goto(f"/dia-ban/2025-07-01/40?lang={language}")
    links = page.locator("#shell-nav a")
    name = {"vi": "Chỉ đạo", "en": "Direction"}[language]
    expect(links.filter(has_text=name)).to_be_visible()
    boxes = [link.bounding_box() for link in links.all() if link.is_visible()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    links.filter(has_text=name).click()
    page.wait_for_function('location.pathname === "/"')
