"""One choice, one answer: what the page asks for, what it reckons from it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from ioc.period import parse_period
from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at
from tests.serving import ServedApp

DATA = ("/view", "/api/", "/_dash-update")
# Fetched ahead, when the page has come to rest: no answer to a choice.
AHEAD = "/api/v1/history"


@pytest.fixture
def page(page_at: PageAt) -> Page:
    new_page = page_at(1440, 900)
    open_at(new_page, HOME)
    return new_page


@pytest.fixture(scope="module")
def open_page(lasting_page_at: PageAt) -> Page:
    """A page that is asked and stays as it is."""
    lasting_page = lasting_page_at(1440, 900)
    open_at(lasting_page, HOME)
    return lasting_page


def note_questions(page: Page) -> list[str]:
    """Return the list that the page's questions for data are written into."""
    questions: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path
        if path.startswith(DATA) and path != AHEAD:
            questions.append(request.url)

    page.on("request", note)
    return questions


def choose(page: Page, ident: str, value: str) -> None:
    page.select_option(f"#analysis-{ident}", value)
    page.wait_for_function(READY)


# ---- asking -------------------------------------------------------------------------------


def test_another_indicator_is_one_question_and_a_known_one_is_none(page: Page) -> None:
    questions = note_questions(page)
    choose(page, "indicator", "CQ04")
    expect(page.locator("#analysis-headline")).to_contain_text("trước hạn, đúng hạn")
    expect(page.locator("#analysis-table tbody tr[data-at]").first).to_contain_text("/")
    assert [urlsplit(url).path for url in questions] == ["/view"]
    choose(page, "indicator", "CQ02")
    choose(page, "indicator", "CQ04")
    expect(page.locator("#analysis-headline")).to_contain_text("trước hạn, đúng hạn")
    assert len(questions) == 2, questions


def test_the_map_is_painted_before_anything_else_is_drawn(page: Page) -> None:
    page.evaluate(
        """() => {
            window.order = [];
            const note = (target, what, of) => new MutationObserver(() => window.order.push(what))
                .observe(document.getElementById(target), of);
            const inside = { childList: true, characterData: true, subtree: true };
            note("analysis-map", "map", { attributes: true, attributeFilter: ["data-painted"] });
            note("analysis-headline", "words", inside);
            note("analysis-table", "table", inside);
            note("analysis-series-title", "chart", inside);
        }"""
    )
    choose(page, "indicator", "CQ04")
    page.wait_for_function("new Set(window.order).size === 4")
    assert page.evaluate("window.order[0]") == "map"


def test_an_outdated_answer_is_dropped(page: Page) -> None:
    page.evaluate(
        """() => {
            const choose = (value) => {
                const select = document.getElementById("analysis-indicator");
                Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")
                    .set.call(select, value);
                select.dispatchEvent(new Event("change", { bubbles: true }));
            };
            for (const code of ["CQ04", "CQ05", "HT05"]) choose(code);
        }"""
    )
    page.wait_for_function(READY)
    assert page.evaluate("ioc.map.stateOf('analysis-map').slice.header.indicator") == "HT05"
    assert "chi-so=HT05" in page.url
    expect(page.locator("#analysis-headline")).to_contain_text("cáp quang")


def test_a_server_that_does_not_answer_is_said_and_can_be_asked_again(page_at: PageAt) -> None:
    page = page_at(1440, 900, expected=["ERR_FAILED"])
    open_at(page, HOME)
    page.route("**/view?*", lambda route: route.abort())
    page.select_option("#analysis-indicator", "CQ04")
    notice = page.locator(".ana-failed")
    expect(notice).to_contain_text("Chưa nhận được trả lời")
    expect(page.locator("#analysis-headline")).not_to_contain_text("trước hạn, đúng hạn")
    page.unroute("**/view?*")
    notice.get_by_role("button").click()
    expect(page.locator("#analysis-headline")).to_contain_text("trước hạn, đúng hạn")
    expect(notice).to_have_count(0)


def test_the_definition_is_fetched_by_who_reads_it(page: Page) -> None:
    questions = note_questions(page)
    page.click(".ana-details summary")
    expect(page.locator("#analysis-definition")).to_contain_text("Tử số")
    choose(page, "indicator", "HT05")
    expect(page.locator("#analysis-definition")).to_contain_text("cáp quang")
    assert sum("part=definition" in url for url in questions) == 2


# ---- the way back -------------------------------------------------------------------------


