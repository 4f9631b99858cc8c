"""Every route with what nobody should send: answered in words, never 5xx, and nothing grows."""

from __future__ import annotations

import asyncio
import gc
import json
import re
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import dash
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.routing import Mount

from api.gate import whole
from api.gate.turns import AddressTurns, NoTurnError
from api.requests import body
from data.access.tokens import Scope, create_token
from data.load.catalogue.scenes import load_scenes
from data.store.engine import raise_revision, writing
from data.walls.walls import save_playlist, save_scene
from ioc.settings import Settings
from ioc.view_state import ViewState
from ioc.wall import DEFAULT, Playlist
from layouts.analysis.page import VIEW_PATH
from layouts.area.page import LIVE_PATH
from layouts.frame.search import PATH as SEARCH_PATH
from layouts.start.page import QUESTION_PATH as START_PATH
from layouts.wall.page import SCENE_PATH, SCREEN_PATH
from server import create_app
from tests.app.raw_client import Answer, RawClient
from tests.app.visitor import SCENE
from tests.store.small_country import build

# Values that broke a number, a text, a list or a page somewhere.
ODD = [
    "", "²", "9" * 4301, "VN," * 150, "-1", "1e999", str(2**31), str(2**63), "%", "x" * 5_000,
    ("a " * 150).strip(), "0001-01", "9999-12", "W1tbW1tb", "🌾" * 90, "..%2f..%2f",
]  # fmt: skip
# As they stand in an address; no text of Python's own makes them.
RAW = [
    b"%00",
    b"a%01b",
    b"%7f",
    b"%ed%a0%80",
    b"%ff",
    b"%c2%85",
    b"\xc3\xa9",
    b"%",
    b"%zz",
    b"+" * 50,
]
BODIES = [
    b"", b"{", b"[]", b"null", b'"a"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 5_000,
    b'{"khoa": "\\ud800"}', b'{"ten": "\\ud800", "mat_khau": "\\ud800", "cu": 7, "moi": [1]}',
    b'{"code": "\\u0000", "days": "\xc2\xb2", "seconds": 1e999}',
    b'{"khoa": 1, "khoa": 2}', b'{"name": NaN}', b'{"rows": ' + b"9" * 5_000 + b"}",
    b'{"vintage": "2025-07-01", "rows": [{"indicator": "COUNT", "area": "40001", "period":'
    b' "2025-09", "numerator": ' + b"[" * 500 + b"]" * 500 + b"}]}",
    b'{"title_vi": "\\u0001\\ud800", "until": "9999-12-31T23:59:59+14:00", "wall": "\\u0000"}',
    b'{"title_vi": "a", "until": "0001-01-01T00:00:00+14:00", "area": "\\u0000"}',
    b"x" * 300_000,
]  # fmt: skip
# These two go to every route; the others where the method is one that it has.
TRIED_ANYWHERE = BODIES[-1], BODIES[0]
BODIES = [*TRIED_ANYWHERE, *BODIES[1:-1]]
MAP = b"vintage=2025-07-01&level=commune"
PLACES = {"vintage": "2025-07-01", "code": "40", "number": "1", "act": "save-wall", "name": "a.js"}


class House:
    """The application on a small store, and tokens of every scope."""

    def __init__(self, engine: Engine) -> None:
        with writing(engine) as connection:
            build(connection)
            load_scenes(connection)
            save_scene(connection, SCENE, "An")
            save_playlist(connection, Playlist(DEFAULT, "Mặc định", ("one",)), "An")
            raise_revision(connection, "areas", {})
            now = datetime.now(UTC)
            self.secrets = {
                scope: create_token(connection, "An", scope, None, now)[1] for scope in Scope
            }
        settings = Settings(var=Path("no-such-folder"), province="40")
        self.app: FastAPI = create_app(engine, settings)
        self.client = RawClient(self.app)

    def ask(self, *request: Any, **more: Any) -> Answer:
        return self.client.ask(*request, **more)


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    made_house = House(engine)
    yield made_house
    made_house.client.close()


@pytest.fixture
def light(sqlite_engine: Engine) -> Iterator[House]:
    """The same on SQLite alone, for what does not depend on the database."""
    made_house = House(sqlite_engine)
    yield made_house
    made_house.client.close()


