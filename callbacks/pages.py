"""The Dash application: frame, pages, and what turns errors into words."""

from __future__ import annotations

import logging
import re
import uuid
from pathlib import Path
from typing import Any

import dash
from dash import Dash, html
from dash.exceptions import DependencyException
from flask import Response, redirect, request
from sqlalchemy import Engine

from callbacks import admin, admin_preview, analysis, area, remote, shell, sign_in, wall
from callbacks.admin_access import signed_in_as
from callbacks.context import Context
from callbacks.language import language_of
from data.queries.areas import find_area
from ioc.area import SINCE_2025, AreaKey
from ioc.errors import IocError
from ioc.settings import Settings
from layouts import not_found
from layouts import shell as frame
from layouts.bundle import make_bundle

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
<script src="%(scripts)s"></script>
{%%renderer%%}
</footer>
</body>
</html>
"""


# Dash names these on every page: a table that none has, and what browsers of ten years ago lack.
_UNUSED = re.compile(r'<script src="[^"]*/(?:dash_table/bundle|deps/polyfill)[^"]*"></script>\s*')


# What charts need; fetched by itself where one comes into view after all.
_OF_CHARTS = re.compile(r'<script src="[^"]*/dash_core_components-shared[^"]*"></script>\s*')
_WITH_CHARTS = ("/phan-tich", "/dia-ban")


class _Lean(Dash):
    """A Dash whose pages load no library that they do not use."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """Return the page, as Dash makes it of its parts."""
        scripts = _UNUSED.sub("", parts["scripts"])
        if not request.path.startswith(_WITH_CHARTS):
            scripts = _OF_CHARTS.sub("", scripts)
        return str(super().interpolate_index(**parts | {"scripts": scripts}))


def create_dash(context: Context, assets: Path) -> Dash:
    """Return the pages on a store; two may live in one process."""
    engine, settings = context.engine, context.settings
    app = _Lean(
        __name__,
        use_pages=True,
        pages_folder="",
        assets_folder=str(assets),
        # What lies there comes in bundles, or when it is asked for.
        assets_ignore=r".*\.(js|css)",
        external_stylesheets=["/assets/vendor/bootstrap.min.css?v=5.3.9"],
        suppress_callback_exceptions=True,
        title="IOC – Trung tâm điều hành thông minh",
        update_title=None,
        serve_locally=True,
        on_error=_say_error,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    scripts, styles = (make_bundle(assets, kind).address for kind in ("js", "css"))
    app.index_string = _INDEX % {
        "language": settings.language, "head": _HEAD, "scripts": scripts, "styles": styles,
    }  # fmt: skip
    dash.page_registry.clear()
    home = home_address(engine, settings)
    shell.register(app, context, home)
    for page in (wall, analysis, sign_in, admin_preview, remote):
        page.register(app, context)
    area.register(app, context, home)
    admin.register(app, context, home)
    dash.register_page(
        "not_found_404",
        path="/khong-co-trang",
        title="Không có trang này · IOC",
        layout=lambda **query: not_found.layout(home, language_of(settings, query.get("lang"))),
    )
    # Dash has taken "/" for a page of its own: what follows after is never asked.
    app.server.before_request(lambda: redirect(home) if request.path == "/" else None)
    app.layout = lambda: frame.layout(language_of(settings), home, signed_in_as(context))
    app.server.after_request(_keep_versions)
    # A file that no library has; the framework calls it a failure of its own.
    app.server.register_error_handler(
        DependencyException, lambda _: Response("Không có tệp này.", 404)
    )
    # A process serves scripts only once it has written a page; another one may write the first.
    page_in(app)
    return app


def page_in(app: Dash) -> str:
    """Return the document that every page begins with."""
    return str(app.server.test_client().get("/wall").text)


def _keep_versions(response: Response) -> Response:
    """Let browsers keep scripts and styles whose address names their version (?m=, ?v=)."""
    named = "m" in request.args or "v" in request.args
    if named and response.status_code == 200 and request.path.startswith("/assets/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
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
    """Show a callback's error in words: the known as it is, the unknown with an id."""
    if isinstance(error, IocError):
        said = str(error)
    else:
        ident = uuid.uuid4().hex[:8]
        _log.error("error %s in a callback", ident, exc_info=error)
        said = f"Lỗi ngoài dự kiến, đã ghi nhật ký với mã {ident}."
    dash.set_props(frame.Ids.TOAST, {"children": html.Div(said, role="alert"), "is_open": True})
