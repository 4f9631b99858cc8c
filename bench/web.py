"""The analysis page against the plain app: same numbers, same land, same browser, in turns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser, Page

from bench.app_server import ROOT, AppServer
from bench.baseline.files import SCENES, MapScene, write_files
from bench.browsing import TWO_FRAMES, Request, Wire, browser, fresh_visitor
from bench.figures import BenchFigure
from bench.places import BenchPlaces

_LEAFLET = "against dash-leaflet"
BYTES_BUDGET, SERVER_BUDGET, PAINT_BUDGET, VISIT_BUDGET = 1 / 100, 1 / 50, 1 / 5, 1 / 2
# An answer of no more bytes only confirms the browser's cached copy.
_HEADERS = 600
# A second visit may still fetch documents and data, but no scripts, styles or land.
_DATA = (
    "/phan-tich",
    "/view",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-update-component",
    "/api/",
)
# Of our own map at 1600×900, for the other side, which sets the size of its map.
_MAP_SIZE = "790x520"
# Restarts of a server for the time of its first answers.
_STARTS = 3

_OURS_CHANGE = (
    "async code => {"
    + TWO_FRAMES
    + """
    const map = document.getElementById("analysis-map");
    const select = document.getElementById("analysis-indicator");
    const began = performance.now();
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(select, code);
    select.dispatchEvent(new Event("change", {bubbles: true}));
    const there = () => (map.dataset.paintedKey || "").startsWith(code + "|");
    await new Promise(done => {
        if (there()) return done();
        const watch = new MutationObserver(() => there() && (watch.disconnect(), done()));
        watch.observe(map, {attributes: true});
    });
    await frames();
    return performance.now() - began;
}"""
)
# Plotly sends "afterplot" also when nothing new was drawn: the legend names the indicator.
_PLAIN_IDLE = """
    const shows = (gd, code) => gd.layout?.coloraxis?.colorbar?.title?.text === code;
    const idle = async gd => {
        const map = gd._fullLayout.map._subplot.map;
        if (!map.loaded() || !map.areTilesLoaded()) await new Promise(r => map.once("idle", r));
    };
