"""A commune without the newest month: every screen says which month it shows, in one wording."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from api.pages.export import provenance
from callbacks.analysis.answer import answer_view, read_wish
from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from data.queries.directories import Directories
from data.queries.screens.view_table import read_awaited_period
from data.queries.view import resolve_view
from ioc.area import SINCE_2025, AreaKey
from ioc.settings import Settings
from ioc.view_state import ViewState
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from tests.store.watched_walls import Province

PERIOD_TEXT = "háng 09/2026 (chưa có số tháng 10/2026)"
# Communes of Nghệ An that reported an indicator of communes in September and not in October.
_LATE = text(
    "SELECT a.code FROM area a JOIN observation o ON o.area_id = a.id"
    " JOIN indicator i ON i.id = o.indicator_id"
    " WHERE a.vintage = :vintage AND a.province_code = '40' AND a.level = 'commune'"
    " AND i.code = 'CQ02' GROUP BY a.code HAVING max(o.period) = '2026-09' ORDER BY a.code"
)


@pytest.fixture(scope="module")
def late(context: Context) -> str:
    with context.engine.connect() as connection:
        return str(connection.execute(_LATE, {"vintage": SINCE_2025.code}).scalars().first())


def test_an_area_page_says_it_on_card_sentence_map_and_chart(context: Context, late: str) -> None:
    with context.engine.connect() as connection:
        explorer, groups = read_changed(
            context, connection, AreaKey(SINCE_2025.code, late), ViewState(indicator="CQ02")
        )
    card = next(each for group in groups for each in group.cards if each.indicator.code == "CQ02")
    assert PERIOD_TEXT in to_html(indicator_card(card))
    assert PERIOD_TEXT in explorer.finding and PERIOD_TEXT in explorer.trend_heading
    # Beside its siblings it stands on the map of the province, in a month that these have.
    awaited = explorer.spec.get("awaited")
    assert awaited is None or awaited == ("2026-09", "chưa có số tháng 10/2026")


@pytest.fixture
def small(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Context]:
    """Province 01 has handed in September, 40 October too."""
    province = Province(sqlite_engine)
    september = {"00101": 2, "00102": 3, "40001": 5}
    province.report([(code, "COUNT", "2026-09", over, None) for code, over in september.items()])
    province.report([("40001", "COUNT", "2026-10", 6, None)])
    with Flask(__name__).test_request_context():
        yield Context(sqlite_engine, Settings(var=tmp_path), Directories())


def header_of(context: Context, state: ViewState) -> dict[str, Any]:
    answer = answer_view(context, read_wish(context, state, {}))
    header: dict[str, Any] = json.loads(
        answer.body[8 : 8 + int.from_bytes(answer.body[4:8], "little")]
    )
    return header


def test_the_analysis_page_and_its_file_say_it(small: Context) -> None:
    state = ViewState(vintage=SINCE_2025.code, area="01", indicator="COUNT")
    header = header_of(small, state)
    assert header["state"]["period"] == "2026-09"
    assert header["facts"].startswith(f"T{PERIOD_TEXT}")
    assert f", t{PERIOD_TEXT}: " in header["chart"]["title"]
    # Legend, tip, table and picture put it behind their period (assets/src/core/format.js).
    assert header["measure"]["awaited"] == ["2026-09", "chưa có số tháng 10/2026"]
    with small.engine.connect() as connection:
        view = resolve_view(connection, small.directories, state, small.today(), "VN")
        awaited = read_awaited_period(connection, small.directories, view, small.today())
    assert f"T{PERIOD_TEXT} (2026-09)" in dict(provenance(view, 1, "", "rank", awaited)).values()


def test_where_the_newest_month_is_there_nothing_is_awaited(small: Context) -> None:
    header = header_of(small, ViewState(vintage=SINCE_2025.code, area="40", indicator="COUNT"))
    assert header["state"]["period"] == "2026-10"
    assert "chưa có số tháng" not in header["facts"] and "awaited" not in header["measure"]
