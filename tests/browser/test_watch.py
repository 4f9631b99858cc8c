"""The watch and axe find what they are there for: a green browser test means something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watch import PageWatch

HOME = "http://home.invalid"


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, PageWatch]]:
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


def test_a_quiet_page_has_no_problems(watched: tuple[Page, PageWatch]) -> None:
    page, watch = watched
    page.evaluate("console.log('fine'); console.error('provoked on purpose')")
    page.evaluate("fetch('/here').then(() => fetch('data:,x'))")
    assert watch.problems() == []


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("console.warn('careful')", "console warning: careful"),
        ("console.error('broken')", "console error: broken"),
        ("setTimeout(() => { throw new Error('thrown') }); undefined", "thrown"),
        ("new Image().src = 'http://tiles.invalid/1.png'", "request: http://tiles.invalid/1.png"),
        ("fetch('http://fonts.invalid/x', {mode: 'no-cors'})", "request: http://fonts.invalid/x"),
    ],
)
def test_each_kind_of_problem_is_told(
    watched: tuple[Page, PageWatch], script: str, told: str
) -> None:
    page, watch = watched
    page.evaluate(script)
    page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true)))")
    assert any(told in problem for problem in watch.problems()), watch.problems()


def test_axe_tells_an_unnamed_button(
    watched: tuple[Page, PageWatch], assert_accessible: Callable[[Page], None]
) -> None:
    page, _watch = watched
    page.evaluate("document.querySelector('main').innerHTML = '<h1>Bản đồ</h1>'")
    assert_accessible(page)
    page.evaluate("document.querySelector('main').innerHTML = '<button></button>'")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)