"""
_PLAIN_CHANGE = (
    "async code => {"
    + TWO_FRAMES
    + _PLAIN_IDLE
    + """
    const gd = document.querySelector(".js-plotly-plot");
    const input = [...document.querySelectorAll("#indicator input")].find(i => i.value === code);
    const began = performance.now();
    const plotted = new Promise(done => {
        const said = () => shows(gd, code) && (gd.removeListener("plotly_afterplot", said), done());
        gd.on("plotly_afterplot", said);
    });
    input.click();
    await plotted;
    await frames();
    await idle(gd);
    await frames();
    return performance.now() - began;
}"""
)
# The browser draws the areas in the frame after the last one is styled.
_LEAFLET_CHANGE = (
    "async code => {"
    + TWO_FRAMES
    + """
    const input = [...document.querySelectorAll("#indicator input")].find(i => i.value === code);
    const began = performance.now();
    input.click();
    const styled = () => performance.getEntriesByName("styled:" + code).length;
    while (!styled()) await new Promise(r => requestAnimationFrame(r));
    await frames();
    return performance.now() - began;
}"""
)
_PLAIN_READY = (
    "async () => {"
    + TWO_FRAMES
    + _PLAIN_IDLE
    + """
    await idle(document.querySelector(".js-plotly-plot"));
    await frames();
}"""
)


@dataclass
class SideVisit:
    """The measurements of one side in one scene. Times in ms, sizes in bytes."""

    first: int = 0
    second: int = 0
    second_files: list[str] = field(default_factory=list)
    change_bytes: list[int] = field(default_factory=list)
    paint_times: list[float] = field(default_factory=list)
    requests: list[list[Request]] = field(default_factory=list)


@dataclass(frozen=True)
class Side:
    """How to open one side and how to change its indicator."""

    address: str
    ready: Callable[[Page], object]
    change: str


def measure(
    places: BenchPlaces, scenes: Sequence[MapScene] = SCENES, changes: int = 5, replays: int = 5
) -> list[BenchFigure]:
    """Return the figures of each scene."""
    var = places.copy_of(places.demo(), "web")
    folder = places.folder / "baseline"
    figures: list[BenchFigure] = []
    try:
        with browser(places.chromium()) as chromium, AppServer(var) as ours:
            for number, scene in enumerate(scenes):
                files = folder / str(number)
                codes, period = write_files(var, files, scene)
                own_codes, spare = codes[: changes + 1], codes[changes + 1 :]
                figures += _scene(chromium, ours, files, scene, own_codes, spare, period, replays)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return figures


def _scene(
    chromium: Browser,
    ours: AppServer,
    files: Path,
    scene: MapScene,
    codes: list[str],
    spare: list[str],
    period: str,
    replays: int,
) -> list[BenchFigure]:
    with ExitStack() as stack:
        plain, packed = (stack.enter_context(_plain(files, option)) for option in ("", "compress"))
        leaflet = stack.enter_context(_plain(files, _MAP_SIZE, "leaflet.py"))
        fields = {"dia-ban": scene.parent, "cap": scene.level.value, "ky": period}
        query = urlencode(fields | {"chi-so": codes[0]})
        mine = Side(f"{ours.url}/phan-tich?{query}", _ours_ready(codes[0]), _OURS_CHANGE)
        visits = [
            _visit(chromium, side, codes[1:])
            for side in (
                mine,
                Side(plain.url, _plain_ready, _PLAIN_CHANGE),
                Side(packed.url, _plain_ready, _PLAIN_CHANGE),
                Side(leaflet.url, _leaflet_ready, _LEAFLET_CHANGE),
            )
        ]
        server = [_replay(visit.requests, replays) for visit in visits]
    first = _first_time(ours.var, visits[0].requests, spare)
    return _figures(scene.name, visits, first, server)


def _plain(files: Path, option: str, script: str = "app.py") -> AppServer:
    server = AppServer(files, command=(), probe="/")
    command = (str(ROOT / "bench" / "baseline" / script), str(files), str(server.port))
    server.command = (*command, option) if option else command
    return server


def _ours_ready(code: str) -> Callable[[Page], object]:
    return lambda page: page.wait_for_selector(
        f'#analysis-map[data-painted-key^="{code}|"]', state="attached", timeout=120_000
    )


def _plain_ready(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot')?._fullLayout?.map?._subplot?.map",
        timeout=120_000,
    )
    page.evaluate(_PLAIN_READY)


def _leaflet_ready(page: Page) -> None:
    page.wait_for_function(
        "() => performance.getEntriesByType('mark').some(m => m.name.startsWith('styled:'))",
        timeout=120_000,
    )
    page.evaluate("async () => {" + TWO_FRAMES + "await frames(); }")


def _visit(chromium: Browser, side: Side, codes: Sequence[str]) -> SideVisit:
    """Visit twice, then change the indicator once per code."""
    visit = SideVisit()
    context = fresh_visitor(chromium)
    try:
        for turn in range(2):
            page = context.new_page()
            wire = Wire(page)
            page.goto(side.address)
            side.ready(page)
            requests = wire.rest()
            size = sum(each.received for each in requests)
            if turn == 0:
                visit.first = size
                page.close()
            else:
                visit.second = size
                visit.second_files = [each.url for each in requests if each.received > _HEADERS]
        for code in codes:
            visit.paint_times.append(page.evaluate(side.change, code))
            requests = wire.rest()
            visit.requests.append([each for each in requests if each.received])
            ahead = wire.rest(long=True)
            visit.change_bytes.append(sum(each.received for each in (*requests, *ahead)))
    finally:
        context.close()
    return visit


def _first_time(
    var: Path, changes: Sequence[Sequence[Request]], spare: Sequence[str], starts: int = _STARTS
) -> float:
    """Return the median ms of a change to an indicator that the server has not answered before.

    A single process, restarted each time. Before, it answers the same map with the spare
    indicators, so that its code is warm and the areas are in memory, but none of the answers.
    """
    times = []
    for _ in range(starts):
        with AppServer(var, workers=1) as fresh:
            for code in spare:
                for request in changes[0]:
                    _ask(replace(request, url=_move_address(request.url, fresh.url, code)))
            for requests in changes:
                requests_there = [
                    replace(each, url=_move_address(each.url, fresh.url)) for each in requests
                ]
                times.append(sum(map(_ask, requests_there)))
    return median(times)


def _move_address(address: str, server: str, code: str = "") -> str:
    """Return the address on another server, of another indicator where one is named."""
    parts = urlsplit(address)
    fields = dict(parse_qsl(parts.query))
    if code:
        fields["chi-so"] = code
    return f"{server}{parts.path}?{urlencode(fields)}"


def _replay(requests_of_changes: Sequence[Sequence[Request]], replays: int) -> float:
    """Return the server's ms for one change: its requests one after the other.

    The browser's requests again, from a client that does nothing else; the median per change, then
    over the changes.
    """
    changes = []
    for requests in requests_of_changes:
        turns = [sum(_ask(each) for each in requests) for _ in range(replays)]
        changes.append(median(turns))
    return median(changes)


def _ask(request: Request) -> float:
    address = urlsplit(request.url)
    forwarded = {"content-type", "accept", "accept-encoding", "cookie", "x-csrftoken"}
    headers = {name: text for name, text in request.headers.items() if name.lower() in forwarded}
    headers.setdefault("Accept-Encoding", "gzip, deflate, br, zstd")
    connection = HTTPConnection(address.netloc, timeout=120)
    try:
        connection.connect()
        target = f"{address.path}?{address.query}" if address.query else address.path
        body = request.body.encode() if request.method == "POST" else None
        began = perf_counter()
        connection.request(request.method, target, body, headers)
        answer = connection.getresponse()
        answer.read()
        took = perf_counter() - began
        if answer.status >= 300:
            raise RuntimeError(f"{answer.status} for {request.method} {target}")
    finally:
        connection.close()
    return took * 1e3


def _figures(
    name: str, visits: Sequence[SideVisit], first: float, server: Sequence[float]
) -> list[BenchFigure]:
    ours, plain, packed, leaflet = visits

    def size(what: str, mine: float, theirs: float, budget: float | None = None) -> BenchFigure:
        return BenchFigure("web", f"{name}: {what}", mine / 1e3, "kB", theirs / 1e3, budget)

    def time(what: str, mine: float, theirs: float, budget: float | None = None) -> BenchFigure:
        return BenchFigure("web", f"{name}: {what}", mine, "ms", theirs, budget)

    bytes_sent, change, packed_too = (
        median(ours.change_bytes),
        "change of indicator",
        "if compress=True",
    )
    paint_time = median(ours.paint_times)
    again = [url for url in ours.second_files if not urlsplit(url).path.startswith(_DATA)]
    return [
        size(f"{change}, bytes", bytes_sent, median(plain.change_bytes), BYTES_BUDGET),
        size(f"{change}, bytes, {packed_too}", bytes_sent, median(packed.change_bytes)),
        time(f"{change}, server", first, server[1], SERVER_BUDGET),
        time(f"{change}, server, {packed_too}", first, server[2]),
        time(f"{change}, server, asked for before", server[0], server[1]),
        time(f"{change}, painted", paint_time, median(plain.paint_times), PAINT_BUDGET),
        time(f"{change}, painted, {packed_too}", paint_time, median(packed.paint_times)),
        size(f"first visit, {packed_too}", ours.first, packed.first, VISIT_BUDGET),
        size("first visit", ours.first, plain.first),
        size(f"second visit, {packed_too}", ours.second, packed.second),
        size(f"{change}, bytes, {_LEAFLET}", bytes_sent, median(leaflet.change_bytes)),
        time(f"{change}, server, {_LEAFLET}", first, server[3]),
        time(f"{change}, painted, {_LEAFLET}", paint_time, median(leaflet.paint_times)),
        size(f"first visit, {_LEAFLET}", ours.first, leaflet.first),
        BenchFigure(
            "web",
            f"{name}: second visit, files other than data",
            len(again),
            "files",
            None,
            0.0,
            note=", ".join(urlsplit(url).path for url in again[:3]),
        ),
    ]
