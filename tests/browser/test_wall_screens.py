"""The wall as a leader sees it from five metres: legible, whole, alive, honest when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from data.load.catalogue.scenes import read_scene_file
from data.store.engine import open_engine, writing
from data.walls.walls import DEFAULT, find_wall, save_wall
from tests.browser.conftest import PageAt
from tests.browser.ten_seconds import unanswered
from tests.legibility import LEAST_MINUTES, PREFERRED_MINUTES, minutes_of_arc
from tests.serving import ServedApp

SCENES = [scene.code for scene in read_scene_file()]
PANELS = [(1920, 1080), (3840, 2160)]
# Panels: code, inches, metres of the farthest reader, pixels.
SHAPES = {
    "hall": (165.0, 6.0, 1920, 1080),
    "room": (98.0, 4.5, 1920, 1080),
    "far": (86.0, 5.0, 1920, 1080),
    "tv": (55.0, 4.0, 1920, 1080),
    "double": (301.0, 6.0, 3840, 1080),
    "triple": (300.0, 6.0, 5760, 1080),
    "beside": (440.0, 6.0, 5760, 1080),
    "portrait": (165.0, 6.0, 1080, 1920),
    "upright-tv": (55.0, 4.0, 1080, 1920),
}
OUTAGES = [r"ERR_CONNECTION_REFUSED", r"ERR_INCOMPLETE_CHUNKED", r"ERR_EMPTY_RESPONSE",
        r"ERR_CONNECTION_RESET", r"Failed to fetch", r"server did not respond",
        r"status of 503"]  # fmt: skip

# Every text that is seen on the shown scene: its size in hundredths of the panel's height, its
# box, and what cuts it: a part with hidden overflow, or the edge of the panel.
MEASURE = """() => {
  const scene = document.querySelector(".wall-scene.is-shown");
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector(".wall"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest(".visually-hidden, .wall-state")) continue;
    const other = parent.closest(".wall-scene");
    if (other && other !== scene) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || style.clipPath === "inset(50%)") continue;
    let cut = box.left < -1 || box.top < -1 || box.right > innerWidth + 1
      || box.bottom > innerHeight + 1 ? "panel" : "";
    for (let part = parent; part && part.id !== "wall" && !cut; part = part.parentElement) {
      const room = part.getBoundingClientRect();
      // Boxes of letters are higher than the letters: a line may reach a little out of its part.
      const slack = 0.2 * parseFloat(style.fontSize);
      if (getComputedStyle(part).overflow === "hidden" && (box.right > room.right + 1.5
        || box.left < room.left - 1.5 || box.bottom > room.bottom + slack
        || box.top < room.top - slack)) cut = part.className || part.id;
    }
    texts.push({
      text: node.textContent, kind: parent.className.baseVal ?? (parent.className || parent.id),
      size: 100 * parseFloat(style.fontSize) / innerHeight, cut,
      box: [box.left, box.top, box.right, box.bottom],
    });
  }
  return texts;
}"""


# Headings beside the map that no line follows.
LONELY = """() => {
  const headings = document.querySelectorAll(
    ".wall-scene.is-shown :is(.wall-news, .wall-worst, .wall-alerts) > .wall-part-name");
  const isSeen = (part) => part.textContent.trim() && part.checkVisibility();
  return [...headings]
    .filter((each) => isSeen(each) && ![...each.parentElement.querySelectorAll("li")].some(isSeen))
    .map((each) => each.textContent);
}"""


# Changes of cards that take two lines: each can be said in fewer words.
BROKEN = """() => [...document.querySelectorAll(
    ".wall-scene.is-shown .wall-detail > :is(.is-year, .is-last).wall-page")]
  .filter((line) => line.clientHeight > 1.5 * parseFloat(getComputedStyle(line).lineHeight))
  .map((line) => line.textContent)"""


def angles(
    texts: list[dict[str, Any]], inches: float = 165, metres: float = 6, aspect: float = 16 / 9
) -> list[float]:
    """What the capitals of texts subtend for a reader, in minutes of arc."""
    return [minutes_of_arc(each["size"], inches, metres, aspect) for each in texts]


def is_important(text: dict[str, Any]) -> bool:
    """Numbers and names, but for a name that needs two lines."""
    kind = str(text["kind"])
    return kind.startswith(("wall-value", "wall-name")) and "is-long" not in kind


def overlaps(texts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie on one another by more than a third of a line."""
    pairs = []
    for at, one in enumerate(texts):
        for two in texts[at + 1 :]:
            (left, top, right, bottom), (l2, t2, r2, b2) = one["box"], two["box"]
            wide, high = min(right, r2) - max(left, l2), min(bottom, b2) - max(top, t2)
            if wide > 2 and high > 0.4 * min(bottom - top, b2 - t2):
                pairs.append((one["text"], two["text"]))
    return pairs


