"""How many indicators are red in each area inside another one, and how many it has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.behind import map_inside
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.standing import read_standing
from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.standing import VERDICTS
from ioc.status import Status


@dataclass(frozen=True)
class Tally:
    """Counts by area, in the order of the areas' directory.

    `red` and `verdicts` count indicators, `silent` those that have numbers of other areas and none
    of this one. `missing_areas` is the number of areas without a number, by indicator code.
    """

    level: Level
    names: list[str]
    red: NDArray[np.int64]
    verdicts: NDArray[np.int64]
    silent: NDArray[np.int64]
    missing_areas: dict[str, int]


def greatest(
    names: Sequence[str], counts: NDArray[np.int64], most: int = 3
) -> list[tuple[str, int]]:
    """Return the areas with the greatest counts, each with its own; none with a count of 0."""
    pairs = sorted(zip(names, counts.tolist(), strict=True), key=lambda each: -each[1])
    return [(name, count) for name, count in pairs[:most] if count]


class _Marks(NamedTuple):
    red: NDArray[np.bool_]
    has_verdict: NDArray[np.bool_]
    silent: NDArray[np.bool_]


def read_tally(
    connection: Connection, directories: Directories, area: Area, cards: Sequence[Card]
) -> Tally | None:
    """Return the counts of the areas one level below; None where there is no such level.

    Each indicator counts in the period of its card, else in the latest before it.

    Args:
        connection: open connection.
        directories: the memory of verdicts, until numbers of an indicator change.
        area: the area of the cards.
        cards: of `data.queries.screens.cards.read_cards`.
    """
    level = area.level.below
    if level is None:
        return None
    directory = directories.get(connection, area.key.vintage, level, area.key.code)
    size = len(directory.areas)
    if not size:
        return None
    red, verdicts, silent = (np.zeros(size, np.int64) for _ in range(3))
    missing_areas = {}
    for card in cards:
        marks = _read_marks(connection, directories, area, card)
        if marks is None:
            continue
        red += marks.red
        verdicts += marks.has_verdict
        silent += marks.silent
        missing_areas[card.indicator.code] = int(marks.silent.sum())
    names = directory.areas["full_name"].tolist()
    return Tally(level, names, red, verdicts, silent, missing_areas)


def _read_marks(
    connection: Connection, directories: Directories, area: Area, card: Card
) -> _Marks | None:
    inside = map_inside(connection, directories, area, card)
    if inside is None:
        return None
    directory, period = inside
    return directories.remember(
        connection,
        ("verdicts inside", area.key, card.indicator.id, period),
        lambda: _judge(connection, directories, card.indicator, directory, period),
        card.indicator.code,
    )


def _judge(
    connection: Connection,
    directories: Directories,
    indicator: Indicator,
    directory: Directory,
    period: str,
) -> _Marks:
    targets = directories.targets(connection, indicator.code)
    frame = read_standing(connection, indicator, directory, period, targets)
    status = frame["status"]
    return _Marks(
        (status == Status.RED.value).to_numpy(),
        status.isin([each.value for each in VERDICTS]).to_numpy(),
        frame["value"].isna().to_numpy(),
    )
