"""Cards with their changes over the same areas, and with provisional values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection

from data.queries.areas import Area
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.fills import fill_communes, find_provisional, periods_back
from data.queries.comparison.nodes import find_nodes
from data.queries.comparison.successors import Successors, compare_over_successors, find_successors
from data.queries.directories import Directories, remember
from data.queries.periods import read_periods
from ioc.area import COUNTRY_CODE, Level
from ioc.card import Card, Cell, whole_comparison
from ioc.comparison import Comparison, Provisional, count_level
from ioc.indicator import Indicator
from ioc.period import Period, parse_period, period_of
from ioc.series_break import SeriesBreak
from ioc.shown import judge_value
from ioc.status import Status

Value = TypeVar("Value")


class SameAreas:
    """Compares the numbers of one indicator in one area; each period is read once."""

    def __init__(
        self,
        connection: Connection,
        directories: Directories | None,
        area: Area,
        indicator: Indicator,
        likely: Sequence[str] = (),
    ) -> None:
        """Prepare; `likely` periods are read together with the first."""
        self._connection = connection
        self._directories = directories
        self._area = area
        self._indicator = indicator
        self._reader: CellReader | None = None
        self._over_today: CellReader | None = None
        self._likely = likely

    @property
    def area(self) -> Area:
        """The area of the numbers."""
        return self._area

    @property
    def indicator(self) -> Indicator:
        """The indicator of the numbers."""
        return self._indicator

    def compare(self, now: Cell, then: Cell) -> Comparison | None:
        """Return the comparison of two cells of the area's own series; None: not comparable."""
        whole = whole_comparison(now, then)
        if whole is not None or now.value is None or then.value is None:
            return whole
        if not self._indicator.space_rule.adds_up or self._area.level is Level.VILLAGE:
            return None
        is_former = bool(now.converted or then.converted)
        return self._remember(
            ("comparison", now.period, then.period),
            lambda: self._compare(now.period, then.period, is_former),
        )

    def fill(self, now: Cell, breaks: Sequence[SeriesBreak] = ()) -> Provisional | None:
        """Return the provisional value of an unfinished cell of the series; None: there is none."""
        if now.value is None or now.is_whole or self._area.level is Level.VILLAGE:
            return None
        is_former = bool(now.converted)
        return self._remember(
            ("provisional", now.period), lambda: self._fill(now.period, breaks, is_former)
        )

    def _remember(self, key: tuple[str, ...], make: Callable[[], Value]) -> Value:
        full_key: Hashable = (*key, self._area.id, self._area.key.vintage, self._indicator.id)
        return remember(self._directories, self._connection, full_key, make, self._indicator.code)

    def _find(self) -> tuple[CellReader, int]:
        if self._reader is None:
            root = self._area.province_code or COUNTRY_CODE
            vintage = self._area.key.vintage
            nodes = find_nodes(self._connection, self._directories, vintage, root)
            self._reader = CellReader(self._connection, nodes, self._indicator)
            self._reader.fetch(self._likely)
        place = self._reader.nodes.index_of(np.array([self._area.id]))[0]
        return self._reader, int(place)

    def _find_successors(self, is_former: bool) -> Successors | None:
        """Return the communes of today whose sum is a former area's number."""
        if not is_former or self._area.level.depth >= Level.COMMUNE.depth:
            return None
        if self._indicator.lowest_level.depth < Level.COMMUNE.depth:
            return None
        successors = find_successors(self._connection, self._directories, self._area)
        if successors is not None and self._over_today is None:
            self._over_today = CellReader(self._connection, successors.nodes, self._indicator)
        return successors

    def _compare(self, now: str, then: str, is_former: bool) -> Comparison | None:
        successors = self._find_successors(is_former)
        if successors is not None and self._over_today is not None:
            return compare_over_successors(
                self._connection, self._directories, successors, self._over_today, now, then
            )
        reader, place = self._find()
        if place < 0:
            return None
        changes = find_changes(self._connection, self._directories, reader, now, then)
        if np.isnan(changes.change[place]):
            return None
        level = count_level(self._area.level, self._indicator.lowest_level)
        return Comparison(
            then, float(changes.change[place]), int(changes.count[place]),
            int(changes.expected[place]), level,
        )  # fmt: skip

    def _fill(self, now: str, breaks: Sequence[SeriesBreak], is_former: bool) -> Provisional | None:
        texts = periods_back(now, breaks)
        successors = self._find_successors(is_former)
        if successors is not None and self._over_today is not None:
            communes, shares = successors.with_shares(self._indicator)
            return fill_communes(
                self._connection, self._directories, self._over_today, communes, texts, shares,
                successors.expected,
            )  # fmt: skip
        reader, place = self._find()
        if place < 0:
            return None
        return find_provisional(self._connection, self._directories, reader, place, texts)


