"""The lineage on an area's page in Chromium: ribbons where there is room, links by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.page_waits import in_both_themes, unfold

MERGER = "/dia-ban/2025-07-01/16681"  # Phường Thành Vinh: six communes of before
DISTRICT = "/dia-ban/2025-03-01/412"  # Thành phố Vinh: six wards of today
PICTURE = ".ioc-lineage"


def test_ribbons_lead_from_every_former_area_to_this_one(
    page_at: PageAt,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
) -> None:
    page = page_at(1920, 1080)
    page.goto(MERGER)
    unfold(page)
    page.locator(PICTURE).scroll_into_view_if_needed()
    ribbons = page.locator(f"{PICTURE} > svg path")
    expect(ribbons).to_have_count(6)
    here = page.locator(f"{PICTURE} .is-here")
    expect(here).to_contain_text("Phường Thành Vinh")
    box = here.bounding_box()
    assert box is not None
    for place in range(6):
        # The line alone, without its breadth.
        x, y = ribbons.nth(place).evaluate(
            """path => {
                const end = path.getPointAtLength(path.getTotalLength());
                const frame = path.ownerSVGElement.getBoundingClientRect();
                return [frame.x + end.x, frame.y + end.y];
            }"""
        )
        assert abs(x - box["x"]) < 2
        assert box["y"] < y < box["y"] + box["height"]
    for theme in in_both_themes(page):
        assert_accessible(page)
        screenshot(page, f"lineage-1920-{theme}")


def test_on_a_phone_the_lists_stand_below_one_another_without_ribbons(
    page_at: PageAt, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(390, 844, theme="light")
    page.goto(DISTRICT)
    unfold(page)
    page.locator(PICTURE).scroll_into_view_if_needed()
    expect(page.locator(f"{PICTURE} > svg")).to_be_hidden()
    columns = page.locator(f"{PICTURE} .ioc-lineage-column")
    boxes = [columns.nth(place).bounding_box() for place in range(2)]
    assert boxes[0] is not None and boxes[1] is not None
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    expect(columns.nth(1)).to_contain_text("6/33 xã")
    assert_accessible(page)


def test_a_former_area_opens_by_keyboard_and_leads_back(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto(MERGER)
    unfold(page)
    link = page.locator(f"{PICTURE} a", has_text="Phường Cửa Nam")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Phường Cửa Nam")
    assert "/dia-ban/2025-03-01/16678?chi-so=" in page.url
    unfold(page)
    # The picture of the page before must not stay.
    expect(page.locator(f"{PICTURE} .is-here")).to_contain_text("Phường Cửa Nam")
    expect(page.locator(f"{PICTURE} > svg path")).to_have_count(1)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Phường Thành Vinh")
    unfold(page)
    expect(page.locator(f"{PICTURE} > svg path")).to_have_count(6)
