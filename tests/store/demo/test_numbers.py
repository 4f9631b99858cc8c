"""The made-up numbers: the same every time, whole, and fit to store."""

from __future__ import annotations

import hashlib
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.demo.generate import (
    demo_observations,
)
from data.demo.plan import PLANS
from data.demo.villages import demo_villages
from ioc.period import parse_period
from tests.store.demo.generated import CASES, NEW, OLD, TODAY, Demo, fingerprint

# Where villages stand on a map, and what is known of the land, are no part of the numbers


def numbers_of(areas: pd.DataFrame, cells: dict[str, pd.DataFrame]) -> str:
    """Return a fingerprint of what the areas report, as whole millionths."""
    names = areas.set_index("id")[["vintage", "code"]].agg(" ".join, axis=1)
    digest = hashlib.sha256()
    for label, frame in cells.items():
        digest.update(label.encode())
        columns = [
            frame["indicator_id"],
            frame["period"],
            *(
                (frame[name] * 1e6).round().fillna(-1).astype("int64")
                for name in ("numerator", "denominator", "value")
            ),
            frame["area_id"].map(names),
        ]
        for column in columns:
            hashed = pd.util.hash_pandas_object(column, index=False)
            digest.update(hashed.to_numpy().tobytes())
    return digest.hexdigest()


# Of 2,406,473 and 1,980,032 cells, made before villages were moved and areas corrected.
NUMBERS = {
    "40": "3b63282b394c9c374fce0d150b71efc9684ed0be4ab7be255feb35bd787c34f8",
    "15": "655f98145f36b315130bae3317e6dcac66ac575eae0a0587c6ee358d3438ed04",
}


def test_the_numbers_are_what_they_always_were(demo: Demo, lao_cai: Demo) -> None:
    assert numbers_of(demo.areas, demo.cells) == NUMBERS["40"]
    assert numbers_of(lao_cai.areas, lao_cai.cells) == NUMBERS["15"]


def test_no_number_follows_from_where_a_village_is_drawn(demo: Demo) -> None:
    areas = demo.areas.copy()
    villages = areas["level"] == "village"
    areas.loc[villages, "lon"] += 0.5
    areas.loc[villages, "lat"] -= 0.3
    after = dict(demo_observations(areas, demo.relations, demo.indicators.values(), TODAY, "40"))
    assert numbers_of(areas, after) == NUMBERS["40"]


# Observations: form


def test_the_same_numbers_every_time_whatever_the_order_of_the_areas(demo: Demo) -> None:
    shuffled = demo.areas.sample(frac=1, random_state=3).reset_index(drop=True)
    links = demo.relations.sample(frac=1, random_state=4).reset_index(drop=True)
    indicators = [
        demo.indicators[code] for code in ("XH02", "HT03", "CQ04", "CQ09", "CQ01", "TH01")
    ]
    again = dict(demo_observations(shuffled, links, reversed(indicators), TODAY))
    columns = list(next(iter(again.values())).columns)
    first = {label: demo.cells[label][columns] for label in again}
    assert len(again) == 12
    assert fingerprint(again) == fingerprint(first)
    old = demo.areas[demo.areas["vintage"] == OLD]
    new = demo.areas[demo.areas["vintage"] == NEW]
    once, twice = (demo_villages(old, new, demo.relations) for _ in range(2))
    assert fingerprint({"": once}) == fingerprint({"": twice})


def test_frames_are_ready_to_store(demo: Demo) -> None:
    for label, frame in demo.cells.items():
        code, vintage = label.split()
        indicator = demo.indicators[code]
        assert frame["area_id"].dtype == frame["indicator_id"].dtype == np.int64
        assert set(frame["indicator_id"]) == {indicator.id}
        assert set(frame["vintage"]) == {vintage}
        for part in ("numerator", "denominator", "value"):
            assert frame[part].dtype == np.float64
        assert not frame.duplicated(["area_id", "period"]).any()
        assert frame.sort_values(["area_id", "period"]).index.equals(frame.index)
        assert (frame[["numerator", "value"]].notna().any(axis=1)).all()


def test_every_indicator_with_a_plan_has_figures_in_every_case(demo: Demo) -> None:
    for code in PLANS:
        for vintage, provinces in CASES.items():
            assert provinces <= set(demo.of(code, vintage)["province_code"].dropna()), code


def test_an_indicator_without_a_plan_has_no_figure_at_all(demo: Demo) -> None:
    without = set(demo.indicators) - set(PLANS)
    assert {"CQ15", "KT07", "TH03", "TH05"} <= without
    assert without.isdisjoint(label.split()[0] for label in demo.cells)


