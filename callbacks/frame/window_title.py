"""The title of the window that a page's content brings with it.

Dash asks for the title after the layout, in the same request, and without the query.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import g


def keep_title(title: str) -> None:
    """Keep the title of the page that this request renders."""
    g.ioc_title = title


def title_of_view(otherwise: Callable[[], str]) -> str:
    """Return the title that the rendered page has; where none was rendered that of `otherwise`."""
    return str(g.ioc_title) if "ioc_title" in g else otherwise()
