"""Cells from points: a valid coverage, the same every time, islands included."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.coordinates.projection import to_degrees
from geo.islands import archipelago_codes
from geo.schematic import schematic_cells
from ioc.area import BEFORE_2025, SHIPPED_VINTAGES, SINCE_2025


@pytest.fixture(scope="module")
def shipped(shipped_areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    by_vintage = shipped_areas.groupby("vintage")
    return {str(vintage): rows.reset_index(drop=True) for vintage, rows in by_vintage}


@pytest.fixture(scope="module")
def schematics(shipped: dict[str, pd.DataFrame]) -> dict[str, gpd.GeoDataFrame]:
    """The cells of each shipped vintage."""
    return {vintage: schematic_cells(areas) for vintage, areas in shipped.items()}


def grid(side: int = 4) -> pd.DataFrame:
    """A made-up province of side² communes, about 11 km apart."""
    rows = [
        (f"{10000 + 3 * n:05d}", "commune", "90", "90", f"Xã {n}",
         105.0 + 0.1 * (n % side), 21.0 + 0.1 * (n // side))
        for n in range(side * side)
    ]  # fmt: skip
    rows.append(("90", "province", "VN", "90", "Tỉnh Thử", np.nan, np.nan))
    columns = ["code", "level", "parent_code", "province_code", "name", "lon", "lat"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize("vintage", [each.code for each in SHIPPED_VINTAGES])
def test_every_commune_has_a_cell_and_neighbours_share_borders(
    shipped: dict[str, pd.DataFrame], schematics: dict[str, gpd.GeoDataFrame], vintage: str
) -> None:
    areas, cells = shipped[vintage], schematics[vintage]
    communes = set(areas.loc[areas["level"] == "commune", "code"])
    assert communes <= set(cells["code"])
    assert cells["code"].is_monotonic_increasing and cells["code"].is_unique
    shapes = cells.geometry.values
    assert shapely.is_valid(shapes).all() and not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    # The country has 331,000 km²; an outline guessed from points may be a tenth off.
    assert 0.9 < shapely.area(shapes).sum() / 331e9 < 1.1


def test_outline_is_near_the_real_one(schematics: dict[str, gpd.GeoDataFrame]) -> None:
    # Ten places well inside, ten well outside the country.
    inside = [
        (105.85, 21.03), (104.9, 19.2), (108.0, 14.0), (106.7, 10.8), (105.1, 9.2),
        (103.2, 21.8), (106.6, 17.4), (107.6, 16.4), (108.4, 11.9), (106.0, 22.5),
    ]  # fmt: skip
    outside = [
        (102.6, 17.97), (104.9, 11.55), (107.5, 19.5), (110.3, 20.0), (108.3, 22.8),
        (110.5, 12.0), (103.9, 18.6), (106.9, 13.8), (107.6, 9.0), (101.9, 21.0),
    ]  # fmt: skip
    for cells in schematics.values():
        land = shapely.union_all(to_degrees(np.asarray(cells.geometry.values, dtype=object)))
        assert shapely.contains_xy(land, *zip(*inside, strict=True)).all()
        assert not shapely.contains_xy(land, *zip(*outside, strict=True)).any()


def test_archipelagos_are_drawn_in_both_vintages(
    schematics: dict[str, gpd.GeoDataFrame],
) -> None:
    islands: dict[str, dict[str, tuple[float, float]]] = {
        SINCE_2025.code: {"20333": (112, 16.5), "22736": (112, 9)},
        BEFORE_2025.code: {"498": (112, 16.5), "22736": (112, 9), "22737": (114.3, 11.4),
                           "22739": (114.4, 10.1)},
    }  # fmt: skip
    for vintage, places in islands.items():
        cells = schematics[vintage].set_index("code")
        for code, (lon, lat) in places.items():
            shape = to_degrees(np.array([cells.geometry[code]], dtype=object))[0]
            assert shapely.distance(shape, shapely.Point(lon, lat)) < 1.5, code
            assert shape.bounds[0] > 110


def test_districts_without_communes_have_cells(
    schematics: dict[str, gpd.GeoDataFrame],
) -> None:
    cells = schematics[BEFORE_2025.code]
    lone = cells[cells["level"] == "district"]
    assert sorted(lone["code"]) == ["318", "471", "498", "536", "755"]


def test_row_order_does_not_matter(
    shipped: dict[str, pd.DataFrame], schematics: dict[str, gpd.GeoDataFrame]
) -> None:
    again = shipped[SINCE_2025.code].sample(frac=1, random_state=5)
    one, two = schematics[SINCE_2025.code], schematic_cells(again)
    assert one["code"].tolist() == two["code"].tolist()
    assert (shapely.to_wkb(one.geometry.values) == shapely.to_wkb(two.geometry.values)).all()


def test_missing_and_shared_points_still_make_cells() -> None:
    areas = grid()
    areas.loc[3, ["lon", "lat"]] = np.nan
    areas.loc[6:8, ["lon", "lat"]] = areas.loc[5, ["lon", "lat"]].to_numpy()
    cells = schematic_cells(areas)
    assert len(cells) == 16
    assert (cells.area > 1e5).all()
    assert shapely.coverage_is_valid(cells.geometry.values)


def test_point_in_another_province_is_put_back() -> None:
    near, far = grid(), grid()
    far["code"] = far["code"].str.replace("1", "2", n=1).replace("90", "91")
    far["parent_code"] = far["parent_code"].replace("90", "91")
    far["province_code"] = "91"
    far["lon"] += 1.0
    near.loc[5, ["lon", "lat"]] = [106.15, 21.15]
    cells = schematic_cells(pd.concat([near, far])).set_index("code")
    strayed = to_degrees(np.array([cells.geometry["10015"]], dtype=object))[0]
    assert strayed.centroid.x < 105.5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_areas_are_enough(count: int) -> None:
    areas = grid()
    cells = schematic_cells(pd.concat([areas.iloc[:count], areas.tail(1)]))
    assert len(cells) == count
    assert (cells.area > 1e6).all()


def test_villages_and_the_country_have_no_cells() -> None:
    areas = grid()
    more = pd.DataFrame(
        [("VN", "country", None, None, "Việt Nam", np.nan, np.nan),
         ("V1", "village", "10000", "90", "Bản Một", 105.0, 21.0)],
        columns=areas.columns,
    )  # fmt: skip
    assert set(schematic_cells(pd.concat([areas, more]))["code"]) == set(areas["code"]) - {"90"}


def test_known_positions_need_the_right_province() -> None:
    frame = pd.DataFrame(
        [("1", "48", "Hoàng Sa"), ("2", "40", "Hoàng Sa"), ("3", "56", "Sinh Tồn")],
        columns=["code", "province_code", "name"],
    )
    assert set(archipelago_codes(frame)) == {"1"}
