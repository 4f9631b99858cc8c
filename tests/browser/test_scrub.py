"""Letting time run: pictures out of memory, no question on the way, one step in the history."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at

COMMUNES = HOME + "&ky=2025-09"
VILLAGES = "/phan-tich?dia-ban=40&cap=village&chi-so=HT05&ky=2025-09"
HAS_HISTORY = "() => ioc.history.inMemory(ioc.analysis.view().spec) !== null"
# One period after the other as a hand would, and what stands on the screen at each.
RUN = """async (steps) => {
    const range = document.querySelector(".ana-slider-range");
    const map = ioc.map.stateOf("analysis-map");
    const said = (name) => [...map.element.querySelectorAll(name)].map((one) => one.textContent);
    const label = document.querySelector(".ana-slider-label");
    const seen = [];
    for (const at of steps) {
        range.value = at;
        range.dispatchEvent(new Event("input", { bubbles: true }));
        const painted = () => map.element.dataset.paintedKey.split("|")[1];
        for (let wait = 0; wait < 600 && painted() !== map.spec.period; wait += 1) {
            await new Promise(requestAnimationFrame);
        }
        seen.push({
            period: map.slice.header.period, painted: painted(),
            of: Array.from(map.classes.of), label: label.textContent,
            legend: [...said(".ioc-legend__period"), ...said(".ioc-legend__count")],
            texts: said(".ioc-legend__text"),
        });
    }
    return seen;
}"""
# The same from the slice that the server gives for the period alone.
FROM_SLICE = """async (period) => {
    const { spec, directory } = ioc.map.stateOf("analysis-map");
    const url = ioc.data.withQuery(spec.slice, "period", period);
    const slice = ioc.wire.slice(ioc.wire.decode(await (await fetch(url)).arrayBuffer()));
    const held = ioc.history.at(ioc.history.inMemory(spec), spec, period);
    const target = ioc.analysis.targetAt(period);
    const none = new Uint8Array(slice.header.n);
    const same = (ones, others) => ones.every((one, row) => Object.is(one, others[row]));
    const told = ioc.scale.classify({ ...spec, period, target }, slice, directory);
    return {
        of: Array.from(told.of),
        counts: [...told.classes.map((one) => one.count), told.noData],
        texts: told.classes.map((one) => one.text),
        same: ["value", "flags", "status"].every((name) => same(slice[name], held[name])) &&
            JSON.stringify([...slice.finer]) === JSON.stringify([...held.finer]),
        origins: same(slice.origin || none, held.origin || none),
    };
}"""
# What share of the pixels differs from a painting of the whole map.
LEFT_OVER = """async () => {
    const map = ioc.map.stateOf("analysis-map");
    const { width, height } = map.base;
    const pixels = () => {
        const copy = new OffscreenCanvas(width, height);
        const pen = copy.getContext("2d", { willReadFrequently: true });
        pen.fillRect(0, 0, width, height);
        for (const canvas of [map.base, map.lines]) pen.drawImage(canvas, 0, 0);
        return pen.getImageData(0, 0, width, height).data;
    };
    const before = pixels();
    map.invalidate("base");
    const frame = () =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await frame();
    // Relief comes when the browser is idle.
    for (let turn = 0; turn < 40 && !map.isShaded; turn += 1) await frame();
    const after = pixels();
    let other = 0;
    for (let at = 0; at < after.length; at += 4) {
        const far = (part) => Math.abs(after[at + part] - before[at + part]) > 60;
        other += [0, 1, 2, 3].some(far) ? 1 : 0;
    }
    return other / (after.length / 4);
}"""


def ready_to_run(page: Page, address: str) -> None:
    open_at(page, address)
    page.wait_for_function(HAS_HISTORY)


def rested(page: Page, period: str) -> None:
    page.wait_for_url(re.compile(rf"[?&]ky={period}"))
    page.wait_for_function(READY)


@pytest.mark.parametrize(("address", "mode"), [(COMMUNES, "value"), (VILLAGES, "status")])
def test_each_picture_is_that_of_its_period(page_at: PageAt, address: str, mode: str) -> None:
    page = page_at(1440, 900)
    ready_to_run(page, f"{address}&mau={mode}")
    last = int(page.get_attribute(".ana-slider-range", "max") or 0)
    pictures = page.evaluate(RUN, [0, last, 3, last // 2, last - 1, last // 2 + 1])
    assert len({each["period"] for each in pictures}) == len(pictures)
    assert len({str(each["of"]) for each in pictures}) > 2
    for each in pictures:
        expected = page.evaluate(FROM_SLICE, each["period"])
        assert each["painted"] == each["period"]
        assert each["label"] == each["legend"][0] == month_text(each["period"])
        assert each["of"] == expected["of"]
        assert [int(count.replace(".", "")) for count in each["legend"][1:]] == expected["counts"]
        assert each["texts"][:-1] == expected["texts"]
        assert expected["same"]
        assert expected["origins"]
    assert page.evaluate(LEFT_OVER) < 0.001


def month_text(period: str) -> str:
    """What pages call a month: written out here, for the page must not check itself."""
    year, month = period.split("-")
    return f"Tháng {month}/{year}"


def where(page: Page, share: float | None = None) -> tuple[float, float]:
    """The place of the time control's handle at a share of the way; now, without one."""
    box = page.locator(".ana-slider-range").bounding_box()
    assert box is not None
    if share is None:
        share = page.evaluate(
            "() => { const r = document.querySelector('.ana-slider-range'); return r.value/r.max; }"
        )
    return box["x"] + 11 + (box["width"] - 22) * share, box["y"] + box["height"] / 2


