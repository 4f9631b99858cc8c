"""The wall as a leader sees it from five metres: legible, whole, alive, honest when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from data.load.scenes import read_scene_file
from ioc.legibility import LEAST_MINUTES, PREFERRED_MINUTES, minutes_of_arc
from tests.browser.conftest import PageAt
from tests.serving import ServedApp

SCENES = [scene.code for scene in read_scene_file()]
PANELS = [(1920, 1080), (3840, 2160)]
LOST = [r"ERR_CONNECTION_REFUSED", r"ERR_INCOMPLETE_CHUNKED", r"ERR_EMPTY_RESPONSE",
        r"ERR_CONNECTION_RESET", r"Failed to fetch", r"server did not respond",
        r"status of 503"]  # fmt: skip

# Every text on the shown scene: its size in hundredths of the panel's height, and whether it lies
# whole inside the panel and inside its line. Lines that take turns are all measured.
MEASURE = """() => {
  const scene = document.querySelector(".wall-scene.is-shown");
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".wall"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest(".visually-hidden, .wall-state")) continue;
    const other = parent.closest(".wall-scene");
    if (other && other !== scene) continue;
    const style = getComputedStyle(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || style.display === "none" || style.clipPath === "inset(50%)") continue;
    const line = parent.closest(".wall-pages, .wall-trend, .wall-head, .wall-map-name, .wall-row")
      || document.querySelector(".wall");
    const room = line.getBoundingClientRect();
    found.push({
      text: node.textContent, kind: parent.className || parent.id,
      size: 100 * parseFloat(style.fontSize) / innerHeight,
      whole: box.left >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1
        && box.right <= room.right + 1,
    });
  }
  return found;
}"""


def angles(texts: list[dict[str, Any]], inches: float = 55, metres: float = 5) -> list[float]:
    """What the capitals of texts subtend for a reader, in minutes of arc."""
    return [minutes_of_arc(each["size"], inches, metres) for each in texts]


def is_important(text: dict[str, Any]) -> bool:
    """Numbers and names, but for a name that has no short form."""
    kind = str(text["kind"])
    return kind.startswith(("wall-value", "wall-name")) and "is-long" not in kind


def open_wall(page: Page, scene: str = "coverage", **query: str) -> None:
    asked = "&".join(f"{name}={value}" for name, value in {"canh": scene, **query}.items())
    page.goto(f"/wall?{asked}")
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


def measured(page: Page) -> list[dict[str, Any]]:
    page.evaluate("document.fonts.ready")
    found: list[dict[str, Any]] = page.evaluate(MEASURE)
    assert len(found) > 30, "the scene is filled"
    return found


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_every_text_is_legible_and_whole(
    page_at: PageAt, screenshot: Callable[..., Path], width: int, height: int
) -> None:
    page = page_at(width, height)
    for scene in each_scene(page):
        texts = measured(page)
        assert min(angles(texts)) >= LEAST_MINUTES, scene
        important = [each for each in texts if is_important(each)]
        assert len(important) == 12, scene
        assert min(angles(important)) >= PREFERRED_MINUTES, scene
        assert [each for each in texts if not each["whole"]] == [], scene
        assert page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        ) == [width, height], scene
        screenshot(page, f"wall-{scene}-{width}")


def test_english_and_a_light_ground_fit_as_well(
    page_at: PageAt, screenshot: Callable[..., Path]
) -> None:
    page = page_at(1920, 1080)
    for scene in each_scene(page, lang="en", nen="sang"):
        assert page.locator("#wall").get_attribute("data-bs-theme") == "light"
        assert [each for each in measured(page) if not each["whole"]] == [], scene
        screenshot(page, f"wall-{scene}-en-light")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_older_vintage_is_named_and_fits_as_well(
    page_at: PageAt, screenshot: Callable[..., Path], language: str
) -> None:
    page = page_at(1920, 1080)
    for scene in each_scene(page, **{"ky-dia-gioi": "2025-06-30", "lang": language}):
        texts = measured(page)
        assert [each for each in texts if not each["whole"]] == [], scene
        assert min(angles(texts)) >= LEAST_MINUTES, scene
        title = page.locator(".wall-scene.is-shown .wall-title")
        expect(title).to_contain_text(
            "địa giới trước 01/07/2025" if language == "vi" else "areas before 1 July 2025"
        )
        expect(page.locator(f"#wall-{scene}-trend-change")).to_contain_text("01/07/2025")
        screenshot(page, f"wall-{scene}-{language}-before")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1180), (390, 844)])
def test_a_look_from_a_desk_or_a_hand_shows_the_same_without_scrolling(
    page_at: PageAt, screenshot: Callable[..., Path], width: int, height: int
) -> None:
    page = page_at(width, height)
    open_wall(page, giu="1")
    land = page.locator(".wall-scene.is-shown .wall-land").bounding_box()
    drawn = page.locator("#wall-coverage-map").bounding_box()
    assert land == drawn
    assert page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    ) == [width, height]
    expect(page.locator("#wall-coverage-row-5-chip")).to_be_in_viewport(ratio=0.95)
    expect(page.locator(".wall-scene.is-shown .wall-news")).to_be_in_viewport(ratio=0.95)
    screenshot(page, f"wall-coverage-{width}")


def test_it_is_dark_without_the_frame_and_says_that_data_is_made_up(
    page_at: PageAt, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(1920, 1080, "light")
    open_wall(page, giu="1")
    assert page.locator("#wall").get_attribute("data-bs-theme") == "dark"
    expect(page.locator(".ioc-header")).to_be_hidden()
    expect(page.locator("#wall-coverage-demo")).to_have_text("Số liệu minh hoạ")
    expect(page.locator(".wall-scene.is-shown .wall-where")).to_contain_text("ranh giới sơ đồ")
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


@pytest.mark.parametrize(("width", "height"), PANELS)
def test_a_commune_shows_all_its_villages_and_none_lies_under_a_figure(
    page_at: PageAt, screenshot: Callable[..., Path], width: int, height: int
) -> None:
    page = page_at(width, height)
    open_wall(page, giu="1", **{"dia-ban": "17329"})
    points = page.evaluate(POINTS)
    assert points["inside"] == points["all"] > 10
    pin = page.locator(".wall-scene.is-shown .wall-pin").first
    expect(pin).to_be_visible()
    covered = """(pin) => {
      const state = ioc.map.stateOf("wall-coverage-map");
      const box = pin.getBoundingClientRect();
      const at = ioc.map.locate("wall-coverage-map", state.spec.pins[0]);
      return at.x > box.left + 2 && at.x < box.right && at.y > box.top && at.y < box.bottom;
    }"""
    assert pin.evaluate(covered) is False
    assert [each for each in measured(page) if not each["whole"]] == []
    screenshot(page, f"wall-commune-{width}")


def test_a_commune_stands_among_its_neighbours_where_villages_do_not_report(
    page_at: PageAt,
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "online-services", giu="1", **{"dia-ban": "17329"})
    expect(page.locator(".wall-scene.is-shown .wall-where")).to_contain_text("Đứng thứ")
    assert page.evaluate("ioc.map.stateOf('wall-online-services-map').selected") >= 0


def test_who_is_behind_is_named_with_value_and_time(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "coverage", giu="1")
    where = page.locator("#wall-coverage-where-0")
    expect(where).to_be_visible()
    assert re.fullmatch(r"1 .+ [\d,]+%", where.inner_text())
    assert re.match(r"(đỏ|vàng) (từ|≥) ", page.inner_text("#wall-coverage-where-0-more"))
    behind = page.locator(".wall-scene.is-shown .wall-row-red [id$='-behind']").first
    expect(behind).to_be_hidden()
    page.clock.run_for(5000)
    # A slow machine has missed its turn: the lines come around again within half a minute.
    expect(behind).to_be_visible(timeout=40_000)
    assert re.match(r".+ [\d,]+", behind.inner_text())


def test_scenes_rotate_by_themselves_and_stop_when_held(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "telehealth")
    shown = page.locator(".wall-scene.is-shown")
    page.clock.fast_forward("00:31")
    expect(shown).to_have_attribute("data-scene", "overview")
    page.clock.fast_forward("00:31")
    expect(shown).to_have_attribute("data-scene", "coverage")
    page.keyboard.press("Space")
    page.clock.fast_forward("02:00")
    expect(shown).to_have_attribute("data-scene", "coverage")
    page.keyboard.press("Space")
    page.clock.fast_forward("00:31")
    expect(shown).to_have_attribute("data-scene", "online-services")
    expect(shown).to_have_count(1)


def test_arrows_and_taps_change_the_scene(page_at: PageAt) -> None:
    page = page_at(1920, 1080, touch=True)
    open_wall(page, "coverage", giu="1")
    shown = page.locator(".wall-scene.is-shown")
    page.keyboard.press("ArrowRight")
    expect(shown).to_have_attribute("data-scene", "online-services")
    page.keyboard.press("ArrowLeft")
    expect(shown).to_have_attribute("data-scene", "coverage")
    page.touchscreen.tap(1800, 500)
    expect(shown).to_have_attribute("data-scene", "online-services")
    page.touchscreen.tap(100, 500)
    expect(shown).to_have_attribute("data-scene", "coverage")


def test_lines_of_the_cards_take_turns_in_their_place(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "coverage", giu="1")
    places = "[...document.querySelectorAll('.wall-scene.is-shown :is(.wall-value, .wall-chip)')]"
    # Places as laid out: that all of it wanders a little is no shift.
    sides = "each.offsetLeft, each.offsetTop, each.offsetWidth, each.offsetHeight"
    boxes = f"{places}.map((each) => [{sides}])"
    before = page.evaluate(boxes)
    expect(page.locator("#wall-coverage-row-0-target")).to_be_visible()
    # The change on last year gives way where the one on the last period names its areas.
    lines = {"target", "behind", "last", "period"}
    seen: set[str] = set()
    # Time goes on by itself meanwhile: a slow machine may see a line in the second round only.
    for _ in range(40):
        seen |= {each for each in lines if page.is_visible(f"#wall-coverage-row-0-{each}")}
        if seen == lines:
            break
        page.clock.run_for(2000)
    assert seen == lines
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
    page = page_at(1920, 1080, expected=LOST)
    open_wall(page, "coverage", giu="1")
    value = page.locator("#wall-coverage-row-5-value")
    before = value.inner_text()
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")

    load_smartphones(app_of_its_own, 1)
    expect(value).not_to_have_text(before)
    expect(page.locator("#wall-coverage-row-5 .wall-fresh")).to_be_visible()
    loaded = value.inner_text()

    app_of_its_own.stop()
    lost = page.locator("#wall-lost")
    expect(lost).to_be_visible(timeout=30_000)
    expect(lost).to_contain_text("Mất kết nối")
    expect(lost).to_contain_text("Số liệu lúc")
    expect(value).to_have_text(loaded)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".wall-scene.is-shown")).to_have_attribute("data-scene", "online-services")

    # What changed while nobody could be told is there after the return.
    load_smartphones(app_of_its_own, 190_000)
    app_of_its_own.start()
    expect(lost).to_be_hidden(timeout=30_000)
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live", timeout=30_000)
    expect(value).not_to_have_text(loaded)
