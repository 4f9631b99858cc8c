"""Pictures of a report as shapes, drawn as vectors (PDF) or as a PNG (DOCX)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from ioc.colours import LIGHT

FONT_FILES = {
    weight: Path(__file__).parent / "fonts" / f"NotoSans-{weight}.ttf"
    for weight in ("Regular", "Bold")
}
INK, MUTED, DEMO = LIGHT["ink"], LIGHT["muted"], LIGHT["demo-ink"]
QUIET, ACCENT = LIGHT["line"], LIGHT["accent"]
# Pixels of a PNG for one point; it is drawn so many times as fine first, for smooth edges.
_PNG_SCALE, _FINER = 3, 2
# Points that a letter's halo is wide, by its size.
_HALO = 0.28


@dataclass(frozen=True)
class Polygon:
    """A filled ring, with a line around it where that has a width.

    `holes` are rings inside of it that are not filled, with the same line around them.
    """

    points: Sequence[tuple[float, float]]
    fill: str
    line: str = LIGHT["map-land"]
    width: float = 0.4
    holes: Sequence[Sequence[tuple[float, float]]] = ()


@dataclass(frozen=True)
class Polyline:
    """A line; `dash` are the points of its strokes and gaps in turn, none for a solid one."""

    points: Sequence[tuple[float, float]]
    colour: str
    width: float = 1.5
    dash: Sequence[float] = ()


@dataclass(frozen=True)
class Dot:
    """A small circle."""

    x: float
    y: float
    radius: float
    fill: str
    line: str = LIGHT["map-land"]
    width: float = 0.4


@dataclass(frozen=True)
class Label:
    """A text whose baseline begins ("start"), ends ("end") or has its middle at a point."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: float = 8
    colour: str = INK
    is_bold: bool = False
    has_halo: bool = False

    @property
    def width(self) -> float:
        """How wide the text is."""
        return text_width(self.text, self.size, is_bold=self.is_bold)

    @property
    def left(self) -> float:
        """Where the text begins, whatever its anchor."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width


@dataclass(frozen=True)
class Raster:
    """A picture (PNG, grey with opacity) over a part of the frame; `strength` of its opacity."""

    body: bytes
    x: float
    y: float
    width: float
    height: float
    strength: float


Shape = Polygon | Polyline | Dot | Label | Raster


@dataclass(frozen=True)
class Picture:
    """Shapes in a frame of points, y up; what reaches beyond the frame is cut off."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return how wide a text is in points.

    >>> 30 < text_width("Nghệ An", 8) < text_width("Nghệ An", 8, is_bold=True) < 40
    True
    """
    return float(_font("Bold" if is_bold else "Regular", 100).getlength(text)) * size / 100


@cache
def _font(weight: str, size: int) -> Any:
    # Only who makes a report pays for the library.
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT_FILES[weight]), size)


def to_flowable(picture: Picture) -> Any:
    """Return a picture as a part of a document of reportlab (vectors)."""
    from reportlab.platypus import Flowable

    class Drawing(Flowable):  # type: ignore[misc]
        """The picture at its place on the page."""

        def wrap(self, width: float, height: float) -> tuple[float, float]:
            """Return its size."""
            return picture.width, picture.height

        def draw(self) -> None:
            """Draw it on the page."""
            _draw_on_page(self.canv, picture)

    return Drawing()


def _draw_on_page(canvas: Any, picture: Picture) -> None:
    frame = canvas.beginPath()
    frame.rect(0, 0, picture.width, picture.height)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.setLineJoin(1)
    for each in picture.shapes:
        _PAGE[type(each)](canvas, each)


def _trace(path: Any, points: Sequence[tuple[float, float]]) -> Any:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path


def _page_polygon(canvas: Any, each: Polygon) -> None:
    from reportlab.pdfgen.canvas import FILL_EVEN_ODD

    path = canvas.beginPath()
    for ring in (each.points, *each.holes):
        _trace(path, ring).close()
    canvas.setFillColor(each.fill)
    canvas.setStrokeColor(each.line)
    canvas.setLineWidth(each.width)
    canvas.setDash()
    canvas.drawPath(path, stroke=int(each.width > 0), fill=1, fillMode=FILL_EVEN_ODD)


def _page_polyline(canvas: Any, each: Polyline) -> None:
    canvas.setStrokeColor(each.colour)
    canvas.setLineWidth(each.width)
    canvas.setDash(list(each.dash))
    canvas.drawPath(_trace(canvas.beginPath(), each.points), stroke=1, fill=0)


def _page_dot(canvas: Any, each: Dot) -> None:
    canvas.setFillColor(each.fill)
    canvas.setStrokeColor(each.line)
    canvas.setLineWidth(each.width)
    canvas.setDash()
    canvas.circle(each.x, each.y, each.radius, stroke=1, fill=1)


def _page_label(canvas: Any, each: Label) -> None:
    font = "NotoSans-Bold" if each.is_bold else "NotoSans"
    x = each.left
    canvas.setFont(font, each.size)
    if each.has_halo:
        canvas.setStrokeColor(LIGHT["map-land"])
        canvas.setLineWidth(each.size * _HALO)
        canvas.setDash()
        canvas.drawString(x, each.y, each.text, mode=1)
    canvas.setFillColor(each.colour)
    canvas.drawString(x, each.y, each.text, mode=0)


def _page_raster(canvas: Any, each: Raster) -> None:
    from reportlab.lib.utils import ImageReader

    reader = ImageReader(_fade(each))
    canvas.drawImage(reader, each.x, each.y, each.width, each.height, mask="auto")


_PAGE: dict[type, Callable[[Any, Any], None]] = {
    Polygon: _page_polygon,
    Polyline: _page_polyline,
    Dot: _page_dot,
    Label: _page_label,
    Raster: _page_raster,
}


def _fade(each: Raster) -> Any:
    """Return a raster's picture with the opacity that it has on paper, as RGBA."""
    from PIL import Image

    with Image.open(io.BytesIO(each.body)) as whole:
        image = whole.convert("RGBA")
    image.putalpha(image.getchannel("A").point(lambda value: int(value * each.strength)))
    return image


