"""How much of the product the quick tests run through: a pytest plugin, `-p tests.measured`.

Only doctests and the tests of units, of pages and of the store on SQLite are measured, in the
middle of a whole run; the others go at full speed. IOC_TEST_COVERAGE names the folder for what was
measured, which `scripts/coverage_figures.py` reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[1]
_UNMEASURED = (
    *("tests/app/", "tests/browser/", "tests/faults/", "tests/reference/", "tests/test_"),
    # They read source texts, and run nothing of the product.
    *(
        f"tests/unit/test_{name}.py"
        for name in ("words", "names", "languages", "numbers_have_homes")
    ),
)


class Meter:
    """Measures lines while it is open; one file of results for each process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._coverage = coverage.Coverage(
            data_file=str(folder / "lines"),
            data_suffix=True,
            config_file=str(ROOT / "pyproject.toml"),
        )
        self._is_open = False

    def switch(self, to_open: bool) -> None:
        """Start or stop to measure."""
        if to_open and not self._is_open:
            self._coverage.start()
        if self._is_open and not to_open:
            self._coverage.stop()
        self._is_open = to_open

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure what counts, from its setup to its teardown."""
        counts = not item.nodeid.startswith(_UNMEASURED) and "postgresql" not in item.nodeid
        self.switch(counts)
        return (yield)

    def pytest_sessionfinish(self) -> None:
        """Write the results down."""
        self.switch(False)
        self._coverage.save()


# Before the modules of the product are imported: their definitions are lines, too.
_METER = Meter(Path(os.environ["IOC_TEST_COVERAGE"]))
_METER.switch(True)


def pytest_configure(config: pytest.Config) -> None:
    """Join the run."""
    config.pluginmanager.register(_METER, "meter")
