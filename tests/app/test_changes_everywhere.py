"""Each change that a screen shows is the one over the areas that reported in both periods.

The definition is reckoned here from the reports themselves, cell by cell, and held against what
cards, area pages, walls, the analysis page and its files say of the demo's numbers.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import select

from callbacks.analysis.answer import answer_view, read_wish
from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from callbacks.wall.scene import read_scene
from data.queries.areas import Area, find_area, read_areas
from data.queries.catalogue import find_indicator
from data.queries.screens.cards import read_cards
from data.store.schema import area, area_relation, observation, submission
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.comparison import LEAST_SHARE
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import number, shown_text
from ioc.shown import round_half_up, shown_number
from ioc.view_state import ViewState
from ioc.wall import Scene
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from tests.plotted import plotted
from tests.serving import ServedApp

HOME = "40"
LATE, BEFORE, YEAR = "2026-10", "2026-09", "2025-10"
MONTHLY = ("HT01", "HT02", "HT03", "HT05", "CQ02", "CQ03", "CQ04", "CQ05", "CQ06", "CQ07",
           "CQ08", "CQ12", "CQ13")  # fmt: skip
NOW, THEN = parse_period(LATE), parse_period(BEFORE)


@dataclass(frozen=True)
class ExpectedChange:
    """What the reports say: the change over the same areas, and how many communes those are."""

    change: float
    raw: float
    communes: int
    all: int
    provisional: float

    @property
    def is_enough(self) -> bool:
        return self.communes >= LEAST_SHARE * self.all


Reports = dict[tuple[str, str], pd.DataFrame]


@pytest.fixture(scope="module")
def reports(context: Context) -> Reports:
    """Every report of the months compared, by indicator and province ("VN": all of them)."""
    periods = [*(NOW.shift(-step).iso for step in range(7)), YEAR]
    columns = ("indicator_id", "period", "area_id", "numerator", "denominator", "submission_id")
    places = select(
        area.c.id.label("area_id"), area.c.province_code, area.c.level, area.c.code,
        area.c.parent_code,
    ).where(
        area.c.vintage == SINCE_2025.code,
        # Provinces report some numbers themselves; these are those of their communes.
        area.c.level.in_(["commune", "village"]),
    )  # fmt: skip
    parts = []
    with context.engine.connect() as connection:
        inside = pd.read_sql(places, connection)
        for code in MONTHLY:
            about = find_indicator(connection, code)
            rows = select(*(observation.c[name] for name in columns)).where(
                observation.c.indicator_id == about.id, observation.c.period.in_(periods)
            )
            parts.append(pd.read_sql(rows, connection).assign(about=code))
        query = select(submission.c.id).where(submission.c.state == "withdrawn")
        withdrawn_ids = {row.id for row in connection.execute(query)}
    frame = pd.concat(parts).merge(inside, on="area_id").sort_values("submission_id")
    frame = frame[~frame["submission_id"].isin(withdrawn_ids)]
    frame = frame.drop_duplicates(["about", "period", "area_id"], keep="last")
    frame["commune"] = np.where(frame["level"] == "village", frame["parent_code"], frame["code"])
    by_area = {(str(code), "VN"): own for code, own in frame.groupby("about")}
    for key, own in frame.groupby(["about", "province_code"]):
        by_area[key] = own  # type: ignore[index]
    return by_area


def indicator_of(context: Context, code: str) -> Indicator:
    with context.engine.connect() as connection:
        return find_indicator(connection, code)


def area_of(context: Context, code: str) -> Area:
    with context.engine.connect() as connection:
        return find_area(connection, AreaKey(SINCE_2025.code, code))


def provinces_of(context: Context) -> list[str]:
    with context.engine.connect() as connection:
        return read_areas(connection, SINCE_2025.code, Level.PROVINCE)["code"].tolist()


def communes_in(context: Context, province: str) -> int:
    with context.engine.connect() as connection:
        return len(read_areas(connection, SINCE_2025.code, Level.COMMUNE, province))


def value_of(rows: pd.DataFrame, about: Indicator) -> float:
    over = rows["numerator"].sum()
    if not about.is_ratio:
        return float(over)
    return float(over / rows["denominator"].sum() * about.factor)


def reckon(
    context: Context, reports: Reports, code: str, province: str, then: str = BEFORE
) -> ExpectedChange | None:
    """Return the definition, reckoned without any of the program's own sums; None: no reports."""
    about = indicator_of(context, code)
    mine = reports.get((code, province))
    if mine is None:
        return None
    one, two = (mine[mine["period"] == each] for each in (LATE, then))
    both = set(one["area_id"]) & set(two["area_id"])
    if not both:
        return None
    same_one, same_two = (each[each["area_id"].isin(both)] for each in (one, two))
    last = mine[mine["period"] >= NOW.shift(-6).iso].sort_values("period")
    last = last.drop_duplicates("area_id", keep="last")
    count = communes_in(context, province)
    return ExpectedChange(
        value_of(same_one, about) - value_of(same_two, about),
        value_of(one, about) - value_of(two, about),
        same_one["commune"].nunique(),
        count,
        value_of(last, about),
    )