def to_png(picture: Picture) -> bytes:
    """Return a picture as PNG, three times as fine as its points."""
    from PIL import Image

    bitmap = _Bitmap(picture)
    for each in picture.shapes:
        bitmap.draw(each)
    file = io.BytesIO()
    size = round(picture.width * _PNG_SCALE), round(picture.height * _PNG_SCALE)
    bitmap.image.resize(size, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


class _Bitmap:
    """Pixels of a picture, finer than it will be."""

    def __init__(self, picture: Picture) -> None:
        from PIL import Image, ImageDraw

        self._scale = _PNG_SCALE * _FINER
        self._height = picture.height
        size = round(picture.width * self._scale), round(picture.height * self._scale)
        self.image = Image.new("RGB", size, "white")
        self._pen = ImageDraw.Draw(self.image)

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._scale, (self._height - point[1]) * self._scale

    def _wide(self, width: float) -> int:
        return max(1, round(width * self._scale))

    def draw(self, each: Shape) -> None:
        """Draw a shape over those before it."""
        if isinstance(each, Polygon):
            rings = [[self._place(point) for point in ring] for ring in (each.points, *each.holes)]
            self._fill(rings, each.fill)
            for ring in rings if each.width > 0 else ():
                self._line([*ring, ring[0]], each.line, each.width)
        elif isinstance(each, Polyline):
            points = [self._place(point) for point in each.points]
            for stroke in self._dashes(points, each.dash) if each.dash else [points]:
                self._line(stroke, each.colour, each.width)
        elif isinstance(each, Dot):
            x, y = self._place((each.x, each.y))
            radius = each.radius * self._scale
            box = (x - radius, y - radius, x + radius, y + radius)
            self._pen.ellipse(box, fill=each.fill, outline=each.line, width=self._wide(each.width))
        elif isinstance(each, Label):
            self._label(each)
        else:
            self._raster(each)

    def _fill(self, rings: list[list[tuple[float, float]]], colour: str) -> None:
        """Fill the first ring, and leave what is beneath the others as it was."""
        from PIL import Image, ImageDraw

        whole, *holes = rings
        if not holes:
            self._pen.polygon(whole, fill=colour)
            return
        xs, ys = ([int(each) for each in axis] for axis in zip(*whole, strict=True))
        left, top = max(0, min(xs)), max(0, min(ys))
        right = min(self.image.width, max(xs) + 1)
        bottom = min(self.image.height, max(ys) + 1)
        if left >= right or top >= bottom:
            return
        mask = Image.new("1", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        for ring in rings:
            pen.polygon([(x - left, y - top) for x, y in ring], fill=ring is whole)
        self.image.paste(colour, (left, top), mask)

    def _line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        self._pen.line(points, colour, self._wide(width), joint="curve")

    def _dashes(
        self, points: list[tuple[float, float]], dash: Sequence[float]
    ) -> Iterator[list[tuple[float, float]]]:
        """Yield the strokes of a line, which go around its corners."""
        turn, left = 0, dash[0] * self._scale
        stroke = [points[0]]
        for one, two in pairwise(points):
            length, at = hypot(two[0] - one[0], two[1] - one[1]), 0.0
            while length - at > left:
                at += left
                part = at / length
                place = one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part
                if not turn % 2:
                    yield [*stroke, place]
                turn, stroke = turn + 1, [place]
                left = dash[turn % len(dash)] * self._scale
            left -= length - at
            stroke.append(two)
        if not turn % 2:
            yield stroke

    def _label(self, each: Label) -> None:
        font = _font("Bold" if each.is_bold else "Regular", round(each.size * self._scale))
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[each.anchor]
        halo = self._wide(each.size * _HALO / 2) if each.has_halo else 0
        self._pen.text(
            self._place((each.x, each.y)), each.text, fill=each.colour, font=font, anchor=anchor,
            stroke_width=halo, stroke_fill=LIGHT["map-land"],
        )  # fmt: skip

    def _raster(self, each: Raster) -> None:
        from PIL import Image

        size = self._wide(each.width), self._wide(each.height)
        slopes = _fade(each).resize(size, Image.Resampling.BICUBIC)
        x, y = self._place((each.x, each.y + each.height))
        self.image.paste(slopes, (round(x), round(y)), slopes)
