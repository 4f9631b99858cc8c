"""The page of an address that names nothing."""

from __future__ import annotations

from dash import html

from layouts.text import Words

WORDS = {
    "title": ("Không có trang này", "There is no such page"),
    "text": (
        "Địa chỉ có thể đã gõ nhầm hoặc đã cũ. Bấm phím / để tìm địa bàn hoặc chỉ số.",
        "The address may be mistyped or old. Press / to search for an area or an indicator.",
    ),
    "home": ("Về trang tỉnh nhà", "To the home province"),
    "wall": ("Mở màn hình lớn", "Open the wall"),
}


def layout(home: str, language: str) -> html.Div:
    """Return the page: what is wrong, and where to go.

    Args:
        home: address of the home area's page.
        language: "vi" or "en".
    """
    words = Words(WORDS, language)
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
