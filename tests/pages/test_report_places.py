"""Which places the map of a report draws, and that it says how many it does not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pypdfium2
import pytest
import shapely
from sqlalchemy import Connection, select, update

from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from callbacks.report.land import MapNames, read_report_map
from callbacks.report.paint import Paint
from callbacks.report.read import read_report
from data.store.engine import raise_revision, reading, writing
from data.store.schema import area
from ioc.area import SINCE_2025, Level
from ioc.colours import LIGHT
from ioc.view_state import ViewState
from layouts.report.content import ReportContent
from layouts.report.pdf import pdf_bytes
from layouts.report.word import docx_bytes
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
            select(area.c.id)
            .where(area.c.vintage == SINCE_2025.code, area.c.parent_code == COMMUNE)
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


def test_a_village_without_a_point_is_counted_below_the_legend(own: Context) -> None:
    move_first_village(own, east=None)
    report = report_of(own, STATE)
    assert report.map is not None and len(report.map.points) == 24 and len(report.table) == 25
    assert report.not_drawn == "Không có trên bản đồ: 1 thôn chưa có vị trí."
    assert report.not_drawn in text_of(pdf_bytes(report))
    paragraphs = docx.Document(io.BytesIO(docx_bytes(report))).paragraphs
    assert report.not_drawn in [each.text for each in paragraphs]


def test_tables_of_a_document_have_no_empty_column(context: Context) -> None:
    body = docx_bytes(report_of(context, STATE))
    for table in docx.Document(io.BytesIO(body)).tables[1:]:
        columns = [[cell.text for cell in column.cells[1:]] for column in table.columns]
        assert all(any(column) for column in columns)


def test_an_area_whose_shape_shows_other_land_is_counted_below_the_legend(
    context: Context,
) -> None:
    state = STATE.but(area="40")
    with reading(context.engine) as connection:
        areas = find_directory(context, connection)
        explorer, _ = read_changed(context, connection, state.area_key, state)
        spec = explorer.spec
        codes = areas["code"].tolist()
        paint = Paint(dict.fromkeys(codes, LIGHT["good"]), dict.fromkeys(codes, 0), ())
        names = MapNames(frozenset(), {})
        whole = read_report_map(context, spec, areas, paint, names)
        spec["stale"] = codes[:2]
        partial = read_report_map(context, spec, areas, paint, names)
    assert whole is not None and partial is not None
    assert (len(whole.areas), whole.not_drawn) == (130, 0)
    assert (len(partial.areas), partial.not_drawn) == (128, 2)


def find_directory(context: Context, connection: Connection) -> pd.DataFrame:
    return context.directories.get(connection, SINCE_2025.code, Level.COMMUNE, "40").areas


def text_of(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())
