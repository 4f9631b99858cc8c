"""The emblem of the office on reports: PNG and SVG become a picture, what is broken is left out."""

from __future__ import annotations

import io
import logging

import pytest
from PIL import Image

from ioc.emblem import Emblem, emblem_of
from layouts.report.emblem import emblem_png, size_within

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
    '<rect width="{wide}" height="{high}" fill="#c8102e"/></svg>'
)


def svg(wide: int, high: int) -> Emblem:
    return emblem_of(_SVG.format(wide=wide, high=high).encode())


def png(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", size, (200, 16, 46, 128)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("wide", "high", "size"), [(100, 100, (480, 480)), (2, 1, (480, 240)), (900_000, 1, (480, 1))]
)
def test_an_svg_becomes_a_picture_of_its_shape(wide: int, high: int, size: tuple[int, int]) -> None:
    picture = Image.open(io.BytesIO(emblem_png(svg(wide, high)))).convert("RGB")
    assert picture.size == size
    assert picture.getpixel((size[0] // 2, size[1] // 2)) == (200, 16, 46)


def test_letters_of_an_svg_are_drawn_with_our_font() -> None:
    text = '<text x="2" y="40" font-size="40" font-family="Arial">Đ</text>'
    body = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50">{text}</svg>'
    picture = Image.open(io.BytesIO(emblem_png(emblem_of(body.encode()))))
    assert picture.getchannel("A").getbbox() is not None


def test_a_png_stays_see_through_and_becomes_small() -> None:
    picture = Image.open(io.BytesIO(emblem_png(emblem_of(png((960, 480))))))
    assert picture.size == (480, 240)
    assert picture.convert("RGBA").getpixel((9, 9)) == pytest.approx((200, 16, 46, 128), abs=1)


def test_what_cannot_be_drawn_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    broken = png((64, 64))[:60] + b"\x00\x00\x00\x00IEND\xaeB`\x82"
    empty = emblem_of(b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="9"/>')
    with caplog.at_level(logging.WARNING, "ioc.report"):
        assert emblem_png(emblem_of(broken)) == b""
        assert emblem_png(empty) == b""
    assert len(caplog.records) == 2
    assert emblem_png(None) == b""


def test_it_fits_into_the_letterhead() -> None:
    assert size_within(png((400, 100)), 110, 42) == pytest.approx((110, 27.5))
    assert size_within(png((100, 400)), 110, 42) == pytest.approx((10.5, 42))
