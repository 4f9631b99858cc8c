"""The emblem of the office: what is shown, what is refused, and in which words."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.pages.emblem import emblem_router
from ioc.emblem import MOST_BYTES, EmblemError, emblem_of, read_emblem_file
from ioc.office import Office
from layouts.wall.office import office_mark
from tests.app.visitor import Visitor

SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:pen="http://pen.test" viewBox="0 0 9 9"
 pen:version="1"><metadata><a/></metadata><pen:view onload="x()"/><!-- a note -->
 <style>.a{fill:url(#b)}</style><g id="b"><circle class="a" r="4"/></g>
 <use xlink:href="#b"/></svg>"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(b"\x00" * (width + 1) * min(height, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_of_an_svg_only_what_draws_is_shown() -> None:
    emblem = emblem_of(SVG)
    assert emblem.media_type == "image/svg+xml"
    text = emblem.body.decode()
    for part in ("metadata", "onload", "pen:", "pen.test", "a note"):
        assert part not in text, part
    for part in ("<circle", "viewBox", 'href="#b"', ".a{fill:url(#b)}"):
        assert part in text, part
    assert emblem_of(emblem.body).name == emblem.name


@pytest.mark.parametrize(
    ("inside", "part"),
    [
        ("<script>1</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<image href='data:,'/>", "<image>"),
        ("<g onclick='x()'/>", "onclick"),
        ("<use href='http://evil.test/a.svg#b'/>", "href=http://evil.test"),
        ("<use href='javascript:x()'/>", "href=javascript:x()"),
        ("<rect fill='url(http://evil.test/#a)'/>", "fill=url(http"),
        ("<style>@import 'http://evil.test/a.css';</style>", "<style>"),
        ('<style>a{background:url( "//evil.test/a")}</style>', "<style>"),
        ("<style><title/>@import 'http://evil.test/a.css';</style>", "<style>"),
        ("<style>@\\69mport 'http://evil.test/a.css';</style>", "<style>"),
        ("<style>a{background:image-set('http://evil.test/a' 1x)}</style>", "<style>"),
        ("<g style='fill:\\75rl(http://evil.test/a)'/>", "style=fill:"),
        ("<animate attributeName='href' to='javascript:x()'/>", "<animate>"),
        ("<a href='#x'/>", "<a>"),
    ],
)
def test_what_could_act_or_fetch_is_refused_by_name(inside: str, part: str) -> None:
    body = f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()
    with pytest.raises(EmblemError) as refusal:
        emblem_of(body)
    assert f"“{part}" in str(refusal.value)
    assert "Hãy bỏ phần đó, hoặc xuất hình ra PNG." in str(refusal.value)


@pytest.mark.parametrize("fill", ["url(#a)", "url('#a')", "url( #a)", 'url( "#a" )'])
def test_parts_of_the_same_picture_may_be_named_in_every_way(fill: str) -> None:
    text = fill.replace('"', "&quot;")
    body = f"""<svg xmlns="http://www.w3.org/2000/svg"><rect fill="{text}"/></svg>"""
    assert emblem_of(body.encode()).media_type == "image/svg+xml"


def test_parts_in_parts_without_end_are_refused_in_words() -> None:
    body = f"<svg xmlns='http://www.w3.org/2000/svg'>{'<g>' * 2000}{'</g>' * 2000}</svg>"
    with pytest.raises(EmblemError, match="60"):
        emblem_of(body.encode())


@pytest.mark.parametrize(
    "body",
    [b"", b"<html/>", b"GIF89a", b"\xff\xfe<\x00s\x00", b"\x89PNG\r\n\x1a\n", b"<svg/>",
     b"<!DOCTYPE a [<!ENTITY b 'c'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(EmblemError):
        emblem_of(body)


def test_a_png_is_bounded_in_bytes_and_pixels() -> None:
    assert emblem_of(png(64, 64)).media_type == "image/png"
    with pytest.raises(EmblemError, match=r"9000 × 20|9\.000 × 20"):
        emblem_of(png(9000, 20))
    with pytest.raises(EmblemError, match="lớn hơn 300 kB"):
        emblem_of(b"x" * (MOST_BYTES + 1))


def test_a_fault_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "huy-hieu.svg"
    with pytest.raises(EmblemError, match=r"Không đọc được tệp biểu trưng .*huy-hieu\.svg"):
        read_emblem_file(path)
    path.write_bytes(b"<svg/>")
    with pytest.raises(
        EmblemError, match=r"huy-hieu.svg \(IOC_EMBLEM\) không dùng được: không phải"
    ):
        read_emblem_file(path)
    path.write_bytes(SVG)
    assert read_emblem_file(path).media_type == "image/svg+xml"


def test_it_is_served_at_the_address_of_its_content_alone() -> None:
    office = Office("UBND tỉnh Nghệ An", "", emblem_of(SVG))
    app = FastAPI()
    app.include_router(emblem_router(office))
    web = Visitor(app)
    answer = web.get(office.emblem_address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["cache-control"]
    assert web.get("/emblem/other.svg").status_code == 404
    web.close()


def test_a_wall_names_its_office_in_its_language() -> None:
    office = Office("UBND tỉnh Nghệ An", "People's Committee", emblem_of(SVG))
    assert "UBND tỉnh Nghệ An" in str(office_mark(office, "vi"))
    assert "People's Committee" in str(office_mark(office, "en"))
    assert office.emblem_address in str(office_mark(office, "vi"))
    assert office_mark(Office(), "vi") is None
    assert "IOC" in str(office_mark(Office(emblem=emblem_of(SVG)), "vi"))
