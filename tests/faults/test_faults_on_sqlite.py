"""Faults done for real to a server on SQLite, under one wall that stays open through all."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.examples import LONG
from tests.faults.conftest import Site, Wall

# How long another program holds the store; a writer of these tests waits two seconds for it.
_LOCKED_SECONDS = 30 if LONG else 0

pytestmark = pytest.mark.usefixtures("steady")


def file_of(site: Site) -> str:
    return site.database_url.removeprefix("sqlite:///")


def assert_sound(site: Site) -> None:
    with closing(sqlite3.connect(file_of(site))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_worker_is_replaced(site: Site, wall: Wall) -> None:
    assert site.post(11_000)[0] == 201
    mine = [
        each
        for each in site.workers()
        if any(line.status == "ESTABLISHED" for line in each.net_connections("tcp"))
    ]
    assert mine, "nobody holds the wall's line"
    before = wall.value
    for each in mine:
        each.send_signal(signal.SIGKILL)
    assert site.stored_sum() == 11_000
    site.post_until_taken(900_000)
    wall.shows_other_than(before)
    site.wait_for_log("worker process .* ended by itself")
    assert site.stored_sum() == 900_000


def test_all_killed_while_machines_hand_in_and_started_again(site: Site, wall: Wall) -> None:
    before = wall.value
    site.acknowledged.clear()
    with ThreadPoolExecutor(4) as machines:
        answers = [
            machines.submit(site.post, 100_000.0 + each, f"die-{each}") for each in range(400)
        ]
        for each in answers[:5]:
            each.result()
        site.app.kill()
        for each in answers:
            each.result()
    assert 5 <= len(site.acknowledged) < 400
    assert_sound(site)
    wall.says_lost()
    assert wall.value, "the last good numbers stay"

    site.app.start()
    for key, (owners, submission) in list(site.acknowledged.items()):
        status, content = site.post(owners, key)
        assert (status, content["submission"]) == (201, submission), "written before, and only once"
    site.post_until_taken(300_000)
    wall.shows_other_than(before)
    assert site.stored_sum() == 300_000


def test_a_locked_store_refuses_writes_in_words_and_goes_on_reading(site: Site, wall: Wall) -> None:
    before, stood = wall.value, site.stored_sum()
    holder = sqlite3.connect(file_of(site), isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    ends, refusals = time.monotonic() + _LOCKED_SECONDS, 0
    with closing(holder):
        while refusals == 0 or time.monotonic() < ends:
            status, content = site.post(700_000, "locked")
            assert status == 503
            assert "bận" in content["error"] and "Chưa ghi gì" in content["error"]
            refusals += 1
            assert site.read_page() == 200
            assert site.stored_sum() == stood
            wall.is_live()
        # One that waits is served as soon as the other has done.
        release = threading.Timer(0.5, lambda: holder.execute("ROLLBACK"))
        release.start()
        assert site.post(700_000, "locked")[0] == 201
        release.join()
    wall.shows_other_than(before)
    log_lines = [line for line in site.log() if "write refused by the store" in line]
    assert len(log_lines) == refusals
    assert site.stored_sum() == 700_000


def test_a_full_disk_refuses_writes_in_words_and_goes_on_reading(site: Site, wall: Wall) -> None:
    before, stood = wall.value, site.stored_sum()
    with closing(sqlite3.connect(file_of(site))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with filled_disk(site):
        # What the store's log has still room for may be taken; then no more is.
        answers = [site.post(stood + 1 + each, f"full-{each}") for each in range(60)]
        status = [each[0] for each in answers]
        assert status[-1] == 503, answers[-1]
        assert set(status) <= {201, 503}
        words = answers[-1][1]["error"]
        assert "Chưa ghi gì" in words
        assert site.read_page() == 200
        assert wall.value
    acknowledged = [stood + 1 + each for each, code in enumerate(status) if code == 201]
    assert site.stored_sum() == (acknowledged[-1] if acknowledged else stood)
    assert_sound(site)
    site.post_until_taken(50_000)
    wall.shows_other_than(before)
    # The server's own writes are refused as well, and told of once by each process.
    messages = (
        "write refused by the store",
        "alerts are not looked after",
        "alerts are looked after",
    )
    assert [line for line in site.log() if not any(each in line for each in messages)] == []
    assert len([line for line in site.log() if messages[1] in line]) <= len(site.workers())


class filled_disk:
    """Leave no room where the store lies; where the disk is everybody's, no file may grow."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._filler = site.app.var / "filler"
        self._limits: list[tuple[psutil.Process, tuple[int, int]]] = []

    def __enter__(self) -> None:
        folder = self._site.app.var
        if os.path.ismount(folder):
            with self._filler.open("wb") as filler:
                piece = b"\0" * 65_536
                for size in (65_536, 4096):
                    while shutil.disk_usage(folder).free >= size:
                        filler.write(piece[:size])
                        filler.flush()
            return
        largest = max(Path(file_of(self._site) + end).stat().st_size for end in ("", "-wal"))
        for each in self._site.workers():
            soft = each.rlimit(psutil.RLIMIT_FSIZE)
            each.rlimit(psutil.RLIMIT_FSIZE, (largest, soft[1]))
            self._limits.append((each, soft))

    def __exit__(self, *_: object) -> None:
        self._filler.unlink(missing_ok=True)
        for each, limits in self._limits:
            each.rlimit(psutil.RLIMIT_FSIZE, limits)


def test_a_cut_line_is_repaired_without_anybody_touching_the_wall(site: Site, wall: Wall) -> None:
    before = wall.value
    site.line.cut()
    wall.says_lost()
    assert site.post(500_000)[0] == 201
    assert wall.value == before, "the last good numbers stay"
    site.line.repair()
    wall.is_live()
    wall.shows_other_than(before)
    assert site.log() == []


def test_a_clock_that_jumps_stops_nothing(site: Site, wall: Wall) -> None:
    """The screen's own clock, a day ahead, then two back, as on a box without a battery."""
    page = wall.page
    page.evaluate("ioc.wall.hold(false)")
    for step, day in enumerate((1, -1)):
        before = wall.value
        page.evaluate(
            """(ms) => {
                const real = window.realNow || (window.realNow = Date.now.bind(Date));
                const at = ms;
                Date.now = () => real() + at;
            }""",
            day * 86_400_000,
        )
        assert site.post(150_000 + 400_000 * step)[0] == 201
        wall.shows_other_than(before)
        wall.is_live()
        scene = page.get_attribute(".wall-scene.is-shown", "data-scene")
        page.evaluate("ioc.wall.pace(40)")
        page.wait_for_function(
            "(shown) => document.querySelector('.wall-scene.is-shown').dataset.scene !== shown",
            arg=scene,
            timeout=15_000,
        )
        page.evaluate("ioc.wall.pace(1)")
    page.evaluate(
        "() => { Date.now = window.realNow; ioc.wall.hold(true); ioc.wall.show('coverage'); }"
    )
