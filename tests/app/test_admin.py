"""The administration without a browser: who may, what is refused, what is shown once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select, text

from data.access.tokens import Scope, find_token, read_tokens
from data.store.schema import access_token, scene, signal
from data.walls.walls import DEFAULT, find_playlist, find_wall, read_scenes
from tests.app.visitor import Visitor, make_token

NOW = datetime.now(UTC)
SCENE = {
    "name_vi": "Điểm nóng", "name_en": "Hot spots", "seconds": 25, "map": "SHARE",
    "cards": ["COUNT", "SHARE"], "trend": "SHARE", "area": "40", "vintage": "",
    "from_time": "07:00", "to_time": "18:30", "days": [5, 1], "is_new": True,
}  # fmt: skip
WALL = {
    "name": "Phòng họp B", "playlist": DEFAULT, "area_code": "40001", "vintage": "",
    "language": "vi", "theme": "light", "night_from": "21:00", "night_to": "05:30",
    "diagonal_inch": "65,5", "distance_m": "6", "is_new": True,
}  # fmt: skip
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


@pytest.fixture
def engine(office: tuple[Engine, FastAPI]) -> Engine:
    return office[0]


@pytest.fixture
def stranger(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    yield visitor
    visitor.close()


@pytest.fixture
def admin(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.ADMIN)[1])
    yield visitor
    visitor.close()


def page_of(visitor: Visitor, path: str, query: str = "") -> str:
    """Return what Dash answers for a page's place, as text: asked by hand, without its layout."""
    body: dict[str, Any] = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": query},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = visitor.ask("POST", "/_dash-update-component", body)
    assert answer.status_code in (200, 204), answer.text
    return json.dumps(answer.json(), ensure_ascii=False) if answer.content else ""


