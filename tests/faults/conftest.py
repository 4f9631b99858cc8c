"""What faults are done to: a server behind a line that can be cut, a wall that stays open."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bench.line import NetworkLine
from data.access.tokens import Scope, create_token
from data.store.engine import open_engine, writing
from data.store.schema import area, indicator, observation
from tests.browser.conftest import PageAt, open_pages
from tests.examples import LONG
from tests.serving import ServedApp, copy_of_var, free_port

collect_ignore = [] if LONG else ["test_pulled_cable.py"]

WALL = "/wall?canh=coverage&giu=1"
VALUE = "#wall-scene-coverage [data-indicator=XH01] .wall-value"
COMMUNE, INDICATOR, QUARTER = "17329", "XH01", "2026-Q3"
# What a page says of a server that is away is what these tests are about.
OUTAGES = [r"ERR_", r"Failed to fetch", r"server did not respond", r"status of 50[023]", r"503"]
_AGAIN_SECONDS = 60


def _open(request: urllib.request.Request | str) -> Any:
    try:
        return urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:  # a refusal is an answer
        return error


@dataclass
class Site:
    """A server, its line to the pages, and a machine that hands in numbers past that line."""

    app: ServedApp
    line: NetworkLine
    database_url: str
    secret: str = ""
    posts: int = 0
    _lines_before: int = 0
    acknowledged: dict[str, tuple[float, int]] = field(default_factory=dict)

    def give_token(self) -> None:
        """Make the machine's token."""
        engine = open_engine(self.database_url)
        with writing(engine) as connection:
            now = datetime.now(UTC)
            _, self.secret = create_token(connection, "Máy", Scope.WRITE, 30, now)
        engine.dispose()

    def post(self, owners: float, key: str | None = None) -> tuple[int, dict[str, Any]]:
        """Hand in one commune's smartphones; return status and answer. 0: no answer came."""
        self.posts += 1
        key = key or f"k{self.posts}"
        row = {"indicator": INDICATOR, "area": COMMUNE, "period": QUARTER,
               "numerator": owners, "denominator": 1_000_000}  # fmt: skip
        body = json.dumps({"vintage": "2025-07-01", "rows": [row]}).encode()
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key,
                   "Content-Type": "application/json"}  # fmt: skip
        address = f"{self.app.url}/api/v1/observations"
        request = urllib.request.Request(address, body, headers)
        try:
            with _open(request) as answer:
                status, content = answer.status, json.load(answer)
        except (OSError, HTTPException) as error:  # refused, or cut off in the middle
            status, content = 0, {"error": str(error)}
        if status == 201:
            self.acknowledged[key] = owners, int(content["submission"])
        return status, content

    def post_until_taken(self, owners: float) -> None:
        """The same, again and again under one key, as a machine does while the server is away."""
        key = f"again-{self.posts}"
        deadline = time.monotonic() + _AGAIN_SECONDS
        while self.post(owners, key)[0] != 201:
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.2)

    def stored_sum(self) -> float:
        """What the store holds of the commune, as who opens it anew reads it."""
        engine = open_engine(self.database_url)
        with engine.connect() as connection:
            total = connection.scalar(
                select(observation.c.numerator)
                .join(area, area.c.id == observation.c.area_id)
                .join(indicator, indicator.c.id == observation.c.indicator_id)
                .where(area.c.code == COMMUNE, area.c.vintage == "2025-07-01")
                .where(indicator.c.code == INDICATOR, observation.c.period == QUARTER)
                .order_by(observation.c.submission_id.desc())
                .limit(1)
            )
        engine.dispose()
        return float(total or 0)

    def says(self) -> str:
        """What the server tells a wall now that asks for the number that these tests change."""
        query = f"scene=coverage&area=&rev={time.time_ns()}"
        with urllib.request.urlopen(f"{self.app.url}/wall/scene?{query}", timeout=60) as answer:
            leaves = json.load(answer)["leaves"]
        row = next(key for key, leaf in leaves.items() if leaf.get("data-indicator") == "XH01")
        return str(leaves[f"{row}-value"]["children"])

    def read_page(self) -> int:
        """Return the status of a page of the API that asks the store."""
        address = f"{self.app.url}/api/v1/areas?vintage=2025-07-01&level=province"
        with _open(address) as answer:
            return int(answer.status)

    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        return self.app.workers()

    def log(self) -> list[str]:
        """The lines that the server wrote since the last call of `forget_log`."""
        return self._lines()[self._lines_before :]

    def forget_log(self) -> None:
        """Let what was written until now be."""
        self._lines_before = len(self._lines())

    def wait_for_log(self, pattern: str) -> str:
        """Return the one line that matches, as soon as it is there; two are too many."""
        deadline = time.monotonic() + _AGAIN_SECONDS
        while not (matches := [line for line in self.log() if re.search(pattern, line)]):
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)
        return matches[0]

    def _lines(self) -> list[str]:
        return self.app.log.read_text(encoding="utf-8", errors="replace").splitlines()


