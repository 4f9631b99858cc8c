"""Cards of an area: many indicators with history, target and change in two queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data.queries.areas import Area, find_reporting_level
from data.queries.catalogue import find_target_in_force, read_targets, targets_by_indicator
from data.queries.cells import read_area_cells
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Indicator
from ioc.period import Period
from ioc.status import judge


def read_cards(
    connection: Connection,
    area: Area,
    indicators: Sequence[Indicator],
    wanted: Period | None,
    today: date,
    years: int = 3,
) -> list[Card]:
    """Return one card per indicator, in the given order, also where nothing was reported.

    Args:
        connection: open connection.
        area: whose numbers.
        indicators: which.
        wanted: latest time to show; None: the latest closed period of each indicator.
        today: from which age is reckoned.
        years: how far back history and comparison reach.
    """
    until = wanted.end if wanted else today
    frame = read_area_cells(connection, indicators, area.id, str(until.year - years))
    series: dict[int, list[Cell]] = {}
    for ident, cell in zip(frame["indicator_id"].tolist(), cells_of(frame), strict=True):
        series.setdefault(ident, []).append(cell)
    targets = targets_by_indicator(read_targets(connection, [each.code for each in indicators]))
    levels = {
        lowest: find_reporting_level(connection, area, lowest)
        for lowest in {each.lowest_level for each in indicators}
    }
    cards = []
    for indicator in indicators:
        cells = series.get(indicator.id, [])
        card = make_card(indicator, cells, None, wanted, today)
        at = card.period or wanted
        target = find_target_in_force(
            targets.get(indicator.code, []),
            indicator.code,
            area.level,
            area.row_key,
            at.iso if at else str(today.year),
        )
        if target:
            in_force = TargetValue(
                target.value,
                "" if target.year is None else str(target.year),
                target.source_vi,
                target.source_en,
                target.checked,
            )
            verdict = judge(card.value, target.value, indicator.direction)
            card = replace(card, target=in_force, verdict=verdict)
        cards.append(replace(card, reporting_level=levels[indicator.lowest_level]))
    return cards


def cells_of(series: pd.DataFrame | Mapping[str, Any]) -> list[Cell]:
    """Return the rows of a series (a frame, or its columns) as cells; NaN becomes None."""

    def plain(column: str) -> list[float | None]:
        # Only NaN differs from itself.
        return [None if each != each else each for each in series[column].tolist()]

    return [
        Cell(*row)
        for row in zip(
            series["period"].tolist(),
            plain("value"),
            plain("numerator"),
            plain("denominator"),
            series["reported"].tolist(),
            series["expected"].tolist(),
            series["demo"].tolist(),
            series["converted"].tolist(),
            series["estimated"].tolist(),
            series["basis"].tolist(),
            strict=True,
        )
    ]
