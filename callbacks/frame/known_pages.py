"""Which addresses are pages: all others are answered with 404, in the same frame."""

from __future__ import annotations

import dash
from flask import Response, request

from callbacks.frame.context import Context
from callbacks.frame.page_path import read_path
from data.queries.areas import find_key
from ioc.errors import IocError

_NOT_FOUND = "not_found_404"


def is_page(context: Context, path: str, area_template: str) -> bool:
    """Tell whether an address is a page; of an area also whether the store has it."""
    if area := read_path(path, area_template):
        return _is_area(context, area["vintage"], area["code"])
    pages = dash.page_registry
    templates = [page["path_template"] for page in pages.values() if page["path_template"]]
    if any(read_path(path, template) for template in templates):
        return True
    paths = {page["path"] for name, page in pages.items() if name != _NOT_FOUND}
    return f"/{path.strip('/')}" in paths


def _is_area(context: Context, vintage: str, code: str) -> bool:
    with context.engine.connect() as connection:
        try:
            context.directories.path(connection, find_key(connection, vintage, code))
        except IocError:
            return False
    return True


def mark_missing(context: Context, area_template: str, response: Response) -> Response:
    """Give the document of an unknown page or area its status, for GET and for HEAD."""
    is_document = response.status_code == 200 and response.mimetype == "text/html"
    if is_document and request.endpoint and request.method in ("GET", "HEAD"):
        if request.path.startswith(("/_dash", "/assets/", "/_reload")):
            return response
        if not is_page(context, request.path, area_template):
            response.status_code = 404
    return response
