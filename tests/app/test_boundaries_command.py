"""`python app.py boundaries …`: what was read is shown, somebody agrees, and it can be undone."""

from __future__ import annotations

import hashlib
import socket
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from cli.commands import run
from geo.apart import read_apart
from geo.manifest import MANIFEST_NAME, MapEntry, read_manifest
from geo.matching import bare_name
from geo.publish import publish_schematic
from geo.topology import decode_topology
from ioc.area import BEFORE_2025, SINCE_2025, Level
from ioc.errors import LoadRefusedError
from ioc.settings import Settings
from sandbox.limits import Limits
from tests.app.command_store import fill_var, publish_nothing

NEW, OLD, DIEN_BIEN = SINCE_2025.code, BEFORE_2025.code, "11"
LOAD = ["boundaries", "load"]
VINTAGE_OPTIONS = ["--vintage", NEW, "--level", "commune"]
TERMS = ["--tier", "official", "--licence", "Quyết định 12/QĐ-UBND"]


@pytest.fixture(scope="module")
def cells(shipped_areas: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cells of two provinces, and an entry that stands for those of the vintage before."""
    folder = tmp_path_factory.mktemp("cells")
    own = shipped_areas[
        (shipped_areas["vintage"] == NEW)
        & (shipped_areas["province_code"].isin([DIEN_BIEN, "14"]) | (shipped_areas["code"] == "VN"))
    ]
    publish_schematic(folder, own, NEW)
    publish_nothing(folder, BEFORE_2025.code)
    return folder


@pytest.fixture
def published(shipped_file: Path, cells: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of maps of a prepared store without demo data."""
    monkeypatch.setenv("IOC_DEMO", "false")
    settings, engine = fill_var(shipped_file)
    for file in cells.iterdir():
        (settings.published / file.name).write_bytes(file.read_bytes())
    yield Settings().published
    engine.dispose()


@pytest.fixture(scope="module")
def communes(land: Path) -> gpd.GeoDataFrame:
    frame = gpd.read_file(land / "communes_2025_cases.geojson")
    rows: gpd.GeoDataFrame = frame[frame["parent_code"] == DIEN_BIEN].reset_index(drop=True)
    return rows[["code", "full_name", "geometry"]]


@pytest.fixture
def file(communes: gpd.GeoDataFrame, tmp_path: Path) -> Path:
    path = tmp_path / "ranh-gioi.geojson"
    communes.to_file(path)
    return path


def ends_with(status: int, *arguments: object) -> None:
    with pytest.raises(SystemExit) as exit_info:
        run([str(each) for each in arguments])
    assert exit_info.value.code == status


def entry(folder: Path) -> MapEntry:
    (match,) = [
        each
        for each in read_manifest(folder)["entries"]
        if (each["vintage"], each["level"], each["parent"]) == (NEW, "commune", DIEN_BIEN)
    ]
    return match


def codes_on_map(folder: Path) -> set[str]:
    return set(decode_topology((folder / entry(folder)["file"]).read_bytes())["code"])


def test_a_look_writes_nothing(
    published: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--dry-run"])
    before = (published / MANIFEST_NAME).read_bytes()
    output = capsys.readouterr().out
    assert "Đọc 45 vùng (mã: code, tên: full_name)" in output and "hoàn toàn" in output
    assert "Chưa ghi gì" in output
    # Steps are told as they come.
    assert "So vị trí với điểm đã biết…" in output
    assert (published / MANIFEST_NAME).read_bytes() == before


def test_tier_and_licence_are_never_assumed(
    published: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = (published / MANIFEST_NAME).read_bytes()
    for options, lacking in (
        ([], ["--tier", "--licence"]),
        (["--tier", "open"], ["--licence"]),
        (["--licence", "MIT"], ["--tier"]),
    ):
        ends_with(1, *LOAD, file, *VINTAGE_OPTIONS, "--yes", *options)
        errors = capsys.readouterr().err
        assert all(option in errors for option in lacking)
    assert (published / MANIFEST_NAME).read_bytes() == before
    answers = iter(["mo", "Giấy phép mở ODbL"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--yes"])
    assert entry(published)["tier"] == "open"
    assert entry(published)["licence"] == "Giấy phép mở ODbL"


def test_nobody_agreed_nothing_changed_and_what_was_loaded_can_be_undone(
    published: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (published / MANIFEST_NAME).read_bytes()
    ends_with(3, *LOAD, file, *VINTAGE_OPTIONS, *TERMS)
    assert (published / MANIFEST_NAME).read_bytes() == before
    cell = entry(published)
    run([*LOAD, str(file), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    assert entry(published)["tier"] == "official"
    assert entry(published)["licence"] == "Quyết định 12/QĐ-UBND"
    ends_with(3, "boundaries", "undo")
    assert entry(published)["tier"] == "official"
    run(["boundaries", "undo", "--yes"])
    assert "ranh-gioi.geojson" in capsys.readouterr().out
    assert entry(published) == cell
    assert (published / cell["file"]).is_file()
    ends_with(1, "boundaries", "undo", "--yes")
    assert "Không có lần nạp" in capsys.readouterr().err


def test_loads_and_undos_are_on_the_trail(
    published: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who changed the map, to what, on whose terms; a look and a refusal change none."""
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--dry-run"])
    ends_with(3, *LOAD, file, *VINTAGE_OPTIONS, *TERMS)
    run([*LOAD, str(file), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    run(["boundaries", "undo", "--yes"])
    capsys.readouterr()
    run(["trail", "--act", "boundaries"])
    undo_step, load_step = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert load_step[1] == undo_step[1] == "nạp hoặc hoàn tác ranh giới"
    assert load_step[2].startswith("lệnh trên máy chủ")
    assert load_step[3] == (
        f"nạp ranh giới cấp xã, kỳ {NEW}: ranh-gioi.geojson (ranh-gioi.geojson), chính thức,"
        " Quyết định 12/QĐ-UBND"
    )
    assert undo_step[3].startswith("hoàn tác lần nạp ranh giới: ranh-gioi.geojson, nạp lúc ")


def test_what_a_file_does_not_have_stays_drawn_and_the_map_claims_no_more_than_it_shows(
    published: Path,
    communes: gpd.GeoDataFrame,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = tmp_path / "mot.geojson", tmp_path / "hai.geojson"
    communes.head(23).to_file(first)
    communes.tail(22).to_file(second)
    ends_with(3, *LOAD, first, *VINTAGE_OPTIONS, *TERMS)
    output = capsys.readouterr().out
    assert "chỉ có 23/45 xã của Tỉnh Điện Biên" in output
    assert "22 xã còn lại giữ hình đang có (sơ đồ)" in output
    run([*LOAD, str(first), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    map_entry = entry(published)
    assert codes_on_map(published) == set(communes["code"])
    assert map_entry["missing"] == []
    # 22 of its shapes are cells: the map calls itself what its worst part is.
    assert map_entry["tier"] == "schematic"
    assert map_entry["better"] == {"official": communes["code"].head(23).tolist()}
    assert "22 địa bàn giữ hình từ" in map_entry["source"]
    run([*LOAD, str(second), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    map_entry = entry(published)
    assert map_entry["tier"] == "official" and "better" not in map_entry
    assert codes_on_map(published) == set(communes["code"])


def test_a_layer_is_chosen_by_name(
    published: Path, communes: gpd.GeoDataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hai-lop.gpkg"
    communes.to_file(path, layer="Ranh giới xã")
    communes.head(1).to_file(path, layer="Ranh giới tỉnh")
    ends_with(1, *LOAD, path, *VINTAGE_OPTIONS, *TERMS, "--yes")
    assert "“Ranh giới xã”, “Ranh giới tỉnh”" in capsys.readouterr().err
    run([*LOAD, str(path), *VINTAGE_OPTIONS, *TERMS, "--yes", "--layer", "Ranh giới xã"])
    assert entry(published)["tier"] == "official"


def test_a_file_that_points_elsewhere_asks_nobody_and_opens_nothing(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        vrt = (
            '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:'
            f"{port}/x.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        )
        for name in ("a.geojson", "a.gpkg", "a.zip"):
            path = tmp_path / name
            if name == "a.zip":
                with zipfile.ZipFile(path, "w") as archive:
                    archive.writestr("xa.shp", vrt)
                    archive.writestr("xa.dbf", vrt)
            else:
                path.write_text(vrt)
            ends_with(1, *LOAD, path, *VINTAGE_OPTIONS, *TERMS, "--yes")
            output = capsys.readouterr()
            assert "Traceback" not in output.err + output.out and name in output.err
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_file_that_takes_too_much_memory_is_refused_in_words(
    shipped_areas: pd.DataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "lon.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xa.geojson", "[" + "1.5," * 12_000_000 + "1]")
    assert path.stat().st_size < 200_000
    of_vintage = shipped_areas[shipped_areas["vintage"] == NEW]
    with pytest.raises(LoadRefusedError, match="bộ nhớ") as caught:
        read_apart(path, Level.COMMUNE, of_vintage, limits=Limits(memory=400 << 20, seconds=60))
    assert "lon.zip" in str(caught.value)


def test_a_reorganised_province_is_drawn_as_the_union_of_its_parts(
    published: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*LOAD, str(file), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    parts = decode_topology((published / entry(published)["file"]).read_bytes()).set_index("code")
    table = tmp_path / "sap-xep.csv"
    table.write_text(
        "Mã cũ,Mã mới,Tên mới,Hình thức,Kinh độ,Vĩ độ\n"
        "03158,03160,Xã Mường Nhé,Nhập toàn bộ,,\n03160,03160,Xã Mường Nhé,Nhập toàn bộ,,\n",
        encoding="utf-8",
    )
    later = "2026-07-01"
    change = ["load", "reorganisation", str(table), "--from", NEW, "--to", later, "--yes"]
    run(change)
    assert "gộp từ hình của các đơn vị trước sắp xếp" in capsys.readouterr().out

    def of_later() -> dict[tuple[str, str], MapEntry]:
        return {
            (each["level"], each["parent"]): each
            for each in read_manifest(published)["entries"]
            if each["vintage"] == later
        }

    province = of_later()["commune", DIEN_BIEN]
    assert province["tier"] == "official" and province["derived"] and province["missing"] == []
    assert province["licence"] == "Quyết định 12/QĐ-UBND"
    shapes = decode_topology((published / province["file"]).read_bytes()).set_index("code")
    assert len(shapes) == 44 and "03158" not in shapes.index
    union = parts.geometry[["03158", "03160"]].union_all()
    both = shapes.geometry["03160"].intersection(union).area
    assert both == pytest.approx(union.area, rel=0.01)
    assert shapes.geometry["03160"].area == pytest.approx(union.area, rel=0.01)
    # Better land of the vintage before is joined again, and what a command takes back is gone.
    run(["boundaries", "undo", "--yes"])
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--tier", "official", "--licence", "mới", "--yes"])
    assert "của các kỳ địa giới sau" in capsys.readouterr().out
    assert of_later()["commune", DIEN_BIEN]["licence"] == "mới"
    run(["load", "reorganisation", "--remove", later])
    assert of_later() == {}


def test_a_divided_commune_is_drawn_by_the_points_of_its_heirs_and_called_schematic(
    published: Path, file: Path, tmp_path: Path
) -> None:
    run([*LOAD, str(file), *VINTAGE_OPTIONS, *TERMS, "--yes"])
    whole = decode_topology((published / entry(published)["file"]).read_bytes())
    shape = whole.set_index("code").geometry["03166"]
    west, south, east, north = shape.bounds
    table = tmp_path / "chia.csv"
    table.write_text(
        "Mã cũ,Mã mới,Tên mới,Hình thức,Kinh độ,Vĩ độ\n"
        f"03166,03166,Xã Chà Tở,Nhập một phần,{west},{(south + north) / 2}\n"
        f"03166,03167,Xã Nậm Khăn,Nhập một phần,{east},{(south + north) / 2}\n",
        encoding="utf-8",
    )
    run(["load", "reorganisation", str(table), "--from", NEW, "--to", "2026-07-01", "--yes"])
    (commune,) = [
        each
        for each in read_manifest(published)["entries"]
        if (each["vintage"], each["parent"]) == ("2026-07-01", DIEN_BIEN)
    ]
    assert commune["tier"] == "schematic" and commune["missing"] == []
    shapes = decode_topology((published / commune["file"]).read_bytes()).set_index("code").geometry
    one, other = shapes["03166"], shapes["03167"]
    assert one.area + other.area == pytest.approx(shape.area, rel=0.02)
    assert one.centroid.x < other.centroid.x


@pytest.fixture
def mirror(land: Path, tmp_path: Path) -> tuple[Path, str]:
    """A folder that has a set of old districts, and the set's checksum.

    Those of one province: names without diacritics, no codes; one has another name. What a mirror
    that is a server does: tests/unit/test_geo_fetch.py.
    """
    frame = gpd.read_file(land / "districts_pre2025_cases_reconstructed.geojson")
    frame = frame[frame["parent_code"] == "40"]
    frame["shapeName"] = frame["full_name"].map(bare_name).str.title()
    frame.loc[frame["code"] == "418", "shapeName"] = "Khong Ten Nay"
    file = tmp_path / "mirror" / "geoBoundaries-VNM-ADM2.geojson"
    file.parent.mkdir()
    frame[["shapeName", "geometry"]].to_file(file)
    return file.parent, hashlib.sha256(file.read_bytes()).hexdigest()


def test_old_districts_are_fetched_and_what_does_not_match_is_said(
    published: Path, mirror: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, checksum = mirror
    run(["boundaries", "fetch", "vn-huyen-2020", "--mirror", str(folder), "--sha256", checksum])
    output = capsys.readouterr().out
    assert "vùng của tệp:" in output
    assert "“Khong Ten Nay”: nằm ở Huyện Tương Dương (mã 418) nhưng khác tên" in output
    (entry,) = [
        each
        for each in read_manifest(published)["entries"]
        if (each["vintage"], each["level"], each["parent"]) == (OLD, "district", "40")
    ]
    assert entry["tier"] == "open"
    assert entry["licence"].startswith("CC BY 3.0 IGO")
    codes = set(decode_topology((published / entry["file"]).read_bytes())["code"])
    assert {"412", "417"} <= codes
    assert "418" not in codes
    ends_with(1, "boundaries", "fetch", "khac")
    assert "vn-2025, vn-huyen-2020" in capsys.readouterr().err
