"""The map in a real browser: what it decodes, draws, says and hands on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.map_harness import (
    HOME,
    PARTIAL,
    SILENT,
    Land,
    MapSite,
    figures,
    serving,
    spec,
)
from tests.browser.watch import PageWatch

Open = Callable[..., Page]
PERIOD = "2025-09"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(land: Path) -> Iterator[MapSite]:
    with serving(MapSite(Land.read(land))) as running:
        yield running


@pytest.fixture
def open_map(chromium: Browser, site: MapSite) -> Iterator[Open]:
    """A function (spec, …) that opens a page with this map; the console must stay empty."""
    site.failing.clear()
    with opening(chromium, site) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def scripts(chromium: Browser, site: MapSite) -> Iterator[Page]:
    """A page without a map, for all that only call functions of its scripts."""
    with opening(chromium, site) as open_page:
        yield open_page(None)


@contextmanager
def opening(chromium: Browser, site: MapSite) -> Iterator[Open]:
    """Yield such a function; what it opened is closed after."""
    opened: list[tuple[BrowserContext, PageWatch]] = []

    def open_page(
        wanted: dict[str, Any] | None,
        *,
        size: tuple[int, int] = (1280, 800),
        theme: str = "light",
        expected: tuple[str, ...] = (),
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=site.url, locale="vi-VN"
        )
        watch = PageWatch(site.url, expected)
        watch.attach(context)
        opened.append((context, watch))
        page = context.new_page()
        page.goto("/")
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        if wanted is not None:
            show(page, wanted)
        return page

    yield open_page
    for context, _watch in opened:
        context.close()
    problems = [problem for _context, watch in opened for problem in watch.problems()]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def show(page: Page, wanted: dict[str, Any]) -> None:
    page.evaluate("async spec => { await ioc.map.show('map', spec) }", wanted)


def place(page: Page, code: str) -> dict[str, float]:
    found: dict[str, float] = page.evaluate("code => ioc.map.locate('map', code)", code)
    return found


def pixel(page: Page, code: str, dx: float = 0, dy: float = 0) -> list[int]:
    """Return the colour of the land where the area's name would stand (the page is at 0, 0)."""
    found: list[int] = page.evaluate(
        """([code, dx, dy]) => {
            const { x, y } = ioc.map.locate("map", code);
            const { base, dpr } = ioc.map.stateOf("map");
            // Read from a copy: the map's own canvas is not made for reading.
            const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
            pen.drawImage(base, -Math.floor((x + dx) * dpr), -Math.floor((y + dy) * dpr));
            return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        }""",
        [code, dx, dy],
    )
    return found


def variable(page: Page, name: str) -> list[int]:
    """Return a colour of the theme in force as red, green, blue."""
    text = page.evaluate(
        "name => getComputedStyle(document.getElementById('map')).getPropertyValue(name)", name
    )
    return [int(text.strip()[at : at + 2], 16) for at in (1, 3, 5)]


def legend_rows(page: Page) -> list[tuple[str, str]]:
    return [
        (
            row.locator(".ioc-legend__text").inner_text(),
            row.locator(".ioc-legend__count").inner_text(),
        )
        for row in page.locator(".ioc-legend__row").all()
    ]


def events(page: Page) -> list[tuple[str, str]]:
    return [
        (event["data"]["action"], event["data"]["code"]) for event in page.evaluate("window.events")
    ]


def home_codes(site: MapSite) -> list[str]:
    return [str(code) for code in site.land.home["code"]]


def home_values(site: MapSite) -> np.ndarray[Any, np.dtype[np.float64]]:
    return figures(len(site.land.home), PERIOD)