def routes_of(app: FastAPI) -> dict[str, set[str]]:
    """Return every address of the application with the names of its parameters."""
    routes: dict[str, set[str]] = {}
    each: Any
    for each in app.routes:
        if isinstance(each, Mount):
            whole: Any = each
            rules = whole.app.app.app.url_map.iter_rules()  # behind the gate and the threads
            routes.update({_braced(str(rule)): {"v", "m"} for rule in rules})
            continue
        included = hasattr(each, "effective_route_contexts")
        for route in each.effective_route_contexts() if included else [each]:
            dependant = getattr(route, "dependant", None)
            names = {one.alias for one in dependant.query_params} if dependant else {"v"}
            routes.setdefault(str(route.path), set()).update(names)
    for path, methods in app.openapi()["paths"].items():
        for about in methods.values():
            names = {each["name"] for each in about.get("parameters", ()) if each["in"] == "query"}
            routes.setdefault(path, set()).update(names)
    pages = {str(each["path"]) for each in dash.page_registry.values()}
    pages |= {str(each["path_template"] or "/") for each in dash.page_registry.values()}
    of_pages = {*ViewState.names().values(), "man-hinh", "canh", "giu", "nen", "khoa", "code"}
    own = {"rev", "since", "day", "held", "carried", "part", "say", "scene", "area", "screen",
           "cards", "wire", "q", "digest", "shown", "signal"}  # fmt: skip
    for path in pages | {VIEW_PATH, LIVE_PATH, SEARCH_PATH, START_PATH, SCENE_PATH, SCREEN_PATH}:
        routes.setdefault(_braced(path), set()).update(of_pages | own)
    # What stands in no document.
    own_rooms = ("/live", "/quan-tri", "/dieu-khien", "/nop-so")
    for path in [each for each in routes if each.startswith(own_rooms)]:
        routes[path] |= {"since", "signal", "q", "lang", "truoc", "loai", "viec", "ngay", "wall"}
        routes[path] |= {"bieu", "ky", "ten", "bo-qua"} if path.startswith("/nop-so") else set()
    routes["/nguon-so"] |= {"vintage", "area", "indicator", "period", "lang"}
    for path in ("/_dash-component-suites/dash/a.js", "/_dash-component-suites/no/a.v1m2.js"):
        routes[path] = {"v"}
    return routes


def _braced(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def path_with(path: str, odd: str = "") -> str:
    """Return the path with something in its places; what is `odd` in each of them."""
    for name in [part.split("}")[0] for part in path.split("{")[1:]]:
        value = quote(odd, safe="") if odd else PLACES.get(name.split(":")[0], "a")
        path = path.replace("{" + name + "}", value)
    return path


def is_failure(answer: Answer, path: str) -> bool:
    """Tell a failure from an answer; nothing watches the store here, and the state says so."""
    return answer.status >= 500 and not (path == "/live/state" and answer.status == 503)


def test_no_parameter_of_any_route_makes_the_server_fail(house: House) -> None:
    admin = {"authorization": f"Bearer {house.secrets[Scope.ADMIN]}"}
    requests: list[tuple[str, bytes]] = []
    routes = routes_of(house.app)
    assert {"/live", "/quan-tri/viec", "/xuat/so-lieu.xlsx", "/assets/{filename}"} <= set(routes)
    for path, names in routes.items():
        usual, parameters = path_with(path), sorted(names)
        if path.startswith(("/api/", "/live")):
            requests += [
                (usual, urlencode({name: odd}).encode()) for name in parameters for odd in ODD
            ]
        requests += [
            (usual, urlencode([(name, odd) for name in parameters]).encode())
            for odd in (ODD if path.startswith("/view") else ODD[:4])
        ]
        requests += [
            (usual, b"&".join(name.encode() + b"=" + raw for name in parameters)) for raw in RAW
        ]
        if "{" in path:
            requests += [(path_with(path, odd or "x"), b"") for odd in ODD]
            requests += [
                (path_with(path, "X").replace("X", raw.decode("latin-1")), b"") for raw in RAW
            ]
    failures = [each for each in requests if is_failure(house.ask("GET", *each, admin), each[0])]
    assert failures == []


def test_no_body_to_any_route_makes_the_server_fail(house: House) -> None:
    failures = []
    for path in routes_of(house.app):
        for scope in (None, *Scope):
            headers = {"idempotency-key": "k", "origin": "http://ioc.test", "host": "ioc.test"}
            if scope is not None:
                headers["authorization"] = f"Bearer {house.secrets[scope]}"
            for method in ("POST", "DELETE", "PUT") if scope is None else ("POST",):
                bodies = BODIES if scope in (None, Scope.ADMIN, Scope.WRITE) else [b""]
                for body_bytes in bodies:
                    answer = house.ask(method, path_with(path), b"", headers, [body_bytes])
                    if is_failure(answer, path):
                        failures.append((method, path, scope, body_bytes[:60]))
                    if answer.status == 405 and body_bytes == b"":
                        break  # no such method here, whatever comes with it
    assert failures == []


def test_numbers_of_alerts_that_no_database_has_are_not_found(house: House) -> None:
    remote = {"authorization": f"Bearer {house.secrets[Scope.REMOTE]}"}
    for number in ("0", "-1", str(2**31), str(2**63), "9" * 400):
        answer = house.ask("POST", f"/api/v1/alerts/{number}/acknowledge", b"", remote)
        assert answer.status == 404, number


def test_headers_that_a_stream_takes_may_hold_anything(light: House) -> None:
    for event_id in ("9" * 4301, "²", "1.9999999999999999999999", "-", "\xff"):
        assert light.ask("GET", "/live", b"", {"last-event-id": event_id}).status == 200


def test_acts_of_the_administration_take_any_value(house: House) -> None:
    admin = {"authorization": f"Bearer {house.secrets[Scope.ADMIN]}"}
    fields = ("code", "name", "name_vi", "seconds", "days", "diagonal_inch", "distance_m", "cards",
              "scenes", "area", "vintage", "scope", "from_time", "night_from")  # fmt: skip
    values = [
        "\0",
        "\ud800",
        "²",
        "9" * 4301,
        [["a"]],
        {"a": 1},
        -1,
        1e300,
        True,
        None,
        "x" * 9_000,
    ]
    acts = ("save-scene", "copy-scene", "save-playlist", "save-wall", "remove-wall", "create-token",
            "give-wall-token", "revoke-token", "khong-co")  # fmt: skip
    failures = []
    for act in acts:
        for value in values:
            for new in (True, False):
                form = {**dict.fromkeys(fields, value), "is_new": new}
                answer = house.ask(
                    "POST", f"/quan-tri/viec/{act}", b"", admin, [json.dumps(form).encode()]
                )
                failures += [(act, value)] if answer.status >= 500 else []
    assert failures == []


def question(path: object = "/wall", **changes: Any) -> dict[str, Any]:
    """Return what a page asks when somebody goes to an address."""
    location = "_pages_location"
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": location, "property": "pathname", "value": path},
            {"id": location, "property": "search", "value": ""},
        ],
        "changedPropIds": [f"{location}.pathname"], **changes,
    }  # fmt: skip