@contextmanager
def store_of(app: ServedApp) -> Iterator[Connection]:
    """A write transaction in the store of a served program."""
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        yield connection
    engine.dispose()


def open_wall(page: Page, scene: str = "coverage", **query: str) -> None:
    parameters = "&".join(f"{name}={value}" for name, value in {"canh": scene, **query}.items())
    page.goto(f"/wall?{parameters}")
    wait_for_map(page, scene)


def wait_for_map(page: Page, scene: str) -> None:
    """Wait until a scene's map is drawn; a cold server on a busy machine takes its time."""
    expect(page.locator(f"#wall-{scene}-map")).to_have_attribute(
        "data-painted", re.compile(r"\d"), timeout=20_000
    )


def each_scene(page: Page, **query: str) -> Iterator[str]:
    """Open the wall and show one scene after the other, all in one page as a wall does."""
    open_wall(page, SCENES[0], giu="1", **query)
    for scene in SCENES:
        expect(page.locator(".wall-scene.is-shown")).to_have_attribute("data-scene", scene)
        picture = page.locator(f"#wall-{scene}-map")
        expect(picture).to_have_attribute("data-painted", re.compile(r"\d"))
        yield scene
        page.keyboard.press("ArrowRight")


def measure_texts(page: Page) -> list[dict[str, Any]]:
    """Return the texts of the scene, once it is filled and its parts have found their room."""
    page.evaluate("document.fonts.ready")
    page.wait_for_function(f"({MEASURE})().length > 20")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    texts: list[dict[str, Any]] = page.evaluate(MEASURE)
    return texts


@pytest.mark.parametrize("code", SHAPES)
def test_every_text_is_legible_and_whole(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None], code: str
) -> None:
    inches, metres, width, height = SHAPES[code]
    with store_of(app_of_its_own) as connection:
        wall = find_wall(connection, DEFAULT)
        panel = replace(wall, code=code, diagonal_inch=inches, distance_m=metres, token_id=None)
        save_wall(connection, panel, "An")
    page = page_at(width, height)
    for scene in each_scene(page, **{"man-hinh": code}):
        texts = measure_texts(page)
        aspect = width / height
        assert min(angles(texts, inches, metres, aspect)) >= LEAST_MINUTES, scene
        important = [each for each in texts if is_important(each)]
        assert min(angles(important, inches, metres, aspect)) >= PREFERRED_MINUTES, scene
        assert [(each["text"], each["cut"]) for each in texts if each["cut"]] == [], scene
        assert overlaps(texts) == [], scene
        assert page.evaluate(LONELY) == [], scene
        assert page.evaluate(BROKEN) == [], scene
        if page.locator("#wall").get_attribute("data-cards") == "whole":
            for answers in page.locator(".wall-scene.is-shown .wall-row-red .is-owner").all():
                expect(answers).to_be_visible()
                expect(answers).to_have_text(re.compile(r"(Sở|VP) .*, hạn \d\d/\d\d/\d{4}"))
        cards = page.locator(".wall-scene.is-shown .wall-row")
        assert cards.filter(visible=True).count() == cards.count() == 6, scene
        assert page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        ) == [width, height], scene
        if not code.endswith("tv"):
            assert map_share(page) >= 0.45, scene
        if code == "hall":
            assert map_share(page, ".wall-land") >= 0.45, scene
        assert unanswered(page, code, scene) == [], scene
        screenshot(page, f"wall-{code}-{scene}")


def test_cards_without_room_are_named(page_at: PageAt) -> None:
    page = page_at(640, 200)
    open_wall(page, giu="1")
    scene = page.locator(".wall-scene.is-shown")
    out = scene.locator(".wall-cards-out")
    expect(out).to_contain_text("Chưa đủ chỗ cho: ")
    expect(out).to_be_in_viewport(ratio=0.95)
    cards = scene.locator(".wall-row")
    names = cards.filter(visible=False).locator(".wall-name").all_text_contents()
    assert 0 < len(names) < cards.count()
    assert out.locator("span").inner_text() == ", ".join(names)


def map_share(page: Page, part: str = ".wall-map-part") -> float:
    """Return how much of the panel the map's part of the shown scene has."""
    box = page.locator(f".wall-scene.is-shown {part}").bounding_box()
    assert box is not None
    # Of its half, where two scenes are side by side.
    scenes: int = page.evaluate("Number(document.getElementById('wall').dataset.scenes)")
    area: float = box["width"] * box["height"] / page.evaluate("innerWidth * innerHeight")
    return area * scenes


