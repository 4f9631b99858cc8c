"""Which file a map takes its shapes from, where vintages share rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from callbacks.frame.context import Context
from callbacks.map.shapes import Shapes, find_shapes
from callbacks.map.spec import ground
from data.queries.areas import find_area
from data.queries.directories import Directories
from data.store.engine import raise_revision, writing
from geo.manifest import MapEntry, write_manifest
from ioc.answers import MapLand
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.settings import Settings
from tests.store.small_country import build
from tests.store.third_vintage import THIRD, add_third_vintage

NEW = SINCE_2025.code


@pytest.fixture
def context(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Context]:
    with writing(sqlite_engine) as connection:
        build(connection)
        add_third_vintage(connection)
        raise_revision(connection, "areas", {})
    settings = Settings(var=tmp_path / "var")
    settings.published.mkdir(parents=True)
    yield Context(sqlite_engine, settings, Directories())


def published(context: Context, *files: tuple[str, str, str, str, list[str]]) -> None:
    """Publish files: vintage, level, parent, file, codes without a shape."""
    entries: list[MapEntry] = [
        {
            "vintage": vintage, "level": level, "parent": parent, "tier": "open", "derived": False,
            "file": file, "bytes": 1, "bytes_br": 1, "features": 1, "source": "", "licence": "",
            "tolerance_m": 1.0, "bbox": [0, 0, 1, 1], "view": [0, 0, 1, 1], "missing": missing,
        }
        for vintage, level, parent, file, missing in files
    ]  # fmt: skip
    write_manifest(context.settings.published, entries)


def shapes(context: Context, vintage: str, code: str, level: Level) -> Shapes | None:
    with context.engine.connect() as connection:
        return find_shapes(
            context, connection, find_area(connection, AreaKey(vintage, code)), level
        )


def spec(context: Context, vintage: str, code: str, level: Level) -> MapLand:
    with context.engine.connect() as connection:
        area = find_area(connection, AreaKey(vintage, code))
        return ground(context, connection, area, level)


def test_a_taken_over_province_is_drawn_from_the_file_before(context: Context) -> None:
    published(context, (NEW, "commune", "40", "forty.topojson", []))
    file = shapes(context, THIRD, "40", Level.COMMUNE)
    assert file == Shapes("/published/forty.topojson", "open", ())


def test_shapes_of_other_land_are_named_and_left_out(context: Context) -> None:
    published(
        context,
        (NEW, "commune", "01", "one.topojson", []),
        (NEW, "commune", "VN", "all.topojson", []),
    )
    assert spec(context, THIRD, "01", Level.COMMUNE)["stale"] == ["00102", "00103"]
    country = spec(context, THIRD, "VN", Level.COMMUNE)
    assert country["topology"] == "/published/all.topojson"
    assert country["stale"] == ["00102", "00103"]
    assert spec(context, NEW, "01", Level.COMMUNE)["stale"] == []


def test_the_own_file_goes_before_where_it_shows_as_much(context: Context) -> None:
    published(
        context,
        (NEW, "commune", "01", "before.topojson", []),
        (THIRD, "commune", "01", "own.topojson", []),
        # The country under the third vintage was published from the shapes of one province.
        (NEW, "commune", "VN", "country.topojson", []),
        (THIRD, "commune", "VN", "sparse.topojson", ["40001", "40002", "40003", "40004"]),
    )
    assert spec(context, THIRD, "01", Level.COMMUNE)["topology"] == "/published/own.topojson"
    assert spec(context, THIRD, "VN", Level.COMMUNE)["topology"] == "/published/country.topojson"


def test_a_later_file_is_never_taken_for_an_earlier_vintage(context: Context) -> None:
    published(context, (THIRD, "commune", "01", "own.topojson", []))
    assert shapes(context, NEW, "01", Level.COMMUNE) is None


def test_a_new_list_of_files_is_read_at_once(context: Context) -> None:
    assert shapes(context, THIRD, "40", Level.COMMUNE) is None
    published(context, (NEW, "commune", "40", "forty.topojson", []))
    assert shapes(context, THIRD, "40", Level.COMMUNE) is not None
