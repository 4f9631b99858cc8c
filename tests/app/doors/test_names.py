"""Names of people: told to those who steer and administer, and to nobody else."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.live.state import LiveState, StoreNews
from data.access.tokens import Scope
from data.queries.signals import read_signals
from data.walls.walls import DEFAULT
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import Visitor, make_token

SENDER, SEER, STEERER, EDITOR = "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em"
PEOPLE = (SENDER, SEER, STEERER, EDITOR)
PUBLIC = (
    "/api/v1/alerts", "/api/v1/alerts?wall=mac-dinh", "/api/v1/alerts?lang=en", "/wall",
    "/wall/scene?scene=one&rev=1", "/dia-ban/2025-07-01/40", "/_dash-layout",
    "/api/v1/openapi.json",
)  # fmt: skip
MESSAGE = {"title_vi": "Họp giao ban"}


@pytest.fixture(scope="module")
def busy_office(office: tuple[Engine, FastAPI]) -> tuple[Engine, FastAPI]:
    """The office after a message, somebody who has seen it, an order and a changed playlist."""
    engine, app = office
    visitor = Visitor(app)

    def bearer(scope: Scope, name: str) -> dict[str, str]:
        secret = make_token(engine, scope, name)[1]
        return {"Authorization": f"Bearer {secret}", "Idempotency-Key": scope.value}

    message = visitor.ask("POST", "/api/v1/alerts", MESSAGE, bearer(Scope.WRITE, SENDER))
    assert message.status_code == 201, message.text
    acknowledgement = visitor.ask(
        "POST", f"/api/v1/alerts/{message.json()['id']}/acknowledge", {}, bearer(Scope.REMOTE, SEER)
    )
    assert acknowledgement.json()["acknowledged_by"] == SEER
    order = {"wall": DEFAULT, "action": "next"}
    visitor.ask("POST", "/dieu-khien/viec/lenh", order, bearer(Scope.REMOTE, STEERER))
    form = {"code": DEFAULT, "name": "Mặc định", "scenes": ["one"]}
    setting = visitor.ask("POST", "/quan-tri/viec/save-playlist", form, bearer(Scope.ADMIN, EDITOR))
    assert setting.status_code == 200, setting.text
    visitor.close()
    return office


@pytest.mark.parametrize("scope", [None, Scope.WRITE, Scope.WALL])
def test_who_may_not_reads_no_names(
    busy_office: tuple[Engine, FastAPI], new_visitor: NewVisitor, scope: Scope | None
) -> None:
    headers = {"Authorization": f"Bearer {make_token(busy_office[0], scope)[1]}"} if scope else {}
    visitor = new_visitor()
    for path in PUBLIC:
        answer = visitor.ask("GET", path, None, headers)
        assert answer.status_code < 300, path
        assert not [name for name in PEOPLE if name in answer.text], path
    (item,) = visitor.ask("GET", "/api/v1/alerts", None, headers).json()["items"]
    assert (item["raised_by"], item["acknowledged_by"]) == (None, None)
    assert item["acknowledged_at"] is not None
    assert item["words"]["seen"].startswith("Đã xem lúc ")
    assert visitor.ask("GET", "/dieu-khien/viec/lenh?wall=mac-dinh", None, headers).status_code in (
        401, 403,
    )  # fmt: skip


@pytest.mark.parametrize("scope", [Scope.REMOTE, Scope.ADMIN])
def test_who_may_reads_them(
    busy_office: tuple[Engine, FastAPI], new_visitor: NewVisitor, scope: Scope
) -> None:
    visitor = new_visitor()
    visitor.sign_in(make_token(busy_office[0], scope)[1])
    (item,) = visitor.get("/api/v1/alerts").json()["items"]
    assert (item["raised_by"], item["acknowledged_by"]) == (SENDER, SEER)
    assert item["words"]["seen"].startswith(f"{SEER} đã xem lúc ")
    assert SENDER in [line["text"] for line in item["words"]["lines"]]
    order = visitor.get("/dieu-khien/viec/lenh?wall=mac-dinh").json()["order"]
    assert (order["action"], order["by"]) == ("next", STEERER)
    assert visitor.get("/dieu-khien/viec/lenh?wall=none").json() == {"order": {}}
    # The list that lies ready for one reader is not what the next one gets.
    assert SEER not in new_visitor().get("/api/v1/alerts").text
    visitor.ask("DELETE", "/phien")
    assert SEER not in visitor.get("/api/v1/alerts").text


def test_the_change_feed_names_nobody(busy_office: tuple[Engine, FastAPI]) -> None:
    with busy_office[0].connect() as connection:
        signals = read_signals(connection, 0, 500)
    assert {STEERER, EDITOR} <= {str(each.body.get("by")) for each in signals}
    state = LiveState()
    state.take(StoreNews(1, signals[-1].number, signals=signals, whole=True))
    feed = state.signals_since(0, min(each.at for each in signals))
    assert {each["about"] for each in feed["items"]} >= {"order", "scene", "alert"}
    assert not [name for name in PEOPLE if name in str(feed)]
