"""Fixtures of the browser tests: the program, Chromium, watched pages, screenshots, axe."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.watch import PageWatch
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
    opened: list[tuple[BrowserContext, PageWatch]] = []

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
        opened.append((context, watch))
        return context.new_page()

    yield open_page
    for context, _watch in opened:
        context.close()
    problems = [problem for _context, watch in opened for problem in watch.problems()]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(scope="session")
def screenshot() -> Callable[..., Path]:
    """A function (page, name) that keeps a picture as var/screenshots/<name>.png."""

    def take(page: Page, name: str, *, full_page: bool = False) -> Path:
        assert re.fullmatch(r"[\w-]+", name), name
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        file = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=file, full_page=full_page)
        return file

    return take


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """A function (page) that fails on what axe-core calls serious or critical."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None, "requirements-dev.txt is not installed"
    assert found.origin is not None
    script = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")

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
