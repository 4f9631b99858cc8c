"""A walk: cells of the demo store through every screen, file and answer, against `ioc.shown`."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import openpyxl
import pytest
from sqlalchemy import Connection

from callbacks.area.answer import answer_area
from callbacks.frame.context import Context
from callbacks.map.spec import map_spec
from data.queries.areas import Area, find_area
from data.queries.catalogue import all_indicators, find_indicator
from data.queries.directory import Directory
from data.queries.maps import read_map, read_slices
from data.queries.own_targets import targets_in_force
from data.queries.screens.cards import read_cards
from ioc.alert import Alert, AlertKind, Grade, OpenAlert, facts_of
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.card import Card
from ioc.comparison import is_thin
from ioc.indicator import Direction, Indicator
from ioc.period import parse_period
from ioc.sentences.alerts import alert_view
from ioc.sentences.values import fact_words
from ioc.shown import is_yes_no, judge_value, reads_as_none, show, show_all
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from layouts.figures.line import ChartLine
from layouts.figures.series import series_figure
from layouts.wall.view import row_view
from tests.modules import call
from tests.serving import ServedApp

NEW = SINCE_2025.code
HOME = "40"
_SWAP = str.maketrans(",.", ".,")
_BROWSER = """
(maps) => maps.map(({ body, spec, codes }) => {
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  const slice = ioc.wire.slice(ioc.wire.decode(bytes.buffer));
  const directory = { codes, names: codes, full_names: codes, parents: codes.map(() => null) };
  const legend = (more) => {
    const own = { ...spec, ...more };
    const classes = ioc.scale.classify(own, slice, directory);
    const { rows } = ioc.legend.contents({ spec: own, slice, classes });
    return { mode: classes.mode, rows: rows.map(({ text, count }) => [text, count]) };
  };
  const cells = codes.map((_, row) => {
    const cell = ioc.shown.cellOf(slice, row);
    const box = ioc.tip.lines({ spec, directory, slice }, row, undefined);
    const text = (kind) => (box.find((line) => line.kind === kind) || { text: "" }).text;
    return {
      number: cell.value, decimals: cell.decimals ?? spec.decimals, status: cell.status,
      table: ioc.format.digits(cell, spec), box: text("value"), verdict: text("status"),
    };
  });
  const rank = [...ioc.ranking.ranks(slice.value, spec.direction, slice.flags)];
  return { cells, rank, legend: legend({}), wall: legend({ wall: true }) };
})
"""
_CHIPS = {"green": "Đạt", "amber": "Cảnh báo", "red": "Chưa đạt"}


class Expectation(NamedTuple):
    """What one cell has to say everywhere: `digits` without its unit, `fact` a yes or a no."""

    number: float
    decimals: int
    digits: str
    text: str
    status: Status
    is_fact: bool
    is_below: bool
    is_thin: bool


@dataclass
class Ground:
    """One map of one indicator in one period, and what its cells have to say (None: nothing)."""

    area: Area
    level: Level
    measure: Indicator
    period: str
    directory: Directory
    expectations: list[Expectation | None] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return [str(code) for code in self.directory.areas["code"]]

    @property
    def case(self) -> tuple[str, str, str]:
        return (self.area.key.code, self.measure.code, self.period)


def expect(measure: Indicator, level: Level, row: Any, target: float) -> Expectation | None:
    """Return what a cell has to say by `ioc.shown` and `ioc.status`, written by hand."""
    figure = show(measure, row.value)
    if figure is None:
        return None
    verdict = judge_value(measure, row.value, target).status
    thin = bool(is_thin(row.converted, row.reported, row.expected))
    if thin and verdict is not Status.NO_TARGET:
        verdict = Status.TOO_FEW
    digits = f"{figure.number:,.{figure.decimals}f}".translate(_SWAP)
    unit = measure.unit()
    gap = "" if unit == "%" else " "
    text, below = f"{digits}{gap}{unit}", reads_as_none(measure, row.value)
    if below:
        least = f"{10.0**-measure.decimals:.{measure.decimals}f}".translate(_SWAP)
        digits, text = f"<{least}", f"dưới {least}{gap}{unit}"
    # A count of one village is 1 of 1, or 0 of 1.
    is_count = measure.counts_villages and level is Level.VILLAGE
    fact = is_yes_no(measure, row.numerator, 1.0 if is_count else row.denominator)
    if fact:
        digits = text = fact_words(measure)[bool(row.numerator)]
    return Expectation(figure.number, figure.decimals, digits, text, verdict, fact, below, thin)


def ground_of(
    context: Context, connection: Connection, code: str, measure: Indicator, period: str
) -> Ground:
    area = find_area(connection, AreaKey(NEW, code))
    level = area.level.below
    assert level is not None
    directory = context.directories.get(connection, NEW, level, code)
    ground = Ground(area, level, measure, period, directory)
    frame = read_map(connection, measure, directory, period)
    targets = targets_in_force(
        context.directories.targets(connection, measure.code), measure.code, directory, period
    )
    ground.expectations = [
        expect(measure, level, row, target)
        for row, target in zip(frame.itertuples(), targets.tolist(), strict=True)
    ]
    return ground


def finer_periods(
    context: Context, connection: Connection, code: str, measure: Indicator
) -> tuple[list[str], list[str]]:
    """Return the periods of a map in which a cell takes more decimals than usual, and all."""
    level = find_area(connection, AreaKey(NEW, code)).level.below
    assert level is not None
    if level.depth > measure.lowest_level.depth:
        return [], []
    directory = context.directories.get(connection, NEW, level, code)
    periods = context.directories.periods(connection, measure, directory)
    finer = []
    for period, pack in zip(
        periods, read_slices(connection, measure, directory, periods), strict=True
    ):
        values = pack.values(measure.factor)
        if (show_all(measure, values).decimals[~np.isnan(values)] > measure.decimals).any():
            finer.append(period)
    return finer, periods


@pytest.fixture(scope="module")
def connection(context: Context) -> Iterator[Connection]:
    with context.engine.connect() as open_connection:
        yield open_connection


@pytest.fixture(scope="module")
def grounds(context: Context, connection: Connection) -> list[Ground]:
    """Maps of each indicator of the country, the home province and one of its communes.

    Of each the last period, and the first and the last one with a finer cell.
    """
    home = context.directories.get(connection, NEW, Level.COMMUNE, HOME).areas["code"]
    maps = []
    for measure in all_indicators(connection):
        for code in ("VN", HOME, str(home.iloc[0])):
            finer, periods = finer_periods(context, connection, code, measure)
            walk = {*finer[:1], *finer[-1:], *periods[-1:]}
            for period in sorted(walk):
                maps.append(ground_of(context, connection, code, measure, period))
    return maps


def is_finer(ground: Ground, expected: Expectation | None) -> bool:
    return expected is not None and expected.decimals > ground.measure.decimals


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_walk_goes_through_what_it_is_for(grounds: list[Ground]) -> None:
    cells = [
        (each, expected)
        for each in grounds
        for expected in each.expectations
        if expected is not None
    ]
    assert len(cells) > 3_000
    assert sum(is_finer(*cell) for cell in cells) > 50
    assert {expected.status for _, expected in cells} >= {
        Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET,
    }  # fmt: skip
    assert any(expected.is_fact for _, expected in cells)
    assert {each.level for each in grounds} == {Level.PROVINCE, Level.COMMUNE, Level.VILLAGE}
    # The numbers follow the day on which the store was made: which ones are close is not pinned.
    close = {(each.level, expected.status) for each, expected in cells if is_finer(each, expected)}
    assert {(Level.PROVINCE, Status.AMBER), (Level.COMMUNE, Status.AMBER)} <= close


def test_map_legend_and_table_in_the_browser(
    served_app: ServedApp, context: Context, connection: Connection, grounds: list[Ground]
) -> None:
    questions = []
    for each in grounds:
        spec = map_spec(
            context, connection, each.area, each.level, each.measure, each.period, mode="status"
        )
        with urlopen(f"{served_app.url}{spec['slice']}") as response:
            body = base64.b64encode(response.read()).decode()
        questions.append({"body": body, "spec": spec, "codes": each.codes})
    for each, answer in zip(grounds, call(_BROWSER, questions), strict=True):
        for expected, cell in zip(each.expectations, answer["cells"], strict=True):
            if expected is None:
                assert np.isnan(cell["number"]), each.case
                assert cell["status"] == "no_data", each.case
                continue
            case = (each.case, expected, cell)
            assert (cell["number"], cell["decimals"]) == (expected.number, expected.decimals), case
            assert spaced(cell["table"]) == expected.digits, case
            assert spaced(cell["box"]) == expected.text, case
            assert cell["status"] == expected.status, case
            if not expected.is_fact:
                assert _CHIPS.get(expected.status, "") in cell["verdict"], case
        check_ranks(each, answer["rank"])
        check_legend(each, answer["legend"], answer["wall"])


def check_ranks(ground: Ground, ranks: Sequence[int]) -> None:
    """Whoever has a place has as many before him as read better, and those alike share it."""
    sign = -1 if ground.measure.direction is Direction.DOWN else 1
    ranked = [
        (rank, sign * expected.number)
        for rank, expected in zip(ranks, ground.expectations, strict=True)
        if expected is not None and rank
    ]
    for rank, worth in ranked:
        assert rank == 1 + sum(other > worth for _, other in ranked), ground.case
    whole = [each for each in ground.expectations if each is not None and not each.is_thin]
    # An estimate that reads as nothing, though something is there, may have no place.
    assert len(whole) - sum(each.is_below for each in whole) <= len(ranked), ground.case
    assert len(ranked) <= len(whole), ground.case


def check_legend(ground: Ground, legend: dict[str, Any], wall: dict[str, Any]) -> None:
    """The legend, and that of the wall, count as many as there are verdicts."""
    with_value = [each for each in ground.expectations if each is not None]
    silent = len(ground.expectations) - len(with_value)
    for side in (legend, wall):
        rows = dict(side["rows"])
        if side["mode"] == "value":
            assert sum(rows.values()) == len(ground.expectations), ground.case
            continue
        chips = _CHIPS
        if with_value and all(each.is_fact for each in with_value):
            no, yes = fact_words(ground.measure)
            up = ground.measure.direction is Direction.UP
            chips = {"green": yes if up else no, "red": no if up else yes}
        for status, text in chips.items():
            count = sum(each.status == status for each in with_value)
            assert rows.get(text, 0) == count, (ground.case, text)
        assert sum(rows.values()) == len(with_value) + silent, ground.case


def test_files_and_answers(served_app: ServedApp, grounds: list[Ground]) -> None:
    for place, each in enumerate(grounds):
        if place % 4:
            continue
        query = {"ky-dia-gioi": NEW, "dia-ban": each.area.key.code, "cap": each.level.value,
                 "chi-so": each.measure.code, "ky": each.period}  # fmt: skip
        with urlopen(f"{served_app.url}/xuat/so-lieu.csv?{urlencode(query)}") as response:
            text = response.read().decode("utf-8-sig")
        lines = {row["Mã địa bàn"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
        check_rows(each, lines)
        check_answer(served_app, each)
        if place % 20 == 0:
            with urlopen(f"{served_app.url}/xuat/so-lieu.xlsx?{urlencode(query)}") as response:
                book = openpyxl.load_workbook(io.BytesIO(response.read()), read_only=True)
            check_sheet(each, [list(row) for row in book.worksheets[0].iter_rows()])


def check_rows(ground: Ground, lines: dict[str, dict[str, str]]) -> None:
    for code, expected in zip(ground.codes, ground.expectations, strict=True):
        row = lines[code]
        if expected is None:
            assert row["Giá trị"] == "", (ground.case, code)
            continue
        text = f"{expected.number:.{expected.decimals}f}".replace(".", ",")
        assert row["Giá trị"] == text, (ground.case, code, expected)
        assert row["Trạng thái"] == expected.status.label(), (ground.case, code, expected)


def check_sheet(ground: Ground, rows: list[list[Any]]) -> None:
    """Numbers of a workbook are numbers; their format shows as many decimals."""
    head = next(at for at, row in enumerate(rows) if "Giá trị" in [cell.value for cell in row])
    names = [cell.value for cell in rows[head]]
    code_at, value_at, status_at = (
        names.index(name) for name in ("Mã địa bàn", "Giá trị", "Trạng thái")
    )
    by_code = {str(row[code_at].value): row for row in rows[head + 1 :] if row[code_at].value}
    for code, expected in zip(ground.codes, ground.expectations, strict=True):
        if expected is None:
            continue
        row = by_code[code]
        assert float(row[value_at].value) == expected.number, (ground.case, code, expected)
        assert row[status_at].value == expected.status.label(), (ground.case, code, expected)


def check_answer(served_app: ServedApp, ground: Ground) -> None:
    """`/api/v1/rollups` has the number itself: shown by the rule it reads the same."""
    query = {"vintage": NEW, "parent": ground.area.key.code, "level": ground.level.value,
             "indicator": ground.measure.code, "from": ground.period, "to": ground.period,
             "limit": 10_000}  # fmt: skip
    with urlopen(f"{served_app.url}/api/v1/rollups?{urlencode(query)}") as response:
        items = {each["area"]: each for each in json.load(response)["items"]}
    by_code = dict(zip(ground.codes, ground.expectations, strict=True))
    assert items.keys() == {code for code, each in by_code.items() if each is not None}, ground.case
    for code, item in items.items():
        figure, expected = show(ground.measure, item["value"]), by_code[code]
        assert expected is not None
        assert figure == (expected.number, expected.decimals), (ground.case, code)


def test_cards_walls_alerts_and_charts(
    context: Context, connection: Connection, grounds: list[Ground]
) -> None:
    """Every finer cell, and the first of each map."""
    count = 0
    for each in grounds:
        some = [
            (code, expected)
            for at, (code, expected) in enumerate(zip(each.codes, each.expectations, strict=True))
            if expected is not None and (is_finer(each, expected) or at == 0)
        ]
        for code, expected in some:
            area = find_area(connection, AreaKey(NEW, code))
            (card,) = read_cards(
                connection, area, [each.measure], parse_period(each.period), context.today(),
                directories=context.directories,
            )  # fmt: skip
            assert card.period is not None
            assert card.period.iso == each.period, (each.case, code)
            check_card(card, expected, (each.case, code, expected))
            count += 1
    assert count > 80


def check_card(card: Card, expected: Expectation, case: object) -> None:
    measure = card.indicator
    assert card.verdict.status is expected.status, case
    html = plain(to_html(indicator_card(card)))
    assert expected.digits in html, (case, html)
    assert expected.status.label() in html, (case, html)
    row = row_view(card, "vi")
    assert (spaced(row.value), row.status) == (expected.text, expected.status), case
    alert = alert_view(
        OpenAlert(alert_of(card), measure, "X", "X"), "vi", parse_period("2026-12").end
    )
    assert spaced(alert.value) == expected.text, case
    if (
        card.target
        and not expected.is_fact
        and expected.status in (Status.GREEN, Status.AMBER, Status.RED)
    ):
        assert (" · " in alert.target) is (expected.status is not Status.GREEN), (
            case,
            alert.target,
        )
    figure = series_figure(measure, [ChartLine("X", card.history)])
    (end,) = [each["text"] for each in figure["layout"]["annotations"] if each["name"] == "end"]
    unit = "%" if measure.unit() == "%" and not expected.is_fact else ""
    if not expected.is_below:
        assert f"<b>{expected.digits}{unit}</b>" in end, (case, end)
    assert expected.text in spaced(json.dumps(figure["data"], ensure_ascii=False, default=str)), (
        case
    )


def alert_of(card: Card) -> Alert:
    assert card.period is not None
    return Alert(
        id=1, kind=AlertKind.STATUS, key="1", grade=Grade.RED, indicator_code=card.indicator.code,
        vintage=NEW, area_code="X", period=card.period.iso, since=card.period.iso,
        raised_at="2026-11-25T03:42:00+00:00", raised_by="", acknowledged_at=None,
        acknowledged_by="", ended_at=None, until=None, facts=facts_of(card),
    )  # fmt: skip


def plain(html: str) -> str:
    return spaced(unescape(re.sub(r"<[^>]+>", "", html)))


def test_pages_of_areas(context: Context, connection: Connection, grounds: list[Ground]) -> None:
    """The cards of a page, for those areas that have a finer cell, and Cao Bằng."""
    by_page: dict[tuple[str, str], dict[str, Expectation]] = {}
    for each in grounds:
        for code, expected in zip(each.codes, each.expectations, strict=True):
            if (
                expected is not None
                and is_finer(each, expected)
                and each.level is not Level.VILLAGE
            ):
                by_page.setdefault((code, each.period), {})[each.measure.code] = expected
    for code, period in list(by_page)[::8][:12]:
        state = ViewState(vintage=NEW, area=code, period=period)
        body = json.loads(answer_area(context, state, {"cards": "", "say": "vi"}).body)
        html = "".join(body["parts"].values())
        for name, expected in by_page[code, period].items():
            assert find_indicator(connection, name).code == name
            article = re.search(rf'<article[^>]*data-indicator="{name}".*?</article>', html, re.S)
            assert article, (code, period, name)
            text = plain(article.group())
            assert expected.digits in text, (code, period, expected, text)
            assert expected.status.label() in text, (code, period, expected, text)