def test_pages_take_their_own_questions_alone(house: House) -> None:
    def post(content: Any) -> Answer:
        body_bytes = json.dumps(content).encode()
        headers = {"content-type": "application/json"}
        return house.ask("POST", "/_dash-update-component", b"", headers, [body_bytes])

    assert b"wall-scene-one" in post(question()).body
    for path in ("", "/\ud800", "/\0", "/a b " * 5_000, "/dia-ban/" + "x" * 100_000):
        assert post(question(path)).status in (200, 204), path
    location = {"id": "_pages_location", "property": "pathname"}
    wrong: Any
    for wrong in (
        {}, [], None, question(output="no.such"), question(output=["a"]), question(inputs=[]),
        question(inputs=[[]]), question(inputs="a"), question(state=[{"id": "a"}]),
        question(inputs=[{"id": "other", "property": "value"}]), question(inputs=[location]),
    ):  # fmt: skip
        assert post(wrong).status == 422, wrong
    for answer in (post(question(outputs=[[[]]])), post(question(changedPropIds=[[], 1]))):
        assert answer.status in (200, 204)


def test_the_search_takes_whatever_somebody_types(house: House) -> None:
    def search(text: str) -> Answer:
        return house.ask("GET", "/view/search", urlencode({"q": text, "say": "en"}).encode())

    assert b"40001" in search("40001").body
    for text in ("", " ", "a b " * 90, "<img>", "%", "_", "1" * 400):
        assert search(text).status in (200, 400), text
    assert b"&lt;img&gt; x" in search("<img> x").body
    assert (search("x" * 401).status, search("\0").status) == (400, 400)
    assert house.ask("GET", "/view/search", b"text=a").status == 400


def test_a_body_that_is_too_large_is_not_read_to_its_end(light: House) -> None:
    count = 0

    def pieces() -> Iterator[bytes]:
        nonlocal count
        for _ in range(10_000):
            count += 1
            yield b"[" * 64_000

    answer = light.ask("POST", "/_dash-update-component", b"", {}, pieces())
    assert (answer.status, count <= 5) == (413, True)
    assert answer.headers["connection"] == "close"


