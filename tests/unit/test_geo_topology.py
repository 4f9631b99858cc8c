"""Arcs: shared borders are written once and come back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import shapely
from shapely import box

from geo.coordinates.projection import METRIC_CRS
from geo.coverage import clean_coverage, dissolve, simplify_coverage
from geo.topology import decode_topology, encode_topology


def frame(shapes: Mapping[str, shapely.Geometry], **more: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"code": list(shapes), "parent_code": ["P"] * len(shapes), **more},
        geometry=list(shapes.values()),
        crs=4326,
    )


def test_shared_border_is_one_arc() -> None:
    content, vanished = encode_topology(
        frame({"01": box(105, 20, 106, 21), "02": box(106, 20, 107, 21)}), 0.001
    )
    topology = json.loads(content)
    assert vanished == []
    assert len(topology["arcs"]) == 3
    numbers = [abs(n) if n >= 0 else ~n for g in topology["objects"]["areas"]["geometries"]
            for ring in g["arcs"] for n in ring]  # fmt: skip
    assert sorted(numbers) == [0, 1, 1, 2] or sorted(numbers) == [0, 0, 1, 2]
    assert topology["bbox"] == [105.0, 20.0, 107.0, 21.0]


def test_round_trip_keeps_shapes_codes_and_parents() -> None:
    ring = box(105, 20, 108, 23).difference(box(106, 21, 107, 22))
    two = shapely.MultiPolygon([box(110, 20, 111, 21), box(112, 20, 113, 21)])
    areas = frame(
        {"00001": ring, "00002": box(106, 21, 107, 22), "00003": two},
        codes=[["00001"], ["00002", "00009"], ["00003"]],
    )
    content, _ = encode_topology(areas, 0.001)
    back = decode_topology(content)
    assert back["code"].tolist() == ["00001", "00002", "00003"]
    assert back["parent_code"].tolist() == ["P"] * 3
    assert back["codes"].tolist() == [["00001"], ["00002", "00009"], ["00003"]]
    for before, after in zip(areas.geometry, back.geometry, strict=True):
        assert shapely.hausdorff_distance(before, after) < 1e-9
    geometries = json.loads(content)["objects"]["areas"]["geometries"]
    assert [item["properties"] for item in geometries] == [
        {"p": "P"}, {"p": "P", "codes": ["00002", "00009"]}, {"p": "P"},
    ]  # fmt: skip
    # The hole and what fills it are one arc.
    assert len(json.loads(content)["arcs"]) == 4


def test_exteriors_run_clockwise() -> None:
    content, _ = encode_topology(frame({"01": box(105, 20, 106, 21)}), 0.001)
    assert not shapely.is_ccw(decode_topology(content).geometry[0].exterior)


def test_polygon_smaller_than_the_grid_is_reported() -> None:
    shapes = {"01": box(105, 20, 106, 21), "02": box(107, 20, 107.0001, 20.0001)}
    content, vanished = encode_topology(frame(shapes), 0.01)
    assert vanished == ["02"]
    assert decode_topology(content)["code"].tolist() == ["01"]


def test_rounding_keeps_a_crowded_coverage_valid() -> None:
    random = np.random.default_rng(7)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(random.uniform(105, 106, (300, 2))))
    )
    shapes = {f"{n:05d}": cell for n, cell in enumerate(cells)}
    content, vanished = encode_topology(frame(shapes), 0.004)
    back = decode_topology(content)
    assert len(back) + len(vanished) == 300
    assert shapely.is_valid(back.geometry.values).all()
    assert shapely.coverage_is_valid(back.geometry.values)


def test_same_frame_same_bytes() -> None:
    shapes = {"01": box(105, 20, 106, 21), "02": box(106, 20, 107, 21)}
    assert encode_topology(frame(shapes), 0.001) == encode_topology(frame(shapes), 0.001)


def test_cleaning_closes_slivers_and_takes_overlaps_apart() -> None:
    squares = np.array([box(0, 0, 1000, 1000), box(1004, 0, 2000, 1000), box(1990, 0, 3000, 1000)])
    result = clean_coverage(squares, 20.0)
    assert shapely.coverage_is_valid(result)
    assert abs(shapely.union_all(result).area - 3000 * 1000) < 1
    assert abs(shapely.area(result).sum() - shapely.union_all(result).area) < 1e-6


def test_islets_go_unless_they_are_all_there_is_or_asked_for() -> None:
    islets = shapely.MultiPolygon([box(0, 0, 5000, 5000), box(9000, 0, 9050, 50)])
    lone = box(20000, 0, 20060, 60)
    areas = gpd.GeoDataFrame(
        {"code": ["a", "b", "c"]},
        geometry=[islets, lone, shapely.transform(islets, lambda xy: xy + 40000)],
        crs=METRIC_CRS,
    )
    simple = simplify_coverage(areas, 100.0, keep_islets=["c"])
    assert [len(shapely.get_parts(shape)) for shape in simple.geometry] == [1, 1, 2]
    assert not shapely.is_empty(simple.geometry.values).any()


def test_small_part_that_touches_a_neighbour_stays() -> None:
    notch = box(5000, 0, 5050, 50)
    areas = gpd.GeoDataFrame(
        {"code": ["a", "b"]},
        geometry=[
            shapely.MultiPolygon([box(0, 0, 4000, 4000), notch]),
            shapely.box(5000, -4000, 9000, 4000).difference(notch),
        ],
        crs=METRIC_CRS,
    )
    before = shapely.area(areas.geometry.values).sum()
    simple = simplify_coverage(areas, 60.0)
    assert abs(shapely.union_all(simple.geometry.values).area - before) < 60.0**2
    assert shapely.coverage_is_valid(simple.geometry.values)


def test_union_uses_the_very_borders_of_its_parts() -> None:
    areas = gpd.GeoDataFrame(
        {"code": ["1", "2", "3"]},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)],
        crs=METRIC_CRS,
    )
    groups = areas["code"].map({"1": "A", "2": "A", "3": "B"})
    union = dissolve(areas, groups, {"A": "VN", "B": "VN"})
    assert union["code"].tolist() == ["A", "B"]
    assert union.area.tolist() == [2.0, 1.0]
    assert shapely.coverage_is_valid(union.geometry.values)
