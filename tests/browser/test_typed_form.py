"""A commune's officer types a form on a phone, without network and after closing the browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from data.access.accounts import AccountRole, AccountTerms, choose_password, create_account
from data.load.observations import Submission, store_observations
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.store.engine import open_engine, raise_revision, writing
from ioc.area import AreaKey
from tests.browser.conftest import PageAt
from tests.browser.test_accounts import FULL_HD, PASSWORD, PHONE, REFUSALS, sign_in
from tests.serving import ServedApp

OWN = AreaKey("2025-07-01", "16681")
FORM = "Dịch vụ công trực tuyến"
NO_NETWORK = r"ERR_INTERNET_DISCONNECTED"
TEXTS = ["80", "100", "60", "100", "90", "120", "1.050", "1.200", "7", "14", "30", "40", "9"]


# The field with the focus is between what stays at the top and at the foot.
IS_CLEAR = """() => {
    const field = document.activeElement.getBoundingClientRect();
    const top = document.querySelector(".ioc-phone-top").getBoundingClientRect();
    const foot = document.querySelector(".ioc-phone-ways-on").getBoundingClientRect();
    return field.top >= top.bottom && field.bottom <= foot.top;
}"""


def prepare(app: ServedApp, login: str = "xa.vinh") -> None:
    """Store an officer of a commune, and what it reported of the period before."""
    engine, now = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}"), datetime.now(UTC)
    with writing(engine) as connection:
        terms = AccountTerms(login, "Nguyễn Văn An", "Phường", AccountRole.REPORTER, OWN)
        account, _ = create_account(connection, terms, now)
        choose_password(connection, account.id, PASSWORD, now)
        cell = {
            "area_id": find_area(connection, OWN).id,
            "indicator_id": find_indicator(connection, "CQ08").id,
            "period": "2026-09", "numerator": 6.0, "denominator": 10.0, "value": None,
        }  # fmt: skip
        frame = pd.DataFrame([cell]).astype({"value": "float64"})
        hand_in = Submission("file", "thang-9.xlsx", "0" * 64, "An")
        report = store_observations(connection, frame, hand_in)
        raise_revision(connection, "observations", report.summary(), report.submission_id)
    engine.dispose()


def open_form(page: Page) -> None:
    """Choose the form on the page for handing in, and go on to type."""
    page.locator(".ioc-handin-form").filter(has_text=FORM).click()
    page.get_by_role("link", name="Nhập trên điện thoại").tap()
    expect(page.locator(".ioc-phone-input").first).to_be_visible()


def field(page: Page, at: int) -> Locator:
    return page.locator(".ioc-phone-input").nth(at)


def state(page: Page) -> Locator:
    return page.locator(".ioc-phone-state")


def assert_for_thumbs(page: Page) -> None:
    """Every control of the page is 44 px high at least, and nothing is wider than the screen."""
    small = page.evaluate(
        """() => [...document.querySelectorAll("#phone :is(button, input, a)")]
            .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_officer_loses_the_network_at_number_seven_and_the_wall_shows_all_the_same(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    prepare(app_of_its_own)
    wall = page_at(*FULL_HD)
    wall.goto("/wall?giu=1&dia-ban=16681")
    wall_value = wall.locator("[data-indicator=CQ04] .wall-value").first
    expect(wall_value).not_to_have_text("75,0%", timeout=20_000)
    page = page_at(*PHONE, touch=True, expected=[REFUSALS, NO_NETWORK])
    sign_in(page, "xa.vinh", PASSWORD)
    open_form(page)
    assert field(page, 0).get_attribute("inputmode") == "decimal"
    # What is no number is refused at once, with the fix.
    field(page, 0).fill("8O")
    expect(page.locator(".ioc-phone-note.is-wrong")).to_contain_text("Chỉ gõ chữ số")
    for at, text in enumerate(TEXTS[:6]):
        field(page, at).fill(text)
    expect(state(page)).to_contain_text("Đã lưu")
    expect(state(page)).to_contain_text("6/14 số")
    assert_accessible(page)
    assert_for_thumbs(page)

    # The next field is never behind the bar at the foot.
    for at in range(6):
        field(page, at).press("Enter")
        expect(field(page, at + 1)).to_be_focused()
        page.wait_for_function(IS_CLEAR)
    page.context.set_offline(True)
    field(page, 6).fill(TEXTS[6])
    expect(state(page)).to_contain_text("Mất mạng – số liệu vẫn được giữ trên máy này")
    field(page, 7).fill(TEXTS[7])
    screenshot(page, "typed-form-offline")
    assert_accessible(page)
    page.get_by_role("button", name="Tiếp").tap()
    field(page, 0).fill(TEXTS[8])
    address, context = page.url, page.context
    page.close()

    # The browser is opened again: the page goes on where it was, with all that was typed.
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("button", name="Màn 2/2")).to_be_visible()
    expect(field(page, 0)).to_have_value("7")
    expect(state(page)).to_contain_text("9/14 số")
    expect(state(page)).to_contain_text("Đã lưu")
    for at, text in enumerate(TEXTS[9:], 1):
        field(page, at).fill(text)
    # Made-up numbers of the period before cannot be unchanged; those that were reported can.
    same = page.get_by_role("button", name=re.compile("^Không đổi so với kỳ trước"))
    expect(same).to_have_count(2)
    same.last.tap()
    expect(same.last).to_have_attribute("aria-pressed", "true")
    expect(field(page, 5)).to_have_value("10")
    assert_accessible(page)
    assert_for_thumbs(page)
    screenshot(page, "typed-form-unchanged")
    page.get_by_role("button", name="Xem lại").tap()
    expect(page.locator(".ioc-phone-counts")).to_contain_text("14 số đã nhập")
    expect(page.locator(".ioc-phone-counts")).to_contain_text("1 số không đổi")
    assert_accessible(page)
    assert_for_thumbs(page)
    screenshot(page, "typed-form-review")
    page.get_by_role("button", name="Nộp 14 số").tap()
    expect(page.get_by_role("heading", name="Đã nộp 14 số")).to_be_visible()
    began = time.monotonic()
    expect(wall_value).to_have_text("75,0%")
    print(f"the wall showed it {time.monotonic() - began:.1f} s after the receipt")
    assert_accessible(page)
    screenshot(page, "typed-form-receipt", full_page=True)

    # Where the number is from, and that it was said to be unchanged.
    page.get_by_role("button", name="Xem từng ô").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("“Không đổi so với kỳ trước”")
    expect(dialog).to_contain_text("1.050")
    dialog.get_by_role("button", name="Đóng").tap()
    page.goto("/nop-so")
    expect(page.locator(".ioc-handin-records")).to_contain_text("nhap-dich-vu-cong-thang")
    page.goto("/phan-tich?dia-ban=40&chi-so=CQ08&ky=2026-10&chon=16681")
    page.locator("#analysis-picked").get_by_role("button", name="Số này từ đâu?").click()
    source = page.get_by_role("dialog", name="Số này từ đâu?")
    expect(source).to_contain_text("nhập trên trang")
    expect(source).to_contain_text("đánh dấu “Không đổi so với kỳ trước”")


