"""Pages with a map, and what tests read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.map_harness import (
    MapSite,
    figures,
)
from tests.browser.watch import PageWatch

Open = Callable[..., Page]
PERIOD = "2025-09"


@contextmanager
def opening(chromium: Browser, site: MapSite) -> Iterator[Open]:
    """Yield such a function; what it opened is closed after."""
    contexts: list[tuple[BrowserContext, PageWatch]] = []

    def open_page(
        spec: dict[str, Any] | None,
        *,
        size: tuple[int, int] = (1280, 800),
        theme: str = "light",
        expected: tuple[str, ...] = (),
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=site.url, locale="vi-VN"
        )
        watch = PageWatch(site.url, expected)
        watch.attach(context)
        contexts.append((context, watch))
        page = context.new_page()
        page.goto("/")
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        if spec is not None:
            show(page, spec)
        return page

    yield open_page
    for context, _watch in contexts:
        context.close()
    problems = [problem for _context, watch in contexts for problem in watch.problems()]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def show(page: Page, spec: dict[str, Any]) -> None:
    page.evaluate("async spec => { await ioc.map.show('map', spec) }", spec)


def place(page: Page, code: str) -> dict[str, float]:
    point: dict[str, float] = page.evaluate("code => ioc.map.locate('map', code)", code)
    return point


def pixel(page: Page, code: str, dx: float = 0, dy: float = 0) -> list[int]:
    """Return the colour of the land where the area's name would stand (the page is at 0, 0)."""
    colour: list[int] = page.evaluate(
        """([code, dx, dy]) => {
            const { x, y } = ioc.map.locate("map", code);
            const { base, dpr } = ioc.map.stateOf("map");
            // Read from a copy: the map's own canvas is not made for reading.
            const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
            pen.drawImage(base, -Math.floor((x + dx) * dpr), -Math.floor((y + dy) * dpr));
            return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        }""",
        [code, dx, dy],
    )
    return colour


def variable(page: Page, name: str) -> list[int]:
    """Return a colour of the theme in force as red, green, blue."""
    text = page.evaluate(
        "name => getComputedStyle(document.getElementById('map')).getPropertyValue(name)", name
    )
    return [int(text.strip()[at : at + 2], 16) for at in (1, 3, 5)]


def legend_rows(page: Page) -> list[tuple[str, str]]:
    return [
        (
            row.locator(".ioc-legend__text").inner_text(),
            row.locator(".ioc-legend__count").inner_text(),
        )
        for row in page.locator(".ioc-legend__row").all()
    ]


def events(page: Page) -> list[tuple[str, str]]:
    return [(event["action"], event["code"]) for event in page.evaluate("window.events")]


def home_codes(site: MapSite) -> list[str]:
    return [str(code) for code in site.land.home["code"]]


def home_values(site: MapSite) -> np.ndarray[Any, np.dtype[np.float64]]:
    return figures(len(site.land.home), PERIOD)
