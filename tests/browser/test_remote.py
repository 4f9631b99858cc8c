"""A phone steers a wall: it follows within a second, and what was seen is seen everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from data.access.tokens import Scope
from tests.browser.conftest import PageAt
from tests.browser.test_admin import FULL_HD, PHONE, make_token, signed_in
from tests.serving import ServedApp

LEAST_TARGET = 48


def assert_scene(wall: Page, scene: str) -> None:
    expect(wall.locator(".wall-scene.is-shown")).to_have_attribute("data-scene", scene)


def test_a_phone_moves_a_wall(page_at: PageAt, app_of_its_own: ServedApp) -> None:
    wall = page_at(*FULL_HD)
    wall.goto("/wall?canh=coverage")
    wall.wait_for_selector(".wall-scene.is-shown [data-painted-key]", timeout=30_000)
    assert_scene(wall, "coverage")
    phone = signed_in(page_at(*PHONE, touch=True), app_of_its_own, Scope.REMOTE)
    phone.goto("/dieu-khien")
    phone.get_by_role("button", name="Giữ lại").tap()
    expect(phone.get_by_role("status").filter(has_text="Đã gửi: Giữ lại")).to_be_visible()
    expect(wall.locator("#wall.is-held")).to_have_count(1)
    phone.get_by_role("button", name="Cảnh sau").tap()
    assert_scene(wall, "online-services")
    expect(phone.get_by_text("Lệnh gần nhất: Cảnh sau · Nguyễn Văn An")).to_be_visible()
    phone.get_by_role("button", name="Cảnh trước").tap()
    assert_scene(wall, "coverage")
    phone.get_by_role("button", name="Khám chữa bệnh từ xa").tap()
    assert_scene(wall, "telehealth")
    phone.get_by_role("button", name="Chạy tiếp").tap()
    expect(wall.locator("#wall.is-held")).to_have_count(0)
    phone.get_by_role("combobox", name="Đưa màn hình tới địa bàn").fill("thanh vinh")
    phone.get_by_role("option").first.tap()
    expect(wall.locator(".wall-scene.is-shown .wall-title")).to_contain_text("Thành Vinh")
    expect(phone.get_by_text("Lệnh gần nhất: tới Phường Thành Vinh")).to_be_visible()
    phone.get_by_role("button", name="Về địa bàn của màn hình").tap()
    expect(wall.locator(".wall-scene.is-shown .wall-title")).to_contain_text("Nghệ An")


def test_an_alert_is_seen_by_phone_and_a_press_that_reaches_nobody_says_so(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    phone = page_at(*PHONE, touch=True, expected=[r"Failed to (load|fetch)", r"ERR_"])
    signed_in(phone, app_of_its_own, Scope.REMOTE)
    phone.goto("/dieu-khien")
    expect(phone.get_by_text("Không có cảnh báo nào đang mở.")).to_be_visible()
    answer = httpx.post(
        f"{app_of_its_own.url}/api/v1/alerts",
        json={"title_vi": "Họp giao ban <b>14:00</b>", "text_vi": "Phòng họp tầng 2"},
        headers={
            "Authorization": f"Bearer {make_token(app_of_its_own, Scope.WRITE, 'Văn phòng')}",
            "Idempotency-Key": "giao-ban",
        },
    )
    assert answer.status_code < 300, answer.text
    alert = phone.get_by_role("article")
    expect(alert).to_contain_text("Họp giao ban <b>14:00</b>")
    expect(alert).to_contain_text("Phòng họp tầng 2")
    alert.get_by_role("button", name="Đã xem").tap()
    expect(alert.get_by_role("button")).to_have_count(0)
    expect(alert).to_contain_text("Nguyễn Văn An")
    alerts = httpx.get(f"{app_of_its_own.url}/api/v1/alerts?wall=mac-dinh").json()
    assert alerts["unseen"] == 0
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Cảnh sau").tap()
    expect(phone.get_by_text("Không tới được máy chủ, lệnh chưa gửi.")).to_be_visible()


def test_a_message_is_sent_by_a_form_and_shown_with_its_place(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    wall = page_at(*FULL_HD)
    wall.goto("/wall?canh=coverage&giu=1")
    wall.wait_for_selector(".wall-scene.is-shown [data-painted-key]", timeout=30_000)
    refusal = page_at(*PHONE, touch=True, expected=[r"status of 422"])
    phone = signed_in(refusal, app_of_its_own, Scope.REMOTE)
    phone.goto("/dieu-khien")
    phone.get_by_role("button", name="Gửi thông báo lên màn hình").tap()
    phone.get_by_role("button", name="Gửi", exact=True).tap()
    expect(phone.locator("[data-field=title_vi] .ioc-field-fault")).to_contain_text("Thiếu tiêu đề")
    title = "Mưa lớn, nguy cơ lũ quét: các xã trực ban 24/24 giờ"
    # Nothing that is typed is cut in silence: the form counts, and the server refuses.
    phone.get_by_label("Tiêu đề").fill(title + " và báo cáo ngay")
    count = phone.locator("[data-field=title_vi] .ioc-field-count")
    expect(count).to_have_text("67/60 · thừa 7 ký tự")
    phone.get_by_role("button", name="Gửi", exact=True).tap()
    expect(phone.locator("[data-field=title_vi] .ioc-field-fault")).to_contain_text("quá 60")
    phone.get_by_label("Tiêu đề").fill(title)
    expect(count).to_have_text("51/60")
    phone.get_by_label("Mức độ").select_option("red")
    phone.get_by_role("combobox", name="Địa bàn", exact=True).fill("môn sơn")
    phone.locator(".ioc-choice-item").filter(has_text="Môn Sơn").first.tap()
    phone.get_by_role("button", name="Gửi", exact=True).tap()
    expect(phone.get_by_role("status").filter(has_text="Đã gửi, hiện đến")).to_be_visible()
    expect(phone.get_by_role("article")).to_contain_text(title)
    panel = wall.locator(".wall-alert-panel")
    expect(panel.locator("h2")).to_have_text(title)
    expect(panel.locator(".wall-alert-where")).to_have_text("Môn Sơn")
    expect(panel.locator("#wall-alert-map")).to_have_attribute("data-painted", re.compile(r"\d"))
    lines = panel.locator("h2").evaluate(
        "(each) => Math.round(each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight))"
    )
    assert lines == 2
    screenshot(wall, "alert-place")
    wall.keyboard.press("Escape")
    column = wall.locator(".wall-scene.is-shown .wall-alerts")
    expect(column).to_contain_text(title)
    screenshot(wall, "alert-column")
    phone.get_by_role("button", name=f"Đã xem: {title}").tap()
    expect(column).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_remote_is_made_for_one_thumb(
    page_at: PageAt,
    served_app: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    theme: str,
) -> None:
    page = page_at(*PHONE, theme=theme, touch=True)  # type: ignore[arg-type]
    signed_in(page, served_app, Scope.REMOTE)
    page.goto("/dieu-khien")
    expect(page.get_by_role("button", name="Cảnh sau")).to_be_visible()
    expect(page.get_by_text(re.compile("cảnh báo|Cảnh báo")).first).to_be_visible()
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    ), "the page is wider than the window"
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("#remote :is(button, a, input, select)")]
            .map((each) => [each.textContent || each.placeholder, each.getBoundingClientRect()])
            .filter(([, box]) => box.height < least || box.width < least)
            .map(([text, box]) => `${text}: ${box.width} × ${box.height}`)""",
        LEAST_TARGET,
    )
    assert small == []
    bar = page.locator(".ioc-remote-acts").bounding_box()
    assert bar is not None
    assert bar["y"] > PHONE[1] * 0.75
    assert_accessible(page)
    screenshot(page, f"remote-{theme}")
