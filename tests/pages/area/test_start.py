"""The start page: what is red comes first, with its reasons; who asks again gets what is new."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from callbacks.frame.context import Context
from callbacks.start.page import answer_start, warm_start
from callbacks.start.reading import read_start
from data.queries.directories import Directories
from data.store.engine import reading
from ioc.area import AreaKey
from ioc.status import Status
from layouts.start.view import StartContent
from tests.pages.area.pages import MONTH, NEW, hand_in

HOME, LATER = AreaKey(NEW, "40"), "2025-10"


@pytest.fixture
def context(context: Context, engine: Engine) -> Context:
    """The same with a commune that pulls the province below its target."""
    hand_in(engine, NEW, [("T4", "SHARE", MONTH, 0, 40)])
    return context


def content_of(context: Context) -> StartContent:
    with reading(context.engine) as connection:
        return read_start(context, connection, HOME, "vi")


def test_a_number_behind_its_target_leads_with_its_reasons(context: Context) -> None:
    page = content_of(context)
    [matter] = page.red
    assert matter.card.indicator.code == "SHARE"
    assert matter.address == "/dia-ban/2025-07-01/40?chi-so=SHARE"
    assert [each.code for each in matter.worst] == ["40002", "40001"]
    text = answer_start(context, "vi").html
    assert "Chưa đạt" in text
    assert "Chỉ tiêu ≥ 80%" in text
    assert 'href="/dia-ban/2025-07-01/40?chi-so=SHARE"' in text


def test_the_map_counts_red_indicators_and_leaves_out_areas_without_a_verdict(
    context: Context,
) -> None:
    page = content_of(context)
    assert page.map is not None
    assert page.map.spec["counts"] == [1, 1, 0, None]
    assert [(each.name, each.count) for each in page.map.most] == [
        ("Xã Hoà 40001", 1),
        ("Xã Hoà 40002", 1),
    ]


def test_tiles_lead_to_the_groups_of_the_areas_page_and_count_its_verdicts(
    context: Context,
) -> None:
    page = content_of(context)
    total = sum(tile.counts.get(Status.RED, 0) for tile in page.groups)
    assert total == page.counts[Status.RED] == 1
    assert all(re.search(r"/dia-ban/2025-07-01/40#nhom-\w+$", tile.address) for tile in page.groups)


def test_reports_that_are_due_name_how_many_areas_have_none(context: Context) -> None:
    page = content_of(context)
    assert {each.code for late in page.late for each in late.indicators} == {"SHARE", "COUNT"}


def test_numbers_that_come_in_change_the_page_and_are_listed(
    context: Context, engine: Engine
) -> None:
    before = answer_start(context, "vi")
    assert answer_start(context, "vi") is before
    hand_in(engine, NEW, [("T1", "SHARE", LATER, 10, 10), ("T2", "SHARE", LATER, 5, 5)])
    after = answer_start(context, "vi")
    assert after is not before
    assert "Đã nhận số tháng 10/2025 của 2 thôn: Chỉ số SHARE" in after.html
    assert content_of(context).changes[0].cells == 2


def test_the_page_is_made_before_its_first_visitor_comes(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm_start(context)
    # It is in memory: nobody reads its numbers again.
    monkeypatch.setattr("callbacks.start.page.read_start", None)
    assert "Việc cần chỉ đạo" in answer_start(context, "vi").html


def test_a_store_that_cannot_be_read_does_not_keep_the_program_from_starting(
    context: Context, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(sql("ALTER TABLE indicator RENAME TO elsewhere"))
    other = Context(engine, context.settings, Directories())
    warm_start(other)
    with pytest.raises(SQLAlchemyError):
        answer_start(other, "vi")