@dataclass
class Wall:
    """The open wall: never reloaded, never touched."""

    page: Page

    @property
    def value(self) -> str:
        """What it shows of the commune's province."""
        return self.page.inner_text(VALUE)

    def is_live(self) -> None:
        """Wait until it says that it is, and shows no badge."""
        state = self.page.locator("#wall-state")
        expect(state).to_have_attribute("data-state", "live", timeout=60_000)
        expect(self.page.locator("#wall-lost")).to_be_hidden(timeout=60_000)

    def shows_other_than(self, before: str) -> None:
        """Wait until the number has changed."""
        expect(self.page.locator(VALUE)).not_to_have_text(before, timeout=60_000)

    def shows(self, number: str) -> None:
        """Wait until it shows this."""
        expect(self.page.locator(VALUE)).to_have_text(number, timeout=60_000)

    def says_lost(self) -> None:
        """Wait until it says that its line is gone."""
        expect(self.page.locator("#wall-lost")).to_be_visible(timeout=60_000)


def open_wall(pages: PageAt) -> Wall:
    """Open the wall; what it meets afterwards it must get over by itself."""
    page = pages(1920, 1080, expected=OUTAGES)
    page.goto(WALL)
    expect(page.locator(VALUE)).to_have_text(re.compile(r"\S"), timeout=60_000)
    wall = Wall(page)
    wall.is_live()
    # A reload would take this mark with it.
    page.evaluate("window.neverReloaded = true")
    return wall


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on a disk of its own, 400 MB, where this machine lets us make one."""
    folder = tmp_path_factory.mktemp("disk") / "var"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(prepared_var: Path, small_disk: Path) -> Iterator[Site]:
    """The program on SQLite with the demo data; a writer waits two seconds for another one."""
    var = copy_of_var(prepared_var, small_disk)
    url = f"sqlite:///{var / 'ioc.sqlite'}"
    app = ServedApp(var, free_port(), {"IOC_DATABASE_URL": f"{url}?timeout=2"})
    yield from serve(app, url)


def serve(app: ServedApp, url: str) -> Iterator[Site]:
    """Start the program, make the machine's token, stop the program."""
    app.start()
    try:
        with NetworkLine(app.port) as line:
            site = Site(app, line, url)
            site.give_token()
            yield site
    finally:
        app.stop()


@pytest.fixture(scope="module")
def wall(chromium: Browser, site: Site) -> Iterator[Wall]:
    """One wall for all faults, one after the other."""
    with open_pages(chromium, site.line.url) as pages:
        yield open_wall(pages)


@pytest.fixture
def steady(site: Site, wall: Wall) -> Iterator[None]:
    """Before and after each fault: the wall shows what the server says, live and never reloaded.

    Nothing of a fault is left to come when the next begins, and no trace is written.
    """
    wall.is_live()
    wall.shows(site.says())
    site.forget_log()
    yield
    wall.is_live()
    wall.shows(site.says())
    assert wall.page.evaluate("window.neverReloaded")
    assert [line for line in site.log() if "Traceback" in line or "ERROR" in line] == []
