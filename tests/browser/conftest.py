"""Fixtures of the browser tests: the program, Chromium, watched pages, screenshots, axe."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.watch import PageWatch
from tests.conftest import serving
from tests.serving import ROOT, ServedApp

SCREENSHOTS = ROOT / "var" / "screenshots"
_RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.flatMap((rule) => rule.nodes.map((node) => ({
        rule: rule.id, impact: node.impact || rule.impact, help: rule.help,
        target: node.target.join(" "), html: node.html.slice(0, 200),
        why: node.failureSummary })));
}"""


class PageAt(Protocol):
    """Opens watched pages; see the fixture `page_at`."""

    def __call__(
        self,
        width: int,
        height: int,
        theme: Literal["light", "dark"] = "light",
        *,
        touch: bool = False,
        expected: Sequence[str] = (),
    ) -> Page: ...


@pytest.fixture(scope="session")
def served_app(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """The program for tests that only read, begun by fork where that is possible."""
    var = tmp_path_factory.mktemp("served") / "var"
    yield from serving(prepared_var, var, warm=sys.platform == "linux")


@pytest.fixture
def page_at(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[PageAt]:
    """A function that opens a page of this size and theme; relative addresses go to the program.

    The program is the test's `app_of_its_own` where the test asks for that, else `served_app`.
    Each page has a fresh profile (no cache, no cookies). When the test ends, any console warning
    or error that was not `expected` (patterns), and any request to another machine, fails it.
    """
    own = "app_of_its_own" in request.fixturenames
    app: ServedApp = request.getfixturevalue("app_of_its_own" if own else "served_app")
    with open_pages(chromium, app.url) as pages:
        yield pages


@pytest.fixture(scope="module")
def lasting_page_at(chromium: Browser, served_app: ServedApp) -> Iterator[PageAt]:
    """The same for pages that many tests ask and none changes; they are watched to the last."""
    with open_pages(chromium, served_app.url) as pages:
        yield pages


@contextmanager
def open_pages(chromium: Browser, url: str) -> Iterator[PageAt]:
    """Yield such a function for the program at this address; what it opened is closed after."""
    contexts: list[tuple[BrowserContext, PageWatch]] = []

    def open_page(
        width: int,
        height: int,
        theme: Literal["light", "dark"] = "light",
        *,
        touch: bool = False,
        expected: Sequence[str] = (),
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            base_url=url,
            has_touch=touch,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        watch = PageWatch(url, expected)
        watch.attach(context)
        contexts.append((context, watch))
        return context.new_page()

    yield open_page
    for context, _watch in contexts:
        context.close()
    problems = [problem for _context, watch in contexts for problem in watch.problems()]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(scope="session")
def screenshot() -> Callable[..., None]:
    """A function (page, name) that keeps a picture as var/screenshots/<name>.png, if asked to.

    Nothing compares them: who wants to look sets IOC_TEST_SCREENSHOTS.
    """

    def take(page: Page, name: str, *, full_page: bool = False) -> None:
        assert re.fullmatch(r"[\w-]+", name), name
        if os.environ.get("IOC_TEST_SCREENSHOTS"):
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full_page)

    return take


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """A function (page) that fails on what axe-core calls serious or critical."""
    axe = importlib.util.find_spec("axe_playwright_python")
    assert axe is not None, "requirements-dev.txt is not installed"
    assert axe.origin is not None
    script = (Path(axe.origin).parent / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(script)
        grave = [
            f"{each['impact']} {each['rule']}: {each['help']}\n  {each['target']}\n"
            f"  {each['html']}\n  {each['why']}"
            for each in page.evaluate(_RUN_AXE)
            if each["impact"] in ("serious", "critical")
        ]
        assert not grave, f"{page.url}: {len(grave)} grave findings\n" + "\n".join(grave)

    return check
