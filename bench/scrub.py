"""Time runs over 60 months: pictures a second by drag and play, their cost, and their requests.

The browser paints in software. A drag moves the time control by one period in every frame, play
runs at its fastest pace (40 periods a second). Both count the painted pictures of the map and the
requests meanwhile. `bare` is the same browser on the same page that draws one pixel in a frame: the
most it can show on this machine at this moment. Every scene runs as it is, and with the page's
processor slowed down four times.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import httpx
import psutil
from playwright.sync_api import Browser, CDPSession, Page

from bench.app_server import AppServer
from bench.browsing import browser, fresh_visitor
from bench.figures import BenchFigure
from bench.places import HOME, BenchPlaces

STEPS = 60
TURNS = 3
SLOWER = 4
_HISTORY_READY = (
    "() => window.ioc && ioc.analysis && ioc.analysis.view()"
    " && ioc.history.inMemory(ioc.analysis.view().spec)"
    " && !document.getElementById('analysis-page').hasAttribute('aria-busy')"
)
# The last 60 periods, one in each frame, and back to the first of them for the next turn.
_DRAG = """async (steps) => {
    const frame = () => new Promise(requestAnimationFrame);
    const range = document.querySelector(".ana-slider-range");
    const map = ioc.map.stateOf("analysis-map");
    const last = Number(range.max);
    const to = (at) => {
        range.value = at;
        range.dispatchEvent(new Event("input", { bubbles: true }));
    };
    to(last - steps);
    for (let wait = 0; wait < 5; wait += 1) await frame();
    const before = map.painted;
    const began = performance.now();
    for (let at = last - steps + 1; at <= last; at += 1) {
        to(at);
        await frame();
    }
    await new Promise((done) => setTimeout(done));
    return { painted: map.painted - before, ms: performance.now() - began };
}"""
_PLAY = """async (steps) => {
    const range = document.querySelector(".ana-slider-range");
    const pace = document.querySelector(".ana-slider-speed");
    const map = ioc.map.stateOf("analysis-map");
    pace.value = "16×";
    pace.dispatchEvent(new Event("change", { bubbles: true }));
    range.value = Number(range.max) - steps;
    range.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const before = map.painted;
    const began = performance.now();
    document.querySelector(".ana-slider-play").click();
    const host = document.getElementById("analysis-slider");
    while (Number(range.value) < Number(range.max)) await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    return { painted: map.painted - before, ms: performance.now() - began };
}"""
_BARE = """async (steps) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    document.body.append(canvas);
    const pen = canvas.getContext("2d");
    const began = performance.now();
    for (let at = 0; at < steps; at += 1) {
        pen.fillStyle = at % 2 ? "#000" : "#fff";
        pen.fillRect(0, 0, 1, 1);
        await new Promise(requestAnimationFrame);
    }
    const ms = performance.now() - began;
    canvas.remove();
    return { painted: steps, ms };
}"""


@dataclass(frozen=True)
class ScrubScene:
    """A map whose time runs; `budget`: pictures a second."""

    name: str
    query: str
    budget: float


SCENES = (
    ScrubScene("country, 3,321 communes", "dia-ban=VN&cap=commune&chi-so=HT05", 10),
    ScrubScene("Nghệ An, 130 communes", f"dia-ban={HOME}&cap=commune&chi-so=CQ02", 30),
    ScrubScene(
        "Nghệ An, 3,806 villages over 130 communes", f"dia-ban={HOME}&cap=village&chi-so=HT05", 30
    ),
)


@dataclass(frozen=True)
class ScrubRun:
    """One run over the periods: pictures a second, ms a step of thread and browser, requests.

    `browser` is the time of all its processes, also of those that draw the screen.
    """

    rate: float
    thread: float
    browser: float
    requests: int


def measure(places: BenchPlaces) -> list[BenchFigure]:
    """Return the figures of all scenes."""
    figures: list[BenchFigure] = []
    with AppServer(places.demo()) as server, browser(places.chromium()) as chromium:
        for scene in SCENES:
            figures += _scene(chromium, server, scene)
    return figures


def _scene(chromium: Browser, server: AppServer, scene: ScrubScene) -> list[BenchFigure]:
    context = fresh_visitor(chromium)
    try:
        page = context.new_page()
        page.goto(f"{server.url}/phan-tich?{scene.query}")
        page.wait_for_function(_HISTORY_READY, timeout=120_000)
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        figures = [*_history(page, server, scene.name)]
        for slower in (1, SLOWER):
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            figures += _figures(page, session, scene, slower)
        return figures
    finally:
        context.close()


def _figures(page: Page, session: CDPSession, scene: ScrubScene, slower: int) -> list[BenchFigure]:
    kinds = {"drag": _DRAG, "play": _PLAY, "bare": _BARE}
    runs: dict[str, list[ScrubRun]] = {kind: [] for kind in kinds}
    # In turns, so that other work of the machine slows all of them.
    for _ in range(TURNS):
        for kind, script in kinds.items():
            runs[kind].append(_run(page, session, script))
    name = scene.name if slower == 1 else f"{scene.name}, processor {slower}× slower"
    bare = median(each.rate for each in runs["bare"])
    figures = []
    for kind in ("drag", "play"):
        rate = median(each.rate for each in runs[kind])
        budget = None if slower > 1 else scene.budget
        figures.append(
            BenchFigure(
                "scrub",
                f"{name}: {kind}",
                rate,
                "frames/s",
                None,
                budget,
                True,
                note=f"bare {bare:.0f}",
            )
        )
        figures.append(
            BenchFigure(
                "scrub",
                f"{name}: {kind}, page's thread a step",
                median(each.thread for each in runs[kind]),
                "ms",
            )
        )
        figures.append(
            BenchFigure(
                "scrub",
                f"{name}: {kind}, whole browser a step",
                median(each.browser for each in runs[kind]),
                "ms",
            )
        )
        figures.append(
            BenchFigure(
                "scrub",
                f"{name}: {kind}, requests on the way",
                max(each.requests for each in runs[kind]),
                "requests",
                None,
                0.0,
            )
        )
    return figures


def _run(page: Page, session: CDPSession, script: str) -> ScrubRun:
    addresses: list[str] = []

    def note_request(request: Any) -> None:
        if "/live" not in request.url:
            addresses.append(request.url)

    page.on("request", note_request)
    before = _thread_time(session), _browser_time()
    result = page.evaluate(script, STEPS)
    thread, whole = _thread_time(session) - before[0], _browser_time() - before[1]
    requests = len(addresses)
    page.remove_listener("request", note_request)
    # Wait until time stands still and the server has answered for the period.
    page.evaluate(
        "() => document.querySelector('.ana-slider-range').dispatchEvent("
        "new Event('change', { bubbles: true }))"
    )
    page.wait_for_timeout(300)
    page.wait_for_function(_HISTORY_READY, timeout=60_000)
    rate = result["painted"] / result["ms"] * 1e3
    return ScrubRun(rate, thread / STEPS * 1e3, whole / STEPS * 1e3, requests)


def _thread_time(session: CDPSession) -> float:
    """Return the processor time of the page's thread so far, in seconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ThreadTime"))


def _browser_time() -> float:
    """Return the processor time of all the browser's processes so far, in seconds."""
    seconds = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in process.name() or "headless" in process.name():
                times = process.cpu_times()
                seconds += times.user + times.system
    return seconds


def _history(page: Page, server: AppServer, name: str) -> list[BenchFigure]:
    """Return the bytes of the history, and the server's time for its first request."""
    path = page.evaluate("() => ioc.history.addressOf(ioc.analysis.view().spec)")
    headers = {"accept-encoding": "gzip, br"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        with client.stream("GET", path) as answer:
            size = sum(len(part) for part in answer.iter_raw())
        times = []
        # The answer to an address without a revision is made anew each time.
        fresh = "&".join(part for part in path.split("&") if not part.startswith("rev="))
        for _ in range(TURNS):
            began = perf_counter()
            client.get(fresh).raise_for_status()
            times.append((perf_counter() - began) * 1e3)
    return [
        BenchFigure("scrub", f"{name}: history, bytes", size / 1e3, "kB"),
        BenchFigure("scrub", f"{name}: history, server, asked for first", median(times), "ms"),
    ]
