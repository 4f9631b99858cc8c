"""Alerts on the wall's stage: what turned red comes forward once, and is read from five metres."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from data.access.tokens import Scope, create_token
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.screens.cards import read_cards
from data.store.engine import open_engine, writing
from data.store.schema import alert, alert_seen
from ioc.area import SINCE_2025, AreaKey
from ioc.status import Status
from tests.browser.conftest import PageAt
from tests.browser.test_wall_screens import wait_for_map
from tests.legibility import LEAST_MINUTES, PREFERRED_MINUTES, minutes_of_arc
from tests.serving import ServedApp

FIRST_MS = 20_000
PANEL, BADGE = ".wall-alert-panel", ".wall-alert-badge"
COLUMN = ".wall-scene.is-shown .wall-alerts"
# Reported for the province alone: one value turns it.
CODE = "AT01"

MEASURE = """() => {
  const panel = document.querySelector(".wall-alert-panel");
  const found = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(parent).clipPath === "inset(50%)") continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    const room = panel.getBoundingClientRect();
    found.push({
      text: walker.currentNode.textContent, kind: parent.className,
      size: 100 * parseFloat(getComputedStyle(parent).fontSize) / innerHeight,
      whole: box.width > 0 && box.left >= room.left && box.right <= room.right + 1
        && box.top >= room.top && box.bottom <= room.bottom + 1,
    });
  }
  const texts = [...panel.querySelectorAll("h2, dd, .wall-alert-text, .wall-alert-row-name")];
  const over = texts.filter((one) => one.scrollWidth > one.clientWidth + 1);
  const parts = "header, .wall-alert-what, .wall-alert-second, .wall-alert-text, .wall-alert-line";
  const boxes = [...panel.querySelectorAll(parts)].filter((one) => one.checkVisibility())
    .map((one) => one.getBoundingClientRect());
  const laps = boxes.slice(1).filter((box, place) => box.top < boxes[place].bottom - 1);
  return { found, over: over.map((one) => one.textContent), laps: laps.length };
}"""
# How much of the panel's height the words of a message take.
WORDS_SHARE = """(panel) => [...panel.querySelectorAll(".wall-alert-name, .wall-alert-text")]
  .reduce((sum, part) => sum + part.offsetHeight, 0) / panel.offsetHeight"""
# How much of the map's width its areas take.
SPREAD = """() => {
  const { directory, width } = ioc.map.stateOf("wall-alert-map");
  const at = directory.codes.map((code) => ioc.map.locate("wall-alert-map", code)?.x)
    .filter((x) => x !== undefined);
  return (Math.max(...at) - Math.min(...at)) / width;
}"""
IMPORTANT = ("wall-alert-name", "wall-alert-value", "wall-alert-heading", "wall-alert-target",
             "wall-alert-text", "wall-alert-row-name")  # fmt: skip

PLACE = {"vintage": SINCE_2025.code}


class Room:
    """A wall's room: its store, and who may write and steer."""

    def __init__(self, app: ServedApp) -> None:
        self.app = app
        self._engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
        now = datetime.now(UTC)
        with writing(self._engine) as connection:
            self._secrets = {
                scope: create_token(connection, f"Khoá {scope.value}", scope, 1, now)[1]
                for scope in (Scope.WRITE, Scope.REMOTE)
            }

    def close(self) -> None:
        self._engine.dispose()

    def period_of(self, code: str) -> str:
        """Return the period that the province's card shows, once its number is known as green."""
        with self._engine.connect() as connection:
            area = find_area(connection, AreaKey(SINCE_2025.code, "40"))
            indicator = find_indicator(connection, code)
            today = datetime.now(UTC).date()
            (card,) = read_cards(connection, area, [indicator], None, today)
        assert card.verdict.status is Status.GREEN
        assert card.period is not None
        return card.period.iso

    def wait_for_watcher(self, page: Page) -> None:
        """Wait until the server has seen how the numbers stand."""
        for _ in range(300):
            with self._engine.connect() as connection:
                if connection.scalar(select(func.count()).select_from(alert_seen)):
                    return
            page.wait_for_timeout(100)
        raise AssertionError("nobody looks after the alerts")

    def wait_until_over(self, page: Page) -> None:
        """Wait until no number's alert is open, seen or not: one that was seen is told no more."""
        still = select(func.count()).where(alert.c.ended_at.is_(None), alert.c.kind == "status")
        for _ in range(300):
            with self._engine.connect() as connection:
                if not connection.scalar(still):
                    return
            page.wait_for_timeout(100)
        raise AssertionError("the alert does not end")

    def post(self, path: str, body: Any, scope: Scope, key: str = "k") -> Any:
        headers = {"Authorization": f"Bearer {self._secrets[scope]}", "Idempotency-Key": key}
        address = f"{self.app.url}/api/v1/{path}"
        answer = httpx.post(address, json=body, headers=headers, timeout=30)
        assert answer.is_success, answer.text
        return answer.json()

    def report(self, period: str, numerator: float, key: str) -> None:
        row = {"indicator": CODE, "area": "40", "period": period, "numerator": numerator,
               "denominator": 100}  # fmt: skip
        self.post("observations", {"vintage": SINCE_2025.code, "rows": [row]}, Scope.WRITE, key)