def test_two_devices_keep_the_newer_number_and_say_which(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    prepare(app_of_its_own)
    first = page_at(*PHONE, touch=True, expected=[REFUSALS, NO_NETWORK])
    sign_in(first, "xa.vinh", PASSWORD)
    open_form(first)
    second = page_at(*PHONE, theme="dark", touch=True, expected=[REFUSALS])
    sign_in(second, "xa.vinh", PASSWORD)
    open_form(second)
    first.context.set_offline(True)
    field(first, 0).fill("11")
    expect(state(first)).to_contain_text("Mất mạng")
    field(second, 0).fill("22")
    expect(state(second)).to_contain_text("Đã lưu")
    first.context.set_offline(False)
    remark = first.locator(".ioc-phone-told")
    expect(remark).to_contain_text("máy khác đã nhập số mới hơn", timeout=15_000)
    expect(field(first, 0)).to_have_value("22")
    screenshot(first, "typed-form-two-devices")
    remark.get_by_role("button", name="Dùng 11").tap()
    expect(field(first, 0)).to_have_value("11")
    expect(remark).to_have_count(0)
    expect(state(first)).to_contain_text("Đã lưu")


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "dark"), (FULL_HD, "light")])
def test_missing_numbers_are_said_before_and_faults_at_their_fields(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
    size: tuple[int, int],
    theme: str,
) -> None:
    prepare(app_of_its_own)
    page = page_at(*size, theme=theme, touch=True, expected=[REFUSALS])  # type: ignore[arg-type]
    sign_in(page, "xa.vinh", PASSWORD)
    expect(page).to_have_url(re.compile("/nop-so$"))
    page.goto("/nop-so/nhap")
    page.get_by_role("link", name=FORM).tap()
    field(page, 0).fill("120")
    field(page, 1).fill("100")
    expect(state(page)).to_contain_text("Đã lưu")
    screenshot(page, f"typed-form-{theme}")
    page.get_by_role("button", name="Xem tất cả").tap()
    expect(page.locator(".ioc-phone-counts")).to_contain_text("12 số chưa nhập")
    page.get_by_role("button", name="Nộp 2 số").tap()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("chưa báo cáo, không phải 0")
    screenshot(page, f"typed-form-question-{theme}")
    question.get_by_role("button", name="Nộp 2 số").tap()
    fault = page.locator(".ioc-phone-faults")
    expect(fault).to_contain_text("lớn hơn mẫu số")
    assert_accessible(page)
    screenshot(page, f"typed-form-faults-{theme}")
    fault.get_by_role("button").tap()
    expect(field(page, 0)).to_be_focused()
    expect(page.locator(".ioc-phone-note.is-wrong")).to_contain_text("lớn hơn mẫu số")
    assert_accessible(page)
    field(page, 0).fill("12")
    expect(page.locator(".ioc-phone-note.is-wrong")).to_have_count(0)
    expect(state(page)).to_contain_text("Đã lưu")
    page.get_by_role("button", name="Xem tất cả").tap()
    page.get_by_role("button", name="Nộp 2 số").tap()
    page.get_by_role("dialog").get_by_role("button", name="Nộp 2 số").tap()
    expect(page.get_by_role("heading", name="Đã nộp 2 số")).to_be_visible()
    screenshot(page, f"typed-form-done-{theme}", full_page=True)
    # What was handed in stays where a field is empty.
    page.get_by_role("button", name="Sửa hoặc nhập thêm").tap()
    expect(page.locator(".ioc-phone-note").first).to_contain_text("Đã nộp 12")
    expect(field(page, 0)).to_have_value("")