def test_what_must_fit_together_does(demo: Demo) -> None:
    """Firms that file taxes online are counted as often as they make the rate; 5G lies in 4G."""
    key = ["area_id", "period"]
    for vintage in (OLD, NEW):
        for whole, part in (("KT01", "KT04"), ("HT04", "HT09"), ("HT04", "HT10")):
            both = demo.of(whole, vintage).merge(demo.of(part, vintage), on=key)
            assert len(both) > 500
            if part == "HT10":
                assert (both["numerator_y"] <= both["numerator_x"]).all()
            else:
                assert (both["numerator_y"] == both["numerator_x"]).all()


def test_volume_stays_within_what_can_be_prepared_in_a_minute(demo: Demo) -> None:
    assert 1_000_000 < sum(map(len, demo.cells.values())) < 2_500_000


def test_periods_are_closed_fit_the_frequency_and_lie_in_their_vintage(demo: Demo) -> None:
    change = date(2025, 7, 1)
    for label, frame in demo.cells.items():
        code, vintage = label.split()
        for text in frame["period"].unique():
            period = parse_period(text)
            assert period.frequency is demo.indicators[code].frequency
            assert period.is_closed(TODAY)
            if code == "TH01" and text == "2024":
                continue  # published for the 34 provinces as well
            assert (period.end < change) == (vintage == OLD), label
    months = demo.of("HT01", OLD)["period"].unique()
    assert (months.min(), months.max(), len(months)) == ("2020-07", "2025-06", 60)
    assert demo.of("HT01", NEW)["period"].max() == "2026-10"


def test_an_earlier_today_makes_nothing_for_open_periods(demo: Demo) -> None:
    indicators = [demo.indicators[code] for code in ("HT02", "XH02", "CQ09")]
    today = date(2025, 9, 30)
    frames = dict(demo_observations(demo.areas, demo.relations, indicators, today))
    assert set(frames["HT02 2025-07-01"]["period"]) == {"2025-07", "2025-08"}
    assert "XH02 2025-07-01" not in frames
    assert frames["XH02 2025-03-01"]["period"].max() == "2025-Q2"


def test_a_later_today_adds_periods_and_changes_no_number(demo: Demo) -> None:
    indicators = [
        demo.indicators[code]
        for code in ("HT01", "CQ02", "CQ09", "CQ10", "CQ12", "HT07", "XH01", "KT01", "AT01")
    ]
    earlier = demo_observations(demo.areas, demo.relations, indicators, date(2026, 5, 20))
    for label, frame in earlier:
        both = frame.merge(demo.cells[label], on=["area_id", "period"], suffixes=("", "_later"))
        assert len(both) > 0.5 * len(frame)
        for part in ("numerator", "denominator", "value"):
            pd.testing.assert_series_equal(both[part], both[f"{part}_later"], check_names=False)


@pytest.mark.parametrize("today", [date(2020, 8, 1), date(2025, 7, 31), date(2031, 1, 1)])
def test_any_today_will_do(demo: Demo, today: date) -> None:
    indicators = [
        demo.indicators[code] for code in ("HT01", "CQ02", "CQ10", "YT01", "AT01", "TH01")
    ]
    frames = dict(demo_observations(demo.areas, demo.relations, indicators, today))
    assert "HT01 2025-03-01" in frames
    assert ("HT01 2025-07-01" in frames) == (today > date(2025, 7, 31))


def test_without_villages_the_communes_report(demo: Demo) -> None:
    bare = demo.areas[demo.areas["level"] != "village"]
    indicators = [demo.indicators[code] for code in ("HT01", "XH02")]
    frames = dict(demo_observations(bare, demo.relations, indicators, TODAY))
    here = set(bare.loc[(bare["vintage"] == OLD) & (bare["province_code"] == "40"), "id"])
    assert len(here & set(frames["XH02 2025-03-01"]["area_id"])) == 412


def test_shares_are_whole_parts_of_whole_things(demo: Demo) -> None:
    for label, frame in demo.cells.items():
        code = label.split()[0]
        parts = frame[["numerator", "denominator"]].to_numpy()
        finite = parts[~np.isnan(parts)]
        assert (finite == np.rint(finite)).all()
        assert (finite >= 0).all()
        if demo.indicators[code].is_ratio:
            assert frame["denominator"].notna().all(), label
            assert (frame["numerator"] <= frame["denominator"]).all(), label
        elif demo.indicators[code].space_rule == "sum":
            assert frame["denominator"].isna().all()
        if demo.indicators[code].space_rule.adds_up:
            assert frame["value"].isna().all()
