"""The administration in a real browser: a scene is edited, seen and saved, and walls take it up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import segno
from playwright.sync_api import FrameLocator, Page, expect

from data.access.tokens import Scope, create_token
from data.store.engine import open_engine, writing
from tests.browser.conftest import PageAt
from tests.browser.page_waits import in_both_themes
from tests.serving import ServedApp

# A refusal is an answer; browsers note each that is none of the 200s.
REFUSALS = r"Failed to load resource.*(401|403|422)"
FULL_HD, PHONE = (1920, 1080), (390, 844)


def make_token(app: ServedApp, scope: Scope, name: str = "Nguyễn Văn An") -> str:
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        _, secret = create_token(connection, name, scope, None, datetime.now(UTC))
    engine.dispose()
    return secret


def signed_in(page: Page, app: ServedApp, scope: Scope = Scope.ADMIN) -> Page:
    """Give a page the session of a new token."""
    answer = page.request.post(
        f"{app.url}/phien", data={"khoa": make_token(app, scope)}, headers={"Origin": app.url}
    )
    assert answer.ok, answer.text()
    return page


def pick(page: Page, label: str, text: str) -> None:
    """Choose by the keyboard what a field that searches finds first."""
    field = page.get_by_role("combobox", name=label, exact=True)
    field.fill(text)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("Enter")


def wall_in(page: Page) -> FrameLocator:
    """Return the inside of the preview."""
    return page.frame_locator(".ioc-preview-frame")


def test_one_signs_in_with_a_token_and_out_again(page_at: PageAt, served_app: ServedApp) -> None:
    page = page_at(*PHONE, expected=[REFUSALS])
    page.goto("/quan-tri/man-hinh")
    expect(page.get_by_text("Trang này dành cho người quản trị.")).to_be_visible()
    page.get_by_label("Khoá truy cập").fill("ioc_sai")
    page.locator("#sign-in-form").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert").filter(has_text="Khoá không đúng")).to_contain_text(
        "python app.py token create"
    )
    page.get_by_label("Khoá truy cập").fill(make_token(served_app, Scope.ADMIN))
    page.locator("#sign-in-form").get_by_role("button", name="Đăng nhập").click()
    # Where one wanted to go, and the navigation knows who came.
    expect(page.get_by_role("button", name="+ Màn hình mới")).to_be_visible()
    expect(page).to_have_url(re.compile("/quan-tri/man-hinh"))
    expect(page.get_by_role("link", name="Quản trị")).to_be_visible()
    assert "ioc_" not in str(page.evaluate("document.cookie")).replace("ioc_lang", "")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/dang-nhap$"))
    expect(page.get_by_role("link", name="Quản trị")).to_have_count(0)


def test_tabs_are_one_row_and_an_empty_pane_says_what_may_be_done(
    page_at: PageAt, served_app: ServedApp
) -> None:
    page = signed_in(page_at(1440, 900), served_app)
    page.goto("/quan-tri/canh")
    pane = page.locator(".ioc-admin-none")
    expect(pane).to_contain_text("Ở đây sửa, xem thử, sao chép và xoá cảnh")
    tabs = page.locator(".ioc-admin-tab")
    tops = {tabs.nth(place).bounding_box()["y"] for place in range(tabs.count())}  # type: ignore[index]
    assert len(tops) == 1
    # The day that is set for tests covers neither a control nor what is read.
    badge = page.locator(".ioc-day-set").bounding_box()
    brand = page.locator(".ioc-header .ioc-brand").bounding_box()
    assert badge and brand and badge["y"] + badge["height"] <= brand["y"]
    page.goto("/quan-tri/chu-tri")
    expect(pane).to_contain_text("chịu trách nhiệm về một chỉ số")


def test_a_link_for_a_phone_signs_in_and_leaves_no_secret_in_the_address(
    page_at: PageAt, served_app: ServedApp
) -> None:
    page = page_at(*PHONE)
    page.goto(f"/dang-nhap#khoa={make_token(served_app, Scope.REMOTE)}")
    expect(page.get_by_role("button", name="Cảnh sau")).to_be_visible()
    expect(page).to_have_url(re.compile("/dieu-khien$"))


# The dark cells of the picture, row by row, without the light ones around it.
CELLS = """(picture, size) => {
    const canvas = new OffscreenCanvas(size + 8, size + 8);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(picture, 0, 0, size + 8, size + 8);
    const { data } = pen.getImageData(4, 4, size, size);
    return Array.from({ length: size }, (_, y) =>
        Array.from({ length: size }, (_, x) => Number(data[4 * (y * size + x)] < 128)));
}"""


def test_a_new_token_is_shown_with_its_address_as_a_picture(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = signed_in(page_at(*FULL_HD), app_of_its_own)
    page.goto("/quan-tri/khoa")
    page.locator("[data-field=name] input").fill("Phòng trực")
    page.get_by_role("button", name="Tạo khoá").click()
    address = page.get_by_label("Địa chỉ đăng nhập sẵn").input_value()
    assert address.startswith(f"{app_of_its_own.url}/dang-nhap#khoa=ioc_")
    picture = page.get_by_role("img", name="Quét bằng máy ảnh")
    expect(picture).to_be_visible()
    code = segno.make_qr(address, error="m", boost_error=False)
    cells = picture.evaluate(f"(picture) => ({CELLS})(picture, {len(code.matrix)})")
    assert cells == [list(row) for row in code.matrix]


def test_a_scene_is_edited_seen_and_saved_and_an_open_wall_takes_it_up(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), app_of_its_own)
    wall = page.context.new_page()
    wall.goto("/wall")
    expect(wall.locator(".wall-scene")).to_have_count(4)

    # A shipped scene is copied, not changed.
    page.goto("/quan-tri/canh?ma=coverage")
    expect(page.get_by_label("Tên tiếng Việt")).to_be_disabled()
    page.get_by_role("button", name="Tạo bản sao").click()
    expect(page.get_by_text("Bạn đang sửa bản sao.")).to_be_visible()
    preview = wall_in(page)
    expect(preview.locator(".wall-row")).to_have_count(6, timeout=20_000)

    # Each edit shows on the real wall beside it, saved or not.
    page.get_by_label("Tên tiếng Việt").fill("Sóng ở vùng cao")
    expect(preview.locator(".wall-title")).to_contain_text("Sóng ở vùng cao")
    first, second = (page.locator(".ioc-order-title").nth(place).inner_text() for place in (0, 1))
    page.locator(".ioc-order-handle").first.press("ArrowDown")
    expect(page.locator(".ioc-order-title").nth(0)).to_have_text(second, use_inner_text=True)
    expect(page.locator(".ioc-order-handle").nth(1)).to_be_focused()
    # On a wall red cards come first, whatever their order here.
    expect(preview.locator(".wall-row").nth(0)).to_have_attribute("data-indicator", "HT02")
    page.get_by_role("button", name=f"Bỏ “{first.splitlines()[0]}”").click()
    expect(preview.locator(".wall-row")).to_have_count(5)
    pick(page, "Thêm thẻ", "XH06")
    expect(preview.locator('.wall-row[data-indicator="XH06"]')).to_be_visible()
    pick(page, "Địa bàn", "thanh vinh")
    expect(preview.locator(".wall-title")).to_contain_text("Thành Vinh")

    # All faults at once, each at its field; nothing is saved.
    page.get_by_label("Số giây").fill("2")
    page.get_by_label("Từ giờ").fill("7h30")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Chưa lưu được, cần sửa 2 chỗ.")).to_be_visible()
    expect(page.locator('[data-field="seconds"].is-wrong')).to_contain_text("từ 5 đến 600")
    expect(page.locator('[data-field="to_time"].is-wrong')).to_contain_text("Thiếu một đầu")
    expect(page.get_by_label("Số giây")).to_be_focused()

    # Leaving asks first.
    page.get_by_role("link", name="Danh sách phát").click()
    page.get_by_role("dialog").get_by_role("button", name="Thôi").click()
    expect(page.get_by_label("Từ giờ")).to_have_value("07:30")

    page.get_by_label("Từ giờ").fill("")
    page.get_by_label("Số giây").fill("20")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()

    # Into the playlist: the wall that is open has it without being touched.
    page.get_by_role("link", name="Danh sách phát").click()
    page.get_by_role("button", name=re.compile("^Mặc định")).click()
    pick(page, "Thêm cảnh", "vung cao")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    # Three pages draw at once by now: on a busy machine the wall needs its time.
    expect(wall.locator('[aria-label="Sóng ở vùng cao"]')).to_have_count(1, timeout=60_000)

    # What is used is not removed, and who uses it is named.
    page.get_by_role("link", name="Cảnh", exact=True).click()
    page.get_by_role("button", name=re.compile("^Sóng ở vùng cao")).click()
    page.get_by_role("button", name="Xoá").click()
    page.get_by_role("dialog").get_by_role("button", name="Xoá").click()
    expect(page.get_by_text("Mặc định").last).to_be_visible()
    expect(page.locator(".ioc-admin-said.is-bad, .ioc-field-fault:visible").first).to_be_visible()


def test_rows_are_dragged_by_mouse_and_by_finger(page_at: PageAt, served_app: ServedApp) -> None:
    page = signed_in(page_at(*PHONE, touch=True), served_app)
    page.goto("/quan-tri/danh-sach?ma=mac-dinh")
    titles = page.locator(".ioc-order-title")
    expect(titles).to_have_count(4)
    before = titles.all_inner_texts()
    grip, goal = (page.locator(".ioc-order-handle").nth(place) for place in (0, 2))
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), goal.bounding_box()
    assert start is not None
    assert end is not None
    assert min(start["width"], start["height"]) >= 44
    finger = page.context.new_cdp_session(page)
    x, top, bottom = start["x"] + 20, start["y"] + 20, end["y"] + 30

    def touch(kind: str, *points: float) -> None:
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for y in points]},
        )

    touch("touchStart", top)
    for step in range(1, 9):
        touch("touchMove", top + (bottom - top) * step / 8)
    touch("touchEnd")
    expect(titles).to_have_text([before[1], before[2], before[0], before[3]], use_inner_text=True)
    expect(page.get_by_text("Có thay đổi chưa lưu")).to_be_visible()

    page.set_viewport_size({"width": 1920, "height": 1080})
    end, start = goal.bounding_box(), grip.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(end["x"] + 20, end["y"] + 30)
    page.mouse.down()
    for share in (0.7, 0.4, 0):
        page.mouse.move(end["x"] + 20, start["y"] + 10 + share * (end["y"] - start["y"]))
    page.mouse.up()
    expect(titles).to_have_text(before, use_inner_text=True)
    expect(page.get_by_text("Có thay đổi chưa lưu")).to_be_hidden()


def test_whose_token_is_revoked_is_out_at_once_wall_or_person(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = signed_in(page_at(*FULL_HD), app_of_its_own)
    page.goto("/quan-tri/man-hinh")
    page.get_by_role("button", name="+ Màn hình mới").click()
    page.get_by_role("textbox", name="Tên", exact=True).fill("Phòng họp B")
    page.get_by_label("Người xem cách xa (m)").fill("9")
    page.get_by_label("Đường chéo (inch)").fill("43")
    expect(page.get_by_text("Khó đọc")).to_be_visible()
    page.get_by_label("Đường chéo (inch)").fill("165")
    expect(page.get_by_text("Cỡ phòng họp")).to_be_visible()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    page.get_by_role("button", name="Tạo khoá").click()
    address = page.get_by_label("Địa chỉ mở trên máy của màn hình").input_value()
    assert address.startswith(f"{app_of_its_own.url}/wall?khoa=ioc_")

    kiosk = page_at(*FULL_HD)
    kiosk.goto(address)
    expect(kiosk.locator(".wall-scene.is-shown")).to_have_count(1)
    assert kiosk.url == f"{app_of_its_own.url}/wall"
    page.get_by_role("button", name="Thu hồi khoá").click()
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi khoá").click()
    expect(kiosk.locator(".wall-scene")).to_have_count(0)
    expect(page.get_by_role("button", name="Thu hồi khoá")).to_have_count(0)

    # The same for a person: a phone that was lost is out while its page is open.
    phone = page_at(*PHONE, expected=[REFUSALS])
    secret = make_token(app_of_its_own, Scope.REMOTE, "Điện thoại mất")
    phone.goto(f"/dang-nhap#khoa={secret}")
    expect(phone.get_by_role("button", name="Cảnh sau")).to_be_visible()
    page.get_by_role("link", name="Khoá truy cập").click()
    page.get_by_role("button", name="Thu hồi: Điện thoại mất").click()
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(phone.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    expect(page.get_by_text("Khoá không còn hiệu lực (2)")).to_be_visible()


@pytest.mark.parametrize("size", [FULL_HD, PHONE], ids=["wide", "phone"])
def test_every_section_is_whole_and_accessible(
    page_at: PageAt,
    served_app: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    size: tuple[int, int],
) -> None:
    page = signed_in(page_at(*size), served_app)
    for section, there in (
        ("canh?ma=coverage", ".ioc-preview-box:not(.is-waiting)"),
        ("danh-sach?ma=mac-dinh", ".ioc-order-row"),
        ("man-hinh?ma=mac-dinh", ".ioc-wall-token"),
        ("canh-bao", ".ioc-alerts-none, .ioc-alerts-line"),
        ("chu-tri", ".ioc-admin-room > *"),
        ("bieu?ma=phu-song-thang", ".ioc-form-days"),
        ("khoa", ".ioc-tokens"),
        ("lan-nop", ".ioc-hand-ins h2"),
        ("nhat-ky", ".ioc-trail tbody tr"),
    ):
        page.goto(f"/quan-tri/{section}")
        page.wait_for_selector(there)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"{section} is wider than the window"
        name = section.partition("?")[0]
        for theme in in_both_themes(page):
            assert_accessible(page)
            screenshot(page, f"admin-{name}-{size[0]}-{theme}", full_page=True)


def test_the_administration_speaks_english_too(page_at: PageAt, served_app: ServedApp) -> None:
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), served_app)
    page.goto("/quan-tri/canh?lang=en")
    page.get_by_role("button", name="+ New scene").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator('[data-field="name_vi"].is-wrong')).to_contain_text("No name yet")
    expect(page.locator('[data-field="cards"].is-wrong')).to_contain_text("0 cards")
    inside = wall_in(page).get_by_text("Choose a map, at least one card")
    expect(inside).to_be_visible(timeout=20_000)


def test_a_responsible_unit_is_named_answers_and_is_removed(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = signed_in(page_at(*FULL_HD, expected=[REFUSALS]), app_of_its_own)
    page.goto("/quan-tri/chu-tri")
    page.get_by_role("button", name="+ Đơn vị chủ trì mới").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-field=unit]")).to_contain_text("Chưa có đơn vị chủ trì")
    page.get_by_label("Đơn vị", exact=True).fill("Ban điều hành phủ sóng")
    pick(page, "Chủ trì chỉ số", "HT02")
    pick(page, "Địa bàn", "Phường Thành Vinh")
    page.get_by_label("Hạn hoàn thành").fill("31/01/2027")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ioc-admin-said")).to_contain_text("Đã lưu")
    mine = page.locator(".ioc-admin-item", has_text="Ban điều hành phủ sóng")
    expect(mine).to_contain_text("Số thôn trắng sóng · Phường Thành Vinh · hạn 31/01/2027")
    answer = page.request.get(
        f"{app_of_its_own.url}/api/v1/owners?vintage=2025-07-01&area=16681&indicator=HT02"
    )
    assert [each["unit"] for each in answer.json()["items"]] == ["Ban điều hành phủ sóng"]
    page.goto("/quan-tri/chu-tri")
    page.locator(".ioc-admin-item", has_text="Ban điều hành phủ sóng").click()
    page.get_by_role("button", name="Xoá", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Xoá").click()
    expect(page.locator(".ioc-admin-item", has_text="Ban điều hành phủ sóng")).to_have_count(0)


def test_a_new_wall_begins_with_the_picture_of_its_panel(
    page_at: PageAt, served_app: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = signed_in(page_at(*FULL_HD), served_app, Scope.ADMIN)
    page.goto("/quan-tri/man-hinh")
    page.get_by_role("button", name="Màn hình mới").click()
    picture = page.locator(".ioc-panel-picture")
    expect(picture).to_have_attribute("data-kind", "hall")
    expect(page.get_by_label("Đường chéo (inch)")).to_have_value("165")
    screenshot(page, "admin-panel")
    page.get_by_label("Hình dạng").select_option("portrait")
    expect(picture).to_have_attribute("viewBox", "0 0 1080 1920")
    page.get_by_label("Hình dạng").select_option("single")
    page.get_by_label("Đường chéo (inch)").fill("55")
    page.get_by_label("Người xem cách xa (m)").fill("4")
    expect(picture).to_have_attribute("data-kind", "tv")
    expect(page.locator(".ioc-letters")).to_contain_text("Cỡ ti vi")
