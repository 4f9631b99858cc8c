"""The Dash application: frame, pages, and the words of errors."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import dash
from dash import Dash, html
from dash.exceptions import DependencyException
from flask import Response, request
from sqlalchemy import Engine

from callbacks.admin import pages as admin
from callbacks.admin import preview as admin_preview
from callbacks.admin import remote, sign_in
from callbacks.admin.access import is_stranger, refuse_stranger, signed_in_as
from callbacks.analysis import page as analysis
from callbacks.area import page as area
from callbacks.frame import shell
from callbacks.frame.context import Context
from callbacks.frame.known_pages import mark_missing
from callbacks.frame.language import language_of
from callbacks.hand_in import page as hand_in
from callbacks.start import page as start
from callbacks.wall import page as wall
from data.queries.areas import find_area
from ioc.area import SINCE_2025, AreaKey
from ioc.bundle import FILES, read_bundle
from ioc.caching import FOR_EVER
from ioc.errors import IocError
from ioc.settings import Settings
from ioc.words.catalogue import say
from layouts.area.page import PATH_TEMPLATE
from layouts.frame import not_found
from layouts.frame import shell as frame

_log = logging.getLogger("ioc.pages")

# Before the first paint: theme and language of this browser, and the small plotly bundle that
# dcc.Graph fetches when the first chart comes into view.
_HEAD = """
<script>
(function () {
  var root = document.documentElement;
  var theme = null;
  try { theme = localStorage.getItem("ioc-theme"); } catch (e) { theme = null; }
  var query = new URLSearchParams(location.search).get("nen");
  if (query === "toi" || query === "sang") { theme = query === "toi" ? "dark" : "light"; }
  if (theme !== "dark" && theme !== "light") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-bs-theme", theme);
})();
</script>
"""

_INDEX = """<!DOCTYPE html>
<html lang="%(language)s">
<head>
{%%metas%%}
<title>{%%title%%}</title>
<link rel="icon" href="/assets/icon.svg?v=1" type="image/svg+xml">
{%%css%%}
<link rel="stylesheet" href="%(styles)s">
%(head)s
</head>
<body>
{%%app_entry%%}
<footer>
{%%config%%}
<script>/* The renderer would name the full bundle, four times this size. */
Object.defineProperty(window, "_dashPlotlyJSURL",
  {get: () => "/assets/vendor/plotly-basic.min.js?v=4.1.1", set() {}});</script>
{%%scripts%%}
<script src="%(scripts)s" data-desk="%(desk)s"></script>
{%%renderer%%}
</footer>
</body>
</html>
"""


# Dash loads these on every page: a table that no page has, and polyfills for very old browsers.
_UNUSED = re.compile(r'<script src="[^"]*/(?:dash_table/bundle|deps/polyfill)[^"]*"></script>\s*')


# For charts only; other pages fetch it when a chart comes into view.
_OF_CHARTS = re.compile(r'<script src="[^"]*/dash_core_components-shared[^"]*"></script>\s*')
_WITH_CHARTS = ("/phan-tich", "/dia-ban")


class _Lean(Dash):  # type: ignore[misc]
    """A Dash whose pages load no library that they do not use, and may begin with their content."""

    read_early: Callable[[], str] = staticmethod(str)

    def interpolate_index(self, **parts: Any) -> str:
        """Return the page as Dash assembles it, without unused scripts."""
        scripts = _UNUSED.sub("", parts["scripts"])
        if not request.path.startswith(_WITH_CHARTS):
            scripts = _OF_CHARTS.sub("", scripts)
        entry = self.read_early() + parts["app_entry"]
        page = str(super().interpolate_index(**parts | {"scripts": scripts, "app_entry": entry}))
        # Such a page opens no stream (assets/src/core/live.js).
        return page.replace("<html ", "<html data-stranger ", 1) if is_stranger() else page


def create_dash(context: Context, assets: Path) -> Dash:
    """Return the pages on a store; two may live in one process."""
    engine, settings = context.engine, context.settings
    app = _Lean(
        __name__,
        use_pages=True,
        pages_folder="",
        assets_folder=str(assets),
        # Scripts and styles come in bundles, or on demand.
        assets_ignore=r".*\.(js|css)",
        external_stylesheets=["/assets/vendor/bootstrap.min.css?v=5.3.9"],
        suppress_callback_exceptions=True,
        title=say("shell-title"),
        update_title=None,
        serve_locally=True,
        on_error=_say_error,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    scripts, desk, styles = (read_bundle(assets, name).address for name in FILES)
    app.index_string = _INDEX % {
        "language": settings.language, "head": _HEAD, "scripts": scripts, "desk": desk,
        "styles": styles,
    }  # fmt: skip
    dash.page_registry.clear()
    home = home_address(engine, settings)
    shell.register(app, home)
    for page in (start, wall, analysis, sign_in, admin_preview, remote, hand_in):
        page.register(app, context)
    area.register(app, context, home)
    admin.register(app, context, home)
    dash.register_page(
        "not_found_404",
        path="/khong-co-trang",
        title=say("shell-title-not-found"),
        layout=lambda **query: not_found.layout(home, language_of(settings, query.get("lang"))),
    )
    app.read_early = partial(start.read_early, context)
    app.layout = lambda: _frame(context, home)
    app.server.before_request(refuse_stranger)
    app.server.after_request(_keep_versions)
    app.server.after_request(partial(mark_missing, context, PATH_TEMPLATE))
    # A file that no library has; the framework would answer with an internal error.
    app.server.register_error_handler(
        DependencyException, lambda _: Response(say("shell-no-file"), 404)
    )
    # A process serves scripts only after it has rendered a page; another one may render the first.
    page_in(app)
    return app


def page_in(app: Dash) -> str:
    """Return the HTML document that all pages share."""
    return str(app.server.test_client().get("/wall").text)


def _keep_versions(response: Response) -> Response:
    """Let browsers keep scripts and styles whose address names their version (?m=, ?v=)."""
    has_version = "m" in request.args or "v" in request.args
    if has_version and response.status_code == 200 and request.path.startswith("/assets/"):
        response.headers["Cache-Control"] = FOR_EVER
    return response


def home_address(engine: Engine, settings: Settings) -> str:
    """Return the address of the home area's page; the country's where the code is unknown."""
    key = AreaKey(SINCE_2025.code, settings.province)
    with engine.connect() as connection:
        try:
            find_area(connection, key)
        except IocError:
            key = AreaKey(SINCE_2025.code, "VN")
    return f"/dia-ban/{key.vintage}/{key.code}"


def _say_error(error: Exception) -> None:
    """Show a callback's error: an expected one as its message, any other with an id."""
    if isinstance(error, IocError):
        text = str(error)
    else:
        ident = uuid.uuid4().hex[:8]
        _log.error("error %s in a callback", ident, exc_info=error)
        text = say("shell-unexpected", id=ident)
    dash.set_props(
        frame.ShellIds.TOAST, {"children": html.Div(text, role="alert"), "is_open": True}
    )


def _frame(context: Context, home: str) -> html.Div:
    settings, language = context.settings, language_of(context.settings)
    office = context.office.name(language)
    return frame.layout(language, home, signed_in_as(context), settings.today, office)
