"""The order of a whole run: files that take longest come first, so that no process ends early.

How long each takes is written down in `seconds.json`; IOC_TEST_WEIGH=1 measures it anew.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
IN_A_BROWSER = {ROOT / "tests" / "browser", ROOT / "tests" / "faults"}
SECONDS = Path(__file__).with_name("seconds.json")
# What a file without an entry is taken for.
_UNKNOWN = 5.0


@cache
def seconds_of_files() -> dict[str, float]:
    """Return the seconds that each file of tests took when they were last measured."""
    return dict(json.loads(SECONDS.read_text(encoding="utf-8")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: Playwright keeps an event loop running to the session's end.

    Where several processes share the work, the longest files come first.
    """
    seconds = seconds_of_files() if "PYTEST_XDIST_WORKER" in os.environ else {}

    def place(item: pytest.Item) -> tuple[bool, float]:
        in_a_browser = not IN_A_BROWSER.isdisjoint(item.path.parents)
        return in_a_browser, -seconds.get(item.nodeid.split("::")[0], _UNKNOWN)

    items.sort(key=place)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the files that take longer than IOC_TEST_LIGHTER_THAN seconds, where it is set."""
    limit = os.environ.get("IOC_TEST_LIGHTER_THAN")
    if not limit or not collection_path.is_relative_to(ROOT):
        return None
    seconds = seconds_of_files().get(collection_path.relative_to(ROOT).as_posix(), 0.0)
    return seconds > float(limit) or None


class Scales:
    """Adds up how long the tests of each file take, and writes it down when the run is over."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test's setup, call or teardown for its file."""
        self._seconds[report.nodeid.split("::")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Merge what was measured into `seconds.json`: another process may do the same."""
        with SECONDS.open("r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            all_seconds = json.load(file) | {
                name: round(seconds, 1) for name, seconds in self._seconds.items() if seconds >= 1
            }
            there = {
                name: seconds for name, seconds in all_seconds.items() if (ROOT / name).exists()
            }
            file.seek(0)
            file.truncate()
            by_weight = sorted(there.items(), key=lambda each: (-each[1], each[0]))
            json.dump(dict(by_weight), file, indent=2)
            file.write("\n")


def pytest_configure(config: pytest.Config) -> None:
    """Weigh the files, where that is asked for, in the process that all reports come to."""
    if os.environ.get("IOC_TEST_WEIGH") and "PYTEST_XDIST_WORKER" not in os.environ:
        config.pluginmanager.register(Scales(), "scales")
