"""Scenes of the map: archipelagos, villages, faults, words, files, accessibility."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from tests.browser.map.pages import Open, events, legend_rows, pixel, place, show, variable
from tests.browser.map_harness import (
    HOME,
    MapSite,
    spec,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", [(1600, 900), (390, 844)])
def test_both_archipelagos_are_on_the_national_map(
    open_map: Open, site: MapSite, size: tuple[int, int]
) -> None:
    page = open_map(spec("country"), size=size)
    labels = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(labels) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    for code in ("20333", "22736"):
        where = place(page, code)
        assert 0 < where["x"] < size[0] and 0 < where["y"] < size[1]
        page.mouse.move(where["x"], where["y"])
        name = page.locator(".ioc-map__tip-name").inner_text()
        assert name == site.land.frame.set_index("code").loc[code, "full_name"]


def test_archipelagos_are_drawn_even_when_the_boundaries_lack_them(open_map: Open) -> None:
    page = open_map(spec("home", islands=True))
    labels = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(labels) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_archipelagos_without_a_row_of_figures_keep_their_names(open_map: Open) -> None:
    home = spec("home")
    page = open_map(spec("country") | {"directory": home["directory"]} | {"slice": home["slice"]})
    labels = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(labels) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_villages_are_points_that_can_be_hit(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("villages", labels=False), size=(1600, 1000))
    code = sorted(site.land.villages)[1900][0]
    where = place(page, code)
    page.mouse.click(where["x"], where["y"])
    hit = events(page)[0][1]
    point = place(page, hit)
    assert (point["x"], point["y"]) == pytest.approx((where["x"], where["y"]), abs=3)
    total = sum(int(count.replace(".", "")) for _, count in legend_rows(page))
    assert total == len(site.land.villages)


def test_areas_of_another_parent_are_quiet_and_uncounted(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("country", filter_parent=HOME, labels=False, islands=False))
    total = sum(int(count.replace(".", "")) for _, count in legend_rows(page))
    assert total == len(site.land.home)
    neighbour = str(site.land.frame[site.land.frame["parent_code"] == "38"]["code"].iloc[0])
    where = page.evaluate(
        """code => { const s = ioc.map.stateOf('map');
            const f = s.land.features[s.land.byCode.get(code)]; const { k, tx, ty } = s.view.main;
            return [f.anchor[0] * k + tx, f.anchor[1] * k + ty]; }""",
        neighbour,
    )
    inside = 0 <= where[0] < 1280 and 0 <= where[1] < 800
    assert not inside or pixel(page, neighbour) == variable(page, "--ioc-map-quiet")


def test_made_up_figures_are_marked_and_others_are_not(open_map: Open) -> None:
    page = open_map(spec("home", demo_label="Số liệu minh hoạ"))
    assert page.locator(".ioc-legend__note--demo").count() == 0
    show(page, spec("home", demo_label="Số liệu minh hoạ", indicator="DEMO"))
    assert page.locator(".ioc-legend__note--demo").inner_text() == "Số liệu minh hoạ"


def test_no_data_at_all_says_so(open_map: Open) -> None:
    page = open_map(spec("home", indicator="NONE"))
    assert page.get_by_text("Chưa có số liệu cho kỳ này").is_visible()
    assert legend_rows(page)[-1] == ("Chưa có số liệu", "130")


def test_a_failure_says_what_and_can_be_tried_again(open_map: Open, site: MapSite) -> None:
    page = open_map(None, expected=("503",))
    site.failing.add("/published/home.topojson")
    page.evaluate("spec => { ioc.map.show('map', spec) }", spec("home"))
    retry = page.get_by_role("button", name="Thử lại")
    retry.wait_for()
    assert page.get_by_role("alert").inner_text().startswith("Không tải được bản đồ")
    # Lists beside the map have the numbers all the same.
    counts = "s => [s.directory.codes.length, s.slice.header.n]"
    assert page.evaluate(f"() => ({counts})(ioc.map.stateOf('map'))") == [130, 130]
    site.failing.clear()
    retry.click()
    page.wait_for_function("document.getElementById('map').dataset.paintedKey === 'HT01|2025-09|3'")
    assert not page.get_by_role("alert").is_visible()


def test_figures_that_do_not_arrive_leave_the_old_period_named(
    open_map: Open, site: MapSite
) -> None:
    page = open_map(spec("home"), expected=("503",))
    site.failing.add("/api/v1/slice")
    page.evaluate("() => { ioc.map.preview('map', { period: '2025-03' }) }")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "Đang hiển thị kỳ Tháng 09/2025" in alert.inner_text()


def test_the_map_speaks_english_by_switch(open_map: Open) -> None:
    page = open_map(spec("home", language="en"))
    assert legend_rows(page)[-1][0] == "No data"
    assert page.get_by_role("button", name="Zoom in").is_visible()


def test_the_exported_svg_is_the_map_with_its_words(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", tier_label="ranh giới sơ đồ", indicator="DEMO"))
    meta = {"title": "Phủ sóng <4G> & hơn", "subtitle": "Tỉnh Nghệ An", "source": "Sở TT&TT"}
    with page.expect_download() as download:
        page.evaluate("async meta => { await ioc.exportMap('map', 'svg', meta) }", meta)
    assert download.value.suggested_filename == "phu-song-4g-hon-2025-09.svg"
    root = ElementTree.fromstring(Path(download.value.path()).read_text(encoding="utf-8"))  # noqa: S314
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {meta["title"], meta["subtitle"], "70–80%", "Chưa có số liệu"} <= texts
    foot = next(text for text in texts if text and text.startswith("Nguồn: Sở TT&TT"))
    assert (
        foot == "Nguồn: Sở TT&TT · Kỳ số liệu: Tháng 09/2025 · ranh giới sơ đồ · Số liệu minh hoạ"
    )
    fills = {element.get("fill") for element in root.iter(f"{SVG}path")}
    ramp = page.evaluate("ioc.map.stateOf('map').palette['seq-7']")
    assert {ramp, "url(#hatch)"} <= fills


@pytest.mark.parametrize("scene", ["country", "villages"])
def test_the_exported_png_has_twice_the_pixels(open_map: Open, scene: str) -> None:
    page = open_map(spec(scene), size=(800, 600))
    with page.expect_download() as download:
        page.evaluate("async () => { await ioc.exportMap('map', 'png', {}) }")
    data = Path(download.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") == 1600


def test_a_replaced_element_gets_a_map_of_its_own(open_map: Open) -> None:
    page = open_map(spec("home"))
    page.evaluate("document.querySelector('main').innerHTML = '<div id=map></div>'")
    show(page, spec("home"))
    assert page.locator("#map canvas").count() == 4
    assert page.locator("#map").get_attribute("data-painted") == "1"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_grave(
    open_map: Open, assert_accessible: Callable[[Page], None], theme: str
) -> None:
    page = open_map(spec("home", tier_label="ranh giới sơ đồ", indicator="DEMO"), theme=theme)
    assert_accessible(page)
