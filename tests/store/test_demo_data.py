"""The made-up data: the same every time, in line with what was published, with gaps like real."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from data.demo import MARK
from data.demo.generate import (
    OUTLIER_COMMUNE,
    OUTLIER_FACTOR,
    OUTLIER_INDICATOR,
    OUTLIER_PERIOD,
    demo_observations,
)
from data.demo.load import remove_demo
from data.demo.plan import PLANS
from data.demo.villages import demo_villages, store_demo_villages
from data.load.observations import Submission, store_observations
from data.queries.catalogue import CATALOGUE, all_indicators
from data.schema import area, area_relation, observation, rollup
from data.store import open_engine, writing
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.period import parse_period, period_of

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
TODAY = date(2026, 11, 22)
CASES = {OLD: {"40", "11", "15", "10"}, NEW: {"40", "11", "15"}}


class Demo(NamedTuple):
    """What the generator was given, and what it made."""

    areas: pd.DataFrame
    relations: pd.DataFrame
    indicators: dict[str, Indicator]
    cells: dict[str, pd.DataFrame]  # by label, joined with the areas

    def of(self, code: str, vintage: str, level: str = "", province: str = "") -> pd.DataFrame:
        frame = self.cells[f"{code} {vintage}"]
        if level:
            frame = frame[frame["level"] == level]
        return frame[frame["province_code"] == province] if province else frame


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Demo:
    return made(tmp_path_factory.mktemp("demo") / "ioc.sqlite", shipped_file, "40")


@pytest.fixture(scope="module")
def lao_cai(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Demo:
    """The demo data of another home: the province made of Lào Cai and Yên Bái."""
    return made(tmp_path_factory.mktemp("lao-cai") / "ioc.sqlite", shipped_file, "15")


def made(file: Path, shipped_file: Path, home: str) -> Demo:
    shutil.copyfile(shipped_file, file)
    engine = open_engine(f"sqlite:///{file}")
    with writing(engine) as connection:
        store_demo_villages(connection, home)
        areas = pd.DataFrame(connection.execute(select(area)).mappings().all())
        relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
        indicators = {each.code: each for each in all_indicators(connection)}
    engine.dispose()
    traits = areas.set_index("id")[
        ["vintage", "code", "level", "parent_code", "province_code", "lon"]
    ]
    cells = {
        label: frame.join(traits, on="area_id")
        for label, frame in demo_observations(areas, relations, indicators.values(), TODAY, home)
    }
    return Demo(areas, relations, indicators, cells)


def fingerprint(frames: dict[str, pd.DataFrame]) -> str:
    digest = hashlib.sha256()
    for label, frame in sorted(frames.items()):
        digest.update(label.encode())
        digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()


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
    moved = dict(demo_observations(areas, demo.relations, demo.indicators.values(), TODAY, "40"))
    assert numbers_of(areas, moved) == NUMBERS["40"]


# Villages


def test_villages_are_the_same_3806_in_both_vintages(demo: Demo) -> None:
    villages = demo.areas[demo.areas["level"] == "village"]
    before, after = (villages[villages["vintage"] == each] for each in (OLD, NEW))
    assert len(before) == len(after) == 3806
    assert set(before["code"]) == set(after["code"])
    assert villages["is_demo"].all()
    assert set(villages["source"]) == {"demo"}
    whole = demo.relations[demo.relations["kind"] == "whole"]
    successor = whole.set_index("from_code")["to_code"]
    both = before.merge(after, on="code", suffixes=("", "_new"))
    assert (both["parent_code"].map(successor) == both["parent_code_new"]).all()
    for column in ("full_name", "lon", "lat", "households", "population"):
        assert (both[column] == both[f"{column}_new"]).all()


def test_every_commune_of_nghe_an_has_villages_and_no_two_share_a_place_or_a_name(
    demo: Demo,
) -> None:
    for vintage in (OLD, NEW):
        areas = demo.areas[(demo.areas["vintage"] == vintage)]
        villages = areas[areas["level"] == "village"]
        communes = areas[(areas["level"] == "commune") & (areas["province_code"] == "40")]
        assert set(villages["parent_code"]) == set(communes["code"])
        assert not villages.duplicated(["parent_code", "full_name"]).any()
        x = villages["lon"].to_numpy() * 105.2
        y = villages["lat"].to_numpy() * 111.32
        gap = np.hypot(x[:, None] - x, y[:, None] - y)
        np.fill_diagonal(gap, np.inf)
        assert gap.min() > 0.08
        home = villages.merge(communes, left_on="parent_code", right_on="code")
        away = np.hypot(
            (home["lon_x"] - home["lon_y"]) * 105.2, (home["lat_x"] - home["lat_y"]) * 111.32
        )
        assert away.max() < 60


def test_villages_look_like_their_land(demo: Demo) -> None:
    villages = demo.areas[(demo.areas["level"] == "village") & (demo.areas["vintage"] == OLD)]
    assert villages["households"].between(20, 1500).all()
    assert villages["population"].sum() == pytest.approx(3_420_000, rel=0.01)
    assert set(villages["unit_type"]) == {"bản", "xóm", "thôn", "khối"}
    bare = villages[villages["unit_type"] == "bản"]
    plain = villages[villages["unit_type"] == "xóm"]
    assert bare["lon"].median() < plain["lon"].median() - 0.3
    communes = demo.areas[(demo.areas["vintage"] == OLD) & (demo.areas["level"] == "commune")]
    kind = villages["parent_code"].map(communes.set_index("code")["unit_type"])
    assert set(villages.loc[kind == "phường", "unit_type"]) == {"khối"}


# Another home


def test_another_home_has_its_villages_in_all_provinces_that_it_was_made_of(lao_cai: Demo) -> None:
    villages = lao_cai.areas[lao_cai.areas["level"] == "village"]
    communes = lao_cai.areas[lao_cai.areas["level"] == "commune"]
    for vintage, provinces in ((OLD, {"10", "15"}), (NEW, {"15"})):
        here = villages[villages["vintage"] == vintage]
        assert set(here["province_code"]) == provinces
        homes = communes[
            (communes["vintage"] == vintage) & communes["province_code"].isin(provinces)
        ]
        assert set(here["parent_code"]) == set(homes["code"])
        assert not here.duplicated(["parent_code", "full_name"]).any()
    before, after = (set(villages.loc[villages["vintage"] == each, "code"]) for each in (OLD, NEW))
    assert before == after
    assert len(before) == 2507
    assert all(code.startswith("T15-") for code in before)
    assert set(villages["unit_type"]) == {"bản", "thôn", "tổ dân phố"}


def test_another_home_reports_by_village_and_nghe_an_by_commune(lao_cai: Demo) -> None:
    at = {
        province: lao_cai.of("HT01", OLD, province=province).query("period == '2023-08'")
        for province in ("10", "15", "40")
    }
    assert {province: set(cells["level"]) for province, cells in at.items()} == {
        "10": {"village"},
        "15": {"village"},
        "40": {"commune"},
    }
    assert at["40"]["numerator"].sum() == 3743
    assert at["40"]["denominator"].sum() == 3806
    for code in PLANS:
        for vintage, provinces in CASES.items():
            assert provinces <= set(lao_cai.of(code, vintage)["province_code"].dropna()), code


@pytest.mark.parametrize(
    ("home", "count", "kinds"),
    [
        ("11", 1070, {"bản", "thôn", "tổ dân phố"}),
        ("92", 4977, {"ấp", "khu phố"}),
    ],
)
def test_any_province_may_be_home(demo: Demo, home: str, count: int, kinds: set[str]) -> None:
    bare = demo.areas[demo.areas["level"] != "village"]
    old, new = (bare[bare["vintage"] == each] for each in (OLD, NEW))
    villages = demo_villages(old, new, demo.relations, home)
    shuffled = demo_villages(
        old.sample(frac=1, random_state=5), new, demo.relations.sample(frac=1, random_state=6), home
    )
    assert fingerprint({"": villages}) == fingerprint({"": shuffled})
    assert len(villages) == 2 * count
    assert set(villages["unit_type"]) == kinds
    places = new[(new["level"] == "commune") & (new["province_code"] == home)]["code"]
    assert set(villages.loc[villages["vintage"] == NEW, "parent_code"]) <= set(places)
    assert villages["households"].min() > 0


def test_a_home_outside_the_cases_gets_all_indicators(demo: Demo) -> None:
    bare = demo.areas[demo.areas["level"] != "village"]
    chosen = [demo.indicators[code] for code in ("XH04", "AT01", "CQ10")]
    for label, frame in demo_observations(bare, demo.relations, chosen, TODAY, "92"):
        vintage = label.split()[1]
        where = bare.set_index("id")["province_code"].reindex(frame["area_id"])
        expected = {"92", "93", "94"} if vintage == OLD else {"92"}
        assert expected <= set(where), label
        per_place = frame[where.isin(expected).to_numpy()].groupby("area_id")["period"].nunique()
        assert per_place.max() > 4


def test_an_unknown_home_is_refused_and_the_known_ones_are_named(demo: Demo) -> None:
    # A code of before 2025-07-01 that is none any more.
    with pytest.raises(NotFoundError, match=r"“10”.*IOC_PROVINCE.*01, 04.*96"):
        list(demo_observations(demo.areas, demo.relations, [], TODAY, "10"))


# Observations: form


def test_the_same_numbers_every_time_whatever_the_order_of_the_areas(demo: Demo) -> None:
    shuffled = demo.areas.sample(frac=1, random_state=3).reset_index(drop=True)
    links = demo.relations.sample(frac=1, random_state=4).reset_index(drop=True)
    chosen = [demo.indicators[code] for code in ("XH02", "HT03", "CQ04", "CQ09", "CQ01", "TH01")]
    again = dict(demo_observations(shuffled, links, reversed(chosen), TODAY))
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
    chosen = [demo.indicators[code] for code in ("HT02", "XH02", "CQ09")]
    today = date(2025, 9, 30)
    frames = dict(demo_observations(demo.areas, demo.relations, chosen, today))
    assert set(frames["HT02 2025-07-01"]["period"]) == {"2025-07", "2025-08"}
    assert "XH02 2025-07-01" not in frames
    assert frames["XH02 2025-03-01"]["period"].max() == "2025-Q2"


def test_a_later_today_adds_periods_and_changes_no_number(demo: Demo) -> None:
    chosen = [
        demo.indicators[code]
        for code in ("HT01", "CQ02", "CQ09", "CQ10", "CQ12", "HT07", "XH01", "KT01", "AT01")
    ]
    earlier = demo_observations(demo.areas, demo.relations, chosen, date(2026, 5, 20))
    for label, frame in earlier:
        both = frame.merge(demo.cells[label], on=["area_id", "period"], suffixes=("", "_later"))
        assert len(both) > 0.5 * len(frame)
        for part in ("numerator", "denominator", "value"):
            pd.testing.assert_series_equal(both[part], both[f"{part}_later"], check_names=False)


@pytest.mark.parametrize("today", [date(2020, 8, 1), date(2025, 7, 31), date(2031, 1, 1)])
def test_any_today_will_do(demo: Demo, today: date) -> None:
    chosen = [demo.indicators[code] for code in ("HT01", "CQ02", "CQ10", "YT01", "AT01", "TH01")]
    frames = dict(demo_observations(demo.areas, demo.relations, chosen, today))
    assert "HT01 2025-03-01" in frames
    assert ("HT01 2025-07-01" in frames) == (today > date(2025, 7, 31))


def test_without_villages_the_communes_report(demo: Demo) -> None:
    bare = demo.areas[demo.areas["level"] != "village"]
    chosen = [demo.indicators[code] for code in ("HT01", "XH02")]
    frames = dict(demo_observations(bare, demo.relations, chosen, TODAY))
    here = set(bare.loc[(bare["vintage"] == OLD) & (bare["province_code"] == "40"), "id"])
    assert len(here & set(frames["XH02 2025-03-01"]["area_id"])) == 412


def test_shares_are_whole_parts_of_whole_things(demo: Demo) -> None:
    for label, frame in demo.cells.items():
        code = label.split()[0]
        parts = frame[["numerator", "denominator"]].to_numpy()
        known = parts[~np.isnan(parts)]
        assert (known == np.rint(known)).all()
        assert (known >= 0).all()
        if demo.indicators[code].is_ratio:
            assert frame["denominator"].notna().all(), label
            assert (frame["numerator"] <= frame["denominator"]).all(), label
        elif demo.indicators[code].space_rule == "sum":
            assert frame["denominator"].isna().all()
        if demo.indicators[code].space_rule.adds_up:
            assert frame["value"].isna().all()


def test_zero_is_reported_as_zero(demo: Demo) -> None:
    dark = demo.of("HT02", NEW)
    assert (dark["numerator"] == 0).sum() > 1000
    assert (demo.of("HT01", OLD, "village")["numerator"] == 0).any()


# Observations: agreement with what was published


REPRODUCED = {
    ("40", "HT01", "2023-08"), ("40", "HT08", "2024-10"),
    ("11", "KT04", "2022-10"), ("11", "KT05", "2022-10"),
    ("11", "XH09", "2022-10"), ("11", "XH10", "2022-10"),
    ("15", "HT09", "2022-09"), ("15", "XH02", "2022-09"), ("15", "YT01", "2022-09"),
    ("15", "CQ01", "2022-09"), ("15", "CQ08", "2022-09"),
}  # fmt: skip


def published() -> list[dict[str, str]]:
    table = pd.read_csv(CATALOGUE / "published_figures.csv", dtype=str, keep_default_na=False)
    codes = set(pd.read_csv(CATALOGUE / "indicators.csv", dtype=str)["code"])
    chosen = table["indicator_code"].isin(codes) & (table["vintage"] == OLD)
    rows = [dict(row) for row in table[chosen].to_dict("records")]
    return [
        row for row in rows
        if (row["area_code"], row["indicator_code"], row["period"]) in REPRODUCED
        # Sources contradict one another: 2,500 stations, too, were published for that month.
        and row["value"] != "2500"
    ]  # fmt: skip


def test_the_figures_that_are_to_come_out_were_published() -> None:
    named = {(row["area_code"], row["indicator_code"], row["period"]) for row in published()}
    assert named == REPRODUCED


@pytest.mark.parametrize("row", published(), ids=lambda row: row["indicator_code"])
@pytest.mark.parametrize("home", ["demo", "lao_cai"])
def test_a_published_figure_comes_out_of_the_made_up_parts(
    request: pytest.FixtureRequest, home: str, row: dict[str, str]
) -> None:
    demo: Demo = request.getfixturevalue(home)
    indicator = demo.indicators[row["indicator_code"]]
    period = period_of(parse_period(row["period"]).start, indicator.frequency).iso
    cells = demo.of(indicator.code, row["vintage"], province=row["area_code"])
    cells = cells[cells["period"] == period]
    if not indicator.space_rule.adds_up:
        cells = cells[cells["level"] == "province"]
        assert len(cells) == 1
    if row["numerator"]:
        assert cells["numerator"].sum() == float(row["numerator"])
    if row["denominator"]:
        assert cells["denominator"].sum() == float(row["denominator"])
    if row["unit"] == "%":
        decimals = len(row["value"].partition(".")[2])
        share = cells["numerator"].sum() / cells["denominator"].sum() * indicator.factor
        assert round(share, decimals) == float(row["value"])


def test_the_figures_that_stand_in_the_catalogue_notes_come_out_too(demo: Demo) -> None:
    for code, decimals, value in (("XH01", 2, 74.65), ("XH02", 2, 95.03)):
        cells = demo.of(code, OLD, province="40").query("period == '2024-Q4'")
        share = cells["numerator"].sum() / cells["denominator"].sum() * 100
        assert round(share, decimals) == value
    stations = demo.of("HT08", OLD, province="40").query("period == '2024-Q4'")
    assert stations["numerator"].sum() == 8500
    speed = demo.of("HT07", OLD, "country").set_index("period")["value"]
    assert speed["2023-12"] == 48.29
    index = demo.of("TH01", NEW).query("period == '2024'")
    assert len(index) == 34
    assert round(index["value"].mean(), 4) == 0.6961
    assert index["value"].between(0, 1).all()


def test_yen_bai_connected_every_district_before_its_communes(demo: Demo) -> None:
    cells = demo.of("YT01", OLD, province="15").query("period == '2022-Q3'")
    communes = demo.areas[(demo.areas["vintage"] == OLD) & (demo.areas["province_code"] == "15")]
    districts = set(communes.loc[communes["level"] == "district", "code"])
    by_district = cells.groupby("parent_code")[["numerator", "denominator"]].sum()
    assert set(by_district.index) == districts
    assert (by_district["numerator"] == by_district["denominator"]).all()
    later = demo.of("YT01", OLD, province="15").query("period == '2024-Q4'")
    assert len(later) > 150


def test_63_villages_of_nghe_an_had_no_signal_when_3743_of_3806_had(demo: Demo) -> None:
    month = {
        code: demo.of(code, OLD, "village", "40").query("period == '2023-08'").set_index("code")
        for code in ("HT01", "HT02", "HT03")
    }
    assert {code: len(cells) for code, cells in month.items()} == dict.fromkeys(month, 3806)
    assert month["HT01"]["numerator"].sum() == 3743
    assert month["HT02"]["numerator"].sum() == 63
    assert month["HT03"]["denominator"].sum() == 3743
    covered = demo.of("HT01", OLD, "village", "40").groupby("period")["numerator"].mean()
    assert covered.is_monotonic_increasing or covered.diff().min() > -0.003


@pytest.mark.parametrize("vintage", [OLD, NEW])
def test_weak_signal_is_counted_among_covered_villages_only(demo: Demo, vintage: str) -> None:
    keys = ["area_id", "period"]
    weak, dark, covered = (
        demo.of(code, vintage).set_index(keys) for code in ("HT03", "HT02", "HT01")
    )
    assert weak.index.equals(dark.index)
    # The same communes miss a month for all three, so every sum upwards agrees as well.
    villages = covered.loc[weak.index, "denominator"]
    assert (weak["denominator"] == villages - dark["numerator"]).all()


# Observations: plausible


def test_a_new_commune_holds_exactly_what_its_old_ones_held(demo: Demo) -> None:
    whole = demo.relations[demo.relations["kind"] == "whole"]
    successor = whole.set_index("from_code")["to_code"]
    before = demo.of("YT03", OLD).query("period == '2025-Q2'")
    held = before["denominator"].groupby(before["code"].map(successor)).agg(["sum", "size"])
    after = demo.of("YT03", NEW).query("period == '2025-Q3'").set_index("code")["denominator"]
    complete = held[held["size"] == successor.value_counts().reindex(held.index)]
    both = complete.index.intersection(after.index)
    assert len(both) > 200
    assert (complete.loc[both, "sum"] == after[both]).all()


def test_curves_rise_and_mountains_lag(demo: Demo) -> None:
    fibre = demo.of("HT05", OLD, "village", "40")
    total = fibre.groupby("period")[["numerator", "denominator"]].sum()
    share = total["numerator"] / total["denominator"]
    yearly = share[["2021-07", "2022-07", "2023-07", "2024-07", "2025-06"]]
    assert yearly.is_monotonic_increasing
    month = fibre[fibre["period"] == "2024-03"]
    ratio = month["numerator"] / month["denominator"]
    west, east = ratio[month["lon"] < 104.8].mean(), ratio[month["lon"] > 105.5].mean()
    assert west < east - 0.15
    # Alike inside a commune, different between communes.
    inside = ratio.groupby(month["parent_code"]).std().mean()
    assert inside < 0.7 * ratio.std()


def test_dossiers_follow_the_seasons(demo: Demo) -> None:
    received = demo.of("CQ02", OLD).groupby("period")["denominator"].mean()
    for year in ("2022", "2023", "2024"):
        assert received[f"{year}-02"] < 0.85 * received[f"{year}-03"]


def test_some_communes_miss_a_month_and_98_of_130_have_handed_in_the_last_one(demo: Demo) -> None:
    dossiers = demo.of("CQ02", NEW, "commune", "40").groupby("period").size()
    assert dossiers.pop("2026-10") == 98
    assert dossiers.between(115, 130).all()
    assert dossiers.min() < 130
    signal = demo.of("HT01", NEW, "village", "40")
    assert signal[signal["period"] == "2026-10"]["parent_code"].nunique() == 98
    old = demo.of("CQ02", OLD, "commune", "40").groupby("period").size()
    assert old.min() < 412
    assert old.max() <= 412


def test_there_is_exactly_one_gross_outlier(demo: Demo) -> None:
    found = []
    for code in ("CQ02", "CQ03", "CQ04", "CQ05", "CQ06", "CQ07"):
        for vintage in (OLD, NEW):
            cells = demo.of(code, vintage, "commune")
            usual = cells.groupby("area_id")["denominator"].transform("median")
            gross = cells[cells["denominator"] > 5 * np.maximum(usual, 4)]
            found += [(code, row.code, row.period) for row in gross.itertuples()]
    assert found == [(OUTLIER_INDICATOR, OUTLIER_COMMUNE, OUTLIER_PERIOD)]
    cells = demo.of(OUTLIER_INDICATOR, NEW).query("code == @OUTLIER_COMMUNE")
    series = cells.set_index("period")["denominator"]
    ratio = series[OUTLIER_PERIOD] / series["2025-09"]
    assert ratio == pytest.approx(OUTLIER_FACTOR, rel=0.3)


def test_the_national_map_is_not_empty(demo: Demo) -> None:
    for code, period in (("HT01", "2026-09"), ("HT05", "2026-09"), ("CQ02", "2026-09"),
                         ("CQ03", "2025-11"), ("CQ04", "2026-09"), ("XH01", "2026-Q2"),
                         ("YT03", "2025-Q4")):  # fmt: skip
        cells = demo.of(code, NEW)
        cells = cells[cells["period"] == period]
        communes = set(cells.loc[cells["level"] == "commune", "code"])
        communes |= set(cells.loc[cells["level"] == "village", "parent_code"])
        assert len(communes) > 0.95 * 3321, code
        assert cells["province_code"].nunique() == 34


def test_medians_carry_their_samples_and_scores_stay_in_their_range(demo: Demo) -> None:
    for vintage in (OLD, NEW):
        speed = demo.of("HT07", vintage)
        assert speed["denominator"].isna().all()
        assert (speed["numerator"] > 0).all()
        assert speed["value"].between(1, 400).all()
        assert {"commune", "province", "country"} <= set(speed["level"])
        score = demo.of("CQ09", vintage)["value"]
        assert score.between(20, 100).all()


# In the store


def test_rollups_are_ratios_of_sums_and_a_removal_leaves_nothing(
    shipped_engine_of_its_own: Engine,
) -> None:
    with writing(shipped_engine_of_its_own) as connection:
        assert store_demo_villages(connection) == 2 * 3806
        assert store_demo_villages(connection) == 0
        areas = pd.DataFrame(connection.execute(select(area)).mappings().all())
        relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
        chosen = [each for each in all_indicators(connection) if each.code == "XH06"]
        for label, frame in demo_observations(areas, relations, chosen, date(2025, 9, 1)):
            store_observations(connection, frame, Submission("demo", label, "0" * 64, MARK))
        province = areas[(areas["vintage"] == OLD) & (areas["level"] == "province")]
        nghe_an = int(province.loc[province["code"] == "40", "id"].iloc[0])
        stored = connection.execute(
            select(rollup).where(rollup.c.area_id == nghe_an, rollup.c.period == "2024-Q1")
        ).one()
        villages = connection.execute(
            select(
                func.sum(observation.c.numerator),
                func.sum(observation.c.denominator),
                func.count(),
            )
            .join(area, area.c.id == observation.c.area_id)
            .where(
                area.c.vintage == OLD,
                area.c.level == "village",
                observation.c.period == "2024-Q1",
            )
        ).one()
        assert (stored.numerator, stored.denominator, stored.reported) == tuple(villages)
        assert stored.demo == stored.reported
        assert stored.expected == 3806
        remove_demo(connection)
        for table in (observation, rollup):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
        assert connection.scalar(select(func.count()).where(area.c.is_demo)) == 0
