"""Every page in real Chromium at its sizes, light and dark: whole, quiet, accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

_SOME = re.compile(r"^[1-9]")
SIZES = {"wall": [(1920, 1080), (3840, 2160)], "page": [(1920, 1080), (1280, 800), (390, 844)]}
PAGES = [
    ("wall", "/wall?giu=1&canh=coverage", "wall"),
    ("wall-services", "/wall?giu=1&canh=online-services", "wall"),
    ("wall-telehealth", "/wall?giu=1&canh=telehealth", "wall"),
    ("wall-overview", "/wall?giu=1&canh=overview", "wall"),
    ("analysis-province", "/phan-tich?dia-ban=40", "page"),
    ("analysis-country", "/phan-tich?dia-ban=VN&cap=commune&chi-so=HT05", "page"),
    ("area-province", "/dia-ban/2025-07-01/40", "page"),
    ("area-district", "/dia-ban/2025-03-01/412", "page"),
    ("area-commune", "/dia-ban/2025-07-01/16681", "page"),
]
CASES = [
    pytest.param(path, size, theme, f"{name}-{size[0]}-{theme}", id=f"{name}-{size[0]}-{theme}")
    for name, path, kind in PAGES
    for size in SIZES[kind]
    for theme in ("light", "dark")
    # Each page in both themes at its first size; the other sizes once.
    if theme == "light" or size == SIZES[kind][0]
]


@pytest.mark.parametrize(("path", "size", "theme", "name"), CASES)
def test_page(
    page_at: PageAt,
    screenshot: Callable[..., Path],
    assert_accessible: Callable[[Page], None],
    path: str,
    size: tuple[int, int],
    theme: str,
    name: str,
) -> None:
    page = page_at(*size, theme=theme)  # type: ignore[arg-type]
    page.goto(path + ("&" if "?" in path else "?") + f"nen={'toi' if theme == 'dark' else 'sang'}")
    painted = page.locator("[data-painted]").first
    expect(painted).to_have_attribute("data-painted", _SOME, timeout=30_000)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    ), "the page is wider than the window"
    if "wall" in path:
        assert page.evaluate(
            "document.documentElement.scrollHeight <= document.documentElement.clientHeight"
        ), "the wall has a scrollbar"
    expect(page.get_by_text("Số liệu minh hoạ").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, name)
