"""Cards with their changes over the same areas, and with what the unfinished would come to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection

from data.directories import DirectoryCache, remembered
from data.queries.areas import Area
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.fills import fill_communes, find_provisional, periods_back
from data.queries.comparison.gathered import Gathered, compare_gathered, find_gathered
from data.queries.comparison.nodes import find_nodes
from data.queries.periods import read_periods
from ioc.area import COUNTRY_CODE, Level
from ioc.card import Card, Cell, whole_comparison
from ioc.comparison import Comparison, Provisional, count_level
from ioc.indicator import Indicator
from ioc.period import Period, parse_period, period_of
from ioc.series_break import SeriesBreak
from ioc.shown import judge_value
from ioc.status import Status

Made = TypeVar("Made")


class SameAreas:
    """Compares the numbers of one indicator in one area; what is asked twice is read once."""

    def __init__(
        self,
        connection: Connection,
        directories: DirectoryCache | None,
        area: Area,
        indicator: Indicator,
        likely: Sequence[str] = (),
    ) -> None:
        """Periods that are `likely` to be asked for are read together with the first."""
        self._connection = connection
        self._directories = directories
        self._area = area
        self._indicator = indicator
        self._reader: CellReader | None = None
        self._over_today: CellReader | None = None
        self._likely = likely

    @property
    def area(self) -> Area:
        """Whose numbers are compared."""
        return self._area

    @property
    def indicator(self) -> Indicator:
        """Of which indicator."""
        return self._indicator

    def compare(self, now: Cell, then: Cell) -> Comparison | None:
        """Return how the number moved between two cells of the area's own series."""
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
        """Return what an unfinished cell of the series would come to; None: nothing to say."""
        if now.value is None or now.is_whole or self._area.level is Level.VILLAGE:
            return None
        is_former = bool(now.converted)
        return self._remember(
            ("provisional", now.period), lambda: self._fill(now.period, breaks, is_former)
        )

    def _remember(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        named: Hashable = (*key, self._area.id, self._area.key.vintage, self._indicator.id)
        return remembered(self._directories, self._connection, named, make, self._indicator.code)

    def _find(self) -> tuple[CellReader, int]:
        if self._reader is None:
            root = self._area.province_code or COUNTRY_CODE
            vintage = self._area.key.vintage
            nodes = find_nodes(self._connection, self._directories, vintage, root)
            self._reader = CellReader(self._connection, nodes, self._indicator)
            self._reader.fetch(self._likely)
        place = self._reader.nodes.index_of(np.array([self._area.id]))[0]
        return self._reader, int(place)

    def _find_gathered(self, is_former: bool) -> Gathered | None:
        """Return the communes of today that a former area's number is the sum of."""
        if not is_former or self._area.level.depth >= Level.COMMUNE.depth:
            return None
        if self._indicator.lowest_level.depth < Level.COMMUNE.depth:
            return None
        found = find_gathered(self._connection, self._directories, self._area)
        if found is not None and self._over_today is None:
            self._over_today = CellReader(self._connection, found.nodes, self._indicator)
        return found

    def _compare(self, now: str, then: str, is_former: bool) -> Comparison | None:
        gathered = self._find_gathered(is_former)
        if gathered is not None and self._over_today is not None:
            return compare_gathered(
                self._connection, self._directories, gathered, self._over_today, now, then
            )
        reader, place = self._find()
        if place < 0:
            return None
        found = find_changes(self._connection, self._directories, reader, now, then)
        if np.isnan(found.change[place]):
            return None
        level = count_level(self._area.level, self._indicator.lowest_level)
        return Comparison(
            then, float(found.change[place]), int(found.count[place]),
            int(found.expected[place]), level,
        )  # fmt: skip

    def _fill(self, now: str, breaks: Sequence[SeriesBreak], is_former: bool) -> Provisional | None:
        texts = periods_back(now, breaks)
        gathered = self._find_gathered(is_former)
        if gathered is not None and self._over_today is not None:
            communes, shares = gathered.weighed(self._indicator)
            return fill_communes(
                self._connection, self._directories, self._over_today, communes, texts, shares,
                gathered.expected,
            )  # fmt: skip
        reader, place = self._find()
        if place < 0:
            return None
        return find_provisional(self._connection, self._directories, reader, place, texts)


def with_comparisons(
    connection: Connection, directories: DirectoryCache | None, area: Area, card: Card
) -> Card:
    """Return a card with what its number is compared with, and what it would come to.

    Args:
        connection: open connection.
        directories: what remembers it until numbers of the indicator change; None: nothing does.
        area: whose card.
        card: with its target.
    """
    cell = card.cell
    if cell is None:
        return card
    befores = [each.period for each in (card.before_last, card.before_year) if each is not None]
    same = SameAreas(connection, directories, area, card.indicator, (cell.period, *befores))
    last, year = (
        same.compare(cell, before) if before is not None else None
        for before in (card.before_last, card.before_year)
    )
    card = replace(card, last=last, year=year, provisional=same.fill(cell, card.breaks))
    return replace(card, filled=_filled(same, card))


def with_awaited(
    connection: Connection,
    directories: DirectoryCache | None,
    area: Area,
    card: Card,
    today: date,
) -> Card:
    """Return a card that says so where it shows an earlier period than its neighbours have.

    Args:
        connection: open connection.
        directories: what remembers the periods that hold numbers; None: they are read anew.
        area: whose card.
        card: of no period in particular; one that was asked for a period knows it already.
        today: what decides which period is over.
    """
    if card.awaited is not None or card.period is None:
        return card
    found = find_awaited(connection, directories, area, card.indicator, card.period, today)
    return card if found is None else replace(card, awaited=found)


def find_awaited(
    connection: Connection,
    directories: DirectoryCache | None,
    area: Area,
    indicator: Indicator,
    shown: Period,
    today: date,
) -> Period | None:
    """Return the later period that areas beside one have, where it shows an earlier; else None.

    Arguments as `with_awaited`.
    """
    if area.level is Level.COUNTRY:
        return None
    if shown.end >= period_of(today, indicator.frequency).previous().end:
        return None
    root = COUNTRY_CODE if area.level is Level.PROVINCE else area.province_code

    if directories is None:
        held = read_periods(connection, indicator, area.key.vintage, area.level, root)
    else:
        held = directories.periods_at(connection, indicator, area.key.vintage, area.level, root)
    closed = [each for each in map(parse_period, held) if each.is_closed(today)]
    later = [each for each in closed if each.end > shown.end]
    return max(later, key=lambda each: each.end, default=None)


def _filled(same: SameAreas, card: Card) -> dict[str, float]:
    """Return what unfinished numbers would come to, as far back as the card's colour hangs on them.

    A month of few may differ in colour because of who reported; only such are reckoned.
    """
    filled: dict[str, float] = {}
    status = card.verdict.status
    if card.target is None or status in (Status.NO_DATA, Status.NO_TARGET):
        return filled
    for cell in reversed(card.history):
        if cell.value is None or judge_cell(card, cell.value) is status:
            continue
        found = same.fill(cell, card.breaks)
        if found is None or judge_cell(card, found.value) is not status:
            break
        filled[cell.period] = found.value
    return filled


def judge_cell(card: Card, value: float) -> Status:
    """Return the status of another value of a card's series, by today's target."""
    target = card.target.value if card.target else None
    return judge_value(card.indicator, value, target).status