def drag(page: Page, share: float) -> None:
    page.mouse.move(*where(page))
    page.mouse.down()
    page.mouse.move(*where(page, share), steps=25)


def test_a_drag_asks_nothing_then_once_and_back_leads_to_the_period_before(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    ready_to_run(page, COMMUNES)
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    drag(page, 0.2)
    label = page.locator(".ana-slider-label")
    expect(label).not_to_have_text("Tháng 09/2025")
    at = page.evaluate("() => ioc.map.stateOf('analysis-map').slice.header.period")
    expect(page.locator("#analysis-headline")).to_have_attribute(
        "data-preview", re.compile(f"{month_text(at)}: ")
    )
    assert questions == []
    assert "ky=2025-09" in page.url
    page.mouse.up()
    rested(page, at)
    assert len([url for url in questions if "/view?" in url]) == 1
    assert not [url for url in questions if "/slice" in url or "/history" in url]
    expect(page.locator("#analysis-facts")).to_contain_text(month_text(at))
    expect(page.locator("#analysis-headline")).not_to_have_attribute(
        "data-preview", re.compile(".")
    )
    page.go_back()
    rested(page, "2025-09")
    expect(label).to_have_text("Tháng 09/2025")
    page.go_forward()
    rested(page, at)


def test_a_drag_away_and_back_leaves_the_page_as_it_was(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    ready_to_run(page, COMMUNES)
    before = page.inner_text("#analysis-headline"), page.inner_text("#analysis-table")
    address, questions = page.url, list[str]()
    page.on("request", lambda request: questions.append(request.url))
    start = where(page)
    drag(page, 0.2)
    expect(page.locator("#analysis-page")).to_have_attribute("data-running", "")
    page.mouse.move(*start, steps=25)
    page.mouse.up()
    expect(page.locator("#analysis-page")).not_to_have_attribute("data-running", "")
    expect(page.locator(".ana-slider-label")).to_have_text("Tháng 09/2025")
    page.wait_for_function(
        "() => ioc.map.stateOf('analysis-map').slice.header.period === '2025-09'"
        " && !ioc.map.stateOf('analysis-map').running"
    )
    page.wait_for_function(
        "text => document.getElementById('analysis-table').innerText === text", arg=before[1]
    )
    assert (page.inner_text("#analysis-headline"), page.url, questions) == (before[0], address, [])


def test_keys_pressed_in_a_row_are_one_step_and_home_and_end_lead_to_the_ends(
    page_at: PageAt,
) -> None:
    page = page_at(1440, 900)
    ready_to_run(page, COMMUNES)
    length = page.evaluate("() => history.length")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    page.focus(".ana-slider-range")
    page.evaluate(
        """() => {
            const range = document.querySelector(".ana-slider-range");
            const key = (kind) => new KeyboardEvent(kind, { key: "ArrowLeft", bubbles: true });
            for (let turn = 0; turn < 4; turn += 1) {
                range.dispatchEvent(key("keydown"));
                range.stepDown();
                for (const kind of ["input", "change"]) {
                    range.dispatchEvent(new Event(kind, { bubbles: true }));
                }
            }
        }"""
    )
    rested(page, "2025-05")
    assert len([url for url in questions if "/view?" in url]) == 1
    assert page.evaluate("() => history.length") == length + 1
    page.keyboard.press("Home")
    rested(page, page.evaluate("() => ioc.analysis.view().periods[0]"))
    page.keyboard.press("End")
    rested(page, page.evaluate("() => ioc.analysis.view().periods.at(-1)"))


def test_play_runs_to_the_end_without_a_question_and_can_be_stopped(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    ready_to_run(page, HOME + "&ky=2026-01")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    page.select_option(".ana-slider-speed", "16×")
    page.click(".ana-slider-play")
    last = page.evaluate("() => ioc.analysis.view().periods.at(-1)")
    rested(page, last)
    expect(page.locator("#analysis-slider")).not_to_have_attribute("data-playing", "")
    assert len([url for url in questions if "/view?" in url]) == 1
    assert not [url for url in questions if "/slice" in url or "/history" in url]

    # From the end it begins anew; space stops it, and the page shows where.
    page.select_option(".ana-slider-speed", "1×")
    page.focus(".ana-slider-range")
    page.keyboard.press("Space")
    page.wait_for_function("() => ioc.map.stateOf('analysis-map').slice.header.period < '2021'")
    page.keyboard.press("Space")
    at = page.evaluate("() => ioc.analysis.state().period")
    rested(page, at)
    assert at < "2021"
    page.go_back()
    rested(page, last)


def test_whoever_wants_less_motion_gets_the_slowest_pace(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.emulate_media(reduced_motion="reduce")
    open_at(page, COMMUNES)
    pace = page.locator(".ana-slider-speed")
    expect(pace).to_be_disabled()
    expect(pace).to_have_value("1×")


def test_the_history_comes_when_somebody_reaches_for_the_control_and_not_before_the_page(
    page_at: PageAt,
) -> None:
    page = page_at(1440, 900)
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    # A browser that is told to save data fetches nothing that nobody wants yet.
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    open_at(page, COMMUNES)
    page.hover(".ana-slider-range")
    page.wait_for_function(HAS_HISTORY)
    histories = [at for at, url in enumerate(questions) if "/history" in url]
    assert len(histories) == 1
    assert any("/slice" in url for url in questions[: histories[0]])


def test_both_maps_of_two_boundaries_run_together(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, COMMUNES + "&so-dia-gioi=swipe")
    page.wait_for_selector("#analysis-map-beside[data-painted]", state="attached")
    page.hover(".ana-slider-range")
    drag(page, 0.5)
    both = """() => {
        const [one, two] = ["", "-beside"].map((end) => ioc.map.stateOf(`analysis-map${end}`));
        return [one, two].map((each) => each.element.dataset.paintedKey.split("|")[1]);
    }"""
    page.wait_for_function(f"() => new Set(({both})()).size === 1 && ({both})()[0] < '2025-09'")
    page.mouse.up()
    rested(page, page.evaluate("() => ioc.analysis.state().period"))
    page.wait_for_function(f"() => new Set(({both})()).size === 1")


def test_a_finger_drags_on_a_phone(page_at: PageAt) -> None:
    page = page_at(390, 844, touch=True)
    ready_to_run(page, COMMUNES)
    page.locator(".ana-slider-range").scroll_into_view_if_needed()
    box = page.locator(".ana-slider-range").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    expect(page.locator(".ana-slider-label")).not_to_have_text("Tháng 09/2025")
    rested(page, page.evaluate("() => ioc.analysis.state().period"))
    assert page.evaluate("() => ioc.analysis.state().period") < "2024"


def test_time_runs_on_an_areas_page(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40?chi-so=CQ02&ky=2025-09")
    page.wait_for_selector("#area-map[data-painted-key*='2025-09']", state="attached")
    first = page.locator("#area-list .ioc-area-row-value").first
    before = first.inner_text()
    pace = page.locator("#area-slider .ana-slider-range")
    pace.hover()
    page.wait_for_function("() => ioc.history.inMemory(ioc.map.stateOf('area-map').spec) !== null")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    drag(page, 0.3)
    expect(first).not_to_have_text(before)
    expect(page.locator("#area-page")).to_have_attribute("data-running", "")
    at = page.evaluate("() => ioc.map.stateOf('area-map').slice.header.period")
    assert questions == []
    assert at < "2024"
    page.mouse.up()
    expect(page.locator("#area-period")).to_have_value(at)
    expect(page.locator("#area-page")).not_to_have_attribute("data-running", "")
    page.wait_for_url(re.compile(f"ky={at}"))
    expect(page.locator("#area-slider .ana-slider-label")).to_have_text(month_text(at))
