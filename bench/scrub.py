"""Letting time run over 60 months: pictures a second by drag and play, what they cost and ask for.

The browser paints in software. A drag is a hand that moves the time control by one period in
every frame, play is its fastest pace (40 periods a second). Both count the pictures of the map
that were painted, and the requests that went out meanwhile. `bare` is the same browser on the
same page with nothing to do in a frame but one pixel: what it can show at all on this machine, at
this moment. Every scene is run as it is and with the page's processor slowed down four times.
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

from bench.browsing import browser, fresh_visitor
from bench.figures import Figure
from bench.places import HOME, Places
from bench.served import Served

STEPS = 60
TURNS = 3
SLOWER = 4
_HELD = (
    "() => window.ioc && ioc.analysis && ioc.analysis.view()"
    " && ioc.history.held(ioc.analysis.view().spec)"
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
class Scene:
    """A map whose time runs; `budget`: pictures a second, by the issue of the product."""

    name: str
    query: str
    budget: float


SCENES = (
    Scene("country, 3,321 communes", "dia-ban=VN&cap=commune&chi-so=HT05", 10),
    Scene("Nghệ An, 130 communes", f"dia-ban={HOME}&cap=commune&chi-so=CQ02", 30),
    Scene(
        "Nghệ An, 3,806 villages over 130 communes", f"dia-ban={HOME}&cap=village&chi-so=HT05", 30
    ),
)


@dataclass(frozen=True)
class Run:
    """One run over the periods: pictures a second, ms a step of thread and browser, requests.

    `browser` is all its processes, those that put the page on the screen among them.
    """

    rate: float
    thread: float
    browser: float
    requests: int


def measure(places: Places) -> list[Figure]:
    """Return the figures of all scenes."""
    figures: list[Figure] = []
    with Served(places.demo()) as served, browser(places.chromium()) as chromium:
        for scene in SCENES:
            figures += _scene(chromium, served, scene)
    return figures


def _scene(chromium: Browser, served: Served, scene: Scene) -> list[Figure]:
    context = fresh_visitor(chromium)
    try:
        page = context.new_page()
        page.goto(f"{served.url}/phan-tich?{scene.query}")
        page.wait_for_function(_HELD, timeout=120_000)
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        figures = [*_history(page, served, scene.name)]
        for slower in (1, SLOWER):
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            figures += _figures(page, session, scene, slower)
        return figures
    finally:
        context.close()


def _figures(page: Page, session: CDPSession, scene: Scene, slower: int) -> list[Figure]:
    kinds = {"drag": _DRAG, "play": _PLAY, "bare": _BARE}
    runs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    # In turns, so that whatever else the machine does slows all of them.
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
            Figure("scrub", f"{name}: {kind}", rate, "frames/s", None, budget, True,
                   note=f"bare {bare:.0f}")
        )  # fmt: skip
        figures.append(
            Figure("scrub", f"{name}: {kind}, page's thread a step",
                   median(each.thread for each in runs[kind]), "ms")
        )  # fmt: skip
        figures.append(
            Figure("scrub", f"{name}: {kind}, whole browser a step",
                   median(each.browser for each in runs[kind]), "ms")
        )  # fmt: skip
        figures.append(
            Figure("scrub", f"{name}: {kind}, requests on the way",
                   max(each.requests for each in runs[kind]), "requests", None, 0.0)
        )  # fmt: skip
    return figures


def _run(page: Page, session: CDPSession, script: str) -> Run:
    asked: list[str] = []

    def heard(request: Any) -> None:
        if "/live" not in request.url:
            asked.append(request.url)

    page.on("request", heard)
    before = _thread_time(session), _browser_time()
    told = page.evaluate(script, STEPS)
    thread, whole = _thread_time(session) - before[0], _browser_time() - before[1]
    requests = len(asked)
    page.remove_listener("request", heard)
    # Time rests, and what the server says of the period has come.
    page.evaluate(
        "() => document.querySelector('.ana-slider-range').dispatchEvent("
        "new Event('change', { bubbles: true }))"
    )
    page.wait_for_timeout(300)
    page.wait_for_function(_HELD, timeout=60_000)
    rate = told["painted"] / told["ms"] * 1e3
    return Run(rate, thread / STEPS * 1e3, whole / STEPS * 1e3, requests)


def _thread_time(session: CDPSession) -> float:
    """Return the seconds of processor that the page's thread has taken so far."""
    told = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in told if each["name"] == "ThreadTime"))


def _browser_time() -> float:
    """Return the seconds of processor that all processes of the browser have taken so far."""
    spent = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in process.name() or "headless" in process.name():
                times = process.cpu_times()
                spent += times.user + times.system
    return spent


def _history(page: Page, served: Served, name: str) -> list[Figure]:
    """Return what the history weighs on the wire, and takes to make for who asks first."""
    path = page.evaluate("() => ioc.history.addressOf(ioc.analysis.view().spec)")
    headers = {"accept-encoding": "gzip, br"}
    with httpx.Client(base_url=served.url, headers=headers, timeout=60) as client:
        with client.stream("GET", path) as answer:
            size = sum(len(part) for part in answer.iter_raw())
        times = []
        # An address that names no revision is made anew each time.
        fresh = "&".join(part for part in path.split("&") if not part.startswith("rev="))
        for _ in range(TURNS):
            began = perf_counter()
            client.get(fresh).raise_for_status()
            times.append((perf_counter() - began) * 1e3)
    return [
        Figure("scrub", f"{name}: history, bytes", size / 1e3, "kB"),
        Figure("scrub", f"{name}: history, server, asked for first", median(times), "ms"),
    ]