def test_english_and_a_light_ground_fit_as_well(
    page_at: PageAt, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    for scene in each_scene(page, lang="en", nen="sang"):
        assert page.locator("#wall").get_attribute("data-bs-theme") == "light"
        assert [each for each in measure_texts(page) if each["cut"]] == [], scene
        screenshot(page, f"wall-{scene}-en-light")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_older_vintage_is_named_and_fits_as_well(
    page_at: PageAt, screenshot: Callable[..., None], language: str
) -> None:
    page = page_at(1920, 1080)
    for scene in each_scene(page, **{"ky-dia-gioi": "2025-06-30", "lang": language}):
        texts = measure_texts(page)
        assert [each for each in texts if each["cut"]] == [], scene
        assert min(angles(texts)) >= LEAST_MINUTES, scene
        title = page.locator(".wall-scene.is-shown .wall-title")
        expect(title).to_contain_text(
            "địa giới trước 01/07/2025" if language == "vi" else "areas before 1 July 2025"
        )
        expect(page.locator(f"#wall-{scene}-trend-change")).to_contain_text("01/07/2025")
        screenshot(page, f"wall-{scene}-{language}-before")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1180), (390, 844)])
def test_a_look_from_a_desk_or_a_hand_shows_the_same_without_scrolling(
    page_at: PageAt, screenshot: Callable[..., None], width: int, height: int
) -> None:
    page = page_at(width, height)
    open_wall(page, giu="1")
    land = page.locator(".wall-scene.is-shown .wall-land").bounding_box()
    map_box = page.locator("#wall-coverage-map").bounding_box()
    assert land == map_box
    assert page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    ) == [width, height]
    expect(page.locator("#wall-coverage-row-0-chip")).to_be_in_viewport(ratio=0.95)
    expect(page.locator(".wall-scene.is-shown .wall-trend")).to_be_in_viewport(ratio=0.95)
    screenshot(page, f"wall-coverage-{width}")


