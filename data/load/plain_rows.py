"""Posted rows in which nothing can be wrong, checked one by one without building tables.

The checks of files look at whole columns, which costs nearly the same for one row as for a
thousand; machines mostly send one row, and a right one. What is taken here are only rows that
those checks would take without a word, save that a period is still open. At the least doubt the
rows are left to them, so they alone say what is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from enum import Enum, auto
from typing import Any

from data.load.area_matching import AreaIndex
from data.load.area_names import AreaRow, same_name
from data.load.check_definitions import COVERED, UNCOVERED, WEAK
from data.load.headings import HeadingReader
from data.load.observations import Reported
from data.load.records import KnownIndicator
from data.load.texts.periods import at_frequency, is_like_a_number, read_period
from ioc.bounds import is_bounded
from ioc.indicator import SpaceRule
from ioc.period import Period, PeriodError

FIELDS = ("indicator", "area", "area_name", "period", "numerator", "denominator", "value")
_KNOWN_FIELDS = frozenset(FIELDS)
_NONE = math.nan
_MOST_PERIODS = 5_000
# Well below the bound, whatever the factor: a closer look is taken above.
_NEAR = 1e6
_Parts = tuple[float, float, float]
_Cell = tuple[KnownIndicator, int, Period, str, _Parts]


class _Shape(Enum):
    """Which numbers make a cell of an indicator."""

    SHARE = auto()  # a ratio of at most 100 %
    RATIO = auto()
    COUNT = auto()
    MEDIAN = auto()
    SCORE = auto()


class PlainReader:
    """Reads rows against the catalogue; remembers what the texts of periods mean."""

    def __init__(self, kinds: Sequence[KnownIndicator], reader: HeadingReader) -> None:
        self._kinds = {
            kind.code: (kind, _shape(kind))
            for kind in kinds
            if reader.indicator(kind.code) == kind.code
        }
        self._periods: dict[tuple[str, str], tuple[Period, str] | None] = {}

    def read(
        self, rows: Sequence[Any], areas: AreaIndex, today: date, valid_to: date | None
    ) -> tuple[Reported, Period | None] | None:
        """Return the cells of the rows, and the period among theirs that is open today.

        None: not all of them are plain.
        """
        cells: dict[tuple[int, int, str], _Parts] = {}
        unfinished: Period | None = None
        signals: dict[tuple[int, str], dict[str, _Parts]] = {}
        bare_ratios = 0
        for row in rows:
            found = self._cell(row, areas)
            if found is None:
                return None
            kind, area_id, period, iso, parts = found
            if period.start > today or (valid_to is not None and period.start > valid_to):
                return None
            if period.end >= today:
                # In which order several would be told is not known here.
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
        return Reported(places, indicators, isos, *zip(*cells.values(), strict=True)), unfinished

    def _cell(self, row: Any, areas: AreaIndex) -> _Cell | None:
        if type(row) is not dict or not _KNOWN_FIELDS.issuperset(row):
            return None
        code, place, text = row.get("indicator"), row.get("area"), row.get("period")
        if type(code) is not str or type(place) is not str or type(text) is not str:
            return None
        known = self._kinds.get(code)
        # A spreadsheet's "40.0" and "'40" are codes too; no code has these marks itself.
        if known is None or "." in place or "'" in place:
            return None
        kind, shape = known
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


def _shape(kind: KnownIndicator) -> _Shape:
    if kind.has_denominator:
        return _Shape.SHARE if kind.factor == 100 else _Shape.RATIO
    if kind.space_rule is SpaceRule.SUM:
        return _Shape.COUNT
    return _Shape.MEDIAN if kind.space_rule is SpaceRule.MEDIAN_OF_SAMPLES else _Shape.SCORE


def _agree(told: dict[str, _Parts]) -> bool:
    """Tell whether what is told of the signal in one area fits, as `check_weak_signal` has it."""
    nothing = (_NONE, _NONE, _NONE)
    weak, covered = told.get(WEAK, nothing)[1], told.get(COVERED, nothing)
    if weak != weak:
        return True
    expected = covered[1] - told.get(UNCOVERED, nothing)[0]
    if expected != expected:
        expected = covered[0]
    return expected != expected or expected == weak


def _is_named(name: Any, area: AreaRow) -> bool:
    if name is None or name == "":
        return True
    return type(name) is str and name.isprintable() and same_name(name.strip(), area)


def _fits(kind: KnownIndicator, shape: _Shape, parts: _Parts) -> bool:
    """Tell whether counts are whole and scores within their scale."""
    top, bottom, value = parts
    if kind.whole or shape is _Shape.MEDIAN:
        if (top == top and top % 1) or (bottom == bottom and bottom % 1):
            return False
    if kind.whole and shape is _Shape.SCORE and value % 1:
        return False
    return kind.highest is None or not value > kind.highest


def _parts(row: dict[str, Any], shape: _Shape) -> _Parts | None:
    """Return numerator, denominator and value as the store wants them; None: in doubt."""
    top, bottom, value = (_number(row.get(name)) for name in FIELDS[4:])
    if top < 0 or bottom < 0 or value < 0:
        return None
    has_top, has_bottom, has_value = top == top, bottom == bottom, value == value
    if shape in (_Shape.SHARE, _Shape.RATIO):
        if has_top and bottom > 0 and not has_value:
            # One that is no share may come out too large.
            fits = top <= bottom * _NEAR if shape is _Shape.RATIO else top <= bottom
            return (top, bottom, _NONE) if fits else None
        if has_value and not has_top and not has_bottom:
            return (_NONE, _NONE, value) if shape is _Shape.RATIO or value <= 100 else None
        return None
    if has_bottom:
        return None
    if shape is _Shape.MEDIAN:
        return (top, _NONE, value) if has_value else None
    if has_top == has_value:
        return None
    single = top if has_top else value
    return (single, _NONE, _NONE) if shape is _Shape.COUNT else (_NONE, _NONE, single)


def _number(number: Any) -> float:
    """Return a number; NaN for none, a negative one for what is no number."""
    if number is None:
        return _NONE
    if type(number) not in (int, float) or not is_bounded(number):
        return -1.0
    return float(number)
