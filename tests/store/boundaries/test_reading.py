"""Boundary files as they come: formats, headings, codes, coordinate systems, faults."""

from __future__ import annotations

import json
import warnings
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import CRS

from geo.boundaries import read_boundaries
from geo.coordinates.systems import parse_crs
from ioc.area import BEFORE_2025, SINCE_2025, Level
from ioc.errors import LoadRefusedError
from tests.land import LAND_FILES

OLD, NEW = BEFORE_2025.code, SINCE_2025.code


@pytest.fixture(scope="module")
def shipped(shipped_areas: pd.DataFrame) -> pd.DataFrame:
    return shipped_areas.copy()


@pytest.fixture(scope="module")
def old(shipped: pd.DataFrame) -> pd.DataFrame:
    return shipped[shipped["vintage"] == OLD]


@pytest.fixture(scope="module")
def new(shipped: pd.DataFrame) -> pd.DataFrame:
    return shipped[shipped["vintage"] == NEW]


@pytest.fixture(scope="module")
def dien_bien(land: Path) -> gpd.GeoDataFrame:
    """The 45 communes of Điện Biên since 2025, as a frame to make files from."""
    frame = gpd.read_file(land / "communes_2025_cases.geojson")
    rows: gpd.GeoDataFrame = frame.loc[
        frame["parent_code"] == "11", ["code", "full_name", "geometry"]
    ].reset_index(drop=True)
    return rows


def refusals(call: Callable[[], object]) -> list[str]:
    with pytest.raises(LoadRefusedError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("name", "level", "vintage", "features", "codes"), LAND_FILES)
def test_files_load_as_they_are(
    shipped: pd.DataFrame,
    land: Path,
    name: str,
    level: Level,
    vintage: str,
    features: int,
    codes: int,
) -> None:
    areas = shipped[shipped["vintage"] == vintage]
    frame, report = read_boundaries(land / f"{name}.geojson", level, areas, other_areas=shipped)
    assert len(frame) == report.features == features
    assert sum(map(len, frame["codes"])) == codes
    assert frame["code"].tolist() == sorted(frame["code"])
    assert set(frame["code"]) <= set(areas.loc[areas["level"] == level, "code"])
    parents = areas.set_index("code")["parent_code"]
    assert (frame["parent_code"] == frame["code"].map(parents)).all()
    assert frame.crs == "EPSG:4326"
    assert shapely.is_valid(frame.geometry.values).all()
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert report.fit.share > 0.98


def test_one_polygon_for_several_old_communes_carries_all_codes(
    old: pd.DataFrame, land: Path
) -> None:
    frame, report = read_boundaries(
        land / "communes_pre2025_cases_reconstructed.geojson", Level.COMMUNE, old
    )
    groups = {row.code: row.codes for row in frame.itertuples() if len(row.codes) > 1}
    assert len(groups) == 9
    assert groups["17209"] == ["17209", "17212", "17218"]
    assert report.missing == ("02659", "03003", "03006", "03016", "03028")


@pytest.mark.parametrize(
    ("name", "level", "vintage", "better", "share"),
    [
        ("communes_2025_vietnam", Level.COMMUNE, OLD, NEW, "46,3"),
        ("communes_2025_cases", Level.COMMUNE, OLD, NEW, "52,2"),
        ("communes_pre2025_cases_reconstructed", Level.COMMUNE, NEW, OLD, "41,0"),
        ("provinces_2025_vietnam", Level.PROVINCE, OLD, NEW, "79,4"),
    ],
)
def test_another_vintage_is_refused_with_share_and_advice(
    shipped: pd.DataFrame,
    land: Path,
    name: str,
    level: Level,
    vintage: str,
    better: str,
    share: str,
) -> None:
    areas = shipped[shipped["vintage"] == vintage]
    problems = refusals(
        lambda: read_boundaries(land / f"{name}.geojson", level, areas, other_areas=shipped)
    )
    assert len(problems) == 1
    assert f"không thuộc kỳ địa giới {vintage}" in problems[0]
    assert f"{share} %" in problems[0]
    assert f"khớp kỳ địa giới {better} hơn" in problems[0]


