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

from api.admin import admin_router
from api.admin_records import admin_records_router
from api.alerts import alerts_router
from api.areas import areas_router
from api.body import json_in
from api.bundle import bundle_router
from api.doors.application import Application
from api.doors.kiosk import KioskDoor
from api.doors.policy import Policy, script_hashes
from api.doors.proxies import Proxies
from api.doors.refusals import Refusals
from api.errors import BadParametersError, bad_parameters, bad_request, refused
from api.export import export_router
from api.gate.address import AddressGate
from api.gate.turns import DearDoor, Turns
from api.gate.whole import WholeRequests
from api.health import health_router
from api.history import history_router
from api.indicators import indicators_router
from api.kept_files import KeptFiles
from api.live import LiveFeed, close_at_stop, live_router
from api.observations import observations_router
from api.openapi import describe_api, unknown_router
from api.places import places_router
from api.published import published_router, vendor_router
from api.remote import remote_router
from api.rollups import rollups_router
from api.session import Attempts, guard_faults, session_router
from api.slices import slices_router
from api.submissions import submissions_router
from api.view import ViewRoute
from api.wall_scene import SceneRoute
from api.write import Intake, WriteRoute, write_router
from callbacks.analysis_answer import answer_view, read_wish
from callbacks.area_live import answer_area
from callbacks.context import Context
from callbacks.entry import PATH as ASKED_PATH
from callbacks.entry import plain_question
from callbacks.language import LANGUAGE_COOKIE
from callbacks.pages import create_dash, page_in
from callbacks.village_places import drawn_places
from callbacks.wall import answer_scene
from data.alert_watcher import AlertWatcher
from data.directories import DirectoryCache
from data.load.group_commit import GroupWriter
from data.queries.wall import read_short_names
from ioc.errors import IocError
from ioc.settings import Settings
from ioc.version import VERSION
from layouts.analysis import VIEW_PATH
from layouts.area import LIVE_PATH
from layouts.bundle import make_bundle
from layouts.sign_in import WALL_COOKIE
from layouts.wall import SCENE_PATH

_log = logging.getLogger("ioc")
ASSETS = Path(__file__).parent / "assets"
# Dear, and nobody clicks through them: files of a page, and lists for other programs.
_FILES = ("/xuat/",)
_LISTS = tuple(f"/api/v1/{name}" for name in ("areas", "relations", "observations", "rollups"))


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """Return the whole application on an engine; may be called more than once in a process."""
    feed = LiveFeed(engine, settings.poll_seconds)
    directories = DirectoryCache()
    writer = GroupWriter(engine)
    refusals = Refusals(engine)
    intake = Intake(engine, writer, refusals)
    context = Context(engine, settings, directories)
    sessions = context.sessions
    alerts = AlertWatcher(engine, settings.province)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(feed.run())
        alerts.start()
        close_at_stop(feed)
        yield
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
        description="Trung tâm giám sát, điều hành thông minh: số liệu theo địa bàn và kỳ.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(health_router(engine))
    app.include_router(live_router(feed))
    app.include_router(published_router(settings.published))
    app.include_router(vendor_router(ASSETS / "vendor"))
    app.include_router(bundle_router([make_bundle(ASSETS, kind) for kind in ("js", "css")]))
    places_of = partial(drawn_places, context)
    app.include_router(slices_router(engine, directories, places_of), prefix="/api/v1")
    app.include_router(history_router(engine, directories), prefix="/api/v1")
    app.include_router(export_router(engine, directories, settings.province))
    for router in (areas_router, indicators_router, observations_router):
        app.include_router(router(engine), prefix="/api/v1")
    app.include_router(rollups_router(engine, directories), prefix="/api/v1")
    app.include_router(write_router(intake), prefix="/api/v1")
    app.include_router(alerts_router(sessions, settings.alert_seconds), prefix="/api/v1")
    app.include_router(submissions_router(sessions), prefix="/api/v1")
    attempts = Attempts()
    app.include_router(session_router(sessions, attempts))
    app.include_router(admin_router(sessions))
    app.include_router(admin_records_router(sessions))
    app.include_router(remote_router(sessions))
    app.include_router(places_router(sessions, settings.province))
    guard_faults(app, refusals)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(BadParametersError, bad_parameters)

    @app.exception_handler(IocError)
    async def known(_: Request, error: IocError) -> JSONResponse:
        return refused(error)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> JSONResponse:
        ident = uuid.uuid4().hex[:8]
        _log.error("error %s at %s", ident, request.url.path, exc_info=error)
        return JSONResponse(
            {"error": f"Lỗi ngoài dự kiến, đã ghi nhật ký với mã {ident}."}, status_code=500
        )

    describe_api(app)
    app.include_router(unknown_router())  # last of the API: it answers what no other route knows
    pages = create_dash(context, ASSETS)
    app.policy = Policy(script_hashes(page_in(pages)), settings.hsts_seconds)
    app.mount(
        "/",
        WholeRequests(
            WSGIMiddleware(pages.server, workers=8),
            ASKED_PATH,
            lambda body: plain_question(pages, json_in(body)),
        ),
    )
    # The stream must not wait in a compressor; published files are compressed already.
    app.add_middleware(BrotliMiddleware, quality=5, excluded_handlers=["^/live", "^/published/"])
    app.add_middleware(KeptFiles, folder="/_dash-component-suites/")
    app.add_middleware(KioskDoor, engine=engine, attempts=attempts)
    app.add_middleware(
        ViewRoute,
        path=VIEW_PATH,
        answer=lambda state, own: answer_view(context, read_wish(context, state, own)),
        home=settings.province,
    )
    app.add_middleware(
        ViewRoute,
        path=LIVE_PATH,
        answer=lambda state, own: answer_area(context, state, own),
        home=settings.province,
        most_bytes=2_000_000,
    )
    names = read_short_names()
    app.add_middleware(
        SceneRoute,
        path=SCENE_PATH,
        answer=lambda fields, cookies: answer_scene(context, names, fields, cookies),
        cookies=(WALL_COOKIE, LANGUAGE_COOKIE),
    )
    app.add_middleware(DearDoor, paths=_FILES, turns=Turns(1, settings.waiting_per_address))
    app.add_middleware(
        DearDoor, paths=_LISTS, turns=Turns(settings.lists_at_once, settings.waiting_per_address)
    )
    app.add_middleware(WriteRoute, path="/api/v1/observations", intake=intake)
    app.add_middleware(AddressGate)
    return app
