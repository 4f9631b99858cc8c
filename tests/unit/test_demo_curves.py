"""The made-up data's building blocks: whole numbers, smooth land, published totals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.demo import generator
from data.demo.curves import whole_numerators
from data.demo.generate import spans
from data.demo.names import village_names
from data.demo.plan import PLANS
from data.demo.published import ANCHORS, settle, shift_for
from data.demo.scores import SERVICE_QUALITY_GROUPS, service_quality
from data.demo.signal import simulate_signal
from data.demo.terrain import apportion, sigmoid, smooth_field
from ioc.period import Frequency, parse_period, period_range

MONTHS = list(period_range(parse_period("2020-07"), parse_period("2026-10")))


def units(count: int, province: str = "40") -> pd.DataFrame:
    """Areas along a line from the coast into the mountains."""
    return pd.DataFrame(
        {
            "province": province,
            "lon": np.linspace(105.7, 104.0, count),
            "lat": 19.0,
            "remoteness": np.linspace(0.05, 0.95, count),
            "population": 8000,
            "households": 2000,
            "villages": 9,
            "seats": 0,
        }
    )


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_parts_of_a_whole_sum_to_it(total: int, weights: list[float]) -> None:
    parts = apportion(total, weights)
    assert parts.sum() == total
    assert (np.abs(parts - np.array(weights) / sum(weights) * total) < 1 + 1e-6).all()


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=40),
    st.floats(0, 1),
)
def test_settled_numerators_meet_the_total_within_their_denominators(
    cells: list[tuple[int, int]], share: float
) -> None:
    denominator = np.array([max(cell) for cell in cells])
    numerator = np.array([min(cell) for cell in cells])
    total = round(share * int(denominator.sum()))
    result = settle(numerator, denominator, total)
    assert result.sum() == total
    assert ((result >= 0) & (result <= denominator)).all()


def test_a_total_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        settle(np.array([1, 1]), np.array([2, 2]), 5)


@given(st.floats(0.05, 0.9))
def test_a_curve_is_moved_through_the_published_share(share: float) -> None:
    logit = np.linspace(-4, 4, 50)
    weight = np.linspace(1, 9, 50)
    shift = shift_for(logit, weight, 0.0, np.full(50, 0.98), share)
    mean = (weight * 0.98 * sigmoid(logit + shift)).sum() / weight.sum()
    assert mean == pytest.approx(share, abs=1e-6)


def test_a_rising_share_never_takes_a_whole_thing_back() -> None:
    share = np.sort(generator("test").random((40, 30)), axis=1)
    denominator = np.full((40, 30), 7)
    number = whole_numerators(share, denominator, "test")
    assert (np.diff(number, axis=1) >= 0).all()
    assert number.min() >= 0
    assert number.max() <= 7


def test_neighbours_are_more_alike_than_strangers() -> None:
    lon = np.linspace(104, 106, 400)
    surface = smooth_field(lon, np.full(400, 19.0), "test")
    near = np.abs(np.diff(surface)).mean()
    far = np.abs(surface[:, None] - surface[None, :]).mean()
    assert near < far / 10


def test_a_year_that_is_open_and_one_that_straddles_the_change_go_where_they_belong() -> None:
    years = spans(Frequency.YEAR, "2020-07", date(2026, 11, 22))
    assert [each.iso for each in years.before] == ["2020", "2021", "2022", "2023", "2024"]
    assert [each.iso for each in years.since] == ["2025"]
    assert spans(Frequency.MONTH, "2020-07", date(2025, 7, 31)).since == []


def test_signal_is_never_lost_and_weak_spots_lie_among_the_covered() -> None:
    signal = simulate_signal(units(423), MONTHS, "test")
    assert (np.diff(signal.covered, axis=1) >= 0).all()
    top, bottom = signal.parts("HT03")
    dark, none = signal.parts("HT02")
    assert none is None
    assert bottom is not None
    assert (bottom == signal.villages - dark).all()
    assert ((top >= 0) & (top <= bottom)).all()
    assert dark[300:].sum() > 10 * dark[:120].sum()


def test_the_five_groups_of_the_service_score_stay_within_their_points() -> None:
    assert SERVICE_QUALITY_GROUPS == {
        "openness": 18.0,
        "progress": 20.0,
        "digitisation": 22.0,
        "online_services": 22.0,
        "satisfaction": 18.0,
    }
    assert sum(SERVICE_QUALITY_GROUPS.values()) == 100
    groups = service_quality(units(30), MONTHS, "test")
    for name, points in groups.items():
        assert (points >= 0).all()
        assert (points <= SERVICE_QUALITY_GROUPS[name]).all()


def test_no_two_villages_of_a_commune_share_a_name() -> None:
    kinds = ["bản"] * 30 + ["xóm"] * 30 + ["khối"] * 20 + ["thôn"] * 20
    names = village_names(kinds, generator("test"))
    fulls = [full for _, full in names]
    assert len(set(fulls)) == 100
    for kind, full in zip(kinds, fulls, strict=True):
        assert full.lower().startswith(kind)


def test_every_published_figure_belongs_to_a_plan_that_has_begun() -> None:
    for anchor in ANCHORS:
        assert parse_period(anchor.period).end >= parse_period(PLANS[anchor.indicator].start).start
