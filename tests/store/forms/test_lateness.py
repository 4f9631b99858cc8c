"""Who handed in a form, when, how late, and who did not: counts are those of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, Engine, select, text, update

from data.forms.calendar import opened_terms
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import save_form
from data.forms.lateness import AreaHandIn, FormHandIns, HandInState, read_hand_ins_of_form
from data.load.files.headings import ValuePart
from data.load.withdrawals import withdraw_hand_in
from data.store.engine import writing
from data.store.schema import area, submission
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.period import Frequency, parse_period
from tests.app.api_store import report
from tests.store.small_country import build

NEW = SINCE_2025.code
# Closes on 10/10/2025.
PERIOD, TODAY = "2025-09", date(2025, 10, 20)
SHARE = FormIndicator("SHARE", (ValuePart.NUMERATOR, ValuePart.DENOMINATOR))
COUNT = FormIndicator("COUNT", (ValuePart.VALUE,))
COMMUNES = ReportForm("xa", "Xã", "", (SHARE, COUNT), Frequency.MONTH, Level.COMMUNE)
VILLAGES = replace(COMMUNES, code="thon", indicators=(SHARE,), level=Level.VILLAGE)


@pytest.fixture
def store(engine: Engine) -> Iterator[Connection]:
    with writing(engine) as connection:
        build(connection)
        for form in (COMMUNES, VILLAGES):
            save_form(connection, form, "An")
        yield connection


def receive(
    connection: Connection, at: str, *cells: tuple[str, str], period: str = PERIOD,
    kind: str = "file", vintage: str = NEW,
) -> int:  # fmt: skip
    """Store cells (area, indicator) of a submission that came at a time; return its number."""
    rows = [(code, name, period, 1.0, 2.0 if name == "SHARE" else None) for code, name in cells]
    number = report(connection, rows, vintage, kind)
    connection.execute(
        update(submission).where(submission.c.id == number).values(received_at=at)
    )  # fmt: skip
    return number


def read(
    connection: Connection, form: ReportForm = COMMUNES, within: str = "", period: str = PERIOD,
    today: date = TODAY,
) -> FormHandIns:  # fmt: skip
    key = AreaKey(NEW, within) if within else None
    return read_hand_ins_of_form(connection, form, parse_period(period), "40", today, key)


def by_code(hand_ins: FormHandIns) -> dict[str, AreaHandIn]:
    return {each.key.code: each for each in hand_ins.areas}


def test_an_area_has_handed_in_once_no_number_is_missing(store: Connection) -> None:
    first = receive(store, "2025-10-02T01:00:00+00:00", ("40001", "SHARE"), ("40002", "SHARE"))
    # 00:30 of the next day in Vietnam.
    last = receive(store, "2025-10-12T17:30:00+00:00", ("40001", "COUNT"))
    receive(store, "2025-10-15T01:00:00+00:00", ("40001", "COUNT"), ("40001", "SHARE"))
    receive(store, "2025-10-10T16:59:00+00:00", ("40003", "SHARE"), ("40003", "COUNT"), kind="api")
    hand_ins = read(store)
    late, part, in_time, none = (by_code(hand_ins)[f"4000{each}"] for each in (1, 2, 3, 4))
    assert late.first is not None and late.last is not None
    assert (late.first.submission, late.last.submission) == (first, last)
    assert (late.state, late.days_late) == (HandInState.LATE, 3)
    assert (part.state, part.days_late) == (HandInState.PART, 10)
    assert (part.reported, part.expected, part.last) == (1, 2, None)
    assert (in_time.state, in_time.days_late) == (HandInState.IN_TIME, 0)
    assert (none.state, none.days_late, none.first) == (HandInState.NOTHING, 10, None)
    # Whoever lacks most comes first.
    assert [each.key.code for each in hand_ins.areas] == ["40004", "40002", "40001", "40003"]
    assert [hand_ins.count(each) for each in HandInState] == [1, 1, 1, 1]
    assert hand_ins.level is Level.COMMUNE
    before = read(store, today=date(2025, 10, 10))
    assert by_code(before)["40004"].days_late == 0


def test_made_up_and_withdrawn_numbers_and_other_periods_report_nothing(
    store: Connection,
) -> None:
    receive(store, "2025-10-02T01:00:00+00:00", ("40001", "SHARE"), ("40002", "COUNT"), kind="demo")
    receive(store, "2025-10-02T01:00:00+00:00", ("40001", "SHARE"), period="2025-08")
    receive(store, "2025-10-02T01:00:00+00:00", ("40001", "SPEED"))
    number = receive(store, "2025-10-03T01:00:00+00:00", ("40002", "COUNT"), ("40001", "COUNT"))
    assert by_code(read(store))["40002"].made_up == 0
    withdraw_hand_in(store, number, "An", "nhầm")
    areas = by_code(read(store))
    assert {each.reported for each in areas.values()} == {0}
    assert [areas[f"4000{each}"].made_up for each in (1, 2, 3, 4)] == [1, 1, 0, 0]


def test_communes_report_for_their_villages(store: Connection) -> None:
    receive(store, "2025-10-02T01:00:00+00:00", ("T1", "SHARE"), ("T2", "SHARE"), ("T4", "SHARE"))
    receive(store, "2025-10-03T01:00:00+00:00", ("40002", "SHARE"), ("40003", "SHARE"))
    # A province's own total is not what its communes reported.
    receive(store, "2025-10-04T01:00:00+00:00", ("40", "SHARE"))
    areas = by_code(read(store, VILLAGES))
    assert {code: (each.reported, each.expected) for code, each in areas.items()} == {
        "40001": (2, 3), "40002": (2, 2), "40003": (1, 1), "40004": (0, 1),
    }  # fmt: skip
    # One report of the whole province for a form that only the department hands in.
    office = replace(VILLAGES, reporter_level=Level.PROVINCE)
    (province,) = read(store, office).areas
    assert (province.key.code, province.state) == ("40", HandInState.IN_TIME)


def test_an_account_sees_the_areas_on_its_land(store: Connection) -> None:
    assert [each.key.code for each in read(store, within="40002").areas] == ["40002"]
    assert len(read(store, within="40").areas) == len(read(store, within="VN").areas) == 4
    assert read(store, within="01").areas == ()
    assert read(store, replace(COMMUNES, reporter_level=Level.PROVINCE), "40002").areas == ()


def test_in_former_vintages_districts_report(store: Connection) -> None:
    province = AreaKey(BEFORE_2025.code, "40")
    form = replace(COMMUNES, former_level=Level.DISTRICT, areas=(province,))
    receive(
        store, "2025-06-02T01:00:00+00:00", ("412", "SHARE"), ("412", "COUNT"), period="2025-05",
        vintage=BEFORE_2025.code,
    )  # fmt: skip
    areas = by_code(read(store, form, period="2025-05"))
    assert {code: each.state for code, each in areas.items()} == {
        "412": HandInState.IN_TIME, "413": HandInState.NOTHING,
    }  # fmt: skip


def test_a_report_of_the_same_area_in_another_vintage_counts(store: Connection) -> None:
    rows = store.execute(select(area.c.vintage, area.c.id).where(area.c.code == "40003"))
    ids = {vintage: ident for vintage, ident in rows}
    same = {"unit_id": ids[BEFORE_2025.code]}
    store.execute(update(area).where(area.c.id == ids[NEW]).values(same))
    receive(store, "2025-10-02T01:00:00+00:00", ("40003", "COUNT"), vintage=BEFORE_2025.code)
    assert by_code(read(store))["40003"].reported == 1


def test_counts_are_those_of_plain_sql_over_the_log(store: Connection) -> None:
    receive(store, "2025-10-01T01:00:00+00:00", ("40001", "SHARE"), ("40001", "COUNT"))
    receive(store, "2025-10-05T01:00:00+00:00", ("40002", "SHARE"), kind="sheet")
    receive(
        store, "2025-10-11T01:00:00+00:00", ("40002", "COUNT"), ("00101", "COUNT"), kind="sheet"
    )
    receive(store, "2025-10-12T01:00:00+00:00", ("40003", "COUNT"), kind="api")
    receive(store, "2025-10-12T01:00:00+00:00", ("40004", "COUNT"), kind="demo")
    rows = store.execute(
        text("""
            SELECT a.code, COUNT(DISTINCT o.indicator_id), MIN(s.received_at)
            FROM area a
            JOIN observation o ON o.area_id = a.id
            JOIN indicator i ON i.id = o.indicator_id
            JOIN submission s ON s.id = o.submission_id
            WHERE a.vintage = '2025-07-01' AND a.province_code = '40' AND a.level = 'commune'
              AND i.code IN ('SHARE', 'COUNT') AND o.period = '2025-09'
              AND s.state <> 'withdrawn' AND s.kind <> 'demo'
            GROUP BY a.code
        """)
    ).all()
    hand_ins = read(store)
    assert {
        each.key.code: (each.reported, each.first.received_at)
        for each in hand_ins.areas
        if each.first is not None
    } == {code: (count, first) for code, count, first in rows}
    (late,) = store.execute(
        text("""
            SELECT COUNT(*) FROM (
                SELECT o.area_id FROM observation o
                JOIN submission s ON s.id = o.submission_id
                JOIN area a ON a.id = o.area_id
                JOIN indicator i ON i.id = o.indicator_id
                WHERE o.period = '2025-09' AND i.code IN ('SHARE', 'COUNT') AND s.kind <> 'demo'
                  AND a.province_code = '40'
                GROUP BY o.area_id
                HAVING COUNT(DISTINCT o.indicator_id) = 2 AND MAX(s.received_at) > '2025-10-10T17'
            ) AS late
        """)
    ).one()
    assert hand_ins.count(HandInState.LATE) == late == 1
    assert [hand_ins.count(each) for each in HandInState] == [1, 1, 1, 1]


def test_the_terms_to_choose_from_have_opened_and_begin_with_the_first_period() -> None:
    form = replace(COMMUNES, first_period="2025-07")
    periods = [each.period.iso for each in opened_terms(form, TODAY, 9)]
    assert periods == ["2025-09", "2025-08", "2025-07"]
    assert len(opened_terms(COMMUNES, TODAY, 9)) == 9