def fields(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 422, answer.text
    return {each["field"] for each in answer.json()["problems"]}


# ---- who may -----------------------------------------------------------------------------------


def test_nothing_is_told_or_done_without_an_administrators_token(
    stranger: Visitor, engine: Engine
) -> None:
    assert stranger.get("/quan-tri/viec").status_code == 401
    assert stranger.do("copy-scene", {"code": "one"}).status_code == 401
    stranger.sign_in(make_token(engine, Scope.REMOTE)[1])
    assert stranger.get("/quan-tri/viec").status_code == 403
    for act in ("save-scene", "remove-wall", "create-token", "give-wall-token"):
        assert stranger.do(act, {"code": DEFAULT, **SCENE}).status_code == 403


def test_a_forged_request_for_the_page_gets_the_form_to_sign_in(
    stranger: Visitor, admin: Visitor, engine: Engine
) -> None:
    forged = page_of(stranger, "/quan-tri/khoa")
    assert "sign-in-form" in forged
    assert "admin-room" not in forged
    remote = make_token(engine, Scope.REMOTE, "Điện thoại trực")[1]
    stranger.sign_in(remote)
    assert "Bạn đang đăng nhập là “Điện thoại trực”" in page_of(stranger, "/quan-tri/canh")
    assert "admin-room" in page_of(admin, "/quan-tri/khoa")
    assert "Không có trang này" in page_of(admin, "/quan-tri/gi-do")


def test_an_unsaved_scene_is_drawn_for_administrators_alone(
    stranger: Visitor, admin: Visitor
) -> None:
    draft = json.dumps({"name_vi": "Nháp", "map": "SHARE", "cards": ["COUNT"], "trend": "SHARE"})
    query = str(httpx.QueryParams({"canh": draft}))
    assert "wall-xem-thu-row-0" not in page_of(stranger, "/wall/xem-thu", f"?{query}")
    html = page_of(admin, "/wall/xem-thu", f"?{query}")
    assert "wall-xem-thu-row-0" in html
    assert "Nháp" in html


@pytest.mark.parametrize("draft", ["", "{", "[]", '{"map": "NO"}', '{"cards": 7, "map": {}}'])
def test_a_draft_that_cannot_be_drawn_yet_says_what_it_needs(admin: Visitor, draft: str) -> None:
    query = str(httpx.QueryParams({"canh": draft}))
    assert "Chọn bản đồ, ít nhất một thẻ" in page_of(admin, "/wall/xem-thu", f"?{query}")


def test_the_navigation_leads_to_the_administration_who_may_go_there(
    stranger: Visitor, admin: Visitor
) -> None:
    assert "/quan-tri/canh" not in str(stranger.get("/_dash-layout").json())
    assert "/quan-tri/canh" in str(admin.get("/_dash-layout").json())
    assert admin.get("/quan-tri").headers["location"] == "/quan-tri/canh"


# ---- scenes ------------------------------------------------------------------------------------


def test_a_new_scene_gets_a_code_from_its_name_and_open_walls_are_told(
    admin: Visitor, engine: Engine
) -> None:
    answer = admin.do("save-scene", SCENE).json()
    assert answer["code"] == "diem-nong"
    (stored_scene,) = (each for each in answer["state"]["scenes"] if each["code"] == "diem-nong")
    assert (stored_scene["cards"], stored_scene["days"]) == (["COUNT", "SHARE"], [1, 5])
    assert answer["state"]["areas"]["/40"]
    again = admin.do("save-scene", SCENE).json()
    assert again["code"] == "diem-nong-2"
    with engine.connect() as connection:
        signals = connection.execute(
            select(signal.c.key).where(signal.c.about == "scene")
        ).scalars()
        assert {"diem-nong", "diem-nong-2"} <= set(signals)
        by = connection.scalar(select(scene.c.updated_by).where(scene.c.code == "diem-nong"))
    assert by == "An"


def test_every_fault_of_a_scene_is_told_at_once_by_its_field(
    admin: Visitor, engine: Engine
) -> None:
    with engine.connect() as connection:
        before = len(read_scenes(connection))
    wrong = {
        "name_vi": " ", "seconds": "x", "map": "NO", "cards": ["SHARE", "SHARE", ""], "trend": "",
        "area": "99999", "from_time": "25:00", "to_time": "", "days": [9], "is_new": True,
    }  # fmt: skip
    answer = admin.do("save-scene", wrong)
    expected = {"name_vi", "seconds", "map", "cards", "trend", "area", "from_time", "days"}
    assert expected <= fields(answer)
    english = admin.do("save-scene", wrong, "en").json()["problems"]
    assert not [each for each in english if VIETNAMESE.search(each["message"] + each["fix"])]
    with engine.connect() as connection:
        assert len(read_scenes(connection)) == before


def test_a_shipped_scene_is_copied_not_changed(admin: Visitor, engine: Engine) -> None:
    with engine.connect() as connection:
        shipped = next(each for each in read_scenes(connection) if each.is_shipped)
    form = {**SCENE, "code": shipped.code, "is_new": False}
    assert "code" in fields(admin.do("save-scene", form))
    code = admin.do("copy-scene", {"code": shipped.code}).json()["code"]
    assert admin.do("save-scene", {**form, "code": code}).status_code == 200
    with engine.connect() as connection:
        by_code = {each.code: each for each in read_scenes(connection)}
    assert by_code[shipped.code] == shipped
    assert by_code[code].name_vi == "Điểm nóng"


def test_what_is_used_is_not_removed(admin: Visitor) -> None:
    answer = admin.do("remove-scene", {"code": "one"})
    assert answer.status_code == 422
    assert "Mặc định" in answer.text
    assert admin.do("remove-playlist", {"code": DEFAULT}).status_code == 422
    assert admin.do("remove-wall", {"code": DEFAULT}).status_code == 422
    assert admin.do("remove-scene", {"code": "none"}).status_code == 404
    code = admin.do("copy-scene", {"code": "one"}).json()["code"]
    assert admin.do("remove-scene", {"code": code}).status_code == 200


def test_a_change_of_what_is_gone_makes_nothing_anew(admin: Visitor, engine: Engine) -> None:
    form = {**SCENE, "code": "gone", "is_new": False}
    assert admin.do("save-scene", form).status_code == 404
    assert admin.do("save-wall", {**WALL, "code": "gone", "is_new": False}).status_code == 404
    with engine.connect() as connection:
        assert "gone" not in {each.code for each in read_scenes(connection)}


@pytest.mark.parametrize("form", [None, [], {"scenes": "one"}, {"scenes": [{}]}, {"days": "x"}])
def test_a_form_of_another_shape_is_refused_not_broken(admin: Visitor, form: Any) -> None:
    for act in ("save-scene", "save-playlist", "save-wall", "create-token"):
        body = {**form, "is_new": True} if isinstance(form, dict) else form
        assert admin.do(act, body).status_code in (404, 422)
    assert admin.do("burn-down", {}).status_code == 404


# ---- playlists and walls -----------------------------------------------------------------------


def test_a_playlist_keeps_its_order(admin: Visitor, engine: Engine) -> None:
    codes = [admin.do("copy-scene", {"code": "one"}).json()["code"] for _ in range(2)]
    order = [codes[1], "one", codes[0]]
    form = {"name": "Buổi sáng", "scenes": order, "is_new": True}
    code = admin.do("save-playlist", form).json()["code"]
    with engine.connect() as connection:
        assert find_playlist(connection, code).scenes == tuple(order)
    doubled = {"name": "", "scenes": ["one", "one", "none"], "code": code}
    assert fields(admin.do("save-playlist", doubled)) == {"name", "scenes"}


def test_a_walls_token_is_shown_once_and_kept_as_a_hash(
    admin: Visitor, stranger: Visitor, engine: Engine
) -> None:
    code = admin.do("save-wall", WALL).json()["code"]
    with engine.connect() as connection:
        wall = find_wall(connection, code)
    assert (wall.diagonal_inch, wall.area_code, wall.night_to) == (65.5, "40001", "05:30")
    answer = admin.do("give-wall-token", {"code": code}).json()
    assert answer["address"] == f"/wall?khoa={answer['secret']}"
    with engine.connect() as connection:
        token = find_token(connection, answer["secret"], datetime.now(UTC))
        assert token is not None
        assert find_wall(connection, code).token_id == token.id
        rows = connection.execute(text("SELECT * FROM access_token")).all()
    assert answer["secret"] not in str(rows)
    assert answer["secret"] not in admin.get("/quan-tri/viec").text
    assert stranger.get(answer["address"]).headers["location"] == "/wall"
    assert stranger.web.cookies["ioc_wall"] == answer["secret"]
    again = admin.do("give-wall-token", {"code": code}).json()
    with engine.connect() as connection:
        assert find_token(connection, answer["secret"], datetime.now(UTC)) is None
        assert find_token(connection, again["secret"], datetime.now(UTC)) is not None
    assert admin.do("take-wall-token", {"code": code}).json()["state"]["walls"]
    with engine.connect() as connection:
        assert find_token(connection, again["secret"], datetime.now(UTC)) is None


def test_every_fault_of_a_wall_is_told_at_once(admin: Visitor) -> None:
    wrong = {
        "name": "", "playlist": "none", "area_code": "zz", "language": "fr", "theme": "pink",
        "night_from": "21", "diagonal_inch": "", "distance_m": "-1", "is_new": True,
    }  # fmt: skip
    expected = {"name", "playlist", "area_code", "language", "theme", "night_from",
                "diagonal_inch", "distance_m"}  # fmt: skip
    assert expected <= fields(admin.do("save-wall", wrong))


# ---- tokens ------------------------------------------------------------------------------------


def test_a_token_made_here_signs_in_and_is_shown_once(
    admin: Visitor, stranger: Visitor, engine: Engine
) -> None:
    form = {"name": "Phòng trực", "scope": "remote", "days": "30"}
    answer = admin.do("create-token", form).json()
    assert answer["address"] == f"/dang-nhap#khoa={answer['secret']}"
    assert stranger.sign_in(answer["secret"]).status_code == 200
    state = admin.get("/quan-tri/viec")
    assert answer["secret"] not in state.text
    (stored_token,) = (each for each in state.json()["tokens"] if str(each["id"]) == answer["code"])
    assert stored_token["expires_at"][:10] == (NOW + timedelta(days=30)).date().isoformat()
    admin.do("revoke-token", {"code": answer["code"]})
    assert stranger.get("/dieu-khien/viec").status_code == 401
    with engine.connect() as connection:
        signals = connection.execute(
            select(signal.c.key).where(signal.c.about == "token")
        ).scalars()
        assert answer["code"] in set(signals)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"name": "", "scope": "", "days": "0"}, {"name", "scope", "days"}),
        ({"name": "a", "scope": "wall", "days": ""}, {"scope"}),
        ({"name": "x" * 90, "scope": "admin", "days": "ten"}, {"name", "days"}),
    ],
)
def test_every_fault_of_a_token_is_told_at_once(
    admin: Visitor, engine: Engine, form: dict[str, str], wrong: set[str]
) -> None:
    with engine.connect() as connection:
        before = len(read_tokens(connection))
    assert fields(admin.do("create-token", form)) == wrong
    with engine.connect() as connection:
        assert len(read_tokens(connection)) == before


