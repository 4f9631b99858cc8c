"""The state of the program: database, revision, version."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from data.store.damage import is_damaged
from data.store.engine import read_revision
from ioc.version import VERSION


def health_router(engine: Engine) -> APIRouter:
    """Return the route `/healthz`: 200 with the revision; 503 for a database down or damaged."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    def healthz() -> JSONResponse:
        """Tell database, revision and version."""
        about = {"version": VERSION, "database": engine.dialect.name}
        try:
            with engine.connect() as connection:
                revision = read_revision(connection)
        except SQLAlchemyError:
            status = "damaged" if is_damaged(engine) else "down"
            return JSONResponse({"status": status, **about}, status_code=503)
        if is_damaged(engine):
            return JSONResponse({"status": "damaged", "revision": revision, **about}, 503)
        return JSONResponse({"status": "ok", "revision": revision, **about})

    return router
