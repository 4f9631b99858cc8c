"""The page /dia-ban: what it reads and how it reacts."""

from __future__ import annotations

import dash
from dash import Dash, html

from callbacks.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    dash.register_page("area", path="/dia-ban", title="Địa bàn", layout=html.Div("Địa bàn"))
