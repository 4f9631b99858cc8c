"""Published figures beside what the store computes for the same area and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.catalogue import (
    PublishedFigure,
    indicators_by_code,
    read_published_figures,
)
from data.queries.series import read_series
from ioc.indicator import Indicator, TimeRule
from ioc.period import parse_period


@dataclass(frozen=True)
class Published:
    """One published figure. `differs` is None where nothing comparable is in the store."""

    indicator: Indicator | None  # None: outside the catalogue
    period: str
    value: float
    unit: str
    is_target: bool
    as_published: str
    source_title: str
    source_date: str
    computed: float | None
    differs: bool | None


def read_published_lines(connection: Connection, here: Area) -> list[Published]:
    """Return the published figures of an area, each with the computed number, if comparable.

    Comparable: not a goal, of an indicator of the catalogue, in its unit, and spoken of the area
    itself or of the indicator's lowest level ("100 % of districts" is no number of the province's
    communes). Two numbers differ when they do at the decimals that were published.
    """
    figures = read_published_figures(connection, here.row_key)
    if not figures:
        return []
    known = indicators_by_code(connection, (each.indicator_code for each in figures))
    lines = []
    for figure in figures:
        indicator = known.get(figure.indicator_code)
        computed, differs = None, None
        if indicator is not None and _is_comparable(figure, indicator, here):
            series = read_series(connection, indicator, here.id)
            computed = _value_at(series, figure.period, indicator.time_rule)
            if computed is not None:
                decimals = len(f"{figure.value:.10g}".partition(".")[2])
                differs = round(computed, decimals) != round(figure.value, decimals)
        lines.append(
            Published(
                indicator=indicator,
                period=figure.period,
                value=figure.value,
                unit=figure.unit,
                is_target=figure.is_target,
                as_published=figure.as_published,
                source_title=figure.source_title,
                source_date=figure.source_date,
                computed=computed,
                differs=differs,
            )
        )
    return lines


def read_published_points(
    connection: Connection, indicator: Indicator, areas: Sequence[Area]
) -> list[PublishedFigure]:
    """Return the published figures of an indicator that may stand beside its series, by period.

    Args:
        connection: open connection.
        indicator: the definition.
        areas: the area of the series, and former ones with the same land.
    """
    found = [
        figure
        for here in areas
        for figure in read_published_figures(connection, here.row_key)
        if figure.indicator_code == indicator.code and _is_comparable(figure, indicator, here)
    ]
    return sorted(found, key=lambda figure: parse_period(figure.period).end)


def _is_comparable(figure: PublishedFigure, indicator: Indicator, here: Area) -> bool:
    return (
        not figure.is_target
        and figure.unit == indicator.unit_vi
        and figure.level in (here.level, indicator.lowest_level)
    )


def _value_at(series: pd.DataFrame, wanted: str, rule: TimeRule) -> float | None:
    """Return the value of a period; of a stock also that of a period with the same last day."""
    end = parse_period(wanted).end
    for period, value in zip(series["period"].tolist(), series["value"].tolist(), strict=True):
        stock = rule is TimeRule.LAST_VALUE and parse_period(period).end == end
        if (period == wanted or stock) and value == value:
            return float(value)
    return None
