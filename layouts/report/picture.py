"""The map and the series of a report as shapes, drawn as vectors (PDF) or as a PNG (DOCX)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ioc.colours import LIGHT
from ioc.paper import fill_of
from layouts.report.content import MapArea, SeriesPoint

FONT_FILES = {
    weight: Path(__file__).parent / "fonts" / f"NotoSans-{weight}.ttf"
    for weight in ("Regular", "Bold")
}
QUIET, LINE, INK = LIGHT["line"], LIGHT["map-land"], LIGHT["ink"]
ACCENT, MUTED = LIGHT["accent"], LIGHT["muted"]
_PNG_SCALE = 3


@dataclass(frozen=True)
class Polygon:
    """A filled ring."""

    points: Sequence[tuple[float, float]]
    fill: str


@dataclass(frozen=True)
class Polyline:
    """A line, dashed or not."""

    points: Sequence[tuple[float, float]]
    colour: str
    width: float = 1.5
    is_dashed: bool = False


@dataclass(frozen=True)
class Label:
    """A text whose baseline begins, or ends, at a point."""

    x: float
    y: float
    text: str
    is_end: bool = False


Shape = Polygon | Polyline | Label


@dataclass(frozen=True)
class Picture:
    """Shapes in a frame of points, y up."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def map_picture(areas: Sequence[MapArea], width: float, height: float) -> Picture:
    """Return the map, as large as the frame allows."""
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        return Picture(width, height, ())
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Degrees of longitude are shorter than those of latitude: about 0,95 in Vietnam.
    narrow = 0.95
    scale = min(width / ((east - west) * narrow or 1), height / ((north - south) or 1))
    left = (width - (east - west) * narrow * scale) / 2
    shapes: list[Shape] = []
    for area in areas:
        for ring in area.rings:
            place = [((x - west) * narrow * scale + left, (y - south) * scale) for x, y in ring]
            shapes.append(Polygon(place, fill_of(area.status)))
    return Picture(width, height, tuple(shapes))


def series_picture(
    series: Sequence[SeriesPoint], target: float | None, width: float, height: float
) -> Picture:
    """Return the series as a line with its first and last period, value and target."""
    values = [each.value for each in series if each.value is not None]
    if not values:
        return Picture(width, height, ())
    low, high = (
        min([*values, *([target] if target is not None else [])]),
        max([*values, *([target] if target is not None else [])]),
    )
    spread = (high - low) or 1
    bottom, top, right = 20.0, height - 18, width - 4

    def x(place: int) -> float:
        return 4 + place * (right - 4) / max(1, len(series) - 1)

    def y(value: float) -> float:
        return bottom + (value - low) / spread * (top - bottom)

    shapes: list[Shape] = []
    if target is not None:
        shapes.append(Polyline([(4, y(target)), (right, y(target))], MUTED, 0.8, is_dashed=True))
    run: list[tuple[float, float]] = []
    for place, each in enumerate(series):
        if each.value is None:
            shapes.append(Polyline(run, ACCENT, 1.8))
            run = []
        else:
            run.append((x(place), y(each.value)))
    shapes.append(Polyline(run, ACCENT, 1.8))
    shapes = [each for each in shapes if not isinstance(each, Polyline) or len(each.points) > 1]
    last = next(each for each in reversed(series) if each.value is not None)
    shapes.append(Label(4, 4, series[0].label))
    shapes.append(Label(right, 4, f"{last.label}: {last.text}", is_end=True))
    return Picture(width, height, tuple(shapes))


def to_drawing(picture: Picture, size: float = 8) -> Any:
    """Return a picture as a drawing of reportlab (vectors)."""
    from reportlab.graphics import shapes as draw
    from reportlab.lib.colors import HexColor

    drawing = draw.Drawing(picture.width, picture.height)
    for each in picture.shapes:
        if isinstance(each, Polygon):
            flat = [part for point in each.points for part in point]
            drawing.add(
                draw.Polygon(flat, fillColor=HexColor(each.fill), strokeColor=HexColor(LINE),
                             strokeWidth=0.4)
            )  # fmt: skip
        elif isinstance(each, Polyline):
            flat = [part for point in each.points for part in point]
            dash = [3, 3] if each.is_dashed else None
            drawing.add(
                draw.PolyLine(flat, strokeColor=HexColor(each.colour), strokeWidth=each.width,
                              strokeDashArray=dash)
            )  # fmt: skip
        else:
            anchor = "end" if each.is_end else "start"
            drawing.add(
                draw.String(each.x, each.y, each.text, fontName="NotoSans", fontSize=size,
                            fillColor=HexColor(INK), textAnchor=anchor)
            )  # fmt: skip
    return drawing


def to_png(picture: Picture, size: float = 8) -> bytes:
    """Return a picture as PNG, three times as fine as its points."""
    from PIL import Image, ImageDraw, ImageFont

    scale = _PNG_SCALE
    image = Image.new("RGB", (int(picture.width * scale), int(picture.height * scale)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT_FILES["Regular"]), int(size * scale))

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * scale, (picture.height - point[1]) * scale

    for each in picture.shapes:
        if isinstance(each, Polygon):
            pen.polygon([place(point) for point in each.points], fill=each.fill, outline=LINE)
        elif isinstance(each, Polyline):
            pen.line([place(point) for point in each.points], each.colour, int(each.width * scale))
        else:
            anchor = "rs" if each.is_end else "ls"
            pen.text(place((each.x, each.y)), each.text, fill=INK, font=font, anchor=anchor)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
