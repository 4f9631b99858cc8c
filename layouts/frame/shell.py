"""The frame of every page: navigation, language, theme, live state, search."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.cookies import ACCOUNT_PAGE, ADMIN_PAGE, HAND_IN_PAGE, REMOTE_PAGE, VERIFY_PAGE
from ioc.local_time import day_text
from ioc.words.catalogue import Words


@unique
class ShellIds(StrEnum):
    """Ids that belong to no single page."""

    LIVE_STATE = "live-state"
    LOCATION = "shell-location"
    NAV = "shell-nav"
    SEARCH = "shell-search"
    SEARCH_RESULTS = "shell-search-results"
    LANGUAGE = "shell-language"
    THEME = "shell-theme"
    TOAST = "shell-toast"


def layout(
    language: str, home: str, own: str = "", today: date | None = None, office: str = ""
) -> html.Div:
    """Return the frame with an empty place for the page.

    Args:
        language: "vi" or "en".
        home: address of the home area's page.
        own: the scope of the session: "admin", "remote"; "reporter": an account that
            hands in; "verifier": one that verifies; "account": any other; empty without a session.
        today: the day that is set as today's; None: none is.
        office: name of the office, for printed pages; empty: that of the product.
    """
    words = Words("shell", language)
    return html.Div(
        [
            dcc.Location(id=ShellIds.LOCATION, refresh="callback-nav"),
            html.A(words["skip"], href="#main", className="ioc-skip"),
            html.Header(
                [
                    html.A(
                        [
                            html.Span(words["product"], className="ioc-wide"),
                            html.Span("IOC", className="ioc-narrow", **{"aria-hidden": "true"}),
                        ],
                        href="/",
                        className="ioc-brand",
                        **{"aria-label": words["product"]},
                    ),
                    html.Nav(
                        [
                            html.A(
                                words["start"], href="/", className="ioc-nav-link ioc-nav-start"
                            ),
                            html.A(words["area"], href=home, className="ioc-nav-link"),
                            html.A(words["analysis"], href="/phan-tich", className="ioc-nav-link"),
                            html.A(words["wall"], href="/wall", className="ioc-nav-link"),
                            *([_own_link(own, words)] if own in _OWN else []),
                        ],
                        id=ShellIds.NAV,
                        **{"aria-label": words["pages"]},
                    ),
                    html.Div(
                        [
                            html.Label(
                                words["search"],
                                htmlFor=ShellIds.SEARCH,
                                className="visually-hidden",
                            ),
                            dbc.Input(
                                id=ShellIds.SEARCH,
                                type="search",
                                placeholder=words["search"],
                                debounce=False,
                                autocomplete="off",
                                className="ioc-search",
                            ),
                            html.Div(id=ShellIds.SEARCH_RESULTS, className="ioc-search-results"),
                        ],
                        className="ioc-search-box",
                        role="search",
                    ),
                    *([_day_set(today, words)] if today else []),
                    html.Span(
                        [
                            html.Span(words[state], className=f"ioc-live-word ioc-live-{state}")
                            for state in ("live", "polling", "lost")
                        ],
                        id=ShellIds.LIVE_STATE,
                        className="ioc-live",
                        role="status",
                    ),
                    html.Button(
                        [
                            html.Span(words["language"], className="ioc-wide"),
                            html.Span(words["language_short"], className="ioc-narrow"),
                        ],
                        id=ShellIds.LANGUAGE,
                        className="ioc-tool",
                        **{"aria-label": words["language_label"]},
                    ),
                    html.Button(
                        "◐",
                        id=ShellIds.THEME,
                        className="ioc-tool",
                        title=words["theme"],
                        **{"aria-label": words["theme"]},
                    ),
                ],
                className="ioc-header",
            ),
            dbc.Toast(
                id=ShellIds.TOAST,
                header="IOC",
                is_open=False,
                dismissable=True,
                duration=8000,
                className="ioc-toast",
            ),
            # Filled when the page is printed (assets/src/shell/print.js).
            html.Div(
                className="ioc-print-head",
                **{"aria-hidden": "true", "data-office": office or words["product"]},
            ),
            html.Main(dash.page_container, id="main", tabIndex=-1),
        ],
        className="ioc-shell",
        lang=language,
    )


def _day_set(today: date, words: Words) -> html.Span:
    return html.Span(words("day_set", day=day_text(today)), className="ioc-day-set")


# The page of each scope in the navigation, and its sign where there is no room for words.
_OWN = {
    "admin": (f"{ADMIN_PAGE}/canh", "⚙"),
    "remote": (REMOTE_PAGE, "⏯"),
    "reporter": (HAND_IN_PAGE, "⇪"),
    "verifier": (VERIFY_PAGE, "☑"),
    "account": (ACCOUNT_PAGE, "☺"),
}


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
