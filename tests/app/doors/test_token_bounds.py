"""Tokens bound to areas, indicators and kinds of message: 403 in words, nothing written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, func, insert, select

from cli.commands import run
from data.access.token_bounds import Bounds, Sending, keep_bounds
from data.access.tokens import Scope, create_token
from data.store.engine import writing
from data.store.schema import access_token, alert, area_relation, observation, token_bound
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.settings import Settings
from server import create_app
from tests.app.command_store import fill_var
from tests.app.doors.conftest import NewVisitor
from tests.app.visitor import Visitor, make_token
from tests.store.small_country import build

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
NAMES = {"SHARE", "COUNT", "SPEED"}
KEYS = itertools.count(1)


class Post:
    """Machines before a store of their own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with writing(engine) as connection:
            build(connection)
            connection.execute(
                insert(area_relation).values(
                    from_vintage=OLD, from_code="40001", to_vintage=NEW, to_code="40001",
                    kind="whole",
                )
            )  # fmt: skip
        self.visitor = Visitor(create_app(engine, Settings(var=Path("none"), province="40")))

    def token(self, *areas: str, indicators: tuple[str, ...] = (), sendings: Any = ()) -> str:
        keys = tuple(AreaKey(*each.split("/")) for each in areas)
        with writing(self.engine) as connection:
            token, secret = create_token(connection, "Sở", Scope.WRITE, None, datetime.now(UTC))
            keep_bounds(connection, token.id, Bounds(keys, indicators, sendings), NAMES)
        return secret

    def send(
        self, secret: str, path: str, content: dict[str, Any], lang: str = "vi"
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": f"k{next(KEYS)}"}
        return self.visitor.ask("POST", f"/api/v1/{path}?lang={lang}", content, headers)

    def rows(self, secret: str, *rows: tuple[str, str], vintage: str = NEW) -> httpx.Response:
        answer = [
            {"indicator": code, "area": place, "period": "2025-06", "numerator": 3}
            for code, place in rows
        ]
        return self.send(secret, "observations", {"vintage": vintage, "rows": answer})

    def count_cells(self) -> int:
        with self.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(observation)) or 0


@pytest.fixture
def post(engine: Engine) -> Iterator[Post]:
    sender = Post(engine)
    yield sender
    sender.visitor.close()


@pytest.fixture
def light(sqlite_engine: Engine) -> Iterator[Post]:
    sender = Post(sqlite_engine)
    yield sender
    sender.visitor.close()


def test_each_row_out_of_bounds_is_named_and_nothing_is_written(post: Post) -> None:
    secret = post.token(f"{NEW}/40001", indicators=("COUNT",))
    answer = post.rows(
        secret, ("COUNT", "40001"), ("COUNT", "40002"), ("SPEED", "40001"), ("SPEED", "00101")
    )
    assert answer.status_code == 403, answer.text
    content = answer.json()
    assert content["error"] == "Khoá truy cập này không được gửi những dòng dưới đây; chưa ghi gì."
    assert [(each["row"], each["field"], each["value"]) for each in content["problems"]] == [
        (1, "area", "40002"), (2, "indicator", "SPEED"), (3, "indicator", "SPEED"),
        (3, "area", "00101"),
    ]  # fmt: skip
    first = content["problems"][0]
    assert first["message_vi"] == "địa bàn ngoài phạm vi của khoá"
    assert first["message_en"] == "the area is outside the token's bounds"
    assert first["fix_vi"] == (
        "khoá này được gửi: địa bàn 2025-07-01/40001 và cấp dưới; chỉ số COUNT"
    )
    assert first["fix_en"].startswith(
        "this token may send areas 2025-07-01/40001 and all areas below them"
    )
    assert post.count_cells() == 0
    assert post.rows(secret, ("COUNT", "40001")).status_code == 201
    assert post.count_cells() == 1
    # The same land in another vintage is the same land; other land under a code of its own is not.
    assert post.rows(secret, ("COUNT", "40001"), vintage=OLD).status_code == 201
    assert post.rows(secret, ("COUNT", "40002"), vintage=OLD).status_code == 403


@pytest.mark.parametrize("row", [
    {"indicator": "COUNT", "area": "40002.0", "period": "2025-06", "numerator": 3},
    {"indicator": "COUNT", "area": " 40002", "period": "2025-06", "numerator": 3},
    {"indicator": "COUNT", "area": "'40002", "period": "2025-06", "numerator": 3},
    {"indicator": "count", "area": "40002", "period": "2025-06", "numerator": 3},
    {"indicator": "COUNT", "area": "40002", "period": "wrong", "numerator": -3},
    {"indicator": "COUNT", "area": "VN", "period": "2025-06", "numerator": 3},
    {"indicator": "COUNT", "area": "40", "period": "2025-06", "numerator": 3},
])  # fmt: skip
def test_no_manner_of_writing_gets_around_the_bounds(light: Post, row: dict[str, Any]) -> None:
    secret = light.token(f"{NEW}/40001")
    inside = {"indicator": "COUNT", "area": "40001", "period": "2025-06", "numerator": 3}
    answer = light.send(secret, "observations", {"vintage": NEW, "rows": [inside, row]})
    assert answer.status_code in (403, 422), answer.text
    assert light.count_cells() == 0


