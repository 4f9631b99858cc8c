"""The spec of a map whose numbers are counts that a page computes, not those of an indicator."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.spec import ground
from data.queries.areas import Area
from data.queries.screens.tally import Tally
from ioc.answers import MapMeasure, MapSpec
from ioc.area import Level
from ioc.classes import class_breaks
from ioc.indicator import Direction
from ioc.sentences.classes import count_texts, unit_above
from ioc.sentences.values import demo_word, level_word
from ioc.words.catalogue import say

# So many classes a legend has room for.
_MOST_CLASSES = 4


def counts_spec(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    values: NDArray[np.float64],
    *,
    title: str,
    unit: str,
    language: str,
    selection: str | None = None,
    wall: bool = False,
) -> MapSpec:
    """Return the spec of a map of counts, of which fewer are better; `counts` are in the spec.

    Args:
        context: of the page.
        connection: open connection.
        area: whose inside is shown.
        level: of the areas drawn in it.
        values: the count of each area, in the order of their directory; NaN: nothing to count.
        title: name of the map.
        unit: of the counts.
        language: "vi" or "en".
        selection: code of the raised area.
        wall: larger names, no controls.
    """
    bounds = class_breaks(values, 0, Direction.DOWN, _MOST_CLASSES)
    measure: MapMeasure = {
        "indicator": "",
        "title": title,
        "unit": unit,
        "decimals": 0,
        "own_targets": {},
        "direction": Direction.DOWN.value,
        "factor": 1.0,
        "lowest_level": level.value,
        "fact_words": ("", ""),
        "classes": {
            "breaks": bounds,
            # A wall's legend has no line for the unit.
            "texts": count_texts(unit, bounds, language, unit_in_each=wall),
            "unit": "" if wall else unit_above(unit),
            "around": (),
        },
        "counts": [None if np.isnan(each) else int(each) for each in values],
    }
    return {
        **ground(context, connection, area, level, language),
        **measure,
        "period": "",
        "revision": context.directories.revision(connection),
        "language": language,
        "mode": "value",
        "target": None,
        "selected": selection,
        "demo_label": demo_word(language),
        "wall": wall,
        "slice": "",
    }


def red_map_spec(
    context: Context,
    connection: Connection,
    area: Area,
    tally: Tally,
    language: str,
    *,
    wall: bool = False,
) -> MapSpec:
    """Return the spec of the map of red indicators by area; an area without a verdict has none."""
    return counts_spec(
        context,
        connection,
        area,
        tally.level,
        np.where(tally.verdicts > 0, tally.red, np.nan).astype(float),
        title=say("start-map_title", language, areas=level_word(tally.level, language)),
        unit=say("start-map_unit", language),
        language=language,
        wall=wall,
    )
