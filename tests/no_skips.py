"""Turn a green run with skipped parts red: what could not run has not passed."""

from __future__ import annotations

import pytest


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the run when anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skips = len(reporter.stats.get("skipped", ())) if reporter else 0
    if reporter and skips and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{skips} skipped: a part that cannot run must fail.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
