"""Land as the demo data sees it: how remote a commune is, and how many people live there.

Neither elevation nor a census is shipped. What stands in for them: mountain communes are large,
wards are small, and neighbours are alike.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from data.demo import generator

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KM_PER_DEGREE = 111.32
PERSONS_PER_HOUSEHOLD = 3.9
# Round figures for scale only; the rest of the country shares what is left of the total.
_PROVINCE_POPULATION = {"40": 3_420_000, "11": 640_000, "15": 1_660_000}
_COUNTRY_POPULATION = 101_000_000
_TYPICAL_KM2 = {"phường": 14.0, "đặc khu": 90.0}


def smooth_field(lon: ArrayLike, lat: ArrayLike, label: str, scale_km: float = 70.0) -> Floats:
    """Return a random surface (mean 0, deviation about 1) in which neighbours are alike.

    A sum of waves of random direction, `scale_km` being the shortest wave's order of length.
    """
    random = generator(f"field {label}")
    count = 16
    angle = random.uniform(0, 2 * np.pi, count)
    phase = random.uniform(0, 2 * np.pi, count)
    length = scale_km * random.uniform(0.8, 3.0, count)
    east = np.asarray(lon, dtype=float)[:, None] * KM_PER_DEGREE * 0.945
    north = np.asarray(lat, dtype=float)[:, None] * KM_PER_DEGREE
    along = east * np.cos(angle) + north * np.sin(angle)
    waves = np.cos(2 * np.pi * along / length + phase)
    surface: Floats = waves.sum(axis=1) * np.sqrt(2 / count)
    return surface


def sigmoid(x: ArrayLike) -> Floats:
    """Return 1 / (1 + e^-x), safe for any x."""
    bounded = np.clip(np.asarray(x, dtype=float), -40, 40)
    result: Floats = 1 / (1 + np.exp(-bounded))
    return result


def apportion(total: int, weights: ArrayLike) -> Ints:
    """Split a whole number by weights, by largest remainder: whole parts that sum to it exactly.

    >>> apportion(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    share = np.asarray(weights, dtype=float)
    exact = share / share.sum() * total
    parts: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def commune_traits(communes: pd.DataFrame) -> pd.DataFrame:
    """Return remoteness, population and households of the communes since 2025-07-01.

    Args:
        communes: rows of table `area` of that vintage and level `commune`: code, province_code,
            unit_type, lon, lat, area_km2.

    Returns:
        Index: the same rows. Columns `remoteness` (0 city centre … 1 far mountain), `population`
        and `households` (int64), all made up.
    """
    kind = communes["unit_type"].fillna("").str.lower()
    usual = kind.map(_TYPICAL_KM2).fillna(70.0).astype(float)
    stated = pd.to_numeric(communes["area_km2"], errors="coerce")
    km2 = stated.where(stated > 1, usual).to_numpy(dtype=float)
    ward = (kind == "phường").to_numpy()
    surface = smooth_field(communes["lon"], communes["lat"], "remoteness")
    remoteness = sigmoid(1.5 * np.log(km2 / 75) - 1.0 * ward + 0.35 * surface)
    crowd = np.exp(0.25 * generator("density").standard_normal(len(communes)))
    density = 1800 * (35 / 1800) ** remoteness * np.where(ward, 1.8, 1.0) * crowd
    people = pd.Series(km2 * density, index=communes.index)
    province = communes["province_code"].astype(str)
    published = province.map(_PROVINCE_POPULATION)
    rest = _COUNTRY_POPULATION - sum(_PROVINCE_POPULATION.values())
    within = people.groupby(province).transform("sum")
    others = people[published.isna()].sum() or 1.0
    people_scaled = (people / within * published).where(published.notna(), people / others * rest)
    population = people_scaled.clip(lower=300).round().astype("int64")
    return pd.DataFrame(
        {
            "remoteness": remoteness,
            "population": population,
            "households": (population / PERSONS_PER_HOUSEHOLD).round().astype("int64"),
        },
        index=communes.index,
    )


def successors(communes: pd.DataFrame, relations: pd.DataFrame) -> pd.Series:
    """Return the new commune of each old one: where it went whole, else the first part's.

    Args:
        communes: old communes with column `code`.
        relations: rows of `area_relation` (from_code, to_code, kind).

    Returns:
        Old code → new code, in the order of `communes`.

    Raises:
        ValueError: an old commune has no successor.
    """
    ordered = relations.assign(_part=(relations["kind"] != "whole").astype(int)).sort_values(
        ["from_code", "_part", "to_code"]
    )
    first = ordered.drop_duplicates("from_code").set_index("from_code")["to_code"]
    heirs = communes["code"].map(first)
    if heirs.isna().any():
        raise ValueError(f"no successor for communes {communes['code'][heirs.isna()].tolist()}")
    return pd.Series(heirs.to_numpy(), index=communes["code"].to_numpy(), dtype=object)


def former_traits(
    communes: pd.DataFrame, since: pd.DataFrame, successor: pd.Series
) -> pd.DataFrame:
    """Return the same traits for old communes, so that they sum to their successors' exactly.

    Args:
        communes: old communes (code, unit_type, lon, lat), sorted by code.
        since: `commune_traits` with the new commune's code as index.
        successor: the result of `successors` for `communes`.

    Returns:
        Index: that of `communes`; columns as `commune_traits`.
    """
    town = communes["unit_type"].fillna("").str.lower().isin(["phường", "thị trấn"]).to_numpy()
    random = generator("former communes")
    weight = np.exp(0.3 * random.standard_normal(len(communes))) * np.where(town, 1.3, 1.0)
    new_codes = successor.to_numpy()
    wobble = 0.05 * random.standard_normal(len(communes)) - 0.1 * town
    remoteness = np.clip(since["remoteness"].reindex(new_codes).to_numpy() + wobble, 0.01, 0.99)
    population = np.zeros(len(communes), dtype=np.int64)
    households = np.zeros(len(communes), dtype=np.int64)
    people, homes = since["population"].to_dict(), since["households"].to_dict()
    for code, rows in pd.Series(range(len(communes))).groupby(new_codes):
        place = rows.to_numpy()
        population[place] = apportion(int(people[code]), weight[place])
        households[place] = apportion(int(homes[code]), weight[place])
    return pd.DataFrame(
        {"remoteness": remoteness, "population": population, "households": households},
        index=communes.index,
    )
