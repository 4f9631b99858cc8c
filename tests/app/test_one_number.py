"""One cell reads and is judged the same on every screen: cards, map, table, files, wall, alerts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import pandas as pd
import pytest
from flask import Flask
from sqlalchemy import Connection, delete, insert, select

from callbacks.context import Context
from callbacks.map_spec import map_spec
from data.directories import DirectoryCache
from data.load.observations import Submission, store_observations
from data.queries.areas import find_area
from data.queries.cards import read_cards
from data.queries.catalogue import all_indicators
from data.queries.view import View, resolve_view
from data.queries.view_table import read_view_table
from data.schema import area, indicator, target
from data.store import open_engine, raise_revision, writing
from ioc.alert import facts_of
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.indicator import Direction, Indicator
from ioc.period import parse_period
from ioc.settings import Settings
from ioc.status import Status, judge
from ioc.view_state import ViewState
from layouts.alert_words import target_text
from layouts.components.card import indicator_card
from layouts.text import cell_text, number
from layouts.wall_view import row_view
from tests.serving import ServedApp

NEW = SINCE_2025.code
HOME = "40"


@pytest.fixture(scope="module")
def context(served_app: ServedApp) -> Iterator[Context]:
    engine = open_engine(f"sqlite:///{served_app.var}/ioc.sqlite")
    settings = Settings(var=served_app.var)  # type: ignore[call-arg]
    with Flask(__name__).test_request_context():
        yield Context(engine, settings, DirectoryCache())
    engine.dispose()


def map_values(served_app: ServedApp, address: str) -> np.ndarray:
    """The numbers that the map is drawn from, as the browser decodes them."""
    with urlopen(f"{served_app.url}{address}") as response:
        body = response.read()
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    (column,) = [each for each in header["columns"] if each["name"] == "value"]
    kind = {"u16": "<u2", "i32": "<i4"}[column["type"]]
    start = 8 + length + column["offset"]
    raw = np.frombuffer(body, kind, header["n"], start).astype(float)
    return np.where(raw == column["missing"], np.nan, raw / column["scale"])


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
    drawn = dict(
        zip(view.directory.areas["code"], map_values(served_app, spec["slice"]), strict=True)
    )
    query = {"ky-dia-gioi": NEW, "dia-ban": HOME, "cap": "commune", "chi-so": measure.code,
             "ky": view.period}  # fmt: skip
    with urlopen(f"{served_app.url}/xuat/so-lieu.csv?{urlencode(query)}") as response:
        text = response.read().decode("utf-8-sig")
    lines = {row["Mã địa bàn"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    wanted = parse_period(view.period)
    seen = 0
    for place, (code, row) in enumerate(table.iterrows()):
        case = (measure.code, view.period, code)
        shown = row["shown"]
        assert drawn[code] == shown or (np.isnan(drawn[code]) and np.isnan(shown)), case
        if not np.isnan(shown):
            written = number(shown, measure.decimals)
            assert lines[str(code)]["Giá trị"] == written.replace(".", ""), case
            assert lines[str(code)]["Trạng thái"] == Status(row["status"]).label(), case
            seen += 1
        if place % step:
            continue
        key = AreaKey(NEW, str(code))
        (card,) = read_cards(connection, find_area(connection, key), [measure], wanted,
                             context.today())  # fmt: skip
        if np.isnan(shown):
            assert card.period != wanted, case
            continue
        assert (card.value, card.period) == (shown, wanted), case
        assert card.verdict.status == row["status"], case
        # The browser's half of the same: the map's number against the target that it is sent.
        steps = spec["own_targets"].get(code)
        limit = steps[-1][1] if steps else spec["target"]
        assert judge(drawn[code], limit, measure.direction).status == row["status"], case
        said = cell_text(measure, card.cell)
        assert said.startswith(written) or said in ("Có", "Chưa", "Không"), case
        assert row_view(card, {}, "vi").value == said, case
        assert row_view(card, {}, "vi").status is card.verdict.status, case
        facts = facts_of(card)
        misses = " · " in target_text(facts, measure, {}, "vi")
        if card.target and said not in ("Có", "Chưa", "Không"):
            assert misses is (card.verdict.status is not Status.GREEN), case
        assert card.verdict.status.label() in str(indicator_card(card).to_plotly_json()), case
        if card.target is not None:
            met = shown >= card.target.value
            if measure.direction is Direction.DOWN:
                met = shown <= card.target.value
            assert met is (card.verdict.status is Status.GREEN), case
    ranked = table["rank"].dropna()
    for rank, group in table.loc[ranked.index].groupby("rank"):
        assert len(set(group["shown"])) == 1, (measure.code, rank)
    return seen


def test_every_cell_of_a_province_reads_alike_on_every_screen(
    served_app: ServedApp, context: Context
) -> None:
    seen = 0
    with context.engine.connect() as connection:
        for measure in all_indicators(connection):
            if measure.lowest_level.depth >= Level.COMMUNE.depth:
                seen += check_everywhere(served_app, context, connection, measure, "", 6)
    assert seen > 2_000


def test_awkward_numbers_and_a_target_of_an_areas_own_read_alike(
    served_app: ServedApp, context: Context
) -> None:
    """Halves, values just beside their target, and a commune with a target of its own."""
    pairs = [
        (949_808, 1_000_000), (950_000, 1_000_000), (854_999, 1_000_000), (49_999, 50_000),
        (50_000, 50_000), (1, 50_000), (0, 50_000), (1_347, 2_000), (1, 8), (29, 100), (57, 60),
        (693_499, 1_000_000), (693_500, 1_000_000),
    ]  # fmt: skip
    period = "2026-05"
    with writing(context.engine) as connection:
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
        done = store_observations(
            connection, pd.DataFrame(frame), Submission("file", "a.csv", "1" * 64)
        )
        raise_revision(connection, "observations", done.summary(), done.submission_id)
        raise_revision(connection, "catalogue", {})
    try:
        with context.engine.connect() as connection:
            (measure,) = [each for each in all_indicators(connection) if each.code == "CQ04"]
            assert check_everywhere(served_app, context, connection, measure, period) > len(pairs)
            state = ViewState(
                vintage=NEW, area=HOME, level="commune", indicator="CQ04", period=period
            )
            view = resolve_view(connection, context.directories, state, context.today(), HOME)
            table = read_view_table(connection, view).set_index("code")
            told = [
                (number(table.loc[place.code, "shown"], 1), table.loc[place.code, "status"])
                for place, _ in zip(places, pairs, strict=False)
            ]
    finally:
        with writing(context.engine) as connection:
            connection.execute(delete(target).where(target.c.area_code == own))
            raise_revision(connection, "catalogue", {})
    assert told == [
        ("94,9", "amber"), ("95,0", "green"), ("85,5", "amber"), ("99,9", "green"),
        ("100,0", "green"), ("0,1", "red"), ("0,0", "red"), ("67,4", "red"), ("12,5", "red"),
        ("29,0", "red"), ("95,0", "green"), ("69,3", "red"), ("69,3", "amber"),
    ]  # fmt: skip
