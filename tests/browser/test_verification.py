"""A verifier with 130 communes: all that pass are verified, three returned, by keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from data.access.accounts import AccountRole, AccountTerms, choose_password, create_account
from data.store.engine import open_engine, writing
from data.store.schema import account
from tests.browser.conftest import PageAt
from tests.browser.test_accounts import FULL_HD, PASSWORD, PHONE, sign_in
from tests.browser.test_analysis import open_at
from tests.commune_hand_ins import hand_in_of_communes
from tests.serving import ServedApp

FORM, PERIOD = "dich-vu-cong-thang", "2026-10"
NOW = datetime(2026, 11, 9, 1, tzinfo=UTC)
SOURCE = "Số này từ đâu?"
REASONS = ("cột C lệch một dòng", "thiếu phụ lục", "số của tháng trước")


def prepare(app: ServedApp, *, waits: bool = False) -> None:
    """Let every commune hand in, and make a verifier and a password for one of the communes."""
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        assert len(hand_in_of_communes(connection, FORM, PERIOD, NOW, waits=waits)) == 130
        terms = AccountTerms("so.vy", "Trần Thị Vy", "Sở KH&CN", AccountRole.VERIFIER)
        verifier, _ = create_account(connection, terms, NOW)
        choose_password(connection, verifier.id, PASSWORD, NOW)
        sender = connection.execute(account.select().where(account.c.login == "xa.16732")).one()
        choose_password(connection, sender.id, PASSWORD, NOW)
    engine.dispose()


def test_a_verifier_accepts_all_that_pass_and_returns_three_by_keyboard(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    prepare(app_of_its_own)
    page = page_at(*FULL_HD)
    sign_in(page, "so.vy", PASSWORD)
    expect(page).to_have_url(re.compile("/nop-so/xac-nhan"))
    rows = page.locator(".ioc-verify-table tbody tr")
    expect(rows).to_have_count(130)
    expect(page.locator(".ioc-verify-keys")).to_contain_text("Enter xác nhận")
    expect(page.locator("[data-row='0']")).to_be_focused()
    assert_accessible(page)
    screenshot(page, "verification")
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02&ky=2026-10&chon=16690")
    expect(page.locator("#analysis-demo")).to_contain_text("sơ bộ")
    page.locator("#analysis-picked").get_by_role("button", name=SOURCE).click()
    expect(page.get_by_role("dialog", name=SOURCE)).to_contain_text(
        "Sơ bộ: có số chưa được xác nhận"
    )
    screenshot(page, "verification-preliminary")
    page.goto("/nop-so/xac-nhan")
    expect(page.locator("[data-row='0']")).to_be_focused()

    began = time.monotonic()
    keyboard, news = page.keyboard, page.locator(".ioc-verify-said")
    names = []
    for reason in REASONS:
        # What is returned goes to the end of the list, so the first row is another one each time.
        name = page.locator(".ioc-verify-detail h2").inner_text()
        keyboard.press("r")
        expect(page.get_by_role("dialog")).to_contain_text(name)
        keyboard.type(reason)
        keyboard.press("Enter")
        expect(news).to_contain_text(f"Đã trả lại: {name}")
        names.append(name)
    keyboard.press("a")
    keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Xác nhận (127)")).to_be_enabled()
    screenshot(page, "verification-ticked")
    keyboard.press("Enter")
    expect(news).to_contain_text("Đã xác nhận 127 lần nộp.")
    assert time.monotonic() - began < 300
    expect(page.locator(".ioc-verify-summary")).to_contain_text("130 lần nộp, 0 chờ xác nhận")
    assert names[0] == "Phường Cửa Lò"
    assert_accessible(page)

    # The number says who verified it; of three communes others have to come.
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02&ky=2026-10&chon=16690")
    expect(page.locator("#analysis-demo")).not_to_contain_text("sơ bộ")
    page.locator("#analysis-picked").get_by_role("button", name=SOURCE).click()
    dialog = page.get_by_role("dialog", name=SOURCE)
    expect(dialog).to_contain_text("Trần Thị Vy (so.vy), ")
    assert_accessible(page)
    screenshot(page, "verification-source")

    # The sender reads why, and may hand in again.
    sender = page_at(*PHONE)
    sign_in(sender, "xa.16732", PASSWORD)
    row = sender.locator(".ioc-handin-records tbody tr")
    expect(row).to_contain_text(REASONS[0])
    expect(row).to_contain_text("trả lại")
    assert sender.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_list_is_usable_on_a_phone(
    page_at: PageAt, app_of_its_own: ServedApp, assert_accessible: Callable[[Page], None]
) -> None:
    prepare(app_of_its_own)
    page = page_at(*PHONE, "dark")
    sign_in(page, "so.vy", PASSWORD)
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(130)
    boxes.nth(1).check()
    page.get_by_role("button", name="Xác nhận (1)").click()
    expect(page.locator(".ioc-verify-said")).to_contain_text("Đã xác nhận 1 lần nộp.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert_accessible(page)


def test_where_numbers_wait_open_pages_follow_their_verification(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    app_of_its_own.stop()
    app_of_its_own.extra["IOC_COUNTS"] = "verified"
    prepare(app_of_its_own, waits=True)
    app_of_its_own.start()
    reader = page_at(*FULL_HD)
    open_at(reader, "/phan-tich?dia-ban=40&chi-so=CQ02&ky=2026-10&chon=16690")
    place = reader.locator("#analysis-picked")
    expect(place).not_to_contain_text("61/100")
    expect(reader.locator("#analysis-demo")).not_to_contain_text("sơ bộ")
    page = page_at(*FULL_HD)
    sign_in(page, "so.vy", PASSWORD)
    expect(page.locator("[data-row='0']")).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".ioc-verify-said")).to_contain_text("Đã xác nhận 130 lần nộp.")
    expect(place).to_contain_text("61,00%")
