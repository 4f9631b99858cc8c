"""Published figures beside the store's numbers for the same area and period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from data.queries.areas import Area, find_area
from data.queries.catalogue import (
    PublishedFigure,
    indicators_by_code,
    read_published_figures,
)
from data.queries.lineage import read_lineage
from data.queries.published_search import read_published_places
from data.queries.screens.cards import cells_of
from data.queries.series import read_cell_columns
from ioc.area import AreaKey, Level
from ioc.card import Cell
from ioc.indicator import Indicator, TimeRule
from ioc.period import Frequency, parse_period, period_of
from ioc.shown import round_half_up

# A source that names a bound or a guess: "hơn 1.000", "khoảng 50%". "5 trên 10" is a part of a
# whole, while a year or a month may stand before a bound: "tháng 9/2025 trên 95%".
_ROUGH = re.compile(
    r"\b(hơn|gần|khoảng|xấp xỉ|ước|ước tính|ít nhất|không dưới|trên dưới)\s+\d"
    r"|((?<!\d )|(?<=năm \d{4} )|(?<=/\d{4} ))\btrên\s+\d"
    r"|cận dưới|ước chừng|áng chừng"
)


def is_bound(text: str) -> bool:
    """Tell whether a source names a bound or a guess, not the number itself.

    >>> [is_bound(each) for each in ("hơn 45%", "năm 2024 hơn 1.000", "tháng 9/2025 trên 95%")]
    [True, True, True]
    >>> is_bound("5 trên 10"), is_bound("45,2%")
    (False, False)
    """
    return _ROUGH.search(text.lower()) is not None


@dataclass(frozen=True)
class PublishedComparison:
    """One published figure, and the store's number of the same measure, area and period.

    `computed` is None where the store has none, or where the figure is of another measure
    (`is_comparable`: a goal, another unit or level, outside the catalogue). `differs` is None where
    the two are not compared: the store has no number or a made-up one (`is_demo`), or the source
    names a bound (`is_rough`). `others` are the other values that sources publish of the same
    measure.
    """

    figure: PublishedFigure
    indicator: Indicator | None  # None: outside the catalogue
    computed: float | None
    differs: bool | None
    is_comparable: bool = True
    is_demo: bool = False
    is_rough: bool = False
    others: tuple[float, ...] = ()

    @property
    def why_not(self) -> str:
        """Why the two numbers are not compared; empty where they are.

        "other_measure", "no_number", "demo" or "approximate".
        """
        if self.differs is not None:
            return ""
        if not self.is_comparable:
            return "other_measure"
        if self.computed is None:
            return "no_number"
        return "demo" if self.is_demo else "approximate"


def read_published_around(
    connection: Connection, here: Area, indicator_code: str = ""
) -> list[tuple[Area, PublishedComparison]]:
    """Return the published figures that are about an area, each with the area that it names.

    Of the country all; else those of its province, then those of the provinces that had its land.

    Args:
        connection: open connection.
        here: the area.
        indicator_code: only figures of this measure; empty: of all.
    """
    return [
        (place, line)
        for place in places_around(connection, here)
        for line in read_published_lines(connection, place)
        if indicator_code in ("", line.figure.indicator_code)
    ]


def places_around(connection: Connection, here: Area) -> list[Area]:
    """Return the areas whose published figures are about an area.

    Of the country all that have figures; else its province, then the provinces that had its land.
    """
    keys = sorted(read_published_places(connection))
    if here.level is Level.COUNTRY or not keys:
        return [find_area(connection, key) for key in keys]
    province = here
    if here.level is not Level.PROVINCE and here.province_code:
        province = find_area(connection, AreaKey(here.key.vintage, here.province_code))
    earlier = [step.source for step in read_lineage(connection, province).before()]
    return [province, *(find_area(connection, key) for key in keys if key in earlier)]


def read_published_lines(connection: Connection, here: Area) -> list[PublishedComparison]:
    """Return the published figures of an area, each with the computed number, if comparable.

    Comparable: not a goal, of an indicator of the catalogue, in its unit, and about the area itself
    or the indicator's lowest level ("100 % of districts" is no number of the province's communes).
    Compared only where the store's number is not made up, and the source names no bound ("hơn
    1.000"). Two numbers differ if they do at the published decimals, or in their parts.
    """
    figures = read_published_figures(connection, here.row_key)
    if not figures:
        return []
    indicators = indicators_by_code(connection, (each.indicator_code for each in figures))
    cells = _read_cells(connection, here, figures, indicators)
    subjects: dict[tuple[str, ...], list[float]] = {}
    for figure in figures:
        subjects.setdefault(_subject_of(figure), []).append(figure.value)
    lines = []
    for figure in figures:
        indicator = indicators.get(figure.indicator_code)
        cell = None
        is_comparable = indicator is not None and _is_comparable(figure, indicator, here)
        if indicator is not None and is_comparable:
            cell = _cell_at(cells.get(indicator.id, ()), figure.period, indicator.time_rule)
        is_rough = is_bound(figure.as_published)
        is_demo = cell is not None and cell.demo > 0
        is_compared = cell is not None and not is_demo and not is_rough
        lines.append(
            PublishedComparison(
                figure=figure,
                indicator=indicator,
                computed=cell.value if cell else None,
                differs=_differs(figure, cell) if cell and is_compared else None,
                is_comparable=is_comparable,
                is_demo=is_demo,
                is_rough=is_rough,
                others=_contradicting(figure.value, subjects[_subject_of(figure)]),
            )
        )
    return lines


def _read_cells(
    connection: Connection,
    here: Area,
    figures: Sequence[PublishedFigure],
    indicators: Mapping[str, Indicator],
) -> dict[int, list[Cell]]:
    """Return by indicator the cells to compare figures with, in the order of periods."""
    comparable: dict[int, Indicator] = {}
    periods: set[str] = set()
    for each in figures:
        indicator = indicators.get(each.indicator_code)
        if indicator is not None and _is_comparable(each, indicator, here):
            comparable[indicator.id] = indicator
            periods |= _equal_periods(each.period, indicator.time_rule)
    cells: dict[int, list[Cell]] = {}
    if comparable:
        columns = read_cell_columns(connection, [*comparable.values()], here.id, sorted(periods))
        for ident, cell in zip(columns["indicator_id"].tolist(), cells_of(columns), strict=True):
            cells.setdefault(ident, []).append(cell)
    return cells


@lru_cache(maxsize=1024)
def _equal_periods(period: str, rule: TimeRule) -> frozenset[str]:
    """Return the periods whose numbers are comparable with those of a period (`_cell_at`)."""
    if rule is not TimeRule.LAST_VALUE:
        return frozenset((period,))
    end = parse_period(period).end
    alike = (period_of(end, frequency) for frequency in Frequency)
    return frozenset((period, *(each.iso for each in alike if each.end == end)))


def read_published_points(
    connection: Connection, indicator: Indicator, areas: Sequence[Area]
) -> list[PublishedFigure]:
    """Return the published figures that are comparable with an indicator's series, by period.

    Args:
        connection: open connection.
        indicator: the indicator.
        areas: the area of the series, and former ones with the same land.
    """
    figures = [
        figure
        for here in areas
        for figure in read_published_figures(connection, here.row_key)
        if figure.indicator_code == indicator.code and _is_comparable(figure, indicator, here)
    ]
    return sorted(figures, key=lambda figure: parse_period(figure.period).end)


def _is_comparable(figure: PublishedFigure, indicator: Indicator, here: Area) -> bool:
    return (
        not figure.is_target
        and figure.unit == indicator.unit_vi
        and figure.level in (here.level, indicator.lowest_level)
    )


def _subject_of(figure: PublishedFigure) -> tuple[str, ...]:
    """Return the key of a figure's measure, whoever published it."""
    return (figure.level, figure.period, figure.indicator_code, figure.unit, str(figure.is_target))


