"""A page that stands open while numbers change: it follows, says so, and loses nothing."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import Engine, select

from data.load.observations import Submission, store_observations
from data.store.engine import open_engine, raise_revision, raise_signal, writing
from data.store.schema import area, indicator
from tests.browser.conftest import PageAt
from tests.browser.page_waits import unfold
from tests.serving import ServedApp, free_port

VINTAGE, PROVINCE = "2025-07-01", "40"
COMMUNE = "16681"
OPEN, OTHER = "XH01", "KT01"  # both reported by communes, each quarter
PERIOD = "2026-Q3"
OUTAGES = [r"Failed to load resource", r"net::ERR_", r"/live"]
_NUMBERS = count(1)

# Where the reader has put the map.
WHERE = """(() => {
    const { main, zoom } = ioc.map.stateOf("analysis-map").view;
    return [main.tx, main.ty, main.k, zoom];
})()"""

Report = Callable[..., None]


@pytest.fixture(scope="module")
def app_of_its_own(
    prepared_var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedApp]:
    """One server for all these tests: each stores a number that the others do not."""
    var = shutil.copytree(prepared_var, tmp_path_factory.mktemp("live") / "var")
    app = ServedApp(var, free_port(), warm=sys.platform == "linux")
    app.start()
    yield app
    app.stop()
    assert app.faults() == []


@pytest.fixture
def report(app_of_its_own: ServedApp) -> Iterator[Report]:
    """Store one number of one commune, as another process would; (indicator, period, share)."""
    engine: Engine = open_engine(f"sqlite:///{app_of_its_own.var / 'ioc.sqlite'}")

    def store(code: str, period: str, share: float) -> None:
        with writing(engine) as connection:
            where = connection.scalar(
                select(area.c.id).where(area.c.vintage == VINTAGE, area.c.code == COMMUNE)
            )
            which = connection.scalar(select(indicator.c.id).where(indicator.c.code == code))
            frame = pd.DataFrame(
                {
                    "area_id": [where], "indicator_id": [which], "period": [period],
                    "numerator": [share * 200_000], "denominator": [200_000.0], "value": [np.nan],
                }
            )  # fmt: skip
            submission = Submission("api", "test", f"{next(_NUMBERS):064d}")
            outcome = store_observations(connection, frame, submission)
            raise_revision(connection, "observations", outcome.summary(), outcome.submission_id)

    yield store
    engine.dispose()


def open_analysis(page: Page, code: str = OPEN) -> list[str]:
    """Open the communes of the province; return the list that requests from now on go to."""
    page.goto(f"/phan-tich?dia-ban={PROVINCE}&cap=commune&chi-so={code}&ky={PERIOD}&chon={COMMUNE}")
    page.wait_for_selector(f'#analysis-map[data-painted-key^="{code}|"]', state="attached")
    expect(page.locator("html")).to_have_attribute("data-live", "live")
    page.wait_for_function("ioc.live.touched([]) > 0")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))
    return questions


def wait_for_value(page: Page, value: str) -> None:
    page.wait_for_function(
        """([code, value]) => {
            const row = ioc.table.row("analysis-table", code);
            return row && String(row.cell.value) === value;
        }""",
        arg=[COMMUNE, value],
    )


def test_what_changed_is_marked_and_nothing_else_moves(page_at: PageAt, report: Report) -> None:
    page = page_at(1600, 1000)
    questions = open_analysis(page)
    page.get_by_role("button", name="Phóng to").click()
    page.wait_for_function("ioc.map.stateOf('analysis-map').view.zoom > 1")
    before = page.evaluate(WHERE)
    page.evaluate("window.stayed = true")
    search = page.locator("#analysis-search")
    search.fill("thanh vinh")

    report(OPEN, PERIOD, 0.125)
    row = page.locator(f'#analysis-table tr[data-code="{COMMUNE}"]')
    expect(row.locator(".ioc-fresh")).to_have_text("vừa cập nhật")
    expect(row).to_contain_text("12,50")
    expect(page.locator("#analysis-updated")).to_be_visible()
    assert page.evaluate("ioc.fresh.rows(ioc.map.stateOf('analysis-map')).length") == 1
    expect(page.locator("#analysis-map .ioc-map__live")).to_have_text("Vừa cập nhật: 1 địa bàn.")
    expect(page).to_have_url(re.compile(f"chon={COMMUNE}"))
    assert page.evaluate(WHERE) == before
    assert page.evaluate("document.activeElement.id") == "analysis-search"
    expect(search).to_have_value("thanh vinh")
    assert page.evaluate("window.stayed === true")
    # Only what changed travelled: no land, no directory, no other period.
    of_maps = [url for url in questions if re.search(r"/published/|/directory|/slice|_dash", url)]
    assert not of_maps
    # The marks go by themselves.
    expect(row.locator(".ioc-fresh")).to_have_count(0, timeout=20_000)
    expect(page.locator("#analysis-updated")).to_be_hidden(timeout=20_000)


def test_numbers_of_another_indicator_ask_for_nothing(page_at: PageAt, report: Report) -> None:
    page = page_at(1600, 1000)
    requests = open_analysis(page)
    revision = page.evaluate("ioc.revision")
    before = len([url for url in requests if "/view" in url or "/slice" in url])
    report(OTHER, PERIOD, 0.25)
    page.wait_for_function("reached => ioc.revision > reached", arg=revision)
    # A question that is on its way to being asked would be, before one that is asked now.
    report(OPEN, PERIOD, 0.375)
    wait_for_value(page, "37.5")
    questions = [url for url in requests if "/view" in url or "/slice" in url][before:]
    assert len(questions) == 1
    assert f"rev={page.evaluate('ioc.revision')}" in questions[0]


def test_an_area_page_takes_in_one_card(page_at: PageAt, report: Report) -> None:
    page = page_at(1600, 1000)
    page.goto(f"/dia-ban/{VINTAGE}/{COMMUNE}?chi-so={OPEN}")
    page.wait_for_selector(f'#area-map[data-painted-key^="{OPEN}|"]', state="attached")
    page.wait_for_function("ioc.live.touched([]) > 0")
    unfold(page)
    card = page.locator(f'[data-code="{OPEN}"].ioc-area-card')
    other = page.locator(f'[data-code="{OTHER}"] article')
    other.evaluate("card => { card.kept = true; }")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url))

    report(OPEN, PERIOD, 0.0625)
    expect(card.locator(".ioc-card-value")).to_contain_text("6,25")
    expect(card.locator(".ioc-fresh")).to_be_visible()
    expect(page.locator("#area-finding")).to_contain_text("6,25")
    expect(page.locator(".ioc-area-said")).to_contain_text("Vừa cập nhật.")
    assert other.evaluate("card => card.kept"), "a card without news was drawn anew"
    assert not [url for url in questions if "_dash-update-component" in url]
    expect(card.locator(".ioc-fresh")).to_have_count(0, timeout=20_000)


def test_without_a_stream_the_page_asks_now_and_then(
    page_at: PageAt, report: Report, app_of_its_own: ServedApp
) -> None:
    page = page_at(1600, 1000, expected=OUTAGES)

    def no_stream(route: Route) -> None:
        route.abort()

    page.route(re.compile(r"/live\?"), no_stream)
    page.goto(f"/phan-tich?dia-ban={PROVINCE}&cap=commune&chi-so={OPEN}&ky={PERIOD}")
    page.wait_for_selector(f'#analysis-map[data-painted-key^="{OPEN}|"]', state="attached")
    expect(page.locator("html")).to_have_attribute("data-live", "polling", timeout=20_000)
    expect(page.locator("#live-state")).to_have_attribute("data-state", "polling")
    report(OPEN, PERIOD, 0.1875)
    wait_for_value(page, "18.75")
    page.evaluate(
        """window.heard = [];
        window.addEventListener("ioc:signal", (event) => heard.push(event.detail));"""
    )
    engine = open_engine(f"sqlite:///{app_of_its_own.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        raise_signal(connection, "order", "phong-hop", {"action": "next"})
    engine.dispose()
    # What the number did to an alert may be told before it.
    page.wait_for_function(
        "heard.some(({ items }) => items.some(({ about }) => about === 'order'))"
    )
    # The stream is back: the page takes it up by itself.
    page.unroute(re.compile(r"/live\?"))
    expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=90_000)


def test_what_was_missed_while_the_server_was_away_is_caught_up(
    page_at: PageAt, report: Report, app_of_its_own: ServedApp
) -> None:
    page = page_at(1600, 1000, expected=OUTAGES)
    open_analysis(page)
    page.evaluate("window.stayed = true")
    app_of_its_own.stop()
    report(OPEN, PERIOD, 0.4375)
    app_of_its_own.start()
    wait_for_value(page, "43.75")
    assert page.evaluate("window.stayed === true")


def test_words_that_come_before_the_page_is_laid_out_harm_nothing(page_at: PageAt) -> None:
    page = page_at(1600, 1000)
    stream = "".join(
        f'event: revision\ndata: {{"revision": {number}, "touched": {{}}, "changes": []}}\n\n'
        for number in (1, 2)
    )
    waiting: list[Route] = []
    page.route(
        re.compile(r"/live\?"),
        lambda route: route.fulfill(body=stream, content_type="text/event-stream"),
    )
    page.route("**/_dash-layout", lambda route: waiting.append(route))
    page.goto(f"/dia-ban/{VINTAGE}/{COMMUNE}")
    # Where the stream has ended already, the page asks, and hears of a later one.
    page.wait_for_function("ioc.revision >= 2")
    assert page.locator(".ioc-shell").count() == 0
    for route in waiting:
        route.continue_()
    page.wait_for_selector("#area-map[data-painted-key]", state="attached")
