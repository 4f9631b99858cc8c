"""Machines hand in numbers: who may, what is refused, and that nothing is lost or written twice."""

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

from api.v1.write_models import WriteRefused, Written
from data.access.tokens import Scope, create_token, read_tokens, revoke_token
from data.load.withdrawals import withdraw_hand_in
from data.store.engine import raise_revision, read_revision, writing
from data.store.schema import access_token, observation, submission
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.settings import Settings
from server import create_app
from tests.store.small_country import build

NOW = datetime.now(UTC)
ROW = {"indicator": "COUNT", "area": "40001", "period": "2025-09", "numerator": 3}


class Sender:
    """A machine with a write token."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with writing(engine) as connection:
            build(connection)
            raise_revision(connection, "areas", {})
            self.token, self.secret = create_token(connection, "Sở", Scope.WRITE, 30, NOW)
        self.app = create_app(engine, Settings(var=Path("no-such-folder")))
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(self.app)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://ioc.test")

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    async def _post(
        self, rows: Any, key: str, vintage: str, secret: str | None, query: str
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        if secret := self.secret if secret is None else secret:
            headers["Authorization"] = f"Bearer {secret}"
        content = (
            rows if isinstance(rows, bytes) else json.dumps({"vintage": vintage, "rows": rows})
        )
        return await self._client.post(
            f"/api/v1/observations{query}", content=content, headers=headers
        )

    def post(
        self,
        rows: Any,
        key: str = "k1",
        vintage: str = SINCE_2025.code,
        secret: str | None = None,
        query: str = "",
    ) -> httpx.Response:
        return self._runner.run(self._post(rows, key, vintage, secret, query))

    def post_together(
        self, hand_ins: list[tuple[list[dict[str, Any]], str]]
    ) -> list[httpx.Response]:
        async def all_of_them() -> list[httpx.Response]:
            posts = (self._post(rows, key, SINCE_2025.code, None, "") for rows, key in hand_ins)
            return await asyncio.gather(*posts)

        return self._runner.run(all_of_them())

    def problems(self, rows: Any, **options: Any) -> list[dict[str, Any]]:
        before = self.counts()
        answer = self.post(rows, **options)
        assert answer.status_code == 422, answer.text
        assert self.counts() == before
        refusal = WriteRefused.model_validate(answer.json())
        for each in refusal.problems:
            assert each.message_en not in ("", each.message_vi), each
            assert each.fix_en not in ("", each.fix_vi), each
        return [each.model_dump() for each in refusal.problems]

    def rollup(
        self, area: str, indicator: str = "COUNT", period: str = "2025-09"
    ) -> dict[str, Any]:
        query = f"vintage={SINCE_2025.code}&area={area}&indicator={indicator}"
        address = f"/api/v1/rollups?{query}&from={period}&to={period}"
        (item,) = self._runner.run(self._client.get(address)).json()["items"]
        rollup_item: dict[str, Any] = item
        return rollup_item

    def counts(self) -> tuple[int, int, int]:
        with self.engine.connect() as connection:
            cells = connection.scalar(select(func.count()).select_from(observation)) or 0
            submissions = connection.scalar(select(func.count()).select_from(submission)) or 0
            return cells, submissions, read_revision(connection)


@pytest.fixture
def sender(engine: Engine) -> Iterator[Sender]:
    new_sender = Sender(engine)
    yield new_sender
    new_sender.close()


@pytest.fixture
def light(sqlite_engine: Engine) -> Iterator[Sender]:
    new_sender = Sender(sqlite_engine)
    yield new_sender
    new_sender.close()


def test_what_is_acknowledged_is_there_and_summed_up(sender: Sender) -> None:
    rows = [
        {**ROW, "area_name": "Xã Hoà 40001"},
        {"indicator": "COUNT", "area": "40002", "period": "2025-09", "value": 4},
        {"indicator": "SHARE", "area": "T1", "period": "2025-09", "numerator": 1, "denominator": 4},
        {"indicator": "SPEED", "area": "40003", "period": "2025-09", "value": 55.5},
        {"indicator": "COUNT", "area": "40003", "period": "2025-09", "numerator": None},
    ]
    answer = sender.post(rows)
    assert answer.status_code == 201, answer.text
    receipt = Written.model_validate(answer.json())
    assert (receipt.written, receipt.not_reported) == (4, 1)
    assert receipt.indicators == ["COUNT", "SHARE", "SPEED"]
    cells, submissions, revision = sender.counts()
    assert (cells, submissions, revision) == (4, 1, receipt.revision)
    assert answer.headers["x-ioc-revision"] == str(revision)
    assert sender.rollup("40")["numerator"] == 7
    assert sender.rollup("VN")["numerator"] == 7
    assert sender.rollup("40001", "SHARE")["value"] == 25
    with sender.engine.connect() as connection:
        row = connection.execute(select(submission)).mappings().one()
        assert (row["kind"], row["sender"], row["rows"]) == ("api", "Sở", 4)
        assert read_tokens(connection)[0].last_used_at is not None


def test_the_same_hand_in_again_is_answered_and_not_written(sender: Sender) -> None:
    first = sender.post([ROW])
    before = sender.counts()
    again = sender.post([ROW])
    assert again.json() == first.json()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    other = sender.post([{**ROW, "numerator": 4}])
    assert other.status_code == 409
    assert "k1" in other.json()["error"]
    assert sender.counts() == before
    newer = sender.post([{**ROW, "numerator": 4}], key="k2")
    assert newer.status_code == 201
    assert sender.rollup("40")["numerator"] == 4


def test_a_refused_hand_in_leaves_its_key_free(light: Sender) -> None:
    light.problems([{**ROW, "numerator": -1}])
    assert light.post([ROW]).status_code == 201


def test_hand_ins_at_once_are_all_written_and_the_last_of_a_cell_counts(sender: Sender) -> None:
    hand_ins = [([{**ROW, "numerator": i}], f"n{i}") for i in range(20)]
    hand_ins += [([{**ROW, "area": "40002", "numerator": 5}], "same")] * 5
    hand_ins += [([{**ROW, "area": "40003", "numerator": -5}], "bad")]
    answers = sender.post_together(hand_ins)
    assert [each.status_code for each in answers] == [201] * 25 + [422]
    assert len({each.json()["submission"] for each in answers[:20]}) == 20
    assert len({each.text for each in answers[20:25]}) == 1
    assert sender.counts()[:2] == (21, 21)
    newest = max(answers[:20], key=lambda each: each.json()["submission"])
    assert sender.rollup("40")["numerator"] == 5 + answers.index(newest)


def test_all_faults_come_at_once_with_row_field_value_and_their_fix(sender: Sender) -> None:
    problems = sender.problems(
        [
            ROW,
            {"indicator": "NO", "area": "40001", "period": "2025-09", "numerator": 1},
            {"indicator": "COUNT", "area": "99999", "period": "2025-09", "numerator": 1},
            {"indicator": "COUNT", "area": "40002", "area_name": "Xã Khác", "period": "2025-09",
             "numerator": 1},
            {"indicator": "COUNT", "area": "40003", "period": "2025-Q3", "numerator": 1},
            {"indicator": "COUNT", "area": "40003", "period": "2999-01", "numerator": 1},
            {"indicator": "COUNT", "area": "T1", "period": "2025-09", "numerator": 1},
            {"indicator": "SHARE", "area": "T1", "period": "2025-09", "numerator": 9,
             "denominator": 4},
            {"indicator": "SHARE", "area": "T2", "period": "2025-09", "numerator": 9},
            {"indicator": "COUNT", "area": "40004", "period": "2025-09", "numerator": "3"},
            {"indicator": "COUNT", "area": "40004", "period": "2025-08", "numerator": True},
            {"indicator": "COUNT", "area": "40004", "period": 2025, "numerator": 1},
            {"indicator": "COUNT", "area": "40004", "period": "2025-07", "numerator": 1, "x": 1},
            {**ROW, "numerator": 8},
            7,
        ]
    )  # fmt: skip
    assert {(each["row"], each["field"]) for each in problems if each["row"] is not None} == {
        (1, "indicator"), (2, "area"), (3, "area_name"), (4, "period"), (5, "period"), (6, "area"),
        (7, "numerator"), (8, "numerator"), (9, "numerator"), (10, "numerator"), (11, "period"),
        (12, "x"), (13, "numerator"), (14, None),
    }  # fmt: skip
    by_row = {each["row"]: each for each in problems}
    assert by_row[7]["value"] == "9"
    assert by_row[7]["message_vi"] == "tử số 9 lớn hơn mẫu số 4"
    assert by_row[7]["message_en"] == "numerator 9 is greater than denominator 4"


def test_codes_of_another_vintage_are_refused(sender: Sender) -> None:
    problems = sender.problems([{**ROW, "area": "413"}])
    assert any(each["row"] is None and SINCE_2025.code in each["message_vi"] for each in problems)
    assert sender.post([{**ROW, "area": "413", "period": "2024-05"}],
                       vintage=BEFORE_2025.code).status_code == 201  # fmt: skip
    (unknown,) = sender.problems([ROW], key="k2", vintage="2020-01-01")
    assert unknown["field"] == "vintage"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"[]", "body"),
        (b"\xff", "body"),
        (b"[" * 100_000, "body"),
        (b'{"rows": [{}]}', "vintage"),
        (b'{"vintage": "2025-07-01", "rows": []}', "rows"),
        (b'{"vintage": "2025-07-01", "rows": [1], "more": 1}', "more"),
        (b'{"vintage": "2025-07-01", "rows": [{"value": 1, "value": 2}]}', "body"),
        (b'{"vintage": "2025-03-01", "rows": [{}], "vintage": "2025-07-01"}', "body"),
        (b'{"vintage": "2025-07-01", "rows": [{"numerator": ' + b"9" * 4301 + b"}]}", "body"),
    ],
)
def test_bodies_that_are_no_hand_in_are_refused(light: Sender, body: bytes, field: str) -> None:
    answer = light.post(body, query="?lang=en")
    assert answer.status_code == 400
    problems = answer.json()["problems"]
    assert field in {each["parameter"] for each in problems}
    assert answer.json()["error"] == "Invalid parameters."


def test_hand_ins_without_a_key_or_too_large_are_refused(light: Sender) -> None:
    answer = light.post([ROW], key="")
    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["problems"]] == ["Idempotency-Key"]
    assert light.post(b" " * (17 * 2**20)).status_code == 413
    assert light.post([ROW] * 50_001).status_code == 400


def test_odd_texts_are_faults_and_no_failures(sender: Sender) -> None:
    for text in ("\0", "\ud800", "'; DROP TABLE area; --", "🌾" * 300):
        for name in ("indicator", "area", "period", "area_name"):
            sender.problems([{**ROW, name: text}], key=f"k{len(text)}")
    sender.problems([{**ROW, "numerator": 10**400}])


@pytest.mark.parametrize(
    "period",
    ["0001-01", "1-01", "1/1/0001", "01/01/0001", "1899-12-30", "1900-01", "01/1970", "2101-01",
     "9999-12", "2025.1", "2025.10", "2025,9", "٢٠٢٥-٠٩", "-2025-09", "2025-9999999999999999999"],
)  # fmt: skip
def test_periods_out_of_bounds_or_in_doubt_are_refused(light: Sender, period: str) -> None:
    for row in ({**ROW, "period": period}, {**ROW, "period": period, "area_name": ""}):
        assert {(each["row"], each["field"]) for each in light.problems([row])} == {(0, "period")}


@pytest.mark.parametrize("number", [1.01e15, 1e17, 1.797e308, 1e-10, 5e-324, 10**400])
@pytest.mark.parametrize("kind", ["numerator", "denominator", "value"])
def test_numbers_out_of_bounds_are_refused(light: Sender, number: float, kind: str) -> None:
    row = {"indicator": "SHARE", "area": "40001", "period": "2025-09"}
    if kind == "value":
        rows = [{**row, "indicator": "SPEED", "value": number}]
    else:
        rows = [{**row, "numerator": 0, "denominator": 10, kind: number}]
    assert kind in {each["field"] for each in light.problems(rows)}


def test_a_number_at_the_bound_is_told_as_it_is(light: Sender) -> None:
    assert light.post([{**ROW, "numerator": 10**15}]).status_code == 201
    assert light.rollup("40")["numerator"] == 10**15


def test_only_tokens_that_hold_may_write(sender: Sender) -> None:
    with writing(sender.engine) as connection:
        _, wall = create_token(connection, "Tường", Scope.WALL, None, NOW)
        _, old = create_token(connection, "Cũ", Scope.WRITE, 1, NOW - timedelta(days=2))
        hashes = connection.scalars(select(access_token.c.hash)).all()
    assert not any(sender.secret in each for each in hashes)
    before = sender.counts()
    assert sender.post([ROW], secret="").status_code == 401
    assert sender.post([ROW], secret=f"{sender.secret}x").status_code == 401
    assert sender.post([ROW], secret=old).status_code == 401
    assert sender.post([ROW], secret=wall).status_code == 403
    assert sender.counts() == before
    assert sender.post([ROW]).status_code == 201
    with writing(sender.engine) as connection:
        revoke_token(connection, sender.token.id, NOW)
    assert sender.post([ROW]).status_code == 401


def test_areas_that_change_meanwhile_are_known_at_once(light: Sender) -> None:
    assert light.post([ROW]).status_code == 201
    with writing(light.engine) as connection:
        connection.exec_driver_sql("UPDATE area SET code = '40009' WHERE code = '40004'")
        raise_revision(connection, "areas", {})
    assert light.post([{**ROW, "area": "40009"}], key="k2").status_code == 201
    light.problems([{**ROW, "area": "40004"}], key="k3")


def test_a_store_that_cannot_be_written_says_so(light: Sender) -> None:
    with light.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE idempotency RENAME TO gone")
    answer = light.post([ROW])
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert light.counts()[0] == 0
    with light.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO idempotency")
    assert light.post([ROW]).status_code == 201


def test_a_hand_in_taken_back_may_come_again(sender: Sender) -> None:
    """Older reports count again, and the same message is not answered as if it stood."""
    sender.post([{**ROW, "numerator": 3}], key="k0")
    wrong = sender.post([{**ROW, "numerator": 300}])
    other = sender.post([{**ROW, "area": "40002", "numerator": 5}], key="k2")
    assert sender.rollup("40")["numerator"] == 305
    with writing(sender.engine) as connection:
        withdrawal = withdraw_hand_in(
            connection, wrong.json()["submission"], "Lê Hoà", "gõ thừa hai số"
        )
    assert withdrawal.revision == other.json()["revision"] + 1
    assert sender.rollup("40")["numerator"] == 8
    assert sender.post([{**ROW, "area": "40002", "numerator": 5}], key="k2").json() == other.json()

    again = sender.post([{**ROW, "numerator": 300}])
    assert "idempotency-replayed" not in again.headers
    assert again.json()["submission"] > other.json()["submission"]
    assert sender.rollup("40")["numerator"] == 305


def test_one_of_a_group_is_taken_back_alone(sender: Sender) -> None:
    hand_ins = [
        ([{**ROW, "area": code, "numerator": n}], f"g{n}")
        for n, code in ((1, "40001"), (2, "40002"))
    ]
    first, second = (each.json()["submission"] for each in sender.post_together(hand_ins))
    with writing(sender.engine) as connection:
        withdraw_hand_in(connection, first, "Lê Hoà", "nhầm xã")
    assert sender.rollup("40")["numerator"] == 2
    assert first != second
