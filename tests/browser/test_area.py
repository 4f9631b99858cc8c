"""Going down and up through the areas in Chromium: by mouse, by keyboard, by search, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.page_waits import unfold
from tests.serving import ServedApp

OLD, NEW = "2025-03-01", "2025-07-01"
PROVINCE = f"/dia-ban/{NEW}/40"
# A ward of Nghệ An with villages, made from six old communes of the city of Vinh.
WARD, WARD_NAME = "16681", "Phường Thành Vinh"
READY = """name => {
    const page = document.getElementById("area-page");
    const state = window.ioc && window.ioc.map && window.ioc.map.stateOf("area-map");
    return page && page.querySelector("h1").textContent === name
        && state && state.baseCanvas && !state.element.hasAttribute("aria-busy")
        && document.querySelector("#area-list li")
        && document.querySelector("#area-trend .main-svg");
}"""
LIST = "#area-list .ioc-area-row"


def wait_for(page: Page, name: str) -> None:
    page.wait_for_function(READY, arg=name)


def open_at(page: Page, address: str, name: str) -> None:
    page.goto(address)
    wait_for(page, name)


def place_of(page: Page, code: str) -> tuple[float, float]:
    page.locator("#area-map").scroll_into_view_if_needed()
    place = page.evaluate("code => ioc.map.locate('area-map', code)", code)
    return place["x"], place["y"]


def stay(page: Page) -> None:
    """Leave a mark that a page load would wipe out."""
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_click_down_to_a_village_and_back_by_the_browsers_button(
    page_at: PageAt, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"{PROVINCE}?chi-so=HT05", "Tỉnh Nghệ An")
    stay(page)
    page.mouse.click(*place_of(page, WARD))
    pick = page.locator("#area-picked")
    expect(pick).to_contain_text(WARD_NAME)
    expect(page.locator(f"{LIST}[aria-current]")).to_contain_text(WARD_NAME)
    expect(page).to_have_url(re.compile("chon=16681"))
    screenshot(page, "area-picked")

    page.mouse.click(*place_of(page, WARD))
    wait_for(page, WARD_NAME)
    assert f"/{NEW}/{WARD}?chi-so=HT05" in page.url
    village = page.locator(LIST).first.get_attribute("data-code")
    name = page.locator(f"{LIST} .ioc-area-row-name").first.inner_text()
    assert village
    page.mouse.dblclick(*place_of(page, village))
    wait_for(page, name)
    expect(page.locator(".ioc-area-crumbs li")).to_have_text(
        ["Việt Nam", "Tỉnh Nghệ An", WARD_NAME, name]
    )
    screenshot(page, "area-village")

    page.go_back()
    wait_for(page, WARD_NAME)
    page.go_back()
    wait_for(page, "Tỉnh Nghệ An")
    expect(pick).to_contain_text(WARD_NAME)
    expect(page.locator("#area-finding")).to_contain_text("Internet cáp quang")
    page.go_forward()
    wait_for(page, WARD_NAME)
    page.get_by_role("link", name="Việt Nam").first.click()
    wait_for(page, "Việt Nam")
    assert stayed(page), "one of the steps loaded the page anew"


def test_before_2025_the_way_down_goes_through_the_district(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"/dia-ban/{OLD}/40", "Tỉnh Nghệ An")
    page.locator(LIST, has_text="Thành phố Vinh").click()
    wait_for(page, "Thành phố Vinh")
    page.locator(LIST, has_text="Xã Nghi Ân").click()
    wait_for(page, "Xã Nghi Ân")
    steps = ["Việt Nam", "Tỉnh Nghệ An", "Thành phố Vinh", "Xã Nghi Ân"]
    expect(page.locator(".ioc-area-crumbs li")).to_have_text(steps)
    page.go_back()
    wait_for(page, "Thành phố Vinh")
    page.get_by_role("link", name="Tỉnh Nghệ An", exact=True).first.click()
    wait_for(page, "Tỉnh Nghệ An")
    page.get_by_text("Xã", exact=True).click()
    expect(page.locator("#area-list-title")).to_have_text("412 xã của Tỉnh Nghệ An")
    expect(page).to_have_url(re.compile("cap=commune"))


@pytest.mark.parametrize(("code", "name"), [("40", "Tỉnh Nghệ An"), (WARD, WARD_NAME)])
def test_the_trend_is_in_the_first_view_of_a_desk(page_at: PageAt, code: str, name: str) -> None:
    page = page_at(1440, 900)
    open_at(page, f"/dia-ban/{NEW}/{code}", name)
    for part in ("#area-trend", "#area-map", "#area-list li:nth-child(3)"):
        box = page.locator(part).bounding_box()
        assert box and box["y"] + box["height"] <= 900, part
    # Whatever the chart says has room in it.
    page.wait_for_function("document.querySelectorAll('#area-trend .xtick').length > 1")


def test_by_keyboard_alone_down_and_up(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    page.focus("#area-list-filter")
    page.keyboard.type("thanh vinh")
    expect(page.locator(LIST)).to_have_count(1)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").startswith("ioc-area-row"):
            break
    page.keyboard.press("Enter")
    wait_for(page, WARD_NAME)
    # Whoever came by a link that is gone starts at the new page's name.
    expect(page.locator("h1")).to_be_focused()

    map_ = page.locator("#area-map .ioc-map__overlay")
    map_.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    pick = page.locator("#area-picked strong")
    expect(pick).to_be_visible()
    name = pick.inner_text()
    page.keyboard.press("Enter")
    wait_for(page, name)
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".ioc-area-crumbs a", has_text=WARD_NAME)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(page, WARD_NAME)


def test_former_and_later_selves_lead_to_each_other(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"/dia-ban/{NEW}/{WARD}", WARD_NAME)
    page.get_by_role("link", name="6 đơn vị tiền thân").click()
    expect(page.locator("#tien-than")).to_be_in_viewport()
    page.locator(".ioc-area-lineage a", has_text="Phường Đông Vĩnh").click()
    wait_for(page, "Phường Đông Vĩnh")
    here = page.locator(".ioc-area-vintages .is-here")
    expect(here).to_have_text("trước 01/07/2025")
    page.locator(".ioc-area-vintages a", has_text=WARD_NAME).click()
    wait_for(page, WARD_NAME)
    expect(here).to_have_text("từ 01/07/2025")


def test_a_choice_stays_chosen_in_the_other_vintage(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"/dia-ban/{NEW}/{WARD}?chi-so=HT05", WARD_NAME)
    there = page.locator(".ioc-area-vintages a")
    expect(there).to_have_attribute("href", re.compile(rf"^/dia-ban/{OLD}/\d{{5}}\?.*chi-so=HT05"))
    there.click()
    expect(page.locator(".ioc-area-vintages .is-here")).to_have_text("trước 01/07/2025")
    expect(page.locator("#area-finding")).to_contain_text("Internet cáp quang")


def test_from_a_name_to_how_far_it_has_come_since_before_the_merger(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    page.locator("#shell-search").fill("mu cang chai")
    page.locator(f'a.ioc-search-hit[href="/dia-ban/{NEW}/04456"]').click()
    wait_for(page, "Xã Mù Cang Chải")
    unfold(page)
    page.locator(".ioc-area-card a", has_text="dân số được phủ sóng 4G/5G").click()
    expect(page.locator("#area-trend-finding")).to_contain_text(
        re.compile(r"so với hai năm trước \([\d,]+%, quy đổi\)")
    )
    expect(page.locator("#area-trend")).to_contain_text("cộng trọn")


def test_a_code_that_was_used_again_leads_to_its_own_past(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"/dia-ban/{NEW}/15", "Tỉnh Lào Cai")
    unfold(page)
    page.locator(".ioc-area-lineage a", has_text="Tỉnh Yên Bái").first.click()
    wait_for(page, "Tỉnh Yên Bái")
    assert f"/{OLD}/15" in page.url
    expect(page.get_by_role("heading", name="Số liệu đã công bố")).to_be_visible()


def test_a_former_district_filters_the_map(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    unfold(page)
    page.locator(".ioc-area-lineage a[data-former]", has_text="Huyện Kỳ Sơn").click()
    expect(page.locator("#area-list-title")).to_have_text("12 xã trên địa bàn Huyện Kỳ Sơn cũ")
    expect(page.locator(LIST)).to_have_count(12)
    expect(page).to_have_url(re.compile("huyen-cu=417"))
    page.reload()
    wait_for(page, "Tỉnh Nghệ An")
    expect(page.locator(LIST)).to_have_count(12)
    page.select_option("#area-former", "all")
    expect(page.locator(LIST)).to_have_count(130)


def test_a_card_chooses_the_indicator_in_place(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    stay(page)
    unfold(page)
    page.locator('[data-code="CQ02"] a').click()
    expect(page.locator("#area-finding")).to_contain_text("Tỷ lệ hồ sơ nộp trực tuyến")
    expect(page.locator("#area-map .ioc-map__overlay")).to_have_attribute(
        "aria-label", re.compile("hồ sơ nộp trực tuyến")
    )
    expect(page.locator('[data-code="CQ02"] a')).to_have_attribute("aria-current", "true")
    expect(page.locator("#area-analysis")).to_have_attribute("href", re.compile("chi-so=CQ02"))
    now = page.locator("#area-period").input_value()
    page.get_by_role("button", name="Kỳ trước").click()
    expect(page.locator("#area-period")).not_to_have_value(now)
    earlier = page.locator("#area-period").input_value()
    assert earlier < now
    expect(page.locator('[data-code="CQ02"] .ioc-card-period')).to_contain_text(
        "/".join(reversed(earlier.split("-")))
    )
    expect(page).to_have_url(re.compile(f"chi-so=CQ02&ky={earlier}"))
    assert stayed(page)
    page.reload()
    wait_for(page, "Tỉnh Nghệ An")
    expect(page.locator("#area-period")).to_have_value(earlier)


def test_an_indicator_of_the_province_alone_shows_its_neighbours(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"{PROVINCE}?chi-so=TH01", "Tỉnh Nghệ An")
    expect(page.locator("#area-map-note")).to_contain_text("giữa các địa bàn cùng cấp")
    expect(page.locator(f"{LIST}[aria-current]")).to_contain_text("Tỉnh Nghệ An")
    page.locator(LIST, has_text="Thành phố Huế").click()
    wait_for(page, "Thành phố Huế")


@pytest.mark.parametrize(("size", "theme"), [((1920, 1080), "dark"), ((390, 844), "light")])
def test_an_unknown_code_says_what_to_do(
    page_at: PageAt,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    size: tuple[int, int],
    theme: str,
) -> None:
    missing = [r"404 \(Not Found\)"]
    page = page_at(*size, theme=theme, expected=missing)  # type: ignore[arg-type]
    answer = page.goto(f"/dia-ban/{NEW}/412")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", name="Không có địa bàn này")).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"area-unknown-{size[0]}")
    page.get_by_role("link", name="Thành phố Vinh").click()
    wait_for(page, "Thành phố Vinh")


@pytest.mark.parametrize(
    ("path", "name"),
    [(f"{NEW}/NA-00001", "Khối 1"), (f"{NEW}/VN", "Việt Nam"), (f"{OLD}/15", "Tỉnh Yên Bái")],
)
def test_every_level_is_whole_on_a_phone(
    page_at: PageAt,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    path: str,
    name: str,
) -> None:
    page = page_at(390, 844, "dark", touch=True)
    open_at(page, f"/dia-ban/{path}", name)
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert_accessible(page)
    screenshot(page, f"area-phone-{path.rpartition('/')[2]}", full_page=True)


def test_the_language_switch_turns_the_whole_page(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    page.locator("#shell-language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    wait_for(page, "Tỉnh Nghệ An")
    # Quotations and titles of the press stay as they were printed.
    texts = page.evaluate(
        """() => {
            const body = document.body.cloneNode(true);
            for (const quoted of body.querySelectorAll("[lang=vi], script")) quoted.remove();
            return body.textContent.toLowerCase();
        }"""
    )
    for word in ("chỉ tiêu", "đạt", "số liệu", "so với", "kỳ trước", "thôn", "huyện cũ", "tìm"):
        assert not re.search(rf"\b{word}\b", texts), word
    expect(page.locator(".ioc-search")).to_have_attribute("placeholder", re.compile("Search"))
    page.locator("#shell-language").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_new_numbers_come_in_without_a_jump(
    page_at: PageAt, app_of_its_own: ServedApp, tmp_path: Path
) -> None:
    page = page_at(1920, 1080)
    open_at(page, f"/dia-ban/{NEW}/{WARD}?chi-so=HT05", WARD_NAME)
    stay(page)
    expect(page.locator("html")).to_have_attribute("data-live", "live")
    unfold(page)
    card = page.locator('[data-code="HT05"] .ioc-card-value')
    other = page.locator('[data-code="HT06"] article')
    other.evaluate("card => { card.kept = true; }")
    page.get_by_role("button", name="Phóng to").click()
    zoom = page.evaluate("ioc.map.stateOf('area-map').view.zoom")
    before, period = card.inner_text(), page.locator("#area-period").input_value()

    file = tmp_path / "HT05.csv"
    file.write_text(
        f"indicator,area,period,numerator,denominator\nHT05,NA-00001,{period},1,900\n",
        encoding="utf-8",
    )
    app_of_its_own.run("load", "observations", file, "--vintage", NEW, "--yes")
    expect(card).not_to_have_text(before)
    expect(page.locator("#area-finding")).to_contain_text(card.inner_text())
    assert page.evaluate("ioc.map.stateOf('area-map').view.zoom") == zoom > 1
    assert other.evaluate("card => card.kept"), "a card without news was drawn anew"
    assert stayed(page)


def test_the_library_of_charts_comes_after_the_first_picture_of_the_map(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, PROVINCE, "Tỉnh Nghệ An")
    paint_time, request_time = page.evaluate(
        """() => [
            performance.getEntriesByName("ioc:map:painted")[0].startTime,
            performance.getEntriesByType("resource").find((file) => file.name.includes("plotly"))
                .startTime,
        ]"""
    )
    # On a machine that is slow enough the chart stops waiting: see core/chart-library.js.
    assert request_time > min(paint_time, 2_500)
