"""`/bundle/<name>`: the pages' own scripts and styles, compressed once and kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fastapi import APIRouter, Request, Response

from api.packing import coding_of, compressed
from layouts.bundle import FOLDER, Bundle

_FOR_EVER = "public, max-age=31536000, immutable"
_QUALITY = 9


def bundle_router(bundles: Sequence[Bundle]) -> APIRouter:
    """Return the route of the bundles, in the best coding."""
    router = APIRouter()
    by_name = {each.name: each for each in bundles}
    for each in bundles:
        _coded(each, "br")  # not while the first visitor waits

    @router.get(FOLDER + "/{name}", include_in_schema=False)
    def bundle(name: str, request: Request) -> Response:
        found = by_name.get(name)
        if found is None:
            return Response(status_code=404)
        headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
        coding = coding_of(request.headers.get("accept-encoding", ""))
        if coding:
            headers["Content-Encoding"] = coding
        return Response(_coded(found, coding), media_type=found.media_type, headers=headers)

    return router


@lru_cache(maxsize=16)
def _coded(bundle: Bundle, coding: str) -> bytes:
    """Return a bundle's bytes in a coding; made once per process."""
    return compressed(bundle.body, coding, _QUALITY)
