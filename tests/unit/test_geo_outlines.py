"""Real outlines of the provinces: those of the table, a coverage, and cells that fill them."""

from __future__ import annotations

from typing import cast

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.coordinates.projection import points_to_metric
from geo.manifest import MapEntry, guessed_vintages
from geo.outlines.cells import cells_inside
from geo.outlines.provinces import province_outlines
from geo.schematic import schematic_cells
from ioc.area import BEFORE_2025, SHIPPED_VINTAGES, SINCE_2025

VINTAGES = [each.code for each in SHIPPED_VINTAGES]
# Where each cell has a lone place: islands that the outlines lack, by vintage.
ISLANDS = {SINCE_2025.code: {"11948", "19742"}, BEFORE_2025.code: {"318", "471"}}


@pytest.fixture(scope="module")
def shipped(shipped_areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        str(vintage): rows.reset_index(drop=True)
        for vintage, rows in shipped_areas.groupby("vintage")
    }


@pytest.fixture(scope="module")
def cells(shipped: dict[str, pd.DataFrame]) -> dict[str, gpd.GeoDataFrame]:
    return {
        code: schematic_cells(areas, province_outlines(code)) for code, areas in shipped.items()
    }


@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_province_has_an_outline_and_they_fit_together(
    shipped: dict[str, pd.DataFrame], vintage: str
) -> None:
    areas, outlines = shipped[vintage], province_outlines(vintage)
    assert set(outlines) == set(areas.loc[areas["level"] == "province", "code"])
    shapes = np.array(list(outlines.values()), dtype=object)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    # 331,000 km² by the yearbook, islands and salt marshes included.
    assert shapely.area(shapes).sum() / 331e9 == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_provinces_outline_holds_the_points_of_its_areas(
    shipped: dict[str, pd.DataFrame], vintage: str
) -> None:
    areas, outlines = shipped[vintage], province_outlines(vintage)
    communes = areas[(areas["level"] == "commune") & areas["lon"].notna()]
    x, y = points_to_metric(*(communes[each].to_numpy(dtype=float) for each in ("lon", "lat")))
    homes = np.array([outlines[code] for code in communes["province_code"]], dtype=object)
    inside = shapely.distance(homes, shapely.points(x, y)) < 3_000
    assert inside.mean() > 0.99


@pytest.mark.parametrize("vintage", VINTAGES)
def test_cells_fill_the_outlines_and_fit_together(
    cells: dict[str, gpd.GeoDataFrame], vintage: str
) -> None:
    frame, outlines = cells[vintage], province_outlines(vintage)
    shapes = np.asarray(frame.geometry.values, dtype=object)
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    for code, own in frame.groupby("province_code"):
        union = shapely.union_all(np.asarray(own.geometry.values, dtype=object))
        lacking = shapely.area(shapely.difference(outlines[str(code)], union))
        assert lacking / shapely.area(outlines[str(code)]) < 0.001, code


@pytest.mark.parametrize("vintage", VINTAGES)
def test_islands_that_the_outlines_lack_are_drawn(
    cells: dict[str, gpd.GeoDataFrame], vintage: str
) -> None:
    land = shapely.union_all(np.array(list(province_outlines(vintage).values()), dtype=object))
    frame = cells[vintage].set_index("code")
    for code in ISLANDS[vintage]:
        assert shapely.disjoint(frame.geometry[code], land), code
        assert frame.geometry[code].area > 1e6


def test_a_point_outside_its_province_is_taken_just_inside() -> None:
    square = {"1": shapely.box(0, 0, 20_000, 20_000), "2": shapely.box(20_000, 0, 40_000, 20_000)}
    points = np.array(
        [[5_000.0, 5_000.0], [22_000.0, 9_000.0], [22_000.0, 9_001.0], [30_000, 9_000]]
    )
    provinces = np.array(["1", "1", "1", "2"])
    cells = cells_inside(square, provinces, points, np.full(4, 2_000.0))
    assert shapely.coverage_is_valid(cells)
    for cell, code in zip(cells, provinces, strict=True):
        assert shapely.area(cell) > 0
        assert shapely.area(shapely.difference(cell, square[code])) == 0
    assert shapely.area(cells).sum() == pytest.approx(800e6)


def test_an_island_ends_before_the_land() -> None:
    outlines = {"1": shapely.box(0, 0, 20_000, 20_000)}
    points = np.array([[10_000.0, 10_000.0], [35_000.0, 10_000.0]])
    land, island = cells_inside(outlines, np.array(["1", "1"]), points, np.full(2, 50_000.0))
    assert shapely.disjoint(land, island)
    assert shapely.contains_xy(island, 35_000, 10_000)


def test_other_vintages_have_no_outlines() -> None:
    assert province_outlines("2031-01-01") == {}


def test_maps_of_guessed_outlines_are_drawn_anew_but_not_those_with_loaded_shapes() -> None:
    guessed = {"vintage": BEFORE_2025.code, "tier": "schematic"}
    real = {"vintage": SINCE_2025.code, "tier": "schematic", "outline": "OpenStreetMap"}
    mixed = {"vintage": SINCE_2025.code, "tier": "schematic", "better": {"open": ["40"]}}
    later = {"vintage": "2031-01-01", "tier": "schematic"}
    entries = cast("list[MapEntry]", [guessed, real, mixed, later])
    assert guessed_vintages(entries) == {BEFORE_2025.code}
