"""The areas as the simulations see them: rows with traits, and which row goes into which area.

In the cases (the provinces of `CASES` and those of the home province) everything is simulated on
the land before 2025-07-01 and summed into the new communes, so both vintages hold the same people,
villages and dossiers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo import generator
from data.demo.homes import former_provinces, village_counts
from data.demo.published import DIEN_BIEN, LAO_CAI, NGHE_AN, YEN_BAI
from data.demo.terrain import Ints, commune_traits, former_traits, successors
from data.demo.villages import simulated_points
from data.load.areas.corrections import as_shipped
from ioc.area import BEFORE_2025, COUNTRY_CODE, SINCE_2025, Level

# Provinces with published figures, by their code before 2025-07-01; the home province joins them.
CASES = (NGHE_AN, DIEN_BIEN, YEN_BAI, LAO_CAI)
OLD, NEW = BEFORE_2025.code, SINCE_2025.code


@dataclass(frozen=True)
class DemoLand:
    """All frames are sorted by code; each has area_id, code, province, lon, lat and the traits.

    Traits: remoteness (0…1), population, households, villages, seats (int64). `old` are the
    communes of the cases before 2025-07-01, with `new_row` (row in `new`) and `district`; `new`
    all communes since, with `case`; `villages` have `old_row`, `new_row`, `new_id`; `districts`
    lie in the cases; `old_provinces` are the cases with `new_row`, `new_provinces` all 34.
    """

    old: pd.DataFrame
    new: pd.DataFrame
    villages: pd.DataFrame
    districts: pd.DataFrame
    old_provinces: pd.DataFrame
    new_provinces: pd.DataFrame
    country: pd.DataFrame


def survey(areas: pd.DataFrame, relations: pd.DataFrame, home: str = NGHE_AN) -> DemoLand:
    """Return the land of the demo data.

    Args:
        areas: rows of table `area`, both vintages, all levels, made-up villages included.
        relations: rows of `area_relation`.
        home: code of the home province since 2025-07-01.

    Points and sizes are those that the simulation has always used, neither corrected ones nor those
    that maps draw villages at: a better map changes no number.
    """
    areas = as_shipped(areas)
    with_villages = areas.loc[
        areas["is_demo"].astype(bool) & (areas["vintage"] == OLD), "province_code"
    ]
    cases = {*CASES, *former_provinces(areas, relations, home)[0], *with_villages}
    old = _level(areas, OLD, Level.COMMUNE)
    old = old[old["province"].isin(cases)].reset_index(drop=True)
    new = _level(areas, NEW, Level.COMMUNE)
    villages = _at_simulated_points(_villages(areas, old, new), areas, new, relations)
    since = commune_traits(new.rename(columns={"province": "province_code"}))
    since = since.set_index(new["code"])
    successor = successors(old, relations)
    old = old.join(former_traits(old, since, successor)).rename(columns={"parent_code": "district"})
    places = pd.Series(np.arange(len(new)), index=new["code"])
    old["new_row"] = places.reindex(successor.to_numpy()).to_numpy()
    spread = 0.06 * generator("village remoteness").standard_normal(len(villages))
    around = old["remoteness"].to_numpy()[villages["old_row"].to_numpy()]
    villages["remoteness"] = np.clip(around + spread, 0.01, 0.99)
    # Where villages stand, the commune is what its villages are.
    for trait in ("population", "households"):
        old = _sum_villages(old, villages, trait)
    counts = villages.groupby("old_row").size().reindex(old.index)
    estimates = pd.Series(village_counts(old), index=old.index)
    old["villages"] = counts.fillna(estimates).astype("int64")
    old["seats"] = _seats(old)
    new = _successor_traits(new.join(since.reset_index(drop=True)), old)
    districts = _level(areas, OLD, Level.DISTRICT)
    districts = districts[districts["province"].isin(cases)].reset_index(drop=True)
    old_provinces = _level(areas, OLD, Level.PROVINCE)
    old_provinces = old_provinces[old_provinces["code"].isin(cases)].reset_index(drop=True)
    new_provinces = _gather(_level(areas, NEW, Level.PROVINCE), new, "province")
    old_provinces = _gather(old_provinces, old, "province")
    lies_in = old.drop_duplicates("province").set_index("province")["new_row"]
    code = new["province"].to_numpy()[lies_in.reindex(old_provinces["code"]).to_numpy()]
    rows = pd.Series(np.arange(len(new_provinces)), index=new_provinces["code"])
    old_provinces["new_row"] = rows.reindex(code).to_numpy()
    new_provinces["case"] = np.isin(np.arange(len(new_provinces)), old_provinces["new_row"])
    country = areas[(areas["level"] == Level.COUNTRY.value) & (areas["code"] == COUNTRY_CODE)]
    return DemoLand(
        old,
        new,
        villages,
        _gather(districts, old, "district"),
        old_provinces,
        new_provinces,
        country.rename(columns={"id": "area_id"})[["area_id", "vintage"]],
    )


def sum_by_group(values: pd.Series, groups: pd.Series, count: int) -> Ints:
    """Return whole-number sums per group 0 … count-1."""
    total = np.bincount(groups.to_numpy(), weights=values.to_numpy(dtype=float), minlength=count)
    return np.rint(total).astype(np.int64)


def _level(areas: pd.DataFrame, vintage: str, level: Level) -> pd.DataFrame:
    rows = areas[(areas["vintage"] == vintage) & (areas["level"] == level.value)]
    rows = rows.sort_values("code").reset_index(drop=True)
    names = {"id": "area_id", "province_code": "province"}
    columns = [
        "area_id", "code", "parent_code", "province", "unit_type", "lon", "lat", "area_km2",
        "population", "households",
    ]  # fmt: skip
    frame = rows.rename(columns=names)[columns]
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float)
    if level is Level.VILLAGE:
        return frame
    return frame.drop(columns=["population", "households"])


def _villages(areas: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    made_up = areas[areas["is_demo"].astype(bool)]
    before, after = (_level(made_up, vintage, Level.VILLAGE) for vintage in (OLD, NEW))
    frame = before.merge(
        after[["code", "area_id", "parent_code"]], on="code", suffixes=("", "_new")
    )
    frame = frame.rename(columns={"area_id_new": "new_id"})
    frame["old_row"] = frame["parent_code"].map(pd.Series(old.index, index=old["code"]))
    frame["new_row"] = frame["parent_code_new"].map(pd.Series(new.index, index=new["code"]))
    rows = ["old_row", "new_row"]
    frame[rows] = frame[rows].astype("int64")
    # A missing size (nobody gave one) is a small village.
    for trait, usual in (("population", 780), ("households", 200)):
        frame[trait] = pd.to_numeric(frame[trait]).fillna(usual).astype("int64")
    return frame.assign(villages=1, seats=0)


def _at_simulated_points(
    villages: pd.DataFrame, areas: pd.DataFrame, new: pd.DataFrame, relations: pd.DataFrame
) -> pd.DataFrame:
    """Put villages where the simulation sees them, not where maps draw them."""
    before, after = (areas[areas["vintage"] == each] for each in (OLD, NEW))
    homes = new["province"].to_numpy()[villages["new_row"].to_numpy()]
    for home in sorted(set(homes)):
        points = simulated_points(before, after, relations, home).reindex(villages["code"])
        for axis in ("lon", "lat"):
            at = points[axis].to_numpy()
            use = (homes == home) & np.isfinite(at)
            villages[axis] = villages[axis].where(~use, at)
    return villages


def _sum_villages(old: pd.DataFrame, villages: pd.DataFrame, trait: str) -> pd.DataFrame:
    real = villages.groupby("old_row")[trait].sum().reindex(old.index)
    return old.assign(**{trait: real.fillna(old[trait]).astype("int64")})


def _seats(old: pd.DataFrame) -> Ints:
    """Return 1 for the commune in which a district's offices and health centre stand."""
    rank = old["unit_type"].map({"thị trấn": 2, "phường": 1}).fillna(0)
    best = old.assign(_rank=rank).sort_values(["_rank", "population", "code"]).groupby("district")
    seats = np.zeros(len(old), dtype=np.int64)
    seats[old.index.get_indexer(best["code"].tail(1).index)] = 1
    return seats


def _successor_traits(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    count = len(new)
    case = np.zeros(count, dtype=bool)
    case[old["new_row"].unique()] = True
    new["case"] = case
    new["villages"] = np.maximum(4, new["households"] // 230)
    new["seats"] = 0
    for trait in ("population", "households", "villages", "seats"):
        total = sum_by_group(old[trait], old["new_row"], count)
        new[trait] = np.where(case, total, new[trait]).astype(np.int64)
    return new


def _gather(parents: pd.DataFrame, communes: pd.DataFrame, key: str) -> pd.DataFrame:
    """Give parents the sums of their communes, and their remoteness by population."""
    weighted = communes.assign(_r=communes["remoteness"] * communes["population"])
    columns = ["population", "households", "villages", "seats", "_r"]
    total = weighted.groupby(key)[columns].sum().reindex(parents["code"]).fillna(0)
    frame = parents.reset_index(drop=True)
    for column in columns[:-1]:
        frame[column] = total[column].to_numpy(dtype=np.int64)
    people = np.maximum(1, frame["population"].to_numpy())
    return frame.assign(remoteness=total["_r"].to_numpy() / people)
