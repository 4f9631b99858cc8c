"""No map draws a village outside of its commune, whatever point it has; files keep the point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import Engine, func, select, update

from cli.demo_places import settle_demo_villages
from data.demo.places import read_demo_places
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area
from geo.manifest import read_manifest
from geo.topology import decode_topology
from ioc.area import BEFORE_2025, SINCE_2025, Level
from ioc.settings import Settings
from server import create_app
from tests.app.site import Site
from tests.serving import copy_of_var

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
HOME = "40"


@pytest.fixture(scope="module")
def var(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared folder with its 3,806 villages."""
    return copy_of_var(prepared_var, tmp_path_factory.mktemp("villages") / "var")


@pytest.fixture
def engine(var: Path) -> Iterator[Engine]:
    site_engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
    yield site_engine
    site_engine.dispose()


def shapes_of(folder: Path, vintage: str, parent: str) -> dict[str, shapely.Geometry]:
    (entry,) = (
        each
        for each in read_manifest(folder)["entries"]
        if (each["vintage"], each["level"], each["parent"]) == (vintage, "commune", parent)
    )
    frame = decode_topology((folder / entry["file"]).read_bytes())
    return {code: row.geometry for row in frame.itertuples() for code in row.codes}


def outside(shapes: dict[str, shapely.Geometry], villages: pd.DataFrame) -> list[str]:
    """Return the villages that do not stand in the shape of their commune."""
    own = np.array([shapes[code] for code in villages["parent_code"]], dtype=object)
    inside = shapely.contains_xy(own, villages["lon"].astype(float), villages["lat"].astype(float))
    return villages["code"][~inside].tolist()


def test_made_up_villages_stand_in_their_commune_on_all_maps(var: Path, engine: Engine) -> None:
    """Both vintages, at the zoom of the province and of the country."""
    settle_demo_villages(engine, var / "published")
    with engine.connect() as connection:
        villages = read_demo_places(connection)
    assert villages.groupby("vintage").size().to_dict() == {OLD: 3806, NEW: 3806}
    for vintage, rows in villages.groupby("vintage"):
        for parent in (HOME, "VN"):
            assert outside(shapes_of(var / "published", str(vintage), parent), rows) == []
    # Who stands on land that both of its communes have does not jump with the vintage.
    both = villages[villages["vintage"] == OLD].merge(
        villages[villages["vintage"] == NEW], on="code"
    )
    assert ((both["lon_x"] == both["lon_y"]) & (both["lat_x"] == both["lat_y"])).mean() > 0.9
    assert settle_demo_villages(engine, var / "published") == 0


def directory(site: Site, parent: str, vintage: str = NEW) -> dict[str, Any]:
    answer = site.get(f"/api/v1/directory?vintage={vintage}&level=village&parent={parent}")
    content: dict[str, Any] = answer.json()
    return content


def test_a_point_beside_its_commune_is_drawn_inside_and_kept_in_the_store(
    var: Path, engine: Engine
) -> None:
    settle_demo_villages(engine, var / "published")
    with writing(engine) as connection:
        astray = select(area.c.code).where(area.c.code.like("NA-%5"))
        count = connection.scalar(
            select(func.count()).select_from(area).where(
                area.c.code.in_(astray), area.c.vintage == NEW
            )
        )  # fmt: skip
        connection.execute(
            update(area)
            .where(area.c.level == Level.VILLAGE.value, area.c.code.in_(astray))
            .values(lon=area.c.lon + 0.4)
        )
        raise_revision(connection, "areas", {})
    site = Site(create_app(engine, Settings(var=var)))
    for vintage in (NEW, OLD):
        for parent in (HOME, "VN"):
            areas = directory(site, parent, vintage)
            frame = pd.DataFrame(
                {"code": areas["codes"], "parent_code": areas["parents"],
                 "lon": areas["lon"], "lat": areas["lat"]}
            )  # fmt: skip
            assert outside(shapes_of(var / "published", vintage, parent), frame) == []
            assert len(areas["moved"]) == count
            assert all(areas["codes"][row].endswith("5") for row in areas["moved"])
    with engine.connect() as connection:
        stored_point = connection.execute(
            select(area.c.lon, area.c.parent_code).where(
                area.c.code == "NA-00005", area.c.vintage == NEW
            )
        ).one()
    # Of the commune alone: the same shape, the same rule.
    own = directory(site, stored_point.parent_code)
    assert [own["codes"][row] for row in own["moved"]] == [
        code for code in own["codes"] if code.endswith("5")
    ]
    # What is exported is what the store holds.
    page = site.get(f"/api/v1/areas?vintage={NEW}&area=NA-00005").json()
    assert page["items"][0]["lon"] == pytest.approx(stored_point.lon)
    assert settle_demo_villages(engine, var / "published") > 0
