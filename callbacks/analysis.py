"""The page /phan-tich: what it reads and how it reacts."""

from __future__ import annotations

import dash
from dash import Dash, html

from callbacks.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    dash.register_page(
        "analysis", path="/phan-tich", title="Phân tích", layout=html.Div("Phân tích")
    )
