"""The first visit over a slow line: when the map can be used, and which scripts it loads.

20 Mbit/s and 50 ms, set by the devtools protocol, with an empty cache; the floor is the time of the
same bytes as one file over the same line.
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

from bench.app_server import AppServer
from bench.browsing import TWO_FRAMES, Wire, browser, fresh_visitor
from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces

MBIT, DELAY_MS, BUDGET_MS = 20.0, 50.0, 2_000.0
PAGES = {
    "area page": f"/dia-ban/{VINTAGE}/{HOME}",
    "analysis, Nghệ An's 130 communes": f"/phan-tich?dia-ban={HOME}&cap=commune",
    "analysis, the country's 3,321 communes": "/phan-tich?dia-ban=VN&cap=commune",
    "wall": "/wall",
}
# Code of others; a page must not load a library of which it runs next to nothing.
_LIBRARY = re.compile(r"/_dash-component-suites/|/assets/vendor/.*\.js")
_LEAST_USED = 0.05
# Observed inside the page: a wait from outside polls each half second only.
_WATCH = f"""{TWO_FRAMES}
new PerformanceObserver(async (list, marks) => {{
    if (!list.getEntriesByName("ioc:map:painted").length) return;
    marks.disconnect();
    await frames();
    window.usable = performance.now();
}}).observe({{ type: "mark", buffered: true }});
"""


@dataclass(frozen=True)
class FirstVisit:
    """One visit with an empty cache: ms until the map was painted, bytes, share used by script."""

    usable_ms: float
    received: int
    requests: int
    # Path → bytes as transferred, characters that ran, all characters; only with a profile.
    scripts: dict[str, tuple[int, int, int]]


def measure(
    places: BenchPlaces, visits: int = 5, pages: Sequence[str] = tuple(PAGES)
) -> list[BenchFigure]:
    """Return the figures of each page."""
    var = places.copy_of(places.demo(), "visit")
    figures: list[BenchFigure] = []
    try:
        with browser(places.chromium()) as chromium, AppServer(var) as server:
            for page in pages:
                address = server.url + PAGES[page]
                profile = visit(chromium, address, is_profiling=True)  # also warms the server
                visits_of_page = [visit(chromium, address) for _ in range(visits)]
                figures += _figures(page, visits_of_page, profile)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return figures


def visit(chromium: Browser, address: str, *, is_profiling: bool = False) -> FirstVisit:
    """Open a page with an empty cache.

    Profiling slows scripts down: the times of such a visit do not count.
    """
    context = fresh_visitor(chromium)
    try:
        page = context.new_page()
        wire = Wire(page)
        session = context.new_cdp_session(page)
        rate = MBIT * 1e6 / 8
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": DELAY_MS,
                "downloadThroughput": rate,
                "uploadThroughput": rate,
            },
        )
        if is_profiling:
            session.send("Profiler.enable")
            session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})
        page.add_init_script(_WATCH)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.usable", timeout=60_000)
        usable_ms = float(page.evaluate("window.usable"))
        requests = wire.rest()
        run_counts = _run_counts(session) if is_profiling else {}
        scripts = {
            urlsplit(each.url).path: (each.received, *run_counts[each.url])
            for each in requests
            if each.url in run_counts and urlsplit(each.url).path.endswith(".js")
        }
        return FirstVisit(
            usable_ms, sum(each.received for each in requests), len(requests), scripts
        )
    finally:
        context.close()


def _run_counts(session: CDPSession) -> dict[str, tuple[int, int]]:
    """Return for each script the number of characters in code that ran, and of all."""
    counts: dict[str, tuple[int, int]] = {}
    scripts: list[dict[str, Any]] = session.send("Profiler.takePreciseCoverage")["result"]
    for script in scripts:
        spans = [span for function in script["functions"] for span in function["ranges"]]
        size = max((span["endOffset"] for span in spans), default=0)
        ran = bytearray(size)
        # The outer ones first: inner spans are more precise.
        for span in sorted(spans, key=lambda each: (each["startOffset"], -each["endOffset"])):
            start, end = span["startOffset"], span["endOffset"]
            ran[start:end] = (b"\1" if span["count"] else b"\0") * (end - start)
        if script["url"]:
            counts[script["url"]] = sum(ran), size
    return counts


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


def _figures(page: str, visits: Sequence[FirstVisit], profile: FirstVisit) -> list[BenchFigure]:
    received = median(each.received for each in visits)
    # One round trip for the request, then the bytes.
    floor = DELAY_MS + received * 8 / MBIT / 1e3
    idle = idle_libraries(profile.scripts)
    script_bytes = sum(size for size, _, _ in profile.scripts.values())
    name = f"first visit at {MBIT:.0f} Mbit/s and {DELAY_MS:.0f} ms, {page}"
    return [
        BenchFigure(
            "visit",
            f"{name}: map can be used",
            median(each.usable_ms for each in visits),
            "ms",
            None,
            BUDGET_MS,
            note=f"the bytes alone: {floor:.0f} ms",
        ),
        BenchFigure("visit", f"{name}: bytes", received / 1e3, "kB"),
        BenchFigure("visit", f"{name}: of it scripts", script_bytes / 1e3, "kB"),
        BenchFigure(
            "visit", f"{name}: requests", median(each.requests for each in visits), "requests"
        ),
        BenchFigure(
            "visit",
            f"{name}: libraries of which less than {_LEAST_USED:.0%} runs",
            len(idle),
            "libraries",
            None,
            0.0,
            note=", ".join(idle),
        ),
    ]
