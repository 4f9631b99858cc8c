"""Verifiers at the application: their list, what they take of it, who sees the sheet behind."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from data.access.accounts import AccountRole
from data.store.engine import open_engine, writing
from ioc.area import SINCE_2025, AreaKey
from ioc.settings import VERIFIED, Settings
from server import create_app
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, Person, sheet, store_form, xlsx
from tests.commune_hand_ins import hand_in_of_communes

PATH = "/nop-so/viec/xac-nhan"
Office = tuple[Engine, FastAPI, dict[str, int]]


@pytest.fixture
def office(shipped_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A store to which four communes handed in a form for a month."""
    file = shutil.copy(shipped_file, tmp_path)
    engine = open_engine(f"sqlite:///{file}")
    app = create_app(engine, Settings(var=Path("no-such-folder"), province="40"))
    monkeypatch.setenv("IOC_TODAY", "2026-11-02")
    store_form(engine)
    with writing(engine) as connection:
        now = datetime(2026, 10, 9, tzinfo=UTC)
        numbers = hand_in_of_communes(connection, FORM, PERIOD, now, 4)
    yield engine, app, numbers
    engine.dispose()


def answer(person: Person, query: str = "") -> dict[str, Any]:
    reply = person.get(f"{PATH}?{query}")
    assert reply.status_code == 200, reply.text
    content: dict[str, Any] = reply.json()
    return content


def test_a_verifier_verifies_returns_and_is_told_of_the_other(office: Office) -> None:
    engine, app, numbers = office
    one, other = (Person(engine, app, AccountRole.VERIFIER) for _ in range(2))
    content = answer(one)
    assert (content["form"], content["period"], content["before"]) == (
        FORM,
        PERIOD,
        "Tháng 08/2026",
    )
    assert content["summary"].startswith("4 lần nộp, 4 chờ xác nhận, trong đó 4")
    first, second, third, _ = (each["number"] for each in content["rows"])
    row = content["rows"][0]
    assert [each["name"] for each in row["numbers"]] == ["Thôn có sóng di động", "Thôn trắng sóng"]
    assert row["unit"].startswith("UBND") and row["passes"] and row["warnings"] == []

    reply = one.ask("POST", f"{PATH}/dat", {"numbers": [first, second]})
    assert reply.json()["numbers"] == [first, second]
    # The other verifier has the list from before.
    body = {"number": first, "state": "handed_in", "reason": "sai"}
    reply = other.ask("POST", f"{PATH}/tra-lai", body)
    assert reply.status_code == 422
    assert "đã xác nhận rồi: Nguyễn Văn An" in reply.json()["error"]
    reply = other.ask("POST", f"{PATH}/tra-lai", {**body, "number": third})
    assert reply.status_code == 200
    reply = one.ask("POST", f"{PATH}/dat", {"numbers": [third]})
    (refusal,) = reply.json()["refusals"]
    assert reply.json()["numbers"] == [] and "đã trả lại rồi" in refusal["reason"]
    states = {each["number"]: each for each in answer(one, f"bieu={FORM}&ky={PERIOD}")["rows"]}
    assert [states[each]["state"] for each in (first, third)] == ["verified", "returned"]
    assert states[third]["note"].endswith(": sai")

    # The sheet behind is for them, too; for a verifier of other land it is not.
    assert one.get(f"/nop-so/lan-nop/{first}").json()["verification"]["state"] == "verified"
    assert one.get(f"/nop-so/lan-nop/{first}/tep").status_code == 200
    code = next(code for code, number in numbers.items() if number == second)
    here = Person(engine, app, AccountRole.VERIFIER, AreaKey(SINCE_2025.code, code))
    assert [each["number"] for each in answer(here)["rows"]] == [second]
    assert here.get(f"/nop-so/lan-nop/{first}").status_code == 403
    assert here.get(f"/nop-so/lan-nop/{second}").status_code == 200
    assert here.get("/nop-so/lan-nop/9999").status_code == 403
    for each in (one, other, here):
        each.close()


def test_an_administrator_locks_and_allows_a_correction(office: Office) -> None:
    engine, app, numbers = office
    verifier, admin = (
        Person(engine, app, each) for each in (AccountRole.VERIFIER, AccountRole.ADMINISTRATOR)
    )
    period = {"form": FORM, "period": PERIOD}
    reply = admin.ask("POST", f"{PATH}/khoa", period)
    assert reply.status_code == 422 and "Còn 4 lần nộp" in reply.json()["error"]
    verifier.ask("POST", f"{PATH}/dat", {"numbers": list(numbers.values())})
    reply = verifier.ask("POST", f"{PATH}/khoa", period)
    assert reply.status_code == 422 and "Chỉ người quản trị" in reply.json()["error"]
    assert admin.ask("POST", f"{PATH}/khoa", period).status_code == 200
    login = f"xa.{next(iter(numbers))}"
    body = {**period, "login": login, "reason": "đếm lại"}
    assert admin.ask("POST", f"{PATH}/cho-sua", body).status_code == 200
    content = answer(admin)
    assert "đã khoá sổ lúc" in content["lock"] and "đếm lại" in content["permits"][0]
    assert {each["state"] for each in content["rows"]} == {"locked"}
    for each in (verifier, admin):
        each.close()


