"""Published figures beside what the store computes for the same area and period."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.catalogue import all_indicators, read_published_figures
from data.queries.cells import read_series
from ioc.indicator import Indicator


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
    figures = read_published_figures(connection, here.key)
    if figures.empty:
        return []
    known = {each.code: each for each in all_indicators(connection)}
    lines = []
    for row in figures.to_dict("records"):
        indicator = known.get(row["indicator_code"])
        computed, differs = None, None
        if (
            indicator is not None
            and not row["is_target"]
            and row["unit"] == indicator.unit_vi
            and row["level"] in (here.level, indicator.lowest_level)
        ):
            series = read_series(connection, indicator, here.id)
            held = series[series["period"] == row["period"]]["value"].dropna()
            if len(held):
                computed = float(held.iloc[0])
                decimals = len(f"{row['value']:.10g}".partition(".")[2])
                differs = round(computed, decimals) != round(row["value"], decimals)
        lines.append(
            Published(
                indicator=indicator,
                period=row["period"],
                value=float(row["value"]),
                unit=row["unit"],
                is_target=bool(row["is_target"]),
                as_published=row["as_published"],
                source_title=row["source_title"],
                source_date=row["source_date"],
                computed=computed,
                differs=differs,
            )
        )
    return lines