def test_a_token_without_bounds_goes_on_as_it_was(light: Post) -> None:
    secret = light.token()
    assert light.rows(secret, ("COUNT", "40001"), ("SPEED", "40002")).status_code in (201, 422)
    assert light.rows(secret, ("COUNT", "00101"), ("COUNT", "40002")).status_code == 201
    assert light.send(secret, "alerts", {"title_vi": "Họp"}).status_code == 201


@pytest.mark.parametrize(("sending", "path", "content"), [
    (Sending.ALERTS, "observations",
     {"vintage": NEW, "rows": [{"indicator": "COUNT", "area": "40001", "period": "2025-06",
                                "numerator": 3}]}),
    (Sending.OBSERVATIONS, "alerts", {"title_vi": "Họp"}),
])  # fmt: skip
def test_a_token_for_one_kind_of_message_sends_no_other(
    light: Post, sending: Sending, path: str, content: dict[str, Any]
) -> None:
    answer = light.send(light.token(sendings=(sending,)), path, content)
    assert answer.status_code == 403, answer.text
    (problem,) = answer.json()["problems"]
    assert "khoá này không được gửi" in problem["message_vi"]
    assert problem["message_en"].startswith("this token may not send")
    assert light.count_cells() == 0
    with light.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(alert)) == 0


def test_a_bound_token_sends_messages_about_its_own_land_alone(light: Post) -> None:
    secret = light.token(f"{NEW}/40", indicators=("COUNT",))

    def send(**about: str) -> tuple[int, set[str]]:
        answer = light.send(secret, "alerts", {"title_vi": "Mưa lớn", "vintage": NEW, **about})
        return answer.status_code, {each["field"] for each in answer.json().get("problems", [])}

    assert send(area="40001", indicator="COUNT") == (201, set())
    assert send(area="00101", indicator="COUNT") == (403, {"area"})
    assert send(area="40001", indicator="SPEED") == (403, {"indicator"})
    assert send() == (403, {"area", "indicator"})


def test_bounds_are_looked_at_anew_when_areas_change_hands(light: Post) -> None:
    """A token made, its bounds kept with it: another process sees them with the next request."""
    secret = light.token(f"{NEW}/01")
    assert light.rows(secret, ("COUNT", "40001")).status_code == 403
    with writing(light.engine) as connection:
        number = connection.scalar(select(func.max(access_token.c.id)))
        connection.execute(
            insert(token_bound).values(token_id=number, about="area", vintage=NEW, code="40")
        )
    assert light.rows(secret, ("COUNT", "40001")).status_code == 201


def test_the_administration_makes_and_shows_them(new_visitor: NewVisitor, office: Any) -> None:
    visitor = new_visitor()
    visitor.sign_in(make_token(office[0], Scope.ADMIN)[1])
    form = {"name": "Sở Y tế", "scope": "write", "areas": [f"{NEW}/40001"],
            "indicators": ["COUNT"], "sendings": ["observations"]}  # fmt: skip
    result = visitor.do("create-token", form).json()
    token = next(each for each in result["state"]["tokens"] if str(each["id"]) == result["code"])
    assert token["bounds"] == {
        "areas": [{"key": f"{NEW}/40001", "name": "Xã Hoà 40001"}],
        "indicators": ["COUNT"], "sendings": ["observations"],
    }  # fmt: skip
    before = len(result["state"]["tokens"])
    for wrong, fields in {
        "areas": ["40", f"{NEW}/99999", "x/y/z"], "indicators": ["NONE"], "sendings": ["all"],
    }.items():  # fmt: skip
        answer = visitor.do("create-token", {**form, wrong: fields})
        assert answer.status_code == 422
        assert {each["field"] for each in answer.json()["problems"]} == {wrong}
    assert visitor.do("create-token", {**form, "scope": "admin"}).status_code == 422
    assert len(visitor.get("/quan-tri/viec").json()["tokens"]) == before
    unbound = visitor.do("create-token", {"name": "Sở", "scope": "write"}).json()["state"]["tokens"]
    assert unbound[-1]["bounds"] == {"areas": [], "indicators": [], "sendings": []}


def test_the_command_line_makes_and_lists_them(
    shipped_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    engine.dispose()
    create = ["token", "create", "--name", "Sở Y tế"]
    run([*create, "--area", f"{NEW}/40", "--indicator", "HT01", "--for", "observations"])
    limits = "số liệu · địa bàn 2025-07-01/40 và cấp dưới · chỉ số HT01"
    assert f"Phạm vi: {limits}." in capsys.readouterr().out
    run(create)
    assert "Phạm vi: không giới hạn." in capsys.readouterr().out
    run(["token", "list"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith(f"\t{limits}")
    assert second.endswith("\tkhông giới hạn")
    for wrong in (["--area", "40"], ["--area", f"{NEW}/99"], ["--indicator", "XX"],
                  ["--scope", "admin", "--area", f"{NEW}/40"]):  # fmt: skip
        with pytest.raises(SystemExit):
            run([*create, *wrong])
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(("Chưa tạo khoá. “", "Chỉ khoá quyền write có phạm vi"))
    run(["token", "list"])
    assert len(capsys.readouterr().out.splitlines()) == 2