def test_a_slice_decodes_to_the_values_that_were_packed(open_map: Open, site: MapSite) -> None:
    page = open_map(None)
    got = page.evaluate(
        """async spec => {
            const slice = await ioc.data.slice(spec);
            const parts = await slice.parts();
            const list = (column) => [...column].map((one) => (Number.isNaN(one) ? null : one));
            return { header: slice.header, value: list(slice.value), flags: list(slice.flags),
                     top: list(parts.numerator), reported: list(parts.reported) };
        }""",
        spec("home"),
    )
    wanted = [None if np.isnan(one) else one for one in home_values(site).tolist()]
    assert got["value"] == pytest.approx(wanted)
    assert [row for row, one in enumerate(got["value"]) if one is None] == list(SILENT)
    assert got["flags"][0] == 1 and got["flags"][SILENT[0]] == 0 and got["flags"][PARTIAL[0]] == 5
    assert got["top"][0] == pytest.approx(wanted[0] * 12) and got["top"][SILENT[0]] is None
    assert got["reported"][PARTIAL[0]] == 21
    assert got["header"]["period"] == PERIOD


@pytest.mark.parametrize(
    ("kind", "values", "scale"),
    [("i32", [-2147483648, 1_234_567, 0], 1), ("f64", [float("nan"), 0.25, -3.5], None)],
)
def test_every_column_type_decodes(
    scripts: Page, kind: str, values: list[float], scale: int | None
) -> None:
    dtype = {"i32": "<i4", "f64": "<f8"}[kind]
    raw = np.array(values, dtype=dtype).tobytes()
    column = {"name": "value", "type": kind, "offset": 0, "scale": scale, "missing": -2147483648}
    header = json.dumps({"n": 3, "columns": [column]}).encode()
    header += b" " * (-len(header) % 8)
    blob = b"IOC1" + len(header).to_bytes(4, "little") + header + raw
    got = scripts.evaluate(
        """bytes => [...ioc.data.decode(new Uint8Array(bytes).buffer).columns.value]
                    .map((one) => (Number.isNaN(one) ? null : one))""",
        list(blob),
    )
    assert got == [None, *values[1:]]


def test_bytes_that_are_no_slice_are_refused(scripts: Page) -> None:
    told = scripts.evaluate(
        """() => { try { ioc.data.decode(new TextEncoder().encode("<html>none").buffer) }
                   catch (error) { return error.message } }"""
    )
    assert "IOC1" in told


def test_who_asks_at_the_same_time_shares_one_request(open_map: Open, site: MapSite) -> None:
    page = open_map(None)
    wanted = spec("home", revision=41)
    page.evaluate(
        "async spec => { await Promise.all([1, 2, 3].map(() => ioc.data.slice(spec))) }", wanted
    )
    page.evaluate("async spec => { await ioc.data.slice(spec) }", wanted)
    assert sum("rev=41" in path for path in site.asked) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_have_the_colour_of_their_class(open_map: Open, site: MapSite, theme: str) -> None:
    page = open_map(spec("home", labels=False), theme=theme, size=(1600, 1000))
    breaks = [40, 60, 70, 80, 90]
    ramp = ["seq-1", "seq-3", "seq-4", "seq-6", "seq-7"]
    seen = set()
    for code, value in list(zip(home_codes(site), home_values(site), strict=True))[::6]:
        if np.isnan(value):
            continue
        step = ramp[max(at for at, low in enumerate(breaks) if value >= low or at == 0)]
        assert pixel(page, code) == variable(page, f"--ioc-{step}"), (code, value)
        seen.add(step)
    assert len(seen) >= 4


