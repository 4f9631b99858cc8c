"""Alerts by the API: who may send and acknowledge, what is refused, what walls are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, func, select

from api.v1.alert_models import AlertItem, AlertList, MessageRefused, MessageSent
from data.access.tokens import Scope, create_token, revoke_token
from data.alerts.message import FIELDS
from data.store.engine import writing
from data.store.schema import alert, signal
from ioc.area import SINCE_2025
from ioc.message_form import MOST_TEXT, MOST_TITLE
from ioc.settings import Settings
from server import create_app
from tests.store.watched_walls import Province

NOW = datetime.now(UTC)
SIMPLE = {"title_vi": "Họp lúc 14:00"}


class Office:
    """Somebody with tokens of every scope, before a store with one red number."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.province = Province(engine)
        with writing(engine) as connection:
            self.tokens = {
                scope: create_token(connection, f"Khoá {scope.value}", scope, 30, NOW)
                for scope in Scope
            }
        settings = Settings(var=Path("no-such-folder"), alert_seconds=30)
        transport = httpx.ASGITransport(create_app(engine, settings))
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(transport=transport, base_url="http://ioc.test")

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def turn_red(self) -> int:
        self.province.share("2025-09", 90)
        self.province.look()
        self.province.share("2025-10", 40)
        assert self.province.look() == {"raised": 1}
        return self.province.open()[0].alert.id

    def sign_in(self, scope: Scope) -> str:
        """Return the secret of a session that a browser would keep."""
        content, home = {"khoa": self.tokens[scope][1]}, {"Origin": "http://ioc.test"}
        answer = self._runner.run(self._client.post("/phien", json=content, headers=home))
        self._client.cookies.clear()
        return answer.cookies["ioc_session"]

    def get(self, query: str = "") -> httpx.Response:
        return self._runner.run(self._client.get(f"/api/v1/alerts{query}"))

    def list_alerts(self, query: str = "") -> AlertList:
        answer = self.get(query)
        assert answer.status_code == 200, answer.text
        return AlertList.model_validate_json(answer.content)

    def post(
        self,
        body: Any = None,
        *,
        scope: Scope | None = Scope.WRITE,
        key: str = "k1",
        path: str = "",
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        all_headers = dict(headers or {})
        if key:
            all_headers["Idempotency-Key"] = key
        if scope is not None:
            all_headers["Authorization"] = f"Bearer {self.tokens[scope][1]}"
        content = body if isinstance(body, bytes) else json.dumps(body)
        address = f"/api/v1/alerts{path}"
        return self._runner.run(self._client.post(address, content=content, headers=all_headers))

    def acknowledge(self, number: int, **options: Any) -> httpx.Response:
        return self.post({}, path=f"/{number}/acknowledge", key="", **options)

    def post_refused(self, body: Any, **options: Any) -> dict[str, str]:
        before = self.counts()
        answer = self.post(body, **options)
        assert answer.status_code == 422, answer.text
        assert self.counts() == before
        refusal = MessageRefused.model_validate_json(answer.content)
        for each in refusal.problems:
            assert each.message_vi != each.message_en
            assert each.fix_vi
            assert each.fix_en
        return {each.field: each.message_vi for each in refusal.problems}

    def counts(self) -> tuple[int, int]:
        with self.engine.connect() as connection:
            alerts = connection.scalar(select(func.count()).select_from(alert)) or 0
            return alerts, connection.scalar(select(func.count()).select_from(signal)) or 0


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    house = Office(engine)
    yield house
    house.close()


@pytest.fixture
def light(sqlite_engine: Engine) -> Iterator[Office]:
    house = Office(sqlite_engine)
    yield house
    house.close()


def test_a_wall_is_told_what_turned_red(office: Office) -> None:
    number = office.turn_red()
    alerts = office.list_alerts("?wall=phong-hop")
    (item,) = alerts.items
    assert (item.id, item.kind, item.level) == (number, "status", "red")
    assert (item.value, item.target, item.since, item.period) == (40, 80, "2025-10", "2025-10")
    assert (item.indicator, item.vintage, item.area) == ("SHARE", SINCE_2025.code, "40")
    assert item.words.name == "Chỉ số SHARE"
    assert {each.about for each in item.words.lines} == {"where", "behind", "since", "who", "as_of"}
    assert (alerts.unseen, alerts.unseen_words, alerts.seconds) == (1, "1 cảnh báo chưa xem", 30)
    assert office.list_alerts("?wall=phong-hop&lang=en").items[0].words.heading == "Turned red"
    assert office.list_alerts("?wall=khac").items == []
    assert office.get().headers["cache-control"] == "no-store"


def test_parameters_that_do_not_fit_are_refused(light: Office) -> None:
    answer = light.get("?tuong=a&lang=fr")
    assert answer.status_code == 400
    assert {each["parameter"] for each in answer.json()["problems"]} == {"tuong", "lang"}


def test_a_message_reaches_its_wall(office: Office) -> None:
    body = {
        **SIMPLE, "title_en": "Meeting at 14:00", "text_vi": "Điểm cầu\ntỉnh", "level": "amber",
        "wall": "phong-hop", "vintage": SINCE_2025.code, "area": "40", "indicator": "SHARE",
        "until": (NOW + timedelta(hours=2)).isoformat(),
    }  # fmt: skip
    answer = office.post(body)
    assert answer.status_code == 201, answer.text
    receipt = MessageSent.model_validate_json(answer.content)
    (item,) = office.list_alerts("?wall=phong-hop").items
    assert (item.id, item.kind, item.level, item.walls) == (
        receipt.id,
        "message",
        "amber",
        ["phong-hop"],
    )
    assert (item.raised_by, item.until) == (None, receipt.until)
    assert (item.words.name, item.words.text) == ("Họp lúc 14:00", "Điểm cầu tỉnh")
    assert item.words.lines[0].text == "Tên 40 · Chỉ số SHARE"
    english = office.list_alerts("?lang=en").items[0].words
    assert (english.name, english.text) == ("Meeting at 14:00", "Điểm cầu tỉnh")
    assert office.list_alerts("?wall=khac").items == []
    # One of no wall reaches all; without an end it stays for a day.
    sent_at = datetime.now(UTC)
    office.post(SIMPLE, key="k2")
    (other,) = office.list_alerts("?wall=khac").items
    assert other.until is not None
    stays = datetime.fromisoformat(other.until) - sent_at
    assert timedelta(hours=23, minutes=59) < stays < timedelta(hours=24, minutes=5)


def test_a_message_ends_by_itself(light: Office) -> None:
    light.post({**SIMPLE, "until": (NOW + timedelta(hours=2)).isoformat()})
    later = NOW + timedelta(hours=3)
    assert light.province.open(now=later) == []
    assert light.province.look(now=later) == {"ended": 1}


def test_the_same_key_sends_nothing_twice(office: Office) -> None:
    first, again = office.post(SIMPLE), office.post(SIMPLE)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(office.list_alerts().items) == 1
    other = office.post({"title_vi": "Khác"})
    assert other.status_code == 409
    assert "k1" in other.json()["error"]
    assert len(office.list_alerts().items) == 1
    # Keys belong to their token.
    assert office.post({"title_vi": "Khác"}, scope=Scope.ADMIN).status_code == 201


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"title_vi": "thiếu tiêu đề tiếng Việt"}),
        ({"title_vi": "   "}, {"title_vi": "thiếu tiêu đề tiếng Việt"}),
        ({"title_vi": 3}, {"title_vi": "không phải là văn bản"}),
        (
            {"title_vi": "a" * (MOST_TITLE + 1), "text_en": "b" * (MOST_TEXT + 1)},
            {
                "title_vi": f"dài {MOST_TITLE + 1} ký tự, quá {MOST_TITLE}",
                "text_en": f"dài {MOST_TEXT + 1} ký tự, quá {MOST_TEXT}",
            },
        ),
        (
            {**SIMPLE, "area": "40"},
            {"vintage": "phải nêu kỳ địa giới của mã địa bàn: mã đã được dùng lại"},
        ),
        (
            {**SIMPLE, "area": "98", "vintage": SINCE_2025.code},
            {"area": f"mã địa bàn không có trong kỳ địa giới {SINCE_2025.code}"},
        ),
        (
            {
                "title_en": [], "level": "loud", "wall": "x", "vintage": "1999", "indicator": "NO",
                "until": "mai", "color": "red", "title_vi": None,
            },
            {
                "color": "không có trường này",
                "title_vi": "thiếu tiêu đề tiếng Việt",
                "title_en": "không phải là văn bản",
                "level": "không có mức này",
                "wall": "không có màn hình này",
                "vintage": "không có kỳ địa giới này",
                "indicator": "chỉ tiêu không có trong danh mục",
                "until": "không phải thời điểm có múi giờ",
            },
        ),
        ({**SIMPLE, "until": "2026-01-01T10:00"}, {"until": "không phải thời điểm có múi giờ"}),
        ({**SIMPLE, "until": "2020-01-01T10:00+07:00"}, {"until": "đã qua, hoặc quá xa"}),
        ({**SIMPLE, "until": "2999-01-01T10:00+07:00"}, {"until": "đã qua, hoặc quá xa"}),
    ],
)  # fmt: skip
def test_all_faults_at_once_and_nothing_sent(
    light: Office, body: dict[str, Any], expected: dict[str, str]
) -> None:
    assert light.post_refused(body) == expected


