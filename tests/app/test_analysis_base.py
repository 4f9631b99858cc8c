"""The base period of a view: based, refused, compared like for like, in files as on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from callbacks.frame.context import Context
from data.queries.base_period import base_period, base_periods
from data.queries.comparison.tables import read_table_changes
from data.queries.maps import read_slices
from data.queries.screens.view_table import read_view_table
from data.queries.view import View
from ioc.comparison import Movement, has_moved
from ioc.view_state import YEAR_AGO
from tests.app.test_analysis import answer, fetch, read_csv, resolve
from tests.serving import ServedApp

MAY = {"area": "40", "indicator": "CQ02", "period": "2026-05"}


def read_table(context: Context, view: View) -> pd.DataFrame:
    with context.engine.connect() as connection:
        return read_view_table(connection, view, context.directories)


@pytest.mark.parametrize(
    ("choice", "base"),
    [("", "2026-04"), (YEAR_AGO, "2025-05"), ("2025-09", "2025-09"), ("2026-05", None)],
)
def test_any_period_but_the_shown_one_can_be_the_base(
    choice: str, base: str | None, context: Context
) -> None:
    view = resolve(context, **MAY, base=choice)
    assert view.state.base == choice
    assert base_period(view) == base
    assert len(base_periods(view)) == len(view.periods)
    assert (base in view.periods) or base is None


def test_a_base_that_the_indicator_lacks_is_refused_and_that_is_said(context: Context) -> None:
    view = resolve(context, **MAY, base="1999-01")
    assert view.state.base == ""
    assert view.refusals == ("base",)
    assert "kỳ gốc" in answer(context, **MAY, base="1999-01")["note"]


def test_nothing_is_compared_with_a_period_that_is_not_over(context: Context) -> None:
    view = resolve(context, **MAY, base="2026-04")
    assert base_period(view) == "2026-04"
    assert base_period(replace(view, last_closed="2026-03")) is None
    forward = replace(view, state=view.state.but(base="2026-06"))
    assert base_period(forward) == "2026-06"
    assert base_period(replace(forward, last_closed="2026-05")) is None


def test_no_base_lies_beyond_a_break_of_the_series(context: Context) -> None:
    view = resolve(context, area="VN", indicator="TH01")
    after = [each for each in view.periods if each >= view.breaks[0].period]
    before = [each for each in view.periods if each < view.breaks[0].period]
    assert after and before
    beyond = resolve(context, area="VN", indicator="TH01", period=after[-1], base=before[-1])
    assert base_period(beyond) is None


def test_the_table_compares_with_the_base_like_for_like(context: Context) -> None:
    view = resolve(context, **MAY, base=YEAR_AGO)
    frame = read_table(context, view).set_index("code")
    assert set(frame["before"]) == {"2025-05"}
    with context.engine.connect() as connection:
        now, then = read_slices(connection, view.indicator, view.directory, ["2026-05", "2025-05"])
        changes = read_table_changes(
            connection, context.directories, view.indicator, view.directory,
            ("2026-05", now), ("2025-05", then),
        )  # fmt: skip
    expected = dict(zip(view.directory.areas["code"], changes.change, strict=True))
    assert frame["change"].notna().any()
    for code, change in frame["change"].items():
        assert change == pytest.approx(expected[str(code)], abs=0.006, nan_ok=True)


def test_the_answer_names_the_base_of_every_period_only_where_one_was_chosen(
    context: Context,
) -> None:
    plain = answer(context, **MAY)
    assert "bases" not in plain
    based = answer(context, **MAY, base=YEAR_AGO)
    assert based["before"] == "2025-05"
    by_period = dict(zip(based["periods"], based["bases"], strict=True))
    assert by_period["2026-05"] == "2025-05"
    assert by_period[based["periods"][0]] == ""


@pytest.mark.parametrize("move", list(Movement))
def test_a_filter_by_move_lets_through_what_the_column_says(
    move: Movement, context: Context
) -> None:
    everything = read_table(context, resolve(context, **MAY))
    some = read_table(context, resolve(context, **MAY, move=move.value))
    expected = everything[has_moved(everything["change"], move)]
    assert some["code"].tolist() == expected["code"].tolist()
    assert len(some) < len(everything)


def test_files_have_the_rows_of_the_screen_in_its_order_with_the_base(
    served_app: ServedApp, context: Context
) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "ky": "2026-05", "ky-goc": "year",
             "thay-doi": "up", "xep": "-change", "tim": "a"}  # fmt: skip
    view = resolve(context, **MAY, base=YEAR_AGO, move="up", sort="-change", search="a")
    expected = read_table(context, view)
    frame = read_csv(fetch(served_app, "so-lieu.csv", **query))
    assert frame["Mã địa bàn"].tolist() == expected["code"].tolist()
    assert set(frame["Kỳ so sánh"]) == {"2025-05"}
    assert frame["So kỳ gốc"].tolist() == pytest.approx(expected["change"].tolist())
    assert (frame["So kỳ gốc"] > 0).all()
    book = openpyxl.load_workbook(io.BytesIO(fetch(served_app, "so-lieu.xlsx", **query)))
    sheet = list(book["Số liệu"].iter_rows(values_only=True))
    assert [row[sheet[0].index("Mã địa bàn")] for row in sheet[1:]] == expected["code"].tolist()
    terms: dict[str, Any] = {str(row[0]): row[1] for row in book["Nguồn"].values}
    assert terms["Kỳ gốc"] == "Tháng 05/2025 (2025-05)"
    assert terms["Chỉ gồm"].startswith("tăng so với kỳ gốc; tên có “a”; ")