def test_it_is_dark_without_the_frame_and_says_that_data_is_made_up(
    page_at: PageAt, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(1920, 1080, "light")
    open_wall(page, giu="1")
    assert page.locator("#wall").get_attribute("data-bs-theme") == "dark"
    expect(page.locator(".ioc-header")).to_be_hidden()
    expect(page.locator("#wall-coverage-demo")).to_have_text("Số liệu minh hoạ")
    expect(page.locator("#wall-coverage-tier")).not_to_be_empty()
    expect(page.locator(".wall-scene.is-shown .wall-row")).to_have_count(6)
    assert_accessible(page)


# Where the points of the villages lie in the panel of the map, and how many are there.
POINTS = """() => {
  const { spots, view, width, height, directory } = ioc.map.stateOf("wall-coverage-map");
  const { k, tx, ty } = view.main;
  const at = [...spots.x].map((x, row) => [x * k + tx, spots.y[row] * k + ty]);
  const inside = at.filter(([x, y]) => x > 0 && y > 0 && x < width && y < height).length;
  return { all: directory.codes.length, inside };
}"""


# No name of a village lies under a label, and some are there.
NAMES_CLEAR = """() => {
  const map = document.getElementById("wall-coverage-map").getBoundingClientRect();
  const pins = [...document.querySelectorAll(".wall-scene.is-shown .wall-pin:not([hidden])")]
    .map((pin) => pin.getBoundingClientRect());
  const names = ioc.map.stateOf("wall-coverage-map").nameSpots;
  return names.length > 4 && names.every(({ box }) => pins.every((pin) =>
    box[2] + map.left <= pin.left || box[0] + map.left >= pin.right
    || box[3] + map.top <= pin.top || box[1] + map.top >= pin.bottom));
}"""


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_a_commune_shows_all_its_villages_and_labels_lie_beside_theirs(
    page_at: PageAt, screenshot: Callable[..., None], width: int, height: int
) -> None:
    page = page_at(width, height)
    open_wall(page, giu="1", **{"dia-ban": "17329"})
    points = page.evaluate(POINTS)
    assert points["inside"] == points["all"] > 10
    pin = page.locator(".wall-scene.is-shown .wall-pin").first
    expect(pin).to_be_visible()
    covered = """(pin) => {
      const box = pin.getBoundingClientRect();
      const at = ioc.map.locate("wall-coverage-map", pin.dataset.code);
      return at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom;
    }"""
    assert pin.evaluate(covered) is False
    expect(pin).to_contain_text("Chưa có sóng")
    expect(page.locator(".wall-scene.is-shown .ioc-legend")).to_contain_text("Có sóng")
    page.wait_for_function(NAMES_CLEAR)
    assert [each for each in measure_texts(page) if each["cut"]] == []
    screenshot(page, f"wall-commune-{width}")


def test_a_commune_stands_among_its_neighbours_where_villages_do_not_report(
    page_at: PageAt,
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "online-services", giu="1", **{"dia-ban": "17329"})
    expect(page.locator("#wall-online-services-where-0-name")).to_contain_text("Đứng thứ")
    assert page.evaluate("ioc.map.stateOf('wall-online-services-map').selected") >= 0


def test_who_is_behind_is_named_with_value_and_time(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "coverage", giu="1")
    name, value = (page.inner_text(f"#wall-coverage-where-0-{part}") for part in ("name", "value"))
    pins = page.locator(".wall-scene.is-shown .wall-pin").all_inner_texts()
    assert any(name in pin and value in pin for pin in pins), "the map names whom the list names"
    assert re.match(
        r"(chưa đạt|cảnh báo) (từ|hơn) ", page.inner_text("#wall-coverage-where-0-more")
    )


def test_scenes_rotate_by_themselves_and_stop_when_held(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "telehealth")
    scene = page.locator(".wall-scene.is-shown")
    page.clock.fast_forward("00:31")
    expect(scene).to_have_attribute("data-scene", "overview")
    page.clock.fast_forward("00:31")
    expect(scene).to_have_attribute("data-scene", "coverage")
    page.keyboard.press("Space")
    page.clock.fast_forward("02:00")
    expect(scene).to_have_attribute("data-scene", "coverage")
    page.keyboard.press("Space")
    page.clock.fast_forward("00:31")
    expect(scene).to_have_attribute("data-scene", "online-services")
    expect(scene).to_have_count(1)


def test_arrows_and_taps_change_the_scene(page_at: PageAt) -> None:
    page = page_at(1920, 1080, touch=True)
    open_wall(page, "coverage", giu="1")
    scene = page.locator(".wall-scene.is-shown")
    page.keyboard.press("ArrowRight")
    expect(scene).to_have_attribute("data-scene", "online-services")
    page.keyboard.press("ArrowLeft")
    expect(scene).to_have_attribute("data-scene", "coverage")
    page.touchscreen.tap(1800, 500)
    expect(scene).to_have_attribute("data-scene", "online-services")
    page.touchscreen.tap(100, 500)
    expect(scene).to_have_attribute("data-scene", "coverage")


def test_lines_of_the_cards_take_turns_in_their_place(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    with store_of(app_of_its_own) as connection:
        wall = find_wall(connection, DEFAULT)
        save_wall(connection, replace(wall, diagonal_inch=55.0, distance_m=4.0), "An")
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "coverage", giu="1")
    places = "[...document.querySelectorAll('.wall-scene.is-shown :is(.wall-value, .wall-chip)')]"
    # Places as laid out: that all of it wanders a little is no shift.
    sides = "each.offsetLeft, each.offsetTop, each.offsetWidth, each.offsetHeight"
    boxes = f"{places}.map((each) => [{sides}])"
    before = page.evaluate(boxes)
    expect(page.locator("#wall-coverage-row-0-target")).to_be_visible()
    # Without a source: it is named from room size on.
    lines = {"target", "since", "behind", "year", "last", "period"}
    line_of = "#wall-coverage-row-0 .wall-page:has(#wall-coverage-row-0-{}) > :visible"
    texts: set[str] = set()
    # Time goes on by itself meanwhile: a slow machine may see a line in the second round only.
    for _ in range(40):
        texts |= {each for each in lines if page.is_visible(line_of.format(each))}
        if texts == lines:
            break
        page.clock.run_for(2000)
    assert texts == lines
    assert page.evaluate(boxes) == before


def load_smartphones(app: ServedApp, owners: int) -> None:
    """Load one commune's smartphones for a closed quarter, as an official would."""
    file = app.var.parent / "new.csv"
    file.write_text(
        "vintage,area_code,indicator,period,numerator,denominator\n"
        f"2025-07-01,17329,XH01,2026-Q3,{owners},200000\n",
        encoding="utf-8",
    )
    app.run("load", "observations", file, "--yes")


def test_new_numbers_appear_by_themselves_and_a_restart_is_survived(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = page_at(1920, 1080, expected=OUTAGES)
    open_wall(page, "coverage", giu="1")
    value = page.locator("#wall-scene-coverage [data-indicator=XH01] .wall-value")
    before = value.inner_text()
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")

    load_smartphones(app_of_its_own, 1)
    expect(value).not_to_have_text(before)
    expect(page.locator("#wall-scene-coverage .wall-row[data-fresh] .wall-fresh")).to_be_visible()
    first_value = value.inner_text()

    app_of_its_own.stop()
    banner = page.locator("#wall-lost")
    expect(banner).to_be_visible(timeout=30_000)
    expect(banner).to_contain_text("Mất kết nối")
    expect(banner).to_contain_text("Số liệu lúc")
    expect(value).to_have_text(first_value)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".wall-scene.is-shown")).to_have_attribute("data-scene", "online-services")

    # What changed while nobody could be told is there after the return.
    load_smartphones(app_of_its_own, 190_000)
    app_of_its_own.start()
    expect(banner).to_be_hidden(timeout=30_000)
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live", timeout=30_000)
    expect(value).not_to_have_text(first_value)
