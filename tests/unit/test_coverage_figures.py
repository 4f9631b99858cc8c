"""The share of lines that tests run may not fall."""

from __future__ import annotations

from scripts.coverage_figures import losses, percent_of_lcov


def test_a_report_counts_all_lines_of_all_files() -> None:
    report = "SF:assets/src/a.js\nLH:5\nLF:10\nSF:assets/src/b.js\nLH:5\nLF:30\n"
    assert percent_of_lcov(report) == 25


def test_half_a_point_may_be_lost_and_no_more() -> None:
    before = {"python": 90.0, "javascript": 50.0}
    assert losses(before, {"python": 89.5, "javascript": 61.0}) == []
    (message,) = losses(before, {"python": 89.4, "javascript": 50.0})
    assert "python 89.4%" in message
