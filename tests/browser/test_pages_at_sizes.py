"""Every page in real Chromium at its sizes, light and dark: whole, quiet, accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

FULL_HD, UHD, PHONE = (1920, 1080), (3840, 2160), (390, 844)
CASES = [
    ("wall-coverage", "/wall?giu=1&canh=coverage", UHD, "dark"),
    ("wall-coverage", "/wall?giu=1&canh=coverage", FULL_HD, "light"),
    ("analysis-province", "/phan-tich?dia-ban=40", FULL_HD, "light"),
    ("analysis-province", "/phan-tich?dia-ban=40", FULL_HD, "dark"),
    ("analysis-province", "/phan-tich?dia-ban=40", PHONE, "light"),
    ("analysis-country", "/phan-tich?dia-ban=VN&cap=commune&chi-so=HT05", FULL_HD, "light"),
    ("area-province", "/dia-ban/2025-07-01/40", FULL_HD, "light"),
    ("area-province", "/dia-ban/2025-07-01/40", FULL_HD, "dark"),
    ("area-province", "/dia-ban/2025-07-01/40", PHONE, "light"),
    ("area-district", "/dia-ban/2025-03-01/412", FULL_HD, "light"),
    ("area-commune", "/dia-ban/2025-07-01/16681", PHONE, "dark"),
]


@pytest.mark.parametrize(
    ("name", "path", "size", "theme"),
    [pytest.param(*case, id=f"{case[0]}-{case[2][0]}-{case[3]}") for case in CASES],
)
def test_page(
    page_at: PageAt,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    name: str,
    path: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    page = page_at(*size, theme=theme)  # type: ignore[arg-type]
    page.goto(path + ("&" if "?" in path else "?") + f"nen={'toi' if theme == 'dark' else 'sang'}")
    # A wall holds the maps of all scenes; the shown one is painted.
    page.locator("[data-painted-key]").filter(visible=True).first.wait_for(timeout=30_000)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    ), "the page is wider than the window"
    if "wall" in path:
        assert page.evaluate(
            "document.documentElement.scrollHeight <= document.documentElement.clientHeight"
        ), "the wall has a scrollbar"
    expect(page.get_by_text("Số liệu minh hoạ").filter(visible=True).first).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"{name}-{size[0]}-{theme}")
