"""Which cells a page of numbers is made of, and how it is gathered.

Pages come area by area, then by indicator and period, and go on after the last row, so that a page
costs the same at the start and at the end of millions of rows. Which areas are meant is settled
first: a few thousand look-ups by key (indicator, area, period) are cheap where a scan is not, and
so is putting into order what a few areas hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, or_, select

from data.fetch import fetch_tuples
from data.queries.area_pages import AreaFilter, read_area_ids, row_vintage_of
from data.schema import area, observation, pack, submission
from data.unreadable import plain_numbers
from ioc.area import COUNTRY_CODE
from ioc.indicator import Indicator
from ioc.period import Period, period_of

_FEW, _MANY = 16, 2000


@dataclass(frozen=True)
class CellFilter:
    """Which cells are meant: these indicators, periods from first to last.

    A period is meant when it lies inside the time from the first day of `first` to the last day
    of `last`; None leaves that side open.
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
        found = []
        for (lowest, highest), ids in groups.items():
            parts: list[ColumnElement[bool]] = [table.c.indicator_id.in_(ids)]
            if lowest is not None:
                parts.append(table.c.period >= lowest)
            if highest is not None:
                parts.append(table.c.period <= highest)
            found.append(and_(*parts))
        if len(found) > 1:
            # The keys begin with the indicator, which no database looks for behind an "or".
            return and_(
                table.c.indicator_id.in_([each.id for each in self.indicators]), or_(*found)
            )
        return or_(*found) if found else false()


# Looks at some areas: their ids, the key (without the area) that rows must lie behind, how many
# rows at most; returns the rows in the order of the key.
Ask = Callable[[Sequence[int], tuple[Any, ...] | None, int], list[tuple[Any, ...]]]


def gather_rows(
    ask: Ask, area_ids: Sequence[int], after: tuple[Any, ...] | None, limit: int
) -> list[tuple[Any, ...]]:
    """Return the first rows after a key, looking at few areas first and at more while they are few.

    Args:
        ask: reads the rows of some areas.
        area_ids: ascending.
        after: the key of the last row that is known, area first.
        limit: at most so many rows.
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
        found = ask(area_ids[place : place + step], None, limit - len(rows))
        rows += found
        place += step
        enough = step * (limit - len(rows)) // len(found) + 1 if found else _MANY
        step = min(step * 4, max(_FEW, enough), _MANY)
    return rows


def read_cell_area_ids(
    connection: Connection, wanted: AreaFilter, cells: CellFilter, since: int = 0
) -> list[int]:
    """Return the ids, ascending and from `since` on, of the areas that may hold such cells.

    The keys of the packs tell at which levels of which provinces a number counts today, so that
    no time is lost on areas that never reported. Not for what was withdrawn.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    keys = select(pack.c.vintage, pack.c.level, pack.c.root_code).where(cells.condition(pack))
    for vintage_code, level, root_code in fetch_tuples(connection, keys.distinct()):
        held[vintage_code, level].append(root_code)

    def place(shown: FromClause) -> ColumnElement[bool]:
        places: list[ColumnElement[bool]] = [false()]
        for (vintage_code, level), roots in held.items():
            here = and_(row_vintage_of(shown) == vintage_code, shown.c.level == level)
            if roots != [COUNTRY_CODE]:
                here = and_(here, shown.c.province_code.in_(roots))
            places.append(here)
        return or_(*places)

    return read_area_ids(connection, wanted, place, since)


def newest_submission() -> Any:
    """Return the submission that counts for an observation: the newest that is not withdrawn.

    A scalar subquery and not a join: it stays a look-up by key for each row of the page, also
    where the planner would rather read the whole table once.
    """
    other = observation.alias()
    return (
        select(func.max(other.c.submission_id))
        .join(submission, submission.c.id == other.c.submission_id)
        .where(
            other.c.area_id == observation.c.area_id,
            other.c.indicator_id == observation.c.indicator_id,
            other.c.period == observation.c.period,
            submission.c.state != "withdrawn",
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
        rows: as many values as `types` names.
        types: column → type; holds area_id, indicator_id, numerator, denominator and `given`, the
            value that was handed in without its parts.
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
    found = [places[each] for each in frame["area_id"]]
    for number, name in enumerate(("vintage", "code", "name", "level")):
        frame[name] = np.array([each[number] for each in found], dtype=object)
    codes = {each.id: each.code for each in indicators}
    frame["indicator"] = np.array([codes[each] for each in frame["indicator_id"]], dtype=object)
    factors = {each.id: each.factor for each in indicators}
    factor = np.array([factors[each] for each in frame["indicator_id"]], dtype=np.float64)
    numerator, denominator = frame["numerator"].to_numpy(), frame["denominator"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator * factor
    computed = np.where(np.isnan(denominator), numerator, ratio)
    computed[np.isinf(computed)] = np.nan
    given = frame["given"].to_numpy()
    frame["value"] = np.where(np.isnan(given), computed, given)
    return frame
