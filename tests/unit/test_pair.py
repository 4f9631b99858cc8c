"""Two indicators of the same areas: who is drawn, on which side, with which name and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from data.queries.view import choose_second, seconds_of
from ioc.area import Level
from ioc.card import Cell
from ioc.indicator import Direction, Indicator
from ioc.pair import Pair, PairSide, make_pair, order_of_names
from ioc.series_break import SeriesBreak
from ioc.standing import standings
from ioc.track import TrackPoint, track_points
from ioc.view_state import ViewState
from layouts.figures.pairs import Track, pairs_figure
from layouts.figures.series import stroke_keys
from tests.plotted import plotted
from tests.unit.test_analysis_message import COVERAGE

NAN = np.nan
LATE = replace(
    COVERAGE, id=2, code="CQ01", direction=Direction.DOWN, name_vi="Hồ sơ trễ",
    lowest_level=Level.COMMUNE, group_code="CQ", short_vi="Hồ sơ trễ hạn", short_en="Late dossiers",
)  # fmt: skip
CODES = ["a", "b", "c", "d", "e", "f"]
NAMES = [f"Tên {each}" for each in CODES]
FULL = [f"Xã {each}" for each in CODES]


def side(
    indicator: Indicator,
    values: Sequence[float],
    target: float | Sequence[float] = NAN,
    thin: Sequence[int] = (),
    period: str = "2026-10",
) -> PairSide:
    numbers = np.array(values, float)
    targets = np.broadcast_to(np.array(target, float), numbers.shape).copy()
    few = np.isin(np.arange(len(numbers)), thin)
    none = np.full(len(numbers), NAN)
    columns = standings(indicator, numbers, targets, few, np.zeros(len(numbers), bool))
    made_up = np.zeros(numbers.size, bool)
    return PairSide(indicator, period, numbers, none, none, targets, columns, made_up)


def pair_of(x_target: float = 90.0, y_target: float = 10.0) -> Pair:
    return make_pair(
        side(COVERAGE, [95, 95, 50, 50, NAN, 80], x_target, thin=[5]),
        side(LATE, [5, 30, 5, 30, 4, 4], y_target),
    )


def draw(pair: Pair, **more: Any) -> Any:
    return plotted(pairs_figure(pair, CODES, NAMES, FULL, **more))


def test_only_areas_with_both_numbers_of_enough_reports_are_drawn() -> None:
    pair = pair_of()
    assert pair.rows.tolist() == [0, 1, 2, 3]
    assert (pair.missing, pair.thin) == (1, 1)


def test_corners_go_by_targets_where_both_have_one_and_less_may_be_better() -> None:
    pair = pair_of()
    assert pair.by_targets
    assert pair.divides == (90.0, 10.0)
    assert pair.counts() == (1, 1, 1, 1)
    assert pair.good.tolist() == [[True, True, False, False], [True, False, True, False]]


@pytest.mark.parametrize("targets", [(NAN, 10.0), (90.0, NAN), (NAN, NAN)])
def test_without_both_targets_corners_go_by_the_medians_of_what_is_drawn(
    targets: tuple[float, float],
) -> None:
    pair = pair_of(*targets)
    assert not pair.by_targets
    assert pair.divides == (72.5, 17.5)
    assert pair.counts() == (1, 1, 1, 1)


def test_a_target_that_not_all_areas_share_parts_nobody() -> None:
    own = side(COVERAGE, [95, 95, 50, 50], [90, 90, 90, 40])
    pair = make_pair(own, side(LATE, [5, 30, 5, 30], 10))
    assert not pair.by_targets
    assert pair.divides == (72.5, 17.5)


def test_the_middle_of_three_areas_divides_nothing() -> None:
    pair = make_pair(side(COVERAGE, [1, 2, 3]), side(LATE, [1, 2, 3]))
    assert pair.divides is None
    figure = draw(pair)
    assert not figure.layout.shapes
    assert not figure.layout.annotations


def test_no_area_at_all_is_an_empty_chart() -> None:
    pair = make_pair(side(COVERAGE, [NAN, NAN]), side(LATE, [1, 2]))
    assert (pair.rows.size, pair.missing, pair.divides) == (0, 2, None)
    assert order_of_names(pair).size == 0
    assert len(draw(pair).data[0].x) == 0


def test_the_worst_in_both_are_named_first_then_who_is_far_out() -> None:
    pair = make_pair(
        side(COVERAGE, [99, 85, 20, 95, 96, 97], 90), side(LATE, [1, 12, 40, 11, 9, 100], 10)
    )
    order = [CODES[row] for row in pair.rows[order_of_names(pair)]]
    assert order[:2] == ["c", "b"]
    assert order[2] == "f"


def test_points_say_both_numbers_and_both_verdicts() -> None:
    figure = draw(pair_of())
    points = figure.data[0]
    assert points.text[3] == "Xã d"
    assert list(points.customdata[3]) == [
        "d",
        "Thôn có sóng: 50,0% · ■ Chưa đạt",
        "Hồ sơ trễ hạn: 30,0% · ■ Chưa đạt",
    ]
    # The worst differ in shape, too.
    assert list(points.marker.symbol) == ["circle", "circle", "circle", "square"]


def test_a_yes_or_no_is_said_in_words() -> None:
    facts = replace(
        side(COVERAGE, [0, 100, 0, 100]),
        numerators=np.array([0.0, 1, 0, 1]), denominators=np.ones(4),
    )  # fmt: skip
    points = draw(make_pair(facts, side(LATE, [1, 2, 3, 4]))).data[0]
    assert points.customdata[0][1].startswith("Thôn có sóng: Chưa có sóng")
    assert points.customdata[1][1].startswith("Thôn có sóng: Có sóng")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_corners_stand_where_their_areas_are_and_count_them(language: str) -> None:
    figure = draw(pair_of(), language=language)
    corners = {(note.x, note.y): note.text for note in figure.layout.annotations}
    # Good is right in x, and below in y, where less is better.
    good, bad = corners[1, 0], corners[0, 1]
    assert good == {"vi": "Đạt cả hai: 1", "en": "On target in both: 1"}[language]
    assert bad == {"vi": "Chưa đạt cả hai: 1", "en": "In neither: 1"}[language]
    # The others name the one indicator that is good there.
    assert (
        corners[1, 1]
        == {"vi": "Chỉ đạt “Thôn có sóng”: 1", "en": "Only “Villages with signal”: 1"}[language]
    )
    assert (
        corners[0, 0]
        == {"vi": "Chỉ đạt “Hồ sơ trễ hạn”: 1", "en": "Only “Late dossiers”: 1"}[language]
    )
    assert figure.layout.xaxis.title.text.startswith("HT01 – ")
    lines = figure.layout.xaxis.title.text.split("<br>")
    assert max(map(len, lines)) <= 40
    upright = figure.layout.yaxis.title.text.split("<br>")
    assert max(map(len, upright)) <= 32


def way(*points: tuple[str, float, float], **origin: Any) -> list[TrackPoint]:
    return [TrackPoint(Cell(period, x, **origin), y) for period, x, y in points]


def test_a_picked_area_has_its_track_and_its_name_first() -> None:
    points = way(("2026-08", 40, 35), ("2026-10", 50, 30))
    figure = draw(pair_of(), tracks=[Track("d", "Tên d", points), Track("z", "Lạ", [])])
    track = figure.data[1]
    assert (track.meta, track.x, track.y) == ("d", (40, 50), (35, 30))
    assert track.customdata[0] == [
        "d",
        "tháng 08/2026",
        "Thôn có sóng: 40,0% · Hồ sơ trễ hạn: 35,0%",
    ]
    assert track.marker.size == (4, 11)
    assert track.line.dash is None
    assert len(figure.data) == 2
    names = [each[0] for each in figure.layout.meta["names"]]
    assert names[0] == "<b>Tên d</b>"
    assert names.count("Tên d") == 0
    assert len(names) == 4


def test_numbers_of_another_vintage_are_dashed_as_in_the_series_and_the_legend_says_so() -> None:
    points = [*way(("2025-05", 40, 35), ("2025-06", 42, 34), converted=3),
              *way(("2025-07", 44, 33), ("2025-08", 46, 32))]  # fmt: skip
    figure = draw(pair_of(), tracks=[Track("d", "Tên d", points)])
    solid, dashed = figure.data[1:]
    assert (solid.x, solid.line.dash) == ((44, 46), None)
    # The stretch between the two is as doubtful as its less certain end, whose point it has.
    assert (dashed.x, dashed.line.dash) == ((40, 42, 44), "dash")
    assert (dashed.marker.size, solid.marker.size) == ((4, 4, 0), (4, 11))
    keys = [each.text for each in figure.layout.annotations if each.name == "origin"]
    assert keys == stroke_keys([each.cell for each in points], "vi") != []
    assert figure.layout.margin.t > draw(pair_of()).layout.margin.t


def test_no_line_leads_to_a_point_of_other_areas() -> None:
    points = [*way(("2026-08", 40, 35)), *way(("2026-09", 90, 5), apart=True),
              *way(("2026-10", 91, 4))]  # fmt: skip
    track = draw(pair_of(), tracks=[Track("d", "Tên d", points)]).data[1]
    assert track.x == (40, None, 90, 91)
    assert track.y == (35, None, 5, 4)


def numbers_of(points: list[TrackPoint]) -> list[tuple[str, float | None, float]]:
    return [(each.cell.period, each.cell.value, each.up) for each in points]


def test_a_track_has_the_days_at_which_both_were_reported_and_a_gap_at_a_break() -> None:
    x = [Cell("2024-03", 1.0), Cell("2024-05", 2.0), Cell("2024-06", 3.0), Cell("2024-09", 4.0)]
    y = [Cell("2024-Q1", 9.0), Cell("2024-Q2", None), Cell("2024-Q3", 7.0)]
    assert numbers_of(track_points(x, y, "2024-12")) == [
        ("2024-03", 1.0, 9.0),
        ("2024-09", 4.0, 7.0),
    ]
    assert numbers_of(track_points(x, y, "2024-06")) == [("2024-03", 1.0, 9.0)]
    parting = [SeriesBreak("2024-07", "đo lại", "measured anew")]
    apart = [each.cell.apart for each in track_points(x, y, "2024-12", parting)]
    assert apart == [False, True]
    assert not any(each.cell.apart for each in track_points(x, y, "2024-12"))


def test_a_track_is_cut_where_either_series_covers_other_areas() -> None:
    months = [Cell(f"2025-{month:02}", float(month)) for month in range(5, 11)]
    # In September it is made of other provinces than in June; between them it has no number.
    quarters = [Cell("2025-Q2", 9.0), Cell("2025-Q3", 3.0, apart=True)]
    assert [each.cell.apart for each in track_points(months, quarters, "2025-12")] == [False, True]
    # Five of seven communes from July on: the land of two is missing.
    land = [replace(each, reported=5, expected=7, converted=5) if each.period > "2025-06" else each
            for each in months]  # fmt: skip
    for across, up in ((months, land), (land, months)):
        points = track_points(across, up, "2025-12")
        assert [each.cell.period for each in points if each.cell.apart] == ["2025-07"]
        # The less certain of the two numbers says how both are drawn.
        assert [bool(each.cell.converted) for each in points] == [False] * 2 + [True] * 4
        assert [each.cell.value for each in points] == [each.value for each in across]


def test_a_second_indicator_is_one_that_has_numbers_at_the_level() -> None:
    other = replace(LATE, code="CQ02")
    all_three = [COVERAGE, LATE, other]
    assert seconds_of(all_three, COVERAGE, Level.COMMUNE) == [LATE, other]
    assert seconds_of(all_three, LATE, Level.VILLAGE) == [COVERAGE]

    def choose(first: Indicator, level: Level, **state: str) -> str:
        return choose_second(all_three, first, level, ViewState(**state))

    assert choose(LATE, Level.COMMUNE, chart="two", second="HT01") == "HT01"
    # None chosen, or one that cannot be: the first of its own group.
    assert choose(LATE, Level.COMMUNE, chart="two") == "CQ02"
    assert choose(LATE, Level.COMMUNE, chart="two", second="CQ01") == "CQ02"
    assert choose(COVERAGE, Level.VILLAGE, chart="two", second="CQ01") == ""
    assert choose(LATE, Level.COMMUNE, second="HT01") == ""


def test_a_track_has_its_last_points_only() -> None:
    months = [Cell(f"20{year}-{month:02}", float(month)) for year in (22, 23, 24)
              for month in range(1, 13)]  # fmt: skip
    points = numbers_of(track_points(months, months, "2024-12"))
    assert len(points) == 24
    assert points[0] == ("2023-01", 1.0, 1.0)
