"""The page of an unknown address."""

from __future__ import annotations

from dash import html

from ioc.words.catalogue import Words


def layout(home: str, language: str) -> html.Div:
    """Return the page: what is wrong, and where to go.

    Args:
        home: address of the home area's page.
        language: "vi" or "en".
    """
    words = Words("lost", language)
    return html.Div(
        [
            html.Div("∅", className="ioc-area-none-mark", **{"aria-hidden": "true"}),
            html.H1(words["title"], tabIndex=-1),
            html.P(words["text"]),
            html.Div(
                [
                    html.A(words["home"], href=home, className="btn btn-primary"),
                    html.A(words["wall"], href="/wall", className="btn btn-outline-secondary"),
                ],
                className="ioc-area-none-ways",
            ),
        ],
        className="ioc-area ioc-area-none",
        lang=language,
    )
