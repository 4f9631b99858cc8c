"""The map's own site, and pages that show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.map.pages import Open, opening
from tests.browser.map_harness import (
    Land,
    MapSite,
    serving,
)


@pytest.fixture(scope="module")
def site(land: Path) -> Iterator[MapSite]:
    with serving(MapSite(Land.read(land))) as running:
        yield running


@pytest.fixture
def open_map(chromium: Browser, site: MapSite) -> Iterator[Open]:
    """A function (spec, …) that opens a page with this map; the console must stay empty."""
    site.failing.clear()
    with opening(chromium, site) as open_page:
        yield open_page
