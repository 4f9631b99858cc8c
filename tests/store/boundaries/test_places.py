"""Where shapes lie: zones, shifts, exchanged codes and names, overlaps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.coordinates.systems import parse_crs
from ioc.area import BEFORE_2025, SINCE_2025, Level
from tests.store.boundaries.files import (
    Read,
    Refusal,
    write_geojson,
    write_shapefile,
)


def transform(frame: gpd.GeoDataFrame, change: Callable[[Any], Any]) -> gpd.GeoDataFrame:
    shapes = shapely.transform(np.asarray(frame.geometry.values, dtype=object), change)
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


@pytest.mark.parametrize(
    ("true", "stated"),
    [
        ("VN2000:103", "EPSG:9210"),
        ("VN2000:103", "EPSG:3405"),
        ("EPSG:3405", "VN2000:104.5"),
        ("EPSG:32648", "VN2000:103"),
        ("VN2000:103", "EPSG:32649"),
    ],
)
def test_a_wrong_zone_is_refused_and_the_likely_one_named(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal, true: str, stated: str
) -> None:
    path = tmp_path / "xa.gpkg"
    right = dien_bien.to_crs(parse_crs(true))
    right.set_crs(parse_crs(stated), allow_override=True).to_file(path)
    text = refusal_of(path)
    # VN-2000 and WGS 84 of one zone differ by 200 m: either puts the shapes in their place.
    assert f"nêu --crs {true.replace('EPSG:32648', 'EPSG:3405')}" in text


@pytest.mark.parametrize("make", ["geojson", "shp"])
def test_metres_without_a_system_are_refused_with_the_likely_one(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read, refusal_of: Refusal, make: str
) -> None:
    metres = dien_bien.to_crs(parse_crs("VN2000:103"))
    path = tmp_path / f"xa.{make}"
    if make == "geojson":
        write_geojson(path, metres)
    else:
        write_shapefile(tmp_path, metres)
        (tmp_path / "xa.prj").unlink()
    assert "nêu --crs VN2000:103 (múi 3°, kinh tuyến trục 103°00′)" in refusal_of(path)
    frame, _ = read(path, crs="VN2000:103")
    assert len(frame) == 45
    assert "nêu --crs VN2000:103 " in refusal_of(path, crs="VN2000:104.75")


def test_northing_first_is_refused_and_said(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    metres = transform(dien_bien.to_crs(parse_crs("VN2000:103")), lambda xy: xy[:, ::-1])
    path = write_geojson(tmp_path / "xa.geojson", metres)
    assert "đổi chỗ hai cột toạ độ" in refusal_of(path)


@pytest.mark.parametrize("make", ["geojson", "gpkg"])
def test_latitude_first_is_turned_and_said(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read, make: str
) -> None:
    latitude_first = transform(dien_bien, lambda xy: xy[:, ::-1])
    path = tmp_path / f"xa.{make}"
    if make == "geojson":
        write_geojson(path, latitude_first)
    else:
        latitude_first.to_file(path)
    frame, report = read(path)
    assert frame.total_bounds[0] > 100
    assert "Toạ độ ghi vĩ độ trước kinh độ: đã đổi lại." in map(str, report.notes)


@pytest.mark.parametrize(
    ("east", "north", "message"),
    [(0.08, 0.0, "về phía đông"), (0.0, -0.06, "về phía nam"), (-0.09, 0.09, "tây bắc")],
)
def test_shapes_that_are_all_shifted_are_refused(
    dien_bien: gpd.GeoDataFrame,
    tmp_path: Path,
    refusal_of: Refusal,
    east: float,
    north: float,
    message: str,
) -> None:
    path = write_geojson(
        tmp_path / "xa.geojson", transform(dien_bien, lambda xy: xy + np.array([east, north]))
    )
    text = refusal_of(path)
    assert "lệch" in text and message in text


def test_a_few_shapes_elsewhere_are_faults_of_their_rows(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    communes = dien_bien.copy()
    communes.loc[5, "geometry"] = shapely.box(0, 0, 1, 1)
    # Latitude first in one row.
    communes.loc[9, "geometry"] = shapely.transform(communes.geometry[9], lambda xy: xy[:, ::-1])
    text = refusal_of(write_geojson(tmp_path / "xa.geojson", communes))
    assert "2 lỗi" in text
    for row in (5, 9):
        assert f"dòng {row + 1}: toạ độ nằm ngoài Việt Nam" in text
        assert communes["full_name"][row] in text


def test_a_size_that_is_far_off_is_remarked(
    dien_bien: gpd.GeoDataFrame, new: pd.DataFrame, tmp_path: Path, read: Read
) -> None:
    areas = new.copy()
    areas.loc[areas["code"] == dien_bien["code"][3], "area_km2"] = 1.0
    _, report = read(write_geojson(tmp_path / "xa.geojson", dien_bien), known=areas)
    (remark,) = [each for each in map(str, report.notes) if "Diện tích khác danh mục" in each]
    assert dien_bien["full_name"][3] in remark and "(danh mục: 1,0)" in remark


def test_shapes_under_the_next_code_are_refused(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    rotation = dien_bien.set_geometry(np.roll(dien_bien.geometry.values, 1))
    text = refusal_of(write_geojson(tmp_path / "xa.geojson", rotation))
    assert "không nằm ở điểm đã biết" in text and "hình nằm ở" in text
    assert "lệch dòng" in text


def test_two_shapes_exchanged_are_refused_by_their_size(
    dien_bien: gpd.GeoDataFrame, new: pd.DataFrame, tmp_path: Path, refusal_of: Refusal, read: Read
) -> None:
    first, second = 4, 30
    order = list(range(45))
    order[first], order[second] = second, first
    path = write_geojson(
        tmp_path / "xa.geojson", dien_bien.set_geometry(dien_bien.geometry.values[order])
    )
    sizes = dien_bien.to_crs("EPSG:3405").area.to_numpy() / 1e6
    areas = new.set_index("code", drop=False).copy()
    areas.loc[dien_bien["code"], "area_km2"] = sizes
    text = refusal_of(path, known=areas.reset_index(drop=True))
    assert "bị đổi cho nhau" in text
    for row in (first, second):
        assert dien_bien["full_name"][row] in text
    # Without sizes nobody knows whether the points or the shapes are exchanged: it is asked.
    _, report = read(path, known=new.assign(area_km2=np.nan))
    assert any("có thể bị đổi cho nhau" in str(each) for each in report.questions)
    # The shapes that were published before decide, too.
    former = dict(zip(dien_bien["code"], dien_bien.geometry[order], strict=True))
    _, report = read(path, known=new.assign(area_km2=np.nan), former=former)
    assert report.questions == ()


def test_one_shape_far_from_its_point_is_asked_about(
    dien_bien: gpd.GeoDataFrame, new: pd.DataFrame, tmp_path: Path, read: Read
) -> None:
    areas = new.copy()
    code = dien_bien["code"][7]
    areas.loc[areas["code"] == code, ["lon", "lat"]] = [105.8, 21.0]
    areas.loc[areas["code"] == code, "area_km2"] = np.nan
    _, report = read(write_geojson(tmp_path / "xa.geojson", dien_bien), known=areas)
    (question,) = map(str, report.questions)
    assert f"{code} {dien_bien['full_name'][7]} cách" in question


def test_an_overlap_is_told_with_both_names(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read
) -> None:
    communes = dien_bien.copy()
    one, other = 3, 4
    piece = communes.geometry[one].centroid.buffer(0.05)
    communes.loc[other, "geometry"] = communes.geometry[other].union(piece)
    _, report = read(write_geojson(tmp_path / "xa.geojson", communes))
    (question,) = map(str, report.questions)
    assert "chồng lên nhau" in question
    assert communes["code"][one] in question and communes["code"][other] in question


def test_a_name_of_another_area_refuses_the_row(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    communes = dien_bien.copy()
    communes.loc[[1, 2], "code"] = communes["code"][[2, 1]].to_numpy()
    text = refusal_of(write_geojson(tmp_path / "xa.geojson", communes))
    assert "2 lỗi" in text
    for row in (1, 2):
        assert f"còn tên này là của {communes['full_name'][row]}" in text
        assert f"dòng {row + 1}" in text


def test_a_code_twice_and_an_unknown_one_are_refused(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    communes = dien_bien.copy()
    communes.loc[3, "code"] = communes["code"][4]
    communes.loc[3, "full_name"] = "Xã Tên Lạ"
    communes.loc[8, ["code", "full_name"]] = ["99999", "Xã Không Có"]
    text = refusal_of(write_geojson(tmp_path / "xa.geojson", communes))
    assert "đã có ở vùng thứ 4" in text and "mã 99999 không có" in text


@pytest.mark.parametrize("vintage", [BEFORE_2025.code, SINCE_2025.code])
def test_no_cell_of_the_shipped_areas_is_doubted(
    areas: dict[str, pd.DataFrame], land: Path, vintage: str
) -> None:
    name = {
        SINCE_2025.code: "communes_2025_vietnam",
        BEFORE_2025.code: "communes_pre2025_cases_reconstructed",
    }[vintage]
    _, report = read_boundaries(land / f"{name}.geojson", Level.COMMUNE, areas[vintage])
    assert not any("lệch" in str(each) for each in report.questions)
