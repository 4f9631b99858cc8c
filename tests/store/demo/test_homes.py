"""Villages of the made-up data, and any province as its home."""

from __future__ import annotations

import numpy as np
import pytest

from data.demo.generate import (
    demo_observations,
)
from data.demo.plan import PLANS
from data.demo.villages import demo_villages
from ioc.errors import NotFoundError
from tests.store.demo.generated import CASES, NEW, OLD, TODAY, Demo, fingerprint

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
    indicators = [demo.indicators[code] for code in ("XH04", "AT01", "CQ10")]
    for label, frame in demo_observations(bare, demo.relations, indicators, TODAY, "92"):
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
