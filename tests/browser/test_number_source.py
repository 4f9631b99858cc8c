"""From a number on the analysis page to the cell of the office's file, in one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
from playwright.sync_api import Page, expect

from data.access.accounts import AccountRole, AccountTerms, choose_password, create_account
from data.access.callers import caller_of_account
from data.access.sessions import SessionLimits, Sessions
from data.access.tokens import Scope
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import save_form
from data.load.files.headings import ValuePart
from data.queries.areas import read_areas
from data.store.engine import open_engine, writing
from ioc.area import SINCE_2025, Level
from ioc.cookies import SESSION_COOKIE
from ioc.period import Frequency
from tests.browser.conftest import PageAt
from tests.browser.test_admin import signed_in
from tests.browser.test_analysis import READY, open_at
from tests.serving import ServedApp
from tests.unit.office.drafts import SheetDraft, write

FULL_HD, PHONE = (1920, 1080), (390, 844)
OPEN = "Số này từ đâu?"


def hand_in_sheet(app: ServedApp) -> tuple[str, str, str]:
    """Hand in teams of twelve communes; return a session, and name and code of the last one."""
    engine = open_engine(f"sqlite:///{app.var}/ioc.sqlite")
    hour, now = timedelta(hours=1), datetime.now(UTC)
    try:
        with writing(engine) as connection:
            teams = FormIndicator("XH09", (ValuePart.VALUE,), {
                ValuePart.VALUE: ("Số tổ công nghệ số cộng đồng",),
            })  # fmt: skip
            form = ReportForm("to-quy", "Tổ công nghệ số theo xã", "Teams by commune", (teams,),
                              Frequency.QUARTER, Level.COMMUNE, late_days=90)  # fmt: skip
            save_form(connection, form, "An")
            terms = AccountTerms("can.bo", "Nguyễn Văn An", "Sở KH&CN", AccountRole.REPORTER)
            account, _ = create_account(connection, terms, now)
            choose_password(connection, account.id, "mưa rơi trên mái tôn", now)
            communes = read_areas(connection, SINCE_2025.code, Level.COMMUNE, "40").head(12)
        secret = Sessions(engine, SessionLimits(hour, hour), "").open(
            caller_of_account(account), now
        )
    finally:
        engine.dispose()
    draft = SheetDraft("Tổ CNSCĐ")
    draft.merge(0, 0, 0, 2, "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG QUÝ III NĂM 2026")
    draft.row(1, "STT", "Tên xã", "Số tổ công nghệ số cộng đồng")
    for at, name in enumerate(communes["full_name"]):
        draft.row(2 + at, at + 1, name, 101 + at)
    with httpx.Client(
        base_url=app.url, cookies={SESSION_COOKIE: secret}, headers={"Origin": app.url}, timeout=60
    ) as web:
        where = "/nop-so/viec/tep?bieu=to-quy&ky=2026-Q3&ten=to-quy-3.xlsx"
        answer = web.post(where, content=write([draft], ".xlsx")).json()
        keys = [each["key"] for each in answer["reading"]["assumptions"]]
        receipt = web.post("/nop-so/viec/nop", json={
            "file": answer["file"]["number"], "sha256": answer["file"]["sha256"], "left_out": 0,
            "key": "key-000001", "agreements": keys,
        })  # fmt: skip
    assert receipt.json()["numbers"] == 12, receipt.text
    return secret, str(communes["full_name"].iloc[-1]), str(communes["code"].iloc[-1])


def test_one_click_shows_the_cell_of_the_file_and_its_sender_gets_the_original(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
) -> None:
    secret, name, code = hand_in_sheet(app_of_its_own)
    page = page_at(*FULL_HD)
    open_at(page, f"/phan-tich?dia-ban=40&chi-so=XH09&ky=2026-Q3&chon={code}")
    area_box = page.locator("#analysis-picked")
    expect(area_box).to_contain_text("112")
    area_box.get_by_role("button", name=OPEN).click()
    dialog = page.get_by_role("dialog", name=OPEN)
    expect(dialog.locator(".ana-source-cells li")).to_have_text("C14112giá trị · Tổ CNSCĐ")
    expect(dialog).to_contain_text(name)
    expect(dialog).to_contain_text("to-quy-3.xlsx")
    expect(dialog).not_to_contain_text("Nguyễn Văn An")
    expect(dialog.get_by_role("link", name="Tải tệp gốc")).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "number-source")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": app_of_its_own.url}])
    area_box.get_by_role("button", name=OPEN).click()
    expect(dialog).to_contain_text("Nguyễn Văn An")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Tải tệp gốc").click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    dialog.get_by_role("button", name="Đóng").click()
    expect(dialog).to_have_count(0)


def test_the_number_of_the_area_shown_names_the_missing_and_leads_to_their_list(
    page_at: PageAt, served_app: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(*PHONE)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=HT01&ky=2026-09")
    page.locator("[data-source]").click()
    dialog = page.get_by_role("dialog", name=OPEN)
    expect(dialog.locator(".ana-source-value")).to_contain_text("3.773 ÷ 3.788 × 100 = 99,60%")
    expect(dialog).to_contain_text("18/3.806 thôn chưa đủ số")
    screenshot(page, "number-source-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dialog.get_by_role("link", name="Danh sách còn thiếu").click()
    expect(page.locator("#analysis-table tbody tr[data-code]").first).to_be_visible()
    assert "trang-thai=no_data" in page.url


def test_from_the_remote_of_a_wall_it_is_two_clicks(
    page_at: PageAt, served_app: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = signed_in(page_at(*PHONE, touch=True), served_app, Scope.REMOTE)
    page.goto("/dieu-khien")
    page.get_by_text("Mở số của màn hình trong Phân tích").tap()
    screenshot(page, "remote-numbers")
    page.locator(".ioc-remote-numbers a").first.tap()
    page.wait_for_function(READY)
    page.locator("[data-source]").tap()
    expect(page.get_by_role("dialog", name=OPEN).locator(".ana-source-value")).to_be_visible()
