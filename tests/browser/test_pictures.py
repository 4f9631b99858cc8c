"""Pictures as files in Chromium: each of their texts lies inside its frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import open_at

LONG = "Tỷ lệ người trong độ tuổi lao động được đào tạo kỹ năng số cơ bản của Phường Nghĩa Lộ 12 "
# The longest names of the catalogue and of communes, six compared; both languages.
VIEWS = {
    "six": "/phan-tich?dia-ban=40&chi-so=XH07&chon=16690&so-sanh=18028,16681,17335,17110,17125",
    "points": "/phan-tich?dia-ban=40&chi-so=XH07&bieu-do=two&chi-so-2=YT02",
    "trail": "/phan-tich?dia-ban=40&chi-so=XH07&bieu-do=two&chi-so-2=YT02&chon=16690",
    "many": "/phan-tich?dia-ban=40&chi-so=XH07&bieu-do=many",
    "group": "/phan-tich?dia-ban=40&chi-so=HT08&bieu-do=group&chon=16690",
    "english": "/phan-tich?dia-ban=40&chi-so=HT05&lang=en",
}
TEXTS = """() => {
    const frame = document.querySelector("svg").getBoundingClientRect();
    return [...document.querySelectorAll("svg text")].filter((text) => text.getBBox().width > 0)
        .map((text) => {
            const box = text.getBoundingClientRect();
            return {
                text: text.textContent,
                out: Math.max(frame.left - box.left, box.right - frame.right,
                    frame.top - box.top, box.bottom - frame.bottom),
                box: [box.left, box.top, box.right, box.bottom],
            };
        });
}"""


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    """An empty page, which shows a picture as any other program would."""
    page = chromium.new_page()
    yield page
    page.close()


def texts_of(sheet: Page, svg: str) -> list[dict[str, Any]]:
    sheet.set_content(f"<body style='margin:0'>{svg}</body>")
    texts: list[dict[str, Any]] = sheet.evaluate(TEXTS)
    assert len(texts) > 8
    return texts


def assert_inside(texts: list[dict[str, Any]]) -> None:
    assert [each for each in texts if each["out"] > 1] == []


def file_of(page: Page, what: str, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-picture={what}][data-kind={kind}]").click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_every_text_of_a_picture_lies_inside_its_frame(
    page_at: PageAt, sheet: Page, view: str
) -> None:
    page = page_at(1440, 900)
    open_at(page, VIEWS[view])
    for what in ("chart", "map"):
        svg = file_of(page, what, "svg").decode("utf-8")
        texts = texts_of(sheet, svg)
        assert_inside(texts)
        # A picture for print has the same frame, with twice the pixels.
        png = file_of(page, what, "png")
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        width = sheet.evaluate("document.querySelector('svg').width.baseVal.value")
        assert int.from_bytes(png[16:20], "big") == 2 * width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_small_charts_are_a_file_with_all_that_the_page_says(
    page_at: PageAt, sheet: Page, theme: Literal["light", "dark"]
) -> None:
    page = page_at(1440, 900, theme=theme)
    open_at(page, VIEWS["group"] + ("&nen=toi" if theme == "dark" else ""))
    charts = page.locator(".ana-multiple")
    words = [line for text in charts.all_inner_texts() for line in text.splitlines() if line]
    svg = file_of(page, "chart", "svg").decode("utf-8")
    texts = texts_of(sheet, svg)
    whole = " ".join(each["text"] for each in texts)
    assert [word for word in words if word not in whole] == []
    for text in (page.locator("#analysis-series-title").inner_text(), "Nguồn: ", "Kỳ số liệu: "):
        assert text in whole
    # A line and the marks behind it for each chart, dark on white whatever the screen's theme.
    assert sheet.locator("svg > svg").count() == 2 * charts.count()
    assert sheet.locator("svg > text").first.get_attribute("fill") == "#14202a"
    boxes = [each["box"] for each in texts]
    assert [
        (one, two)
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] - 4 and two[1] < one[3] - 4
    ] == []


def test_names_at_the_ends_of_lines_are_apart_in_the_file(page_at: PageAt, sheet: Page) -> None:
    page = page_at(1440, 900)
    open_at(page, VIEWS["six"])
    svg = file_of(page, "chart", "svg").decode("utf-8")
    texts = texts_of(sheet, svg)
    names = ("Trường Vinh", "Hưng Nguyên Nam", "Thành Vinh", "Thành Bình Thọ", "Hoàng Mai",
             "Quỳnh Mai")  # fmt: skip
    boxes = [each["box"] for each in texts if each["text"].startswith(names)]
    assert len(boxes) == 6
    overlaps = [
        (one, two)
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] - 4 and two[1] < one[3] - 4
    ]
    assert overlaps == []


@pytest.mark.parametrize("width", [320, 1440])
def test_a_picture_grows_with_its_words(page_at: PageAt, sheet: Page, width: int) -> None:
    page = page_at(width, 900)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02")
    words = {"title": LONG * 4, "subtitle": LONG * 2, "source": LONG * 3}
    svg = page.evaluate("words => ioc.exportSvg('analysis-map', words)", words)
    assert_inside(texts_of(sheet, svg))
