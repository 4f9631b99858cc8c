"""Shipped areas and crosswalk against the reference tables; docs/areas.md has the differences."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from sqlalchemy import Connection, select

from data.queries.areas import read_areas
from data.store.schema import area, area_relation
from geo.coordinates.projection import points_to_metric, to_metric
from ioc.area import BEFORE_2025, SINCE_2025, Level, search_name


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


def reference(shared_geo: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(shared_geo / name, dtype=str, keep_default_na=False)


@pytest.mark.parametrize(
    ("vintage", "table"),
    [(BEFORE_2025.code, "areas_pre2025.csv"), (SINCE_2025.code, "areas_2025.csv")],
)
def test_codes_levels_parents_and_names(
    store: Connection, shared_geo: Path, root: Path, vintage: str, table: str
) -> None:
    official = reference(shared_geo, table).set_index("code")
    areas = read_areas(store, vintage).set_index("code")
    assert set(areas.index) == set(official.index)
    official = official.loc[areas.index]
    assert (areas["level"] == official["level"]).all()
    assert (areas["parent_code"].fillna("") == official["parent_code"]).all()
    mine = areas["full_name"].map(search_name)
    theirs = official["full_name"].map(search_name)
    exceptions = set(re.findall(r"^\| (\d+) \|", (root / "docs/areas.md").read_text("utf-8"), re.M))
    differing = set(areas.index[mine != theirs])
    assert differing == (exceptions if vintage == BEFORE_2025.code else set())


def test_points_and_sizes_are_those_of_the_land(store: Connection, shared_geo: Path) -> None:
    """A comparison of shapes with what is known must not be fooled by the table."""
    shapes = gpd.read_file(shared_geo / "communes_2025_vietnam.geojson").set_index("code").geometry
    communes = read_areas(store, SINCE_2025.code, Level.COMMUNE).set_index("code")
    communes = communes.drop(["20333", "22736"])  # the archipelagos are symbols
    own = to_metric(shapes.reindex(communes.index).to_numpy())
    points = shapely.points(
        *points_to_metric(communes["lon"].to_numpy(), communes["lat"].to_numpy())
    )
    away = pd.Series(shapely.distance(points, own) / 1000, communes.index)
    assert away[away > 1].to_dict() == {}
    share = communes["area_km2"] / (shapely.area(own) / 1e6)
    assert share[(share > 1.6) | (share < 0.45)].to_dict() == {}


def test_crosswalk_agrees_but_for_the_documented_pairs(
    store: Connection, shared_geo: Path, root: Path
) -> None:
    table = reference(shared_geo, "crosswalk_2025.csv")
    old = table["old_commune_code"].where(
        table["old_commune_code"] != "", table["old_district_code"]
    )
    official = set(zip(old, table["new_commune_code"], strict=True))
    relations = {
        (row.from_code, row.to_code): row.kind for row in store.execute(select(area_relation))
    }
    text = (root / "docs/areas.md").read_text("utf-8")
    lacking, only_here = text.split("Pairs missing in the package")[1].split("Pairs that only")
    only_here = only_here.split("Pairs that are part")[0]
    pairs = re.compile(r"^\| (\d{3,5}) [^|]*\| (\d{5}) ", re.M)
    assert official - set(relations) == set(pairs.findall(lacking))
    assert set(relations) - official == set(pairs.findall(only_here))


def test_every_unchanged_commune_is_one_unit_in_both_vintages(
    store: Connection, shared_geo: Path
) -> None:
    crosswalk = pd.read_csv(shared_geo / "crosswalk_2025.csv", dtype=str, keep_default_na=False)
    unchanged = crosswalk[crosswalk["relation"] == "unchanged"]
    units = {
        (row[0], row[1]): row[2]
        for row in store.execute(select(area.c.vintage, area.c.code, area.c.unit_id))
    }
    assert len(unchanged) == 131
    for row in unchanged.itertuples():
        assert (
            units[BEFORE_2025.code, row.old_commune_code]
            == units[SINCE_2025.code, row.new_commune_code]
        )