def test_the_last_administrator_cannot_shut_the_door_by_accident(
    office: tuple[Engine, FastAPI], engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(
            access_token.update()
            .where(access_token.c.scope == "admin")
            .values(revoked_at=NOW.isoformat(timespec="seconds"))
        )
    token, secret = make_token(engine, Scope.ADMIN)
    last = Visitor(office[1])
    last.sign_in(secret)
    assert fields(last.do("revoke-token", {"code": str(token.id)})) == {"confirmed"}
    assert last.get("/phien").status_code == 200
    other, _ = make_token(engine, Scope.ADMIN)
    assert last.do("revoke-token", {"code": str(other.id)}).status_code == 200
    sure = {"code": str(token.id), "confirmed": True}
    assert last.do("revoke-token", sure).status_code == 200
    assert last.get("/phien").status_code == 401
    last.close()


def test_a_walls_token_that_is_revoked_here_leaves_the_wall(admin: Visitor, engine: Engine) -> None:
    admin.do("give-wall-token", {"code": DEFAULT})
    with engine.connect() as connection:
        number = find_wall(connection, DEFAULT).token_id
    assert admin.do("revoke-token", {"code": str(number)}).status_code == 200
    with engine.connect() as connection:
        assert find_wall(connection, DEFAULT).token_id is None
    assert admin.do("revoke-token", {"code": "99999"}).status_code == 404


def test_areas_are_found_by_name_for_who_has_signed_in(admin: Visitor, stranger: Visitor) -> None:
    assert stranger.get("/quan-tri/dia-ban?q=40001").status_code == 401
    hits = admin.get("/quan-tri/dia-ban?q=province 40")
    assert hits.status_code == 200
    assert admin.get("/dieu-khien/dia-ban?q=").json() == []
