"""`/nop-so/viec/nhap`: who may type which form, drafts between devices, handing in once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import Engine, func, select

from data.access.accounts import AccountRole
from data.access.trail import Act, read_steps
from data.store.schema import observation, submission
from ioc.area import SINCE_2025, AreaKey
from ioc.settings import Settings
from server import create_app
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, Person, store_form

PATH = "/nop-so/viec/nhap"
OWN = AreaKey(SINCE_2025.code, CODES[0])
TOP, BOTTOM, DEAD = (
    f"{CODES[0]}/{each}" for each in ("HT01/numerator", "HT01/denominator", "HT02/value")
)
_KEYS = itertools.count(1)
NewPerson = Callable[..., Person]


@pytest.fixture
def new_person(
    shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[NewPerson]:
    monkeypatch.setenv("IOC_TODAY", "2026-11-02")
    store_form(shipped_engine_of_its_own)
    settings = Settings(var=Path("no-such-folder"), province="40")
    app = create_app(shipped_engine_of_its_own, settings)
    people: list[Person] = []

    def person(area: AreaKey | None = OWN, role: AccountRole = AccountRole.REPORTER) -> Person:
        people.append(Person(shipped_engine_of_its_own, app, role, area))
        return people[-1]

    yield person
    for each in people:
        each.close()


def form(person: Person, period: str = PERIOD, lang: str = "vi") -> httpx.Response:
    return person.get(f"{PATH}?{urlencode({'bieu': FORM, 'ky': period, 'lang': lang})}")


def save(person: Person, base: int = 0, period: str = PERIOD, **texts: str) -> httpx.Response:
    """Send what a device typed a second ago; a text that begins with "=" is marked unchanged."""
    keys = {"top": TOP, "bottom": BOTTOM, "dead": DEAD}
    changes = [
        {"key": keys[name], "text": text.lstrip("="), "unchanged": text.startswith("="),
         "age": 1000, "seen": base}
        for name, text in texts.items()
    ]  # fmt: skip
    body = {"form": FORM, "period": period, "seen": base, "changes": changes}
    return person.ask("POST", PATH, body)


def hand_in(
    person: Person, version: int, missing: int = 0, key: str = "", period: str = PERIOD
) -> httpx.Response:
    body: dict[str, Any] = {"form": FORM, "period": period, "version": version}
    own_key = key or f"typed-{next(_KEYS):06}"
    return person.ask("POST", f"{PATH}/nop", {**body, "missing": missing, "key": own_key})


def submissions(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(submission)) or 0)


def test_a_form_says_its_numbers_in_the_words_of_officials(new_person: NewPerson) -> None:
    content = form(new_person()).json()
    assert content["areas"] == [[CODES[0], "Phường Thành Vinh"]]
    assert [each["part"] for each in content["slots"]] == ["numerator", "denominator", "value"]
    assert content["slots"][0]["name"].startswith("Số thôn, bản")
    assert (content["period_name"], content["before_name"]) == ("Tháng 09/2026", "Tháng 08/2026")
    assert content["draft"] == {"version": 0, "submission": None, "numbers": {}, "clashes": []}
    english = form(new_person(), lang="en").json()
    assert english["slots"][0]["name"].startswith("Villages with")


def test_only_accounts_with_an_area_type_and_only_open_forms(new_person: NewPerson) -> None:
    everywhere = new_person(None)
    assert form(everywhere).status_code == 422 and "bảng tính" in form(everywhere).json()["error"]
    assert save(everywhere, dead="1").status_code == 404
    person = new_person()
    assert form(person, "2020-01").status_code == 404
    assert save(person, period="2020-01", dead="1").status_code == 404
    assert hand_in(person, 0, period="2020-01").status_code == 404
    for role in (AccountRole.VIEWER, AccountRole.VERIFIER, AccountRole.ANALYST):
        other = new_person(OWN, role)
        assert {form(other).status_code, save(other).status_code} == {403}
        assert hand_in(other, 0).status_code == 403


def test_what_is_typed_is_on_the_server_and_handed_in_once(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    engine, person = shipped_engine_of_its_own, new_person()
    draft = save(person, top="1.200", bottom="1234", dead="0").json()
    assert draft["version"] == 1 and draft["numbers"][TOP]["text"] == "1.200"
    # Another device of the account goes on where this one was; another account does not see it.
    assert form(person).json()["draft"]["numbers"].keys() == {TOP, BOTTOM, DEAD}
    assert form(new_person()).json()["draft"]["numbers"] == {}
    items = person.get("/nop-so/viec/bieu").json()["items"]
    assert {(each["code"], each["period"]): each["typed"] for each in items}[FORM, PERIOD] == 3
    first = hand_in(person, 1, key="typed-once")
    assert first.status_code == 200, first.text
    receipt = first.json()
    assert (receipt["numbers"], receipt["missing"], receipt["version"]) == (3, 0, 2)
    assert hand_in(person, 1, key="typed-once").json() == receipt
    assert hand_in(person, 2, key="typed-once").status_code == 409
    assert submissions(engine) == 1
    with engine.connect() as connection:
        rows = connection.execute(select(observation.c.numerator, observation.c.denominator))
        assert sorted(rows.all(), key=str) == [(0, None), (1200, 1234)]
        (step,) = read_steps(connection, 5, [Act.SUBMISSION])
    assert f"lần nộp số {receipt['submission']}" in step.subject
    # The list, its details, its original.
    (item,) = person.get("/nop-so/lan-nop").json()["items"]
    assert (item["number"], item["kind"], item["form"]) == (receipt["submission"], "form", FORM)
    details = person.get(f"/nop-so/lan-nop/{receipt['submission']}").json()
    assert {(each["cell"], each["text"]) for each in details["origins"]} == {
        ("", "1.200"), ("", "1234"), ("", "0"),
    }  # fmt: skip
    table = person.get(f"/nop-so/lan-nop/{receipt['submission']}/tep").content.decode("utf-8-sig")
    assert "Phường Thành Vinh" in table and "1.200" in table
    # The form knows what was handed in, and a correction is a submission of its own.
    assert form(person).json()["reported"][TOP] == ["1.200", receipt["submission"]]
    again = save(person, base=2, dead="2").json()
    assert hand_in(person, again["version"]).json()["submission"] > receipt["submission"]


def test_two_devices_lose_nothing_in_silence(new_person: NewPerson) -> None:
    person = new_person()
    save(person, dead="5")
    clash = save(person, dead="6").json()
    assert clash["numbers"][DEAD]["text"] == "6"
    ((key, other, is_own),) = [
        (each["key"], each["text"], each["is_own"]) for each in clash["clashes"]
    ]
    assert (key, other, is_own) == (DEAD, "5", True)
    # What the sender saw is what is handed in, or nothing is.
    refusal = hand_in(person, 1, missing=2)
    assert refusal.status_code == 409 and "Máy khác" in refusal.json()["error"]
    assert hand_in(person, clash["version"], missing=1).status_code == 409
    assert hand_in(person, clash["version"], missing=2).status_code == 200


def test_faults_are_said_at_their_numbers(new_person: NewPerson) -> None:
    person = new_person()
    version = save(person, top="12", bottom="10", dead="mười").json()["version"]
    answer = hand_in(person, version)
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["key"], problem["value"]) == (DEAD, "mười") and problem["fix"]
    version = save(person, base=version, dead="1").json()["version"]
    (problem,) = hand_in(person, version).json()["problems"]
    assert problem["key"] == TOP and "lớn hơn mẫu số" in problem["reason"]


@pytest.mark.parametrize(
    "changes",
    [
        None, "a", [1], [{}], [{"key": "a", "text": "1", "age": 0}],
        [{"key": TOP, "text": "1" * 41, "age": 0}], [{"key": TOP, "text": 1, "age": 0}],
        [{"key": TOP, "text": "1", "age": "0"}], [{"key": TOP, "text": "1", "age": 0}] * 1001,
    ],
)  # fmt: skip
def test_what_the_page_never_sends_is_refused(new_person: NewPerson, changes: Any) -> None:
    person = new_person()
    body = {"form": FORM, "period": PERIOD, "seen": 0, "changes": changes}
    assert person.ask("POST", PATH, body).status_code == 422
    for content in ({}, {"key": "kurz"}, {"key": "a\nbcdefghi"}):
        assert person.ask("POST", f"{PATH}/nop", content).status_code == 422


def test_a_clock_that_is_wrong_makes_no_number_newer(new_person: NewPerson) -> None:
    person = new_person()
    save(person, dead="5")
    change = {"key": DEAD, "text": "4", "unchanged": False, "age": -(10**15), "seen": 0}
    body = {"form": FORM, "period": PERIOD, "seen": 0, "changes": [change]}
    assert person.ask("POST", PATH, body).json()["numbers"][DEAD]["text"] == "4"
    old = {**change, "text": "3", "age": 10**15}
    answer = person.ask("POST", PATH, {**body, "changes": [old]}).json()
    assert answer["numbers"][DEAD]["text"] == "4" and answer["clashes"][0]["text"] == "3"
