"""What stands around every page: navigation, language, theme, live state, search."""

from __future__ import annotations

from enum import StrEnum, unique

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts.text import Words


@unique
class Ids(StrEnum):
    """Ids that belong to no single page."""

    LIVE = "live"  # Store: {"revision": n, "changes": [...], "state": "live|polling|lost"}
    LIVE_STATE = "live-state"
    LOCATION = "shell-location"
    NAV = "shell-nav"
    SEARCH = "shell-search"
    SEARCH_RESULTS = "shell-search-results"
    LANGUAGE = "shell-language"
    THEME = "shell-theme"
    TOAST = "shell-toast"


WORDS = {
    "product": ("Trung tâm điều hành thông minh", "Intelligent Operations Center"),
    "pages": ("Trang", "Pages"),
    "wall": ("Màn hình lớn", "Wall"),
    "analysis": ("Phân tích", "Analysis"),
    "area": ("Địa bàn", "Areas"),
    "admin": ("Quản trị", "Administration"),
    "remote": ("Điều khiển", "Remote"),
    "search": ("Tìm địa bàn, chỉ số ( / )", "Search areas, indicators ( / )"),
    "language": ("English", "Tiếng Việt"),
    "language_short": ("EN", "VI"),
    "language_label": ("English: chuyển sang tiếng Anh", "Tiếng Việt: switch to Vietnamese"),
    "theme": ("Đổi nền sáng, tối", "Switch light, dark"),
    "skip": ("Tới nội dung chính", "Skip to content"),
    "live": ("Đang cập nhật trực tiếp", "Live"),
    "polling": ("Cập nhật chậm, đang nối lại", "Slow updates, reconnecting"),
    "lost": ("Mất kết nối, số liệu có thể đã cũ", "Connection lost, numbers may be old"),
}


def layout(language: str, home: str, own: str = "") -> html.Div:
    """Return the frame with an empty place for the page.

    Args:
        language: "vi" or "en".
        home: address of the home area's page.
        own: what who has signed in may do: "admin", "remote"; empty for everybody.
    """
    words = Words(WORDS, language)
    return html.Div(
        [
            dcc.Location(id=Ids.LOCATION, refresh="callback-nav"),
            dcc.Store(id=Ids.LIVE),
            html.A(words["skip"], href="#main", className="ioc-skip"),
            html.Header(
                [
                    html.A(
                        [
                            html.Span(words["product"], className="ioc-wide"),
                            html.Span("IOC", className="ioc-narrow", **{"aria-hidden": "true"}),
                        ],
                        href=home,
                        className="ioc-brand",
                        **{"aria-label": words["product"]},
                    ),
                    html.Nav(
                        [
                            html.A(words["area"], href=home, className="ioc-nav-link"),
                            html.A(words["analysis"], href="/phan-tich", className="ioc-nav-link"),
                            html.A(words["wall"], href="/wall", className="ioc-nav-link"),
                            *([_own_link(own, words)] if own in _OWN else []),
                        ],
                        id=Ids.NAV,
                        **{"aria-label": words["pages"]},
                    ),
                    html.Div(
                        [
                            html.Label(
                                words["search"], htmlFor=Ids.SEARCH, className="visually-hidden"
                            ),
                            dbc.Input(
                                id=Ids.SEARCH,
                                type="search",
                                placeholder=words["search"],
                                debounce=False,
                                autocomplete="off",
                                className="ioc-search",
                            ),
                            html.Div(id=Ids.SEARCH_RESULTS, className="ioc-search-results"),
                        ],
                        className="ioc-search-box",
                        role="search",
                    ),
                    html.Span(
                        [
                            html.Span(words[state], className=f"ioc-live-word ioc-live-{state}")
                            for state in ("live", "polling", "lost")
                        ],
                        id=Ids.LIVE_STATE,
                        className="ioc-live",
                        role="status",
                    ),
                    html.Button(
                        [
                            html.Span(words["language"], className="ioc-wide"),
                            html.Span(words["language_short"], className="ioc-narrow"),
                        ],
                        id=Ids.LANGUAGE,
                        className="ioc-tool",
                        **{"aria-label": words["language_label"]},
                    ),
                    html.Button(
                        "◐",
                        id=Ids.THEME,
                        className="ioc-tool",
                        title=words["theme"],
                        **{"aria-label": words["theme"]},
                    ),
                ],
                className="ioc-header",
            ),
            dbc.Toast(
                id=Ids.TOAST,
                header="IOC",
                is_open=False,
                dismissable=True,
                duration=8000,
                className="ioc-toast",
            ),
            html.Main(dash.page_container, id="main", tabIndex=-1),
        ],
        className="ioc-shell",
        lang=language,
    )


# Where the navigation leads who has signed in, and its sign where there is no room for words.
_OWN = {"admin": ("/quan-tri/canh", "⚙"), "remote": ("/dieu-khien", "⏯")}


def _own_link(own: str, words: Words) -> html.A:
    href, sign = _OWN[own]
    return html.A(
        [
            html.Span(words[own], className="ioc-wide"),
            html.Span(sign, className="ioc-narrow", **{"aria-hidden": "true"}),
        ],
        href=href,
        className="ioc-nav-link",
        **{"aria-label": words[own]},
    )
