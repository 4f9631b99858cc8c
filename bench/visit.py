"""The first visit over a slow line: when the map can be used, and which scripts came for it.

20 Mbit/s and 50 ms, as the devtools protocol slows them, nothing in the cache; the same bytes as
one file over the same line is the floor that no page can pass.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession

from bench.browsing import TWO_FRAMES, Wire, browser, fresh_visitor
from bench.figures import Figure
from bench.places import HOME, VINTAGE, Places
from bench.served import Served

MBIT, DELAY_MS, BUDGET_MS = 20.0, 50.0, 2_000.0
PAGES = {
    "area page": f"/dia-ban/{VINTAGE}/{HOME}",
    "analysis, Nghệ An's 130 communes": f"/phan-tich?dia-ban={HOME}&cap=commune",
    "analysis, the country's 3,321 communes": "/phan-tich?dia-ban=VN&cap=commune",
    "wall": "/wall",
}
# Libraries are what others wrote; a page must not load one of which it runs next to nothing.
_LIBRARY = re.compile(r"/_dash-component-suites/|/assets/vendor/.*\.js")
_LEAST_USED = 0.05
# Watched from inside: a question from outside is looked at each half second only.
_WATCH = f"""{TWO_FRAMES}
new PerformanceObserver(async (list, marks) => {{
    if (!list.getEntriesByName("ioc:map:painted").length) return;
    marks.disconnect();
    await frames();
    window.usable = performance.now();
}}).observe({{ type: "mark", buffered: true }});
"""


@dataclass(frozen=True)
class Visit:
    """One visit with an empty cache: ms until the map was painted, bytes, share used by script."""

    painted: float
    received: int
    requests: int
    # Path → bytes as transferred, characters that ran, all; only where it was looked at.
    scripts: dict[str, tuple[int, int, int]]


def measure(places: Places, visits: int = 5, pages: Sequence[str] = tuple(PAGES)) -> list[Figure]:
    """Return the figures of each page."""
    var = places.copy_of(places.demo(), "visit")
    found: list[Figure] = []
    try:
        with browser(places.chromium()) as chromium, Served(var) as served:
            for page in pages:
                address = served.url + PAGES[page]
                looked = visit(chromium, address, looking=True)  # and the server's own first time
                made = [visit(chromium, address) for _ in range(visits)]
                found += _figures(page, made, looked)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return found


def visit(chromium: Browser, address: str, *, looking: bool = False) -> Visit:
    """Open a page as somebody who has never been there.

    Looking at what runs of each script slows them: such a visit says nothing about time.
    """
    context = fresh_visitor(chromium)
    try:
        page = context.new_page()
        wire = Wire(page)
        session = context.new_cdp_session(page)
        rate = MBIT * 1e6 / 8
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions",
                     {"offline": False, "latency": DELAY_MS, "downloadThroughput": rate,
                      "uploadThroughput": rate})  # fmt: skip
        if looking:
            session.send("Profiler.enable")
            session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})
        page.add_init_script(_WATCH)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.usable", timeout=60_000)
        painted = float(page.evaluate("window.usable"))
        came = wire.rest()
        used = _used(session) if looking else {}
        scripts = {
            urlsplit(each.url).path: (each.received, *used[each.url])
            for each in came
            if each.url in used and urlsplit(each.url).path.endswith(".js")
        }
        return Visit(painted, sum(each.received for each in came), len(came), scripts)
    finally:
        context.close()


def _used(session: CDPSession) -> dict[str, tuple[int, int]]:
    """Return how many characters of each script lie in code that ran, and how many it has."""
    found: dict[str, tuple[int, int]] = {}
    scripts: list[dict[str, Any]] = session.send("Profiler.takePreciseCoverage")["result"]
    for script in scripts:
        spans = [span for function in script["functions"] for span in function["ranges"]]
        size = max((span["endOffset"] for span in spans), default=0)
        ran = bytearray(size)
        # The outer ones first: what lies in them says more.
        for span in sorted(spans, key=lambda each: (each["startOffset"], -each["endOffset"])):
            start, end = span["startOffset"], span["endOffset"]
            ran[start:end] = (b"\1" if span["count"] else b"\0") * (end - start)
        if script["url"]:
            found[script["url"]] = sum(ran), size
    return found


def idle_libraries(scripts: dict[str, tuple[int, int, int]]) -> list[str]:
    """Return the libraries of which a page runs next to nothing.

    The parts of a component library lie in one folder and count together: a chart's part cannot be
    had without what the parts share. Of `deps` each file is a library.

    >>> dcc = "/_dash-component-suites/dash/dcc/"
    >>> idle_libraries({dcc + "main.js": (9, 50, 90), dcc + "shared.js": (9, 0, 90),
    ...                 "/assets/vendor/never.js": (9, 1, 90), "/bundle/ioc.js": (9, 0, 90)})
    ['never.js']
    """
    libraries: dict[str, list[int]] = {}
    for path, (_, ran, size) in scripts.items():
        if _LIBRARY.search(path):
            folder, _, name = path.rpartition("/")
            alone = folder.endswith(("/deps", "/vendor"))
            sums = libraries.setdefault(name if alone else folder.rpartition("/")[2], [0, 0])
            sums[0] += ran
            sums[1] += size
    return [name for name, (ran, size) in libraries.items() if ran < _LEAST_USED * max(1, size)]


def _figures(page: str, made: Sequence[Visit], looked: Visit) -> list[Figure]:
    received = median(each.received for each in made)
    # One round trip for the question, then the bytes.
    floor = DELAY_MS + received * 8 / MBIT / 1e3
    idle = idle_libraries(looked.scripts)
    sent = sum(size for size, _, _ in looked.scripts.values())
    name = f"first visit at {MBIT:.0f} Mbit/s and {DELAY_MS:.0f} ms, {page}"
    return [
        Figure("visit", f"{name}: map can be used", median(each.painted for each in made), "ms",
               None, BUDGET_MS, note=f"the bytes alone: {floor:.0f} ms"),
        Figure("visit", f"{name}: bytes", received / 1e3, "kB"),
        Figure("visit", f"{name}: of it scripts", sent / 1e3, "kB"),
        Figure("visit", f"{name}: requests", median(each.requests for each in made), "requests"),
        Figure("visit", f"{name}: libraries of which less than {_LEAST_USED:.0%} runs",
               len(idle), "libraries", None, 0.0,
               note=", ".join(idle)),
    ]  # fmt: skip
