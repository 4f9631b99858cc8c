"""A scene that plays: five years in twenty seconds, an alert that holds it up, no motion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
from playwright.sync_api import Page, expect

from data.walls.walls import copy_scene, save_scene
from tests.browser.conftest import PageAt
from tests.browser.test_alerts import PANEL, status, tell, tell_anew
from tests.browser.test_wall_runtime import set_playlist
from tests.browser.test_wall_screens import store_of
from tests.serving import ServedApp

SCENE = ".wall-scene.is-shown"
LABEL = f"{SCENE} .wall-play"
# Every text of the label, as long as the page lives.
WATCH = """() => {
  window.labels = [];
  const label = document.querySelector(".wall-play");
  const see = () => labels.at(-1) !== label.textContent && labels.push(label.textContent);
  new MutationObserver(see).observe(label, { childList: true, characterData: true, subtree: true });
}"""

SLOW_AFTER = (
    f"""() => !document.querySelector("{SCENE}.is-playing") && (ioc.wall.pace(0.05), true)"""
)


def open_play(
    page: Page, app: ServedApp, play: str, source: str = "online-services", area: str = ""
) -> None:
    with store_of(app) as connection:
        copy = copy_scene(connection, source, "An")
        save_scene(connection, replace(copy, play=play, area=area), "An")
        set_playlist(connection, copy.code)
    tell(page, [])
    page.goto("/wall")


def wait_for_run(page: Page) -> None:
    expect(page.locator(f"{SCENE}.is-playing")).to_be_attached(timeout=30_000)


def test_five_years_pass_with_their_period_named_and_an_alert_holds_them_up(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_play(page, app_of_its_own, "years")
    wait_for_run(page)
    page.evaluate(WATCH)
    expect(page.locator(LABEL)).to_have_text(re.compile(r"Tháng \d\d/\d{4}"))
    expect(page.locator(f"{SCENE} .wall-pins")).to_be_hidden()
    screenshot(page, "wall-play-years")
    tell_anew(page, [status(1)])
    expect(page.locator(PANEL)).to_be_visible()
    before = page.inner_text(LABEL)
    page.wait_for_function("performance.now() - (window.asked ??= performance.now()) > 2500")
    assert page.text_content(LABEL) == before
    page.keyboard.press("Escape")
    expect(page.locator(LABEL)).not_to_have_text(before)
    page.evaluate("ioc.wall.pace(5)")
    # What comes next is slow again: the only scene of this wall would play anew.
    page.wait_for_function(SLOW_AFTER, timeout=20_000)
    labels = page.evaluate("labels")
    months = [re.sub(r"\D*(\d\d)/(\d{4}).*", r"\2-\1", each) for each in labels if each]
    # From the first one seen to the last: none is left out, however late the timers are.
    assert len(months) > 20
    assert months == [str(each) for each in pd.period_range(months[0], "2026-10", freq="M")]
    # Numbers of another set of areas say so while they are shown.
    assert any("số quy đổi" in each for each in labels)
    assert "số quy đổi" not in labels[-2]
    assert page.evaluate(
        "ioc.map.stateOf(document.querySelector('.wall-map').id).spec.period"
    ) == "2026-10"  # fmt: skip
    expect(page.locator(f"{SCENE} .wall-pin").first).to_be_visible()


def test_before_and_after_the_merger_are_two_pictures(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_play(page, app_of_its_own, "merger", "coverage")
    wait_for_run(page)
    expect(page.locator(LABEL)).to_have_text(re.compile(r"Trước sáp nhập · Tháng 0[56]/2025"))
    vintage = "ioc.map.stateOf(document.querySelector('.wall-map').id).spec.vintage"
    assert page.evaluate(vintage) == "2025-03-01"
    screenshot(page, "wall-play-merger")
    page.evaluate("ioc.wall.pace(5)")
    expect(page.locator(LABEL)).to_have_text("Sau sáp nhập · Tháng 10/2026", timeout=20_000)
    assert page.evaluate(vintage) == "2025-07-01"


# The silent villages of the province, as a map asks for their cells.
SILENT = """async () => {
  const { spec } = ioc.map.stateOf(document.querySelector(".wall-map").id);
  const villages = { ...spec, level: "village",
    directory: spec.directory.replace("commune", "village"),
    slice: spec.slice.replace("level=commune", "level=village") };
  const [directory, slice] = await Promise.all(
    [ioc.data.directory(villages.directory), ioc.data.slice(villages)]);
  return directory.codes.filter((_, row) => slice.value[row] === 0);
}"""


SLOW_END = """() => labels.at(-1).startsWith("Chưa có sóng:") && (ioc.wall.pace(0.05), true)"""


def test_silent_villages_appear_one_by_one_to_the_number_of_the_card(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_play(page, app_of_its_own, "villages", "coverage")
    wait_for_run(page)
    page.evaluate(WATCH)
    label, marks = page.locator(LABEL), page.locator(f"{SCENE} .wall-village")
    expect(label).to_have_text(re.compile(r"^3/\d+ · .+, (Xã|Phường) .+Chưa có sóng.* từ tháng"))
    expect(marks).to_have_count(3)
    # The newest is named beside its mark, the map beneath stays as it is.
    assert page.inner_text(f"{SCENE} .wall-pin") in page.inner_text(LABEL)
    screenshot(page, "wall-play-villages")
    silent = page.evaluate(SILENT)
    assert len(silent) > 5
    page.evaluate("ioc.wall.pace(3)")
    # The end stays for four seconds of the run: it is looked at in slow time.
    page.wait_for_function(SLOW_END, timeout=20_000)
    expect(label).to_have_text(re.compile(f"^Chưa có sóng: {len(silent)} thôn.*chưa báo cáo$"))
    assert sorted(marks.evaluate_all("all => all.map((each) => each.dataset.code)")) == silent
    counts = [each.split("/")[0] for each in page.evaluate("labels") if "/" in each]
    assert counts[:-1] == [str(at) for at in range(int(counts[0]), len(silent) + 1)]
    # Of the villages that reported so many lack it: those of the card.
    card = page.locator(f"{SCENE} [data-indicator='HT02'] .wall-value")
    expect(card).to_have_text(re.compile(rf"^{len(silent)}\b"))
    screenshot(page, "wall-play-villages-end")
    page.evaluate("ioc.wall.pace(10)")
    expect(page.locator(f"{SCENE}.is-playing")).to_have_count(0, timeout=20_000)
    expect(marks).to_have_count(0)


def test_where_villages_report_nothing_the_map_says_that_it_stands_still(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = page_at(1920, 1080)
    open_play(page, app_of_its_own, "villages", "coverage", "11")
    expect(page.locator(f"{SCENE} .wall-note")).to_contain_text("từng thôn", timeout=30_000)
    expect(page.locator(f"{SCENE}.is-playing")).to_have_count(0)


def test_without_motion_a_scene_stands_still(page_at: PageAt, app_of_its_own: ServedApp) -> None:
    page = page_at(1920, 1080)
    page.emulate_media(reduced_motion="reduce")
    open_play(page, app_of_its_own, "places", "coverage")
    expect(page.locator(f"{SCENE} .wall-pin").nth(2)).to_be_visible(timeout=30_000)
    expect(page.locator(f"{SCENE}.is-playing")).to_have_count(0)
    expect(page.locator(LABEL)).to_have_text("")