def test_control_characters_are_marked_or_become_blanks(light: Office) -> None:
    assert light.post({"title_vi": "a\0b‮c\td"}).status_code == 201
    assert light.list_alerts().items[0].words.name == "a\N{REPLACEMENT CHARACTER}b c d"


@pytest.mark.parametrize(
    ("body", "key", "parameter"),
    [(b"{", "k", "body"), (b"[]", "k", "body"), (b"{}", "", "Idempotency-Key")],
)
def test_what_is_no_message_at_all(light: Office, body: bytes, key: str, parameter: str) -> None:
    answer = light.post(body, key=key)
    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["problems"]] == [parameter]


def test_a_body_that_is_too_large_is_not_read(light: Office) -> None:
    assert light.post({"title_vi": "a" * 20_000}).status_code == 413


@pytest.mark.parametrize(
    ("scope", "send", "acknowledge_status"),
    [
        (None, 401, 401),
        (Scope.WRITE, 201, 403),
        (Scope.WALL, 403, 403),
        (Scope.REMOTE, 403, 200),
        (Scope.ADMIN, 201, 200),
    ],
)
def test_who_may(light: Office, scope: Scope | None, send: int, acknowledge_status: int) -> None:
    number = light.turn_red()
    assert light.post(SIMPLE, scope=scope).status_code == send
    assert light.acknowledge(number, scope=scope).status_code == acknowledge_status


