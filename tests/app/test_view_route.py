"""`/view` in the whole application: what is refused, what may be kept, what a new revision says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api.pages.router import PageRouter
from api.pages.view import view_question
from data.load.observations import Submission, store_observations
from data.store.engine import raise_revision, writing
from data.wire.columns import FORMAT, MAGIC
from ioc.settings import Settings
from ioc.view_state import ViewState
from server import create_app
from tests.app.site import Site
from tests.store.small_country import SmallCountry, build

QUESTION = "/view?dia-ban=40&chi-so=SHARE"
PLAIN = {"accept-encoding": "identity"}


def report(engine: Engine, country: SmallCountry, numerator: float) -> None:
    frame = pd.DataFrame(
        {
            "area_id": [country.area("40003")],
            "indicator_id": country.indicators["SHARE"],
            "period": "2025-07",
            "numerator": [numerator],
            "denominator": [5.0],
            "value": np.nan,
        }
    )
    with writing(engine) as connection:
        outcome = store_observations(
            connection, frame, Submission("file", "so.csv", str(numerator))
        )
        raise_revision(connection, "observations", outcome.summary())


@pytest.fixture
def country(sqlite_engine: Engine) -> SmallCountry:
    with writing(sqlite_engine) as connection:
        small_country = build(connection)
    report(sqlite_engine, small_country, 2.0)
    return small_country


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


def header(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    assert answer.content[:4] == MAGIC
    length = int.from_bytes(answer.content[4:8], "little")
    order: dict[str, Any] = json.loads(answer.content[8 : 8 + length])
    return order


def lasting(order: dict[str, Any]) -> str:
    return f"{QUESTION}&say=vi&rev={order['revision']}&wire={FORMAT}&day={order['day']}"


def test_an_answer_of_the_known_revision_and_day_may_be_kept(
    country: SmallCountry, site: Site
) -> None:
    first = site.get(QUESTION, PLAIN)
    order = header(first)
    assert first.headers["cache-control"] == "no-cache"
    lasting_answer = site.get(lasting(order), PLAIN)
    assert "immutable" in lasting_answer.headers["cache-control"]
    assert header(lasting_answer) == order
    yesterday = lasting(order).replace(order["day"], "2020-01-01")
    assert site.get(yesterday, PLAIN).headers["cache-control"] == "no-cache"
    # A page of another version would misread it, in a year still.
    for wire in ("", f"&wire={FORMAT - 1}", f"&wire={FORMAT + 1}"):
        other = lasting(order).replace(f"&wire={FORMAT}", wire)
        assert site.get(other, PLAIN).headers["cache-control"] == "no-cache"


def test_new_numbers_have_an_address_of_their_own(
    country: SmallCountry, site: Site, sqlite_engine: Engine
) -> None:
    before = header(site.get(QUESTION, PLAIN))
    site.get(lasting(before), PLAIN)
    report(sqlite_engine, country, 4.0)
    after = header(site.get(lasting(before | {"revision": before["revision"] + 1}), PLAIN))
    texts = [each["chart"]["figure"]["data"][0]["customdata"] for each in (before, after)]
    assert [words[0].split("(")[1].split(")")[0] for words in texts] == ["2/5", "4/5"]
    # Who still has the old address gets one answer, as a whole.
    assert header(site.get(lasting(before), PLAIN)) == before


def test_who_takes_brotli_gets_it(country: SmallCountry, site: Site) -> None:
    plain = site.get(QUESTION, PLAIN)
    packed = site.get(QUESTION, {"accept-encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "br"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content


def test_who_takes_gzip_alone_gets_that(country: SmallCountry, site: Site) -> None:
    packed = site.get(QUESTION, {"accept-encoding": "gzip, deflate"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == site.get(QUESTION, PLAIN).content


def test_what_the_route_does_not_know_is_refused_all_at_once(site: Site) -> None:
    answer = site.get(QUESTION + "&ind=HT01&part=map&rev=x&day=2025-13-01&held=xa&say=fr&cap=")
    assert answer.status_code == 400
    problems = {each["parameter"]: each for each in answer.json()["problems"]}
    assert problems.keys() == {"ind", "part", "rev", "day", "held", "say", "cap"}
    assert set(ViewState.names().values()) < set(problems["ind"]["allowed"])
    assert problems["part"]["allowed"] == [
        "chart", "definition", "beside", "missing", "pivot",
    ]  # fmt: skip


def test_a_store_without_areas_says_what_to_do(site: Site) -> None:
    answer = site.get(QUESTION)
    assert answer.status_code == 404
    assert "prepare" in answer.json()["error"]


def test_maps_refuse_names_that_they_do_not_know(country: SmallCountry, site: Site) -> None:
    address = "/api/v1/directory?vintage=2025-07-01&level=commune&parent=40"
    assert site.get(address).status_code == 200
    refusal = site.get(address + "&province=40")
    assert refusal.status_code == 400
    (problem,) = refusal.json()["problems"]
    assert problem["parameter"] == "province"
    assert problem["allowed"] == ["vintage", "level", "parent", "former", "rev"]


def test_many_who_ask_the_same_at_once_wait_for_one_answer() -> None:
    states: list[ViewState] = []

    @dataclass
    class FixedAnswer:
        body: bytes = b"said"
        media_type: str = "text/plain"
        revision: int = 3
        store_revision: int = 3
        day: str = "2026-11-22"

    def answer(state: ViewState, own: Mapping[str, str]) -> FixedAnswer:
        states.append(state)
        return FixedAnswer()

    async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(scope["path"])

    async def ask_all() -> list[httpx.Response]:
        route = PageRouter(nowhere, [view_question("/view", answer, "40", most_bytes=1_600)])
        transport = httpx.ASGITransport(route)
        async with httpx.AsyncClient(transport=transport, base_url="http://ioc.test") as web:
            lasting_query = f"rev=3&wire={FORMAT}&day=2026-11-22"
            addresses = ["/view?chi-so=A", "/view?chi-so=A", f"/view?chi-so=B&{lasting_query}"]
            came = list(await asyncio.gather(*map(web.get, addresses)))
            # What may be kept is, as long as there is room: two answers with their keys.
            came.append(await web.get(f"/view?chi-so=B&{lasting_query}"))
            came.append(await web.get(f"/view?chi-so=C&{lasting_query}"))
            came.append(await web.get(f"/view?chi-so=D&{lasting_query}"))
            came.append(await web.get(f"/view?chi-so=B&{lasting_query}"))
            return came

    assert {each.text for each in asyncio.run(ask_all())} == {"said"}
    assert sorted(each.indicator for each in states) == ["A", "B", "B", "C", "D"]
