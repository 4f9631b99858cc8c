"""A wall that runs for a week, in an hour: `python -m bench.soak [--turns 10000] [--pace 60]`.

A real wall in Chromium with a clock that runs many times as fast (`ioc.wall.pace`), while numbers
are committed, the server is restarted and the line is cut. A turn is a change of the scene or an
answer with new numbers. In the end the wall must show the same as a wall that is opened then, its
console must be clean, and neither the page nor the server may have grown.

Cuts and restarts come in the first part. The server's memory is measured in the last part alone,
as a restart frees it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

import psutil
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from bench.app_server import AppServer
from bench.browsing import browser
from bench.clicks import percentile
from bench.line import NetworkLine
from bench.live import _POLL, _Writer
from bench.places import BenchPlaces
from data.store.engine import open_engine
from layouts.wall.page import SCENE_PATH

PACE, TURNS, BREAKS, GROWTH = 60.0, 10_000, 6, 1.10
SCENE_BUDGET_MS, UPDATE_BUDGET_MS = 2000.0, 1000.0
# The part of the run in which the line is cut and the server restarted.
_TROUBLED = 0.6
_SAMPLES = 40
_STALL_SECONDS = 180
# The browser's messages about a cut line and a stopped server.
_EXPECTED = re.compile(r"ERR_|Failed to fetch|server did not respond|status of 50[023]")
_COUNT = """() => {
    window.soak = { scenes: 0, began: Date.now() };
    let shown = "";
    new MutationObserver(() => {
        const scene = document.querySelector(".wall-scene.is-shown");
        if (scene && scene.dataset.scene !== shown) {
            shown = scene.dataset.scene;
            window.soak.scenes += 1;
        }
    }).observe(document.querySelector(".wall"), { subtree: true, attributeFilter: ["class"] });
}"""
_ROW_VALUES = """() => Object.fromEntries([...document.querySelectorAll(
    ".wall-scene [id*='-row-'][id$='-value']")].map((each) => [each.id, each.textContent]))"""
_SHOW = """async (code) => {
    const began = performance.now();
    ioc.wall.show(code);
    while (document.querySelector(".wall-scene.is-shown").dataset.scene !== code)
        await new Promise(requestAnimationFrame);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - began;
}"""
_NOTE_UPDATES = """() => {
    window.updated = [];
    new MutationObserver((changes) => {
        const value = (node) => (node.nodeType === 1 ? node : node.parentElement)
            .closest("[id*='-row-'][id$='-value']");
        if (!changes.some(({ target }) => value(target))) return;
        requestAnimationFrame(() => requestAnimationFrame(() => updated.push(Date.now())));
    }).observe(document.querySelector(".wall"),
        { subtree: true, childList: true, characterData: true });
}"""


@dataclass
class Sample:
    """Sizes after so many turns, those of the page after a garbage collection."""

    turns: int
    heap_mb: float
    nodes: int
    listeners: int
    server_mb: float


@dataclass
class Outcome:
    """The result of a run."""

    turns: int = 0
    scenes: int = 0
    answers: int = 0
    changes: int = 0
    restarts: int = 0
    cuts: int = 0
    seconds: float = 0.0
    samples: list[Sample] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    differences: dict[str, tuple[str, str]] = field(default_factory=dict)
    reloads: int = 0

    def growth(self, what: Callable[[Sample], float], since: float) -> float:
        """Return the size at the end divided by the size after a part of the run."""
        last = self.samples[-1].turns
        sizes = [what(each) for each in self.samples if each.turns >= since * last]
        third = max(1, len(sizes) // 3)
        return median(sizes[-third:]) / median(sizes[:third])

    @property
    def page_growth(self) -> float:
        """Growth of the page's heap from the end of its warm-up."""
        return self.growth(lambda each: each.heap_mb, 0.2)

    @property
    def node_growth(self) -> float:
        """Growth of the number of the page's nodes."""
        return self.growth(lambda each: each.nodes, 0.2)

    @property
    def server_growth(self) -> float:
        """Growth of the workers' resident memory since the last restart and their warm-up."""
        return self.growth(lambda each: each.server_mb, _TROUBLED + 0.1)