def _cell_at(cells: Sequence[Cell], period: str, rule: TimeRule) -> Cell | None:
    """Return the cell of a period; of a stock also that of a period with the same last day."""
    periods = _equal_periods(period, rule)
    for cell in cells:
        if cell.period in periods and cell.value is not None:
            return cell
    return None


def _contradicting(value: float, values: Sequence[float]) -> tuple[float, ...]:
    """Return the values that differ from one at the decimals of the coarser of the two.

    >>> _contradicting(98.34, [98.34, 98.3, 97.0])
    (97.0,)
    """
    others = dict.fromkeys(values)
    return tuple(each for each in others if not _is_same(value, each))


def _is_same(one: float, other: float) -> bool:
    decimals = min(_decimals(one), _decimals(other))
    return round_half_up(one, decimals) == round_half_up(other, decimals)


def _decimals(value: float) -> int:
    return len(f"{value:.10g}".partition(".")[2])


def _differs(figure: PublishedFigure, cell: Cell) -> bool:
    decimals = _decimals(figure.value)
    if round_half_up(cell.value or 0.0, decimals) != round_half_up(figure.value, decimals):
        return True
    pairs = (figure.numerator, cell.numerator), (figure.denominator, cell.denominator)
    return all(None not in pair for pair in pairs) and any(one != two for one, two in pairs)
