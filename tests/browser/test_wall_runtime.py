"""The wall's runtime: playlists, hours, tokens, orders, nights, a lost line, an upgrade."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from playwright.sync_api import Page, Route, expect
from sqlalchemy import Connection

from data.walls.walls import (
    DEFAULT,
    Playlist,
    copy_scene,
    find_wall,
    give_wall_token,
    save_playlist,
    save_scene,
    save_wall,
    send_order,
)
from ioc.wall import Scene
from tests.browser.conftest import PageAt
from tests.browser.test_wall_screens import (
    OUTAGES,
    SCENES,
    angles,
    is_important,
    map_share,
    measure_texts,
    open_wall,
    store_of,
    wait_for_map,
)
from tests.legibility import LEAST_MINUTES, PREFERRED_MINUTES
from tests.serving import ServedApp

SCENE = ".wall-scene.is-shown"


def change_default(connection: Connection, **changes: Any) -> None:
    save_wall(connection, replace(find_wall(connection, DEFAULT), **changes), "An")


def set_playlist(connection: Connection, *scenes: str) -> None:
    save_playlist(connection, Playlist(DEFAULT, "Mặc định", scenes), "An")


def at(page: Page, scene: str) -> None:
    expect(page.locator(SCENE)).to_have_attribute("data-scene", scene, timeout=20_000)


def order(app: ServedApp, action: str, argument: str = "") -> None:
    with store_of(app) as connection:
        send_order(connection, DEFAULT, action, argument, "An")


def test_what_is_saved_appears_by_itself_and_the_shown_scene_stays(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "telehealth")
    page.evaluate("window.kept = 1")
    page.keyboard.press("Space")
    with store_of(app_of_its_own) as connection:
        copy = copy_scene(connection, "coverage", "An")
        save_scene(connection, replace(copy, name_vi="Riêng phòng này", area="17329"), "An")
        set_playlist(connection, "telehealth", copy.code)
    expect(page.locator(".wall-scene")).to_have_count(2)
    at(page, "telehealth")
    wait_for_map(page, "telehealth")
    page.keyboard.press("ArrowRight")
    at(page, copy.code)
    expect(page.locator(f"#wall-{copy.code}-title-0")).to_have_text("Riêng phòng này")
    expect(page.locator(f"#wall-{copy.code}-title-0-area")).not_to_have_text("Nghệ An")
    # The shown one goes: another takes its place.
    with store_of(app_of_its_own) as connection:
        set_playlist(connection, "overview")
    at(page, "overview")
    assert page.evaluate("window.kept") == 1, "without a reload"


def test_a_token_shows_its_wall_until_it_is_taken(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    with store_of(app_of_its_own) as connection:
        save_playlist(connection, Playlist("phong", "Phòng", ("overview",)), "An")
        wall = replace(find_wall(connection, DEFAULT), code="phong", playlist="phong",
                       theme="light", area_code="17329", token_id=None)  # fmt: skip
        save_wall(connection, wall, "An")
    address = app_of_its_own.run("wall", "token", "phong", "--days", "30").splitlines()[-1]
    page = page_at(1920, 1080)
    page.goto(address[address.index("/wall") :])
    at(page, "overview")
    assert "khoa" not in page.url
    assert "có khoá, đến" in app_of_its_own.run("wall", "list")
    root = page.locator("#wall")
    expect(root).to_have_attribute("data-wall", "phong")
    expect(root).to_have_attribute("data-bs-theme", "light")
    expect(page.locator(".wall-scene")).to_have_count(1)
    app_of_its_own.run("wall", "revoke", "phong")
    expect(page.locator(".wall-refused")).to_contain_text("chưa có khoá còn hiệu lực")
    expect(page.locator(".wall-scene")).to_have_count(0)
    screenshot(page, "wall-refused")
    page.reload()
    expect(page.locator(".wall-refused")).to_be_visible()
    page.goto(f"/wall?man-hinh={DEFAULT}")
    at(page, "overview")


def test_an_expired_token_is_said_when_its_hour_comes(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    with store_of(app_of_its_own) as connection:
        began = datetime.now(UTC) - timedelta(days=1) + timedelta(seconds=20)
        secret = give_wall_token(connection, DEFAULT, 1, began)
    page = page_at(1920, 1080)
    page.goto(f"/wall?khoa={secret}")
    at(page, "overview")
    expect(page.locator(".wall-refused")).to_be_visible(timeout=40_000)


def test_orders_from_afar_are_obeyed_and_said(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "coverage")
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")
    order(app_of_its_own, "next")
    at(page, "online-services")
    order(app_of_its_own, "previous")
    at(page, "coverage")
    order(app_of_its_own, "scene", "overview")
    at(page, "overview")
    order(app_of_its_own, "hold")
    banner = page.locator(f"{SCENE} .wall-order")
    expect(banner).to_have_text(re.compile(r"Đang giữ · theo lệnh \d\d:\d\d"))
    expect(banner).to_be_visible()
    expect(page.locator("#wall")).to_have_class(re.compile("is-held"))
    order(app_of_its_own, "area", "17329")
    title = page.locator("#wall-overview-title-0-area")
    expect(title).not_to_have_text("Nghệ An")
    expect(page.locator("#wall-coverage-title-0-area")).to_have_text(title.text_content() or "-")
    screenshot(page, "wall-ordered")
    order(app_of_its_own, "area", "")
    expect(title).to_have_text("Nghệ An")
    order(app_of_its_own, "go_on")
    expect(page.locator("#wall")).not_to_have_class(re.compile("is-held"))


def test_a_wall_that_was_sent_elsewhere_comes_back_by_itself(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "coverage", giu="1")
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")
    title = page.locator("#wall-coverage-title-0-area")
    order(app_of_its_own, "area", "17329")
    expect(title).not_to_have_text("Nghệ An")
    page.evaluate("ioc.wall.pace(120)")  # ten minutes in five seconds
    expect(title).to_have_text("Nghệ An", timeout=20_000)


def test_scenes_keep_their_hours_and_days(page_at: PageAt, app_of_its_own: ServedApp) -> None:
    with store_of(app_of_its_own) as connection:
        copy = copy_scene(connection, "coverage", "An")
        save_scene(connection, replace(copy, from_time="07:00", to_time="09:00", days=(1,)), "An")
        set_playlist(connection, copy.code, "telehealth", "overview")
    page = page_at(1920, 1080)
    page.clock.install(time="2026-11-22T23:58:00Z")  # Monday, 06:58 in Vietnam
    open_wall(page, "telehealth")
    page.clock.run_for(31_000)
    at(page, "overview")
    page.clock.run_for(31_000)
    at(page, "telehealth")  # not yet seven
    page.clock.run_for(31_000)
    at(page, "overview")
    page.clock.run_for(35_000)
    at(page, copy.code)
    page.keyboard.press("Space")
    page.clock.fast_forward("02:00:00")
    at(page, copy.code)
    page.keyboard.press("Space")
    page.clock.run_for(2000)
    at(page, "telehealth")  # past nine


LIGHT_SURFACES = """() => {
  const bright = (text) => {
    const [r, g, b, a] = text.match(/[\\d.]+/g).map(Number);
    return (a === undefined ? 1 : a) * (0.2126 * r + 0.7152 * g + 0.0722 * b);
  };
  return [...document.querySelectorAll(".wall, .wall *")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}))
    .map((each) => ({ kind: String(each.className), size: each.clientWidth * each.clientHeight,
                      light: bright(getComputedStyle(each).backgroundColor) }))
    .filter(({ light, size, kind }) => light > 60 && size > 4000 && !/mask|line|trend/.test(kind));
}"""


def test_night_dims_the_wall_by_its_hours(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
) -> None:
    with store_of(app_of_its_own) as connection:
        change_default(connection, night_from="22:00", night_to="05:30", theme="light")
    page = page_at(1920, 1080)
    page.clock.install(time="2026-11-22T14:59:30Z")  # 21:59:30 in Vietnam
    open_wall(page, "coverage", giu="1")
    root = page.locator("#wall")
    expect(root).to_have_attribute("data-bs-theme", "light")
    assert_accessible(page)
    screenshot(page, "wall-light")
    page.clock.run_for(40_000)
    expect(root).to_have_attribute("data-bs-theme", "dark")
    expect(root).to_have_class(re.compile("is-night"))
    page.clock.resume()
    assert_accessible(page)
    assert page.evaluate(LIGHT_SURFACES) == []
    screenshot(page, "wall-night")


def test_the_stage_wanders_and_nothing_is_cut_or_pushed(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    page.clock.install()
    open_wall(page, "coverage", giu="1")
    places = set()
    for _ in range(16):
        page.clock.fast_forward(60_000)
        page.clock.run_for(1000)
        offset = page.evaluate("""() => {
          const { left, top } = document.querySelector(".wall-moved").getBoundingClientRect();
          return [left, top];
        }""")
        places.add(tuple(offset))
        assert max(map(abs, offset)) <= 5
    assert len(places) >= 10
    whole = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert page.evaluate(whole) == [1920, 1080]


# A number that gets wider grows to the left and pushes nothing: only what starts and ends elsewhere
# than before, or on another line, has moved.
SHIFTS = """
  window.shifts = [];
  const kept = ({ node, previousRect: from, currentRect: to }) => {
    const held = Math.abs(from.left - to.left) <= 1 || Math.abs(from.right - to.right) <= 1;
    const moved = !held || Math.abs(from.top - to.top) > 1;
    return moved && node ? `${node.id || node.className || node.textContent}` : "";
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      shifts.push({ value: entry.value,
                    who: entry.sources.map(kept).filter(Boolean) });
    }
  }).observe({ type: "layout-shift", buffered: true });
