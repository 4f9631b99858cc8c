"""The made-up numbers in line with what was published, with gaps like real ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from data.demo.generate import (
    OUTLIER_COMMUNE,
    OUTLIER_FACTOR,
    OUTLIER_INDICATOR,
    OUTLIER_PERIOD,
    demo_observations,
)
from data.demo.load import remove_demo
from data.demo.villages import store_demo_villages
from data.load.observations import Submission, store_observations
from data.queries.catalogue import CATALOGUE, all_indicators
from data.store.engine import writing
from data.store.schema import area, area_relation, observation, rollup
from ioc.period import parse_period, period_of
from ioc.sentences.values import demo_word
from tests.store.demo.generated import NEW, OLD, Demo


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
    of_cases = table["indicator_code"].isin(codes) & (table["vintage"] == OLD)
    rows: Any = table[of_cases].to_dict("records")
    return [
        dict(row) for row in rows
        if (row["area_code"], row["indicator_code"], row["period"]) in REPRODUCED
        # Sources contradict one another: 2,500 stations, too, were published for that month.
        and row["value"] != "2500"
    ]  # fmt: skip


def test_the_figures_that_are_to_come_out_were_published() -> None:
    figures = {(row["area_code"], row["indicator_code"], row["period"]) for row in published()}
    assert figures == REPRODUCED


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
    old_sums = before["denominator"].groupby(before["code"].map(successor)).agg(["sum", "size"])
    after = demo.of("YT03", NEW).query("period == '2025-Q3'").set_index("code")["denominator"]
    complete = old_sums[old_sums["size"] == successor.value_counts().reindex(old_sums.index)]
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
    outliers = []
    for code in ("CQ02", "CQ03", "CQ04", "CQ05", "CQ06", "CQ07"):
        for vintage in (OLD, NEW):
            cells = demo.of(code, vintage, "commune")
            usual = cells.groupby("area_id")["denominator"].transform("median")
            gross = cells[cells["denominator"] > 5 * np.maximum(usual, 4)]
            outliers += [(code, row.code, row.period) for row in gross.itertuples()]
    assert outliers == [(OUTLIER_INDICATOR, OUTLIER_COMMUNE, OUTLIER_PERIOD)]
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
        indicators = [each for each in all_indicators(connection) if each.code == "XH06"]
        for label, frame in demo_observations(areas, relations, indicators, date(2024, 4, 1)):
            store_observations(connection, frame, Submission("demo", label, "0" * 64, demo_word()))
        province = areas[(areas["vintage"] == OLD) & (areas["level"] == "province")]
        nghe_an = int(province.loc[province["code"] == "40", "id"].iloc[0])
        rows = connection.execute(
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
        assert (rows.numerator, rows.denominator, rows.reported) == tuple(villages)
        assert rows.demo == rows.reported
        assert rows.expected == 3806
        remove_demo(connection)
        for table in (observation, rollup):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
        assert connection.scalar(select(func.count()).where(area.c.is_demo)) == 0
