"""Published topologies: shared borders, tiers, names by content, files that live long enough."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import brotli
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.coordinates.projection import Geometries, to_metric
from geo.coverage import clean_coverage
from geo.manifest import MapEntry
from geo.publish import PublishReport, publish_boundaries, publish_schematic, read_manifest
from geo.publish_undo import undo_publishing
from geo.topology import decode_topology
from ioc.area import BEFORE_2025, SINCE_2025, Level
from ioc.errors import LoadRefusedError
from tests.kept import keep_folder

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
# Provinces of before with the five island districts that have no commune, and one without.
WITH_ISLANDS = ["31", "45", "48", "51", "77", "92"]
# Files of land as they were read: each is read many times here.
_FRAMES: dict[tuple[Path, Level, str], gpd.GeoDataFrame] = {}


@pytest.fixture(scope="module")
def areas(shipped_areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(vintage): rows for vintage, rows in shipped_areas.groupby("vintage")}


def load(
    folder: Path,
    source: Path,
    level: Level,
    table: pd.DataFrame,
    tier: str = "open",
    provinces: list[str] | None = None,
    ground: pd.DataFrame | None = None,
) -> PublishReport:
    """Read a file and publish it, or what of it lies in some provinces.

    `ground`: the areas that make up the country, when a test plays in a smaller one.
    """
    vintage = str(table["vintage"].iloc[0])
    if (source, level, vintage) not in _FRAMES:
        _FRAMES[source, level, vintage], _ = read_boundaries(source, level, table)
    frame = _FRAMES[source, level, vintage]
    country = table if ground is None else ground
    own = country.set_index("code")["province_code"]
    frame = frame[frame["code"].map(own).isin(own if provinces is None else provinces)]
    return publish_boundaries(folder, frame, level, vintage, country, tier, source.stem, "MIT")


def part_of(table: pd.DataFrame, provinces: list[str]) -> pd.DataFrame:
    """A country of some provinces alone."""
    return table[table["province_code"].isin(provinces) | (table["code"] == "VN")]


def small(table: pd.DataFrame) -> pd.DataFrame:
    """A country of four provinces, three of which the file of the cases holds."""
    return part_of(table, ["11", "15", "40", "04"])


def entries(folder: Path, vintage: str) -> dict[tuple[str, str], MapEntry]:
    return {
        (entry["level"], entry["parent"]): entry
        for entry in read_manifest(folder)["entries"]
        if entry["vintage"] == vintage
    }


def decode(folder: Path, entry: MapEntry) -> gpd.GeoDataFrame:
    return decode_topology((folder / entry["file"]).read_bytes())


def metric(frame: gpd.GeoDataFrame) -> Geometries:
    return to_metric(np.asarray(frame.geometry.values, dtype=object))


@pytest.fixture(scope="module")
def schematic(areas: dict[str, pd.DataFrame]) -> Path:
    """A folder with the schematic map of 2025, to be copied."""

    def make(folder: Path) -> None:
        publish_schematic(folder, areas[NEW], NEW)

    return keep_folder("schematic", make)


@pytest.fixture(scope="module")
def both(schematic: Path, areas: dict[str, pd.DataFrame]) -> Path:
    """The same with a part of that of the vintage before beside it."""

    def make(folder: Path) -> None:
        shutil.copytree(schematic, folder, dirs_exist_ok=True)
        publish_schematic(folder, part_of(areas[OLD], WITH_ISLANDS), OLD)

    return keep_folder("schematic-both", make)


@pytest.fixture(scope="module")
def country(schematic: Path, areas: dict[str, pd.DataFrame], land: Path) -> Path:
    """The schematic map with all real communes loaded over it."""

    def make(folder: Path) -> None:
        shutil.copytree(schematic, folder, dirs_exist_ok=True)
        load(folder, land / "communes_2025_vietnam.geojson", Level.COMMUNE, areas[NEW])

    return keep_folder("country", make)


def assert_no_gap_or_sliver(published: Geometries, source: Geometries, tolerance: float) -> None:
    """No overlap at all, and no hole that the source does not have, wider than the tolerance."""
    assert shapely.is_valid(published).all()
    assert shapely.coverage_is_valid(published)
    land = shapely.union_all(published)
    # Square millimetres come from the way to metres and back.
    assert abs(shapely.area(published).sum() - land.area) < 1.0
    rings = shapely.get_rings(shapely.get_parts(land))
    exterior = shapely.get_exterior_ring(shapely.get_parts(land))
    holes = shapely.polygons(rings[~np.isin(shapely.to_wkb(rings), shapely.to_wkb(exterior))])
    gaps = shapely.intersection(shapely.union_all(holes), shapely.union_all(source))
    assert shapely.is_empty(shapely.buffer(gaps, -tolerance / 2))


def test_country_has_no_gap_or_sliver_wider_than_the_tolerance(country: Path, land: Path) -> None:
    source = gpd.read_file(land / "communes_2025_vietnam.geojson")
    original = to_metric(np.asarray(source.geometry.values, dtype=object))
    entry = entries(country, NEW)["commune", "VN"]
    published = decode(country, entry)
    assert published["code"].tolist() == sorted(source["code"])
    assert_no_gap_or_sliver(metric(published), original, entry["tolerance_m"])
    # What was simplified is still that land.
    assert shapely.area(metric(published)).sum() == pytest.approx(
        shapely.area(original).sum(), rel=0.01
    )


@pytest.mark.parametrize("province", ["40", "22", "79", "92"])
def test_province_has_no_gap_or_sliver_wider_than_the_tolerance(
    country: Path, province: str, land: Path
) -> None:
    source = gpd.read_file(land / "communes_2025_vietnam.geojson")
    source = source[source["parent_code"] == province]
    original = to_metric(np.asarray(source.geometry.values, dtype=object))
    entry = entries(country, NEW)["commune", province]
    published = decode(country, entry).set_index("code")
    assert sorted(published.index) == sorted(source["code"])
    shapes = metric(published)
    assert_no_gap_or_sliver(shapes, original, entry["tolerance_m"])
    before = dict(zip(source["code"], shapely.area(original), strict=True))
    after = dict(zip(published.index, shapely.area(shapes), strict=True))
    assert after == {code: pytest.approx(before[code], rel=0.2) for code in before}


def test_a_gap_in_the_source_narrower_than_the_tolerance_is_closed(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    frame, _ = read_boundaries(land / "communes_2025_cases.geojson", Level.COMMUNE, areas[NEW])
    frame = frame[frame["parent_code"] == "40"]
    whole = to_metric(np.asarray(frame.geometry.values, dtype=object))
    # About 40 m between neighbours.
    torn = frame.set_geometry(shapely.buffer(frame.geometry.values, -0.0002))
    publish_boundaries(tmp_path, torn, Level.COMMUNE, NEW, areas[NEW], "open", "x", "MIT")
    entry = entries(tmp_path, NEW)["commune", "40"]
    published = metric(decode(tmp_path, entry))
    assert_no_gap_or_sliver(published, whole, entry["tolerance_m"])
    assert len(shapely.get_parts(shapely.union_all(published))) < 20


def test_files_of_the_country_are_small(country: Path) -> None:
    maps = entries(country, NEW)
    assert maps["commune", "VN"]["bytes_br"] <= 200_000
    assert maps["province", "VN"]["bytes_br"] <= 40_000
    assert max(entry["bytes_br"] for entry in maps.values()) <= 200_000


def test_manifest_tells_what_is_there(country: Path) -> None:
    manifest = json.loads((country / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["entries"]) == 2 + 34
    for entry in manifest["entries"]:
        content = (country / entry["file"]).read_bytes()
        assert entry["file"] == f"{hashlib.sha256(content).hexdigest()[:20]}.topojson"
        assert entry["bytes"] == len(content)
        assert brotli.decompress((country / f"{entry['file']}.br").read_bytes()) == content
        assert gzip.decompress((country / f"{entry['file']}.gz").read_bytes()) == content
        topology = json.loads(content)
        assert topology["bbox"] == pytest.approx(entry["bbox"], abs=0.001)
        assert len(topology["objects"]["areas"]["geometries"]) == entry["features"]
        assert entry["tier"] == "open" and entry["source"] == "communes_2025_vietnam"
        assert entry["missing"] == []
        west, south, east, north = entry["view"]
        assert 102 < west < east < 109.6 and 6 < south < north < 23.5


def test_archipelagos_are_on_the_map_of_the_country(country: Path) -> None:
    for level, codes in (("commune", ["20333", "22736"]), ("province", ["48", "56"])):
        shapes = decode(country, entries(country, NEW)[level, "VN"]).set_index("code")
        for code in codes:
            assert shapes.geometry[code].bounds[2] > 112


def test_wider_levels_follow_the_borders_of_the_communes(country: Path) -> None:
    maps = entries(country, NEW)
    communes = decode(country, maps["commune", "VN"])
    provinces = decode(country, maps["province", "VN"]).set_index("code")
    assert maps["province", "VN"]["derived"] and maps["province", "VN"]["tier"] == "open"
    for code in ("40", "01", "79"):
        inside = communes[communes["parent_code"] == code]
        union = shapely.union_all(inside.geometry.values)
        difference = shapely.symmetric_difference(union, provinces.geometry[code]).area
        assert difference < 1e-3 * union.area


def test_schematic_map_of_both_vintages_has_every_level(
    areas: dict[str, pd.DataFrame], both: Path
) -> None:
    for vintage, table in ((OLD, part_of(areas[OLD], WITH_ISLANDS)), (NEW, areas[NEW])):
        maps = entries(both, vintage)
        counts = table["level"].value_counts()
        levels = ["commune", "province"] + (["district"] if vintage == OLD else [])
        for level in levels:
            entry = maps[level, "VN"]
            assert entry["tier"] == "schematic" and entry["missing"] == []
            # Five island districts have no commune: they stand in for themselves.
            extra = 5 if (vintage, level) == (OLD, "commune") else 0
            assert entry["features"] == counts[level] + extra
        parts = [entry for (level, parent), entry in maps.items()
                 if level == "commune" and parent != "VN"]  # fmt: skip
        assert len(parts) == counts["province"]
        assert sum(entry["features"] for entry in parts) == maps["commune", "VN"]["features"]
    assert {entry["vintage"] for entry in read_manifest(both)["entries"]} == {OLD, NEW}


def test_better_tiers_replace_and_worse_ones_do_not(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    table, ground = areas[NEW], small(areas[NEW])
    publish_schematic(tmp_path, ground, NEW)
    report = load(
        tmp_path,
        land / "communes_2025_cases.geojson",
        Level.COMMUNE,
        table,
        ground=ground,
    )
    maps = entries(tmp_path, NEW)
    # Three provinces of four: their own files are better now, the map of the country stays whole.
    assert {entry["parent"] for entry in report.published} == {"11", "15", "40"}
    assert maps["commune", "40"]["tier"] == "open"
    assert maps["commune", "04"]["tier"] == "schematic"
    assert maps["commune", "VN"]["tier"] == maps["province", "VN"]["tier"] == "schematic"

    report = load(
        tmp_path,
        land / "provinces_2025_vietnam.geojson",
        Level.PROVINCE,
        table,
        "official",
        ground=ground,
    )
    assert [entry["level"] for entry in report.published] == ["province"]
    report = load(
        tmp_path,
        land / "communes_2025_cases.geojson",
        Level.COMMUNE,
        table,
        "official",
        ["40"],
        ground,
    )
    assert [entry["parent"] for entry in report.published] == ["40"]

    report = load(
        tmp_path,
        land / "communes_2025_vietnam.geojson",
        Level.COMMUNE,
        table,
        ground=ground,
    )
    maps = entries(tmp_path, NEW)
    assert set(report.unchanged) == {("province", "VN"), ("commune", "40")}
    assert maps["commune", "40"]["tier"] == maps["province", "VN"]["tier"] == "official"
    assert maps["commune", "VN"]["tier"] == maps["commune", "04"]["tier"] == "open"

    before = read_manifest(tmp_path)
    report = publish_schematic(tmp_path, ground, NEW)
    assert report.published == ()
    assert read_manifest(tmp_path) == before


def test_old_communes_bring_their_districts_and_say_what_is_missing(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    table = areas[OLD]
    load(
        tmp_path,
        land / "communes_pre2025_cases_reconstructed.geojson",
        Level.COMMUNE,
        table,
    )
    maps = entries(tmp_path, OLD)
    assert set(maps) == {(level, code) for level in ("commune", "district")
                          for code in ("10", "11", "15", "40")}  # fmt: skip
    lao_cai = maps["commune", "10"]
    assert set(lao_cai["missing"]) == {"02659", "03003", "03006", "03016", "03028"}
    shapes = decode(tmp_path, lao_cai).set_index("code")
    assert shapes["codes"]["03019"] == ["03019", "03037"]
    assert set(shapes["parent_code"]) <= set(table.loc[table["level"] == "district", "code"])
    assert maps["district", "40"]["derived"] and maps["district", "40"]["features"] == 20

    # Districts that are loaded themselves take the place of unions, and keep it.
    load(
        tmp_path,
        land / "districts_pre2025_cases_reconstructed.geojson",
        Level.DISTRICT,
        table,
    )
    report = load(
        tmp_path,
        land / "communes_pre2025_cases_reconstructed.geojson",
        Level.COMMUNE,
        table,
        provinces=["40"],
    )
    assert ("district", "40") in report.unchanged
    assert not entries(tmp_path, OLD)["district", "40"]["derived"]


def test_provinces_alone_and_districts_alone_can_be_loaded(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    load(tmp_path / "a", land / "provinces_2025_vietnam.geojson", Level.PROVINCE, areas[NEW])
    maps = entries(tmp_path / "a", NEW)
    assert set(maps) == {("province", "VN")}
    assert maps["province", "VN"]["features"] == 34
    load(
        tmp_path / "b",
        land / "districts_pre2025_cases_reconstructed.geojson",
        Level.DISTRICT,
        areas[OLD],
    )
    assert set(entries(tmp_path / "b", OLD)) == {
        ("district", code) for code in ("10", "11", "15", "40")
    }


def test_too_little_is_refused_and_changes_nothing(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    elsewhere = areas[NEW][areas[NEW]["province_code"].isin(["04"]) | (areas[NEW]["code"] == "VN")]
    publish_schematic(tmp_path, elsewhere, NEW)
    before = sorted(path.name for path in tmp_path.iterdir()), read_manifest(tmp_path)
    frame, _ = read_boundaries(land / "communes_2025_cases.geojson", Level.COMMUNE, areas[NEW])
    # Nothing is drawn of the province yet that could stay beside them.
    with pytest.raises(LoadRefusedError, match="10 địa bàn"):
        publish_boundaries(
            tmp_path, frame.head(10), Level.COMMUNE, NEW, areas[NEW], "open", "x", "MIT"
        )
    with pytest.raises(LoadRefusedError, match="đủ mọi tỉnh"):
        load(tmp_path, land / "provinces_pre2025_cases_derived.geojson", Level.PROVINCE, areas[OLD])
    assert before == (sorted(path.name for path in tmp_path.iterdir()), read_manifest(tmp_path))


def test_area_that_others_cover_whole_is_refused_by_name(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    frame, _ = read_boundaries(land / "communes_2025_cases.geojson", Level.COMMUNE, areas[NEW])
    frame = frame[frame["parent_code"] == "11"].reset_index(drop=True)
    frame.loc[1, "geometry"] = shapely.Point(frame.geometry[0].representative_point()).buffer(1e-3)
    with pytest.raises(LoadRefusedError, match=frame["code"][1]):
        publish_boundaries(tmp_path, frame, Level.COMMUNE, NEW, areas[NEW], "open", "x", "MIT")
    assert not (tmp_path / "manifest.json").exists()


def test_replaced_files_live_as_long_as_a_load_can_be_undone(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.manifest.MOST_STEPS", 1)
    table, ground = areas[NEW], small(areas[NEW])
    publish_schematic(tmp_path, ground, NEW)
    names = [entries(tmp_path, NEW)["commune", "40"]["file"]]
    file = land / "communes_2025_cases.geojson"
    for province in ("40", "11", "15"):
        load(tmp_path, file, Level.COMMUNE, table, provinces=[province], ground=ground)
        names.append(entries(tmp_path, NEW)["commune", "40"]["file"])
        # The first is needed to undo the load of 40, then by pages that are open, then by nobody.
        assert (tmp_path / names[0]).exists() == (province == "40")
    assert names[1] != names[0] and names[1:] == names[1:2] * 3
    assert (tmp_path / names[1]).exists() and (tmp_path / f"{names[1]}.br").exists()
    assert not list(tmp_path.glob(".new-*"))
    step = undo_publishing(tmp_path)
    assert step is not None and step["former"][0]["parent"] == "15"
    assert entries(tmp_path, NEW)["commune", "15"]["tier"] == "schematic"
    assert undo_publishing(tmp_path) is None


def test_shapes_that_stay_make_way_for_loaded_ones_and_never_vanish(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    table, ground = areas[NEW], small(areas[NEW])
    publish_schematic(tmp_path, ground, NEW)
    frame, _ = read_boundaries(land / "communes_2025_cases.geojson", Level.COMMUNE, table)
    part = frame[frame["parent_code"] == "11"].head(20)
    report = publish_boundaries(tmp_path, part, Level.COMMUNE, NEW, ground, "open", "x", "MIT")
    present = decode(tmp_path, entries(tmp_path, NEW)["commune", "11"])
    assert len(present) == 45 and len(report.beside["11"]) == 25
    assert shapely.coverage_is_valid(metric(present))
    # A loaded shape that lies over a neighbour that stays is refused: it would be gone.
    wide = part.copy()
    wide.loc[wide.index[0], "geometry"] = shapely.union_all(
        frame.loc[frame["parent_code"] == "11", "geometry"].to_numpy()
    )
    with pytest.raises(LoadRefusedError, match="che gần hết") as caught:
        publish_boundaries(tmp_path, wide.head(1), Level.COMMUNE, NEW, ground, "open", "x", "MIT")
    assert len(caught.value.problems) > 20


def test_same_boundaries_have_the_same_names(
    areas: dict[str, pd.DataFrame], tmp_path: Path, land: Path
) -> None:
    names = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        load(
            folder,
            land / "communes_2025_cases.geojson",
            Level.COMMUNE,
            areas[NEW],
            provinces=["40"],
        )
        names.append(entries(folder, NEW)["commune", "40"]["file"])
    assert names[0] == names[1]


def test_strip_between_neighbours_that_runs_to_the_edge_is_closed() -> None:
    left, right = shapely.box(0, 0, 5000, 5000), shapely.box(5040, 0, 9000, 5000)
    apart = shapely.box(9500, 0, 12000, 5000)
    result = clean_coverage(np.array([left, right, apart]), 100.0)
    assert shapely.union_all(result[:2]).geom_type == "Polygon"
    assert shapely.equals(result[2], apart)
