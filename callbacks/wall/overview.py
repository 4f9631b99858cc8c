"""The overview of an area: how many indicators of each group have which verdict, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.counts import red_map_spec
from data.queries.areas import Area
from data.queries.catalogue import all_indicators, read_groups
from data.queries.recent import read_fresh_indicators
from data.queries.screens.cards import read_cards
from data.queries.screens.tally import Tally, greatest, read_tally
from ioc.answers import MapSpec
from ioc.card import Card
from ioc.local_time import VIETNAM
from ioc.sentences.values import number
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.wall.behind import PlaceLine, silent_text
from layouts.wall.view import WHERE

# The shipped scene whose list names groups in place of the areas furthest behind.
OVERVIEW = "overview"
_WEEK = timedelta(days=6)  # with today they are seven


@dataclass(frozen=True)
class Overview:
    """A line for each group and one for the areas with most red; the indicators behind them.

    `map` counts red indicators by area, None where there are no areas below; `fresh` are the codes
    of the indicators whose numbers came this week.
    """

    lines: tuple[PlaceLine, ...]
    indicators: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    map: MapSpec | None = None
    silent: str = ""
    fresh: frozenset[str] = frozenset()


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
                    missing=" · ".join(
                        words(name, count=count)
                        for name, count in (("group_amber", amber), ("group_green", green))
                        if count
                    ),
                    status=Status.RED.value if red else "",
                )
            )
    tally = read_tally(connection, directories, area, cards)
    if tally is not None and (areas := _most_red(tally, language)):
        lines.append(PlaceLine(words["most_red"], since=areas, status=Status.RED.value))
    week = datetime.combine(context.today() - _WEEK, time(), VIETNAM)
    return Overview(
        tuple(lines),
        tuple(each.code for each in indicators),
        tuple(cards),
        _red_map(connection, context, area, tally, language) if tally is not None else None,
        _silent(tally, language) if tally is not None else "",
        frozenset(read_fresh_indicators(connection, week)),
    )


def _red_map(
    connection: Connection, context: Context, area: Area, tally: Tally, language: str
) -> MapSpec:
    """Return the spec of the map; the areas with most red indicators are named on it."""
    spec = red_map_spec(context, connection, area, tally, language, wall=True)
    spec["labels"] = False
    places = context.directories.get(connection, area.key.vintage, tally.level, area.key.code).areas
    names = dict(zip(places["code"], places["name"], strict=True))
    worst = greatest(places["code"].tolist(), tally.red, WHERE)
    spec["pins"] = [code for code, _ in worst]
    spec["pin_texts"] = [
        {"name": names[code], "value": number(count, 0, language), "status": Status.RED.value}
        for code, count in worst
    ]
    return spec


def _silent(tally: Tally, language: str) -> str:
    """Return how many areas have no verdict at all."""
    return silent_text(len(tally.names), int((tally.verdicts == 0).sum()), tally.level, language)


def _most_red(tally: Tally, language: str) -> str:
    """Return the areas with most red indicators and how many: "Mường Lống 12, Nhôn Mai 11"."""
    return ", ".join(
        f"{name} {number(count, 0, language)}" for name, count in greatest(tally.names, tally.red)
    )
