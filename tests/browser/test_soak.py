"""The week in an hour, in a minute: a real wall on a fast clock, a restart and a cut line."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from bench.soak import Soak
from tests.serving import copy_of_var

TURNS = 60


def test_a_wall_gets_over_a_restart_and_a_cut_and_neither_grows_nor_misses_anything(
    chromium: Browser, prepared_var: Path, tmp_path: Path
) -> None:
    report = Soak(chromium, copy_of_var(prepared_var, tmp_path / "soak")).run(TURNS, 1, pace=120.0)
    assert report.turns >= TURNS
    assert report.answers > report.changes / 4, "changes were asked for"
    assert (report.restarts, report.cuts) == (1, 1)
    assert report.differences == {}
    assert report.console == []
    assert report.reloads == 0
    assert report.node_growth < 1.1
    # So short a run is still warming up; the long one (python -m bench.soak) allows a tenth.
    assert report.page_growth < 1.3