def test_the_vectors_of_the_field(context: Context, reports: Reports) -> None:
    signal = reckon(context, reports, "HT01", HOME)
    assert signal is not None
    assert (round(signal.raw, 2), round(signal.change, 2)) == (-0.09, 0.04)
    assert (signal.communes, signal.all) == (97, 130)
    weak = reckon(context, reports, "HT03", HOME)
    assert weak is not None and round(weak.raw, 1) == 0.6 and weak.change < 0


def test_every_card_of_every_province_compares_the_same_areas(
    context: Context, reports: Reports
) -> None:
    compared = partial = 0
    indicators = [indicator_of(context, code) for code in MONTHLY]
    for province in ["VN", *provinces_of(context)]:
        with context.engine.connect() as connection:
            cards = read_cards(
                connection, area_of(context, province), indicators, NOW, context.today(),
                directories=context.directories,
            )  # fmt: skip
        for card in cards:
            expected = reckon(context, reports, card.indicator.code, province)
            if expected is None or card.period != NOW:
                continue
            at = f"{card.indicator.code} {province}"
            if not expected.is_enough:
                assert card.change_last is None, at
                continue
            assert card.last is not None, at
            assert card.last.change == pytest.approx(expected.change, abs=1e-9), at
            assert card.provisional is not None, at
            assert card.provisional.value == pytest.approx(expected.provisional, abs=1e-9), at
            if not card.last.is_whole:
                assert (card.last.count, card.last.expected) == (expected.communes, expected.all), (
                    at
                )
                partial += 1
            compared += 1
    # The demo's last month is reported in part everywhere: nothing here is compared by itself.
    assert compared > 150
    assert partial == compared


@pytest.mark.parametrize("name", ["Huyện Mù Căng Chải", "Thị xã Sa Pa", "Huyện Trạm Tấu"])
def test_a_former_district_is_compared_over_its_communes_of_today(
    context: Context, reports: Reports, name: str
) -> None:
    with context.engine.connect() as connection:
        rows = connection.execute(
            select(area.c.code).where(area.c.vintage == BEFORE_2025.code, area.c.full_name == name)
        )
        district = find_area(connection, AreaKey(BEFORE_2025.code, rows.scalar_one()))
        about = find_indicator(connection, "HT05")
        (card,) = read_cards(
            connection, district, [about], NOW, context.today(), directories=context.directories
        )
        ties = pd.read_sql(
            select(area_relation.c.to_code, area.c.parent_code).join(
                area,
                (area.c.vintage == area_relation.c.from_vintage)
                & (area.c.code == area_relation.c.from_code),
            ),
            connection,
        )
    inside = ties.assign(mine=ties["parent_code"] == district.key.code).groupby("to_code")["mine"]
    wholly, partly = inside.all(), inside.any()
    mine = reports["HT05", "VN"]
    mine = mine[mine["commune"].isin(wholly[wholly].index)]
    one, two = (mine[mine["period"] == each] for each in (LATE, BEFORE))
    both = set(one["area_id"]) & set(two["area_id"])
    one, two = (each[each["area_id"].isin(both)] for each in (one, two))
    assert card.last is not None
    assert card.last.change == pytest.approx(value_of(one, about) - value_of(two, about))
    assert (card.last.count, card.last.expected) == (len(both), int(partly.sum()))


