"""`/dieu-khien/viec`: which walls there are, and orders to them; scopes `remote` and `admin`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection

from api.admin.admin import read_form
from api.doors.session import find_caller
from api.gate.proxies import client_address
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.callers import Caller, note_caller
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.access.trail import Act, note_step
from data.queries.areas import find_area_name, read_vintages
from data.queries.catalogue import all_indicators
from data.queries.signals import find_last_order
from data.store.engine import writing
from data.walls.walls import read_playlists, read_scenes, read_walls, send_order
from ioc.area import AreaKey
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.indicator import Indicator
from ioc.view_state import ViewState
from ioc.wall import Scene, Wall
from ioc.words.catalogue import say

PATH = "/dieu-khien/viec"
_WALL = Parameter("wall", "Wall whose last order is asked for, by its code.", may_be_empty=True)


def remote_router(sessions: Sessions, home: str) -> APIRouter:
    """Return the routes: GET lists the walls, POST `/lenh` sends an order to one.

    GET `/lenh?wall=` returns the last order to a wall and who gave it, which the feed leaves out.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    async def walls(request: Request) -> Response:
        return await run_in_threadpool(_walls, request)

    @router.post(PATH + "/lenh")
    async def order(request: Request) -> Response:
        who = await run_in_threadpool(find_caller, request, sessions, Scope.REMOTE, Scope.ADMIN)
        lang = read_language(request)
        form = await read_form(request)
        return await run_in_threadpool(_order, who, form, lang, client_address(request.scope))

    @router.get(PATH + "/lenh")
    async def last_order(request: Request) -> Response:
        return await run_in_threadpool(_last, request)

    def _last(request: Request) -> Response:
        find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        query = Query(request, (_WALL, LANGUAGE))
        query.settle()
        with engine.connect() as connection:
            order = find_last_order(connection, query.one("wall") or "")
        content = {} if order is None else {**order.body, "number": order.number}
        return fresh_json({"order": content})

    def _walls(request: Request) -> Response:
        who = find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        lang = read_language(request)
        with engine.connect() as connection:
            return fresh_json(
                {"who": {"name": who.name}, "walls": _wall_items(connection, home, lang)}
            )

    def _order(who: Caller, form: Mapping[str, Any], lang: str, address: str) -> Response:
        wall, action, argument = (
            str(form.get(name) or "") for name in ("wall", "action", "argument")
        )
        try:
            with writing(engine) as connection:
                number, now = send_order(connection, wall, action, argument, who.name), _now()
                text = say("trail-order", wall=wall, action=action, argument=argument).strip()
                note_step(connection, Act.ORDER, who.name, text, address, now)
                note_caller(connection, who, now)
        except LoadRefusedError as error:
            text = "; ".join(each.message(lang) for each in error.problems)
            return fresh_json({"error": text}, 422)
        except NotFoundError as error:
            return fresh_json({"error": error.text(lang)}, 404)
        except IocError as error:
            return fresh_json({"error": error.text(lang)}, 422)
        return fresh_json({"number": number})

    return router


def _now() -> datetime:
    return datetime.now(UTC)


def _wall_items(connection: Connection, home: str, language: str) -> list[dict[str, Any]]:
    """Return each wall with the scenes of its playlist, in their order, and their numbers."""
    scenes = {each.code: each for each in read_scenes(connection)}
    indicators = {each.code: each for each in all_indicators(connection)}
    lists = {each.code: each.scenes for each in read_playlists(connection)}
    newest = read_vintages(connection)[-1].code
    return [
        {
            "code": each.code,
            "name": each.name,
            "vintage": each.vintage or newest,
            "area": find_area_name(connection, AreaKey(each.vintage or newest, each.area_code)),
            "scenes": [
                {"code": code, "name": scenes[code].name(language)}
                for code in lists.get(each.playlist, ())
                if code in scenes
            ],
            "numbers": _numbers(
                [scenes[code] for code in lists.get(each.playlist, ()) if code in scenes],
                each,
                newest,
                indicators,
                home,
                language,
            ),
        }
        for each in read_walls(connection)
    ]


def _numbers(
    scenes: Sequence[Scene],
    wall: Wall,
    newest: str,
    indicators: Mapping[str, Indicator],
    home: str,
    language: str,
) -> list[dict[str, str]]:
    """Return the indicators of scenes, each once, with their address on the analysis page.

    Without a period it opens the latest closed one, as the wall does.
    """
    names: dict[str, str] = {}
    for scene in scenes:
        state = ViewState(
            vintage=scene.vintage or wall.vintage or newest,
            area=scene.area or wall.area_code or home,
        )
        for code in (*scene.cards, scene.map):
            if code in indicators:
                query = state.but(indicator=code).to_query()
                names.setdefault(query, indicators[code].short_name(language))
    return [{"name": name, "address": f"/phan-tich?{query}"} for query, name in names.items()]