def test_a_number_is_marked_as_preliminary_until_it_is_verified(office: Office) -> None:
    engine, app, numbers = office
    verifier, viewer = (
        Person(engine, app, each) for each in (AccountRole.VERIFIER, AccountRole.VIEWER)
    )
    code, number = next(iter(numbers.items()))
    others = [each for each in numbers.values() if each != number]
    place = f"vintage={SINCE_2025.code}&area={code}&indicator=HT02&period={PERIOD}"

    def of(person: Person) -> dict[str, str]:
        reply = person.get(f"/nguon-so?{place}").json()
        (own,) = reply["sections"][0]["reports"]
        return {"": reply["preliminary"], **dict(own["terms"])}

    def file_notes() -> dict[str, str]:
        query = f"ky-dia-gioi={SINCE_2025.code}&dia-ban=40&cap=commune&chi-so=HT02&ky={PERIOD}"
        text = verifier.get(f"/xuat/so-lieu.csv?{query}").content.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text), delimiter=";")
        return {row["Mã địa bàn"]: row["Ghi chú"] for row in rows if row["Ghi chú"]}

    assert of(verifier)[""].startswith("Sơ bộ")
    assert of(viewer)["Xác nhận"] == "chưa xác nhận: số sơ bộ"
    assert file_notes() == dict.fromkeys(numbers, "sơ bộ")
    verifier.ask("POST", f"{PATH}/dat", {"numbers": [number]})
    assert of(verifier)[""] == ""
    # Who verified is a person's name.
    assert of(verifier)["Xác nhận"].startswith("Nguyễn Văn An (")
    assert of(viewer)["Xác nhận"].startswith("đã xác nhận ")
    assert set(file_notes()) == set(numbers) - {code}
    verifier.ask("POST", f"{PATH}/dat", {"numbers": others})
    assert file_notes() == {}
    for each in (verifier, viewer):
        each.close()


def test_with_the_other_setting_numbers_count_once_they_are_verified(office: Office) -> None:
    engine, _, _ = office
    settings = Settings(var=Path("no-such-folder"), province="40", counts=VERIFIED)
    app = create_app(engine, settings)
    sender, verifier = (
        Person(engine, app, each) for each in (AccountRole.REPORTER, AccountRole.VERIFIER)
    )
    file = sender.upload(xlsx(sheet())).json()["file"]["number"]
    receipt = sender.hand_in(file).json()
    assert receipt["waits"]
    (record,) = sender.get("/nop-so/lan-nop").json()["items"]
    assert record["waits"] and record["standing"] == 0
    place = f"vintage={SINCE_2025.code}&area={CODES[0]}&indicator=HT02&period={PERIOD}"
    # The number of the commune's own submission counts as before.
    source = verifier.get(f"/nguon-so?{place}").json()
    earlier = source["sections"][1]["reports"]
    assert [each["state"] for each in earlier] == ["Chờ xác nhận: chưa được tính"]
    verifier.ask("POST", f"{PATH}/dat", {"numbers": [receipt["submission"]]})
    source = verifier.get(f"/nguon-so?{place}").json()
    assert source["value"].startswith("2") and source["preliminary"] == ""
    for each in (sender, verifier):
        each.close()


def test_what_the_page_never_sends_is_refused(office: Office) -> None:
    engine, app, _ = office
    verifier = Person(engine, app, AccountRole.VERIFIER)
    for path, body in (
        ("dat", {}), ("dat", {"numbers": ["1"]}), ("dat", {"numbers": [True]}),
        ("dat", {"numbers": [1] * 2_001}), ("tra-lai", {"number": "1", "state": "handed_in"}),
        ("tra-lai", {"number": 1, "state": "gone"}), ("khoa", {"form": 1}),
        ("khoa", {"form": FORM, "period": "x"}), ("cho-sua", {"form": FORM, "period": PERIOD}),
    ):  # fmt: skip
        assert verifier.ask("POST", f"{PATH}/{path}", body).status_code == 422, (path, body)
    body = {"number": 2**40, "state": "handed_in", "reason": "x"}
    assert verifier.ask("POST", f"{PATH}/tra-lai", body).status_code == 404
    for query in ("bieu=khong-co", f"bieu={FORM}&ky=2020-01"):
        assert verifier.get(f"{PATH}?{query}").status_code == 404
    verifier.close()
