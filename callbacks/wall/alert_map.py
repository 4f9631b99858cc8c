"""The map on an alert's panel: where it is, and how that area stands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.counts import counts_spec
from callbacks.wall.map import map_ground, map_period, neighbour_ground, wall_map_spec
from data.queries.areas import Area, find_area
from data.queries.catalogue import indicators_by_code
from data.queries.screens.cards import read_cards
from data.store.engine import reading
from ioc.answers import MapSpec
from ioc.area import AreaKey
from ioc.compact_json import compact_json
from ioc.errors import NotFoundError
from ioc.words.catalogue import known_language


def answer_alert_map(context: Context, fields: Mapping[str, str]) -> bytes | None:
    """Return the map spec of an alert as JSON; None where its area is unknown.

    Args:
        context: of the pages.
        fields: "vintage" and "area" of the alert, "indicator" (empty: of none) and "lang".
    """
    key = AreaKey(fields.get("vintage", ""), fields.get("area", ""))
    language = known_language(fields.get("lang", ""))
    with reading(context.engine) as connection:
        try:
            area = find_area(connection, key)
        except NotFoundError:
            return None
        spec = alert_map(connection, context, area, fields.get("indicator", ""), language)
    return compact_json(spec).encode()


def alert_map(
    connection: Connection, context: Context, area: Area, indicator_code: str, language: str
) -> MapSpec:
    """Return the spec: the indicator inside the area, else the area among its neighbours."""
    indicator = indicators_by_code(connection, [indicator_code]).get(indicator_code)
    if indicator is None:
        return _place(connection, context, area, language)
    card = read_cards(
        connection, area, [indicator], None, context.today(), directories=context.directories
    )[0]
    ground = map_ground(connection, context, area, indicator)
    period = map_period(connection, context, ground, card)
    return wall_map_spec(connection, context, ground, indicator, period, language)


def _place(connection: Connection, context: Context, area: Area, language: str) -> MapSpec:
    ground = neighbour_ground(connection, context, area)
    is_here = (ground.directory.areas["code"] == area.key.code).to_numpy()
    spec = counts_spec(
        context, connection, ground.area, ground.level, np.where(is_here, 1.0, 0.0),
        title=area.full_name, unit="", language=language, selection=area.key.code, wall=True,
    )  # fmt: skip
    spec["labels"] = False
    return spec