def state_of(page: Page) -> Mapping[str, Sequence[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_back_and_forward_go_from_area_to_area_without_a_new_page(page: Page) -> None:
    page.evaluate("window.still = true")
    choose(page, "indicator", "HT05")
    choose(page, "commune", "17329")
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    choose(page, "period", "2026-05")
    page.fill("#analysis-search", "1")
    page.locator("#analysis-path a", has_text="Nghệ An").click()
    page.wait_for_function("ioc.map.stateOf('analysis-map').spec.level === 'commune'")
    page.wait_for_function(READY)
    choose(page, "vintage", "2025-03-01")
    questions = note_questions(page)

    page.go_back()
    expect(page.locator("#analysis-vintage")).to_have_value("2025-07-01")
    page.go_back()
    # The indicator and the period of that step came with it, and so did the search.
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    expect(page.locator("#analysis-commune")).to_have_value("17329")
    expect(page.locator("#analysis-search")).to_have_value("1")
    expect(page.locator("#analysis-facts")).to_contain_text("Tháng 05/2026")
    page.wait_for_function(READY)
    assert state_of(page)["chi-so"] == ["HT05"]
    # A period is a step, too.
    page.go_back()
    expect(page.locator("#analysis-facts")).not_to_contain_text("Tháng 05/2026")
    expect(page.locator("#analysis-commune")).to_have_value("17329")
    page.wait_for_function(READY)
    page.go_back()
    expect(page.locator("#analysis-commune")).to_have_value("*")
    page.wait_for_function("ioc.map.stateOf('analysis-map').spec.parent === '40'")
    page.go_forward()
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    page.wait_for_function(READY)
    assert page.evaluate("window.still"), "the page was loaded anew"
    assert not [url for url in questions if "_dash-update" in url]


def test_who_turns_back_at_once_is_back_on_this_page(page: Page) -> None:
    """The other page may not have come yet when its address is left again."""
    choose(page, "commune", "17329")
    address = page.url
    page.evaluate("ioc.go('/dia-ban/2025-07-01/40'); history.back()")
    page.wait_for_url(address)
    expect(page.locator("#analysis-path")).to_contain_text("Xã Anh Sơn")
    page.wait_for_function(READY)
    choose(page, "indicator", "CQ04")
    expect(page.locator("#analysis-headline")).to_contain_text("trước hạn, đúng hạn")
    expect(page.locator("#analysis-page")).to_be_visible()


def test_another_indicator_or_order_leaves_no_step_behind(page: Page) -> None:
    steps = page.evaluate("history.length")
    choose(page, "indicator", "HT05")
    page.get_by_role("button", name="Giá trị").click()
    assert page.evaluate("history.length") == steps
    choose(page, "commune", "17329")
    assert page.evaluate("history.length") == steps + 1
    choose(page, "period", "2026-05")
    assert page.evaluate("history.length") == steps + 2


# ---- without numbers ----------------------------------------------------------------------


def test_a_store_without_numbers_says_so_and_names_no_period(
    page_at: PageAt, app_of_its_own: ServedApp
) -> None:
    app_of_its_own.run("demo", "remove")
    page = page_at(1440, 900)
    page.goto(HOME)
    expect(page.locator("#analysis-note")).to_contain_text("Chưa có đơn vị nào báo cáo")
    expect(page.locator("#analysis-map .ioc-map__notice")).to_contain_text("Chưa")
    expect(page.locator(".ioc-legend")).to_contain_text("130")
    expect(page.locator(".ioc-legend__period")).to_have_count(0)
    expect(page.locator(".ana-slider-label")).to_have_text("–")
    assert "0001" not in page.inner_text("body")
    page.select_option("#analysis-indicator", "HT05")
    expect(page.locator("#analysis-headline")).to_contain_text("cáp quang")
    expect(page.locator("#analysis-series-empty")).to_be_visible()
    assert "0001" not in page.inner_text("body")


# ---- what the browser reckons -------------------------------------------------------------

SAME_AS_SLICE = """async (code) => {
    const { spec, revision, day } = ioc.analysis.view();
    const fields = new URLSearchParams({
        "dia-ban": "40", "chi-so": code, ky: "2026-05", say: "vi", rev: revision, day });
    const { header, columns } = await ioc.analysisAnswer.ask(`/view?${fields}`);
    const { ground } = header.place;
    const period = header.state.period || "2026-05";
    const slice = Object.entries({ indicator: code, period, rev: revision }).reduce(
        (url, [name, value]) => ioc.data.withQuery(url, name, value), ground.slice);
    const mine = ioc.analysisAnswer.sliceOf(
        { header, columns }, { ...ground, ...header.measure, period, revision });
    const theirs = await ioc.data.slice({ slice });
    const parts = await theirs.parts();
    const list = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
    const all = (value, flags, counted) => ({ value: list(value), flags: list(flags),
        ...Object.fromEntries(["numerator", "denominator", "reported", "expected"].map(
            (name) => [name, list(counted[name])])) });
    return [all(mine.value, mine.flags, mine.partsNow), all(theirs.value, theirs.flags, parts)];
}"""


@pytest.mark.parametrize("code", ["HT01", "HT05", "HT07", "CQ02", "CQ09", "KT03"])
def test_an_answer_holds_the_numbers_of_the_slice(open_page: Page, code: str) -> None:
    """A share, a share of counts in thousands, a figure with decimals, a score, a count."""
    mine, theirs = open_page.evaluate(SAME_AS_SLICE, code)
    assert any(value is not None for value in theirs["value"])
    assert mine == theirs


@pytest.mark.parametrize("language", ["vi", "en"])
def test_periods_are_written_as_the_server_writes_them(open_page: Page, language: str) -> None:
    periods = ["2024", "2024-H1", "2024-H2", "2024-Q3", "2024-02", "2024-12", "2024-02-29"]
    expected = [
        [parse_period(each).label(language), parse_period(each).end.isoformat()] for each in periods
    ]
    texts = open_page.evaluate(
        """([periods, language]) => periods.map((each) =>
            [ioc.period.label(each, language), ioc.period.lastDay(each)])""",
        [periods, language],
    )
    assert texts == expected
