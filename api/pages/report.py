"""The report of an area and period as PDF and DOCX."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.pages.export_parameters import DOCX, OF_TABLE, PDF, described, file_answer, read_file_query
from data.store.engine import read_revision
from data.store.memory import Memory
from ioc.area import COUNTRY_CODE
from ioc.local_time import local_date
from ioc.view_state import ViewState

# Makes a file of a kind ("pdf", "docx") of the area of a state.
ReportMaker = Callable[[Connection, ViewState, str], bytes]
_MOST_BYTES = 8_000_000


def report_router(engine: Engine, make: ReportMaker, home: str = COUNTRY_CODE) -> APIRouter:
    """Return the routes `/xuat/bao-cao.pdf` and `.docx`; an unknown name is refused."""
    router = APIRouter(prefix="/xuat", tags=["files"])
    # Some seconds each; the same one is asked by many on the day of a meeting.
    reports = Memory[bytes](_MOST_BYTES, most_entries=24)

    def answer(request: Request, kind: str, media_type: str) -> Response:
        state, _ = read_file_query(request, OF_TABLE, home)
        with engine.connect() as connection:
            revision = read_revision(connection)
            body = reports.get_or_make(
                (kind, state), lambda: make(connection, state, kind), (revision, local_date())
            )
        return file_answer(body, media_type, f"bao-cao_{state.area}_{state.indicator}.{kind}")

    @router.get("/bao-cao.pdf", **described(PDF, OF_TABLE))
    def report_pdf(request: Request) -> Response:
        """Return the report of an area and period as PDF: findings, indicators, map, table."""
        return answer(request, "pdf", PDF)

    @router.get("/bao-cao.docx", **described(DOCX, OF_TABLE))
    def report_docx(request: Request) -> Response:
        """Return the same report as DOCX, to be edited."""
        return answer(request, "docx", DOCX)

    return router
