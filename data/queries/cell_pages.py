"""Pages of cells: which cells pass a filter, and how the rows of a page are read.

Pages are ordered by area, indicator and period, and continue after the last row, so that a page
costs the same at the start and at the end of millions of rows. The ids of the areas are read first:
a few thousand look-ups by key (indicator, area, period) are cheaper than a scan, and the rows of a
few areas are quickly sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, or_, select

from data.queries.area_pages import AreaFilter, read_area_ids, row_vintage_of
from data.store.counting import counts, is_in_force
from data.store.fetch import fetch_tuples
from data.store.schema import area, observation, pack, submission
from data.store.unreadable import plain_numbers
from ioc.area import COUNTRY_CODE
from ioc.indicator import Indicator
from ioc.period import Period, period_of

_FEW, _MANY = 16, 2000


@dataclass(frozen=True)
class CellFilter:
    """A filter of cells: these indicators, in periods from first to last.

    A period passes when it lies between the first day of `first` and the last day of `last`; None
    leaves that side open.
    """

    indicators: Sequence[Indicator]
    first: Period | None = None
    last: Period | None = None

    def bounds(self, indicator: Indicator) -> tuple[str | None, str | None]:
        """Return the first and the last period, at the frequency of an indicator."""
        lowest = highest = None
        if self.first is not None:
            period = period_of(self.first.start, indicator.frequency)
            lowest = (period if period.start >= self.first.start else period.shift(1)).iso
        if self.last is not None:
            period = period_of(self.last.end, indicator.frequency)
            highest = (period if period.end <= self.last.end else period.shift(-1)).iso
        return lowest, highest

    def condition(self, table: FromClause) -> ColumnElement[bool]:
        """Return the condition on indicator and period."""
        groups: dict[tuple[str | None, str | None], list[int]] = {}
        for each in self.indicators:
            groups.setdefault(self.bounds(each), []).append(each.id)
        conditions = []
        for (lowest, highest), ids in groups.items():
            parts: list[ColumnElement[bool]] = [table.c.indicator_id.in_(ids)]
            if lowest is not None:
                parts.append(table.c.period >= lowest)
            if highest is not None:
                parts.append(table.c.period <= highest)
            conditions.append(and_(*parts))
        if len(conditions) > 1:
            # The keys begin with the indicator; databases do not use them for an "or" alone.
            return and_(
                table.c.indicator_id.in_([each.id for each in self.indicators]), or_(*conditions)
            )
        return or_(*conditions) if conditions else false()


# Arguments: ids of areas, the key (without the area) after which rows begin, the most rows;
# returns the rows in the order of the key.
Ask = Callable[[Sequence[int], tuple[Any, ...] | None, int], list[tuple[Any, ...]]]


def gather_rows(
    ask: Ask, area_ids: Sequence[int], after: tuple[Any, ...] | None, limit: int
) -> list[tuple[Any, ...]]:
    """Return the first rows after a key; reads a few areas first, then more while rows are few.

    Args:
        ask: reads the rows of some areas.
        area_ids: ascending.
        after: the key of the last row of the page before, area first.
        limit: the largest number of rows.
    """
    rows: list[tuple[Any, ...]] = []
    place = 0
    if after is not None:
        place = int(np.searchsorted(np.asarray(area_ids, dtype=np.int64), after[0]))
        if place < len(area_ids) and area_ids[place] == after[0]:
            rows += ask(area_ids[place : place + 1], after[1:], limit)
            place += 1
    step = _FEW
    while place < len(area_ids) and len(rows) < limit:
        batch = ask(area_ids[place : place + step], None, limit - len(rows))
        rows += batch
        place += step
        enough = step * (limit - len(rows)) // len(batch) + 1 if batch else _MANY
        step = min(step * 4, max(_FEW, enough), _MANY)
    return rows


def read_cell_area_ids(
    connection: Connection, area_filter: AreaFilter, cell_filter: CellFilter, since: int = 0
) -> list[int]:
    """Return the ids, ascending and from `since` on, of the areas that may have such cells.

    The keys of the packs tell which levels of which provinces have numbers today, so that areas
    that never reported cost no time. Cells of withdrawn submissions are not covered.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    roots_of: dict[tuple[str, str], list[str]] = defaultdict(list)
    keys = select(pack.c.vintage, pack.c.level, pack.c.root_code).where(cell_filter.condition(pack))
    for vintage_code, level, root_code in fetch_tuples(connection, keys.distinct()):
        roots_of[vintage_code, level].append(root_code)

    def place(areas: FromClause) -> ColumnElement[bool]:
        places: list[ColumnElement[bool]] = [false()]
        for (vintage_code, level), roots in roots_of.items():
            here = and_(row_vintage_of(areas) == vintage_code, areas.c.level == level)
            if roots != [COUNTRY_CODE]:
                here = and_(here, areas.c.province_code.in_(roots))
            places.append(here)
        return or_(*places)

    return read_area_ids(connection, area_filter, place, since)