def with_comparisons(
    connection: Connection, directories: Directories | None, area: Area, card: Card
) -> Card:
    """Return a card with its comparisons and its provisional values.

    Args:
        connection: open connection.
        directories: the memory until numbers of the indicator change; None: there is none.
        area: the area of the card.
        card: with its target.
    """
    cell = card.cell
    if cell is None:
        return card
    earlier_periods = [
        each.period for each in (card.before_last, card.before_year) if each is not None
    ]
    same = SameAreas(connection, directories, area, card.indicator, (cell.period, *earlier_periods))
    last, year = (
        same.compare(cell, before) if before is not None else None
        for before in (card.before_last, card.before_year)
    )
    card = replace(card, last=last, year=year, provisional=same.fill(cell, card.breaks))
    return replace(card, fills=_fill_history(same, card))


def with_awaited_period(
    connection: Connection,
    directories: Directories | None,
    area: Area,
    card: Card,
    today: date,
) -> Card:
    """Return a card with the later period that its neighbours have already, if there is one.

    Args:
        connection: open connection.
        directories: the memory of periods with numbers; None: they are read anew.
        area: the area of the card.
        card: of the latest period; a card of a requested period has the awaited one already.
        today: decides which periods are over.
    """
    if card.awaited is not None or card.period is None:
        return card
    awaited_period = find_awaited_period(
        connection, directories, area, card.indicator, card.period, today
    )
    return card if awaited_period is None else replace(card, awaited=awaited_period)


def find_awaited_period(
    connection: Connection,
    directories: Directories | None,
    area: Area,
    indicator: Indicator,
    period: Period,
    today: date,
) -> Period | None:
    """Return the last period that neighbouring areas have, if it is later than `period`; else None.

    Arguments as `with_awaited_period`.
    """
    if area.level is Level.COUNTRY:
        return None
    if period.end >= period_of(today, indicator.frequency).previous().end:
        return None
    root = COUNTRY_CODE if area.level is Level.PROVINCE else area.province_code

    if directories is None:
        periods = read_periods(connection, indicator, area.key.vintage, area.level, root)
    else:
        periods = directories.periods_at(connection, indicator, area.key.vintage, area.level, root)
    closed_periods = [each for each in map(parse_period, periods) if each.is_closed(today)]
    later = [each for each in closed_periods if each.end > period.end]
    return max(later, key=lambda each: each.end, default=None)


def _fill_history(same: SameAreas, card: Card) -> dict[str, float]:
    """Return provisional values by period, as far back as the card's colour depends on them.

    A month with few reports may differ in colour only because of who reported; only such months
    are computed.
    """
    values: dict[str, float] = {}
    status = card.verdict.status
    if card.target is None or status in (Status.NO_DATA, Status.NO_TARGET):
        return values
    for cell in reversed(card.history):
        if cell.value is None or judge_cell(card, cell.value) is status:
            continue
        provisional = same.fill(cell, card.breaks)
        if provisional is None or judge_cell(card, provisional.value) is not status:
            break
        values[cell.period] = provisional.value
    return values


def judge_cell(card: Card, value: float) -> Status:
    """Return the status of another value of a card's series, by today's target."""
    target = card.target.value if card.target else None
    return judge_value(card.indicator, value, target).status
