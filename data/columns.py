"""Numbers of a map for the browser: whole numbers in as few bytes as they need.

A column of whole numbers is kept as distances from its lowest number, 0 for "missing", in one, two
or four bytes; all first bytes stand before all second bytes, because like bytes side by side are
what a compressor finds. A column that says the same in every row takes no bytes at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from data.pack import Pack
from ioc.comparison import is_thin
from ioc.crosswalk import BASIS_CODES
from ioc.indicator import Indicator
from ioc.shown import half_up, read_as_none, shown_whole

Described = list[Any]


class Moved(Protocol):
    """What `shown_columns` needs of `data.queries.comparison.tables.TableChanges`."""

    @property
    def change(self) -> NDArray[np.float64]:
        """How each area moved."""

    @property
    def count(self) -> NDArray[np.int64]:
        """Over how many areas."""

    @property
    def expected(self) -> NDArray[np.int64]:
        """Of how many."""


_WIDTHS = ((255, 1, "<u1"), (65_535, 2, "<u2"), (2**32 - 1, 4, "<u4"))


def encode_columns(columns: Mapping[str, NDArray[Any]]) -> tuple[list[Described], bytes]:
    r"""Return what the columns are, and their bytes, one after the other.

    Args:
        columns: equally long arrays; NaN is missing.

    Returns:
        [name, width, lowest] of each column, width in bytes per row: 0, every row holds `lowest`
        (None: every row is missing); 8, float64 little-endian, `lowest` is 0.

    >>> encode_columns({"a": np.array([5.0, np.nan, 7.0]), "b": np.array([1, 1, 1])})
    ([['a', 1, 5], ['b', 0, 1]], b'\x01\x00\x03')
    """
    described: list[Described] = []
    parts: list[bytes] = []
    for name, numbers in columns.items():
        about, content = _encode(numbers)
        described.append([name, *about])
        parts.append(content)
    return described, b"".join(parts)


def _encode(numbers: NDArray[Any]) -> tuple[tuple[int, int | float | None], bytes]:
    if not numbers.size:
        return (0, None), b""
    whole = numbers.dtype.kind == "i"
    held = np.ones(len(numbers), bool) if whole else numbers == numbers
    some = numbers if held.all() else numbers[held]
    if not some.size:
        return (0, None), b""
    low, high = some.min().item(), some.max().item()
    if low == high and len(some) == len(numbers):
        return (0, _plain(low)), b""
    span = high - low + 1
    if span > _WIDTHS[-1][0] or not (whole or bool((some == np.rint(some)).all())):
        return (8, 0), numbers.astype("<f8").tobytes()
    width, kind = next((width, kind) for most, width, kind in _WIDTHS if span <= most)
    shifted = numbers - (low - 1)
    if some is not numbers:
        shifted = np.where(held, shifted, 0)
    packed = shifted.astype(kind)
    if width > 1:
        packed = packed.view("u1").reshape(-1, width).T
    return (width, _plain(low)), packed.tobytes()


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def shown_columns(
    cells: Pack,
    moved: Moved | None,
    indicator: Indicator,
    provisional: NDArray[np.float64] | None = None,
) -> dict[str, NDArray[Any]]:
    """Return what map and table need of the cells of one map, without what follows from the rest.

    numerator or gap        gap = denominator - numerator, where every row has both or none
    denominator
    value                   × 10^decimals, as shown; only where it was reported without parts
    change                  × 10^decimals, rounded once; only with `moved`
    same, same_of           how many of the areas inside are compared; only where some are missing
    provisional             × 10^decimals, as shown: what the unfinished would come to; only with
                            `provisional`, where any would
    reported                areas of the lowest level that reported
    lacking                 expected - reported
    sound                   reported - demo
    origin                  `origin_codes`; only where something was brought over
    below                   1 where a `value` would read as 0 though something is there; only then
    thin                    `thin_cells`; only where any is
    above                   for how many of `reported` an area above answered; only where for any
    voice                   ioc.rollup.Voice; only where an area above others reported itself, and
                            with it the other number that is kept:
    beside                  its value, not rounded
    beside_reported         how many areas reported in it
    """
    columns: dict[str, NDArray[Any]] = {}
    scale = 10**indicator.decimals
    over, under = cells.numerator, cells.denominator
    if np.array_equal(np.isnan(over), np.isnan(under)):
        columns["gap"] = under - over
    else:
        columns["numerator"] = over
    columns["denominator"] = under
    if not np.isnan(cells.value).all():
        columns["value"] = shown_whole(indicator, cells.value, scale)
        below = read_as_none(cells.value, columns["value"])
        if below.any():
            columns["below"] = below.astype(np.int32)
    if moved is not None:
        columns["change"] = half_up(moved.change * scale)
        if moved.expected.any():
            columns["same"], columns["same_of"] = moved.count, moved.expected
    if provisional is not None and not np.isnan(provisional).all():
        columns["provisional"] = shown_whole(indicator, provisional, scale)
    columns["reported"] = cells.reported
    columns["lacking"] = cells.expected - cells.reported
    columns["sound"] = cells.reported - cells.demo
    columns |= own_columns(cells, indicator.factor)
    if cells.converted.any():
        columns["origin"] = origin_codes(cells)
        thin = thin_cells(cells)
        if thin.any():
            columns["thin"] = thin.astype(np.int32)
    return columns


def own_columns(cells: Pack, factor: float) -> dict[str, NDArray[Any]]:
    """Return what there is to say of areas that answered for those below them; mostly nothing."""
    columns: dict[str, NDArray[Any]] = {}
    if cells.own.any():
        columns["above"] = cells.own
    if cells.voice.any():
        columns["voice"] = cells.voice
        columns["beside"] = cells.beside_values(factor)
        columns["beside_reported"] = cells.beside_reported
    return columns


def thin_cells(cells: Pack) -> NDArray[np.bool_]:
    """Tell where too little of an area was brought over for a verdict (`ioc.card.Cell.is_thin`)."""
    thin: NDArray[np.bool_] = is_thin(cells.converted, cells.reported, cells.expected)
    return thin


def origin_codes(cells: Pack) -> NDArray[np.int32]:
    """Return where each number comes from: 0 reported in this vintage, 1 exact, else 1 + basis.

    `basis` is a weight's code (`ioc.crosswalk.BASIS_CODES`), or the one beyond them: a mean.
    """
    weighed = is_estimated(cells.converted, cells.estimated, cells.basis)
    codes = np.where(cells.converted > 0, np.where(weighed, 1 + cells.basis, 1), 0)
    return codes.astype(np.int32)


def is_estimated(converted: Any, estimated: Any, basis: Any) -> Any:
    """Tell where a weight or a mean is in numbers that were brought over; of arrays or columns."""
    return (converted > 0) & ((estimated > 0) | (basis > len(BASIS_CODES)))
