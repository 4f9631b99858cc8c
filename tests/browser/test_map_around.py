"""What lies around a map comes after the numbers and covers nothing of theirs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

COMMUNES = "/phan-tich?dia-ban=40&chi-so=HT05&cap=commune"
MAP = "analysis-map"


def spots(page: Page) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = page.evaluate("id => ioc.map.stateOf(id).aroundSpots", MAP)
    return rows


def test_neighbours_towns_and_credit_are_named_clear_of_all_else(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.goto(COMMUNES)
    page.wait_for_function("id => ioc.map.stateOf(id)?.aroundSpots?.length > 2", arg=MAP)
    names = {spot["text"] for spot in spots(page)}
    assert {"Lào", "Vinh"} <= names
    assert any("GeoNames" in name for name in names)
    covered = page.evaluate(
        """id => {
            const { aroundSpots, nameSpots, reserved } = ioc.map.stateOf(id);
            const boxes = [...reserved, ...nameSpots.map(({ box }) => box)];
            return aroundSpots.filter(({ x, y }) =>
                boxes.some(([left, top, right, bottom]) =>
                    x > left && x < right && y > top && y < bottom)
            ).map(({ text }) => text);
        }""",
        MAP,
    )
    assert covered == []


def test_a_picture_as_file_has_them_too_and_says_whose_they_are(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto(COMMUNES)
    page.wait_for_function("id => ioc.map.stateOf(id)?.aroundSpots?.length > 2", arg=MAP)
    svg = page.evaluate("id => ioc.exportSvg(id, {})", MAP)
    for name in ("Lào", "Vinh", "Thanh Hóa"):
        assert f">{name}</text>" in svg, name
    assert svg.count("GeoNames") == 2  # described once, written once
    assert "© OpenStreetMap (ODbL 1.0)" in svg
    # Land, hills and rivers, all of them before the first area that has a number.
    palette = page.evaluate("id => ioc.map.stateOf(id).palette", MAP)
    first = min(svg.index(f'fill="{palette[each]}" fill-rule') for each in ("good", "warn"))
    for part in (f'fill="{palette["map-country"]}"', "<image ", f'stroke="{palette["map-river"]}"'):
        assert 0 < svg.index(part) < first, part
    assert len(svg) < 700_000


def test_the_colours_of_numbers_stay_what_the_legend_shows(page_at: PageAt) -> None:
    page = page_at(1440, 900, theme="dark")
    page.goto(COMMUNES)
    page.wait_for_function("id => ioc.map.stateOf(id)?.aroundSpots?.length > 2", arg=MAP)
    others = page.evaluate(
        """id => {
            const { base, land, classes, palette, featureRow, view, dpr } = ioc.map.stateOf(id);
            const pen = new OffscreenCanvas(base.width, base.height).getContext(
                "2d", { willReadFrequently: true });
            pen.drawImage(base, 0, 0);
            const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
            const rgb = (colour) => {
                probe.fillStyle = colour;
                probe.fillRect(0, 0, 1, 1);
                return [...probe.getImageData(0, 0, 1, 1).data].join();
            };
            return land.features.filter((feature, at) => {
                const key = featureRow[at] < 0 ? -9 : classes.of[featureRow[at]];
                if (key < 0 || !feature.anchor) return false;
                const [x, y] = feature.anchor;
                const { k, tx, ty } = view.main;
                const place = [Math.round((x * k + tx) * dpr), Math.round((y * k + ty) * dpr)];
                const pixel = [...pen.getImageData(...place, 1, 1).data].join();
                return pixel !== rgb(palette[classes.classes[key].colour]);
            }).map(({ code }) => code);
        }""",
        MAP,
    )
    assert others == []


def test_without_the_files_the_map_is_right(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.route("**/assets/land/**", lambda route: route.fulfill(body=""))
    with page.expect_response("**/assets/land/around.json*"):
        page.goto(COMMUNES)
    page.wait_for_timeout(500)
    assert page.evaluate("id => ioc.map.stateOf(id).aroundSpots", MAP) is None
    expect(page.locator(".ioc-legend__row").first).to_be_visible()


def test_a_wall_names_the_neighbours_in_letters_that_are_read_and_clear_of_its_own(
    page_at: PageAt,
) -> None:
    page = page_at(1920, 1080)
    page.goto("/wall?canh=coverage&giu=1")
    name = "wall-coverage-map"
    page.wait_for_function("id => ioc.map.stateOf(id)?.aroundSpots?.length", arg=name)
    texts = page.evaluate("id => ioc.map.stateOf(id).aroundSpots.map(({ text }) => text)", name)
    assert "Lào" in texts
    # Whose data the land is stands on it, and below it whose boundaries.
    assert any("Natural Earth" in text for text in texts)
    expect(page.locator("#wall-coverage-tier")).to_contain_text("© OpenStreetMap")
    state = page.evaluate(
        """id => {
            const { aroundSpots, covered, font, element } = ioc.map.stateOf(id);
            const least = parseFloat(getComputedStyle(element.closest(".wall")).fontSize);
            const clash = aroundSpots.filter(({ x, y }) => covered.some(
                ([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom));
            return { font, least, clash, covers: covered.length };
        }""",
        name,
    )
    assert state["font"] >= state["least"]
    assert state["covers"] > 3
    assert state["clash"] == []


# Names around a wall's map that lie under a label, and land under the legend and its heading.
HIDDEN_ON_WALL = """(id) => {
  const map = document.getElementById(id).getBoundingClientRect();
  const { aroundSpots, land, inner, view, reserved } = ioc.map.stateOf(id);
  const { k, tx, ty } = view.main;
  const overlap = (one, two) =>
    one[0] < two[2] && one[2] > two[0] && one[1] < two[3] && one[3] > two[1];
  const labels = [...document.querySelectorAll(".wall-scene.is-shown .wall-pin:not([hidden])")]
    .map((label) => label.getBoundingClientRect())
    .map(({ left, top, right, bottom }) =>
      [left - map.left, top - map.top, right - map.left, bottom - map.top]);
  const areas = land.features.filter((_, at) => inner[at]).map(({ box }) => box)
    .map((box) => [box[0] * k + tx, box[1] * k + ty, box[2] * k + tx, box[3] * k + ty]);
  const isCovered = ({ box }) => labels.some((each) => overlap(box, each));
  return [
    ...aroundSpots.filter(isCovered).map(({ text }) => text),
    ...areas.filter((box) => reserved.some((each) => overlap(box, each))),
  ];
}"""


@pytest.mark.parametrize("scene", ["coverage", "overview"])
def test_a_wall_of_a_hall_names_its_main_town_clear_of_its_labels(
    page_at: PageAt, scene: str
) -> None:
    page = page_at(1920, 1080)
    page.goto(f"/wall?canh={scene}&giu=1")
    where = f"wall-{scene}-map"
    page.wait_for_function("id => ioc.map.stateOf(id)?.aroundSpots?.length > 2", arg=where)
    towns = "id => ioc.map.stateOf(id).aroundSpots.filter((one) => one.kind === 'town')"
    assert [one["text"] for one in page.evaluate(towns, where)][:1] == ["Vinh"]
    page.wait_for_function(f"id => !({HIDDEN_ON_WALL})(id).length", arg=where)
