"""Scripts of those who administer and report come when they are needed, and not before."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_admin import signed_in
from tests.serving import ServedApp

_SCRIPTS = """() => performance.getEntriesByType("resource").map(({ name }) => name)
  .filter((name) => name.includes("/bundle/") && name.split("?")[0].endsWith(".js"))
  .map((name) => name.split("/").at(-1).split(".")[0]).sort()"""


def scripts(page: Page) -> list[str]:
    return list(page.evaluate(_SCRIPTS))


def test_a_reader_fetches_none_of_them_an_administrator_once(
    page_at: PageAt, served_app: ServedApp
) -> None:
    page = page_at(1440, 900)
    page.goto("/")
    expect(page.locator("#start-map[data-painted], #start-map canvas").first).to_be_attached()
    assert scripts(page) == ["ioc"]
    signed_in(page, served_app)
    page.goto("/quan-tri")
    expect(page.locator("#admin-room :is(button, a, input)").first).to_be_visible()
    assert scripts(page) == ["desk", "ioc"]
    # Another section and another of these pages, in the same document.
    page.get_by_role("link", name="Điều khiển").first.click()
    expect(page.locator("#remote-room :is(button, a)").first).to_be_visible()
    assert scripts(page) == ["desk", "ioc"]
