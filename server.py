"""The composition root: API, live stream, published files and the Dash pages in one application."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from a2wsgi import WSGIMiddleware
from brotli_asgi import BrotliMiddleware
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import Engine

from api.admin.admin import admin_router
from api.admin.messages import message_router
from api.admin.records import admin_records_router
from api.admin.remote import remote_router
from api.doors.account_session import NameAttempts, account_router
from api.doors.application import Application
from api.doors.kiosk import KioskDoor
from api.doors.policy import Policy, script_hashes
from api.doors.refusals import Refusals
from api.doors.session import Attempts, guard_faults, session_router
from api.doors.view import ViewDoor
from api.gate.address import AddressGate
from api.gate.proxies import Proxies
from api.gate.turns import AddressTurns, DearDoor
from api.gate.whole import WholeRequests
from api.hand_in.entry import entry_router
from api.hand_in.hand_in import hand_in_router
from api.hand_in.lateness import lateness_router
from api.hand_in.records import sheet_records_router
from api.hand_in.verification import verification_router
from api.health import health_router
from api.live.feed import LiveFeed, close_at_stop, live_router
from api.pages.bundle import bundle_router, compress_ahead
from api.pages.emblem import emblem_router
from api.pages.export import export_router
from api.pages.export_pivot import pivot_router
from api.pages.export_published import published_file_router
from api.pages.history import history_router
from api.pages.kept_files import KeptFiles
from api.pages.places import places_router
from api.pages.published import published_router, shipped_router
from api.pages.report import report_router
from api.pages.router import PageRouter, Question
from api.pages.search import search_question
from api.pages.slices import slices_router
from api.pages.source import source_router
from api.pages.start import start_question
from api.pages.view import view_question
from api.pages.wall import alert_map_question, scene_question, screen_question
from api.requests.body import json_in
from api.requests.errors import BadParametersError, bad_parameters, bad_request, refusal_answer
from api.v1.alerts import alerts_router
from api.v1.areas import areas_router
from api.v1.indicators import indicators_router
from api.v1.observations import observations_router
from api.v1.openapi import describe_api, unknown_router
from api.v1.owners import owners_router
from api.v1.published import published_figures_router
from api.v1.reference import SCRIPT as REFERENCE_SCRIPT
from api.v1.reference import reference_router
from api.v1.rollups import rollups_router
from api.v1.submissions import submissions_router
from api.v1.write import Intake, WriteRoute, write_router
from callbacks.analysis.answer import answer_view, read_wish
from callbacks.analysis.source import SourceQuery, answer_source
from callbacks.area.answer import answer_area
from callbacks.frame.context import Context
from callbacks.frame.entry import PATH as ASKED_PATH
from callbacks.frame.entry import plain_question
from callbacks.frame.language import LANGUAGE_COOKIE
from callbacks.frame.shell import answer_search
from callbacks.map.village_places import drawn_places
from callbacks.pages import create_dash, page_in
from callbacks.report.read import make_report
from callbacks.start.page import answer_start, warm_start
from callbacks.wall.alert_map import answer_alert_map
from callbacks.wall.page import answer_scene, answer_screen
from data.alerts.watcher import AlertWatcher
from data.load.machines.group_commit import GroupWriter
from data.queries.directories import Directories
from ioc.bundle import FILES, Bundle, read_bundle
from ioc.cookies import WALL_COOKIE
from ioc.errors import IocError
from ioc.settings import SIGNED_IN, VERIFIED, Settings
from ioc.version import VERSION
from ioc.words.catalogue import read_all, say
from layouts.analysis.page import VIEW_PATH
from layouts.area.page import LIVE_PATH as AREA_PATH
from layouts.frame.search import PATH as SEARCH_PATH
from layouts.start.page import QUESTION_PATH as START_PATH
from layouts.wall.page import ALERT_MAP_PATH, SCENE_PATH, SCREEN_PATH

_log = logging.getLogger("ioc")
ASSETS = Path(__file__).parent / "assets"
# Expensive, and no part of a page: files of a page, and lists for other programs.
_FILES = ("/xuat/",)
_LISTS = tuple(f"/api/v1/{name}" for name in ("areas", "relations", "observations", "rollups"))


def own_bundles() -> list[Bundle]:
    """Return the pages' own scripts and styles."""
    return [read_bundle(ASSETS, name) for name in FILES]


