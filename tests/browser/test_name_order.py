"""Files sort names as the table on the screen does."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import Browser

from ioc.name_order import name_order
from tests.serving import ServedApp

_SORT = """(names) => {
    const collator = new Intl.Collator("vi");
    return [...names].sort((a, b) => collator.compare(a, b));
}"""


def test_every_name_of_the_country_stands_where_the_browser_puts_it(
    chromium: Browser, served_app: ServedApp
) -> None:
    with sqlite3.connect(served_app.var / "ioc.sqlite") as store:
        rows = store.execute("SELECT DISTINCT name FROM area WHERE level <> 'village'").fetchall()
    names = sorted(name for (name,) in rows)
    assert len(names) > 5_000
    page = chromium.new_page()
    try:
        theirs = page.evaluate(_SORT, names)
    finally:
        page.close()
    assert sorted(names, key=name_order) == theirs
