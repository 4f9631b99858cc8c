"""Across a change of boundaries: the broken line, badges, the handle between two maps, files."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ioc.sentences.origin import rule_words
from tests.browser.conftest import PageAt
from tests.browser.test_analysis import open_at

LATER = "/phan-tich?dia-ban=40&chi-so=CQ02&ky=2024-05"
EARLIER = "/phan-tich?ky-dia-gioi=2025-03-01&dia-ban=40&cap=commune&chi-so=CQ02&ky=2025-10"
BESIDE = "#analysis-map-beside[data-painted]"
TRACES = """() => {
    const chart = ioc.analysis.graph();
    const traces = chart.data.filter((trace) => trace.meta === "40" && trace.mode !== "markers");
    return traces.map((each) => ({
        dash: each.line.dash || "solid", x: each.x, said: each.customdata,
    }));
}"""
PANES = """() => ["analysis-map", "analysis-map-beside"].map((id) => {
    const { view, baseCanvas: scene } = ioc.map.stateOf(id);
    return [view.main.k, view.main.tx, view.main.ty, scene.k, scene.tx, scene.ty];
})"""


def test_one_line_is_broken_where_it_was_brought_over_and_says_so(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, LATER)
    page.wait_for_function("() => ioc.analysis.graph() && ioc.analysis.graph().data.length")
    solid, dashed, *_unfinished = page.evaluate(TRACES)
    assert (solid["dash"], dashed["dash"]) == ("solid", "dash")
    # They meet: the first reported point ends the stretch that was brought over.
    assert dashed["x"][-1] == solid["x"][0] == "2025-07-31"
    assert all("quy đổi: cộng trọn, chính xác" in words for words in dashed["said"][:-1])
    marks = page.locator("#analysis-series .annotation-text").all_text_contents()
    assert any("đổi địa giới" in mark for mark in marks)
    assert any(mark.startswith("Nét đứt: quy đổi") for mark in marks)


def test_legend_and_table_say_which_numbers_were_brought_over(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, EARLIER)
    notes = page.locator("#analysis-map .ioc-legend__note--origin")
    expect(notes).to_have_count(2)
    texts = notes.all_text_contents()
    assert texts[0].startswith("Số liệu quy đổi: ")
    assert texts[1].startswith("Ước tính theo số thôn: ")
    mark = page.locator("#analysis-table abbr.ana-origin").first
    expect(mark).to_have_attribute("title", "ước tính theo số thôn")
    expect(page.locator("#analysis-facts")).to_contain_text("quy đổi: cộng trọn, chính xác")


def test_whoever_points_at_an_incomplete_area_is_told_what_is_missing(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, LATER)
    place = page.evaluate("() => ioc.map.locate('analysis-map', '17266')")
    page.mouse.move(place["x"] - 2, place["y"])
    page.mouse.move(place["x"], place["y"])
    tip = page.locator("#analysis-map > .ioc-map__tip")
    expect(tip).to_contain_text("3/4 xã cũ đã báo cáo")
    expect(tip).to_contain_text("Thiếu: Xã Kỳ Sơn")


@pytest.mark.parametrize("width", [1440, 390])
def test_two_maps_stand_side_by_side_and_move_as_one(page_at: PageAt, width: int) -> None:
    page = page_at(width, 900)
    open_at(page, EARLIER + "&so-dia-gioi=swipe")
    expect(page.locator(BESIDE)).to_have_count(1)
    names = page.locator(".ioc-beside__name").all_text_contents()
    assert names == ["trước 01/07/2025", "từ 01/07/2025"]
    page.locator("#analysis-map > .ioc-map__controls button").first.click()
    page.wait_for_function(
        f"() => (({PANES})()).every((pane, at, all) => pane.every((one, i) => one === all[0][i]))"
    )
    handle = page.locator(".ioc-beside__range")
    handle.focus()
    before = page.locator(".ioc-beside__line").bounding_box()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    after = page.locator(".ioc-beside__line").bounding_box()
    assert before and after and after["x"] > before["x"]
    expect(handle).to_have_attribute("aria-valuetext", "trước 01/07/2025: 60%, từ 01/07/2025: 40%")


def test_the_side_by_side_is_chosen_in_one_request_and_taken_back(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, LATER)
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    choose(page, "swipe")
    expect(page.locator(BESIDE)).to_have_count(1)
    assert len([url for url in questions if "/view?" in url]) == 1
    assert "so-dia-gioi=swipe" in page.url
    classes: list[Any] = page.evaluate(
        "() => ['', '-beside'].map((end) => ioc.map.stateOf(`analysis-map${end}`).spec.classes)"
    )
    assert classes[0] == classes[1]
    choose(page, "lines")
    expect(page.locator(".ioc-beside")).to_be_hidden()
    expect(page.locator(".ioc-legend__note--other").first).to_have_text(
        "Nét đứt: địa giới trước 01/07/2025"
    )
    svg = page.evaluate("() => ioc.exportSvg('analysis-map', {})")
    assert 'stroke-dasharray="6 4"' in svg
    # A text that is wider than the picture has several lines.
    texts = " ".join(re.sub(r"<[^>]*>", " ", svg).split())
    assert "Nét đứt: địa giới trước 01/07/2025" in texts
    assert "Số liệu quy đổi: 130/130" in texts
    choose(page, "*")
    expect(page.locator(".ioc-legend__note--other")).to_have_count(0)
    assert "so-dia-gioi" not in page.url


def choose(page: Page, how: str) -> None:
    page.locator(f"#analysis-beside input[value='{how}']").check()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_scripts_words_are_those_of_the_server(page_at: PageAt, language: str) -> None:
    page = page_at(1440, 900)
    open_at(page, LATER)
    texts = page.evaluate(
        "language => [0, 1, 2, 3, 4, 5, 6].map((code) => ioc.origin.rule(code, language))", language
    )
    assert texts == [rule_words(code, language) for code in range(7)]
