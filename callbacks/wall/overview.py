"""The overview of an area: how many indicators of each group have which verdict, and where."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.areas import Area
from data.queries.catalogue import all_indicators, read_groups
from data.queries.screens.cards import read_cards
from data.queries.screens.tally import Tally, greatest, read_tally
from ioc.sentences.values import number
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.wall.behind import PlaceLine

# The shipped scene whose list names groups in place of the areas furthest behind.
OVERVIEW = "overview"


@dataclass(frozen=True)
class Overview:
    """A line for each group and one for the areas with most red; the indicators behind them."""

    lines: tuple[PlaceLine, ...]
    indicators: tuple[str, ...]


def read_overview(connection: Connection, context: Context, area: Area, language: str) -> Overview:
    """Return the overview of an area; groups without a verdict are left out."""
    words = Words("wall", language)
    indicators = [
        each for each in all_indicators(connection) if each.lowest_level.depth >= area.level.depth
    ]
    directories = context.directories
    cards = read_cards(connection, area, indicators, None, context.today(), directories=directories)
    lines = []
    for group in read_groups(connection):
        states = [card.verdict.status for card in cards if card.indicator.group_code == group.code]
        red, amber, green = (
            states.count(each) for each in (Status.RED, Status.AMBER, Status.GREEN)
        )
        if red or amber or green:
            lines.append(
                PlaceLine(
                    group.name(language),
                    since=words("group_red", count=red) if red else "",
                    missing=words("group_rest", amber=amber, green=green),
                    status=Status.RED.value if red else "",
                )
            )
    tally = read_tally(connection, directories, area, cards)
    if tally is not None and (areas := _most_red(tally, language)):
        lines.append(PlaceLine(words["most_red"], since=areas, status=Status.RED.value))
    return Overview(tuple(lines), tuple(each.code for each in indicators))


def _most_red(tally: Tally, language: str) -> str:
    """Return the areas with most red indicators and how many: "Mường Lống 12, Nhôn Mai 11"."""
    return ", ".join(
        f"{name} {number(count, 0, language)}" for name, count in greatest(tally.names, tally.red)
    )
