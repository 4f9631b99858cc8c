"""Cards of an area: many indicators with history, target and change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data.queries.areas import Area, find_reporting_level, read_vintages
from data.queries.catalogue import find_target_in_force, read_targets, targets_by_indicator
from data.queries.comparison.cards import with_awaited_period, with_comparisons
from data.queries.completeness import count_lowest_of, count_within
from data.queries.directories import Directories, remember
from data.queries.owners import owners_of
from data.queries.reach import mark_apart
from data.queries.series import read_area_cells
from data.queries.series_breaks import read_series_breaks
from ioc.area import Vintage, resolve_vintage
from ioc.card import Card, Cell, Crossing, TargetValue, judge_cell, make_card, of_one_village
from ioc.indicator import Indicator
from ioc.period import Period


def read_cards(
    connection: Connection,
    area: Area,
    indicators: Sequence[Indicator],
    latest: Period | None,
    today: date,
    years: int = 3,
    directories: Directories | None = None,
    *,
    with_persons: bool = False,
) -> list[Card]:
    """Return one card per indicator, in the order of the indicators, also without any report.

    Args:
        connection: open connection.
        area: the area of the numbers.
        indicators: the indicators.
        latest: the last period to show; None: the latest closed period of each indicator.
        today: the day from which age is counted.
        years: how far back history and comparisons reach.
        directories: the memory of comparisons; None: they are computed anew.
        with_persons: name the persons that answer, beside their units.
    """
    until = latest.end if latest else today
    since = str(until.year - years)
    frame = read_area_cells(connection, indicators, area.id, since, directories)
    series: dict[int, list[Cell]] = {}
    for ident, cell in zip(frame["indicator_id"].tolist(), cells_of(frame), strict=True):
        series.setdefault(ident, []).append(cell)
    targets = targets_by_indicator(read_targets(connection, [each.code for each in indicators]))
    levels = {
        lowest: (
            directories.reporting_level(connection, area, lowest)
            if directories
            else find_reporting_level(connection, area, lowest)
        )
        for lowest in {each.lowest_level for each in indicators}
    }
    breaks = remember(
        directories, connection, "series breaks", lambda: read_series_breaks(connection)
    )
    questions = [(each, area) for each in indicators]
    owners = owners_of(connection, directories, questions, with_person=with_persons)
    # Read only where a number was converted from another vintage.
    vintages: list[Vintage] = []
    cards = []
    for indicator, owner in zip(indicators, owners, strict=True):
        cells = of_one_village(indicator, area.level, series.get(indicator.id, []))
        cells = mark_apart(connection, directories, area, indicator, cells)
        parting = breaks.get(indicator.code, ())
        card = make_card(indicator, cells, None, latest, today, breaks=parting)
        if _counts_others(connection, directories, area, card):
            vintages = vintages or read_vintages(connection)
            card = replace(card, crossing=find_crossing(card, area.row_vintage, vintages))
        at = card.period or latest
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
            verdict = judge_cell(indicator, card.cell, in_force)
            card = replace(card, target=in_force, verdict=verdict)
        card = with_comparisons(connection, directories, area, card)
        if latest is None:
            card = with_awaited_period(connection, directories, area, card, today)
        level = levels[indicator.lowest_level]
        if level is None and card.period is not None:
            period = card.period.iso
            within = count_within(connection, directories, area, indicator, period)
            card = replace(card, within=within)
        cards.append(replace(card, reporting_level=level, area_level=area.level, owner=owner))
    return cards


def _counts_others(
    connection: Connection, directories: Directories | None, area: Area, card: Card
) -> bool:
    """Tell whether a number counts areas of another vintage."""
    cell, lowest = card.cell, card.indicator.lowest_level
    if cell is None or not cell.converted or cell.converted != cell.reported:
        return False
    if cell.expected <= 1 or not card.indicator.space_rule.adds_up:
        return False
    # The number of a former district that was spread over its communes counts these.
    return cell.expected != count_lowest_of(connection, directories, area.id, lowest)


def find_crossing(card: Card, shown_in: str, vintages: Sequence[Vintage]) -> Crossing | None:
    """Return the change of vintages across which a card's number was converted.

    Args:
        card: a card with a number that was reported in another vintage.
        shown_in: the vintage that stores the area shown.
        vintages: all loaded vintages.
    """
    if card.period is None:
        return None
    own = resolve_vintage(shown_in, vintages)
    is_first = own.code == min(vintages, key=lambda each: each.valid_from).code
    began = date.fromisoformat(own.valid_from)
    if not is_first and (own.valid_to is None or card.period.start < began):
        return Crossing(began, from_before=True)
    if own.valid_to is None:
        return None
    return Crossing(date.fromisoformat(own.valid_to) + timedelta(days=1), from_before=False)


def cells_of(series: pd.DataFrame | Mapping[str, Any]) -> list[Cell]:
    """Return the rows of a series (a frame, or its columns) as cells; NaN becomes None."""

    def plain(column: str) -> list[float | None]:
        # Only NaN differs from itself.
        return [None if each != each else each for each in series[column].tolist()]

    return [
        Cell(*row)
        for row in zip(
            list(series["period"]),
            plain("value"),
            plain("numerator"),
            plain("denominator"),
            series["reported"].tolist(),
            series["expected"].tolist(),
            series["demo"].tolist(),
            series["converted"].tolist(),
            series["estimated"].tolist(),
            series["basis"].tolist(),
            series["from_above"].tolist(),
            series["voice"].tolist(),
            plain("beside_value"),
            series["beside_reported"].tolist(),
            series["beside_demo"].tolist(),
            strict=True,
        )
    ]
