"""Where made-up villages stand is read and written alike on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from sqlalchemy import Engine, select

from cli.demo_places import settle_demo_villages
from data.demo.places import read_demo_places
from data.demo.villages import store_demo_villages
from data.store.engine import read_areas_revision, writing
from data.store.schema import change
from geo.manifest import MapEntry, write_manifest, write_topology
from geo.topology import encode_topology
from ioc.area import SINCE_2025

NEW = SINCE_2025.code


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A map of one commune of Nghệ An, far from where its villages stand."""
    frame = gpd.GeoDataFrame(
        {"code": ["16681"], "parent_code": ["40"]},
        geometry=[shapely.box(104.0, 19.0, 104.2, 19.2)],
        crs="EPSG:4326",
    )
    content, _ = encode_topology(frame, 0.0001)
    name, size = write_topology(tmp_path, content, quality=1)
    entry: MapEntry = {
        "vintage": NEW, "level": "commune", "parent": "40", "tier": "schematic", "derived": False,
        "file": name, "bytes": len(content), "bytes_br": size, "features": 1, "source": "",
        "licence": "", "tolerance_m": 100.0, "bbox": [], "view": [], "missing": [],
    }  # fmt: skip
    write_manifest(tmp_path, [entry])
    return tmp_path


def test_villages_are_settled_once_and_the_map_is_told(
    shipped_engine_of_its_own: Engine, published: Path
) -> None:
    engine = shipped_engine_of_its_own
    with writing(engine) as connection:
        store_demo_villages(connection)
        before = read_demo_places(connection)
    count = settle_demo_villages(engine, published)
    with engine.connect() as connection:
        after = read_demo_places(connection)
        revision = read_areas_revision(connection)
        row = connection.execute(select(change).where(change.c.revision == revision)).one()
    own = (after["vintage"] == NEW) & (after["parent_code"] == "16681")
    assert own.sum() > 0
    assert after.loc[own, "lon"].between(104.0, 104.2).all()
    assert after.loc[own, "lat"].between(19.0, 19.2).all()
    # The other vintage follows: it has no map that says otherwise.
    same = after["code"].isin(after.loc[own, "code"])
    assert count == same.sum() == 2 * own.sum()
    assert after[~same].equals(before[~same])
    # Not "new areas": the same villages in another place on the map.
    assert (row.kind, json.loads(row.summary)) == ("boundaries", {"moved": count, "demo": True})
    assert settle_demo_villages(engine, published) == 0
    with engine.connect() as connection:
        assert read_areas_revision(connection) == revision
