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
  // A path is a part of the button that opens its route: no link inside of it.
  function plainPaths(system) {
    return { components: { DeepLink: function (props) {
      return system.React.createElement("span", null, props.text);
    } } };
  }
  // A field has the name of the parameter in whose row it is, there is no second level of headings.
  function nameParts(root) {
    root.querySelectorAll("select:not([aria-label]), textarea:not([aria-label])")
      .forEach(function (field) {
        var row = field.closest("[data-param-name]");
        var label = row ? row.dataset.paramName : root.dataset.field;
        if (!field.labels.length) field.setAttribute("aria-label", label);
      });
    root.querySelectorAll("h3:not([aria-level]), h4:not([aria-level]), h5:not([aria-level])")
      .forEach(function (each) { each.setAttribute("aria-level", each.tagName[1] - 1); });
    var about = root.querySelector(".information-container:not([role])");
    if (about) {
      about.setAttribute("role", "region");
      about.setAttribute("aria-label", document.title);
    }
  }
  addEventListener("DOMContentLoaded", function () {
    var root = document.getElementById("api");
    new MutationObserver(function () { nameParts(root); })
      .observe(root, { childList: true, subtree: true });
    SwaggerUIBundle({
      url: "/api/v1/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null,
      docExpansion: "list", defaultModelsExpandDepth: 0, persistAuthorization: false,
      plugins: [plainPaths]
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
<div id="api" data-field="{field}"></div>
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
        field=escape(say("reference-field", language)),
    )


def reference_router(language: str) -> APIRouter:
    """Return the route of the page; `language` is the default."""
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        wished = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        return HTMLResponse(reference_page(wished if wished in LANGUAGES else language))

    return router
