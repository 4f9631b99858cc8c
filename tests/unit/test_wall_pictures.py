"""The wall's lines: gaps stay gaps, and a target that would flatten the line is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from ioc.answers import TrendPlot
from ioc.card import Cell, TargetValue, make_card
from ioc.series_break import SeriesBreak
from layouts.wall.pictures import NO_PICTURE, axis_of, draw_line
from layouts.wall.plot import trend_plot
from tests.unit.test_wall_view import TODAY, count, indicator


def draw(values: list[float | None], ratio: bool = True) -> str:
    history = [Cell(f"2026-{month:02d}", value) for month, value in enumerate(values, start=1)]
    return draw_line(history, ratio=ratio)


def heights(picture: str) -> list[float]:
    """Return the y of each point of the line: small is high."""
    path = re.search(r'd="([^"]*)"', unquote(picture))
    assert path is not None
    return [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path[1])]


def plot(
    cells: list[Cell], target: float | None = None, changes: tuple[date, ...] = (), up: bool = True
) -> TrendPlot:
    goal = None if target is None else TargetValue(target, "2026", "", "", "verified")
    of = indicator() if up else count()
    answer = trend_plot(make_card(of, cells, goal, None, TODAY), "vi", changes)
    assert answer is not None
    return answer


@pytest.mark.parametrize("values", [[], [90.0], [None, 90.0, None]])
def test_one_number_is_no_line(values: list[float | None]) -> None:
    assert draw(values) == NO_PICTURE
    cells = [Cell("2026-10", 90.0)]
    assert trend_plot(make_card(indicator(), cells, None, None, TODAY), "vi") is None


def test_a_gap_breaks_the_line() -> None:
    path = unquote(draw([90.0, None, 92.0, 93.0]))
    assert len(re.findall("M", path)) == 2


def test_a_share_that_hardly_moves_is_drawn_nearly_flat() -> None:
    first, last = heights(draw([99.4, 99.5]))
    assert 0 < first - last < 2
    first, last = heights(draw([40.0, 80.0]))
    assert first - last > 30


def test_a_picture_is_not_stretched() -> None:
    assert "preserveAspectRatio" not in unquote(draw([40.0, 80.0]))


def test_counts_start_at_zero_and_only_they_are_filled() -> None:
    assert axis_of([80.0, 100.0], None, ratio=False).low == 0
    counts = plot([Cell("2026-09", 20.0, 20.0), Cell("2026-10", 14.0, 14.0)], up=False)
    assert (counts["low"], counts["ground"]) == (0, True)
    assert plot([Cell("2026-09", 90.0), Cell("2026-10", 91.0)])["ground"] is False


def test_a_target_far_away_would_flatten_the_line_and_is_left_out() -> None:
    far = plot([Cell("2026-09", 10.0), Cell("2026-10", 12.0)], target=100)
    assert (far["target"], far["target_text"]) == (None, "")
    near = plot([Cell("2026-09", 94.0), Cell("2026-10", 98.0)], target=100)
    assert (near["target"], near["target_text"]) == (100, "Chỉ tiêu 100%")
    assert near["high"] == 100


def test_the_axis_names_its_ends_and_each_new_year() -> None:
    months = [f"2025-{month:02d}" for month in (11, 12)] + ["2026-01", "2026-02"]
    answer = plot([Cell(month, 90.0 + at) for at, month in enumerate(months)])
    assert [each["text"] for each in answer["periods"]] == ["11/2025", "2026", "02/2026"]
    assert [each["text"] for each in answer["ticks"]] == ["89%", "93%"]


def test_what_was_brought_over_is_dashed_and_the_change_of_areas_is_upright() -> None:
    history = [
        Cell("2025-05", 1.0, converted=2),
        Cell("2025-06", 2.0, converted=2),
        Cell("2025-07", 3.0),
    ]
    assert "stroke-dasharray" in draw_line(history, ratio=False)
    answer = plot(history, changes=(date(2025, 7, 1),))
    assert [run["converted"] for run in answer["runs"]] == [True]
    assert answer["changes"] == [1.5]
    assert plot([*history[1:], Cell("2025-08", 3.0)])["changes"] == []
    reported = [replace(cell, converted=0) for cell in history]
    assert "stroke-dasharray" not in draw_line(reported, ratio=False)


def test_a_break_of_the_series_is_a_gap() -> None:
    history = [Cell("2024", 1.0), Cell("2025", 2.0), Cell("2026", 3.0)]
    whole = draw_line(history, ratio=False)
    parted = draw_line(history, ratio=False, breaks=[SeriesBreak("2025", "", "")])
    assert whole.count("M") + 1 == parted.count("M")
