"""The page /wall: what it reads and how it reacts."""

from __future__ import annotations

import dash
from dash import Dash, html

from callbacks.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    dash.register_page("wall", path="/wall", title="Màn hình lớn", layout=html.Div("Màn hình lớn"))
