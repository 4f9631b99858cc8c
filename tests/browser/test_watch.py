"""The watch and axe find what they are there for: a green browser test means something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watch import PageWatch

HOME = "http://home.invalid"


@pytest.fixture
def page_and_watch(chromium: Browser) -> Iterator[tuple[Page, PageWatch]]:
    watch = PageWatch(HOME, expected=[r"provoked on purpose"])
    context = chromium.new_context()
    watch.attach(context)
    # Nothing leaves: each request is answered here.
    html = "<!doctype html><html lang='vi'><title>Trang</title><main></main>"
    context.route("**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page = context.new_page()
    page.goto(f"{HOME}/")
    yield page, watch
    context.close()


def test_a_quiet_page_has_no_problems(page_and_watch: tuple[Page, PageWatch]) -> None:
    page, watch = page_and_watch
    page.evaluate("console.log('fine'); console.error('provoked on purpose')")
    page.evaluate("fetch('/here').then(() => fetch('data:,x'))")
    assert watch.problems() == []


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("console.warn('careful')", "console warning: careful"),
        ("console.error('broken')", "console error: broken"),
        ("setTimeout(() => { throw new Error('thrown') }); undefined", "thrown"),
        ("new Image().src = 'http://tiles.invalid/1.png'", "request: http://tiles.invalid/1.png"),
        ("fetch('http://fonts.invalid/x', {mode: 'no-cors'})", "request: http://fonts.invalid/x"),
    ],
)
def test_each_kind_of_problem_is_told(
    page_and_watch: tuple[Page, PageWatch], script: str, message: str
) -> None:
    page, watch = page_and_watch
    page.evaluate(script)
    # The word of it comes on a way of its own, and may be later than the answer to any question.
    until = monotonic() + 30
    while not (is_told := any(message in each for each in watch.problems())):
        if monotonic() > until:
            break
        page.wait_for_timeout(10)
    assert is_told, watch.problems()


def test_axe_tells_an_unnamed_button(
    page_and_watch: tuple[Page, PageWatch], assert_accessible: Callable[[Page], None]
) -> None:
    page, _watch = page_and_watch
    page.evaluate("document.querySelector('main').innerHTML = '<h1>Bản đồ</h1>'")
    assert_accessible(page)
    page.evaluate("document.querySelector('main').innerHTML = '<button></button>'")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)
