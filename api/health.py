"""Is the program well: database, revision, version."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from data.store import read_revision
from ioc.version import VERSION


def health_router(engine: Engine) -> APIRouter:
    """Return the route `/healthz`: 200 with the revision, or 503 where the store is silent."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    def healthz() -> JSONResponse:
        """Tell database, revision and version."""
        about = {"version": VERSION, "database": engine.dialect.name}
        try:
            with engine.connect() as connection:
                revision = read_revision(connection)
        except SQLAlchemyError:
            return JSONResponse({"status": "down", **about}, status_code=503)
        return JSONResponse({"status": "ok", "revision": revision, **about})

    return router
