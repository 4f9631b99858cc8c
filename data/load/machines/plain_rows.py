"""Posted rows without any fault, checked one by one without building tables.

The checks of files work on whole columns, which costs nearly the same for one row as for a
thousand; machines mostly send one correct row. This module accepts only rows that those checks
would accept without a remark, except that a period is still open. In any doubt it leaves the rows
to them, so that all faults come from one place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from enum import Enum, auto
from typing import Any

from data.load.areas.matching import AreaIndex
from data.load.areas.names import AreaRow, same_name
from data.load.checks.definitions import COVERED, UNCOVERED, WEAK
from data.load.checks.records import KnownIndicator
from data.load.files.headings import HeadingReader
from data.load.files.texts.periods import at_frequency, is_like_a_number, read_period
from data.load.observations import HandInCells
from ioc.bounds import is_bounded
from ioc.indicator import SpaceRule
from ioc.period import Period, PeriodError

FIELDS = ("indicator", "area", "area_name", "period", "numerator", "denominator", "value")
_KNOWN_FIELDS = frozenset(FIELDS)
_NONE = math.nan
_MOST_PERIODS = 5_000
# Well below the bound, whatever the factor: larger quotients are left to the full checks.
_NEAR = 1e6
_Parts = tuple[float, float, float]
_Cell = tuple[KnownIndicator, int, Period, str, _Parts]


class _CellShape(Enum):
    """Which numbers a cell of an indicator has."""

    SHARE = auto()  # a ratio of at most 100 %
    RATIO = auto()
    COUNT = auto()
    MEDIAN = auto()
    SCORE = auto()


class PlainReader:
    """Reads rows against the catalogue; remembers the periods of texts."""

    def __init__(self, kinds: Sequence[KnownIndicator], reader: HeadingReader) -> None:
        self._kinds = {
            kind.code: (kind, _shape(kind))
            for kind in kinds
            if reader.indicator(kind.code) == kind.code
        }
        self._periods: dict[tuple[str, str], tuple[Period, str] | None] = {}

    def read(
        self, rows: Sequence[Any], areas: AreaIndex, today: date, valid_to: date | None
    ) -> tuple[HandInCells, Period | None] | None:
        """Return the cells of the rows, and the one period of theirs that is still open.

        None: not all rows are plain.
        """
        cells: dict[tuple[int, int, str], _Parts] = {}
        unfinished: Period | None = None
        signals: dict[tuple[int, str], dict[str, _Parts]] = {}
        bare_ratios = 0
        for row in rows:
            cell = self._cell(row, areas)
            if cell is None:
                return None
            kind, area_id, period, iso, parts = cell
            if period.start > today or (valid_to is not None and period.start > valid_to):
                return None
            if period.end >= today:
                # Several open periods need remarks in an order that is not known here.
                if unfinished is not None and unfinished != period:
                    return None
                unfinished = period
            if kind.code in (COVERED, UNCOVERED, WEAK):
                signals.setdefault((area_id, iso), {})[kind.code] = parts
            bare_ratios += kind.has_denominator and parts[0] != parts[0]
            cells[area_id, kind.id, iso] = parts
        if len(cells) < len(rows) or bare_ratios > 2 or not all(map(_agree, signals.values())):
            return None
        places, indicators, isos = zip(*cells, strict=True)
        return HandInCells(places, indicators, isos, *zip(*cells.values(), strict=True)), unfinished

    def _cell(self, row: Any, areas: AreaIndex) -> _Cell | None:
        if type(row) is not dict or not _KNOWN_FIELDS.issuperset(row):
            return None
        code, place, text = row.get("indicator"), row.get("area"), row.get("period")
        if type(code) is not str or type(place) is not str or type(text) is not str:
            return None
        entry = self._kinds.get(code)
        # A spreadsheet's "40.0" and "'40" are left to the full checks; no code has these marks.
        if entry is None or "." in place or "'" in place:
            return None
        kind, shape = entry
        area = areas.find(place, None)
        if area is None or area.level.depth > kind.lowest_level.depth:
            return None
        if not _is_named(row.get("area_name"), area):
            return None
        period, parts = self._period(text, kind), _parts(row, shape)
        if parts is not None and not _fits(kind, shape, parts):
            return None
        return None if period is None or parts is None else (kind, area.id, *period, parts)

    def _period(self, text: str, kind: KnownIndicator) -> tuple[Period, str] | None:
        key = (text, kind.frequency.value)
        if key not in self._periods:
            if len(self._periods) >= _MOST_PERIODS:
                self._periods.clear()
            try:
                if is_like_a_number(text):
                    raise PeriodError(text)
                exact = at_frequency(read_period(text), kind.frequency)
            except PeriodError:
                exact = None
            self._periods[key] = None if exact is None else (exact, exact.iso)
        return self._periods[key]


def _shape(kind: KnownIndicator) -> _CellShape:
    if kind.has_denominator:
        return _CellShape.SHARE if kind.factor == 100 else _CellShape.RATIO
    if kind.space_rule is SpaceRule.SUM:
        return _CellShape.COUNT
    return _CellShape.MEDIAN if kind.space_rule is SpaceRule.MEDIAN_OF_SAMPLES else _CellShape.SCORE


def _agree(signals: dict[str, _Parts]) -> bool:
    """Tell whether the parts of HT01 to HT03 in one area agree; see `check_weak_signal`."""
    nothing = (_NONE, _NONE, _NONE)
    weak, covered = signals.get(WEAK, nothing)[1], signals.get(COVERED, nothing)
    if weak != weak:
        return True
    expected = covered[1] - signals.get(UNCOVERED, nothing)[0]
    if expected != expected:
        expected = covered[0]
    return expected != expected or expected == weak


def _is_named(name: Any, area: AreaRow) -> bool:
    if name is None or name == "":
        return True
    return type(name) is str and name.isprintable() and same_name(name.strip(), area)


def _fits(kind: KnownIndicator, shape: _CellShape, parts: _Parts) -> bool:
    """Tell whether counts are whole and scores within their scale."""
    top, bottom, value = parts
    if kind.whole or shape is _CellShape.MEDIAN:
        if (top == top and top % 1) or (bottom == bottom and bottom % 1):
            return False
    if kind.whole and shape is _CellShape.SCORE and value % 1:
        return False
    return kind.highest is None or not value > kind.highest


def _parts(row: dict[str, Any], shape: _CellShape) -> _Parts | None:
    """Return numerator, denominator and value in the form of the store; None: in doubt."""
    top, bottom, value = (_number(row.get(name)) for name in FIELDS[4:])
    if top < 0 or bottom < 0 or value < 0:
        return None
    has_top, has_bottom, has_value = top == top, bottom == bottom, value == value
    if shape in (_CellShape.SHARE, _CellShape.RATIO):
        if has_top and bottom > 0 and not has_value:
            # A ratio that is no share may be too large.
            fits = top <= bottom * _NEAR if shape is _CellShape.RATIO else top <= bottom
            return (top, bottom, _NONE) if fits else None
        if has_value and not has_top and not has_bottom:
            return (_NONE, _NONE, value) if shape is _CellShape.RATIO or value <= 100 else None
        return None
    if has_bottom:
        return None
    if shape is _CellShape.MEDIAN:
        return (top, _NONE, value) if has_value else None
    if has_top == has_value:
        return None
    single = top if has_top else value
    return (single, _NONE, _NONE) if shape is _CellShape.COUNT else (_NONE, _NONE, single)


def _number(number: Any) -> float:
    """Return a number; NaN for None, -1 for what is no number."""
    if number is None:
        return _NONE
    if type(number) not in (int, float) or not is_bounded(number):
        return -1.0
    return float(number)
