"""Forms in a real browser: one is copied, its closing day changed, and the trail says what."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from data.access.tokens import Scope
from tests.browser.conftest import PageAt
from tests.browser.test_admin import FULL_HD, PHONE, REFUSALS, signed_in
from tests.serving import ServedApp


def test_a_form_is_copied_and_changed_and_the_trail_says_what(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), app_of_its_own, Scope.ADMIN)
    page.goto("/quan-tri/bieu")
    page.get_by_role("button", name="Phủ sóng và cáp quang của thôn").click()
    expect(page.locator(".ioc-form-term")).to_contain_text("Tháng 10/2026: mở 01/11/2026")
    page.get_by_role("button", name="Tạo bản sao").click()
    expect(page.locator(".ioc-admin-said")).to_contain_text("Bạn đang sửa bản sao")
    expect(page.get_by_label("Tình trạng")).to_have_value("false")
    page.get_by_label("Ngày đóng").fill("mười hai")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator('[data-field="closes_days"].is-wrong')).to_contain_text("số nguyên")
    page.get_by_label("Ngày đóng").fill("12")
    page.get_by_label("Tình trạng").select_option("true")
    field = page.get_by_role("combobox", name="Thêm chỉ số")
    field.fill("CQ12")
    # Lists to choose from are options, too.
    item = page.get_by_role("listbox").get_by_role("option").first
    expect(item).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    page.get_by_role("button", name="Bỏ “Số thôn trắng sóng”").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ioc-admin-said")).to_contain_text("Đã lưu")
    expect(page.locator(".ioc-form-term")).to_contain_text("đóng 12/11/2026")
    page.get_by_role("link", name="Nhật ký").click()
    row = page.locator(".ioc-tokens tbody tr").first
    expect(row).to_contain_text("phu-song-thang-2")
    row.locator("summary").click()
    changes = row.locator(".ioc-trail-changes")
    expect(changes).to_contain_text("Ngày đóng")
    texts = changes.inner_text()
    place = texts.index("Ngày đóng")
    assert "10" in texts[place : place + 40] and "12" in texts[place : place + 40]
    assert "Số thôn trắng sóng (giá trị)" in texts and "xử lý đúng hạn (tử số, mẫu số)" in texts
    # A command reads the same form.
    listing = app_of_its_own.run("forms", "list")
    assert "phu-song-thang-2\ttháng\tthôn\tmở ngày 1, đóng ngày 12 sau kỳ\tđang dùng" in listing


@pytest.mark.parametrize("size", [FULL_HD, PHONE])
def test_an_edit_that_is_not_saved_is_asked_for_before_it_is_left(
    page_at: PageAt, served_app: ServedApp, size: tuple[int, int]
) -> None:
    page = signed_in(page_at(*size), served_app, Scope.ADMIN)
    page.goto("/quan-tri/bieu?ma=so-luong-quy")
    page.get_by_label("Đơn vị xác nhận").fill("Sở Tài chính")
    expect(page.locator(".ioc-admin-unsaved")).to_be_visible()
    page.get_by_role("button", name="Dịch vụ công trực tuyến").click()
    page.get_by_role("button", name="Thôi").click()
    expect(page.get_by_label("Đơn vị xác nhận")).to_have_value("Sở Tài chính")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
