"""`/api`: the documentation of the API as a page, from our own OpenAPI document.

Swagger UI lies in assets/vendor: nothing is fetched from elsewhere. What we change of its looks is
`reference.css`, which the page carries.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ioc.words.catalogue import LANGUAGES, say

PATH = "/api"
LANGUAGE_COOKIE = "ioc_lang"
_VERSION = "5.35.0"
# The theme is that of the other pages. "Execute" sends an example.
SCRIPT = """<script>
(function () {
  var theme = null;
  try { theme = localStorage.getItem("ioc-theme"); } catch (e) { theme = null; }
  if (theme !== "dark" && theme !== "light") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.classList.toggle("dark-mode", theme === "dark");
  addEventListener("DOMContentLoaded", function () {
    SwaggerUIBundle({
      url: "/api/v1/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null,
      docExpansion: "list", defaultModelsExpandDepth: 0, persistAuthorization: false
    });
  });
})();
</script>"""
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/assets/icon.svg?v=1" type="image/svg+xml">
<link rel="stylesheet" href="/assets/vendor/swagger-ui.min.css?v={version}">
<style>
{style}</style>
{script}
<script src="/assets/vendor/swagger-ui.min.js?v={version}" defer></script>
</head>
<body>
<header>
<h1>{heading}</h1>
<p>{about}</p>
<nav><a href="/">{home}</a><a href="/api/v1/openapi.json">{document}</a></nav>
<noscript>{none}</noscript>
</header>
<main id="api"></main>
</body>
</html>
"""


@cache
def _style() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def reference_page(language: str) -> str:
    """Return the page; `language` is "vi" or "en"."""
    return _PAGE.format(
        language=language,
        version=_VERSION,
        style=_style(),
        script=SCRIPT,
        title=escape(say("reference-title", language)),
        heading=escape(say("reference-heading", language)),
        about=escape(say("reference-about", language)),
        home=escape(say("reference-home", language)),
        document=escape(say("reference-document", language)),
        none=escape(say("reference-no-script", language)),
    )


def reference_router(language: str) -> APIRouter:
    """Return the route of the page; `language` is the default."""
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        wished = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        return HTMLResponse(reference_page(wished if wished in LANGUAGES else language))

    return router