async def _come_slowly() -> AsyncIterator[bytes]:
    yield b"{"
    await asyncio.Event().wait()


def test_bodies_that_come_slowly_keep_no_thread(
    light: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "MOST_SECONDS", 3600.0)

    async def page_beside_them() -> Answer:
        tell, path = light.client.tell, "/_dash-update-component"
        slow = [asyncio.ensure_future(tell("POST", path, body=_come_slowly())) for _ in range(64)]
        page = await tell("GET", "/wall")
        assert not any(each.done() for each in slow)
        for each in slow:
            each.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return page

    (page,) = light.client.together(page_beside_them())
    assert page.status == 200


def test_bodies_that_come_slowly_have_an_end(light: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "MOST_SECONDS", 0.2)
    path = "/_dash-update-component"
    answers = light.client.together(
        *(light.client.tell("POST", path, body=_come_slowly()) for _ in range(64))
    )
    assert {each.status for each in answers} == {408}
    assert all(each.headers["retry-after"] for each in answers)


@pytest.mark.parametrize(
    ("path", "scope"),
    [("/phien", None), ("/api/v1/observations", Scope.WRITE), ("/api/v1/alerts", Scope.WRITE),
     ("/quan-tri/viec/save-wall", Scope.ADMIN)],
)  # fmt: skip
def test_other_bodies_have_an_end_in_time_too(
    light: House, path: str, scope: Scope | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "MOST_SECONDS", 0.2)
    headers = {"idempotency-key": "k", "origin": "http://ioc.test"}
    if scope is not None:
        headers["authorization"] = f"Bearer {light.secrets[scope]}"
    (answer,) = light.client.together(
        light.client.tell("POST", path, headers=headers, body=_come_slowly())
    )
    assert (answer.status, answer.headers["retry-after"]) == (408, "1")


def test_more_bodies_at_once_than_fit_are_told_to_come_again(
    light: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "MOST_AT_ONCE", 0)
    answer = light.ask("POST", "/_dash-update-component", b"", {}, [b"{}"])
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")


def test_addresses_without_end_leave_nothing_behind(light: House) -> None:
    """The more so where the answer is empty: 6,000 of them once kept 340 MB for ever."""

    def flood(count: int, mark: str) -> None:
        for number in range(count):
            long = f"{mark}{number}" + "x" * 8_000
            light.ask("GET", "/wall/scene", f"scene={long}".encode())
            light.ask("GET", "/wall/scene", f"scene=one&x={long}".encode())
            light.ask("GET", "/wall/scene", f"scene={mark}{number}".encode())
            light.ask("GET", "/view", f"x={long}".encode())
            light.ask("GET", "/api/v1/directory", MAP + f"&parent={mark}{number}".encode())
            light.ask("GET", f"/_dash-component-suites/dash/{mark}{number}.js")

    flood(20, "warm")
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        flood(150, "b")
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    # Each round would leave 24 kB.
    assert grown < 1_000_000


def test_a_parent_named_many_times_is_one(house: House) -> None:
    once = house.ask("GET", "/api/v1/directory", MAP + b"&parent=40")
    often = house.ask("GET", "/api/v1/directory", MAP + b"&parent=" + b",".join([b"40"] * 150))
    assert (often.status, often.body) == (200, once.body)
    many = ",".join(f"{number:02d}" for number in range(40)).encode()
    assert house.ask("GET", "/api/v1/directory", MAP + b"&parent=" + many).status == 404


def test_each_address_waits_in_its_own_turn() -> None:
    async def play() -> list[str]:
        turns, order = AddressTurns(at_once=1, waiting=3, patience=30), []

        async def work(address: str) -> None:
            await turns.take(address)
            await asyncio.sleep(0)
            order.append(address)
            turns.give_back()

        await turns.take("first")
        jobs = [asyncio.ensure_future(work(address)) for address in "aaabc"]
        await asyncio.sleep(0)
        with pytest.raises(NoTurnError) as refusal:
            await turns.take("a")
        assert refusal.value.status == 429
        turns.give_back()
        await asyncio.gather(*jobs)
        await turns.take("last")
        return order

    assert asyncio.run(play()) == ["a", "b", "c", "a", "a"]


def test_who_has_waited_too_long_is_sent_away_and_takes_no_turn() -> None:
    async def play() -> None:
        turns = AddressTurns(at_once=1, waiting=3, patience=0.01)
        await turns.take("first")
        with pytest.raises(NoTurnError) as refusal:
            await turns.take("a")
        assert refusal.value.status == 503
        turns.give_back()
        await turns.take("b")

    asyncio.run(play())
