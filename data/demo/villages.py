"""Made-up villages under real communes, the same ones in both vintages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data.demo import generator
from data.demo.homes import former_provinces, village_counts
from data.demo.names import village_names
from data.demo.published import NGHE_AN
from data.demo.terrain import (
    KM_PER_DEGREE,
    Floats,
    Ints,
    apportion,
    commune_traits,
    former_traits,
)
from data.load.areas.areas import add_villages
from data.load.areas.corrections import as_shipped
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, Level

_APART_KM = 0.12
_PREFIX = {NGHE_AN: "NA"}
# Settlements of the South are called otherwise; the line runs north of Khánh Hòa.
_SOUTH_OF = 13.0


def demo_villages(
    areas_old: pd.DataFrame,
    areas_new: pd.DataFrame,
    relations: pd.DataFrame,
    home: str = NGHE_AN,
) -> pd.DataFrame:
    """Return made-up villages of one province, in both vintages with the same codes.

    Args:
        areas_old: rows of table `area` of the vintage before 2025-07-01 (any levels).
        areas_new: rows of table `area` since 2025-07-01; all provinces, so that traits compare.
        relations: rows of `area_relation` between the two.
        home: code of the province since 2025-07-01. Before, its villages lie in all provinces
            that it was made of.

    Returns:
        Two rows per village, sorted by vintage and code: vintage, code, parent_code, name,
        full_name, unit_type, lon, lat, population, households (float64), source "demo",
        is_demo True. In Nghệ An the published 3,806, elsewhere as `village_counts` says; points
        at least about 100 m apart; nobody counted them. The points are those that numbers are
        simulated from: where a map draws a village is data.demo.places' business.

    Raises:
        NotFoundError: there is no such province since 2025-07-01.
    """
    plan = _plan(areas_old, areas_new, relations, home)
    old, traits, successor, counts = plan.communes, plan.traits, plan.successor, plan.counts
    total = int(counts.sum())
    place = np.repeat(np.arange(len(old)), counts)
    random = generator("villages")
    weight = np.exp(0.3 * random.standard_normal(total))
    households = np.concatenate(
        [
            apportion(int(size), weight[place == row])
            for row, size in enumerate(traits["households"])
        ]
    )
    population = np.concatenate(
        [
            apportion(int(size), weight[place == row])
            for row, size in enumerate(traits["population"])
        ]
    )
    kinds = _kinds(old, traits["remoteness"].to_numpy())[place]
    names = _names(kinds, successor.to_numpy()[place])
    lon, lat = _scatter(plan)
    before = pd.DataFrame(
        {
            "vintage": BEFORE_2025.code,
            "code": _codes(home, total),
            "parent_code": old["code"].to_numpy()[place],
            "name": [name for name, _ in names],
            "full_name": [full for _, full in names],
            "unit_type": kinds,
            "lon": lon,
            "lat": lat,
            "population": population.astype(float),
            "households": households.astype(float),
            "source": "demo",
            "is_demo": True,
        }
    )
    after = before.assign(vintage=SINCE_2025.code, parent_code=successor.to_numpy()[place])
    return pd.concat([before, after], ignore_index=True)


def simulated_points(
    areas_old: pd.DataFrame, areas_new: pd.DataFrame, relations: pd.DataFrame, home: str
) -> pd.DataFrame:
    """Return the points that `demo_villages` gives, wherever the villages stand by now.

    Arguments as there. Columns lon, lat; index: the codes of the villages.
    """
    plan = _plan(areas_old, areas_new, relations, home)
    lon, lat = _scatter(plan)
    return pd.DataFrame({"lon": lon, "lat": lat}, index=_codes(home, len(lon)))


@dataclass(frozen=True)
class _VillagePlan:
    """Where villages are to be: communes of before, by code, and how many lie in each.

    `radius_km`: of the land that a commune's villages are strewn over; `successor`: old code →
    new code.
    """

    communes: pd.DataFrame
    traits: pd.DataFrame
    successor: pd.Series
    counts: Ints
    radius_km: Floats


def _plan(
    areas_old: pd.DataFrame, areas_new: pd.DataFrame, relations: pd.DataFrame, home: str
) -> _VillagePlan:
    areas_old, areas_new = as_shipped(areas_old), as_shipped(areas_new)
    communes = pd.concat([areas_old, areas_new], ignore_index=True)
    _, successor = former_provinces(communes, relations, home)
    old = areas_old[areas_old["level"] == Level.COMMUNE.value]
    old = old[old["code"].isin(successor.index)].sort_values("code", ignore_index=True)
    new = areas_new[areas_new["level"] == Level.COMMUNE.value].sort_values("code")
    new = new.reset_index(drop=True)
    since = commune_traits(new).set_index(new["code"])
    traits = former_traits(old, since, successor)
    share = since["households"].reindex(successor.to_numpy()).groupby(level=0).transform("sum")
    km2 = pd.to_numeric(new.set_index("code")["area_km2"], errors="coerce")
    ground = km2.reindex(successor.to_numpy()).fillna(70).clip(lower=2).to_numpy()
    ground = ground * (traits["households"].to_numpy() / share.to_numpy()) ** 0.5
    counts = village_counts(traits.assign(province=old["province_code"]))
    return _VillagePlan(old, traits, successor, counts, np.sqrt(ground / np.pi))


def _codes(home: str, total: int) -> list[str]:
    return [f"{_PREFIX.get(home, f'T{home}')}-{number:05d}" for number in range(1, total + 1)]


def store_demo_villages(connection: Connection, home: str = NGHE_AN) -> int:
    """Write the made-up villages of a province under the shipped areas; return how many rows.

    Those that are there already (a removal kept them for their real figures) are left alone.
    Expects a write transaction and a store that holds both shipped vintages.

    Raises:
        NotFoundError: there is no such province since 2025-07-01.
    """
    areas = pd.DataFrame(
        connection.execute(select(area).where(area.c.level == Level.COMMUNE.value)).mappings().all()
    )
    relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
    old = areas[areas["vintage"] == BEFORE_2025.code]
    new = areas[areas["vintage"] == SINCE_2025.code]
    villages = demo_villages(old, new, relations, home)
    present = {
        (row.vintage, row.code)
        for row in connection.execute(select(area.c.vintage, area.c.code).where(area.c.is_demo))
    }
    keys = zip(villages["vintage"], villages["code"], strict=True)
    missing = villages[[key not in present for key in keys]].reset_index(drop=True)
    return add_villages(connection, missing) if len(missing) else 0


def _kinds(communes: pd.DataFrame, remoteness: Floats) -> NDArray[np.str_]:
    """Return the kind of village of each commune, as the land calls it.

    Nghệ An: khối in towns, bản in the mountains, else xóm or thôn. In the South khu phố and ấp,
    in the rest of the North and the Centre tổ dân phố, bản and thôn.
    """
    town = communes["unit_type"].fillna("").str.lower().isin(["phường", "thị trấn"]).to_numpy()
    thon = generator("village kinds").random(len(communes)) < 0.2
    south = (communes["lat"] < _SOUTH_OF).to_numpy()
    nghe_an = (communes["province_code"] == NGHE_AN).to_numpy()
    streets = np.where(nghe_an, "khối", np.where(south, "khu phố", "tổ dân phố"))
    plain = np.where(south, "ấp", np.where(thon | ~nghe_an, "thôn", "xóm"))
    hamlets = np.where((remoteness > 0.68) & ~south, "bản", plain)
    kinds: NDArray[np.str_] = np.where(town, streets, hamlets)
    return kinds


def _names(kinds: NDArray[np.str_], new_communes: NDArray[np.object_]) -> list[tuple[str, str]]:
    """Name the villages so that no two of one new commune (so none of one old) are alike."""
    random = generator("village names")
    names: list[tuple[str, str]] = [("", "")] * len(kinds)
    for _, rows in pd.Series(range(len(kinds))).groupby(new_communes):
        pairs = village_names([str(kind) for kind in kinds[rows]], random)
        for place, pair in zip(rows, pairs, strict=True):
            names[place] = pair
    return names


def _scatter(plan: _VillagePlan) -> tuple[Floats, Floats]:
    """Place villages on a loosened spiral around their commune's point, none on another."""
    communes, radius_km, counts = plan.communes, plan.radius_km, plan.counts
    random = generator("village points")
    lon, lat = (communes[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
    squeeze = np.cos(np.radians(lat.mean()))
    x, y = lon * KM_PER_DEGREE * squeeze, lat * KM_PER_DEGREE
    gap = np.hypot(x[:, None] - x, y[:, None] - y)
    gap[gap < 0.3] = np.inf  # some wards share one point
    reach = np.clip(np.minimum(0.75 * radius_km, 0.62 * gap.min(axis=1)), 0.5, 9.0)
    home = np.repeat(np.arange(len(communes)), counts)
    rank = np.concatenate([np.arange(count) for count in counts])
    turn = rank * 2.399963 + np.repeat(random.uniform(0, 2 * np.pi, len(communes)), counts)
    turn += random.normal(0, 0.35, len(home))
    away = reach[home] * np.sqrt((rank + 0.6) / counts[home]) * random.uniform(0.8, 1.15, len(home))
    px, py = x[home] + away * np.cos(turn), y[home] + away * np.sin(turn)
    px, py = _spread(px, py)
    return np.round(px / KM_PER_DEGREE / squeeze, 5), np.round(py / KM_PER_DEGREE, 5)


def _spread(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Push points apart until no two are nearer than `_APART_KM`."""
    for attempt in range(60):
        near = _near_pairs(x, y)
        if not len(near):
            break
        first, second = near.T
        angle = np.arctan2(y[second] - y[first], x[second] - x[first]) + 0.3 * (attempt % 5)
        np.add.at(x, second, _APART_KM * np.cos(angle))
        np.add.at(y, second, _APART_KM * np.sin(angle))
    return x, y


def _near_pairs(x: Floats, y: Floats) -> Ints:
    """Return pairs (i < j) nearer than `_APART_KM`, found along the sorted x axis."""
    order = np.argsort(x, kind="stable")
    pairs = []
    for step in range(1, len(x)):
        left, right = order[:-step], order[step:]
        close_x = x[right] - x[left] < _APART_KM
        if not close_x.any():
            break
        hit = close_x & (np.hypot(x[right] - x[left], y[right] - y[left]) < _APART_KM)
        pairs.append(np.sort(np.column_stack([left[hit], right[hit]]), axis=1))
    return np.concatenate(pairs) if pairs else np.zeros((0, 2), dtype=np.int64)
