"""The wall's lines: gaps stay gaps, the target is drawn where it does not flatten the line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from ioc.card import Cell
from ioc.series_break import SeriesBreak
from layouts.wall_pictures import NO_PICTURE, Pictures, draw_pictures


def draw(values: list[float | None], target: float | None = None, ratio: bool = True) -> Pictures:
    history = [Cell(f"2026-{month:02d}", value) for month, value in enumerate(values, start=1)]
    return draw_pictures(history, target, ratio=ratio, width=100, height=50, stroke=4)


def heights(picture: str) -> list[float]:
    """Return the y of each point of the line: small is high."""
    path = re.search(r'd="([^"]*)"', unquote(picture))
    assert path is not None
    return [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path[1])]


@pytest.mark.parametrize("values", [[], [90.0], [None, 90.0, None]])
def test_one_number_is_no_line(values: list[float | None]) -> None:
    assert draw(values) == Pictures(NO_PICTURE, NO_PICTURE, NO_PICTURE)


def test_a_gap_breaks_the_line() -> None:
    path = unquote(draw([90.0, None, 92.0, 93.0]).line)
    assert len(re.findall("M", path)) == 2


def test_a_share_that_hardly_moves_is_drawn_nearly_flat() -> None:
    first, last = heights(draw([99.4, 99.5]).line)
    assert 0 < first - last < 2
    first, last = heights(draw([40.0, 80.0]).line)
    assert first - last > 30


def test_counts_start_at_zero_and_only_they_are_filled() -> None:
    counts = draw([80.0, 100.0], ratio=False)
    first, last = heights(counts.line)
    assert first - last < 10
    assert counts.ground != NO_PICTURE
    assert draw([80.0, 100.0]).ground == NO_PICTURE


def test_a_target_far_away_would_flatten_the_line_and_is_left_out() -> None:
    assert draw([10.0, 12.0], target=100).target == NO_PICTURE
    assert draw([94.0, 98.0], target=100).target != NO_PICTURE
    assert draw([94.4, 94.4], target=100).target != NO_PICTURE


def test_what_was_brought_over_is_dashed_and_the_change_of_areas_is_upright() -> None:
    history = [
        Cell("2025-05", 1.0, converted=2),
        Cell("2025-06", 2.0, converted=2),
        Cell("2025-07", 3.0),
    ]
    drawn = draw_pictures(
        history, None, ratio=False, width=100, height=50, stroke=4, changes=[date(2025, 7, 1)]
    )
    assert "stroke-dasharray" in drawn.line
    assert drawn.changes != NO_PICTURE
    plain = draw_pictures(history[1:], None, ratio=False, width=100, height=50, stroke=4)
    assert plain.changes == NO_PICTURE
    reported = [replace(cell, converted=0) for cell in history]
    line = draw_pictures(reported, None, ratio=False, width=100, height=50, stroke=4).line
    assert "stroke-dasharray" not in line


def test_a_break_of_the_series_is_a_gap() -> None:
    history = [Cell("2024", 1.0), Cell("2025", 2.0), Cell("2026", 3.0)]
    whole = draw_pictures(history, None, ratio=False, width=100, height=50, stroke=4)
    parted = draw_pictures(
        history, None, ratio=False, width=100, height=50, stroke=4,
        breaks=[SeriesBreak("2025", "", "")],
    )  # fmt: skip
    assert whole.line.count("M") + 1 == parted.line.count("M")