def test_codes_alone_tell_vintages_apart(shipped: pd.DataFrame, land: Path, tmp_path: Path) -> None:
    # 3,316 of the 3,321 codes exist in both vintages: without names only the set of codes speaks.
    path = tmp_path / "ma.geojson"
    frame = gpd.read_file(land / "communes_2025_vietnam.geojson")
    frame = frame[frame["parent_code"].isin(["11", "40"])]
    frame[["code", "geometry"]].to_file(path)
    areas = {code: rows for code, rows in shipped.groupby("vintage")}
    read, _ = read_boundaries(path, Level.COMMUNE, areas[NEW], other_areas=shipped)
    assert len(read) == len(frame)
    problems = refusals(
        lambda: read_boundaries(path, Level.COMMUNE, areas[OLD], other_areas=shipped)
    )
    assert f"khớp kỳ địa giới {NEW} hơn" in problems[0]


def test_level_that_the_vintage_lacks_is_refused(new: pd.DataFrame, land: Path) -> None:
    path = land / "districts_pre2025_cases_reconstructed.geojson"
    assert "không có cấp huyện" in refusals(lambda: read_boundaries(path, Level.DISTRICT, new))[0]


def test_geopackage_with_number_codes_and_other_headings(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "xa.gpkg"
    communes = dien_bien.rename(columns={"code": "MA_XA", "full_name": "TenXa"})
    communes["MA_XA"] = communes["MA_XA"].astype(int)
    communes.to_file(path, layer="xã")
    frame, report = read_boundaries(path, Level.COMMUNE, new)
    assert frame["code"].tolist() == dien_bien["code"].tolist()
    assert report.columns == {"code": "MA_XA", "name": "TenXa"}


def test_zipped_shapefile_keeps_vietnamese_names(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    dien_bien.rename(columns={"code": "maxa", "full_name": "ten"}).to_file(
        tmp_path / "xa.shp", encoding="UTF-8"
    )
    for with_cpg in (True, False):
        path = tmp_path / f"xa_{with_cpg}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in sorted(tmp_path.glob("xa.*")):
                if with_cpg or part.suffix != ".cpg":
                    archive.write(part, f"lớp/{part.name}")
        frame, report = read_boundaries(path, Level.COMMUNE, new)
        assert frame["code"].tolist() == dien_bien["code"].tolist()
        assert report.renamed == {}


def test_zip_of_single_geojson_files(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    # As the open set comes: one file per area, provinces and communes together.
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        province = {"code": "11", "name": "Điện Biên", "fullName": "Tỉnh Điện Biên"}
        rows = [("geojson/11_dien_bien/11_dien_bien.geojson", province, dien_bien.union_all())]
        rows += [
            (
                f"geojson/11_dien_bien/wards/{row.code}.geojson",
                {"code": row.code, "fullName": row.full_name},
                row.geometry,
            )
            for row in dien_bien.itertuples()
        ]
        for name, properties, shape in rows:
            feature = {
                "type": "Feature",
                "id": properties["code"],
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            content = {"type": "FeatureCollection", "features": [feature]}
            archive.writestr(name, json.dumps(content, ensure_ascii=False))
    communes, _ = read_boundaries(path, Level.COMMUNE, new)
    provinces, _ = read_boundaries(path, Level.PROVINCE, new)
    assert communes["code"].tolist() == dien_bien["code"].tolist()
    assert provinces["code"].tolist() == ["11"]


def test_names_find_areas_when_there_are_no_codes(
    old: pd.DataFrame, land: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ten.geojson"
    frame = gpd.read_file(land / "communes_pre2025_cases_reconstructed.geojson")
    frame = frame[(frame["province_code"] == "10") & (frame["how"] == "name match")]
    districts = old.set_index("code")["name"]
    communes = gpd.GeoDataFrame(
        {
            # Without diacritics and with abbreviated types, as such files are.
            "TEN_XA": frame["full_name"].str.replace("Phường ", "P. "),
            "TEN_HUYEN": frame["parent_code"].map(districts),
            "TEN_TINH": "Lào Cai",
        },
        geometry=frame.geometry,
        crs=frame.crs,
    )
    fitting = frame["full_name"].isin(old["full_name"]).to_numpy()
    communes[fitting].to_file(path)
    read, report = read_boundaries(path, Level.COMMUNE, old)
    assert sorted(read["code"]) == sorted(frame.loc[fitting, "code"])
    assert len(report.matched_by_name) == fitting.sum()


def test_same_name_twice_in_a_province_needs_the_district_or_the_place(
    old: pd.DataFrame, tmp_path: Path
) -> None:
    names = old[(old["level"] == "commune") & (old["province_code"] == "40")]
    twins = names[names["full_name"].duplicated(keep=False)].sort_values("full_name").head(2)
    path = tmp_path / "trung.geojson"
    gpd.GeoDataFrame(
        {"ten": twins["full_name"].tolist(), "tinh": "Nghệ An"},
        geometry=[shapely.box(107, 18, 107.1, 18.1), shapely.box(107.2, 18, 107.3, 18.1)],
        crs=4326,
    ).to_file(path)
    problems = refusals(lambda: read_boundaries(path, Level.COMMUNE, old))
    assert len(problems) == 2
    assert "địa bàn cùng tên" in problems[0] and "dòng 1" in problems[0]
    gpd.GeoDataFrame(
        {"ten": twins["full_name"].tolist(), "mahuyen": twins["parent_code"].tolist()},
        geometry=[shapely.box(107, 18, 107.1, 18.1), shapely.box(107.2, 18, 107.3, 18.1)],
        crs=4326,
    ).to_file(path)
    assert set(read_boundaries(path, Level.COMMUNE, old)[0]["code"]) == set(twins["code"])


@pytest.mark.parametrize("system", ["EPSG:3405", "VN2000:103"])
def test_metric_coordinates_are_transformed(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path, system: str
) -> None:
    metric = dien_bien.to_crs(parse_crs(system))
    stated, silent = tmp_path / "co.gpkg", tmp_path / "khong.geojson"
    metric.to_file(stated)
    # GeoJSON without a crs member claims degrees; these are metres.
    silent.write_text(
        metric.set_crs(None, allow_override=True).to_json(drop_id=True), encoding="utf-8"
    )
    problems = refusals(lambda: read_boundaries(silent, Level.COMMUNE, new))
    assert "--crs" in problems[0]
    for path, crs in ((stated, None), (silent, system)):
        frame, report = read_boundaries(path, Level.COMMUNE, new, crs=crs)
        drift = shapely.hausdorff_distance(
            frame.geometry.values, dien_bien.sort_values("code").geometry.values
        )
        assert drift.max() < 1e-5
        assert report.notes


def test_latitude_first_is_turned(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "nguoc.shp"
    latitude_first = dien_bien.set_geometry(
        gpd.GeoSeries(shapely.transform(dien_bien.geometry.values, lambda xy: xy[:, ::-1]))
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        latitude_first.to_file(path, encoding="UTF-8")
    (tmp_path / "nguoc.prj").unlink(missing_ok=True)
    frame, report = read_boundaries(path, Level.COMMUNE, new)
    assert frame.total_bounds[0] > 100
    assert any("vĩ độ trước" in str(note) for note in report.notes)


def test_place_outside_the_country_and_unknown_crs_are_refused(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "xa.gpkg"
    dien_bien.set_crs(32633, allow_override=True).to_file(path)
    assert "ngoài Việt Nam" in refusals(lambda: read_boundaries(path, Level.COMMUNE, new))[0]
    problems = refusals(lambda: read_boundaries(path, Level.COMMUNE, new, crs="VN2000:abc"))
    assert "không có hệ toạ độ này" in problems[0]
    assert CRS.from_epsg(4326) == parse_crs("EPSG:4326")


def test_broken_geometry_is_repaired(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    communes = dien_bien.copy()
    hull = communes.geometry[0].envelope
    west, south, east, north = hull.bounds
    # The ring crosses itself near one corner.
    communes.loc[0, "geometry"] = shapely.Polygon(
        [(west, south), (east, south), (east, north), (west, north), (west + 0.01, south - 0.001)]
    )
    assert not communes.geometry[0].is_valid
    communes.to_file(tmp_path / "hong.gpkg")
    frame, report = read_boundaries(tmp_path / "hong.gpkg", Level.COMMUNE, new)
    assert report.repairs == (dien_bien["code"][0],)
    assert shapely.is_valid(frame.geometry.values).all()


def test_all_faults_are_told_at_once_with_row_and_name(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "loi.geojson"
    communes = dien_bien.copy()
    line = shapely.LineString([(103, 21), (103.1, 21)])
    communes.loc[2, "geometry"] = None
    communes.loc[4, "geometry"] = line
    communes.loc[6, "geometry"] = shapely.Polygon([(103, 21), (103.1, 21), (103.2, 21)])
    communes.loc[8, ["code", "full_name"]] = ["99999", "Xã Không Có"]
    communes.loc[10, "code"] = communes["code"][11]
    communes.to_file(path)
    problems = refusals(lambda: read_boundaries(path, Level.COMMUNE, new))
    assert [text.split("dòng ")[1].split(":")[0] for text in problems] == [
        "3", "5", "7", "9", "11", "12",
    ]  # fmt: skip
    for text, words in zip(
        problems,
        [
            "không có hình",
            "không phải là vùng",
            "đường biên",
            "99999",
            "còn tên này là của",
            "đã có ở vùng thứ 11",
        ],
        strict=True,
    ):
        assert words in text
    assert communes["full_name"][2] in problems[0]


def test_parts_of_one_area_in_several_rows_become_one(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "phan.gpkg"
    first = dien_bien.geometry[0]
    west, south, east, north = first.bounds
    middle = (west + east) / 2
    halves = [
        first.intersection(shapely.box(west, south, middle, north)),
        first.intersection(shapely.box(middle, south, east, north)),
    ]
    communes = pd.concat([dien_bien.iloc[[0, 0]].set_geometry(halves), dien_bien.iloc[1:]])
    communes.to_file(path)
    frame, report = read_boundaries(path, Level.COMMUNE, new)
    assert report.unions == (dien_bien["code"][0],)
    assert len(frame) == len(dien_bien)
    assert frame.geometry[0].area == pytest.approx(first.area)


def test_headings_can_be_named_and_wrong_ones_are_told(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "la.gpkg"
    dien_bien.rename(columns={"code": "F1", "full_name": "F2"}).to_file(path)
    assert "không nhận ra cột mã" in refusals(lambda: read_boundaries(path, Level.COMMUNE, new))[0]
    frame, _ = read_boundaries(path, Level.COMMUNE, new, {"code": "F1", "name": "F2"})
    assert len(frame) == len(dien_bien)
    problems = refusals(
        lambda: read_boundaries(path, Level.COMMUNE, new, {"code": "F9", "mã": "F1"})
    )
    assert len(problems) == 2
    assert "F1, F2" in problems[0]


def test_layers_must_be_named_when_there_are_several(
    new: pd.DataFrame, dien_bien: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "nhieu.gpkg"
    dien_bien.to_file(path, layer="moi")
    dien_bien.head(3).to_file(path, layer="thu")
    assert "“moi”, “thu”" in refusals(lambda: read_boundaries(path, Level.COMMUNE, new))[0]
    assert len(read_boundaries(path, Level.COMMUNE, new, layer="thu")[0]) == 3


@pytest.mark.parametrize("content", [b"", b"{", b'{"type":"FeatureCollection","features":[]}'])
def test_unreadable_or_empty_files_are_refused(
    new: pd.DataFrame, tmp_path: Path, content: bytes
) -> None:
    for name in ("a.geojson", "a.gpkg", "a.zip", "a.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        assert name in refusals(partial(read_boundaries, path, Level.COMMUNE, new))[0]