def change_words(change: float, about: Indicator) -> tuple[str, str]:
    """Return how a change is written: its word, and its size in the indicator's decimals."""
    difference = round_half_up(change, about.decimals)
    word = "không đổi" if difference == 0 else "tăng" if difference > 0 else "giảm"
    return word, number(abs(difference), about.decimals)


@pytest.mark.parametrize(
    ("code", "province"),
    [*((code, HOME) for code in MONTHLY), ("CQ04", "15"), ("HT01", "15"), ("CQ02", "11")],
)
def test_what_screens_say_of_a_change(
    context: Context, reports: Reports, code: str, province: str
) -> None:
    expected = reckon(context, reports, code, province)
    if expected is None or not expected.is_enough:
        return
    about = indicator_of(context, code)
    word, size = change_words(expected.change, about)
    over = f"trên cùng {expected.communes} xã"
    state = ViewState(indicator=code, period=LATE, area=province)
    key = AreaKey(SINCE_2025.code, province)
    with context.engine.connect() as connection:
        explorer, groups = read_changed(context, connection, key, state)
    card = next(card for group in groups for card in group.cards if card.indicator.code == code)
    # The card, its colour, and the sentence over the page's map.
    html = to_html(indicator_card(card))
    moves = re.findall(r'<span class="ioc-change([^"]*)"[^>]*>([^<]*)<small>([^<]*)', html)
    tone, text, against = moves[0]
    assert word in text and (word == "không đổi" or size in text)
    assert against == f"so với kỳ trước {over}"
    if word == "không đổi":
        assert tone == ""
    else:
        better = (expected.change > 0) == (about.direction.value == "up")
        assert tone.strip() == f"ioc-change-{'better' if better else 'worse'}"
    assert "tạm tính" in html
    year = reckon(context, reports, code, province, YEAR)
    assert year is not None
    said_year, size_year = change_words(year.change, about)
    assert said_year in explorer.finding and size_year in explorer.finding
    assert f"so với cùng kỳ trên cùng {year.communes} xã" in explorer.finding
    # The analysis page's message.
    answer = answer_view(context, read_wish(context, state.but(vintage=SINCE_2025.code), {}))
    header = json.loads(answer.body[8 : 8 + int.from_bytes(answer.body[4:8], "little")])
    title = header["chart"]["title"]
    assert said_year in title and size_year in title
    assert f"trên cùng {year.communes} xã" in title
    assert "tạm tính" in header["facts"]
    # Both charts: the line ends open, and beside it what it would come to.
    come_to = shown_number(about, expected.provisional)
    for figure in (header["chart"]["figure"], explorer.figure):
        traces = plotted(figure).data
        ends = [trace for trace in traces if trace.marker.symbol == "line-ew-open"]
        assert ends[0].y == (come_to,)
        hovers = [words for trace in traces for words in trace.customdata or () if words]
        text = r"<br>mới [\d.]+/[\d.]+ (xã|thôn); tạm tính [\d.,]+"
        assert any(re.search(text, words) for words in hovers)


@pytest.mark.parametrize("province", ["40", "15", "11"])
def test_the_wall_s_rows_and_news_tell_the_same(
    context: Context, reports: Reports, province: str
) -> None:
    codes = MONTHLY[:6]
    names = {indicator_of(context, code).short_name(): code for code in codes}
    scene = Scene("thử", "Thử", "Test", 20, "HT01", codes, "HT01")
    with context.engine.connect() as connection:
        view, _ = read_scene(connection, context, scene, area_of(context, province), "vi")
    moves: dict[str, float] = {}
    for row in view.rows:
        expected = reckon(context, reports, row.code, province)
        if expected is None or not expected.is_enough:
            assert row.last.text == ""
            continue
        about = indicator_of(context, row.code)
        difference = round_half_up(expected.change, about.decimals)
        mark = "=" if difference == 0 else "↑" if difference > 0 else "↓"
        assert row.last.text.startswith(mark)
        assert row.last.areas == f"({number(expected.communes)} xã)"
        assert f"tạm tính {shown_text(about, expected.provisional)}" in row.who
        if difference:
            better = (difference > 0) == (about.direction.value == "up")
            assert row.last.tone == ("good" if better else "bad")
            moves[row.code] = expected.change
    for line in view.news:
        code = names.get(line.name)
        if code is not None and line.text[0] in "↑↓":
            assert ("↑" in line.text) == (moves[code] > 0)
    # Each says over how many communes.
    news = " ".join(line.text for line in view.news)
    assert news.count(" xã)") == sum(line.text[0] in "↑↓" for line in view.news)


