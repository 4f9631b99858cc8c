"""Naming an owner in Chromium: Enter sends no half-written field, and open pages follow."""

from __future__ import annotations

from playwright.sync_api import expect

from data.access.tokens import Scope
from tests.browser.conftest import PageAt
from tests.browser.test_admin import FULL_HD, REFUSALS, pick, signed_in
from tests.serving import ServedApp

UNIT = "Ban điều hành phủ sóng"


def test_a_saved_owner_stands_on_an_open_area_page(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    reader = page_at(*FULL_HD)
    reader.goto("/dia-ban/2025-07-01/16681?chi-so=HT02")
    reader.wait_for_selector("#area-page[data-filled]")
    assert UNIT not in reader.locator("#area-page").inner_text()
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), app_of_its_own, Scope.ADMIN)
    page.goto("/quan-tri/chu-tri")
    page.get_by_role("button", name="+ Đơn vị chủ trì mới").click()
    page.get_by_label("Đơn vị", exact=True).fill(UNIT)
    pick(page, "Chủ trì chỉ số", "HT02")
    posts: list[str] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    field = page.get_by_role("combobox", name="Địa bàn", exact=True)
    # Nothing is called so: the form stays.
    field.fill("xã không có tên này")
    field.press("Enter")
    expect(page.get_by_role("option").first).to_have_attribute("aria-disabled", "true")
    field.press("Enter")
    # Enter comes before the list: it waits for it, and takes the first.
    field.fill("Phường Thành Vinh")
    field.press("Enter")
    expect(field).to_have_value("Phường Thành Vinh")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert posts == []
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ioc-admin-said")).to_contain_text("Đã lưu")
    assert len(posts) == 1
    expect(reader.locator("#area-page")).to_contain_text(UNIT)
