"""`/emblem/<name>`: the emblem of the office, cached for ever by its address."""

from __future__ import annotations

from fastapi import APIRouter, Response

from ioc.caching import FOR_EVER
from ioc.office import EMBLEM_FOLDER, Office


def emblem_router(office: Office) -> APIRouter:
    """Return the route of the emblem; of any other name 404."""
    router = APIRouter()

    @router.get(EMBLEM_FOLDER + "/{name}", include_in_schema=False)
    def emblem(name: str) -> Response:
        if office.emblem is None or name != office.emblem.name:
            return Response(status_code=404)
        headers = {"Cache-Control": FOR_EVER}
        return Response(office.emblem.body, media_type=office.emblem.media_type, headers=headers)

    return router