def make_shared() -> None:
    """Make what all workers need and none changes: words, and the compressed bundles."""
    read_all()
    compress_ahead(own_bundles())


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """Return the whole application on an engine; may be called more than once in a process."""
    feed = LiveFeed(engine, settings.poll_seconds)
    directories = Directories()
    writer = GroupWriter(engine)
    refusals = Refusals(engine)
    intake = Intake(engine, writer, refusals)
    context = Context(engine, settings, directories)
    sessions = context.sessions
    alerts = AlertWatcher(engine, settings.province)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(feed.run())
        warming = asyncio.create_task(asyncio.to_thread(warm_start, context))
        alerts.start()
        close_at_stop(feed)
        yield
        await asyncio.wait([warming])
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.to_thread(alerts.stop)
        await asyncio.to_thread(writer.close)

    app = Application(
        Proxies.of(settings.proxies),
        frozenset(settings.host_names),
        settings.access_log,
        title="IOC",
        version=VERSION,
        description=say("shell-about"),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(health_router(engine))
    app.include_router(live_router(feed))
    app.include_router(published_router(settings.published))
    app.include_router(emblem_router(context.office))
    app.include_router(shipped_router(ASSETS))
    app.include_router(bundle_router(own_bundles()))
    places_of = partial(drawn_places, context)
    app.include_router(slices_router(engine, directories, places_of), prefix="/api/v1")
    app.include_router(history_router(engine, directories), prefix="/api/v1")
    app.include_router(export_router(engine, directories, settings.province))
    app.include_router(published_file_router(engine, directories, settings.province))
    app.include_router(pivot_router(engine, directories, settings.province))
    app.include_router(report_router(engine, partial(make_report, context), settings.province))
    answer_of = partial(answer_source, context)
    app.include_router(
        source_router(
            sessions, lambda connection, *number: answer_of(connection, SourceQuery(*number))
        )
    )
    plain_lists = areas_router, indicators_router, published_figures_router, observations_router
    for router in plain_lists:
        app.include_router(router(engine), prefix="/api/v1")
    app.include_router(rollups_router(engine, directories), prefix="/api/v1")
    app.include_router(reference_router(settings.language))
    app.include_router(write_router(intake), prefix="/api/v1")
    app.include_router(alerts_router(sessions, settings.alert_seconds), prefix="/api/v1")
    app.include_router(submissions_router(sessions), prefix="/api/v1")
    owners = owners_router(sessions, shows_persons=settings.show_persons)
    app.include_router(owners, prefix="/api/v1")
    attempts = Attempts()
    app.include_router(session_router(sessions, attempts))
    app.include_router(account_router(sessions, NameAttempts()))
    app.include_router(admin_router(sessions))
    app.include_router(admin_records_router(sessions))
    app.include_router(remote_router(sessions, settings.province))
    app.include_router(message_router(sessions))
    app.include_router(places_router(sessions, settings.province))
    waits = settings.counts == VERIFIED
    app.include_router(hand_in_router(sessions, settings.province, waits=waits))
    app.include_router(entry_router(sessions, settings.province, waits=waits))
    app.include_router(sheet_records_router(sessions, settings.province))
    app.include_router(lateness_router(sessions, settings.province))
    app.include_router(verification_router(sessions, settings.province))
    guard_faults(app, refusals)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(BadParametersError, bad_parameters)

    @app.exception_handler(IocError)
    async def answer_known(_: Request, fault: IocError) -> JSONResponse:
        return refusal_answer(fault)

    @app.exception_handler(Exception)
    async def answer_unknown(request: Request, error: Exception) -> JSONResponse:
        ident = uuid.uuid4().hex[:8]
        _log.error("error %s at %s", ident, request.url.path, exc_info=error)
        return JSONResponse({"error": say("shell-unexpected", id=ident)}, status_code=500)

    describe_api(app)
    app.include_router(unknown_router())  # last of the API: it answers all other addresses
    pages = create_dash(context, ASSETS)
    app.policy = Policy(script_hashes(page_in(pages) + REFERENCE_SCRIPT), settings.hsts_seconds)
    app.mount(
        "/",
        WholeRequests(
            WSGIMiddleware(pages.server, workers=8),  # type: ignore[arg-type]
            ASKED_PATH,
            lambda body: plain_question(pages, json_in(body)),
        ),
    )
    # A compressor would delay the stream; published files are compressed already.
    app.add_middleware(BrotliMiddleware, quality=5, excluded_handlers=["^/live", "^/published/"])
    app.add_middleware(KeptFiles, folder="/_dash-component-suites/")
    app.add_middleware(KioskDoor, engine=engine, attempts=attempts)
    app.add_middleware(PageRouter, questions=_questions(context))
    app.add_middleware(DearDoor, paths=_FILES, turns=AddressTurns(1, settings.waiting_per_address))
    app.add_middleware(
        DearDoor,
        paths=_LISTS,
        turns=AddressTurns(settings.lists_at_once, settings.waiting_per_address),
    )
    if settings.view == SIGNED_IN:
        app.add_middleware(ViewDoor, sessions=sessions)
    # Outside the door: it asks for a token itself, and remembers it between submissions.
    app.add_middleware(WriteRoute, path="/api/v1/observations", intake=intake)
    app.add_middleware(AddressGate)
    return app


def _questions(context: Context) -> list[Question]:
    """Return the questions of open pages; Dash renders each page once."""
    home = context.settings.province
    cookies = (WALL_COOKIE, LANGUAGE_COOKIE)
    return [
        view_question(
            VIEW_PATH,
            lambda state, own: answer_view(context, read_wish(context, state, own)),
            home,
        ),
        view_question(AREA_PATH, partial(answer_area, context), home, most_bytes=2_000_000),
        start_question(START_PATH, partial(answer_start, context)),
        search_question(SEARCH_PATH, partial(answer_search, context)),
        scene_question(SCENE_PATH, partial(answer_scene, context), cookies),
        screen_question(SCREEN_PATH, partial(answer_screen, context), cookies),
        alert_map_question(ALERT_MAP_PATH, partial(answer_alert_map, context)),
    ]
