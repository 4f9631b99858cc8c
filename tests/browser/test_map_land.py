"""Where the land stands: far islands, what can be pointed at, names of cities, seams, classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ioc.classes import bounds_around
from ioc.indicator import Direction
from ioc.sentences.classes import class_texts
from tests.browser.map_harness import MEASURE, Land, MapSite, serving, spec

CITY, ISLAND = "79", "26732"  # TP. Hồ Chí Minh and its Côn Đảo
Show = Callable[..., Page]


@pytest.fixture(scope="module")
def site(land: Path) -> Iterator[MapSite]:
    with serving(MapSite(Land.read(land))) as running:
        yield running


@pytest.fixture
def show(chromium: Browser, site: MapSite) -> Iterator[Show]:
    """A function (spec, size) that opens a page with this map."""
    contexts = []

    def _show(spec: dict[str, Any], size: tuple[int, int] = (1280, 800)) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=site.url, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        page.evaluate("async spec => { await ioc.map.show('map', spec) }", spec)
        return page

    yield _show
    for context in contexts:
        context.close()


def city_spec(**change: Any) -> dict[str, Any]:
    address = f"/api/v1/directory?vintage=2025-07-01&level=commune&parent={CITY}"
    own_spec = spec("home", parent=CITY, topology=f"/published/p{CITY}.topojson", directory=address)
    return own_spec | {"slice": own_spec["slice"].replace("parent=40", f"parent={CITY}")} | change


def test_a_far_island_leaves_the_frame_to_the_mainland(show: Show) -> None:
    page = show(city_spec())
    facts = page.evaluate(
        """island => {
            const s = ioc.map.stateOf("map");
            const boxes = s.land.features.filter(f => f.box).map(f => f.box);
            const k = s.view.main.k;
            const tall = Math.max(...boxes.map(b => b[3])) - Math.min(...boxes.map(b => b[1]));
            const wide = Math.max(...boxes.map(b => b[2])) - Math.min(...boxes.map(b => b[0]));
            const at = ioc.map.locate("map", island), { rect } = s.view.inset;
            return {
                share: Math.max((tall * k) / s.height, (wide * k) / s.width),
                far: s.land.features.filter(f => !f.path && f.islets.length).map(f => f.code),
                inside: at.x > rect.x && at.x < rect.x + rect.w
                    && at.y > rect.y && at.y < rect.y + rect.h,
                named: s.islandNames.map(one => one.lines.join(" ")),
            };
        }""",
        ISLAND,
    )
    assert facts["far"] == [ISLAND]
    assert facts["share"] > 0.7
    assert facts["inside"]
    assert facts["named"] == ["Côn Đảo"]


@pytest.mark.parametrize("size", [(1280, 800), (900, 500)])
def test_every_ward_can_be_pointed_at(show: Show, size: tuple[int, int]) -> None:
    page = show(city_spec(), size)
    missed = page.evaluate(
        """() => {
            const s = ioc.map.stateOf("map");
            return s.directory.codes.filter((code, row) => {
                const place = ioc.input.placeOf(s, row);
                return !place || ioc.input.rowAt(s, ...place) !== row;
            });
        }"""
    )
    assert missed == []


def test_near_an_area_is_on_it_and_far_from_all_is_on_none(show: Show) -> None:
    page = show(spec("home"))
    hits = page.evaluate(
        """() => {
            const s = ioc.map.stateOf("map");
            const { k, tx, ty } = s.view.main;
            // The westernmost vertex of all: west of it lies nothing.
            let best = null;
            s.land.features.forEach((f, at) => f.rings.forEach(ring => {
                for (let i = 0; i < ring.length; i += 2)
                    if (!best || ring[i] < best.x) best = { x: ring[i], y: ring[i + 1], at };
            }));
            const [x, y] = [best.x * k + tx, best.y * k + ty];
            const at = dx => ioc.input.rowAt(s, x - dx, y);
            return [s.featureRow[best.at], at(5), at(12)];
        }"""
    )
    assert hits[0] == hits[1] >= 0
    assert hits[2] == -1


def test_a_province_without_a_far_island_is_as_it_was(show: Show) -> None:
    page = show(spec("home"))
    assert page.evaluate("() => ioc.map.stateOf('map').land.features.every(f => f.path)")
    assert page.evaluate("() => ioc.map.stateOf('map').view.inset") is None


def test_the_capital_is_named_on_the_map_of_the_country(show: Show) -> None:
    page = show(spec("provinces"), (1280, 1000))
    names = page.evaluate("() => ioc.map.stateOf('map').nameSpots.map(one => one.name)")
    assert names[0] == "Hà Nội"
    assert {"Hồ Chí Minh", "Đà Nẵng"} <= set(names)


@pytest.mark.parametrize("size", [(390, 844), (390, 420), (360, 640), (1280, 800)])
def test_the_inset_stands_clear_of_buttons_and_legend(show: Show, size: tuple[int, int]) -> None:
    page = show(spec("provinces"), size)
    clash = page.evaluate(
        """() => {
            const s = ioc.map.stateOf("map");
            if (!s.view.inset) return [];
            const { x, y, w, h } = s.view.inset.rect;
            const box = s.controls.getBoundingClientRect();
            const stage = s.element.getBoundingClientRect();
            const c = [box.left - stage.left, box.top - stage.top];
            return c[0] < x + w && c[0] + box.width > x && c[1] < y + h && c[1] + box.height > y
                ? [x, y, w, h, ...c] : [];
        }"""
    )
    assert clash == []


@pytest.mark.parametrize("size", [(390, 420), (390, 300), (370, 190), (1280, 800), (880, 860)])
def test_the_inset_covers_no_land_that_could_be_pointed_at(
    show: Show, size: tuple[int, int]
) -> None:
    """On a phone it lay over five communes, on a screen over a corner of the province."""
    page = show(city_spec(), size)
    covered = page.evaluate(
        """() => {
            const s = ioc.map.stateOf("map");
            const { x, y, w, h } = s.view.inset.rect, { k, tx, ty } = s.view.main;
            return s.land.features.filter(f => f.path && f.anchor).filter(f =>
                f.rings.some(ring => ring.some((_, i) => i % 2 === 0
                    && ring[i] * k + tx > x && ring[i] * k + tx < x + w
                    && ring[i + 1] * k + ty > y && ring[i + 1] * k + ty < y + h))).length;
        }"""
    )
    assert covered <= 1  # whose corner lies between two points


def test_no_land_lies_beneath_what_the_map_shows_itself(show: Show) -> None:
    page = show(spec("home"))
    own = page.evaluate("() => [...ioc.map.stateOf('map').ownOutline]")
    assert own == ["40"]
    page = show(spec("country"))
    assert page.evaluate("() => ioc.map.stateOf('map').ownOutline.size") in (0, 34)


def test_borders_fade_where_areas_are_few_pixels_wide(show: Show) -> None:
    """White lines over areas of a few pixels made the darkest class pale."""
    page = show(spec("country", labels=False), (520, 520))
    pale = page.evaluate(
        """() => {
            const s = ioc.map.stateOf("map");
            const pen = new OffscreenCanvas(s.lines.width, s.lines.height).getContext("2d");
            pen.drawImage(s.lines, 0, 0);
            const { k, tx, ty } = s.view.main;
            const few = f => f.path && f.anchor && Math.sqrt(f.size) * k < 3;
            const small = s.land.features.filter(few);
            const whites = small.map(f => {
                const x = Math.round((f.anchor[0] * k + tx) * s.dpr);
                const y = Math.round((f.anchor[1] * k + ty) * s.dpr);
                const [r, g, b, a] = pen.getImageData(x, y, 1, 1).data;
                return r > 200 && g > 200 && b > 200 ? a / 255 : 0;
            });
            return [whites.length, whites.reduce((sum, each) => sum + each, 0) / whites.length];
        }"""
    )
    assert pale[0] > 200
    assert pale[1] < 0.05


@pytest.mark.parametrize(("direction", "meets"), [("up", [95, 100]), ("down", [5, 4.9])])
def test_no_class_joins_what_meets_a_target_with_what_misses_it(
    show: Show, direction: str, meets: list[float]
) -> None:
    page = show(spec("home"))
    misses = [94.98, 94.9, 60] if direction == "up" else [5.02, 5.1, 40]
    target = 95 if direction == "up" else 5
    measure = replace(MEASURE, direction=Direction(direction))
    bounds = bounds_around([0, 40, 70, 90, 100], target, measure.direction)
    around = {"target": target, "breaks": bounds, "texts": class_texts(measure, bounds)}
    classes = {"breaks": [0, 50, 100], "texts": ["", ""], "around": [around]}
    classes = page.evaluate(
        """([direction, target, values, classes]) => {
            const spec = { mode: "target", target, direction, decimals: 1, language: "vi",
                           classes };
            const none = values.map(() => 0);
            const slice = { value: values, flags: none, status: none, finer: new Map() };
            const found = ioc.scale.classify(spec, slice, { parents: [], codes: [] });
            return [...found.of];
        }""",
        [direction, target, [*meets, *misses], classes],
    )
    assert not set(classes[:2]) & set(classes[2:])


def test_a_yes_or_a_no_is_told_in_words_and_a_moved_village_says_so(show: Show) -> None:
    page = show(spec("home"))
    texts = page.evaluate(
        """() => {
            const spec = { language: "vi", unit: "%", decimals: 2, factor: 100, direction: "up",
                target: 100, classes: { breaks: [0, 5, 100] }, level: "village" };
            const slice = { value: Float64Array.of(0, 100, 100, NaN),
                flags: Uint8Array.of(33, 33, 33, 0), status: Uint8Array.of(2, 0, 0, 5),
                finer: new Map(), header: { period: "2026-10" } };
            const directory = { codes: ["a", "b", "c", "d"], full_names: ["Xóm 1", "Xóm 2", "Xóm 3",
                "Xóm 4"], parents: [], parent_names: [], moved: [1] };
            const found = ioc.scale.classify(spec, slice, directory);
            const tips = [0, 1].map(row => ioc.tip.lines({ spec, slice, directory }, row, undefined)
                .filter(line => line.kind === "place").map(line => line.text).join());
            return { classes: found.classes.map(one => [one.text, one.count]), tips };
        }"""
    )
    assert texts["classes"] == [["Chưa", 1], ["Có", 2]]
    assert texts["tips"] == ["", "Vị trí vẽ trong xã; toạ độ đã báo nằm ngoài ranh giới này"]