class Soak:
    """One run; `run` may take an hour."""

    def __init__(self, chromium: Browser, var: Path) -> None:
        self._chromium = chromium
        # With the default poll of the store.
        self._server = AppServer(var, extra=_POLL)
        self._engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
        self._outcome = Outcome()

    def run(
        self,
        turns: int,
        breaks: int = BREAKS,
        pace: float = PACE,
        say: Callable[[str], None] = lambda _: None,
    ) -> Outcome:
        """Let the wall go through so many turns, with `breaks` cuts and as many restarts."""
        began = monotonic()
        with ExitStack() as stack:
            stack.callback(self._engine.dispose)
            stack.callback(lambda: self._server.__exit__(None, None, None))
            self._server.__enter__()
            line = stack.enter_context(NetworkLine(self._server.port))
            context = self._visitor(line)
            stack.callback(context.close)
            page = self._open(context)
            page.evaluate(_COUNT)
            page.evaluate("(times) => ioc.wall.pace(times)", pace)
            self._turn_over(page, line, turns, breaks, say)
            page.evaluate("ioc.wall.pace(1)")
            self._outcome.differences = self._find_differences(page, line)
            self._outcome.reloads = int(not page.evaluate("Boolean(window.soak)"))
        self._outcome.seconds = monotonic() - began
        return self._outcome

    def _turn_over(
        self, page: Page, line: NetworkLine, turns: int, breaks: int, say: Callable[[str], None]
    ) -> None:
        outcome, writer = self._outcome, _Writer(self._engine)
        devtools = page.context.new_cdp_session(page)
        every = max(1, turns // _SAMPLES)
        troubles = [
            (int(turns * _TROUBLED * (place + 0.5) / (2 * breaks)), place % 2)
            for place in range(2 * breaks)
        ]
        last_sample, progress = -every, (0, monotonic())
        while outcome.turns < turns:
            writer.change()
            outcome.changes += 1
            page.wait_for_timeout(250)
            outcome.scenes = int(page.evaluate("window.soak.scenes"))
            outcome.turns = outcome.scenes + outcome.answers
            if outcome.turns > progress[0]:
                progress = outcome.turns, monotonic()
            elif monotonic() - progress[1] > _STALL_SECONDS:
                raise RuntimeError(f"the wall stands still after {outcome.turns} turns")
            if outcome.turns - last_sample >= every:
                last_sample = outcome.turns
                outcome.samples.append(self._sample(devtools))
                say(json.dumps(asdict(outcome.samples[-1])))
            if troubles and outcome.turns >= troubles[0][0]:
                (self._restart if troubles.pop(0)[1] else self._cut)(page, line, writer)

    def _restart(self, page: Page, _line: NetworkLine, writer: _Writer) -> None:
        self._server.__exit__(None, None, None)
        writer.change()  # the wall must show this change afterwards
        page.wait_for_timeout(500)
        self._server.__enter__()
        self._outcome.restarts += 1
        self._until_live(page)

    def _cut(self, page: Page, line: NetworkLine, writer: _Writer) -> None:
        line.cut()
        writer.change()
        page.wait_for_timeout(1500)
        line.repair()
        self._outcome.cuts += 1
        self._until_live(page)

    def _until_live(self, page: Page) -> None:
        page.wait_for_function(
            "document.documentElement.dataset.live === 'live'", timeout=_STALL_SECONDS * 1000
        )

    def _visitor(self, line: NetworkLine) -> BrowserContext:
        context = self._chromium.new_context(
            viewport={"width": 1920, "height": 1080},
            base_url=line.url,
            locale="vi-VN",
            bypass_csp=True,
        )
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._outcome.console.append(str(error.error)))
        return context

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error") and not _EXPECTED.search(message.text):
            self._outcome.console.append(f"{message.type}: {message.text}")

    def _open(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("requestfinished", self._on_answer)
        page.goto("/wall")
        page.wait_for_selector(".wall-scene.is-shown [data-painted]", timeout=120_000)
        self._until_live(page)
        return page

    def _on_answer(self, request: Any) -> None:
        if f"{SCENE_PATH}?" in request.url:
            self._outcome.answers += 1

    def _sample(self, devtools: Any) -> Sample:
        devtools.send("HeapProfiler.collectGarbage")
        devtools.send("Performance.enable")
        metrics = {
            each["name"]: each["value"]
            for each in devtools.send("Performance.getMetrics")["metrics"]
        }
        return Sample(
            self._outcome.turns,
            round(metrics["JSHeapUsedSize"] / 2**20, 2),
            int(metrics["Nodes"]),
            int(metrics["JSEventListeners"]),
            round(self._server_mb(), 1),
        )

    def _server_mb(self) -> float:
        if self._server.process is None:
            return 0.0
        total = 0
        for each in AppServer.family(self._server.process.pid):
            try:
                total += each.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total / 2**20

    def _find_differences(self, page: Page, line: NetworkLine) -> dict[str, tuple[str, str]]:
        """Return the values in which the wall differs from a new one, once it is at rest."""
        context = self._visitor(line)
        expected = self._open(context).evaluate(_ROW_VALUES)
        context.close()
        deadline = monotonic() + 60
        while True:
            texts = page.evaluate(_ROW_VALUES)
            differences = {
                ident: (texts.get(ident, ""), words)
                for ident, words in expected.items()
                if texts.get(ident) != words
            }
            if not differences or monotonic() > deadline:
                return differences
            page.wait_for_timeout(500)


def on_weak_hardware(
    chromium: Browser, var: Path, slower: float = 4.0, times: int = 12
) -> dict[str, list[float]]:
    """Return the ms of changes of the scene and from commit to paint, with a slowed processor."""
    engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
    writer = _Writer(engine)
    context = chromium.new_context(
        viewport={"width": 1920, "height": 1080}, locale="vi-VN", bypass_csp=True
    )
    with AppServer(var, extra=_POLL) as server:
        page = context.new_page()
        page.goto(f"{server.url}/wall?giu=1&canh=coverage")
        page.wait_for_selector(".wall-scene.is-shown [data-painted]", timeout=120_000)
        codes = page.evaluate(
            "[...document.querySelectorAll('.wall-scene')].map((each) => each.dataset.scene)"
        )
        writer.change()  # the first change meets an empty memory
        page.wait_for_timeout(4000)
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        scenes = [page.evaluate(_SHOW, codes[turn % len(codes)]) for turn in range(1, times + 1)]
        page.evaluate("ioc.wall.show('coverage')")
        page.evaluate(_NOTE_UPDATES)
        updates = []
        for _ in range(times):
            page.evaluate("updated.length = 0")
            _, committed = writer.change()
            page.wait_for_function("updated.length > 0", timeout=60_000)
            updates.append(page.evaluate("updated[0]") - committed * 1e3)
            page.wait_for_timeout(700)
        context.close()
    engine.dispose()
    return {"scenes": scenes, "updates": updates}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, write soak.json; return 1 when a requirement is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--breaks", type=int, default=BREAKS)
    parser.add_argument("--pace", type=float, default=PACE, help="how many times as fast")
    options = parser.parse_args(arguments)
    places = BenchPlaces(Path(os.environ.get("IOC_BENCH_VAR", "var/bench")).resolve())
    with browser(places.chromium()) as chromium:
        weak = on_weak_hardware(chromium, places.copy_of(places.demo(), "soak"))
        for name, budget in (("scenes", SCENE_BUDGET_MS), ("updates", UPDATE_BUDGET_MS)):
            worst = max(weak[name])
            print(f"processor slowed 4 times, {name}: p50 {percentile(weak[name], 0.5):.0f} ms, "
                  f"most {worst:.0f} ms (budget {budget:.0f})", flush=True)  # fmt: skip
        var = places.copy_of(places.demo(), "soak")
        outcome = Soak(chromium, var).run(
            options.turns, options.breaks, options.pace, lambda line: print(line, flush=True)
        )
    content = {"weak": weak, "load": psutil.getloadavg(), **asdict(outcome)}
    (places.folder / "soak.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    print(
        f"{outcome.turns} turns ({outcome.scenes} scenes, {outcome.answers} answers) in "
        f"{outcome.seconds:.0f} s; {outcome.restarts} restarts, {outcome.cuts} cuts; page × "
        f"{outcome.page_growth:.3f}, its nodes × {outcome.node_growth:.3f}, server × "
        f"{outcome.server_growth:.3f}; missed: {outcome.differences}; console: {outcome.console}"
    )
    growth = max(outcome.page_growth, outcome.node_growth, outcome.server_growth)
    sound = not outcome.differences and not outcome.console and growth <= GROWTH
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
