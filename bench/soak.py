"""A wall that runs for a week, in an hour: `python -m bench.soak [--turns 10000] [--pace 60]`.

A real wall in Chromium, whose clock runs many times as fast (`ioc.wall.pace`), while numbers are
committed beside it, the server is started anew and the line is cut. A turn is a change of the
scene or an answer with new numbers. In the end the wall must show what a wall that is opened then
shows, its console must be clean, and neither the page nor the server may have grown.

Cuts and restarts come in the first part. The server's memory is that of the workers of the last
part: a process that was started anew proves nothing.
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

from bench.browsing import browser
from bench.clicks import percentile
from bench.line import Line
from bench.live import _POLL, _Writer
from bench.places import Places
from bench.served import Served
from data.store import open_engine
from layouts.wall import SCENE_PATH

PACE, TURNS, BREAKS, GROWTH = 60.0, 10_000, 6, 1.10
SCENE_BUDGET_MS, UPDATE_BUDGET_MS = 2000.0, 1000.0
# The part of the run in which the line is cut and the server started anew.
_TROUBLED = 0.6
_SAMPLES = 40
_STALL_SECONDS = 180
# What the browser says of a line that was cut and a server that was away.
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
_SAID = """() => Object.fromEntries([...document.querySelectorAll(
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
    """How large everything was after so many turns, the page after a collection of its garbage."""

    turns: int
    heap_mb: float
    nodes: int
    listeners: int
    server_mb: float


@dataclass
class Outcome:
    """What became of the wall."""

    turns: int = 0
    scenes: int = 0
    answers: int = 0
    changes: int = 0
    restarts: int = 0
    cuts: int = 0
    seconds: float = 0.0
    samples: list[Sample] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    missed: dict[str, tuple[str, str]] = field(default_factory=dict)
    reloads: int = 0

    def growth(self, what: Callable[[Sample], float], since: float) -> float:
        """Return how large it is in the end against what it was after a part of the run."""
        last = self.samples[-1].turns
        watched = [what(each) for each in self.samples if each.turns >= since * last]
        third = max(1, len(watched) // 3)
        return median(watched[-third:]) / median(watched[:third])

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
        # Looking at the store as often as it does by default.
        self._served = Served(var, extra=_POLL)
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
            stack.callback(lambda: self._served.__exit__(None, None, None))
            self._served.__enter__()
            line = stack.enter_context(Line(self._served.port))
            context = self._visitor(line)
            stack.callback(context.close)
            page = self._open(context)
            page.evaluate(_COUNT)
            page.evaluate("(times) => ioc.wall.pace(times)", pace)
            self._turn_over(page, line, turns, breaks, say)
            page.evaluate("ioc.wall.pace(1)")
            self._outcome.missed = self._differing(page, line)
            self._outcome.reloads = int(not page.evaluate("Boolean(window.soak)"))
        self._outcome.seconds = monotonic() - began
        return self._outcome

    def _turn_over(
        self, page: Page, line: Line, turns: int, breaks: int, say: Callable[[str], None]
    ) -> None:
        outcome, writer = self._outcome, _Writer(self._engine)
        devtools = page.context.new_cdp_session(page)
        every = max(1, turns // _SAMPLES)
        troubles = [
            (int(turns * _TROUBLED * (place + 0.5) / (2 * breaks)), place % 2)
            for place in range(2 * breaks)
        ]
        sampled, moved = -every, (0, monotonic())
        while outcome.turns < turns:
            writer.change()
            outcome.changes += 1
            page.wait_for_timeout(250)
            outcome.scenes = int(page.evaluate("window.soak.scenes"))
            outcome.turns = outcome.scenes + outcome.answers
            if outcome.turns > moved[0]:
                moved = outcome.turns, monotonic()
            elif monotonic() - moved[1] > _STALL_SECONDS:
                raise RuntimeError(f"the wall stands still after {outcome.turns} turns")
            if outcome.turns - sampled >= every:
                sampled = outcome.turns
                outcome.samples.append(self._sample(devtools))
                say(json.dumps(asdict(outcome.samples[-1])))
            if troubles and outcome.turns >= troubles[0][0]:
                (self._restart if troubles.pop(0)[1] else self._cut)(page, line, writer)

    def _restart(self, page: Page, _line: Line, writer: _Writer) -> None:
        self._served.__exit__(None, None, None)
        writer.change()  # what is committed meanwhile is there afterwards
        page.wait_for_timeout(500)
        self._served.__enter__()
        self._outcome.restarts += 1
        self._until_live(page)

    def _cut(self, page: Page, line: Line, writer: _Writer) -> None:
        line.cut()
        writer.change()
        page.wait_for_timeout(1500)
        line.mend()
        self._outcome.cuts += 1
        self._until_live(page)

    def _until_live(self, page: Page) -> None:
        page.wait_for_function(
            "document.documentElement.dataset.live === 'live'", timeout=_STALL_SECONDS * 1000
        )

    def _visitor(self, line: Line) -> BrowserContext:
        context = self._chromium.new_context(
            viewport={"width": 1920, "height": 1080},
            base_url=line.url,
            locale="vi-VN",
            bypass_csp=True,
        )
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._outcome.console.append(str(error.error)))
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error") and not _EXPECTED.search(message.text):
            self._outcome.console.append(f"{message.type}: {message.text}")

    def _open(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("requestfinished", self._answered)
        page.goto("/wall")
        page.wait_for_selector(".wall-scene.is-shown [data-painted]", timeout=120_000)
        self._until_live(page)
        return page

    def _answered(self, request: Any) -> None:
        if f"{SCENE_PATH}?" in request.url:
            self._outcome.answers += 1

    def _sample(self, devtools: Any) -> Sample:
        devtools.send("HeapProfiler.collectGarbage")
        devtools.send("Performance.enable")
        held = {
            each["name"]: each["value"]
            for each in devtools.send("Performance.getMetrics")["metrics"]
        }
        return Sample(
            self._outcome.turns,
            round(held["JSHeapUsedSize"] / 2**20, 2),
            int(held["Nodes"]),
            int(held["JSEventListeners"]),
            round(self._server_mb(), 1),
        )

    def _server_mb(self) -> float:
        if self._served.process is None:
            return 0.0
        total = 0
        for each in Served.family(self._served.process.pid):
            try:
                total += each.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total / 2**20

    def _differing(self, page: Page, line: Line) -> dict[str, tuple[str, str]]:
        """Return what the wall shows otherwise than one that is opened now, once it is at rest."""
        context = self._visitor(line)
        wanted = self._open(context).evaluate(_SAID)
        context.close()
        deadline = monotonic() + 60
        while True:
            said = page.evaluate(_SAID)
            found = {
                ident: (said.get(ident, ""), words)
                for ident, words in wanted.items()
                if said.get(ident) != words
            }
            if not found or monotonic() > deadline:
                return found
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
    with Served(var, extra=_POLL) as served:
        page = context.new_page()
        page.goto(f"{served.url}/wall?giu=1&canh=coverage")
        page.wait_for_selector(".wall-scene.is-shown [data-painted]", timeout=120_000)
        codes = page.evaluate(
            "[...document.querySelectorAll('.wall-scene')].map((each) => each.dataset.scene)"
        )
        writer.change()  # the first change finds nothing made before
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
    """Run, print, keep as soak.json; 1 when something is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--breaks", type=int, default=BREAKS)
    parser.add_argument("--pace", type=float, default=PACE, help="how many times as fast")
    options = parser.parse_args(arguments)
    places = Places(Path(os.environ.get("IOC_BENCH_VAR", "var/bench")).resolve())
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
    kept = {"weak": weak, "load": psutil.getloadavg(), **asdict(outcome)}
    (places.folder / "soak.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(
        f"{outcome.turns} turns ({outcome.scenes} scenes, {outcome.answers} answers) in "
        f"{outcome.seconds:.0f} s; {outcome.restarts} restarts, {outcome.cuts} cuts; page × "
        f"{outcome.page_growth:.3f}, its nodes × {outcome.node_growth:.3f}, server × "
        f"{outcome.server_growth:.3f}; missed: {outcome.missed}; console: {outcome.console}"
    )
    grown = max(outcome.page_growth, outcome.node_growth, outcome.server_growth)
    sound = not outcome.missed and not outcome.console and grown <= GROWTH
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
