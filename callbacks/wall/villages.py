"""The play of a scene in which the villages that lack something appear one by one."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.village_places import drawn_places
from data.queries.areas import Area
from data.queries.directory import Directory
from data.queries.lacking import read_lacking
from ioc.answers import PlayVillage, VillagePlay
from ioc.area import Level
from ioc.card import Card
from ioc.lacking import Lacking
from ioc.name_order import name_order
from layouts.wall.play import play_end, village_line, village_since


def read_villages(
    connection: Connection,
    context: Context,
    area: Area,
    card: Card,
    period: str | None,
    language: str,
) -> VillagePlay | None:
    """Return the villages that lack what a scene's map counts, in the order of time.

    None where villages do not report it: the indicator is counted in other things, the area's
    numbers are reported by communes, or the area is the country, of which only some provinces have
    lists of villages.
    """
    indicator = card.indicator
    if period is None or area.level is Level.COUNTRY or not indicator.is_fact_of_villages:
        return None
    level = Level.VILLAGE
    directory = context.directories.get(connection, area.key.vintage, level, area.key.code)
    if directory.areas.empty:
        return None
    lacking = read_lacking(connection, context.directories, indicator, directory, period)
    if lacking is None:
        return None
    spots = drawn_places(context, connection, directory)
    lacking_villages = _in_order(lacking.villages, directory)
    count = len(lacking_villages)
    villages: list[PlayVillage] = []
    for at, each in enumerate(lacking_villages, start=1):
        name = str(directory.areas["name"].iat[each.row])
        villages.append(
            {
                "code": str(directory.areas["code"].iat[each.row]),
                "name": name,
                "line": village_line(at, count, name, directory.parent_names[each.row], language),
                "since": village_since(indicator, each, language),
                "lon": _plain(spots.lon[each.row]),
                "lat": _plain(spots.lat[each.row]),
            }
        )
    unplaced = sum(each["lon"] is None or each["lat"] is None for each in villages)
    end, more = play_end(card, count, len(directory.areas), lacking.silent, unplaced, language)
    return {"villages": villages, "end": end, "more": more}


def _plain(degrees: float) -> float | None:
    return None if np.isnan(degrees) else float(degrees)


def _in_order(villages: list[Lacking], directory: Directory) -> list[Lacking]:
    """Return the villages in the order of time; those of one time by commune and name.

    Of two with the same first period the one whose stretch may be longer goes first.
    """
    names, communes = directory.areas["name"].tolist(), directory.parent_names
    return sorted(
        villages,
        key=lambda each: (
            each.since,
            not each.is_whole,
            name_order(communes[each.row]),
            name_order(names[each.row]),
        ),
    )
