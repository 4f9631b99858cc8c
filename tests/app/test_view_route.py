"""`/view` in the whole application: what is refused, what may be kept, what a new revision says."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api.view import ViewRoute
from data.load.observations import Submission, store_observations
from data.store import raise_revision, writing
from ioc.settings import Settings
from ioc.view_state import ViewState
from server import create_app
from tests.app.site import Site
from tests.store.small_country import SmallCountry, build

ASKED = "/view?dia-ban=40&chi-so=SHARE"
PLAIN = {"accept-encoding": "identity"}


def report(engine: Engine, made: SmallCountry, numerator: float) -> None:
    frame = pd.DataFrame(
        {
            "area_id": [made.area("40003")],
            "indicator_id": made.indicators["SHARE"],
            "period": "2025-07",
            "numerator": [numerator],
            "denominator": [5.0],
            "value": np.nan,
        }
    )
    with writing(engine) as connection:
        told = store_observations(connection, frame, Submission("file", "so.csv", str(numerator)))
        raise_revision(connection, "observations", told.summary())


@pytest.fixture
def country(sqlite_engine: Engine) -> SmallCountry:
    with writing(sqlite_engine) as connection:
        made = build(connection)
    report(sqlite_engine, made, 2.0)
    return made


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


def header(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    assert answer.content[:4] == b"IOC2"
    length = int.from_bytes(answer.content[4:8], "little")
    told: dict[str, Any] = json.loads(answer.content[8 : 8 + length])
    return told


def lasting(told: dict[str, Any]) -> str:
    return f"{ASKED}&say=vi&rev={told['revision']}&day={told['day']}"


def test_an_answer_of_the_known_revision_and_day_may_be_kept(
    country: SmallCountry, site: Site
) -> None:
    first = site.get(ASKED, PLAIN)
    told = header(first)
    assert first.headers["cache-control"] == "no-cache"
    kept = site.get(lasting(told), PLAIN)
    assert "immutable" in kept.headers["cache-control"]
    assert header(kept) == told
    yesterday = lasting(told).replace(told["day"], "2020-01-01")
    assert site.get(yesterday, PLAIN).headers["cache-control"] == "no-cache"


def test_new_numbers_have_an_address_of_their_own(
    country: SmallCountry, site: Site, sqlite_engine: Engine
) -> None:
    before = header(site.get(ASKED, PLAIN))
    site.get(lasting(before), PLAIN)
    report(sqlite_engine, country, 4.0)
    after = header(site.get(lasting(before | {"revision": before["revision"] + 1}), PLAIN))
    assert (before["chart"]["lines"][0]["over"], after["chart"]["lines"][0]["over"]) == ([2], [4])
    # Who still has the old address gets one answer, as a whole.
    assert header(site.get(lasting(before), PLAIN)) == before


def test_who_takes_brotli_gets_it(country: SmallCountry, site: Site) -> None:
    plain = site.get(ASKED, PLAIN)
    packed = site.get(ASKED, {"accept-encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "br"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content


def test_who_takes_gzip_alone_gets_that(country: SmallCountry, site: Site) -> None:
    packed = site.get(ASKED, {"accept-encoding": "gzip, deflate"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == site.get(ASKED, PLAIN).content


def test_what_the_route_does_not_know_is_refused_all_at_once(site: Site) -> None:
    answer = site.get(ASKED + "&ind=HT01&part=map&rev=x&day=2025-13-01&held=xa&say=fr&cap=")
    assert answer.status_code == 400
    problems = {each["parameter"]: each for each in answer.json()["problems"]}
    assert problems.keys() == {"ind", "part", "rev", "day", "held", "say", "cap"}
    assert set(ViewState.names().values()) < set(problems["ind"]["allowed"])
    assert problems["part"]["allowed"] == ["chart", "definition", "beside", "missing"]


def test_a_store_without_areas_says_what_to_do(site: Site) -> None:
    answer = site.get(ASKED)
    assert answer.status_code == 404
    assert "prepare" in answer.json()["error"]


def test_maps_refuse_names_that_they_do_not_know(country: SmallCountry, site: Site) -> None:
    asked = "/api/v1/directory?vintage=2025-07-01&level=commune&parent=40"
    assert site.get(asked).status_code == 200
    refused = site.get(asked + "&province=40")
    assert refused.status_code == 400
    (problem,) = refused.json()["problems"]
    assert problem["parameter"] == "province"
    assert problem["allowed"] == ["vintage", "level", "parent", "former", "rev"]


def test_many_who_ask_the_same_at_once_wait_for_one_answer() -> None:
    made: list[ViewState] = []

    @dataclass
    class Given:
        body: bytes = b"said"
        media_type: str = "text/plain"
        revision: int = 3
        reached: int = 3
        day: str = "2026-11-22"

    def answer(state: ViewState, own: dict[str, str]) -> Given:
        made.append(state)
        return Given()

    async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(scope["path"])

    async def ask_all() -> list[httpx.Response]:
        route = ViewRoute(nowhere, "/view", answer, "40", most_bytes=1_200)
        transport = httpx.ASGITransport(route)
        async with httpx.AsyncClient(transport=transport, base_url="http://ioc.test") as web:
            kept = "rev=3&day=2026-11-22"
            asked = ["/view?chi-so=A", "/view?chi-so=A", f"/view?chi-so=B&{kept}"]
            came = list(await asyncio.gather(*map(web.get, asked)))
            # What may be kept is, as long as there is room: two answers with their keys.
            came.append(await web.get(f"/view?chi-so=B&{kept}"))
            came.append(await web.get(f"/view?chi-so=C&{kept}"))
            came.append(await web.get(f"/view?chi-so=D&{kept}"))
            came.append(await web.get(f"/view?chi-so=B&{kept}"))
            return came

    assert {each.text for each in asyncio.run(ask_all())} == {"said"}
    assert sorted(each.indicator for each in made) == ["A", "B", "B", "C", "D"]
