"""Published boundaries and libraries: compressed once, cached for ever by their addresses."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from ioc.caching import ASK_AGAIN, FOR_EVER

_NAME = re.compile(r"[0-9a-f]{12,64}\.topojson")
_SHIPPED = re.compile(r"[\w-]+(\.[\w-]+)*\.(js|css|json|webp)")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}


def published_router(folder: Path) -> APIRouter:
    """Return the route `/published/<hash>.topojson`, in the best coding."""
    router = APIRouter()

    @router.get("/published/{name}", include_in_schema=False)
    def published(name: str, request: Request) -> Response:
        path = folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            return Response(status_code=404)
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        accept_encoding = request.headers.get("accept-encoding", "")
        for coding, ending in (("br", ".br"), ("gzip", ".gz")):
            packed = path.with_name(name + ending)
            if coding in accept_encoding and packed.is_file():
                path, headers["Content-Encoding"] = packed, coding
                break
        return FileResponse(path, media_type="application/json", headers=headers)

    return router


def shipped_router(assets: Path) -> APIRouter:
    """Return the routes of `assets/vendor` and `assets/land`, with the best compression of brotli.

    A client without brotli gets the plain file; the compressor before this route packs it.
    """
    router = APIRouter()

    def shipped(folder: str, name: str, request: Request) -> Response:
        path = assets / folder / name
        packed = path.with_name(f"{name}.br")
        if not _SHIPPED.fullmatch(name) or not path.is_file():
            return Response(status_code=404)
        cache = FOR_EVER if "v" in request.query_params else ASK_AGAIN
        headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
        kind = _KINDS.get(path.suffix, "image/webp")
        if "br" in request.headers.get("accept-encoding", "") and packed.is_file():
            return FileResponse(
                packed, media_type=kind, headers=headers | {"Content-Encoding": "br"}
            )
        return FileResponse(path, media_type=kind, headers=headers)

    @router.get("/assets/vendor/{name}", include_in_schema=False)
    def vendor(name: str, request: Request) -> Response:
        return shipped("vendor", name, request)

    @router.get("/assets/land/{name}", include_in_schema=False)
    def land(name: str, request: Request) -> Response:
        return shipped("land", name, request)

    return router
