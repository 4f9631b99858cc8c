"""Real land: the four cases to the last integer, Hà Nội by weights, on the shipped crosswalk."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, bindparam, select, update

from data.load.observations import Submission, store_observations
from data.queries.areas import find_area, read_areas
from data.queries.catalogue import find_indicator
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.series import read_series
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.crosswalk import BASIS_CODES
from ioc.indicator import Basis

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
CASES = {"10": "15", "15": "15", "11": "11", "40": "40"}  # old province → new
PERIOD = "2025-06"
FILE = Submission("file", "bao-cao.csv", "0" * 64)


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


def report(
    store: Connection, code: str, provinces: list[str], seed: int = 1, vintage: str = OLD
) -> pd.DataFrame:
    """Let every commune of some provinces report; return code, numerator, denominator."""
    communes = pd.concat([read_areas(store, vintage, Level.COMMUNE, each) for each in provinces])
    random = np.random.default_rng(seed)
    denominator = random.integers(1, 20_000, len(communes)).astype(float)
    numerator = np.floor(denominator * random.random(len(communes)))
    measure = find_indicator(store, code)
    frame = pd.DataFrame(
        {
            "area_id": communes["id"].to_numpy(),
            "indicator_id": measure.id,
            "period": PERIOD,
            "numerator": numerator,
            "denominator": denominator if measure.is_ratio else np.nan,
            "value": np.nan,
        }
    )
    store_observations(store, frame, FILE)
    return pd.DataFrame(
        {"code": communes["code"].to_numpy(), "numerator": numerator, "denominator": denominator}
    )


def read_cells(store: Connection, code: str, province: str, vintage: str = NEW) -> pd.DataFrame:
    directory = read_directory(store, vintage, Level.COMMUNE, province)
    return read_map(store, find_indicator(store, code), directory, PERIOD).set_index("code")


def read_crosswalk(store: Connection) -> pd.DataFrame:
    """Return each pair of an old and a new commune with their provinces and the kind."""
    before, after = area.alias(), area.alias()
    rows = store.execute(
        select(
            before.c.code.label("old_commune_code"),
            before.c.province_code.label("old_province_code"),
            after.c.code.label("new_commune_code"),
            after.c.province_code.label("new_province_code"),
            area_relation.c.kind,
            (before.c.unit_id == after.c.unit_id).label("is_same_unit"),
        )
        .select_from(area_relation)
        .join(before, (before.c.vintage == OLD) & (before.c.code == area_relation.c.from_code))
        .join(after, (after.c.vintage == NEW) & (after.c.code == area_relation.c.to_code))
        .where(area_relation.c.from_vintage == OLD, before.c.level == Level.COMMUNE.value)
    )
    return pd.DataFrame(rows.mappings().all())


def test_the_four_cases_to_the_last_integer(store: Connection) -> None:
    """860 communes became 274, all of them whole: no weight, no fraction, nothing missing."""
    reports = report(store, "XH03", list(CASES)).set_index("code")
    crosswalk = read_crosswalk(store)
    crosswalk = crosswalk[crosswalk["old_province_code"].isin(CASES)]
    assert (len(reports), crosswalk["new_commune_code"].nunique()) == (860, 274)
    parts = crosswalk.join(reports, on="old_commune_code")
    sums = parts.groupby("new_commune_code")[["numerator", "denominator"]].sum()
    cells = pd.concat([read_cells(store, "XH03", each) for each in sorted(set(CASES.values()))])
    assert len(cells) == 274
    for column in ("numerator", "denominator"):
        assert cells[column].to_dict() == sums[column].to_dict()
    assert cells["estimated"].sum() == 0
    assert (cells["reported"] == cells["expected"]).all()
    assert cells["converted"].sum() == 860
    measure = find_indicator(store, "XH03")
    for old, new in (("40", "40"), ("11", "11")):
        before, after = (
            read_series(store, measure, find_area(store, AreaKey(vintage, code)).id).iloc[0]
            for vintage, code in ((OLD, old), (NEW, new))
        )
        assert (before["numerator"], before["denominator"]) == (
            after["numerator"], after["denominator"],
        )  # fmt: skip
    province = read_series(store, measure, find_area(store, AreaKey(NEW, "15")).id).iloc[0]
    both = reports.loc[
        crosswalk.loc[crosswalk["new_province_code"] == "15", "old_commune_code"]
    ].sum()
    assert (province["numerator"], province["denominator"]) == (
        both["numerator"],
        both["denominator"],
    )


def test_there_and_back_over_whole_provinces_is_the_same(store: Connection) -> None:
    """What the later communes report comes back for the earlier provinces without any weight."""
    reports = report(store, "XH03", ["40", "11"], vintage=NEW)
    measure = find_indicator(store, "XH03")
    total = sum(
        read_series(store, measure, find_area(store, AreaKey(OLD, code)).id)["numerator"].iloc[0]
        for code in ("40", "11")
    )
    assert total == reports["numerator"].sum()
    communes = read_cells(store, "XH03", "40", OLD)
    # Nobody weighed the communes that were merged: only the unchanged ones go back.
    assert communes["converted"].sum() == 9
    assert communes["estimated"].sum() == 0


def weigh(store: Connection, province: str) -> None:
    """Give every divided commune of a province made-up shares of its people."""
    communes = read_areas(store, OLD, Level.COMMUNE, province)["code"].tolist()
    rows = store.execute(
        select(area_relation.c.from_code, area_relation.c.to_code)
        .where(
            area_relation.c.from_vintage == OLD,
            area_relation.c.kind == "part",
            area_relation.c.from_code.in_(communes),
        )
        .order_by(area_relation.c.from_code, area_relation.c.to_code)
    ).all()
    parts = pd.DataFrame(rows, columns=["from_code", "to_code"])
    parts["weight"] = np.random.default_rng(7).random(len(parts)) + 0.1
    parts["weight"] /= parts.groupby("from_code")["weight"].transform("sum")
    store.execute(
        update(area_relation)
        .where(
            area_relation.c.from_vintage == OLD,
            area_relation.c.from_code == bindparam("_from"),
            area_relation.c.to_code == bindparam("_to"),
        )
        .values(weight_population=bindparam("_weight")),
        [dict(zip(("_from", "_to", "_weight"), row, strict=True))
         for row in parts.itertuples(index=False, name=None)],
    )  # fmt: skip


@pytest.mark.parametrize("has_weights", [True, False])
def test_ha_noi_whose_communes_were_divided(store: Connection, has_weights: bool) -> None:
    if has_weights:
        weigh(store, "01")
    reports = report(store, "XH03", ["01"])
    cells = read_cells(store, "XH03", "01")
    province = read_series(
        store, find_indicator(store, "XH03"), find_area(store, AreaKey(NEW, "01")).id
    ).iloc[0]
    # The province as a whole needs no weight, whatever became of its communes.
    assert province["numerator"] == reports["numerator"].sum()
    assert (province["estimated"], province["converted"]) == (0, len(reports))
    assert len(cells) == 126
    partly = cells["estimated"] > 0
    if has_weights:
        assert partly.sum() == 100
        assert set(cells.loc[partly, "basis"]) == {BASIS_CODES[Basis.POPULATION]}
        for column in ("numerator", "denominator"):
            assert cells[column].sum() == pytest.approx(reports[column].sum(), rel=1e-12)
    else:
        # Nothing is split by guess: what a divided commune reported is missing, and counted so.
        assert partly.sum() == 0
        assert (cells["reported"] < cells["expected"]).sum() == 100
        assert cells["numerator"].sum() < reports["numerator"].sum()


def test_a_land_measure_tries_its_own_weight_first(store: Connection) -> None:
    """Stations go by area where that is known, else by people."""
    weigh(store, "01")
    divided = store.execute(
        select(area_relation.c.from_code, area_relation.c.to_code).where(
            area_relation.c.from_vintage == OLD,
            area_relation.c.kind == "part",
            area_relation.c.from_code == "00112",
        )
    ).all()
    assert len(divided) > 1
    for place, (source, target) in enumerate(divided):
        store.execute(
            update(area_relation)
            .where(area_relation.c.from_code == source, area_relation.c.to_code == target,
                   area_relation.c.from_vintage == OLD)
            .values(weight_area=1.0 if place == 0 else 0.0)
        )  # fmt: skip
    report(store, "HT08", ["01"])
    report(store, "XH03", ["01"])
    stations, people = read_cells(store, "HT08", "01"), read_cells(store, "XH03", "01")
    target = divided[0][1]
    assert BASIS_CODES[Basis.AREA] in set(stations["basis"])
    assert stations.loc[target, "basis"] == BASIS_CODES[Basis.AREA]
    assert set(people.loc[people["estimated"] > 0, "basis"]) == {BASIS_CODES[Basis.POPULATION]}


def test_an_unchanged_commune_is_one_unit_in_both_vintages(store: Connection) -> None:
    crosswalk = read_crosswalk(store)
    ties = crosswalk.groupby("new_commune_code")["old_commune_code"].transform("size")
    alone = crosswalk[(crosswalk["kind"] == "whole") & (ties == 1)]
    assert len(alone) == 132
    assert alone["is_same_unit"].all()
    # A code that both vintages use is nearly always other land.
    units = {
        (row[0], row[1]): row[2]
        for row in store.execute(select(area.c.vintage, area.c.code, area.c.unit_id))
    }
    communes = [code for vintage, code in units if vintage == NEW and len(code) == 5]
    reused = [code for code in communes if (OLD, code) in units]
    assert len(reused) == 3316
    assert sum(units[OLD, code] == units[NEW, code] for code in reused) < 200
