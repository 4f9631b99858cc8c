"""The columns that the browser gets for a map: numbers as they are shown, and their verdicts.

Slice, history and the answer of a choice hold the same columns. Numbers are whole: times
10^decimals of the indicator. The few shown with more decimals (`ioc.shown`) are in `finer`, by the
name of their column, as [rows since the last one, rest, decimals]: the number is
column × 10^(decimals - decimals of the indicator) + rest, times 10^-decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from data.numbers.origins import origin_codes, thin_cells
from data.numbers.pack import Pack
from data.wire.columns import changes_of, encode_columns, gaps_of
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.shown import are_yes_no, half_up, part_numbers, read_as_none, show_all
from ioc.standing import status_codes

Floats = NDArray[np.float64]
Finer = list[list[int]]

# Bits of `flags`.
HAS_REPORT, DEMO, INCOMPLETE, CONVERTED = 1, 2, 4, 8
ESTIMATED, YES_NO, TOO_FEW, BELOW_ONE = 16, 32, 64, 128


class ChangeColumns(Protocol):
    """The part of `data.queries.comparison.tables.TableChanges` that `map_numbers` reads."""

    @property
    def change(self) -> Floats:
        """The change of each area."""

    @property
    def count(self) -> NDArray[np.int64]:
        """The number of areas compared."""

    @property
    def expected(self) -> NDArray[np.int64]:
        """The number of areas that there are to compare."""


@dataclass
class MapNumbers:
    """The columns of an answer, of equal length, and the cells shown with more decimals."""

    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    finer: dict[str, Finer] = field(default_factory=dict)

    def add_shown(self, name: str, indicator: Indicator, values: Floats) -> Floats:
        """Add a column of values as they are shown; return the numbers."""
        numbers, decimals = show_all(indicator, values)
        self.columns[name] = whole = half_up(values * 10.0**indicator.decimals)
        if finer := _finer(numbers, whole, decimals, indicator.decimals):
            self.finer[name] = finer
        return numbers

    def encode(self) -> tuple[dict[str, Any], bytes]:
        """Return the part of the answer's header about the columns, and their bytes."""
        heads, content = encode_columns(self.columns)
        rows = len(next(iter(self.columns.values()), ()))
        about: dict[str, Any] = {"rows": rows, "columns": heads}
        if self.finer:
            about["finer"] = self.finer
        return about, content


def map_numbers(
    cells: Pack,
    indicator: Indicator,
    level: Level,
    targets: Floats,
    *,
    parts: bool = True,
    changes: ChangeColumns | None = None,
    provisional: Floats | None = None,
) -> MapNumbers:
    """Return the columns that map and table need for the cells of one map.

    value                   as shown
    status                  place in `ioc.status.STATUSES`, by the target in force for each area
    flags                   bits: HAS_REPORT, DEMO, …
    origin                  `data.numbers.origins.origin_codes`; only where anything is converted

    With `parts`:

    denominator             whole, as shown; -1: above 0 and below 1 (`ioc.shown.part_numbers`)
    rest                    numerator, as shown, less the one computed of value and denominator:
                            floor(value × denominator ÷ factor ÷ 10^decimals + ½), without the
                            denominator value ÷ 10^decimals, without a value 0
    reported                areas of the lowest level that reported
    lacking                 expected - reported
    above                   how many of `reported` are covered by an area above; only where any are
    voice                   ioc.rollup.Voice; only where an area above others reported itself, with
                            the other number kept beside:
    beside                  its value, as shown
    beside_reported         how many areas reported in it

    With `changes` and `provisional`:

    change                  × 10^decimals, rounded once
    same, same_of           how many of the areas inside are compared; only where some are missing
    provisional             as shown; only where any area has a provisional value
    """
    numbers = MapNumbers()
    _add_reading(numbers, cells, indicator, level, targets)
    if changes is not None:
        numbers.columns["change"] = half_up(changes.change * 10**indicator.decimals)
        if changes.expected.any():
            numbers.columns |= {"same": changes.count, "same_of": changes.expected}
    if provisional is not None and not np.isnan(provisional).all():
        numbers.add_shown("provisional", indicator, provisional)
    if parts:
        _add_parts(numbers, cells, indicator)
    return numbers


