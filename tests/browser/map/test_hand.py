"""The map under a hand: pointer, keyboard, wheel and buttons."""

from __future__ import annotations

import re

import pytest

from tests.browser.map.pages import Open, events, home_codes, home_values, place
from tests.browser.map_harness import (
    PARTIAL,
    MapSite,
    spec,
)


def test_the_box_says_all_about_the_area_under_the_pointer(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", indicator="DEMO"))
    row = PARTIAL[0]
    value = home_values(site)[row]
    where = place(page, home_codes(site)[row])
    page.mouse.move(where["x"], where["y"])
    tip = page.locator(".ioc-map__tip")
    page.wait_for_function(
        "document.querySelector('.ioc-map__tip-partial')?.textContent.includes('/')"
    )
    text = tip.inner_text().splitlines()
    assert text[:2] == [site.land.home["full_name"][row], "Tỉnh Nghệ An"]
    assert f"{value:.1f}%".replace(".", ",") in text
    assert any(re.fullmatch(r"[\d.,]+ / 1\.000", line) for line in text), text
    assert "Tháng 09/2025" in text
    assert "21/30 thôn đã báo cáo" in text
    assert text[-1] == "Số liệu minh hoạ"
    page.mouse.move(2, 2)
    assert not tip.is_visible()


def test_parts_are_asked_for_once_and_only_when_looked_at(open_map: Open, site: MapSite) -> None:
    home_spec = spec("home", revision=57)
    page = open_map(home_spec)

    def count_requests() -> int:
        return sum("rev=57" in path and "parts=1" in path for path in site.paths)

    assert count_requests() == 0
    for code in home_codes(site)[10:13]:
        where = place(page, code)
        page.mouse.move(where["x"], where["y"])
        page.wait_for_function("/ 1\\.000/.test(document.querySelector('.ioc-map__tip').innerText)")
    assert count_requests() == 1


def test_the_keyboard_walks_selects_drills_and_zooms(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home"))
    page.keyboard.press("Tab")
    live = page.locator(".ioc-map__live")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    first = live.inner_text()
    page.keyboard.press("ArrowLeft")
    second = live.inner_text()
    assert first and second and first != second
    focus = "(() => { const s = ioc.map.stateOf('map'); return s.directory.codes[s.focus]; })()"
    code = page.evaluate(focus)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert events(page) == [("select", code), ("drill", code)]
    page.keyboard.press("+")
    assert page.evaluate("ioc.map.stateOf('map').view.zoom") > 1
    page.keyboard.press("0")
    assert page.evaluate("ioc.map.stateOf('map').view.zoom") == 1
    x = place(page, code)["x"]
    page.keyboard.press("ArrowRight")
    assert place(page, page.evaluate(focus))["x"] > x


def test_a_click_selects_and_a_double_click_drills(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home"))
    page.evaluate(
        """() => document.getElementById("map")
                  .addEventListener("ioc:area", (event) => { window.seen = event.detail })"""
    )
    code = home_codes(site)[20]
    where = place(page, code)
    page.mouse.click(where["x"], where["y"])
    assert events(page) == [("select", code)]
    clicks = page.evaluate("window.seen")
    assert (clicks["code"], clicks["vintage"], clicks["level"]) == (code, "2025-07-01", "commune")
    other = home_codes(site)[33]
    where = place(page, other)
    page.mouse.dblclick(where["x"], where["y"])
    assert events(page)[-1] == ("drill", other)


def test_dragging_moves_the_map_and_selects_nothing(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home"))
    page.get_by_role("button", name="Phóng to").click()
    code = home_codes(site)[20]
    before = place(page, code)
    page.mouse.move(600, 400)
    page.mouse.down()
    page.mouse.move(650, 420, steps=4)
    page.mouse.up()
    after = place(page, code)
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((50, 20), abs=0.5)
    assert events(page) == []
    page.get_by_role("button", name="Về toàn cảnh").click()
    assert page.evaluate("ioc.map.stateOf('map').view.zoom") == 1


def test_the_wheel_zooms_about_the_pointer(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home"))
    code = home_codes(site)[20]
    before = place(page, code)
    page.mouse.move(before["x"], before["y"])
    page.mouse.wheel(0, -300)
    page.wait_for_function("ioc.map.stateOf('map').view.zoom > 1.5")
    after = place(page, code)
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1)


def test_buttons_are_large_enough_for_a_finger(open_map: Open) -> None:
    page = open_map(spec("home"), size=(390, 844))
    for name in ("Phóng to", "Thu nhỏ", "Về toàn cảnh"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
