"""A department officer drops an ugly sheet, confirms, hands it in; next month in one click."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from data.access.accounts import AccountRole, AccountTerms, choose_password, create_account
from data.store.engine import open_engine, writing
from ioc.area import AreaKey
from tests.browser.conftest import PageAt
from tests.browser.test_accounts import FULL_HD, PASSWORD, PHONE, REFUSALS, sign_in
from tests.browser.test_admin import signed_in
from tests.browser.test_wall_screens import OUTAGES
from tests.serving import ServedApp
from tests.unit.office.drafts import SheetDraft, write

COMMUNES = (
    "Phường Thành Vinh", "Phường Trường Vinh", "Phường Vinh Lộc", "Phường Vinh Phú",
    "Phường Cửa Lò", "Xã Quỳnh Lưu", "Xã Anh Sơn",
)  # fmt: skip
FORM = "Dịch vụ công trực tuyến"


def new_reporter(app: ServedApp, login: str, area: AreaKey | None = None) -> None:
    engine, now = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}"), datetime.now(UTC)
    with writing(engine) as connection:
        terms = AccountTerms(login, "Nguyễn Văn An", "Văn phòng", AccountRole.REPORTER, area)
        account, _ = create_account(connection, terms, now)
        choose_password(connection, account.id, PASSWORD, now)
    engine.dispose()


def ugly_sheet(month: int, *, names: tuple[str, ...] = COMMUNES, total: int | None = None) -> bytes:
    """Return a report as an office sends it: merged headings, a plan, a total, a signature."""
    draft = SheetDraft("Biểu số 02")
    draft.merge(0, 0, 0, 2, "UBND TỈNH NGHỆ AN")
    draft.merge(1, 0, 1, 6, f"KẾT QUẢ DỊCH VỤ CÔNG TRỰC TUYẾN THÁNG {month} NĂM 2026")
    draft.merge(3, 0, 4, 0, "STT")
    draft.merge(3, 1, 4, 1, "Tên xã, phường")
    draft.merge(3, 2, 3, 3, "Hồ sơ trực tuyến")
    draft.row(4, "Số hồ sơ nộp trực tuyến", "Tổng số hồ sơ tiếp nhận", first=2)
    draft.merge(3, 4, 4, 4, "Kế hoạch năm 2026")
    draft.merge(3, 5, 4, 5, "Cột riêng của văn phòng")
    for at, name in enumerate(names):
        draft.row(5 + at, at + 1, name, 80 + at, 100 + at, 95, 7)
    count = len(names)
    online = sum(range(80, 80 + count)) if total is None else total
    whole = sum(range(100, 100 + count))
    draft.row(5 + count, None, "Tổng cộng", online, whole, None, 7 * count)
    draft.row(7 + count, None, None, None, f"Nghệ An, ngày 02 tháng {month + 1} năm 2026")
    draft.row(8 + count, None, None, None, "KT. CHỦ TỊCH")
    return write([draft], ".xlsx")


def drop(page: Page, name: str, content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("#handin-file").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )
    expect(page.locator(".ioc-sheet")).to_be_visible(timeout=30_000)


def choose(page: Page, period: str) -> None:
    page.locator(".ioc-handin-form").filter(has_text=FORM).filter(has_text=period).click()


def test_a_department_officer_hands_in_an_ugly_sheet_and_the_next_month_s_without_a_click(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    new_reporter(app_of_its_own, "so.vp")
    page = page_at(*FULL_HD, expected=OUTAGES)
    sign_in(page, "so.vp", PASSWORD)
    expect(page).to_have_url(re.compile("/nop-so$"))
    choose(page, "Tháng 10/2026")
    assert_accessible(page)
    screenshot(page, "hand-in-choose")
    names = (*COMMUNES[:2], "Phường Vinh Lôc", *COMMUNES[3:])
    content = ugly_sheet(10, names=names)
    drop(page, "bieu-02-thang-10.xlsx", content)

    # What is not understood is named with the nearest name, and set by a click on its row.
    figures = page.locator(".ioc-handin-figures")
    expect(figures).to_contain_text("chưa hiểu")
    hand_in = page.get_by_role("button", name=re.compile(r"^Nộp \d+ số"))
    expect(hand_in).to_be_disabled()
    expect(page.locator(".ioc-handin-side")).to_contain_text("Phường Vinh Lộc (16708)")
    assert_accessible(page)
    screenshot(page, "hand-in-review")
    page.locator('td[data-cell="B8"]').click()
    page.get_by_label("Cả dòng 8").check()
    page.get_by_role("dialog").get_by_label("Địa bàn", exact=True).fill("Phường Vinh Lộc")
    screenshot(page, "hand-in-correct")
    page.get_by_role("button", name="Đặt", exact=True).click()
    expect(page.locator('td[data-cell="C8"]')).to_have_class(re.compile("is-number|is-waiting"))
    # The column of the office's own is none of the form's.
    page.get_by_role("button", name="Cột F").click()
    page.get_by_label("Để lại, không nộp").check()
    page.get_by_role("button", name="Đặt", exact=True).click()
    expect(page.locator('td[data-cell="F6"]')).to_have_class(re.compile("is-ignored"))
    # Assumptions, one after another.
    waiting = page.locator(".ioc-handin-doubt:not(.is-right)").get_by_role("button", name="Đúng")
    while waiting.count():
        count = waiting.count()
        waiting.first.click()
        expect(waiting).to_have_count(count - 1)
    expect(hand_in).to_have_text("Nộp 14 số")
    expect(hand_in).to_be_enabled()
    hand_in.click()
    expect(page.get_by_role("heading", name="Đã nộp 14 số")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "hand-in-receipt")
    page.get_by_role("button", name="Xem từng ô").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Biểu số 02!C6")
    expect(dialog).to_contain_text("Phường Vinh Lộc")
    screenshot(page, "hand-in-cells")
    dialog.get_by_role("button", name="Đóng").click()

    # The analysis page shows the number of the first commune: 80/100.
    address = page.get_by_role("link", name="Xem trên trang phân tích").get_attribute("href")
    page.goto(f"{address}&tim=Th%C3%A0nh%20Vinh")
    row = page.get_by_role("row").filter(has_text="Phường Thành Vinh")
    expect(row).to_contain_text("80/100")

    # An administrator sees the same cells, and the original.
    admin = signed_in(page_at(*FULL_HD, expected=OUTAGES), app_of_its_own)
    admin.goto("/quan-tri/lan-nop")
    admin.get_by_role("button", name=re.compile("^Xem từng ô")).first.click()
    origins = admin.get_by_role("dialog")
    expect(origins).to_contain_text("Biểu số 02!C6")
    assert_accessible(admin)
    screenshot(admin, "hand-in-admin")
    with admin.expect_download() as download:
        origins.get_by_role("link", name="Tải tệp gốc").click()
    assert download.value.path().read_bytes() == content

    # Next month: the same layout needs no click but "Nộp".
    app_of_its_own.stop()
    app_of_its_own.extra["IOC_TODAY"] = "2026-12-02"
    app_of_its_own.start()
    page.goto("/nop-so")
    choose(page, "Tháng 11/2026")
    drop(page, "bieu-02-thang-11.xlsx", ugly_sheet(11, names=names))
    expect(hand_in).to_have_text("Nộp 14 số")
    expect(hand_in).to_be_enabled()
    hand_in.click()
    expect(page.get_by_role("heading", name="Đã nộp 14 số")).to_be_visible()
    expect(page.locator(".ioc-handin-records tbody tr")).to_have_count(2)


@pytest.mark.parametrize(("size", "theme"), [(FULL_HD, "dark"), (PHONE, "light")])
def test_a_commune_s_officer_leaves_out_what_is_not_theirs(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
    size: tuple[int, int],
    theme: str,
) -> None:
    new_reporter(app_of_its_own, "xa.vinh", AreaKey("2025-07-01", "16681"))
    page = page_at(*size, theme=theme, expected=[REFUSALS])  # type: ignore[arg-type]
    sign_in(page, "xa.vinh", PASSWORD)
    choose(page, "Tháng 10/2026")
    drop(page, "ca-tinh.xlsx", ugly_sheet(10))
    expect(page.locator(".ioc-handin-figures")).to_contain_text("12 ngoài địa bàn")
    expect(page.locator('td[data-cell="C7"]')).to_have_class(re.compile("is-foreign"))
    # By keyboard: the cell says what it is, Enter opens it.
    page.locator('td[data-cell="A1"]').focus()
    for _ in range(4):  # over a merged cell
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".ioc-sheet-detail")).to_contain_text("B6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_label(re.compile("^Để lại")).check()
    assert_accessible(page)
    screenshot(page, f"hand-in-foreign-{theme}", full_page=size == PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Nộp 2 số").click()
    expect(page.get_by_role("heading", name="Đã nộp 2 số")).to_be_visible()
    screenshot(page, f"hand-in-receipt-{theme}", full_page=size == PHONE)


def test_a_file_that_is_none_is_refused_where_it_was_dropped(
    page_at: PageAt, app_of_its_own: ServedApp, assert_accessible: Callable[[Page], None]
) -> None:
    new_reporter(app_of_its_own, "so.vp")
    page = page_at(*PHONE, theme="dark", expected=[REFUSALS])
    sign_in(page, "so.vp", PASSWORD)
    choose(page, "Tháng 10/2026")
    page.locator("#handin-file").set_input_files(
        {"name": "gia.xlsx", "mimeType": "x", "buffer": b"%PDF-1.4"}
    )
    expect(page.get_by_role("alert")).to_contain_text("Không đọc được tệp này")
    assert_accessible(page)