def test_a_token_that_was_revoked_may_no_more(light: Office) -> None:
    number = light.turn_red()
    with writing(light.engine) as connection:
        revoke_token(connection, light.tokens[Scope.REMOTE][0].id, NOW)
    assert light.acknowledge(number, scope=Scope.REMOTE).status_code == 401


def test_who_has_seen_it_is_told(office: Office) -> None:
    number = office.turn_red()
    answer = office.acknowledge(number, scope=Scope.REMOTE)
    assert answer.status_code == 200, answer.text
    item = AlertItem.model_validate_json(answer.content)
    assert item.acknowledged_by == "Khoá remote"
    assert item.words.seen.startswith("Khoá remote đã xem lúc ")
    alerts = office.list_alerts("?wall=phong-hop")
    # It is still red: told, but nobody is asked to look any more.
    assert ([each.id for each in alerts.items], alerts.unseen, alerts.unseen_words) == (
        [number],
        0,
        "",
    )
    again = office.acknowledge(number, scope=Scope.ADMIN)
    assert again.json()["acknowledged_by"] == "Khoá remote"
    assert office.acknowledge(number + 1, scope=Scope.ADMIN).status_code == 404


def test_a_session_acknowledges_from_our_own_pages_alone(light: Office) -> None:
    number = light.turn_red()
    sign_in = light.sign_in(Scope.REMOTE)
    cookie = {"Cookie": f"ioc_session={sign_in}"}
    other = light.acknowledge(
        number, scope=None, headers={**cookie, "Origin": "http://elsewhere.test"}
    )
    assert other.status_code == 403
    own = light.acknowledge(number, scope=None, headers={**cookie, "Origin": "http://ioc.test"})
    assert own.status_code == 200


def test_the_document_tells_every_field(light: Office) -> None:
    document = light._runner.run(light._client.get("/api/v1/openapi.json")).json()
    assert tuple(document["components"]["schemas"]["MessageBody"]["properties"]) == (
        "title_vi", "title_en", "text_vi", "text_en", "level", "wall", "vintage", "area",
        "indicator", "until",
    ) == FIELDS  # fmt: skip
    assert {"/api/v1/alerts", "/api/v1/alerts/{number}/acknowledge"} <= set(document["paths"])
