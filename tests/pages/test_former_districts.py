"""Every former district of old Lào Cai and old Yên Bái, as its page shows it, against plain sums.

The sums are taken here from the reports of the communes of today that lie wholly in a district.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import pytest
from sqlalchemy import bindparam, select, text

from callbacks.area.explorer import read_explorer
from callbacks.frame.context import Context
from data.queries.areas import read_path
from data.queries.catalogue import find_indicator
from data.queries.screens.cards import read_cards
from data.store.schema import area
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.period import parse_period
from ioc.view_state import ViewState
from layouts.area.view import Explorer
from tests.plotted import plotted

NAMES = (
    "Thành phố Lào Cai", "Huyện Bát Xát", "Huyện Mường Khương", "Huyện Si Ma Cai", "Huyện Bắc Hà",
    "Huyện Bảo Thắng", "Huyện Bảo Yên", "Thị xã Sa Pa", "Huyện Văn Bàn", "Thành phố Yên Bái",
    "Thị xã Nghĩa Lộ", "Huyện Lục Yên", "Huyện Văn Yên", "Huyện Mù Căng Chải", "Huyện Trấn Yên",
    "Huyện Trạm Tấu", "Huyện Văn Chấn", "Huyện Yên Bình",
)  # fmt: skip
LATE = parse_period("2026-10")
_TIES = text(
    "SELECT r.to_code, a.parent_code FROM area_relation r JOIN area a"
    " ON a.vintage = r.from_vintage AND a.code = r.from_code"
    " WHERE r.to_vintage = :now AND a.level = 'commune'"
)
_REPORTS = text(
    "SELECT a.code, o.period, o.numerator, o.denominator FROM observation o"
    " JOIN area a ON a.id = o.area_id JOIN submission s ON s.id = o.submission_id"
    " WHERE o.indicator_id = :indicator AND a.vintage = :now AND a.level = 'commune'"
    " AND s.state <> 'withdrawn' ORDER BY o.submission_id"
)


@dataclass(frozen=True)
class Plain:
    """The reports of the communes that lie wholly in a district, and how many hold any of it."""

    reports: pd.DataFrame
    whole: int
    any: int

    def sums(self, period: str) -> tuple[float, float, int]:
        rows = self.reports[self.reports["period"] == period]
        return rows["numerator"].sum(), rows["denominator"].sum(), len(rows)


@pytest.fixture(scope="module")
def codes(context: Context) -> dict[str, str]:
    query = select(area.c.full_name, area.c.code).where(
        area.c.vintage == BEFORE_2025.code, area.c.level == "district",
        area.c.province_code.in_(bindparam("provinces", expanding=True)),
    )  # fmt: skip
    with context.engine.connect() as connection:
        rows = connection.execute(query, {"provinces": ["10", "15"]})
        return {row.full_name: row.code for row in rows}


@pytest.fixture(scope="module")
def plain(context: Context, codes: dict[str, str]) -> dict[str, Plain]:
    now = {"now": SINCE_2025.code}
    with context.engine.connect() as connection:
        about = find_indicator(connection, "HT05")
        ties = pd.read_sql(_TIES, connection, params=now)
        reports = pd.read_sql(_REPORTS, connection, params=now | {"indicator": about.id})
    reports = reports.drop_duplicates(["code", "period"], keep="last")
    counts = {}
    for name, code in codes.items():
        inside = (ties["parent_code"] == code).groupby(ties["to_code"])
        whole, partly = inside.all(), inside.any()
        mine = reports[reports["code"].isin(whole[whole].index)]
        counts[name] = Plain(mine, int(whole.sum()), int(partly.sum()))
    return counts


def open_explorer(context: Context, code: str) -> Explorer:
    state = ViewState(indicator="HT05", period=LATE.iso)
    with context.engine.connect() as connection:
        path = read_path(connection, AreaKey(BEFORE_2025.code, code))
        cards = read_cards(
            connection, path[-1], [find_indicator(connection, "HT05")], LATE, context.today(),
            directories=context.directories,
        )  # fmt: skip
        return read_explorer(context, connection, path, state, cards, [])


def test_these_are_all_districts_of_both_provinces(codes: dict[str, str]) -> None:
    assert set(codes) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_former_district_shows_the_sum_of_its_communes_of_today(
    context: Context, codes: dict[str, str], plain: dict[str, Plain], name: str
) -> None:
    mine = plain[name]
    explorer = open_explorer(context, codes[name])
    cell = explorer.card.cell
    over, under, count = mine.sums(LATE.iso)
    assert cell is not None and explorer.card.period == LATE
    assert (cell.numerator, cell.denominator, cell.reported) == (over, under, count)
    assert cell.expected == mine.any
    # Each communes' last number within six months: what it would come to.
    last = mine.reports[mine.reports["period"].between(LATE.shift(-6).iso, LATE.iso)]
    last = last.sort_values("period").drop_duplicates("code", keep="last")
    provisional = explorer.card.provisional
    if count == mine.whole:
        assert provisional is None
    else:
        assert provisional is not None and provisional.count == len(last)
        expected = last["numerator"].sum() / last["denominator"].sum() * 100
        assert provisional.value == pytest.approx(expected)
    # The chart holds the same number in every month since the merger.
    traces = plotted(explorer.figure).data
    own = [trace for trace in traces if trace.name == traces[0].name]
    lines = [trace for trace in own if trace.mode != "markers"]
    points = {
        day: value
        for trace in lines
        for day, value in zip(trace.x, trace.y, strict=True)
        if value is not None
    }
    months = sorted(set(mine.reports["period"]))
    assert months[0] == "2025-07"
    for month in months:
        over, under, _ = mine.sums(month)
        day = parse_period(month).end.isoformat()
        assert points[day] == pytest.approx(over / under * 100, abs=0.001)
    # Where land is missing since then, no line leads from all of the district to what is left.
    steps = [
        (day, later)
        for trace in lines
        for (day, value), (later, then) in pairwise(zip(trace.x, trace.y, strict=True))
        if value is not None and then is not None and day < SINCE_2025.valid_from <= later
    ]
    assert len(steps) == (mine.whole == mine.any)


def test_the_numbers_of_the_field(
    context: Context, codes: dict[str, str], plain: dict[str, Plain]
) -> None:
    muong, sapa = plain["Huyện Mù Căng Chải"], plain["Thị xã Sa Pa"]
    assert muong.sums(LATE.iso) == (9186, 13200, 5) and (muong.whole, muong.any) == (6, 7)
    assert sapa.sums(LATE.iso) == (18389, 21819, 4) and (sapa.whole, sapa.any) == (6, 6)