def open_stage(page: Page, **query: str) -> None:
    """Open the wall and wait for its stage; a cold server on a busy machine takes its time."""
    parameters = "&".join(
        f"{name}={value}" for name, value in {"canh": "coverage", **query}.items()
    )
    page.goto(f"/wall?{parameters}")
    expect(page.locator(BADGE)).to_be_attached(timeout=FIRST_MS)


def watch_shifts(page: Page) -> None:
    page.evaluate("""() => {
      window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
      }).observe({ type: "layout-shift" });
    }""")


def test_what_turns_red_comes_forward_once_until_somebody_has_seen_it(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    with closing(Room(app_of_its_own)) as room:
        period = room.period_of(CODE)
        page = page_at(1920, 1080)
        open_stage(page)
        room.wait_for_watcher(page)
        panel, badge = page.locator(PANEL), page.locator(BADGE)
        expect(badge).to_be_hidden()
        watch_shifts(page)

        room.report(period, 40, "red")
        expect(panel).to_be_visible()
        for text in ("Chỉ số chuyển đỏ", "Duyệt cấp độ an toàn", "40,0%", "■ Chưa đạt",
                     "Chỉ tiêu ≥ 80% · thiếu 40 hệ thống", "Nghệ An"):  # fmt: skip
            expect(panel).to_contain_text(text)
        expect(panel.locator(".is-since dd")).to_contain_text("Đỏ từ")
        expect(panel.locator(".is-who dd")).not_to_be_empty()
        expect(panel.locator(".is-as_of dd")).to_contain_text("ngày trước")
        # The scene that shows the number stands behind it.
        expect(page.locator(".wall-scene.is-shown")).to_have_attribute("data-scene", "overview")
        screenshot(page, "alert-red")

        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(badge).to_have_text("■ 1 cảnh báo chưa xem")
        screenshot(page, "alert-badge")

        # A number that moves changes what is told and does not come forward again.
        room.report(period, 35, "worse")
        page.reload()
        expect(badge).to_have_text("■ 1 cảnh báo chưa xem", timeout=FIRST_MS)
        expect(panel).to_be_hidden()

        body = {"title_vi": "Họp <i>ngay</i>", "text_vi": "<img src=x onerror=alert(1)>",
                "level": "amber"}  # fmt: skip
        room.post("alerts", body, Scope.WRITE, "message")
        expect(panel).to_be_visible()
        expect(panel.locator("h2")).to_have_text("Họp <i>ngay</i>")
        expect(panel.locator(".wall-alert-text")).to_have_text("<img src=x onerror=alert(1)>")
        assert panel.locator("img, i").count() == 0
        expect(panel.locator(".is-sender")).to_have_count(0)
        expect(panel).not_to_contain_text("Khoá write")

        # A telephone says that both were seen: the stage is free at once.
        for each in httpx.get(f"{app_of_its_own.url}/api/v1/alerts").json()["items"]:
            room.post(f"alerts/{each['id']}/acknowledge", {}, Scope.REMOTE)
        expect(panel).to_be_hidden()
        expect(badge).to_be_hidden()

        # Green and red again is another alert, with the newest numbers.
        room.report(period, 90, "green")
        room.wait_until_over(page)
        room.report(period, 30, "red again")
        expect(panel).to_be_visible()
        expect(panel).to_contain_text("30,0%")


def test_a_panel_moves_nothing_that_stands_below(page_at: PageAt, served_app: ServedApp) -> None:
    page = page_at(1920, 1080)
    tell(page, [])
    open_stage(page, giu="1")
    wait_for_map(page, "coverage")
    watch_shifts(page)
    tell_anew(page, [status(1)])
    expect(page.locator(PANEL)).to_be_visible()
    tell_anew(page, [status(1, value="99,99%")])
    expect(page.locator(PANEL)).to_contain_text("99,99%")
    page.keyboard.press("Escape")
    expect(page.locator(COLUMN)).to_contain_text("1 cảnh báo chưa xem")
    expect(page.locator(COLUMN)).to_be_visible()
    expect(page.locator(BADGE)).to_be_hidden()
    tell_anew(page, [])
    expect(page.locator(COLUMN)).to_be_hidden()
    assert page.evaluate("window.shifts") == 0


def test_where_no_column_is_shown_nothing_goes_out_for_it(
    page_at: PageAt, served_app: ServedApp
) -> None:
    page = page_at(1920, 1080)
    tell(page, [])
    open_stage(page, giu="1")
    page.evaluate(
        """() => {
            document.getElementById("wall").dataset.kind = "room";
            window.gone = 0;
            const see = () => (window.gone += document.querySelectorAll(".is-unseen").length);
            new MutationObserver(see).observe(document.getElementById("wall"), {
                subtree: true, attributes: true, attributeFilter: ["class"] });
        }"""
    )
    tell_anew(page, [status(1)])
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Escape")
    # It is filled all the same: the panel may grow.
    expect(page.locator(COLUMN)).to_contain_text("1 cảnh báo chưa xem")
    expect(page.locator(COLUMN)).to_be_hidden()
    assert page.evaluate("window.gone") == 0


def test_a_wall_opened_anew_shows_only_what_is_new(page_at: PageAt, served_app: ServedApp) -> None:
    old, new = status(1, name="Cũ"), status(2, name="Mới")
    old["raised_at"] = "2026-11-22T10:33:00+00:00"
    page = page_at(1920, 1080)
    tell(page, [old, new])
    open_stage(page, giu="1")
    expect(page.locator(PANEL).locator("h2")).to_have_text("Mới")
    expect(page.locator(f"{PANEL} .wall-alert-turn")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(COLUMN)).to_contain_text("Cũ")


def status(number: int, **words: Any) -> dict[str, Any]:
    """An alert as the API tells it, with texts as long as they come."""
    lines = {
        "where": ("Địa bàn", "Phường Trung tâm Trường Vinh"),
        "behind": (
            "Cần lưu ý",
            "Thành Bình Thọ 40,5% · Hùng Chân 42,9% và 118 xã khác".replace(" ", "\u00a0")
            .replace("\u00a0·\u00a0", " · ")
            .replace("\u00a0và", " và"),
        ),
        "since": ("Từ khi", "Đỏ suốt 24 tháng, có thể lâu hơn"),
        "who": ("Phụ trách", "Sở KH&CN"),
        "as_of": ("Số liệu", "tháng 10/2026 · 22 ngày trước · 75% thôn báo cáo"),
    }
    labels = {
        "heading": "Chỉ số chuyển đỏ", "name": "Thanh toán trực tuyến", "value": "100,55%",
        "mark": "■", "chip": "Chưa đạt", "target": "Chỉ tiêu ≥ 100% · thiếu 116.133 hồ sơ",
        "text": "",
        "lines": [{"about": about, "label": label, "text": text}
                  for about, (label, text) in lines.items()],
        "demo": "Số liệu minh hoạ", "at": "17:33, 22/11", "raised": "", "seen": "",
    }  # fmt: skip
    return {
        "id": number, "kind": "status", "level": "red", "walls": [], "indicator": None,
        "vintage": None, "area": None, "period": None, "value": 1, "target": 1, "since": "2026-10",
        # New to a wall whenever that is opened.
        "raised_at": f"2099-01-01T00:00:{number:02d}+00:00", "raised_by": None,
        "acknowledged_at": None, "acknowledged_by": None, "ended_at": None, "until": None,
        "demo": True, "words": {**labels, **words},
    }  # fmt: skip


def message(number: int) -> dict[str, Any]:
    """A message whose title and text are as long as they may be."""
    lines = [
        {"about": "where", "label": "Địa bàn", "text": "Phường Trung tâm Trường Vinh"},
        {"about": "until", "label": "Đến", "text": "17:42, 23/11"},
        {"about": "sender", "label": "Người gửi", "text": "Văn phòng Uỷ ban nhân dân tỉnh"},
    ]
    alert = status(
        number, heading="Thông báo", chip="Lưu ý", mark="▲", value="", target="", demo="",
        name=("Họp giao ban chuyển đổi số của Uỷ ban nhân dân tỉnh " * 2)[:60],
        text=("Lãnh đạo các sở, ngành và 130 xã, phường dự họp trực tuyến tại điểm cầu " * 3)[:180],
        lines=lines,
    )  # fmt: skip
    return {**alert, "kind": "message", "level": "amber", "demo": False}


def tell(page: Page, items: list[dict[str, Any]], seconds: int = 60) -> None:
    """Let the server tell the wall of these alerts."""
    alerts = {
        "items": items, "unseen": len(items), "unseen_words": f"{len(items)} cảnh báo chưa xem",
        "many": "{} cảnh báo mới", "more": "và {} cảnh báo khác", "seconds": seconds,
    }  # fmt: skip

    def answer(route: Route) -> None:
        route.fulfill(body=json.dumps(alerts), content_type="application/json")

    page.route("**/api/v1/alerts?*", answer)


def tell_anew(page: Page, items: list[dict[str, Any]], **fields: Any) -> None:
    """Let the server tell an open wall of other alerts."""
    page.unroute_all()
    tell(page, items, **fields)
    page.evaluate("window.dispatchEvent(new CustomEvent('ioc:signal', {detail: {missed: true}}))")


@pytest.mark.parametrize(
    ("width", "height", "look"),
    [(1920, 1080, "dark"), (1920, 1080, "light"), (1920, 1080, "night"), (3840, 2160, "dark")],
)
def test_every_text_is_legible_and_whole(
    page_at: PageAt,
    served_app: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    width: int,
    height: int,
    look: str,
) -> None:
    page = page_at(width, height)
    page.emulate_media(reduced_motion="reduce")
    tell(page, [])
    open_stage(page, giu="1", **({"nen": "sang"} if look == "light" else {}))
    for name, items in (
        ("status", [status(1)]),
        ("message", [message(2)]),
        ("map", [{**status(21), **PLACE, "area": "40", "indicator": "HT01"}]),
        ("place", [{**message(22), **PLACE, "area": "17329"}]),
        ("many", [status(number) for number in range(3, 12)]),
    ):
        tell_anew(page, items)
        panel = page.locator(PANEL)
        expect(panel).to_have_attribute("data-alerts", re.compile(rf"^{items[0]['id']}\b"))
        expect(panel).to_be_visible()
        if look == "night":
            # With every beat the wall would see that it is day.
            page.evaluate("""() => {
              const wall = document.getElementById("wall");
              const stay = () =>
                wall.classList.contains("is-night") || wall.classList.add("is-night");
              new MutationObserver(stay).observe(wall, { attributeFilter: ["class"] });
              stay();
            }""")
        if items[0]["area"]:
            picture = page.locator("#wall-alert-map")
            expect(picture).to_have_attribute("data-painted", re.compile(r"\d"))
            assert page.evaluate(SPREAD) > 0.5, name
        page.evaluate("document.fonts.ready")
        texts = page.evaluate(MEASURE)
        assert len(texts["found"]) > 8
        angles = {each["text"]: minutes_of_arc(each["size"], 165, 6) for each in texts["found"]}
        assert {text for text, angle in angles.items() if angle < LEAST_MINUTES} == set(), name
        assert [each for each in texts["found"] if not each["whole"]] == [], name
        important = [each for each in texts["found"] if each["kind"].startswith(IMPORTANT)]
        assert important, name
        assert min(angles[each["text"]] for each in important) >= PREFERRED_MINUTES, name
        assert texts["over"] == [], name
        assert texts["laps"] == 0, name
        if name in ("message", "place"):
            assert panel.evaluate(WORDS_SHARE) > 0.4, name
        assert_accessible(page)
        screenshot(page, f"alert-{name}-{look}-{width}")


def test_several_take_turns_and_many_come_together(page_at: PageAt, served_app: ServedApp) -> None:
    page = page_at(1920, 1080)
    tell(page, [status(1, name="Một"), status(2, name="Hai")])
    open_stage(page, giu="1")
    panel = page.locator(PANEL)
    expect(panel.locator("h2")).to_have_text("Một")
    expect(panel.locator(".wall-alert-turn")).to_have_text("1/2")
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("Hai")
    expect(panel.locator(".wall-alert-turn")).to_have_text("2/2")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    # Four new ones at once are one list; those that were shown are not among them.
    tell_anew(page, [status(number, name=f"Số {number}") for number in range(1, 7)])
    expect(panel.locator(".wall-alert-heading")).to_contain_text("4 cảnh báo mới")
    expect(panel.locator(".wall-alert-row-name")).to_have_text(["Số 3", "Số 4", "Số 5", "Số 6"])


def test_a_map_that_does_not_come_leaves_its_place_to_words(
    page_at: PageAt, served_app: ServedApp
) -> None:
    """Nor does the map of the alert before, or a late one, stand under another's name."""
    page = page_at(1920, 1080, expected=["status of 503"])
    place = {"vintage": SINCE_2025.code, "area": "40"}
    items = [{**status(1, name="Một"), **place}, {**status(2, name="Hai"), **place}]
    tell(page, items)
    late: list[Route] = []
    page.route("**/wall/alert-map?*", lambda route: late.append(route))
    open_stage(page, giu="1")
    panel, where = page.locator(PANEL), page.locator(f"{PANEL} dd", has_text="Trường Vinh")
    expect(panel.locator("h2")).to_have_text("Một")
    expect(panel.locator("#wall-alert-map")).to_be_hidden()
    page.unroute("**/wall/alert-map?*")
    page.route("**/wall/alert-map?*", lambda route: route.fulfill(status=503))
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("Hai")
    expect(where).to_be_visible()
    for each in late:
        each.continue_()
    page.wait_for_timeout(1500)
    expect(where).to_be_visible()
    expect(panel.locator("#wall-alert-map")).to_be_hidden()


def test_it_goes_by_itself_by_the_clock_of_the_wall(page_at: PageAt, served_app: ServedApp) -> None:
    page = page_at(1920, 1080)
    tell(page, [])
    open_stage(page, giu="1")
    # An hour in six seconds.
    page.evaluate("window.ioc.wallClock.pace(600)")
    tell_anew(page, [status(1)], seconds=3600)
    expect(page.locator(PANEL)).to_be_visible()
    expect(page.locator(PANEL)).to_be_hidden(timeout=15_000)
    expect(page.locator(COLUMN)).to_be_visible()
