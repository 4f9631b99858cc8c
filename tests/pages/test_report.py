"""What a report says: the words and numbers of the area's page, before they are drawn."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
import shapely
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFont

from callbacks.frame.context import Context
from callbacks.report.read import make_report, read_report
from data.store.engine import reading
from geo.around import name_place
from ioc.area import SINCE_2025
from ioc.colours import LIGHT
from ioc.errors import NotFoundError
from ioc.view_state import ViewState
from ioc.words.catalogue import say
from layouts.report.content import MAP_RATIO, ReportContent
from layouts.report.map_picture import map_picture
from layouts.report.pdf import pdf_bytes
from layouts.report.picture import FONT_FILES, Polygon, Polyline, to_png
from layouts.report.series_picture import series_picture

_STATE = ViewState(SINCE_2025.code, "40", indicator="HT02")


@pytest.fixture(scope="module")
def report(context: Context) -> ReportContent:
    with reading(context.engine) as connection:
        return read_report(context, connection, _STATE)


def test_all_communes_stand_in_the_table_and_on_the_map(report: ReportContent) -> None:
    assert report.area == "Tỉnh Nghệ An"
    assert report.map is not None
    assert len(report.table) == len(report.map.areas) == 130
    assert all(each.value and each.verdict for each in report.table)


def test_the_legend_counts_what_the_map_shows(report: ReportContent) -> None:
    assert report.map is not None
    counts = Counter(each.fill for each in report.map.areas)
    assert {
        fill: int(text.rpartition("(")[2].rstrip(")")) for fill, text, _ in report.legend
    } == counts
    # Who did not report is hatched, as on the screen.
    hatched = sum(each.is_hatched for each in report.map.areas)
    [empty] = [text for _, text, is_hatched in report.legend if is_hatched]
    assert empty.startswith("Chưa có") and empty.endswith(f"({hatched})") and hatched > 0


def test_without_a_target_the_map_shows_how_much(context: Context) -> None:
    """All areas were of one grey: no verdict says nothing about where there is more."""
    with reading(context.engine) as connection:
        report = read_report(context, connection, _STATE.but(indicator="XH09"))
    assert report.map is not None
    assert {each.verdict for each in report.table} & {"Chưa có chỉ tiêu"}
    fills = Counter(each.fill for each in report.map.areas)
    assert len(fills) > 3
    assert {line.fill: int(line.text.rpartition("(")[2].rstrip(")"))
            for line in report.legend} == fills  # fmt: skip
    assert report.worst == () and not any(each.is_worst for each in report.map.areas)


def test_the_worst_are_named_on_the_map(report: ReportContent) -> None:
    assert report.map is not None
    names = {each.name.text for each in report.map.areas if each.is_worst and each.name}
    assert len(names) == len(report.worst)
    for name in names:
        assert any(each.name.endswith(name) for each in report.worst)


def test_neighbours_and_whose_land_it_is_stand_on_map_and_among_the_sources(
    report: ReportContent,
) -> None:
    assert report.map is not None
    assert {"Thanh Hóa", "Hà Tĩnh"} <= {each.text for each in report.map.other_names}
    assert report.map.around.land and report.map.around.rivers and report.map.around.towns
    for credit in ("© OpenStreetMap (ODbL 1.0)", "Natural Earth", "GSHHG", "GeoNames"):
        assert credit in report.map.credit
    assert any(report.map.credit in each for each in report.sources)


def test_a_commune_shows_its_villages_among_its_neighbours(context: Context) -> None:
    with reading(context.engine) as connection:
        report = read_report(context, connection, _STATE.but(area="17263"))
    assert report.map is not None
    assert len(report.map.points) == len(report.table) == 25
    assert {each.name for each in report.map.points if each.name} == {
        each.name.partition(" ")[2] for each in report.worst
    }
    assert report.map.own and "Châu Khê" in {each.text for each in report.map.other_names}


def test_far_islands_do_not_make_a_province_small(context: Context) -> None:
    """The land of Khánh Hòa reaches to 114° E: its report was a strip in an empty sea."""
    with reading(context.engine) as connection:
        report = read_report(context, connection, _STATE.but(area="56"))
        country = read_report(context, connection, _STATE.but(area="VN"))
    assert report.map is not None and country.map is not None
    assert report.map.frame.east < 113 and report.map.inset is not None
    assert sum(len(each.islets) for each in report.map.areas) > 3
    frame = country.map.frame
    far = [point for each in country.map.areas for ring in each.islets for point in ring]
    assert country.map.inset is None and far
    assert all(frame.west < lon < frame.east and frame.south < lat < frame.north
               for lon, lat in far)  # fmt: skip


def test_an_enclave_has_its_own_colour_on_paper(context: Context) -> None:
    """The city of Lạng Sơn met its target, and was painted over by the district around it."""
    state = ViewState("2025-03-01", "20", indicator="HT01")
    with reading(context.engine) as connection:
        report = read_report(context, connection, state)
    assert report.map is not None
    areas = report.map.areas
    around = next(each for each in areas if any(patch.holes for patch in each.patches))
    hole = next(hole for patch in around.patches for hole in patch.holes)
    city = next(each for each in areas if set(each.patches[0].ring) <= set(hole))
    assert city.name and city.fill != around.fill
    sketch = map_picture(report.map, 500, 500 / MAP_RATIO)
    points = [each.points for each in sketch.shapes if isinstance(each, Polygon)
              and each.fill == city.fill and len(each.points) == len(hole)]  # fmt: skip
    # Where its name would be: in the middle of the largest circle in it.
    place = name_place("", shapely.Polygon(points[0]))
    image = Image.open(io.BytesIO(to_png(replace(sketch, shapes=tuple(
        each for each in sketch.shapes if isinstance(each, Polygon)
    )))))  # fmt: skip
    pixel = image.getpixel((round(3 * place.lon), round(3 * (sketch.height - place.lat))))
    assert pixel == tuple(int(city.fill[at : at + 2], 16) for at in (1, 3, 5))


def test_the_worst_are_of_the_table_and_none_has_met_its_target(report: ReportContent) -> None:
    rows = {each.name: each for each in report.table}
    assert report.worst
    for each in report.worst:
        assert each.status.value in ("red", "amber")
        assert rows[each.name].value == each.value


def test_the_series_ends_at_the_period_of_the_title(report: ReportContent) -> None:
    assert report.series[-1].text
    assert report.sources and report.day


def test_a_series_that_breaks_says_why(context: Context) -> None:
    """The line of TH01 went from the old method into the new one."""
    with reading(context.engine) as connection:
        report = read_report(context, connection, _STATE.but(indicator="TH01"))
        converted = read_report(context, connection, _STATE)
    assert [each.period for each in report.breaks] == ["2025"]
    sketch = series_picture(report.series, None, "", 500, 96, report.breaks)
    lines = [each.points for each in sketch.shapes
             if isinstance(each, Polyline) and each.colour == LIGHT["accent"]]  # fmt: skip
    assert [len(each) for each in lines] == [len(report.series) - 1]
    assert any("405/QĐ-BKHCN" in each for each in report.series_notes)
    assert report.series_notes[-1] in " ".join(text_of(pdf_bytes(report)).split())
    # The font of reports has no sign of inequality.
    glyphs = TTFont("font", str(FONT_FILES["Regular"])).face.charToGlyph
    words = ("".join(report.series_notes), say("report-break_mark", "vi"))
    assert all(ord(letter) in glyphs for text in words for letter in text)
    assert converted.series_notes == ("Nét đứt: quy đổi: cộng trọn, chính xác",)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_document_of_either_kind_is_made_in_both_languages(
    context: Context, language: str
) -> None:
    with reading(context.engine) as connection:
        pdf = make_report(context, connection, _STATE.but(language=language), "pdf")
        word = make_report(context, connection, _STATE.but(language=language), "docx")
    assert pdf.startswith(b"%PDF") and pdf.count(b"/FontFile2") >= 2
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(word)).paragraphs)
    assert {"vi": "Số thôn trắng sóng", "en": "Villages without mobile signal"}[language] in text


def test_the_emblem_is_on_documents_of_either_kind(context: Context, tmp_path: Path) -> None:
    svg = tmp_path / "bieu-trung.svg"
    svg.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    )
    settings = context.settings.model_copy(update={"emblem": str(svg), "office": "UBND tỉnh X"})
    own = replace(context, settings=settings)
    with reading(context.engine) as connection:
        plain_pdf = make_report(context, connection, _STATE, "pdf")
        pdf = make_report(own, connection, _STATE, "pdf")
        word = docx.Document(io.BytesIO(make_report(own, connection, _STATE, "docx")))
    assert pictures_of(pdf) == pictures_of(plain_pdf) + 1
    assert "UBND tỉnh X" in text_of(pdf) and "GSHHG" in text_of(pdf)
    letterhead = word.tables[0].rows[0].cells
    assert letterhead[0]._tc.xpath(".//pic:pic") and "UBND tỉnh X" in letterhead[1].text
    alternatives = word.element.body.xpath(".//wp:docPr/@descr")
    assert alternatives == ["UBND tỉnh X", "Bản đồ", "Diễn biến"]


def pictures_of(pdf: bytes) -> int:
    page = pypdfium2.PdfDocument(pdf)[0]
    return sum(isinstance(each, pypdfium2.PdfImage) for each in page.get_objects())


def text_of(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_an_unknown_area_is_refused(context: Context) -> None:
    with reading(context.engine) as connection, pytest.raises(NotFoundError):
        read_report(context, connection, _STATE.but(area="99999"))
