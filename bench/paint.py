"""From a choice on the analysis page until the map is on the screen: the slowest five in a hundred.

Each change is made with the page's own selects and ends two frames after the picture has been
handed over. Places have been seen once before; indicators and periods have not. The floor is what
the browser itself takes for an answer from the same server: to fetch one and show two frames.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from bench.browsing import TWO_FRAMES, Wire, browser, fresh_visitor
from bench.clicks import percentile
from bench.figures import Figure
from bench.places import HOME, VINTAGE, Places
from bench.served import Served
from data.queries.areas import read_areas
from data.queries.catalogue import all_indicators
from data.queries.periods import read_periods
from data.store import open_engine
from ioc.area import Level


@dataclass(frozen=True)
class Change:
    """One choice: the select, and what is chosen in it."""

    kind: str
    select: str
    value: str


@dataclass(frozen=True)
class Journey:
    """What is changed on one map, and in how many ms it must be painted."""

    name: str
    parent: str
    budget: float
    seen: tuple[Change, ...]  # done once before, so that land and lists are there
    changes: tuple[Change, ...]


_CHANGE = (
    "async ([select, value]) => {"
    + TWO_FRAMES
    + """
    const map = document.getElementById("analysis-map");
    const field = document.getElementById(select);
    const painted = map.dataset.painted;
    const view = window.ioc.analysis.view().state;
    const began = performance.now();
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(field, value);
    field.dispatchEvent(new Event("change", {bubbles: true}));
    // The order must have come before the picture counts: an old one may still be on its way.
    const there = () =>
        window.ioc.analysis.view().state !== view && map.dataset.painted !== painted;
    await new Promise(done => {
        if (there()) return done();
        const watch = new MutationObserver(() => there() && (watch.disconnect(), done()));
        watch.observe(map, {attributes: true});
    });
    await frames();
    return performance.now() - began;
}"""
)
_FLOOR = (
    "async address => {"
    + TWO_FRAMES
    + """
    const began = performance.now();
    await (await fetch(address, {cache: "no-store"})).arrayBuffer();
    await frames();
    return performance.now() - began;
}"""
)
_FLOORS = 20


def measure(places: Places, indicators: int = 26) -> list[Figure]:
    """Return the figures of a province and of the country."""
    var = places.copy_of(places.demo(), "paint")
    found: list[Figure] = []
    try:
        with browser(places.chromium()) as chromium, Served(var) as served:
            for journey in journeys(served, indicators):
                context = fresh_visitor(chromium)
                page = context.new_page()
                wire = Wire(page)
                page.goto(f"{served.url}/phan-tich?dia-ban={journey.parent}&cap=commune")
                page.wait_for_selector("#analysis-map[data-painted]", state="attached",
                                       timeout=120_000)  # fmt: skip
                wire.rest()
                found += _measured(page, wire, journey)
                context.close()
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return found


def journeys(served: Served, indicators: int) -> list[Journey]:
    """Return what is changed: indicators, then periods, levels and areas."""
    engine = open_engine(f"sqlite:///{served.var / 'ioc.sqlite'}")
    with engine.connect() as connection:
        known = all_indicators(connection)
        first = next(each for each in known if each.code == "HT01")
        months = read_periods(connection, first, VINTAGE, Level.COMMUNE, HOME)
        codes = [
            each.code
            for each in known
            if read_periods(connection, each, VINTAGE, Level.COMMUNE, HOME)
        ]
        communes = read_areas(connection, VINTAGE, Level.COMMUNE, HOME)["code"].tolist()
    engine.dispose()
    others = [Change("indicator", "analysis-indicator", code) for code in codes if code != "HT01"]
    chosen = [*others[:indicators], Change("indicator", "analysis-indicator", "HT01")]
    periods = [Change("period", "analysis-period", month) for month in months[-14:-4]]
    inside = [
        change
        for _ in range(3)
        for change in (Change("level", "analysis-level", "village"),
                       Change("level", "analysis-level", "commune"))
    ]  # fmt: skip
    areas = [
        change
        for code in communes[:3]
        for change in (Change("area", "analysis-commune", code),
                       Change("area", "analysis-commune", "*"))
    ]  # fmt: skip
    across = [
        change
        for _ in range(3)
        for change in (Change("level", "analysis-level", "province"),
                       Change("level", "analysis-level", "commune"))
    ]  # fmt: skip
    return [
        Journey(
            "Nghệ An", HOME, 100.0, (*inside[:2], *areas), (*chosen, *periods, *inside, *areas)
        ),
        Journey("the country", "VN", 250.0, tuple(across[:2]), (*chosen, *periods, *across)),
    ]


def _measured(page: Page, wire: Wire, journey: Journey) -> list[Figure]:
    for change in journey.seen:
        _changed(page, wire, change)
    times: dict[str, list[float]] = {}
    address = ""
    for change in journey.changes:
        took, asked = _changed(page, wire, change)
        times.setdefault(change.kind, []).append(took)
        address = asked or address
    floors = [float(page.evaluate(_FLOOR, address)) for _ in range(_FLOORS)]
    everything = [each for line in times.values() for each in line]
    floor = percentile(floors, 0.95)

    def line(what: str, taken: Sequence[float], share: float, budget: float | None) -> Figure:
        return Figure("paint", f"{journey.name}: {what}", percentile(list(taken), share), "ms",
                      None, budget, note=f"{len(taken)} changes")  # fmt: skip

    return [
        line("painted after a change, p95", everything, 0.95, journey.budget),
        line("painted after a change, p50", everything, 0.5, None),
        *(line(f"painted after another {kind}, p95", each, 0.95, None)
          for kind, each in times.items()),
        Figure("paint", f"{journey.name}: an answer and two frames alone, p95", floor, "ms"),
    ]  # fmt: skip


def _changed(page: Page, wire: Wire, change: Change) -> tuple[float, str]:
    """Make a change; return its ms and the address that was asked for it, if any."""
    took = float(page.evaluate(_CHANGE, [change.select, change.value]))
    came = [each.url for each in wire.rest() if "/view?" in each.url]
    return took, came[0] if came else ""