def newest_submission(*, waits: bool = False) -> Any:
    """Return a subquery for the submission that counts for an observation: the newest that does.

    Withdrawn ones are left out; with `waits` those that wait for a verifier are not. A scalar
    subquery, because it stays a look-up by key for each row of the page; a join might let the
    planner read the whole table.
    """
    other = observation.alias()
    return (
        select(func.max(other.c.submission_id))
        .join(submission, submission.c.id == other.c.submission_id)
        .where(
            other.c.area_id == observation.c.area_id,
            other.c.indicator_id == observation.c.indicator_id,
            other.c.period == observation.c.period,
            is_in_force() if waits else counts(),
        )
        .correlate(observation)
        .scalar_subquery()
    )


def cell_frame(
    connection: Connection,
    rows: Sequence[tuple[Any, ...]],
    types: Mapping[str, str],
    indicators: Sequence[Indicator],
) -> pd.DataFrame:
    """Return the rows as a frame, with area, indicator and value added.

    Args:
        connection: open connection.
        rows: tuples with the columns of `types`.
        types: column → type; has area_id, indicator_id, numerator, denominator and `given`, the
            value that was reported without its parts.
        indicators: those of the rows.

        vintage, code, name, level  str      of the area
        indicator                   str      code
        value                       float64  in the unit, not rounded; NaN = not reported
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    frame = pd.DataFrame(
        {
            name: np.array(column, dtype=object if kind == "str" else kind)
            for (name, kind), column in zip(types.items(), columns, strict=True)
        },
        copy=False,
    )
    for name in ("numerator", "denominator", "given"):
        frame[name] = plain_numbers(frame[name].to_numpy())
    places = {
        row[0]: row[1:]
        for row in fetch_tuples(
            connection,
            select(area.c.id, area.c.vintage, area.c.code, area.c.full_name, area.c.level).where(
                area.c.id.in_({int(each) for each in frame["area_id"]})
            ),
        )
    }
    area_rows = [places[each] for each in frame["area_id"]]
    for number, name in enumerate(("vintage", "code", "name", "level")):
        frame[name] = np.array([each[number] for each in area_rows], dtype=object)
    codes = {each.id: each.code for each in indicators}
    frame["indicator"] = np.array([codes[each] for each in frame["indicator_id"]], dtype=object)
    factors = {each.id: each.factor for each in indicators}
    factor = np.array([factors[each] for each in frame["indicator_id"]], dtype=np.float64)
    numerator, denominator = frame["numerator"].to_numpy(), frame["denominator"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator * factor
    from_parts = np.where(np.isnan(denominator), numerator, ratio)
    from_parts[np.isinf(from_parts)] = np.nan
    reported_value = frame["given"].to_numpy()
    frame["value"] = np.where(np.isnan(reported_value), from_parts, reported_value)
    return frame
