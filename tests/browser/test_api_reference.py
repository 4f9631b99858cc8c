"""The documentation of the API as a page: whole, in words, and without anybody else's help."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_route_is_there_and_one_can_be_asked(
    page_at: PageAt, theme: Literal["light", "dark"]
) -> None:
    page = page_at(1440, 900, theme=theme)
    page.goto("/api")
    expect(page).to_have_title("Tài liệu API – Trung tâm điều hành thông minh")
    document = page.evaluate("fetch('/api/v1/openapi.json').then((answer) => answer.json())")
    visible_paths = page.locator(".opblock-summary-path")
    expect(visible_paths).to_have_count(sum(len(methods) for methods in document["paths"].values()))
    paths = {text.replace("\u200b", "") for text in visible_paths.all_inner_texts()}
    assert paths == set(document["paths"])
    dark = page.evaluate("document.documentElement.classList.contains('dark-mode')")
    assert dark is (theme == "dark")
    health = page.locator("#operations-health-healthz_healthz_get")
    health.locator(".opblock-summary-control").click()
    health.get_by_role("button", name="Try it out").click()
    health.get_by_role("button", name="Execute").click()
    expect(health.locator("td.response-col_status:not(.col_header)").first).to_contain_text("200")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_can_use_it(
    page_at: PageAt,
    assert_accessible: Callable[[Page], None],
    theme: Literal["light", "dark"],
) -> None:
    page = page_at(1440, 900, theme=theme)
    page.goto("/api")
    route = page.locator("#operations-map-history_api_v1_history_get")
    route.locator(".opblock-summary-control").click()
    expect(route.locator(".parameters-col_name").first).to_be_visible()
    route.get_by_role("button", name="Try it out").click()
    expect(route.get_by_role("button", name="Execute")).to_be_visible()
    assert_accessible(page)
    for select in page.locator("#api select").all():
        assert select.get_attribute("aria-label") or select.evaluate("field => field.labels.length")
    levels = page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.filter((each) => each.checkVisibility())"
        ".map((each) => Number(each.ariaLevel || each.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_it_speaks_the_language_that_was_chosen(page_at: PageAt) -> None:
    page = page_at(390, 844)
    page.goto("/api?lang=en")
    expect(page.get_by_role("heading", name="API documentation")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_answers_have_the_width_of_a_phone(page_at: PageAt) -> None:
    """Beside their status and links they had a third of it, and examples broke between letters."""
    page = page_at(390, 844)
    page.goto("/api")
    route = page.locator("#operations-map-history_api_v1_history_get")
    route.locator(".opblock-summary-control").click()
    for part in (".highlight-code", "input[placeholder=indicator]"):
        box = route.locator(part).first.bounding_box()
        assert box is not None and box["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
