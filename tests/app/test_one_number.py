"""One cell reads and is judged the same on every screen: cards, map, table, files, wall, alerts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, insert, select

from callbacks.frame.context import Context
from callbacks.map.spec import map_spec
from data.load.observations import Submission, store_observations
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators
from data.queries.screens.cards import read_cards
from data.queries.screens.view_table import read_view_table
from data.queries.view import View, resolve_view
from data.store.engine import raise_revision, writing
from data.store.schema import area, indicator, target
from ioc.alert import facts_of
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.indicator import Direction, Indicator
from ioc.period import parse_period
from ioc.sentences.alerts import target_text
from ioc.sentences.values import cell_text, number
from ioc.status import STATUSES, Status
from ioc.view_state import ViewState
from layouts.components.card import indicator_card
from layouts.wall.view import row_view
from tests import wire
from tests.pages.contexts import pages_context
from tests.serving import ServedApp
from tests.wire import unpacked

NEW = SINCE_2025.code
HOME = "40"


@pytest.fixture
def own_context(app_of_its_own: ServedApp) -> Iterator[Context]:
    """The pages' context on a store of this test's own, which its server reads."""
    with pages_context(app_of_its_own.var) as context:
        yield context


def map_cells(served_app: ServedApp, address: str) -> list[tuple[float, int, str]]:
    """The numbers that the map is drawn from, their decimals and statuses, as the browser reads."""
    with urlopen(f"{served_app.url}{address}") as response:
        header, columns = unpacked(response.read())
    numbers, decimals = wire.shown_numbers(header, columns["value"], header["decimals"])
    statuses = [STATUSES[int(each)].value for each in columns["status"]]
    return list(zip(numbers.tolist(), decimals.tolist(), statuses, strict=True))


def check_everywhere(
    served_app: ServedApp,
    context: Context,
    connection: Connection,
    measure: Indicator,
    period: str,
    step: int = 1,
) -> int:
    """Compare the communes of the home province on every screen; return how many have a number.

    `step`: each how manieth is compared with its cards too, which are read one area at a time.
    """
    state = ViewState(
        vintage=NEW, area=HOME, level="commune", indicator=measure.code, period=period
    )
    view: View = resolve_view(connection, context.directories, state, context.today(), HOME)
    if not view.period:
        return 0
    table = read_view_table(connection, view).set_index("code")
    spec = map_spec(context, connection, view.area, view.level, measure, view.period)
    map_digits = dict(
        zip(view.directory.areas["code"], map_cells(served_app, spec["slice"]), strict=True)
    )
    query = {"ky-dia-gioi": NEW, "dia-ban": HOME, "cap": "commune", "chi-so": measure.code,
             "ky": view.period}  # fmt: skip
    with urlopen(f"{served_app.url}/xuat/so-lieu.csv?{urlencode(query)}") as response:
        text = response.read().decode("utf-8-sig")
    lines = {row["Mã địa bàn"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    view_period = parse_period(view.period)
    count = 0
    for place, (code, row) in enumerate(table.iterrows()):
        case = (measure.code, view.period, code)
        figure = row["shown"]
        on_map, digits, status = map_digits[str(code)]
        assert on_map == figure or (np.isnan(on_map) and np.isnan(figure)), case
        assert status == row["status"], case
        if not np.isnan(figure):
            assert digits == row["decimals"], case
            digits_text = number(figure, digits)
            assert lines[str(code)]["Giá trị"] == digits_text.replace(".", ""), case
            assert lines[str(code)]["Trạng thái"] == Status(row["status"]).label(), case
            count += 1
        if place % step:
            continue
        key = AreaKey(NEW, str(code))
        (card,) = read_cards(connection, find_area(connection, key), [measure], view_period,
                             context.today())  # fmt: skip
        if np.isnan(figure):
            assert card.period != view_period, case
            continue
        assert (card.value, card.period) == (figure, view_period), case
        assert card.verdict.status == row["status"], case
        card_text = cell_text(measure, card.cell)
        assert card_text.startswith(digits_text) or card_text in ("Có", "Chưa", "Không"), case
        assert row_view(card, "vi").value == card_text, case
        assert row_view(card, "vi").status is card.verdict.status, case
        facts = facts_of(card)
        misses = " · " in target_text(facts, measure, "vi")
        if card.target and card_text not in ("Có", "Chưa", "Không"):
            assert misses is (card.verdict.status is not Status.GREEN), case
        assert card.verdict.status.label() in str(indicator_card(card).to_plotly_json()), case
        if card.target is not None:
            is_met = figure >= card.target.value
            if measure.direction is Direction.DOWN:
                is_met = figure <= card.target.value
            assert is_met is (card.verdict.status is Status.GREEN), case
    ranked = table["rank"].dropna()
    for rank, group in table.loc[ranked.index].groupby("rank"):
        assert len(set(group["shown"])) == 1, (measure.code, rank)
    return count


def test_every_cell_of_a_province_reads_alike_on_every_screen(
    served_app: ServedApp, context: Context
) -> None:
    count = 0
    with context.engine.connect() as connection:
        for measure in all_indicators(connection):
            if measure.lowest_level.depth >= Level.COMMUNE.depth:
                count += check_everywhere(served_app, context, connection, measure, "", 6)
    assert count > 2_000


def test_awkward_numbers_and_a_target_of_an_areas_own_read_alike(
    app_of_its_own: ServedApp, own_context: Context
) -> None:
    """Halves, values just beside their target, and a commune with a target of its own."""
    pairs = [
        (949_808, 1_000_000), (950_000, 1_000_000), (854_999, 1_000_000), (49_999, 50_000),
        (50_000, 50_000), (1, 50_000), (0, 50_000), (1_347, 2_000), (1, 8), (29, 100), (57, 60),
        (693_499, 1_000_000), (693_500, 1_000_000),
    ]  # fmt: skip
    period = "2026-05"
    with writing(own_context.engine) as connection:
        rows = connection.execute(select(indicator.c.code, indicator.c.id))
        ids = {row.code: row.id for row in rows}
        places = connection.execute(
            select(area.c.code, area.c.id)
            .where(area.c.vintage == NEW, area.c.level == "commune", area.c.province_code == HOME)
            .order_by(area.c.code)
        ).all()
        frame = {
            "area_id": [place.id for place, _ in zip(places, pairs, strict=False)],
            "indicator_id": ids["CQ04"],
            "period": period,
            "numerator": [float(over) for over, _ in pairs],
            "denominator": [float(under) for _, under in pairs],
            "value": np.nan,
        }
        own = places[len(pairs) - 1].code
        connection.execute(
            insert(target).values(
                indicator_id=ids["CQ04"], level="", vintage=NEW, area_code=own, period="",
                value=69.4, source_vi="Kế hoạch của xã", source_en="Plan", checked="verified",
            )
        )  # fmt: skip
        outcome = store_observations(
            connection, pd.DataFrame(frame), Submission("file", "a.csv", "1" * 64)
        )
        raise_revision(connection, "observations", outcome.summary(), outcome.submission_id)
        raise_revision(connection, "catalogue", {})
    with own_context.engine.connect() as connection:
        (measure,) = [each for each in all_indicators(connection) if each.code == "CQ04"]
        count = check_everywhere(app_of_its_own, own_context, connection, measure, period)
        assert count > len(pairs)
        state = ViewState(vintage=NEW, area=HOME, level="commune", indicator="CQ04", period=period)
        view = resolve_view(connection, own_context.directories, state, own_context.today(), HOME)
        table = read_view_table(connection, view).set_index("code")
        texts = [
            (
                number(table.loc[place.code, "shown"], table.loc[place.code, "decimals"]),
                table.loc[place.code, "status"],
            )
            for place, _ in zip(places, pairs, strict=False)
        ]
    assert texts == [
        ("94,98", "amber"), ("95,0", "green"), ("85,4999", "red"), ("99,998", "green"),
        ("100,0", "green"), ("0,002", "red"), ("0,0", "red"), ("67,4", "red"), ("12,5", "red"),
        ("29,0", "red"), ("95,0", "green"), ("69,3", "red"), ("69,35", "amber"),
    ]  # fmt: skip
