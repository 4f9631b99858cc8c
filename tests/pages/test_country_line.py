"""The country's line joins no two numbers of which one stands on few of the other's provinces."""

from __future__ import annotations

from itertools import pairwise

from callbacks.area.explorer import read_explorer
from callbacks.frame.context import Context
from data.queries.areas import read_path
from data.queries.catalogue import find_indicator
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.screens.cards import read_cards
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.land_gap import find_gaps
from ioc.period import parse_period
from ioc.view_state import ViewState

LATE = parse_period("2026-10")


def provinces(context: Context, period: str) -> int:
    """Return how many provinces have a number, as the map shows them."""
    with context.engine.connect() as connection:
        directory = read_directory(connection, SINCE_2025.code, Level.PROVINCE)
        frame = read_map(connection, find_indicator(connection, "HT05"), directory, period)
        return int(frame["value"].notna().sum())


def test_a_line_is_parted_where_most_provinces_join(context: Context) -> None:
    state = ViewState(indicator="HT05", period=LATE.iso)
    with context.engine.connect() as connection:
        path = read_path(connection, AreaKey(SINCE_2025.code, "VN"))
        cards = read_cards(
            connection, path[-1], [find_indicator(connection, "HT05")], LATE, context.today(),
            directories=context.directories,
        )  # fmt: skip
        explorer = read_explorer(context, connection, path, state, cards, [])
    counts = {
        cell.period: provinces(context, cell.period)
        for cell in cards[0].history
        if cell.value is not None
    }
    joins = {
        after
        for before, after in pairwise(counts)
        if min(counts[before], counts[after]) * 2 < max(counts[before], counts[after])
    }
    assert joins, "the made-up numbers of most provinces begin later than those of the cases"
    # The card's picture, and the chart: no stretch of a line ends where the others join.
    assert joins <= find_gaps(cards[0].history)
    ends = {parse_period(period).end.isoformat() for period in joins}
    for trace in explorer.figure["data"]:
        for (start, low), (end, high) in pairwise(zip(trace["x"], trace["y"], strict=True)):
            assert not (end in ends and start and None not in (low, high)), (start, end)
