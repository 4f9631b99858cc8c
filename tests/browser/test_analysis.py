"""The analyst's journeys in Chromium: link, map, table, series, time, files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import PageAt
from tests.serving import ServedApp

HOME = "/phan-tich?dia-ban=40&chi-so=CQ02"
NOTE_LABELS = """() => {
    const label = document.querySelector(".ana-slider-label");
    window.labels = [];
    new MutationObserver(() => window.labels.push(label.textContent)).observe(
        label, { childList: true, characterData: true, subtree: true });
}"""
READY = """() => {
    const map = window.ioc && window.ioc.map && window.ioc.map.stateOf("analysis-map");
    const table = document.querySelector("#analysis-table tbody tr[data-at]");
    const page = document.getElementById("analysis-page");
    return map && map.baseCanvas && table && page && !page.hasAttribute("aria-busy")
        && !map.element.hasAttribute("aria-busy")
        && document.querySelector("#analysis-series .main-svg");
}"""
SELECTION = "#analysis-table tr[aria-selected=true]"


def open_at(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(READY)


def codes(page: Page) -> list[str]:
    rows = page.locator("#analysis-table tbody tr[data-code]")
    return [str(code) for code in rows.evaluate_all("rows => rows.map(row => row.dataset.code)")]


def read_screen(page: Page) -> dict[str, Any]:
    """What the page says, for comparing two openings of one link."""
    return {
        "headline": page.inner_text("#analysis-headline"),
        "series": page.inner_text("#analysis-series-title"),
        "picked": page.inner_text("#analysis-picked"),
        "time": page.inner_text(".ana-slider-label"),
        "foot": page.inner_text(".ana-table-foot"),
        "rows": codes(page),
        "legend": page.inner_text("#analysis-map .ioc-legend"),
        "controls": page.locator("#analysis-page select").evaluate_all(
            "all => all.map(one => [one.id, one.value])"
        ),
    }


def click_area(page: Page, code: str) -> None:
    place = page.evaluate("code => ioc.map.locate('analysis-map', code)", code)
    page.mouse.click(place["x"], place["y"])


def test_a_shared_link_opens_the_same_view_elsewhere(
    page_at: PageAt, screenshot: Callable[..., None]
) -> None:
    page = page_at(1920, 1080)
    open_at(page, HOME)
    page.select_option("#analysis-indicator", "CQ04")
    page.wait_for_function(READY)
    # With a target in force the verdict is what the map shows by itself, and no part of the link.
    expect(page.locator("#analysis-mode input[value=status]")).to_be_checked()
    assert "mau=" not in page.url
    page.check("#analysis-mode input[value=target]")
    page.check("#analysis-compare input[value=parent]")
    page.fill("#analysis-search", "xa a")
    page.get_by_role("button", name="Địa bàn").click()
    page.locator("#analysis-table tbody tr[data-at]").first.click()
    expect(page.locator("#analysis-series-title")).to_contain_text("An Châu")
    page.wait_for_function(READY)
    screenshot(page, "analysis-1920-light")

    other = page_at(1920, 1080)
    open_at(other, page.url)
    expect(other.locator("#analysis-picked")).to_contain_text("An Châu")
    assert read_screen(other) == read_screen(page)
    assert other.url == page.url


def test_map_table_and_series_follow_one_another(page_at: PageAt) -> None:
    page = page_at(1920, 1080)
    open_at(page, HOME)
    click_area(page, "17329")
    expect(page.locator(SELECTION)).to_have_attribute("data-code", "17329")
    expect(page.locator(SELECTION)).to_be_in_viewport()
    expect(page.locator("#analysis-series-title")).to_contain_text("Anh Sơn")
    expect(page.locator("#analysis-picked")).to_contain_text("Xã Anh Sơn")
    assert "chon=17329" in page.url

    code = page.locator(f"{SELECTION} + tr").get_attribute("data-code")
    page.click(f"#analysis-table tr[data-code='{code}']")
    expect(page.locator(SELECTION)).to_have_attribute("data-code", str(code))
    assert page.evaluate("ioc.map.stateOf('analysis-map').spec.selected") == code
    assert f"chon={code}" in page.url

    # A point of the series is a period: the others go there.
    before = page.inner_text(".ana-slider-label")
    points = page.evaluate(
        """() => {
            const chart = document.querySelector("#analysis-series .js-plotly-plot");
            const { xaxis, yaxis } = chart._fullLayout;
            const box = chart.getBoundingClientRect();
            const { x, y } = chart.data[0];
            const at = 3;
            const values = Array.from(y);
            return { x: box.left + xaxis._offset + xaxis.d2p(x[at]),
                     y: box.top + yaxis._offset + yaxis.d2p(values[at]) };
        }"""
    )
    page.mouse.move(points["x"], points["y"])
    page.mouse.move(points["x"] + 1, points["y"])
    expect(page.locator("#analysis-series .hoverlayer .hovertext")).to_have_count(1)
    page.mouse.click(points["x"] + 1, points["y"])
    expect(page.locator(".ana-slider-label")).not_to_have_text(before)
    page.wait_for_function(READY)
    assert re.search(r"ky=20\d\d-\d\d", page.url)


def test_the_table_finds_areas_without_diacritics_and_sorts(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    page.fill("#analysis-search", "dong thanh")
    expect(page.locator("#analysis-table tbody tr[data-at]")).to_have_count(1)
    expect(page.locator("#analysis-table .ana-name")).to_have_text("Xã Đông Thành")
    page.fill("#analysis-search", "không có xã này")
    expect(page.locator(".ana-table-notice")).to_contain_text("Không có địa bàn nào khớp")
    page.fill("#analysis-search", "")
    heading = page.get_by_role("columnheader", name="Giá trị")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    first = codes(page)[0]
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert codes(page)[0] != first
    page.select_option("#analysis-status", "no_data")
    expect(page.locator("#analysis-table tbody .ioc-status").first).to_have_attribute(
        "title", "Chưa có"
    )
    assert "trang-thai=no_data" in page.url


def test_3321_communes_are_all_there_and_few_are_in_the_page(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=VN&cap=commune&chi-so=CQ02")
    expect(page.locator(".ana-table-foot")).to_contain_text("3.321 địa bàn")
    expect(page.locator("#analysis-table table")).to_have_attribute("aria-rowcount", "3322")
    assert len(codes(page)) < 60
    page.focus("#analysis-table table")
    page.keyboard.press("End")
    expect(page.locator("#analysis-table tr[data-at='3320']")).to_be_in_viewport()


def test_everything_goes_by_keyboard(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME)
    page.focus("#analysis-table table")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#analysis-table tr[data-at='1']")).to_have_attribute(
        "aria-selected", "true"
    )
    # A second Enter goes inside, to the villages.
    page.keyboard.press("Enter")
    expect(page.locator("#analysis-level")).to_have_value("commune")
    page.wait_for_function(READY)

    ids = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        ids.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className"
                " || document.activeElement.tagName"
            )
        )
    for ident in (
        "analysis-vintage", "analysis-province", "analysis-commune", "analysis-indicator",
        "analysis-period", "analysis-search", "analysis-status", "ioc-map__overlay",
        "ana-slider-button ana-slider-play", "ana-slider-range",
    ):  # fmt: skip
        assert ident in ids, ident


def test_time_moves_by_keys_and_plays_without_asking_the_server_each_step(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME + "&ky=2025-09")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    page.focus(".ana-slider-range")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".ana-slider-label")).to_have_text("Tháng 08/2025")
    expect(page.locator("#analysis-facts")).to_contain_text("Tháng 08/2025")
    expect(page.locator("#analysis-period")).to_have_value("2025-08")
    page.wait_for_function(READY)
    assert "ky=2025-08" in page.url

    questions.clear()
    # Labels pass quickly: the page itself notes them.
    page.evaluate(NOTE_LABELS)
    page.focus(".ana-slider-range")
    page.keyboard.press("Space")
    expect(page.locator("#analysis-slider")).to_have_attribute("data-playing", "")
    page.wait_for_function("new Set(window.labels).size >= 3", timeout=20_000)
    assert not [url for url in questions if "_dash-update" in url]
    page.keyboard.press("Space")
    expect(page.locator("#analysis-slider")).not_to_have_attribute("data-playing", "")
    page.wait_for_function(READY)
    rests = page.inner_text(".ana-slider-label").replace("Tháng ", "").split("/")
    page.wait_for_url(re.compile(rf"ky={rests[1]}-{int(rests[0]):02d}"))
    page.wait_for_function(
        "period => ioc.map.stateOf('analysis-map').slice.header.period === period",
        arg=f"{rests[1]}-{int(rests[0]):02d}",
    )


def test_down_to_the_villages_up_again_and_back_from_another_page(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=HT05")
    page.select_option("#analysis-commune", "17329")
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    page.wait_for_function("ioc.map.stateOf('analysis-map').spec.level === 'village'")
    page.wait_for_function(READY)
    address = page.url
    page.get_by_role("link", name="Địa bàn", exact=True).first.click()
    page.wait_for_url(re.compile("/dia-ban"))
    page.go_back()
    page.wait_for_url(address)
    page.wait_for_function(READY)
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    page.locator("#analysis-path a", has_text="Nghệ An").click()
    expect(page.locator("#analysis-commune")).to_have_value("*")
    page.wait_for_function("ioc.map.stateOf('analysis-map').spec.level === 'commune'")
    page.wait_for_function(READY)


def test_new_numbers_appear_by_themselves_and_nothing_jumps(
    page_at: PageAt, app_of_its_own: ServedApp, tmp_path: Path
) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME + "&ky=2026-05&chon=17329&tim=anh son")
    page.focus("#analysis-map .ioc-map__overlay")
    page.keyboard.press("+")
    page.wait_for_function("ioc.map.stateOf('analysis-map').view.zoom > 1.1")
    row = page.locator("#analysis-table tr[data-code='17329']")
    before = page.evaluate("({ ...ioc.map.stateOf('analysis-map').view })")
    expect(row).not_to_contain_text("1.999/2.000")
    file = tmp_path / "moi.csv"
    file.write_text(
        "Mã chỉ số,Mã xã,Kỳ,Tử số,Mẫu số\nCQ02,17329,2026-05,1999,2000\n", encoding="utf-8"
    )
    app_of_its_own.run("load", "observations", file, "--vintage", "2025-07-01", "--yes")
    expect(row).to_contain_text("1.999/2.000", timeout=15_000)
    expect(page.locator("#analysis-updated")).to_be_visible()
    expect(page.locator("#analysis-picked")).to_contain_text("99,95%")
    expect(page.locator("#analysis-search")).to_have_value("anh son")
    after = page.evaluate("({ ...ioc.map.stateOf('analysis-map').view })")
    assert (after["zoom"], after["main"]) == (before["zoom"], before["main"])


def read_download(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_every_file_says_source_and_period(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, HOME + "&ky=2026-05")
    files = {}
    for what, kind in (("map", "svg"), ("chart", "svg"), ("map", "png"), ("chart", "png")):
        with page.expect_download() as caught:
            page.click(f"[data-picture={what}][data-kind={kind}]")
        files[what, kind] = read_download(caught.value)
    for what in ("map", "chart"):
        text = re.sub(r"<[^>]*>", " ", files[what, "svg"].decode("utf-8"))
        assert "Cổng Dịch vụ công" in text, what
        assert re.search(r"Tháng 0?5/2026", text), what
        assert "Số liệu minh hoạ" in text, what
        assert files[what, "png"].startswith(b"\x89PNG")
    with page.expect_download() as caught:
        page.click("a[data-file='so-lieu.csv']")
    text = io.BytesIO(read_download(caught.value)).read().decode("utf-8-sig")
    assert "2026-05" in text
    # Rows say who handed the numbers in; here nobody did.
    assert "Cổng Dịch vụ công" not in text
    assert "Số liệu minh hoạ" in text


def test_an_indicator_without_numbers_here_says_why_and_leads_out(
    page_at: PageAt, screenshot: Callable[..., None]
) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=AT01")
    note = page.locator("#analysis-note")
    expect(note).to_contain_text("chỉ được báo cáo đến cấp tỉnh")
    screenshot(page, "analysis-too-deep")
    note.get_by_role("link").click()
    expect(page.locator("#analysis-province")).to_have_value("VN")
    expect(note).to_be_empty()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_anyone(
    page_at: PageAt,
    theme: Any,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    page = page_at(390, 844, theme, touch=True)
    open_at(page, HOME + "&chon=17329&so-sanh=parent,siblings")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    screenshot(page, f"analysis-390-{theme}", full_page=True)
    assert_accessible(page)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.reload()
    page.wait_for_function(READY)
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    assert_accessible(page)
    screenshot(page, f"analysis-1920-{theme}")