def table_of(context: Context, state: ViewState) -> dict[str, tuple[float, float, float]]:
    """Return by area what the page is told: change, over how many areas, provisional value."""
    answer = answer_view(context, read_wish(context, state, {}))
    length = int.from_bytes(answer.body[4:8], "little")
    header = json.loads(answer.body[8 : 8 + length])
    at, columns = 8 + length, {}
    for name, width, low in header["columns"]:
        raw = answer.body[at : at + width * header["rows"]]
        at += len(raw)
        if width == 8:
            columns[name] = np.frombuffer(raw, "<f8")
        elif width == 0:
            columns[name] = np.full(header["rows"], np.nan if low is None else low)
        else:
            planes = np.frombuffer(raw, "u1").reshape(width, -1).astype(float)
            whole = sum(plane * 256**place for place, plane in enumerate(planes))
            columns[name] = np.where(whole == 0, np.nan, whole - 1 + low)
    with context.engine.connect() as connection:
        codes = read_areas(connection, SINCE_2025.code, Level.PROVINCE)["code"].tolist()
    same = columns.get("same", np.zeros(len(codes)))
    come_to = columns.get("provisional", np.full(len(codes), np.nan))
    rows = zip(columns["change"], same, come_to, strict=True)
    return dict(zip(codes, rows, strict=True))


@pytest.mark.parametrize("code", MONTHLY)
def test_the_table_of_provinces_and_its_file_hold_the_same_changes(
    context: Context, served_app: ServedApp, reports: Reports, code: str
) -> None:
    about = indicator_of(context, code)
    state = ViewState(
        vintage=SINCE_2025.code, area="VN", level="province", indicator=code, period=LATE,
        sort="-change",
    )  # fmt: skip
    table = table_of(context, state)
    address = f"{served_app.url}/xuat/so-lieu.csv?{state.to_query()}"
    with urlopen(address, timeout=60) as answer:
        file: Any = pd.read_csv(
            io.BytesIO(answer.read()), sep=";", decimal=",", dtype={"Mã địa bàn": str}
        )
    assert set(file["Kỳ so sánh"].dropna()) == {BEFORE}
    in_file = file.set_index("Mã địa bàn")
    cells = 0
    for province in provinces_of(context):
        expected = reckon(context, reports, code, province)
        if expected is None:
            continue
        change, count, come_to = table[province]
        cell = in_file.loc[province, "So kỳ trước"]
        shown_come_to = shown_number(about, expected.provisional)
        assert come_to / 10**about.decimals == pytest.approx(shown_come_to), province
        assert in_file.loc[province, "Tạm tính"] == pytest.approx(shown_come_to), province
        assert in_file.loc[province, "Đã báo cáo"] < in_file.loc[province, "Cần báo cáo"]
        if not expected.is_enough:
            assert np.isnan(change) and np.isnan(cell)
            continue
        difference = round_half_up(expected.change, about.decimals)
        assert change / 10**about.decimals == pytest.approx(difference), province
        assert cell == pytest.approx(difference), province
        assert count == in_file.loc[province, "Số đơn vị được so"] == expected.communes
        cells += 1
    assert cells
    column = file["So kỳ trước"].dropna()
    assert column.tolist() == sorted(column, reverse=True)
    assert file["So kỳ trước"].isna().tolist() == sorted(file["So kỳ trước"].isna())
