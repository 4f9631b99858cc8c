"""Pages on paper, as Chromium prints them: A4, light, whole, without controls."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import open_at

A4 = (595, 842)
MARGIN = 34  # 12 mm
PAGES = {
    "/": "#start-map[data-painted-key]",
    "/dia-ban/2025-07-01/40": "#area-page[data-filled] #area-map[data-painted-key]",
    "/phan-tich?dia-ban=40&chi-so=CQ02": "#analysis-map[data-painted-key]",
    "/phan-tich?dia-ban=40&chi-so=CQ02&chon=17329": ".ana-picked-acts a",
}
# Words of controls, which paper has no use for.
CONTROLS = ("Xem cả trang", "Tìm chỉ số, địa bàn", "Tải về", "Nền tối", "Xuất báo cáo",
            "Trang địa bàn")  # fmt: skip


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def plain(text: str) -> str:
    """A text without spaces and line ends, which a page sets as it has room."""
    return re.sub(r"\s|\ufffe|-\n", "", unicodedata.normalize("NFC", text))


def texts_of(document: pypdfium2.PdfDocument) -> list[str]:
    return [plain(each.get_textpage().get_text_bounded()) for each in document]


@pytest.mark.parametrize("path", PAGES)
def test_a_dark_screen_is_printed_in_dark_ink_on_light_paper(page_at: PageAt, path: str) -> None:
    page = page_at(1440, 900, theme="dark")
    page.goto(path + ("&" if "?" in path else "?") + "nen=toi")
    page.wait_for_selector(PAGES[path])
    document = printed(page)
    pages = texts_of(document)
    for number, sheet in enumerate(document, 1):
        assert [round(side) for side in sheet.get_size()] == list(A4)
        picture = sheet.render(scale=1).to_pil().convert("L")
        # Nowhere a dark ground: nine tenths of the pixels are light, the map's too.
        shades = picture.histogram()
        light = sum(shades[160:]) / sum(shades)
        assert light > 0.85, f"page {number} of {path}: {light:.2f}"
        assert f"{number}/{len(pages)}" in pages[number - 1]
    whole = "".join(pages)
    assert [each for each in CONTROLS if plain(each) in whole] == []
    assert plain("Trung tâm điều hành thông minh") in pages[0]
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert not page.locator("[data-paper]").count()


@pytest.mark.parametrize("choice", ["?chi-so=HT02", "?chi-so=HT01", "?chi-so=CQ02"])
def test_the_map_of_an_area_is_on_its_first_page_and_says_whose_land_it_is(
    page_at: PageAt, choice: str
) -> None:
    """The definition above it took its room: half a page was empty; long findings did, too."""
    page = page_at(1440, 900)
    page.goto(f"/dia-ban/2025-07-01/40{choice}")
    page.wait_for_selector("#area-map[data-painted-key]")
    page.wait_for_function("ioc.map.stateOf('area-map')?.aroundSpots?.length")
    first = texts_of(printed(page))[0]
    for words in ("© OpenStreetMap (ODbL 1.0)", "Natural Earth, GSHHG, GeoNames"):
        assert plain(words) in first, words


def test_the_table_is_whole_and_its_heading_on_each_of_its_pages(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02")
    names = page.evaluate(
        """async () => {
            const { spec } = ioc.map.stateOf("analysis-map");
            return (await ioc.data.directory(spec.directory)).full_names;
        }"""
    )
    assert len(names) == 130
    heads = page.locator("#analysis-table thead th").all_inner_texts()
    pages = texts_of(printed(page))
    whole = "".join(pages)
    assert [name for name in names if plain(name) not in whole] == []
    of_table = [text for text in pages if sum(plain(each) in text for each in names) > 10]
    assert len(of_table) > 2
    for text in of_table:
        assert [head for head in heads if plain(head) not in text] == [], text[:200]


def test_published_figures_stay_inside_the_margins(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector("#area-map[data-painted-key]")
    # What the reader unfolded is on paper.
    page.get_by_text("Số liệu đã công bố").click()
    figures = [
        each.get_textpage()
        for each in printed(page)
        if "baonghean.vn" in plain(each.get_textpage().get_text_range())
    ]
    assert figures
    for text in figures:
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert right <= A4[0] - MARGIN + 4


def test_the_list_of_an_area_and_the_start_page_are_whole_on_paper(page_at: PageAt) -> None:
    page = page_at(390, 844)
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector("#area-page[data-filled] .ioc-area-row")
    rows = page.locator(".ioc-area-row-name").all_text_contents()
    cards = page.locator(".ioc-card-red .ioc-card-name").all_text_contents()
    assert len(rows) == 130
    assert len(cards) > 5
    whole = "".join(texts_of(printed(page)))
    assert [each for each in [*rows, *cards] if plain(each) not in whole] == []
    page.goto("/")
    page.wait_for_selector("#start-map[data-painted-key]")
    matters = page.locator(".ioc-start-name").all_text_contents()
    whole = "".join(texts_of(printed(page)))
    assert [each for each in matters if plain(each) not in whole] == []
    assert page.locator(".ioc-start details[open]").count() == 0


def test_an_area_is_printed_as_it_is_folded_and_says_what_is_left_out(page_at: PageAt) -> None:
    """All cards, published figures and the lineage took 18 sheets."""
    page = page_at(1440, 900)
    page.goto("/dia-ban/2025-07-01/40")
    page.wait_for_selector("#area-page[data-filled] #area-map[data-painted-key]")
    count = page.locator("details:not([open]) .ioc-card").count()
    pages = texts_of(printed(page))
    assert len(pages) <= 6
    end = f"Không in: {count} chỉ số đang gập; Số liệu đã công bố (24); Tiền thân và kế thừa."
    assert plain(end) in pages[-1]
    # pdfium reads a hyphen at the end of a line so.
    assert plain(f"Xem tại {page.url}") in pages[-1].replace("\x02", "-")


CUT = """() => [...document.querySelectorAll(".ana-pivot-paper :is(th, td)")]
    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1
        || cell.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map((cell) => cell.textContent)"""


@pytest.mark.parametrize("pivot", ["indicators", "periods", "area"])
def test_a_table_of_many_columns_is_whole_on_paper(page_at: PageAt, pivot: str) -> None:
    """Its columns go onto sheets in groups, each with the names of the rows; no cell is cut."""
    page = page_at(1440, 900)
    page.goto(f"/phan-tich?dia-ban=40&chi-so=CQ02&bang={pivot}")
    page.wait_for_selector("#analysis-pivot-table tbody tr[data-at]")
    page.wait_for_selector("#analysis-map[data-painted-key]")
    names = page.locator("#analysis-pivot-table thead .ana-pivot-label").all_inner_texts()
    document = printed(page)
    width = document[0].get_size()[0]
    margin = 12 / 25.4 * 72
    for sheet in document:
        text = sheet.get_textpage()
        for place in range(text.count_rects()):
            left, _, right, _ = text.get_rect(place)
            assert left >= margin - 1 and right <= width - margin + 1
    whole = "".join(texts_of(document))
    assert [name for name in names if plain(name) not in whole] == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(CUT) == []
    tables = page.locator(".ana-pivot-paper table")
    rows = page.evaluate(
        """() => [...document.querySelectorAll(".ana-pivot-paper table")].map((table) =>
            [...table.querySelectorAll("tbody tr")].map((row) => row.textContent))"""
    )
    assert tables.count() > (0 if pivot == "area" else 1)
    # Every row of every group is on a sheet, its cells in their order.
    for group in rows:
        assert len(group) == (130 if pivot != "area" else len(rows[0]))
        assert [row for row in group if plain(row) not in whole] == []
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert tables.count() == 0


def test_a_map_is_painted_once_for_paper_and_once_for_the_screen(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02")
    page.emulate_media(media="print")
    counts = page.evaluate(
        """async () => {
            const state = ioc.map.stateOf("analysis-map");
            const rest = () =>
                new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)));
            const painted = async (act) => {
                const before = state.painted;
                const width = state.width;
                state.element.style.width = `${width - 40}px`;
                window.dispatchEvent(new Event(act));
                await rest();
                return [state.painted - before, width - state.width];
            };
            await rest();
            return [await painted("beforeprint"), await painted("afterprint")];
        }"""
    )
    assert [count for count, _ in counts] == [1, 1]
    assert all(narrower for _, narrower in counts)


@pytest.mark.parametrize("width", [390, 1920])
def test_a_chart_lies_inside_its_panel_on_paper(page_at: PageAt, width: int) -> None:
    page = page_at(width, 1080)
    open_at(page, "/phan-tich?dia-ban=40&chi-so=CQ02")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(
        """() => {
            const panel = document.querySelector(".ana-series").getBoundingClientRect();
            return [...document.querySelectorAll(".ana-series .main-svg")].every((each) => {
                const box = each.getBoundingClientRect();
                return box.bottom <= panel.bottom + 1 && box.right <= panel.right + 1
                    && box.width > 600;
            });
        }"""
    )
