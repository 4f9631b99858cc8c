"""People sign in by name and password, choose their own, and sign out everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from data.access.accounts import AccountRole, AccountTerms, create_account
from data.store.engine import open_engine, writing
from tests.browser.conftest import PageAt
from tests.browser.test_admin import signed_in
from tests.serving import ServedApp

FULL_HD, PHONE = (1920, 1080), (390, 844)
PASSWORD = "mưa rơi trên mái tôn"  # noqa: S105
# The browser tells of every refused answer.
REFUSALS = r"Failed to load resource.*(401|403|422)"


def new_account(app: ServedApp, login: str, role: AccountRole) -> str:
    """Return the one-time password of a new account."""
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        terms = AccountTerms(login, "Nguyễn Văn An", "Sở Y tế", role)
        _, password = create_account(connection, terms, datetime.now(UTC))
    engine.dispose()
    return password


def sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.locator("#sign-in-account").get_by_role("button", name="Đăng nhập").click()


def test_the_first_address_leads_to_a_password_and_to_the_administration(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    secret = new_account(app_of_its_own, "quan-tri", AccountRole.ADMINISTRATOR)
    page = page_at(*FULL_HD, expected=[REFUSALS])
    page.goto(f"/dang-nhap#ten=quan-tri&khoa={secret}")
    expect(page).to_have_url(re.compile("/tai-khoan$"))
    # Nothing else before.
    page.goto("/quan-tri/canh")
    expect(page.get_by_text("chỉ để đăng nhập lần này")).to_be_visible()
    page.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
    page.get_by_label("Gõ lại mật khẩu mới").fill("ngắn hơn")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_text("Hai lần gõ không giống nhau.")).to_be_visible()
    page.get_by_label("Gõ lại mật khẩu mới").fill("ngắn")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_text("ngắn hơn 12 ký tự")).to_be_visible()
    for label in ("Mật khẩu mới", "Gõ lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page).to_have_url(re.compile("/quan-tri/canh$"))
    page.get_by_role("link", name="Nguyễn Văn An (quan-tri)").click()
    expect(page.get_by_role("heading", name="Nguyễn Văn An")).to_be_visible()

    # Another browser is out with the button of this one, within the second that a signal takes.
    other = page_at(*PHONE, expected=[REFUSALS])
    sign_in(other, "quan-tri", "sai mật khẩu rồi")
    expect(other.get_by_role("alert").filter(has_text="không đúng")).to_be_visible()
    sign_in(other, "quan-tri", PASSWORD)
    expect(other.get_by_role("button", name="+ Cảnh mới")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất ở mọi nơi").click()
    expect(page).to_have_url(re.compile("/dang-nhap$"))
    expect(other.get_by_text("Trang này dành cho người quản trị.")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [(FULL_HD, "light"), (PHONE, "dark")])
def test_signing_in_and_the_own_page_are_readable_by_all(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
    size: tuple[int, int],
    theme: str,
) -> None:
    secret = new_account(app_of_its_own, "xem", AccountRole.VIEWER)
    page = page_at(*size, theme=theme)  # type: ignore[arg-type]
    page.goto("/dang-nhap")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    assert_accessible(page)
    screenshot(page, f"sign-in-{theme}")
    sign_in(page, "xem", secret)
    expect(page).to_have_url(re.compile("/tai-khoan$"))
    expect(page.get_by_label("Mật khẩu mới", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Tài khoản")).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"account-{theme}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_administrator_makes_finds_and_disables_an_account(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), app_of_its_own)
    page.goto("/quan-tri/tai-khoan")
    page.get_by_role("button", name="+ Tài khoản mới").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    # All faults at once, at their fields.
    expect(page.locator(".ioc-field.is-wrong")).to_have_count(2)
    page.get_by_label("Tên đăng nhập").fill("binh.tran")
    page.get_by_label("Họ và tên").fill("Trần Thị Bình")
    page.get_by_label("Đơn vị", exact=True).fill("Sở Y tế")
    page.get_by_label("Vai trò", exact=True).select_option("Người xác nhận")
    area = page.get_by_role("combobox", name="Địa bàn", exact=True)
    area.fill("Nghệ An")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_have_attribute(
        "aria-selected", "true"
    )
    area.press("Enter")
    page.get_by_role("button", name="Lưu", exact=True).click()
    secret = page.get_by_label("Mật khẩu dùng một lần", exact=True).get_by_role("textbox").first
    expect(secret).to_have_value(re.compile(r"^(\w{4}-){3}\w{4}$"))
    password = secret.input_value()
    expect(page.get_by_label("Tên đăng nhập")).to_be_disabled()
    assert_accessible(page)
    screenshot(page, "accounts")

    person = page_at(*PHONE, expected=[REFUSALS])
    sign_in(person, "binh.tran", password)
    expect(person).to_have_url(re.compile("/tai-khoan$"))

    find = page.get_by_role("searchbox", name="Tìm tên, đơn vị, vai trò")
    find.fill("khong ai")
    expect(page.get_by_text("Không có tài khoản nào như vậy.")).to_be_visible()
    find.fill("xac nhan y te")
    expect(page.locator(".ioc-admin-item")).to_have_count(1)
    page.get_by_role("button", name="Khoá tài khoản").click()
    page.get_by_role("dialog").get_by_role("button", name="Khoá tài khoản").click()
    expect(page.locator(".ioc-admin-item")).to_contain_text("Đã khoá")
    expect(person.get_by_label("Tên đăng nhập")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    screenshot(page, "accounts-phone", full_page=True)


def test_a_page_for_strangers_listens_to_nothing_until_they_have_signed_in(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    secret = new_account(app_of_its_own, "an", AccountRole.VIEWER)
    app_of_its_own.stop()
    app_of_its_own.extra["IOC_VIEW"] = "signed-in"
    app_of_its_own.start()
    page = page_at(*FULL_HD)
    questions: list[str] = []
    page.on("request", lambda request: questions.append(urlsplit(request.url).path))
    page.goto("/phan-tich")
    expect(page).to_have_url(re.compile("/dang-nhap"))
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    expect(page.locator("#live-state")).to_be_hidden()
    page.goto(f"/dang-nhap#ten=an&khoa={secret}")
    expect(page).to_have_url(re.compile("/tai-khoan$"))
    for label in ("Mật khẩu mới", "Gõ lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    assert [each for each in questions if each.startswith("/live")] == []
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.locator("html")).to_have_attribute("data-live", "live")
    expect(page.locator("#live-state")).to_be_visible()
