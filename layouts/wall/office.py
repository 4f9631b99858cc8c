"""The name and the emblem of the office in the head of a wall's scenes."""

from __future__ import annotations

from typing import Any

from dash import html

from ioc.office import Office


def office_mark(office: Office, language: str) -> html.Div | None:
    """Return emblem and name; None where neither is set."""
    name, address = office.name(language), office.emblem_address
    parts: list[Any] = []
    if address:
        # The name beside it says whose it is.
        parts.append(html.Img(src=address, alt="" if name else "IOC", className="wall-emblem"))
    if name:
        parts.append(html.Span(name, className="wall-office-name"))
    return html.Div(parts, className="wall-office") if parts else None
