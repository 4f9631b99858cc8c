"""Who is late with a form is looked up, taken as evidence, and copied to be reminded."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from data.store.engine import open_engine, writing
from ioc.area import SINCE_2025, AreaKey
from tests.app.api_store import report
from tests.browser.conftest import PageAt
from tests.browser.test_accounts import FULL_HD, PASSWORD, PHONE, sign_in
from tests.browser.test_hand_in import new_reporter
from tests.serving import ServedApp

FORM = "Dịch vụ công trực tuyến"
CODES = ("CQ02", "CQ03", "CQ04", "CQ05", "CQ06", "CQ07", "CQ08")


def test_who_is_late_is_seen_filtered_downloaded_and_copied(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    engine = open_engine(f"sqlite:///{app_of_its_own.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        report(connection, [("16681", each, "2026-10", 60.0, 100.0) for each in CODES])
        report(connection, [("16708", "CQ02", "2026-10", 60.0, 100.0)])
    engine.dispose()
    new_reporter(app_of_its_own, "so.vp")
    page = page_at(*FULL_HD)
    sign_in(page, "so.vp", PASSWORD)
    page.get_by_role("link", name="Ai chậm nộp").click()
    page.get_by_label("Biểu").select_option(label=FORM)
    summary = page.locator(".ioc-lateness-summary")
    expect(summary).to_contain_text("1 / 130 xã đã nộp đủ")
    expect(summary).to_contain_text("1 nộp thiếu; 128 chưa nộp")
    # The store has made-up numbers of all communes: they are not taken for reports.
    expect(page.locator(".ioc-lateness-note")).to_contain_text("Số mô phỏng không tính")
    assert_accessible(page)
    screenshot(page, "lateness")

    page.get_by_role("button", name="Chưa nộp").click()
    search = page.get_by_role("searchbox", name="Tìm địa bàn")
    search.press_sequentially("vinh")
    names = page.locator(".ioc-tokens tbody th")
    expect(names.first).to_contain_text("Vinh")
    expect(page).to_have_url(re.compile("loc=nothing&tim=vinh$"))
    expect(search).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))[1:]
    texts = names.evaluate_all("cells => cells.map((each) => each.firstChild.textContent)")
    assert [row[0] for row in rows] == texts and rows

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép danh sách nhắc").click()
    expect(page.get_by_text("Đã sao chép.")).to_be_visible()
    copy = page.evaluate("navigator.clipboard.readText()")
    assert copy.startswith(FORM) and "Chưa nộp (128):" in copy and "Phường Vinh Lộc (1/7)" in copy
    # A link to what is shown opens the same.
    page.reload()
    expect(page.get_by_role("searchbox", name="Tìm địa bàn")).to_have_value("vinh")
    expect(names).to_have_count(len(rows))


def test_a_commune_sees_itself_on_a_phone(
    page_at: PageAt, app_of_its_own: ServedApp, assert_accessible: Callable[[Page], None]
) -> None:
    new_reporter(app_of_its_own, "xa.vinh", AreaKey(SINCE_2025.code, "16681"))
    page = page_at(*PHONE)
    sign_in(page, "xa.vinh", PASSWORD)
    expect(page).to_have_url(re.compile("/nop-so$"))
    page.goto("/nop-so/tien-do")
    expect(page.locator(".ioc-tokens tbody tr")).to_have_count(1)
    expect(page.locator(".ioc-tokens tbody th")).to_contain_text("Phường Thành Vinh")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert_accessible(page)
