"""From a choice on the analysis page until the map is on the screen: the slowest five in a hundred.

Each change is made with the page's own selects and ends two frames after the picture is ready. The
places were opened once before, the indicators and periods were not. The floor is the browser's own
time for an answer of the same server: to fetch one and show two frames.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from bench.app_server import AppServer
from bench.browsing import TWO_FRAMES, Wire, browser, fresh_visitor
from bench.clicks import percentile
from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces
from data.queries.areas import read_areas
from data.queries.catalogue import all_indicators
from data.queries.periods import read_periods
from data.store.engine import open_engine
from ioc.area import Level


@dataclass(frozen=True)
class SelectChange:
    """One choice: the select, and its new value."""

    kind: str
    select: str
    value: str


@dataclass(frozen=True)
class Journey:
    """The changes on one map, and the ms until each must be painted."""

    name: str
    parent: str
    budget: float
    warm_up: tuple[SelectChange, ...]  # once before, so that the page has land and lists
    changes: tuple[SelectChange, ...]


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


def measure(places: BenchPlaces, indicators: int = 26) -> list[BenchFigure]:
    """Return the figures of a province and of the country."""
    var = places.copy_of(places.demo(), "paint")
    figures: list[BenchFigure] = []
    try:
        with browser(places.chromium()) as chromium, AppServer(var) as server:
            for journey in journeys(server, indicators):
                context = fresh_visitor(chromium)
                page = context.new_page()
                wire = Wire(page)
                page.goto(f"{server.url}/phan-tich?dia-ban={journey.parent}&cap=commune")
                page.wait_for_selector(
                    "#analysis-map[data-painted]", state="attached", timeout=120_000
                )
                wire.rest()
                figures += _measure_journey(page, wire, journey)
                context.close()
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return figures


def journeys(server: AppServer, indicators: int) -> list[Journey]:
    """Return the journeys: changes of indicators, then of periods, levels and areas."""
    engine = open_engine(f"sqlite:///{server.var / 'ioc.sqlite'}")
    with engine.connect() as connection:
        catalogue = all_indicators(connection)
        first = next(each for each in catalogue if each.code == "HT01")
        months = read_periods(connection, first, VINTAGE, Level.COMMUNE, HOME)
        codes = [
            each.code
            for each in catalogue
            if read_periods(connection, each, VINTAGE, Level.COMMUNE, HOME)
        ]
        communes = read_areas(connection, VINTAGE, Level.COMMUNE, HOME)["code"].tolist()
    engine.dispose()
    others = [
        SelectChange("indicator", "analysis-indicator", code) for code in codes if code != "HT01"
    ]
    others_and_back = [
        *others[:indicators],
        SelectChange("indicator", "analysis-indicator", "HT01"),
    ]
    periods = [SelectChange("period", "analysis-period", month) for month in months[-14:-4]]
    inside = [
        change
        for _ in range(3)
        for change in (
            SelectChange("level", "analysis-level", "village"),
            SelectChange("level", "analysis-level", "commune"),
        )
    ]
    areas = [
        change
        for code in communes[:3]
        for change in (
            SelectChange("area", "analysis-commune", code),
            SelectChange("area", "analysis-commune", "*"),
        )
    ]
    across = [
        change
        for _ in range(3)
        for change in (
            SelectChange("level", "analysis-level", "province"),
            SelectChange("level", "analysis-level", "commune"),
        )
    ]
    return [
        Journey(
            "Nghệ An",
            HOME,
            100.0,
            (*inside[:2], *areas),
            (*others_and_back, *periods, *inside, *areas),
        ),
        Journey(
            "the country", "VN", 250.0, tuple(across[:2]), (*others_and_back, *periods, *across)
        ),
    ]


def _measure_journey(page: Page, wire: Wire, journey: Journey) -> list[BenchFigure]:
    for change in journey.warm_up:
        _make_change(page, wire, change)
    times: dict[str, list[float]] = {}
    address = ""
    for change in journey.changes:
        took, requested = _make_change(page, wire, change)
        times.setdefault(change.kind, []).append(took)
        address = requested or address
    floors = [float(page.evaluate(_FLOOR, address)) for _ in range(_FLOORS)]
    everything = [each for line in times.values() for each in line]
    floor = percentile(floors, 0.95)

    def line(
        what: str, line_times: Sequence[float], share: float, budget: float | None
    ) -> BenchFigure:
        return BenchFigure(
            "paint",
            f"{journey.name}: {what}",
            percentile(list(line_times), share),
            "ms",
            None,
            budget,
            note=f"{len(line_times)} changes",
        )

    return [
        line("painted after a change, p95", everything, 0.95, journey.budget),
        line("painted after a change, p50", everything, 0.5, None),
        *(
            line(f"painted after another {kind}, p95", each, 0.95, None)
            for kind, each in times.items()
        ),
        BenchFigure("paint", f"{journey.name}: an answer and two frames alone, p95", floor, "ms"),
    ]


def _make_change(page: Page, wire: Wire, change: SelectChange) -> tuple[float, str]:
    """Make a change; return its ms and the address of its request, if any."""
    took = float(page.evaluate(_CHANGE, [change.select, change.value]))
    addresses = [each.url for each in wire.rest() if "/view?" in each.url]
    return took, addresses[0] if addresses else ""
