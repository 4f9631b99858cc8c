"""Which places the map of a report draws, and that it says how many it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from sqlalchemy import select, update

from callbacks.frame.context import Context
from callbacks.report.read import read_report
from data.store.engine import raise_revision, reading, writing
from data.store.schema import area
from ioc.area import SINCE_2025
from ioc.view_state import ViewState
from layouts.report.content import ReportContent
from tests.pages.contexts import pages_context
from tests.serving import copy_of_var

COMMUNE = "17263"
STATE = ViewState(SINCE_2025.code, COMMUNE, indicator="HT02")


@pytest.fixture
def own(prepared_var: Path, tmp_path: Path) -> Iterator[Context]:
    """The pages' context on a store to write to."""
    with pages_context(copy_of_var(prepared_var, tmp_path / "var")) as context:
        yield context


def move_first_village(context: Context, *, east: float | None) -> None:
    """Put a village of the commune somewhere else; None: nowhere."""
    with writing(context.engine) as connection:
        first = connection.scalar(
            select(area.c.id).where(area.c.vintage == SINCE_2025.code, area.c.parent_code == COMMUNE)
            .order_by(area.c.code)
        )  # fmt: skip
        point = {"lon": None, "lat": None} if east is None else {"lon": area.c.lon + east}
        connection.execute(update(area).where(area.c.id == first).values(**point))
        raise_revision(connection, "areas", {})


def report_of(context: Context, state: ViewState) -> ReportContent:
    with reading(context.engine) as connection:
        return read_report(context, connection, state)


def test_a_village_with_a_wrong_point_stays_inside_of_its_commune(own: Context) -> None:
    """It would look like one of another commune; screens draw it inside, too."""
    move_first_village(own, east=0.4)
    land = report_of(own, STATE).map
    assert land is not None and len(land.points) == 25
    commune = shapely.union_all([shapely.Polygon(each.ring, each.holes) for each in land.own])
    lon, lat = zip(*((each.lon, each.lat) for each in land.points), strict=True)
    assert shapely.contains_xy(commune, np.array(lon), np.array(lat)).all()