def history_numbers(
    cells: Iterable[tuple[Pack, Floats]], indicator: Indicator, level: Level, count: int
) -> MapNumbers:
    """Return the columns of a history: `periods` × `count` cells, period by period.

    Most cells have nothing to say; each column has the rows that it needs.

    first           value of the first cell with content of each area
    status          status of those cells; 0 without a value
    step            of all other cells with content: difference to the value of the last period in
                    which the area had one (0: in none); missing without a value
    turn_gap, turn  which of those changed their status since that period, as rows since the last
                    such row, and the difference
    run             how many cells have nothing, then how many have content, and so on in turns
    flags_gap, flags  where the flags of the cells with content change, and what to
    origin          as in `map_numbers`, of the cells with content; only where anything is converted

    Args:
        cells: the pack of each period, ascending, with the targets in force for the areas.
        indicator: the indicator shown.
        level: of the areas.
        count: the number of areas.
    """
    last, last_status = np.zeros(count), np.zeros(count, np.int32)
    has_begun = np.zeros(count, bool)
    parts: dict[str, list[NDArray[Any]]] = {
        name: [] for name in ("first", "status", "step", "turn", "flags", "origin", "has_content")
    }
    finer: Finer = []
    last_finer = -1
    for period, (pack, targets) in enumerate(cells):
        one = MapNumbers()
        _add_reading(one, pack, indicator, level, targets)
        values, status, flags = (one.columns[name] for name in ("value", "status", "flags"))
        origin = one.columns.get("origin", np.zeros(count, np.int32))
        has_value = ~np.isnan(values)
        has_content = has_value | (flags != 0) | (origin != 0)
        turn = np.where(has_value, status - last_status, 0)
        begins, goes_on = has_content & ~has_begun, has_content & has_begun
        for name, numbers, rows in (
            ("first", values, begins),
            ("status", turn, begins),
            ("step", values - last, goes_on),
            ("turn", turn, goes_on),
            ("flags", flags, has_content),
            ("origin", origin, has_content),
        ):
            parts[name].append(numbers[rows])
        parts["has_content"].append(has_content)
        row = period * count - 1
        for gap, *rest in one.finer.get("value", []):
            row += gap
            finer.append([row - last_finer, *rest])
            last_finer = row
        last = np.where(has_value, values, last)
        last_status = np.where(has_value, status, last_status)
        has_begun |= has_content
    columns = {name: np.concatenate(each) if each else np.zeros(0) for name, each in parts.items()}
    return MapNumbers(_in_few_rows(columns), {"value": finer} if finer else {})


def _in_few_rows(columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the columns of a history without the rows that follow from the others."""
    turn_rows = np.flatnonzero(columns["turn"])
    edges = np.flatnonzero(np.diff(columns["has_content"].astype(np.int8), prepend=0))
    flags_gap, flags = changes_of(columns["flags"].astype(np.int32))
    few = {name: columns[name] for name in ("first", "status", "step")} | {
        "turn_gap": gaps_of(turn_rows),
        "turn": columns["turn"][turn_rows],
        "run": np.diff(edges, prepend=0, append=len(columns["has_content"])),
        "flags_gap": flags_gap,
        "flags": flags,
    }
    return few | ({"origin": columns["origin"]} if columns["origin"].any() else {})


def _add_reading(
    numbers: MapNumbers, cells: Pack, indicator: Indicator, level: Level, targets: Floats
) -> None:
    """Add the columns that every map needs: value, status, flags and origin."""
    values = cells.values(indicator.factor)
    values_shown = numbers.add_shown("value", indicator, values)
    origin, thin = origin_codes(cells), thin_cells(cells)
    codes = status_codes(indicator, values, targets, thin)
    numbers.columns["status"] = codes.astype(np.int32)
    yes_no = are_yes_no(indicator, level, cells.numerator, cells.denominator)
    numbers.columns["flags"] = (
        np.where(cells.reported > 0, HAS_REPORT, 0)
        | np.where(cells.demo > 0, DEMO, 0)
        | np.where((cells.reported > 0) & (cells.reported < cells.expected), INCOMPLETE, 0)
        | np.where(origin > 0, CONVERTED, 0)
        | np.where(origin > 1, ESTIMATED, 0)
        | np.where(yes_no, YES_NO, 0)
        | np.where(thin, TOO_FEW, 0)
        | np.where(read_as_none(values, values_shown), BELOW_ONE, 0)
    ).astype(np.int32)
    if origin.any():
        numbers.columns["origin"] = origin


def _add_parts(numbers: MapNumbers, cells: Pack, indicator: Indicator) -> None:
    columns = numbers.columns
    numerator, denominator = part_numbers(cells.numerator), part_numbers(cells.denominator)
    scale = 10.0**indicator.decimals
    plain = columns["value"] / scale
    whole_numerator = np.where(
        np.isnan(denominator),
        np.floor(plain + 0.5),
        np.floor(columns["value"] * denominator / (indicator.factor * scale) + 0.5),
    )
    columns["denominator"] = denominator
    columns["rest"] = numerator - np.where(np.isnan(whole_numerator), 0.0, whole_numerator)
    columns["reported"] = cells.reported
    columns["lacking"] = cells.expected - cells.reported
    if cells.own.any():
        columns["above"] = cells.own
    if cells.voice.any():
        columns["voice"] = cells.voice
        numbers.add_shown("beside", indicator, cells.beside_values(indicator.factor))
        columns["beside_reported"] = cells.beside_reported


def _finer(numbers: Floats, whole: Floats, decimals: NDArray[np.int8], usual: int) -> Finer:
    """Return the cells with more decimals than usual; `whole`: all as they stand in the column."""
    rows = np.flatnonzero(decimals > usual)
    places = decimals[rows]
    finer = half_up(numbers[rows] * 10.0**places) - whole[rows] * 10.0 ** (places - usual)
    entries: Finer = np.column_stack([gaps_of(rows), finer.astype(np.int64), places]).tolist()
    return entries
