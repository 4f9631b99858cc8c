"""Published boundaries and the page's own files: hashed names, compressed once, kept for ever."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

_NAME = re.compile(r"[0-9a-f]{12,64}\.topojson")
_LIBRARY = re.compile(r"[\w-]+(\.[\w-]+)*\.(js|css)")
_FOR_EVER = "public, max-age=31536000, immutable"


def published_router(folder: Path) -> APIRouter:
    """Return the route `/published/<hash>.topojson`, in the best coding."""
    router = APIRouter()

    @router.get("/published/{name}", include_in_schema=False)
    def published(name: str, request: Request) -> Response:
        path = folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            return Response(status_code=404)
        headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
        accepted = request.headers.get("accept-encoding", "")
        for coding, ending in (("br", ".br"), ("gzip", ".gz")):
            packed = path.with_name(name + ending)
            if coding in accepted and packed.is_file():
                path, headers["Content-Encoding"] = packed, coding
                break
        return FileResponse(path, media_type="application/json", headers=headers)

    return router


def vendor_router(folder: Path) -> APIRouter:
    """Return the route of libraries that came with the program, compressed once, at their best.

    Who takes no brotli gets the file as it is; the compressor before this makes it smaller.
    """
    router = APIRouter()

    @router.get("/assets/vendor/{name}", include_in_schema=False)
    def vendor(name: str, request: Request) -> Response:
        path, packed = folder / name, folder / f"{name}.br"
        if not _LIBRARY.fullmatch(name) or not path.is_file():
            return Response(status_code=404)
        kept = _FOR_EVER if "v" in request.query_params else "no-cache"
        headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        if "br" in request.headers.get("accept-encoding", "") and packed.is_file():
            return FileResponse(
                packed, media_type=kind, headers=headers | {"Content-Encoding": "br"}
            )
        return FileResponse(path, media_type=kind, headers=headers)

    return router
