"""A sheet is read for a form, confirmed and handed in: numbers, cells, original, trail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from data.access.accounts import AccountRole
from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from data.queries.recent import read_recent_changes
from data.store.engine import read_revision
from data.store.schema import observation, office_file, submission, submission_cell
from ioc.area import SINCE_2025, AreaKey
from ioc.settings import Settings
from server import create_app
from tests.app.hand_in.office_people import CODES, COMMUNES, Person, sheet, store_form, xlsx
from tests.app.visitor import make_token
from tests.unit.office.drafts import SheetDraft

NewPerson = Callable[..., Person]


pytestmark = pytest.mark.same_sql


@pytest.fixture
def new_person(
    shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[NewPerson]:
    monkeypatch.setenv("IOC_TODAY", "2026-11-02")
    store_form(shipped_engine_of_its_own)
    settings = Settings(var=Path("no-such-folder"), province="40")
    app = create_app(shipped_engine_of_its_own, settings)
    people: list[Person] = []

    def person(role: AccountRole = AccountRole.REPORTER, area: AreaKey | None = None) -> Person:
        people.append(Person(shipped_engine_of_its_own, app, role, area))
        return people[-1]

    yield person
    for each in people:
        each.close()


def row_counts(engine: Engine) -> dict[str, int]:
    """Return how many rows a hand-in would add to."""
    with engine.connect() as connection:
        return {
            table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in (observation, submission, submission_cell)
        }


@pytest.mark.both_databases
def test_a_clear_sheet_is_stored_with_the_cell_of_each_number(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    engine, person = shipped_engine_of_its_own, new_person()
    content = xlsx(sheet())
    answer = person.upload(content).json()
    assert answer["reading"]["counts"] == {
        "ready": 3, "waiting": 0, "foreign": 0, "unread": 0, "alone": 0,
        "faults": 0,
    }  # fmt: skip
    (picture,) = answer["reading"]["sheets"]
    roles = [picture["meanings"][position]["role"] for _, position in picture["cells"][2]]
    assert roles == ["serial", "area", "number", "blank", "ignored"]
    assert picture["numbers"][0] == [
        2, 2, "2 = HT02, giá trị, Phường Thành Vinh", "ready",
    ]  # fmt: skip
    with engine.connect() as connection:
        revision = read_revision(connection)
    receipt = person.hand_in(answer["file"]["number"]).json()
    assert (receipt["numbers"], receipt["observations"]) == (3, 3)
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    number = receipt["submission"]
    details = person.get(f"/nop-so/lan-nop/{number}").json()
    assert [(each["area_code"], each["sheet"], each["cell"], each["text"])
            for each in details["origins"]] == [
        (CODES[0], "Biểu 1", "C3", "2"), (CODES[1], "Biểu 1", "C4", "3"),
        (CODES[2], "Biểu 1", "C5", "4"),
    ]  # fmt: skip
    original = person.get(f"/nop-so/lan-nop/{number}/tep")
    assert original.content == content
    assert "bieu.xlsx" in original.headers["content-disposition"]
    (item,) = person.get("/nop-so/lan-nop").json()["items"]
    assert (item["number"], item["standing"], item["form"]) == (number, 3, "ht-month")
    with engine.connect() as connection:
        assert read_revision(connection) == revision + 1
        (step,) = read_steps(connection, 1, [Act.SUBMISSION])
        sums = connection.scalar(
            select(func.sum(observation.c.numerator)).where(observation.c.submission_id == number)
        )
    assert f"lần nộp số {number}: bieu.xlsx" in step.subject and person.login in step.actor
    assert sums == 9


def test_nothing_waits_silently(shipped_engine_of_its_own: Engine, new_person: NewPerson) -> None:
    engine, person = shipped_engine_of_its_own, new_person()
    answer = person.upload(xlsx(sheet(total=10))).json()
    file, reading = answer["file"]["number"], answer["reading"]
    assert reading["counts"]["waiting"] == 3 == reading["left_out"]
    (doubt,) = reading["assumptions"]
    assert doubt["text"].startswith("tổng ghi ở C6 là 10") and not doubt["is_settled"]
    before = row_counts(engine)
    for left_out in (0, 2):
        refusal = person.hand_in(file, left_out=left_out)
        assert refusal.status_code == 422 and refusal.json()["error"].startswith("3 ô chưa rõ")
    assert row_counts(engine) == before
    # Left out expressly, nothing is ready.
    assert "Chưa có số nào" in person.hand_in(file, left_out=3).json()["error"]
    again = person.read_again(file, agreements=[doubt["key"]]).json()["reading"]
    assert again["counts"]["ready"] == 3 and again["assumptions"][0]["is_settled"]
    assert person.hand_in(file, agreements=[doubt["key"]]).json()["numbers"] == 3


def test_a_denominator_without_its_numerator_is_said_not_to_be_stored(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    """It was green in the sheet, and no list named it."""
    person, draft = new_person(), SheetDraft("Biểu 1")
    share = "Tỷ lệ thôn có sóng di động băng rộng"
    draft.merge(0, 2, 0, 3, share)
    draft.row(0, "STT", "Tên xã", share)
    draft.row(1, None, None, "Tử số", "Mẫu số")
    for at, (name, covered) in enumerate(zip(COMMUNES, (7, None, 9), strict=True)):
        draft.row(2 + at, at + 1, name, covered, 10)
    answer = person.upload(xlsx(draft)).json()
    keys = [each["key"] for each in answer["reading"]["assumptions"]]
    reading = person.read_again(answer["file"]["number"], agreements=keys).json()["reading"]
    assert (reading["counts"]["ready"], reading["counts"]["alone"], reading["left_out"]) == (
        4,
        1,
        0,
    )
    (alone,) = reading["alone"]
    assert (alone["cell"], alone["text"]) == ("D4", "10")
    assert "không lưu" in alone["reason"] and "tử số" in alone["fix"]
    states = {(row, column): state for row, column, _, state in reading["sheets"][0]["numbers"]}
    assert (states[3, 3], states[2, 3], states.get((3, 2))) == ("alone", "ready", None)
    receipt = person.hand_in(answer["file"]["number"], agreements=keys).json()
    assert (receipt["numbers"], receipt["observations"]) == (4, 2)
    with shipped_engine_of_its_own.connect() as connection:
        cells = connection.scalars(select(submission_cell.c.cell)).all()
    assert sorted(cells) == ["C3", "C5", "D3", "D5"]


def test_what_waits_is_left_out_with_its_count(new_person: NewPerson) -> None:
    person, draft = new_person(), sheet()
    draft.cells[3, 1] = "Phường Trường Vính"
    answer = person.upload(xlsx(draft)).json()
    reading = answer["reading"]
    assert [each["cell"] for each in reading["unread"]] == ["C4"]
    assert "Phường Trường Vinh" in reading["unread"][0]["reason"]
    keys = [each["key"] for each in reading["assumptions"]]
    refusal = person.hand_in(answer["file"]["number"], agreements=keys).json()
    assert [each["cell"] for each in refusal["problems"]] == ["C4"]
    receipt = person.hand_in(answer["file"]["number"], 1, agreements=keys).json()
    assert (receipt["numbers"], receipt["left_out"]) == (2, 1)


def test_corrections_by_click_are_read_again_and_remembered(new_person: NewPerson) -> None:
    person, draft = new_person(), sheet()
    draft.cells[1, 2] = "Thôn chưa có điện thoại"
    answer = person.upload(xlsx(draft)).json()
    assert answer["reading"]["counts"]["unread"] == 4  # its total, too
    column = {
        "sheet": "Biểu 1", "role": "number", "column": 2, "indicator": "HT02", "part": "value",
    }  # fmt: skip
    file = answer["file"]["number"]
    again = person.read_again(file, corrections=[column]).json()["reading"]
    assert again["counts"]["ready"] == 3 and again["counts"]["unread"] == 0
    assert person.hand_in(file, corrections=[column]).json()["numbers"] == 3
    # Next month's sheet of the same layout needs no click.
    later = sheet(month=10, numbers=(1, 2, 3), total=6)
    later.cells[1, 2] = "Thôn chưa có điện thoại"
    answer = person.upload(xlsx(later), period="2026-10").json()
    assert answer["reading"]["counts"]["ready"] == 3 and answer["reading"]["left_out"] == 0
    assert person.hand_in(answer["file"]["number"]).json()["numbers"] == 3
    # It is the sender's own: nobody else's sheet is read by it.
    other = new_person().upload(xlsx(later), period="2026-10").json()
    assert other["reading"]["counts"]["unread"] == 4


@pytest.mark.parametrize(
    "correction",
    [
        {"role": "king"}, {"role": "number", "indicator": "XX"}, {"role": "number", "row": -1},
        {"role": "number", "scale": 7}, {"role": "number", "area": "99999"}, 7,
        {"role": "number", "indicator": "HT02", "part": "numerator"},
        {"role": "number", "column": "a"},
    ],
)  # fmt: skip
def test_what_nobody_can_set_on_the_page_is_refused(
    new_person: NewPerson, correction: object
) -> None:
    person = new_person()
    file = person.upload(xlsx(sheet())).json()["file"]["number"]
    answer = person.read_again(file, corrections=[correction])
    assert answer.status_code == 422 and "không hợp lệ" in answer.json()["error"]


def test_numbers_of_other_areas_are_refused_by_their_cells(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    engine, person = shipped_engine_of_its_own, new_person(area=AreaKey(SINCE_2025.code, CODES[1]))
    answer = person.upload(xlsx(sheet())).json()
    reading = answer["reading"]
    assert reading["counts"] == {
        "ready": 1, "waiting": 0, "foreign": 2, "unread": 0, "alone": 0, "faults": 0,
    }  # fmt: skip
    assert [each["cell"] for each in reading["foreign"]] == ["C3", "C5"]
    assert reading["foreign"][0]["reason"] == (
        "Phường Thành Vinh không thuộc địa bàn của tài khoản này"
    )
    refusal = person.hand_in(answer["file"]["number"])
    assert refusal.status_code == 422
    assert [each["cell"] for each in refusal.json()["problems"]] == ["C3", "C5"]
    # A row that is said to be of an area out of reach is out of reach.
    row = {"sheet": "Biểu 1", "role": "number", "row": 3, "area": CODES[2]}
    reading = person.read_again(answer["file"]["number"], corrections=[row]).json()["reading"]
    assert reading["counts"]["ready"] == 0
    receipt = person.hand_in(answer["file"]["number"], left_out=2).json()
    assert receipt["numbers"] == 1
    with engine.connect() as connection:
        cells = connection.execute(select(submission_cell.c.cell)).all()
    assert [each.cell for each in cells] == ["C4"]


@pytest.mark.both_databases
def test_the_same_request_twice_is_one_submission(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    engine, person = shipped_engine_of_its_own, new_person()
    content = xlsx(sheet())
    file = person.upload(content).json()["file"]["number"]
    first = person.hand_in(file, key="the-same-key")
    before = row_counts(engine)
    again = person.hand_in(file, key="the-same-key")
    assert first.status_code == again.status_code == 200 and first.json() == again.json()
    assert person.hand_in(file, left_out=1, key="the-same-key").status_code == 409
    # Another key, or the same file once more, is no other submission.
    number = first.json()["submission"]
    assert f"lần nộp số {number}" in person.hand_in(file).json()["error"]
    twin = person.upload(content).json()["file"]["number"]
    assert f"lần nộp số {number}" in person.hand_in(twin).json()["error"]
    assert row_counts(engine) == before
    # Corrected numbers are a new one, and the newest counts.
    other = person.upload(xlsx(sheet(numbers=(2, 3, 5), total=10))).json()
    assert other["reading"]["replacement"] == {"new": 0, "differing": 1, "equal": 2}
    newest = person.hand_in(other["file"]["number"]).json()["submission"]
    own = person.get("/nop-so/lan-nop").json()
    assert [each["number"] for each in own["items"]] == [newest, number] and newest > number
    assert [each["standing"] for each in own["items"]] == [3, 0] and not own["more"]
    (before,) = person.get(f"/nop-so/lan-nop?truoc={newest}").json()["items"]
    assert before == own["items"][1]


def test_numbers_that_no_rule_allows_are_named_by_their_cells(new_person: NewPerson) -> None:
    person, draft = new_person(), sheet()
    draft.cells[1, 3] = "Cột riêng"
    for row, number in ((2, 5), (3, 6), (4, 7)):
        draft.cells[row, 3] = number
    file = person.upload(xlsx(draft)).json()["file"]["number"]
    # Covered villages without all villages.
    column = {"sheet": "Biểu 1", "column": 3}
    numerator = {**column, "role": "number", "indicator": "HT01", "part": "numerator"}
    faults = person.read_again(file, corrections=[numerator]).json()["reading"]["faults"]
    assert [each["cell"] for each in faults] == ["D3", "D4", "D5"]
    refusal = person.hand_in(file, corrections=[numerator])
    assert refusal.status_code == 422 and "không lưu được" in refusal.json()["error"]
    aside = {**column, "role": "ignored"}
    assert person.hand_in(file, corrections=[aside]).json()["numbers"] == 3


@pytest.mark.both_databases
def test_a_draft_is_its_own_person_s_and_does_not_pile_up(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    person, other = new_person(), new_person()
    files = [person.upload(xlsx(sheet(total=each))).json()["file"]["number"] for each in range(5)]
    assert other.read_again(files[-1]).status_code == 404
    assert other.hand_in(files[-1]).status_code == 404
    assert person.read_again(files[0]).status_code == 404
    with shipped_engine_of_its_own.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(office_file)) == 3
    receipt = person.hand_in(
        files[-1],
        agreements=[
            each["key"] for each in person.read_again(files[-1]).json()["reading"]["assumptions"]
        ],
    ).json()
    number = receipt["submission"]
    # Others may not look into it, administrators may, with a token, too.
    _, secret = make_token(shipped_engine_of_its_own, Scope.ADMIN)
    headers = {"Authorization": f"Bearer {secret}"}
    assert other.ask("GET", f"/nop-so/lan-nop/{number}/tep", headers=headers).status_code == 200
    for path in (f"/nop-so/lan-nop/{number}", f"/nop-so/lan-nop/{number}/tep"):
        assert other.get(path).status_code == 403
        assert new_person(AccountRole.ADMINISTRATOR).get(path).status_code == 200


def test_what_is_not_understood_is_said_in_the_words_of_a_page(new_person: NewPerson) -> None:
    draft = sheet()
    draft.row(6, 4, "Xã Không Có Thật", 7, None, 1)
    reading = new_person().upload(xlsx(draft)).json()["reading"]
    assert [each["text"] for each in reading["unread"]] == ["7"]
    # Advice that the command line gives, too: an officer has no options to set.
    assert "--" not in json.dumps(reading, ensure_ascii=False)


def test_a_number_of_a_sheet_names_its_cell_and_to_its_sender_the_original(
    new_person: NewPerson,
) -> None:
    sender, other, admin = new_person(), new_person(), new_person(AccountRole.ADMINISTRATOR)
    receipt = sender.hand_in(sender.upload(xlsx(sheet())).json()["file"]["number"]).json()
    where = f"/nguon-so?vintage={SINCE_2025.code}&area={CODES[1]}&indicator=HT02&period=2026-09"
    for person, may in ((sender, True), (other, False), (admin, True)):
        (section,) = person.get(where).json()["sections"]
        (report,) = section["reports"]
        assert report["cells"] == [["giá trị", "Biểu 1", "C4", "3"]]
        terms = dict(report["terms"])
        assert (terms["Biểu"], terms["Tệp"]) == ("Phủ sóng theo xã", "bieu.xlsx")
        assert terms["SHA-256"] == receipt["sha256"]
        assert ("Nguyễn Văn An" in str(terms)) == may
        assert bool(report["original"]) == may
    assert sender.get(report["original"]).status_code == 200


def test_neither_a_file_nor_the_start_page_names_a_person(
    shipped_engine_of_its_own: Engine, new_person: NewPerson
) -> None:
    sender = new_person()
    file = sender.upload(xlsx(sheet())).json()["file"]["number"]
    assert sender.hand_in(file).status_code == 200
    table = sender.get("/xuat/so-lieu.csv?dia-ban=40&cap=commune&chi-so=HT02&ky=2026-09").text
    assert "nộp bằng bảng số liệu, nhận" in table and "Nguyễn Văn An" not in table
    with shipped_engine_of_its_own.connect() as connection:
        assert [each.sender for each in read_recent_changes(connection, 1)] == [""]
