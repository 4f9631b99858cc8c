"""A set of an earlier year, names without codes: matched by name and place, or left out."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries import Report, read_boundaries
from geo.by_place import match_by_place
from geo.matching import bare_name
from ioc.area import BEFORE_2025, Level

NAMES = {"name": "shapeName"}


@pytest.fixture(scope="module")
def areas(shipped_areas: pd.DataFrame) -> pd.DataFrame:
    old: pd.DataFrame = shipped_areas[shipped_areas["vintage"] == BEFORE_2025.code]
    return old


@pytest.fixture(scope="module")
def shapes(areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """The districts of two provinces: the land nearer to their communes' points than to others."""
    communes = areas[areas["level"] == "commune"].drop_duplicates(["lon", "lat"])
    points = shapely.MultiPoint(communes[["lon", "lat"]].to_numpy(dtype=float))
    near = shapely.buffer(shapely.get_parts(points), 0.1)
    cells = shapely.intersection(
        shapely.get_parts(shapely.voronoi_polygons(points, ordered=True)), near
    )
    land = gpd.GeoDataFrame({"code": communes["parent_code"].to_numpy()}, geometry=cells, crs=4326)
    land = land[communes["province_code"].isin(["10", "40"]).to_numpy()].dissolve("code")
    names = areas[areas["level"] == "district"].set_index("code")["full_name"]
    # As the open set has them: without type and diacritics.
    land["shapeName"] = names.loc[land.index].map(bare_name).str.title()
    rows: gpd.GeoDataFrame = land.reset_index()[["code", "shapeName", "geometry"]]
    return rows


@pytest.fixture
def districts(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return shapes.copy()


def read(frame: gpd.GeoDataFrame, areas: pd.DataFrame, folder: Path) -> tuple[list[str], Report]:
    """The codes that a file's features are tied to, and the report."""
    path = folder / "geoBoundaries-VNM-ADM2.geojson"
    frame.drop(columns="code").to_file(path)
    shapes, report = read_boundaries(path, Level.DISTRICT, areas, NAMES, by_place=True)
    return shapes["code"].tolist(), report


def test_names_without_codes_and_provinces_find_their_areas(
    districts: gpd.GeoDataFrame, areas: pd.DataFrame, tmp_path: Path
) -> None:
    codes, report = read(districts, areas, tmp_path)
    assert [str(each) for each in report.left_out] == []
    assert codes == sorted(districts["code"])
    assert report.left_out == ()
    assert len(report.matched_by_name) == len(districts) == 29


def test_other_names_and_other_land_are_left_out_with_the_reason(
    districts: gpd.GeoDataFrame, areas: pd.DataFrame, tmp_path: Path
) -> None:
    rows = {code: row for row, code in enumerate(districts["code"])}
    bat_xat, muong_khuong, lao_cai = rows["082"], rows["083"], rows["080"]
    districts.loc[lao_cai, "shapeName"] = "Khong Ten Nay"
    # What was two districts in the earlier year, under the name of one of today.
    districts.loc[bat_xat, "geometry"] = districts.geometry[bat_xat].union(
        districts.geometry[muong_khuong]
    )
    codes, report = read(districts.drop(index=muong_khuong), areas, tmp_path)
    assert set(districts["code"]) - set(codes) == {"080", "082", "083"}
    reasons = sorted(map(str, report.left_out))
    assert len(reasons) == 2
    assert "“Bat Xat”: cùng tên với Huyện Bát Xát (mã 082) nhưng khác đất" in reasons[0]
    assert "“Khong Ten Nay”: nằm ở Thành phố Lào Cai (mã 080) nhưng khác tên" in reasons[1]
    assert {"080", "082", "083"} <= set(report.missing)


def test_the_province_of_a_feature_decides_between_names(
    districts: gpd.GeoDataFrame, areas: pd.DataFrame
) -> None:
    """Kỳ Sơn was a district of Nghệ An and, until 2019, one of Hoà Bình."""
    own = districts[districts["code"] == "417"]
    (match,), left = match_by_place(
        own["shapeName"].tolist(), own.geometry.to_numpy(), areas, Level.DISTRICT
    )
    assert (match.codes, left) == (("417",), ())
    far = own.geometry.translate(xoff=6.0, yoff=-1.0)
    (match,), left = match_by_place(["Ky Son"], far.to_numpy(), areas, Level.DISTRICT)
    assert match.codes == ()
    assert "không có điểm nào" in str(left[0])
    shape = own.geometry.to_numpy()
    (match,), left = match_by_place([""], shape, areas, Level.DISTRICT)
    assert match.codes == ()
    assert "không có tên" in str(left[0])
    none = match_by_place(["Ky Son"], [None], areas, Level.DISTRICT)  # type: ignore[arg-type]
    assert none[0][0].codes == ()


def test_an_island_without_communes_is_found_by_its_own_point(areas: pd.DataFrame) -> None:
    point = areas[areas["code"] == "318"].iloc[0]
    around = gpd.GeoSeries(gpd.points_from_xy([point["lon"]], [point["lat"]])).buffer(0.05)
    (match,), _ = match_by_place(["Bach Long Vi"], around.to_numpy(), areas, Level.DISTRICT)
    assert match.codes == ("318",)
