"""Waiting inside a page whose policy lets nothing evaluate text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from playwright.sync_api import Error, Page

# Playwright's own looks by evaluating its text anew at each frame, which the policy forbids; here
# the text becomes code once, in the call itself.
_LOOKS = """([arg, most]) => new Promise((done, fail) => {
    const until = performance.now() + most;
    const look = async () => {
        let found;
        try {
            found = (%s);
            if (typeof found === "function") found = await found(arg);
        } catch (error) {
            return fail(error);
        }
        if (found) return done(true);
        if (performance.now() > until) return fail(new Error("it never came"));
        requestAnimationFrame(look);
    };
    look();
})"""

# Colours on their way from one theme to the other are of neither.
_REST = """() => Promise.all(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished.catch(() => null)))"""


def wait_in(page: Page, expression: str, *, arg: Any = None, timeout: float = 30_000) -> None:
    """Return as soon as an expression, or the function that it is, gives something true."""
    while True:
        try:
            page.evaluate(_LOOKS % expression.strip().rstrip(";"), [arg, timeout])
            return
        except Error as error:
            # Another document has come: it is asked in its turn.
            if "context was destroyed" not in error.message:
                raise


def wait_by_policy(page: Page) -> None:
    """Let a page's own `wait_for_function` wait so."""
    page.wait_for_function = partial(wait_in, page)  # type: ignore[method-assign, assignment]


def in_both_themes(page: Page) -> Iterator[str]:
    """Yield "light" and "dark", each as soon as the open page shows it, as by its own switch."""
    for theme in ("light", "dark"):
        page.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
        page.evaluate(_REST)
        yield theme


def unfold(page: Page) -> None:
    """Open what an area's page has folded, once its cards are there."""
    page.wait_for_selector("#area-page[data-filled]")
    page.evaluate(
        "document.querySelectorAll('.ioc-area-group, .ioc-area-others, .ioc-area-panel')"
        ".forEach((each) => (each.open = true))"
    )