"""


def test_nothing_moves_when_scenes_and_numbers_change(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    page = page_at(1920, 1080)
    open_wall(page, "coverage", giu="1")
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")
    page.evaluate(SHIFTS)
    page.evaluate("shifts.length = 0")
    value = page.locator("#wall-scene-coverage [data-indicator=XH01] .wall-value")
    before = value.inner_text()
    file = app_of_its_own.var.parent / "new.csv"
    file.write_text(
        "vintage,area_code,indicator,period,numerator,denominator\n"
        "2025-07-01,17329,XH01,2026-Q3,1,200000\n",
        encoding="utf-8",
    )
    app_of_its_own.run("load", "observations", file, "--yes")
    expect(value).not_to_have_text(before)
    expect(page.locator("#wall-scene-coverage .wall-row[data-fresh] .wall-fresh")).to_be_visible()
    for scene in ("online-services", "telehealth", "overview", "coverage"):
        page.keyboard.press("ArrowRight")
        at(page, scene)
    order(app_of_its_own, "area", "17329")
    expect(page.locator("#wall-coverage-title-0-area")).not_to_have_text("Nghệ An")
    page.wait_for_function("performance.now() - (window.asked ??= performance.now()) > 1000")
    # Cards change their order while nobody reads them, another area comes as another scene; only
    # what changed may need one line more.
    moves = [each for each in page.evaluate("shifts") if each["who"]]
    assert sum(each["value"] for each in moves) <= 0.005, moves


def test_a_lost_line_says_how_old_the_numbers_are(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080, expected=OUTAGES)
    page.clock.install()
    open_wall(page, "coverage", giu="1")
    expect(page.locator("#wall-state")).to_have_attribute("data-state", "live")
    value = page.inner_text("#wall-coverage-row-0-value")
    app_of_its_own.stop()
    page.clock.run_for(20_000)
    banner = page.locator("#wall-lost")
    expect(banner).to_have_attribute("data-age", "new")
    page.clock.run_for(60_000)
    expect(banner).to_have_attribute("data-age", "late")
    expect(banner).to_contain_text("cũ 1 phút")
    screenshot(page, "wall-lost-late")
    page.clock.run_for(60_000)
    expect(banner).to_have_attribute("data-age", "old")
    expect(banner).to_contain_text("Mất kết nối")
    expect(page.locator("#wall-coverage-row-0-value")).to_have_text(value)
    screenshot(page, "wall-lost-old")
    app_of_its_own.start()
    page.clock.run_for(70_000)
    page.clock.resume()
    expect(banner).to_be_hidden(timeout=30_000)


def come_back(page: Page) -> None:
    """Let the page believe that its line was lost and is there again."""
    page.evaluate("""() => {
      for (const state of ["lost", "live"]) {
        document.documentElement.dataset.live = state;
        const detail = { state, revision: -1, at: Date.now(), touched: {} };
        window.dispatchEvent(new CustomEvent("ioc:live", { detail }));
      }
    }""")


def test_after_an_upgrade_it_reloads_once_and_a_flapping_server_is_no_loop(
    page_at: PageAt,
) -> None:
    page = page_at(1920, 1080)
    version = {"now": "1"}

    def health(route: Route) -> None:
        route.fulfill(json={"status": "ok", "revision": 1, "version": version["now"]})

    loads: list[str] = []
    page.on("load", lambda _: loads.append(version["now"]))
    page.route("**/healthz", health)
    open_wall(page, "coverage", giu="1")
    with page.expect_response("**/healthz"):
        come_back(page)
    assert loads == ["1"]
    version["now"] = "2"
    with page.expect_event("load"):
        come_back(page)
    wait_for_map(page, "coverage")
    with page.expect_response("**/healthz"):
        come_back(page)
    assert len(loads) == 2
    # Two versions that take turns: each one is followed once, then the page stays.
    version["now"] = "1"
    with page.expect_event("load"):
        come_back(page)
    wait_for_map(page, "coverage")
    for turn in range(6):
        version["now"] = "21"[turn % 2]
        with page.expect_response("**/healthz"):
            come_back(page)
    assert len(loads) == 3


# Panels and the distance of their farthest reader.
ROOMS = {"hop-lon": (86.0, 4.0), "hoi-truong": (98.0, 7.0)}


def test_letters_follow_the_panel_and_its_reader(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    with store_of(app_of_its_own) as connection:
        wall = find_wall(connection, DEFAULT)
        for code, (inches, metres) in ROOMS.items():
            save_wall(
                connection,
                replace(wall, code=code, diagonal_inch=inches, distance_m=metres),
                "An",
            )
    shares = {}
    for code, (inches, metres) in ROOMS.items():
        page = page_at(3840, 2160) if inches > 90 else page_at(1920, 1080)
        page.goto(f"/wall?man-hinh={code}&giu=1")
        for scene in SCENES:
            at(page, scene)
            wait_for_map(page, scene)
            texts = measure_texts(page)
            assert [each for each in texts if each["cut"]] == []
            assert min(angles(texts, inches, metres)) >= LEAST_MINUTES
            important = [each for each in texts if is_important(each)]
            assert min(angles(important, inches, metres)) >= PREFERRED_MINUTES
            screenshot(page, f"wall-{code}-{scene}")
            page.keyboard.press("ArrowRight")
        shares[code] = map_share(page)
        page.close()
    assert shares["hop-lon"] >= 0.45 > shares["hoi-truong"], "what can be read decides"


def test_the_page_keeps_hours_by_the_rule_of_the_store(page_at: PageAt) -> None:
    page = page_at(1280, 800)
    open_wall(page, giu="1")
    vietnam = timezone(timedelta(hours=7))
    base = Scene("a", "A", "", 30, "M", ("M",), "M")
    scenes = [
        base,
        replace(base, days=(1, 7)),
        replace(base, from_time="07:00", to_time="17:30"),
        replace(base, from_time="07:00", to_time="17:30", days=(5,)),
        replace(base, from_time="22:00", to_time="06:00", days=(5,)),
    ]
    start = datetime(2026, 11, 19, 0, 0, tzinfo=vietnam)
    moments = [start + timedelta(minutes=30 * step) for step in range(4 * 48)]
    answers = page.evaluate(
        "([scenes, moments]) => scenes.map((s) => moments.map((at) => ioc.wallClock.isDue(s, at)))",
        [
            [
                {"from_time": s.from_time, "to_time": s.to_time, "days": list(s.days)}
                for s in scenes
            ],
            [moment.timestamp() * 1000 for moment in moments],
        ],
    )
    assert answers == [[scene.is_due(moment) for moment in moments] for scene in scenes]
    assert {True, False} <= {each for row in answers for each in row}