def test_a_theme_change_repaints_in_the_new_colours(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", labels=False))
    code = home_codes(site)[0]
    light = pixel(page, code)
    before = page.locator("#map").get_attribute("data-painted")
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.wait_for_function(f"document.getElementById('map').dataset.painted !== '{before}'")
    assert pixel(page, code) != light


def test_areas_without_data_are_hatched_and_counted(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", labels=False))
    assert legend_rows(page)[-1] == ("Chưa có số liệu", str(len(SILENT)))
    code = home_codes(site)[SILENT[0]]
    seen = {tuple(pixel(page, code, dx, dy)) for dx in range(-5, 6) for dy in range(-5, 6)}
    ground, ink = variable(page, "--ioc-nodata"), variable(page, "--ioc-nodata-ink")
    assert tuple(ground) in seen
    assert min(abs(one[0] - ink[0]) for one in seen) < 40, "no hatching over the ground"


def test_the_legend_states_half_open_classes_and_their_counts(
    open_map: Open, site: MapSite
) -> None:
    page = open_map(spec("home"))
    values = home_values(site)
    breaks = [40, 60, 70, 80, 90, 100]
    bins = [int(np.sum((values >= low) & (values < high))) for low, high in pairwise(breaks)]
    bins[-1] += int(np.sum(values == 100))
    last = "[90; 100]" if np.nanmax(values) == 100 else "[90; 100)"
    texts = ["[40; 60)", "[60; 70)", "[70; 80)", "[80; 90)", last]
    assert legend_rows(page)[:-1] == [
        (text, str(count)) for text, count in zip(texts, bins, strict=True)
    ]
    assert page.locator(".ioc-legend__unit").inner_text() == "Đơn vị: %"


def test_decimal_breaks_are_written_the_vietnamese_way(open_map: Open) -> None:
    page = open_map(spec("home", classes={"breaks": [0, 62.5, 1250, 2500]}))
    assert [text for text, _ in legend_rows(page)][:2] == ["[0,0; 62,5)", "[62,5; 1.250,0)"]


def test_status_has_colour_word_and_shape(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", mode="status", target=80))
    values = home_values(site)
    assert legend_rows(page) == [
        ("Xanh · Đạt", str(int(np.sum(values >= 80)))),
        ("Vàng · Cảnh báo", str(int(np.sum((values >= 72) & (values < 80))))),
        ("Đỏ · Chậm", str(int(np.sum(values < 72)))),
        ("Chưa có số liệu", str(len(SILENT))),
    ]
    assert page.locator(".ioc-legend__swatch--warn").count() == 1


@pytest.mark.parametrize(
    ("value", "target", "direction", "status"),
    [
        (100, 100, "up", 0),
        (90, 100, "up", 1),
        (89.9, 100, "up", 2),
        (0, 0, "down", 0),
        (0.5, 0, "down", 1),
        (1, 0, "down", 2),
        (11, 10, "down", 1),
        (11.2, 10, "down", 2),
    ],
)
def test_status_follows_the_rule_of_the_server(
    scripts: Page, value: float, target: float, direction: str, status: int
) -> None:
    from ioc.indicator import Direction
    from ioc.status import Status, judge

    got = scripts.evaluate("given => ioc.scale.statusOf(...given)", [value, target, direction])
    order = [Status.GREEN, Status.AMBER, Status.RED]
    assert got == status == order.index(judge(value, target, Direction(direction)).status)


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
    assert any(re.fullmatch(r"[\d.,]+ / 1\.200", line) for line in text), text
    assert "Tháng 9/2025" in text
    assert "21/30 thôn đã báo cáo" in text
    assert text[-1] == "Số liệu minh hoạ"
    page.mouse.move(2, 2)
    assert not tip.is_visible()


def test_parts_are_asked_for_once_and_only_when_looked_at(open_map: Open, site: MapSite) -> None:
    wanted = spec("home", revision=57)
    page = open_map(wanted)

    def asked() -> int:
        return sum("rev=57" in path and "parts=1" in path for path in site.asked)

    assert asked() == 0
    for code in home_codes(site)[10:13]:
        where = place(page, code)
        page.mouse.move(where["x"], where["y"])
        page.wait_for_function("/ 1\\.200/.test(document.querySelector('.ioc-map__tip').innerText)")
    assert asked() == 1


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
    seen = page.evaluate("window.seen")
    assert (seen["code"], seen["vintage"], seen["level"]) == (code, "2025-07-01", "commune")
    assert page.evaluate("window.events[0].id") == "map-event"
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


def test_another_period_paints_only_what_changed_to_the_same_picture(
    open_map: Open, site: MapSite
) -> None:
    page = open_map(spec("home", labels=False))
    page.evaluate("async () => { await ioc.map.preview('map', { period: '2024-01' }) }")
    assert page.locator("#map").get_attribute("data-painted-key") == "HT01|2024-01|3"
    changed = {code: pixel(page, code) for code in home_codes(site)}
    fresh = open_map(spec("home", labels=False, period="2024-01"))
    assert changed == {code: pixel(fresh, code) for code in home_codes(site)}
    assert page.evaluate("performance.getEntriesByName('ioc:map:painted').length") >= 2


def test_only_the_newest_of_many_periods_stays(open_map: Open) -> None:
    page = open_map(spec("home"))
    page.evaluate(
        """async () => { await Promise.all(["2025-01", "2025-02", "2025-03", "2025-04"]
               .map((period) => ioc.map.preview("map", { period }))) }"""
    )
    assert page.locator("#map").get_attribute("data-painted-key") == "HT01|2025-04|3"
    assert page.locator(".ioc-legend__period").inner_text() == "Tháng 4/2025"


@pytest.mark.parametrize("size", [(1600, 900), (390, 844)])
def test_both_archipelagos_are_on_the_national_map(
    open_map: Open, site: MapSite, size: tuple[int, int]
) -> None:
    page = open_map(spec("country"), size=size)
    named = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(named) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    for code in ("20333", "22736"):
        where = place(page, code)
        assert 0 < where["x"] < size[0] and 0 < where["y"] < size[1]
        page.mouse.move(where["x"], where["y"])
        name = page.locator(".ioc-map__tip-name").inner_text()
        assert name == site.land.frame.set_index("code").loc[code, "full_name"]


def test_archipelagos_are_drawn_even_when_the_boundaries_lack_them(open_map: Open) -> None:
    page = open_map(spec("home", islands=True))
    named = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(named) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_archipelagos_without_a_row_of_figures_keep_their_names(open_map: Open) -> None:
    home = spec("home")
    page = open_map(spec("country") | {"directory": home["directory"]} | {"slice": home["slice"]})
    named = page.evaluate("ioc.map.stateOf('map').islandNames.map((one) => one.lines.join(' '))")
    assert sorted(named) == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_villages_are_points_that_can_be_hit(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("villages", labels=False), size=(1600, 1000))
    code = sorted(site.land.villages)[1900][0]
    where = place(page, code)
    page.mouse.click(where["x"], where["y"])
    hit = events(page)[0][1]
    found = place(page, hit)
    assert (found["x"], found["y"]) == pytest.approx((where["x"], where["y"]), abs=3)
    total = sum(int(count.replace(".", "")) for _, count in legend_rows(page))
    assert total == len(site.land.villages)


def test_a_shape_of_several_areas_is_found_by_each_of_their_codes(
    open_map: Open, site: MapSite
) -> None:
    page = open_map(None)
    codes = page.evaluate(
        """async () => {
            const ring = [[105, 19], [106, 19], [106, 18], [105, 19]];
            const topology = { type: "Topology", arcs: [ring], objects: {
                areas: { type: "GeometryCollection", geometries: [{ type: "Polygon",
                    id: "1", properties: { p: "40", codes: ["1", "2"] }, arcs: [[0]] }] } } };
            return ioc.land.fromTopology(topology).features[0].codes;
        }"""
    )
    assert codes == ["1", "2"]


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
    assert "Đang hiển thị kỳ Tháng 9/2025" in alert.inner_text()


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
    assert {meta["title"], meta["subtitle"], "[70; 80)", "Chưa có số liệu"} <= texts
    foot = next(text for text in texts if text and text.startswith("Nguồn: Sở TT&TT"))
    assert foot == "Nguồn: Sở TT&TT · Kỳ số liệu: Tháng 9/2025 · ranh giới sơ đồ · Số liệu minh hoạ"
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


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-09", "Tháng 9/2025"),
        ("2023-Q3", "Quý III/2023"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024", "Năm 2024"),
        ("2025-07-01", "01/07/2025"),
    ],
)
def test_periods_in_words(scripts: Page, iso: str, words: str) -> None:
    assert scripts.evaluate("iso => ioc.format.period(iso, 'vi')", iso) == words


def test_a_replaced_element_gets_a_map_of_its_own(open_map: Open) -> None:
    page = open_map(spec("home"))
    page.evaluate("document.querySelector('main').innerHTML = '<div id=map></div>'")
    show(page, spec("home"))
    assert page.locator("#map canvas").count() == 3
    assert page.locator("#map").get_attribute("data-painted") == "1"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_grave(
    open_map: Open, assert_accessible: Callable[[Page], None], theme: str
) -> None:
    page = open_map(spec("home", tier_label="ranh giới sơ đồ", indicator="DEMO"), theme=theme)
    assert_accessible(page)
