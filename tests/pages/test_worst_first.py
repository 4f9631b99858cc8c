"""The ranked table: the worst first where areas have a target, on the screen and in files."""

from __future__ import annotations

import pandas as pd
import pytest

from api.pages.export import provenance
from callbacks.frame.context import Context
from data.queries.screens.view_table import read_view_table, sort_of
from data.queries.view import resolve_view
from ioc.view_state import ViewState


def read_rows(context: Context, indicator: str, sort: str = "") -> tuple[pd.DataFrame, str]:
    """Return the rows of Nghệ An with a number, and what a file says of their order."""
    state = ViewState(area="40", indicator=indicator, sort=sort)
    with context.engine.connect() as connection:
        view = resolve_view(connection, context.directories, state, context.today(), "40")
        frame = read_view_table(connection, view, context.directories)
        order_key = sort_of(connection, view, context.directories)
        order = dict(provenance(view, 1, "", order_key))["Thứ tự dòng"]
    return frame[frame["rank"].notna()], order


@pytest.mark.parametrize("indicator", ["HT05", "HT02"])
def test_with_a_target_the_worst_area_is_the_first_row(context: Context, indicator: str) -> None:
    frame, order = read_rows(context, indicator)
    assert frame["rank"].is_monotonic_decreasing and frame["rank"].iloc[0] > 90
    assert order == "Kém nhất trước"
    best, order = read_rows(context, indicator, "rank")
    assert best["rank"].is_monotonic_increasing and order == "Tốt nhất trước"


def test_without_a_target_nobody_is_behind_and_the_best_is_first(context: Context) -> None:
    frame, order = read_rows(context, "HT08")
    assert frame["target"].isna().all()
    assert frame["rank"].is_monotonic_increasing and order == "Tốt nhất trước"
