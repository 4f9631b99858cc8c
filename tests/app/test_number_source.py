"""Where a number comes from: reports, parts, missing areas; names only for who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update

from callbacks.analysis.source import SourceQuery, answer_source
from callbacks.frame.context import Context
from data.access.tokens import Scope
from data.load.withdrawals import withdraw_hand_in
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators
from data.store.engine import writing
from data.store.schema import submission
from ioc.area import SINCE_2025, AreaKey
from ioc.period import parse_period
from ioc.source_answer import NumberSource
from tests.app.api_store import report
from tests.app.visitor import Visitor, make_token, small_office


@pytest.fixture
def office(_sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Engine, FastAPI]]:
    with small_office(_sqlite_template, tmp_path) as small:
        yield small


@pytest.fixture
def stranger(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    yield visitor
    visitor.close()


def address(area: str, indicator: str = "COUNT", period: str = "2025-09", lang: str = "vi") -> str:
    return (
        f"/nguon-so?vintage={SINCE_2025.code}&area={area}&indicator={indicator}"
        f"&period={period}&lang={lang}"
    )


def texts(report: dict[str, Any]) -> dict[str, str]:
    return dict(report["terms"])


def test_an_own_number_names_its_submission_and_what_it_replaced(
    office: tuple[Engine, FastAPI], stranger: Visitor
) -> None:
    with writing(office[0]) as connection:
        for number in (3, 30, 31):
            report(connection, [("40003", "COUNT", "2025-09", number, None)])
        withdraw_hand_in(connection, 3, "An", "nhầm", "")
    answer = stranger.get(address("40003"))
    assert answer.headers["cache-control"] == "no-store"
    source = answer.json()
    assert source["demo"] == source["formula"] == ""
    own, earlier = source["sections"]
    assert [each["heading"] for each in own["reports"]] == ["Lần nộp số 2 · tệp"]
    assert texts(own["reports"][0])["Số đã nộp"] == "30"
    assert texts(own["reports"][0])["SHA-256"] == "0" * 64
    states = [(texts(each)["Số đã nộp"], each["state"]) for each in earlier["reports"]]
    assert states[1] == ("3", "Đã được thay bằng lần nộp sau")
    assert states[0][0] == "31" and states[0][1].startswith("Đã thu hồi ")


def test_where_all_was_withdrawn_there_is_no_number_but_the_record(
    office: tuple[Engine, FastAPI], stranger: Visitor
) -> None:
    with writing(office[0]) as connection:
        report(connection, [("40003", "COUNT", "2025-09", 3, None)])
        withdraw_hand_in(connection, 1, "An", "nhầm", "")
    source = stranger.get(address("40003")).json()
    assert (source["value"], source["terms"]) == ("–", [])
    (earlier,) = source["sections"]
    assert earlier["reports"][0]["state"].startswith("Đã thu hồi ")


def test_a_sum_names_its_parts_and_who_is_missing(
    office: tuple[Engine, FastAPI], stranger: Visitor
) -> None:
    with writing(office[0]) as connection:
        report(connection, [("T1", "SHARE", "2025-09", 8, 10), ("T2", "SHARE", "2025-09", 0, 5)])
        report(connection, [("T2", "SHARE", "2025-09", 1, 5)])
        # Another period and another commune are no part of it.
        report(connection, [("T3", "SHARE", "2025-10", 1, 5), ("T4", "SHARE", "2025-09", 1, 5)])
    source = stranger.get(address("40001", "SHARE")).json()
    assert [text for _, text in source["terms"]] == ["9", "15"]
    assert source["formula"].startswith("9 ÷ 15 × 100 = 60")
    whose, missing = source["facts"]
    assert whose["lines"][0].startswith("2/3 thôn")
    assert missing["lines"] == ["1/3 thôn chưa đủ số: Xã Hoà T3"]
    (behind,) = source["sections"]
    assert behind["note"].startswith("2 lần nộp, 2 số.")
    assert [texts(each)["Trong đó có"] for each in behind["reports"]] == [
        "Xã Hoà T2: 1/5", "Xã Hoà T1: 8/10",
    ]  # fmt: skip
    answer = stranger.get(missing["address"])
    assert answer.status_code == 200 and "trang-thai=no_data" in missing["address"]


def test_an_own_report_beside_the_complete_sum_says_why_it_does_not_count(
    office: tuple[Engine, FastAPI], stranger: Visitor
) -> None:
    with writing(office[0]) as connection:
        report(connection, [("40002", "SHARE", "2025-09", 1, 9)])
    assert stranger.get(address("40002", "SHARE")).json()["sections"][0]["heading"] == (
        "Lần nộp của số này"
    )
    with writing(office[0]) as connection:
        report(connection, [(each, "SHARE", "2025-09", 5, 5) for each in ("T4", "T5")])
    source = stranger.get(address("40002", "SHARE")).json()
    assert source["formula"].startswith("10 ÷ 10")
    behind, beside = source["sections"]
    assert behind["note"].startswith("1 lần nộp, 2 số.")
    assert beside["reports"][0]["state"].startswith("Đơn vị tự báo cáo; không dùng")


def test_names_are_for_the_office_and_its_programs(
    office: tuple[Engine, FastAPI], stranger: Visitor
) -> None:
    with writing(office[0]) as connection:
        report(connection, [("40003", "COUNT", "2025-09", 3, None)])
        connection.execute(update(submission).values(sender="Nguyễn Văn An"))
    # A file was loaded for an office, which its export names, too.
    assert "Nguyễn Văn An" in stranger.get(address("40003")).text
    with writing(office[0]) as connection:
        connection.execute(update(submission).values(kind="sheet"))
    assert "Nguyễn Văn An" not in stranger.get(address("40003")).text
    for scope, is_named in {Scope.ADMIN: True, Scope.WRITE: True, Scope.WALL: False}.items():
        bearer = {"Authorization": f"Bearer {make_token(office[0], scope)[1]}"}
        answer = stranger.ask("GET", address("40003"), None, bearer)
        assert answer.status_code == 200
        assert ("Nguyễn Văn An" in answer.text) == is_named, scope


def test_what_does_not_fit_is_refused_with_every_fault(stranger: Visitor) -> None:
    answer = stranger.get("/nguon-so?vintage=x&area=nowhere&indicator=no&period=soon&x=1")
    assert answer.status_code == 400
    names = {each["parameter"] for each in answer.json()["problems"]}
    assert names >= {"vintage", "indicator", "period", "x"}
    unknown = stranger.get(address("nowhere"))
    assert [each["parameter"] for each in unknown.json()["problems"]] == ["area"]


def source_of(context: Context, area: str, indicator: str, period: str) -> NumberSource:
    """Return the answer on the default store, to nobody."""
    with context.engine.connect() as connection:
        by_code = {each.code: each for each in all_indicators(connection)}
        here = find_area(connection, AreaKey(SINCE_2025.code, area))
        query = SourceQuery(by_code[indicator], here, parse_period(period), "vi", None)
        return answer_source(context, connection, query)


def test_made_up_numbers_say_so(context: Context) -> None:
    source = source_of(context, "40", "HT01", "2026-09")
    assert source["demo"].startswith("Số liệu minh hoạ")
    (section,) = source["sections"]
    for each in section["reports"]:
        assert each["heading"].endswith("Số liệu minh hoạ")
        assert {term for term, _ in each["terms"]} == {"Số đơn vị", "Trong đó có"}


def test_a_converted_number_names_rule_and_sources(context: Context) -> None:
    source = source_of(context, "16681", "HT01", "2025-03")
    conversion = source["facts"][-1]
    assert conversion["heading"] == "Quy đổi"
    rule, areas = conversion["lines"][:2]
    assert rule.startswith("Quy đổi sang địa giới đang xem")
    assert areas.startswith("Từ 6 đơn vị: Phường Đông Vĩnh, Phường Lê Lợi")
    # As many numbers as the sum counts areas.
    reported = source["facts"][0]["lines"][0].split("/")[0]
    assert f"1 lần nộp, {reported} số." in source["sections"][0]["note"]
