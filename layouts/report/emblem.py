"""The office's emblem as a picture for documents, whatever kind of file it is."""

from __future__ import annotations

import io
import logging

from ioc.emblem import Emblem, png_size
from layouts.report.picture import FONT_FILES

_log = logging.getLogger("ioc.report")
# Pixels of its longer side: on paper it is at most 40 mm wide.
_SIDE = 480


def emblem_png(emblem: Emblem | None) -> bytes:
    """Return the emblem as PNG; empty without one.

    Empty also where its file turns out to be no picture: a report can do without.
    """
    if emblem is None:
        return b""
    try:
        body = emblem.body
        return _draw_svg(body) if emblem.media_type == "image/svg+xml" else _shrink_png(body)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        _log.warning("The emblem cannot be drawn in a report: %s", error)
        return b""


def _draw_svg(svg: bytes) -> bytes:
    """Return an SVG, which fetches nothing (`ioc.emblem`), as PNG."""
    # Only who makes a report pays for the library.
    import resvg_py

    family = "Noto Sans"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8"),
            # Both, or a very flat one would be very wide.
            width=_SIDE,
            height=_SIDE,
            dpi=96,
            skip_system_fonts=True,
            font_files=[str(path) for path in FONT_FILES.values()],
            font_family=family,
            serif_family=family,
            sans_serif_family=family,
        )
    )


def _shrink_png(png: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE))
    file = io.BytesIO()
    small.save(file, "PNG")
    return file.getvalue()


def size_within(png: bytes, width: float, height: float) -> tuple[float, float]:
    """Return the size of a PNG that fits into a rectangle, in the units of the rectangle.

    >>> size_within(b"." * 16 + bytes([0, 0, 0, 4, 0, 0, 0, 2]), 10, 10)
    (10.0, 5.0)
    """
    across, down = png_size(png)
    scale = min(width / across, height / down)
    return across * scale, down * scale
