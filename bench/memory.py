"""Resident memory of a worker after a working day's requests, on few cells and on many."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

from bench.app_server import AppServer
from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.village_store import month_names
from data.wire.columns import FORMAT

WORKER_BUDGET_MB, GROWTH_BUDGET = 300.0, 1.1
_AT_ONCE = 8


def measure(places: BenchPlaces, rounds: int = 3) -> list[BenchFigure]:
    """Return the memory of one worker on 0.9 and on 9.13 million cells."""
    few, many = places.fewer_villages(), places.villages()
    for var in (few, many):
        _with_boundaries(var, places)
    small = resident(few, rounds)
    large = resident(many, rounds)
    return [
        BenchFigure(
            "memory",
            "a worker on 9.13 million cells",
            large[-1],
            "MB",
            None,
            WORKER_BUDGET_MB,
            note="after thousands of requests, eight at once",
        ),
        BenchFigure("memory", "the same, right after its start", large[0], "MB"),
        BenchFigure(
            "memory",
            "ten times the cells",
            large[-1],
            "MB",
            small[-1],
            GROWTH_BUDGET,
            note="against the same worker on 0.91 million",
        ),
        BenchFigure(
            "memory",
            "growth over its last round of requests",
            large[-1],
            "MB",
            large[-2],
            GROWTH_BUDGET,
        ),
    ]


def resident(var: Path, rounds: int) -> list[float]:
    """Return the worker's resident MB at its start and after each round of requests."""
    with AppServer(var, workers=1, extra={"IOC_DEMO": "false"}) as server:
        addresses = [server.url + path for path in questions(var)]
        sizes = [_megabytes(server)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in range(rounds):
                for size in pool.map(_ask, addresses):
                    if size <= 0:
                        raise AssertionError("an answer was empty")
                sizes.append(_megabytes(server))
    return sizes


def questions(var: Path) -> list[str]:
    """Return the addresses of screens: pages, directories, maps of all indicators and months."""
    with sqlite3.connect(var / "ioc.sqlite") as store:
        codes = [row[0] for row in store.execute("SELECT code FROM indicator ORDER BY code")]
        revision = store.execute("SELECT max(number) FROM revision").fetchone()[0]
    store.close()
    months = month_names(6)
    addresses = ["/", "/phan-tich", f"/dia-ban/{VINTAGE}/{HOME}", "/wall"]
    for level, parent in (
        ("village", HOME),
        ("commune", HOME),
        ("commune", "VN"),
        ("province", "VN"),
    ):
        where = f"vintage={VINTAGE}&level={level}&parent={parent}&rev={revision}"
        addresses.append(f"/api/v1/directory?{where}")
        addresses += [
            f"/api/v1/slice?indicator={code}&period={month}&{where}&wire={FORMAT}"
            for code in codes
            for month in months
        ]
    return addresses


def _ask(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=60) as answer:
        return len(answer.read())


def _megabytes(server: AppServer) -> float:
    """Return the largest resident set among the server's processes."""
    pid = server.process.pid if server.process else 0
    sizes = [process.memory_info().rss for process in AppServer.family(pid)]
    return float(max(sizes)) / 1e6


def _with_boundaries(var: Path, places: BenchPlaces) -> None:
    if not (var / "published").is_dir():
        shutil.copytree(places.demo() / "published", var / "published")
