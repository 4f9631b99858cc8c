"""Pictures of reports: nothing covers a name, the land around lies beneath, the credit is there."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from geo.around import name_place, read_around
from ioc.around import Box, Patch, PlaceName, frame_around
from ioc.card import Cell
from ioc.colours import LIGHT
from ioc.series_break import SeriesBreak
from ioc.words.catalogue import say
from layouts.report.content import MAP_RATIO, MapArea, MapPoint, ReportMap, SeriesPoint
from layouts.report.hatch import hatch
from layouts.report.map_picture import map_picture
from layouts.report.names import Span, span_of
from layouts.report.picture import (
    Dot,
    Label,
    Picture,
    Polygon,
    Polyline,
    Raster,
    to_flowable,
    to_png,
)
from layouts.report.series_picture import series_picture

WIDTH = 500.0
HEIGHT = WIDTH / MAP_RATIO
NGHE_AN = Box(103.9, 18.6, 105.8, 20.0)
SQUARE = ((104.6, 19.0), (105.2, 19.0), (105.2, 19.5), (104.6, 19.5))
ISLAND = ((112.30, 16.80), (112.34, 16.80), (112.34, 16.84))
CREDIT = "Ranh giới: A (ODbL 1.0) · Nền: B"


def picture(**fields: object) -> Picture:
    frame = frame_around(NGHE_AN, MAP_RATIO)
    parts = {"around": read_around(frame), "credit": CREDIT, **fields}
    return map_picture(ReportMap(frame, **parts), WIDTH, HEIGHT)  # type: ignore[arg-type]


def labels(sketch: Picture) -> list[Label]:
    return [each for each in sketch.shapes if isinstance(each, Label)]


def area(name: str, *, lon: float = 104.9, lat: float = 19.25, room: float = 0.2) -> MapArea:
    return MapArea(LIGHT["bad"], (Patch(SQUARE),), PlaceName(name, lon, lat, room))


def clash(one: Span, two: Span) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def test_neighbours_towns_rivers_and_credit_are_on_the_map() -> None:
    sketch = picture(areas=(area("Quế Phong"),))
    texts = {each.text for each in labels(sketch)}
    assert {say("map-around-laos"), "Vinh", CREDIT, "Quế Phong"} <= texts
    colours = [each.colour for each in sketch.shapes if isinstance(each, Polyline)]
    assert LIGHT["map-river"] in colours
    assert any(isinstance(each, Raster) for each in sketch.shapes)


def test_the_land_around_lies_beneath_what_has_numbers() -> None:
    shapes = picture(areas=(area("Quế Phong"),)).shapes
    own = next(at for at, each in enumerate(shapes)
               if isinstance(each, Polygon) and each.fill == LIGHT["bad"])  # fmt: skip
    quiet = (LIGHT["map-sea"], LIGHT["map-country"], LIGHT["map-quiet"])
    for at, each in enumerate(shapes):
        beneath = isinstance(each, Raster) or (isinstance(each, Polygon) and each.fill in quiet)
        beneath = beneath or (isinstance(each, Polyline) and each.colour == LIGHT["map-river"])
        assert not beneath or at < own


def test_names_are_large_enough_for_paper_and_areas_without_a_number_are_hatched() -> None:
    empty = replace(area("Quế Phong"), fill=LIGHT["nodata"], is_hatched=True)
    shapes = picture(areas=(empty, area("Anh Sơn", lon=105.4))).shapes
    assert {each.size for each in shapes if isinstance(each, Label)} <= {7.5, 8.5}
    lines = [each for each in shapes if isinstance(each, Polyline)
             and each.colour == LIGHT["nodata-ink"]]  # fmt: skip
    assert len(lines) > 10
    own = next(each for each in shapes
               if isinstance(each, Polygon) and each.fill == LIGHT["nodata"])  # fmt: skip
    xs, ys = zip(*own.points, strict=True)
    for line in lines:
        for x, y in line.points:
            assert min(xs) - 0.01 <= x <= max(xs) + 0.01
            assert min(ys) - 0.01 <= y <= max(ys) + 0.01


def test_lines_across_an_area_leave_its_holes_free() -> None:
    hole = [(4, 4), (6, 4), (6, 6), (4, 6)]
    ring = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], "#fff", holes=[hole])
    middle = [each.points for each in hatch(ring) if each.points[0][0] == each.points[0][1]]
    assert middle == [[(0.0, 0.0), (4.0, 4.0)], [(6.0, 6.0), (10.0, 10.0)]]


def test_no_name_covers_another_or_leaves_the_picture() -> None:
    crowd = tuple(
        area(f"Xã {lon} {lat}", lon=104 + lon / 10, lat=18.7 + lat / 8)
        for lon in range(19)
        for lat in range(10)
    )
    spans = [span_of(each) for each in labels(picture(areas=crowd))]
    assert len(spans) > 20
    for at, one in enumerate(spans):
        assert not any(clash(one, other) for other in spans[:at])
        assert one[0] >= 0 and one[1] >= 0 and one[2] <= WIDTH and one[3] <= HEIGHT


def test_the_worst_are_named_before_others() -> None:
    crowd = [area(f"Xã số {at}") for at in range(9)]
    worst = MapArea(
        LIGHT["bad"], (Patch(SQUARE),), PlaceName("Môn Sơn", 104.9, 19.25), is_worst=True
    )
    texts = {each.text for each in labels(picture(areas=(*crowd, worst)))}
    assert "Môn Sơn" in texts and not any(each.startswith("Xã số") for each in texts)


def test_far_islands_have_dots_and_the_name_of_their_archipelago() -> None:
    owner = MapArea(LIGHT["good"], (Patch(SQUARE),), islets=(ISLAND,))
    sketch = picture(areas=(owner,), inset=Box(112.2, 16.7, 112.4, 16.9))
    words = {each.text for each in labels(sketch)}
    assert set(say("format-hoangSa").splitlines()) <= words


def test_of_villages_the_worst_is_drawn_over_the_others_and_named() -> None:
    points = (
        MapPoint(LIGHT["bad"], 104.9, 19.2, 2, "Bản Na Cươm"),
        MapPoint(LIGHT["good"], 104.9, 19.2, 0),
    )
    sketch = picture(points=points, own=(Patch(SQUARE),))
    dots = [each.fill for each in sketch.shapes if isinstance(each, Dot) and each.radius > 2]
    assert dots == [LIGHT["good"], LIGHT["bad"]]
    assert "Bản Na Cươm" in {each.text for each in labels(sketch)}


def test_there_are_no_hills_in_the_sea_and_no_towns_beyond_the_picture() -> None:
    sea = read_around(Box(112.0, 15.0, 113.0, 16.0))
    assert sea.relief is None and sea.land == () and sea.towns == () and sea.rivers == ()
    near = read_around(NGHE_AN)
    assert all(NGHE_AN.west < each.lon < NGHE_AN.east for each in near.towns)
    for line in (*(each.ring for each in near.land), *(line for _, line in near.rivers)):
        assert all(NGHE_AN.west - 1e-9 <= lon <= NGHE_AN.east + 1e-9 for lon, _ in line)


def test_a_name_is_placed_inside_of_its_area() -> None:
    from shapely.geometry import Polygon as Shape

    bent = Shape([(0, 0), (10, 0), (10, 1), (1, 1), (1, 10), (0, 10)])
    place = name_place("x", bent)
    assert bent.contains(Shape([(place.lon + dx, place.lat + dy)
                                for dx, dy in ((0.1, 0), (0, 0.1), (-0.1, 0))]))  # fmt: skip
    assert 0.3 < place.room <= 0.6


def test_a_png_has_the_colours_of_its_shapes() -> None:
    sketch = Picture(20, 10, (
        Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], LIGHT["bad"], width=0),
        Label(11, 2, "Đ", size=8),
    ))  # fmt: skip
    image = Image.open(io.BytesIO(to_png(sketch)))
    assert image.size == (60, 30)
    assert image.getpixel((15, 15)) == rgb(LIGHT["bad"])
    colours = image.crop((33, 0, 60, 30)).getcolors() or []
    assert min(sum(colour[:3]) for _, colour in colours) < 150  # type: ignore[index]


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def pdf_of(sketch: Picture) -> Image.Image:
    file = io.BytesIO()
    canvas = Canvas(file, (sketch.width, sketch.height))
    to_flowable(sketch).drawOn(canvas, 0, 0)
    canvas.save()
    return pypdfium2.PdfDocument(file.getvalue())[0].render(scale=3).to_pil()  # type: ignore[no-any-return]


def test_an_enclave_keeps_its_colour_under_the_area_around_it() -> None:
    """Cao Lộc, drawn later, had the city of Lạng Sơn inside of it painted over."""
    hole = ((104.8, 19.2), (105.0, 19.2), (105.0, 19.3), (104.8, 19.3))
    areas = (MapArea(LIGHT["good"], (Patch(hole),)),
             MapArea(LIGHT["bad"], (Patch(SQUARE, (hole,)),)))  # fmt: skip
    shapes = picture(areas=areas, own=(Patch(SQUARE, (hole,)),)).shapes
    # Names need the fonts of a whole report.
    sketch = Picture(WIDTH, HEIGHT, tuple(each for each in shapes if isinstance(each, Polygon)))
    left, bottom = next(each.points[0] for each in sketch.shapes
                        if isinstance(each, Polygon) and each.fill == LIGHT["good"])  # fmt: skip
    for image in (Image.open(io.BytesIO(to_png(sketch))), pdf_of(sketch)):
        inside, outside = ((left + by, HEIGHT - bottom - by) for by in (5, -5))
        for (x, y), colour in ((inside, "good"), (outside, "bad")):
            assert image.getpixel((round(3 * x), round(3 * y))) == rgb(LIGHT[colour])


@pytest.mark.parametrize("values", [(3.0, 2.0, 1.0), (1.0, 2.0, 3.0), (5.0, 5.0, 5.0), (4.0,)])
@pytest.mark.parametrize("target", [None, 0.0, 5.0])
def test_no_words_of_a_series_cover_each_other(
    values: tuple[float, ...], target: float | None
) -> None:
    series = [SeriesPoint(f"Tháng {at:02}/2026", Cell(f"2026-{at:02}", value), f"{value:.2f}%")
              for at, value in enumerate(values, 1)]  # fmt: skip
    sketch = series_picture(series, target, "Chỉ tiêu 2025: 100%", WIDTH, 96)
    spans = [span_of(each) for each in labels(sketch)]
    for at, one in enumerate(spans):
        assert not any(clash(one, other) for other in spans[:at])
        assert one[0] >= 0 and one[1] >= 0 and one[2] <= WIDTH and one[3] <= 96


def test_periods_without_a_number_are_gaps() -> None:
    values = [1.0, 2.0, None, 3.0, None, 4.0, 5.0]
    series = [
        SeriesPoint(str(at), Cell(f"2026-{at:02}", value), str(value))
        for at, value in enumerate(values, 1)
    ]
    sketch = series_picture(series, None, "", WIDTH, 96)
    lines = [each for each in sketch.shapes
             if isinstance(each, Polyline) and each.colour == LIGHT["accent"]]  # fmt: skip
    assert [len(each.points) for each in lines] == [2, 2]
    assert all(one.points[-1][0] < two.points[0][0] for one, two in pairwise(lines))


def strokes_in(sketch: Picture) -> list[Polyline]:
    return [each for each in sketch.shapes
            if isinstance(each, Polyline) and each.colour == LIGHT["accent"]]  # fmt: skip


def test_no_line_crosses_a_break_which_has_a_mark_and_words() -> None:
    cells = [Cell(str(year), float(year)) for year in (2022, 2023, 2024, 2025, 2026)]
    series = [SeriesPoint(each.period, each, "x") for each in cells]
    breaks = [SeriesBreak("2025", "đo khác", "anew")]
    whole = strokes_in(series_picture(series, None, "", WIDTH, 96))
    sketch = series_picture(series, None, "", WIDTH, 96, breaks, "≠ đổi cách đo")
    assert [len(each.points) for each in whole] == [5]
    before, after = strokes_in(sketch)
    assert [len(before.points), len(after.points)] == [3, 2]
    mark = next(each for each in sketch.shapes if isinstance(each, Polyline)
                and each.points[0][0] == each.points[1][0])  # fmt: skip
    assert before.points[-1][0] < mark.points[0][0] < after.points[0][0]
    assert "≠ đổi cách đo" in {each.text for each in labels(sketch)}


def test_converted_stretches_are_broken_as_on_screens() -> None:
    cells = [
        Cell("2025-04", 1.0, converted=2, estimated=1, basis=1),
        Cell("2025-05", 1.5, converted=4),
        Cell("2025-06", 2.0, converted=4),
        Cell("2025-07", 3.0),
        Cell("2025-08", 4.0, reported=1, expected=2),
    ]
    sketch = series_picture([SeriesPoint(each.period, each, "x") for each in cells],
                            None, "", WIDTH, 96)  # fmt: skip
    strokes = [(len(each.points), len(each.dash)) for each in strokes_in(sketch)]
    assert strokes == [(2, 0), (3, 2), (2, 2)]
    rings = [each for each in sketch.shapes if isinstance(each, Dot)]
    assert [each.fill for each in rings] == [LIGHT["panel"]] * 2


def test_dashes_of_a_png_go_around_corners() -> None:
    corners = [(2.0, 2.0), (20.0, 18.0), (38.0, 2.0)]
    sketch = Picture(40, 20, (Polyline(corners, LIGHT["accent"], 1, (4, 3)),))
    image = Image.open(io.BytesIO(to_png(sketch))).convert("L")
    for one, two in pairwise(corners):
        places = [tuple(a + (b - a) * part / 60 for a, b in zip(one, two, strict=True))
                  for part in range(3, 57)]  # fmt: skip
        dark = [image.getpixel((int(3 * x), int(3 * (20 - y)))) < 160  # type: ignore[operator]
                for x, y in places]  # fmt: skip
        assert 0.3 < sum(dark) / len(dark) < 0.8


def test_the_words_of_the_target_are_beside_the_line_of_the_series() -> None:
    values = [99.8, 99.8, 99.8, 99.8, 99.8, 99.8, 100.0, 99.9, 99.9, 99.9, 99.9, 100.0]
    series = [SeriesPoint("x", Cell(f"2026-{at:02}", value), "100%")
              for at, value in enumerate(values, 1)]  # fmt: skip
    sketch = series_picture(series, 100.0, "Chỉ tiêu 2025: 100%", WIDTH, 96)
    words = span_of(next(each for each in labels(sketch) if each.text.startswith("Chỉ tiêu")))
    image = Image.open(io.BytesIO(to_png(replace(sketch, shapes=tuple(strokes_in(sketch))))))
    box = (3 * words[0], 3 * (96 - words[3]), 3 * words[2], 3 * (96 - words[1]))
    assert image.crop(tuple(round(each) for each in box)).getcolors() == [(  # type: ignore[arg-type]
        (round(box[2]) - round(box[0])) * (round(box[3]) - round(box[1])), (255, 255, 255)
    )]  # fmt: skip
