"""The search of the frame in Chromium: keyboard, present and former names, phone, no diacritics."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PageAt

HOME = "/dia-ban/2025-07-01/16681"
HITS = "#shell-search-list [role=option]"


def open_page(page: Page) -> None:
    page.goto(HOME)
    expect(page.locator("#shell-search")).to_have_attribute("role", "combobox")
    expect(page.locator("h1")).to_have_text("Phường Thành Vinh")


@pytest.mark.parametrize(("size", "theme"), [((1920, 1080), "light"), ((390, 844), "dark")])
def test_a_former_name_without_diacritics_by_keyboard(
    page_at: PageAt,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    size: tuple[int, int],
    theme: str,
) -> None:
    page = page_at(*size, theme=theme)  # type: ignore[arg-type]
    open_page(page)
    page.keyboard.press("/")
    field = page.locator("#shell-search")
    expect(field).to_be_focused()
    page.keyboard.type("ky son")
    expect(page.locator(HITS).first).to_contain_text("Huyện Kỳ Sơn")
    expect(page.locator(HITS).first).to_contain_text("trước 01/07/2025")
    expect(page.locator(HITS).first).to_contain_text("Tỉnh Nghệ An")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator(HITS).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "shell-search-hit-0")
    assert_accessible(page)
    screenshot(page, f"search-{size[0]}")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Huyện Kỳ Sơn")
    assert page.url.endswith("/dia-ban/2025-03-01/417")
    expect(field).to_have_value("")
    expect(page.locator(HITS)).to_have_count(0)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Phường Thành Vinh")


def test_what_was_chosen_stays_chosen_when_the_last_letters_are_answered(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_page(page)
    routes: list[Route] = []

    def hold(route: Route) -> None:
        if "q=huyen+ky+son&" in route.request.url:
            routes.append(route)
        else:
            route.continue_()

    page.route("**/view/search?*", hold)
    page.keyboard.press("/")
    page.keyboard.type("huyen ky so")
    results = page.locator("#shell-search-list")
    expect(results).to_have_attribute("data-for", "huyen ky so")
    with page.expect_request("**/view/search?q=huyen+ky+son&*"):
        page.keyboard.type("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    selection = page.locator(f"{HITS}[aria-selected=true]")
    address = selection.get_attribute("href")
    # The request is handed to us a moment after it was noticed.
    for _ in range(100):
        page.wait_for_timeout(20)
        if routes:
            break
    routes[0].continue_()
    expect(results).to_have_attribute("data-for", "huyen ky son")
    expect(selection).to_have_attribute("href", str(address))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_enter_waits_for_the_results_of_what_was_typed(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_page(page)
    page.keyboard.press("/")
    page.keyboard.type("yen bai")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Tỉnh Yên Bái")


def test_escape_closes_then_empties_and_a_click_elsewhere_closes(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_page(page)
    field, results = page.locator("#shell-search"), page.locator("#shell-search-results")
    field.fill("vinh")
    expect(page.locator(HITS).first).to_be_visible()
    field.press("Escape")
    expect(results).to_be_hidden()
    expect(field).to_have_value("vinh")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Escape")
    expect(field).to_have_value("")
    field.fill("nghe an")
    expect(page.locator(HITS).first).to_be_visible()
    page.locator("h1").click()
    expect(results).to_be_hidden()


def test_an_indicator_opens_in_the_analysis(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_page(page)
    page.locator("#shell-search").fill("cap quang")
    page.locator(HITS, has_text="HT05").click()
    page.wait_for_url(re.compile(r"/phan-tich\?.*chi-so=HT05"))
    expect(page.locator("#shell-nav [aria-current=page]")).to_have_text("Phân tích")


def test_nothing_found_says_what_to_try(page_at: PageAt) -> None:
    page = page_at(390, 844)
    open_page(page)
    page.locator("#shell-search").fill("qqqq")
    expect(
        page.get_by_text("Không có địa bàn, chỉ số hay số liệu đã công bố nào khớp “qqqq”")
    ).to_be_visible()


def test_the_navigation_says_where_one_is_and_goes_there_in_place(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_page(page)
    current = page.locator("#shell-nav [aria-current=page]")
    expect(current).to_have_text("Địa bàn")
    page.evaluate("window.stayed = true")
    page.locator("#shell-nav a", has_text="Phân tích").click()
    expect(current).to_have_text("Phân tích")
    page.go_back()
    expect(current).to_have_text("Địa bàn")
    expect(page.locator("h1")).to_have_text("Phường Thành Vinh")
    assert page.evaluate("window.stayed")


def test_the_theme_switch_holds_over_a_reload(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_page(page)
    page.locator("#shell-theme").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_frame_fits_a_phone_in_two_rows(page_at: PageAt, language: str) -> None:
    page = page_at(390, 844)
    page.goto(f"{HOME}?lang={language}")
    field = page.locator("#shell-search")
    expect(field).to_be_visible()
    header = page.locator(".ioc-header").bounding_box()
    search = field.bounding_box()
    assert header
    assert search
    assert header["height"] < 110
    assert search["width"] > 200
    assert page.locator("#shell-language").bounding_box()["width"] >= 44  # type: ignore[index]


def test_words_find_the_indicator_first_and_lead_to_a_published_figure(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_page(page)
    page.keyboard.press("/")
    page.keyboard.type("trắng sóng")
    expect(page.locator(HITS).first).to_contain_text("HT02")
    page.locator("#shell-search").fill("")
    page.keyboard.type("kế hoạch 586")
    expect(page.locator(HITS).first).to_contain_text("15/18 nhiệm vụ")
    page.keyboard.press("Enter")
    row = page.locator("tr:focus")
    expect(row).to_contain_text("Kế hoạch 586")
    expect(row).to_be_in_viewport()
    # Another figure of the page that is already open.
    page.keyboard.press("/")
    page.keyboard.type("3.743")
    expect(page.locator(HITS).first).to_contain_text("3.743/3.806")
    page.keyboard.press("Enter")
    expect(page.locator("tr:focus")).to_contain_text("3.743/3.806")
