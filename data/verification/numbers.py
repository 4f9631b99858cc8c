"""The numbers of submissions of forms, each beside the one of the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from data.queries.cell_pages import newest_submission
from data.store.fetch import fetch_tuples, pieces
from data.store.schema import area, indicator, observation, submission, submission_cell
from ioc.jump import MOST_HISTORY, is_jump
from ioc.period import Period

CellParts = tuple[float | None, float | None, float | None]
# Which observation a number of a sheet is, by the key of the table, which begins with the
# indicator: a look-up for each, where a search by submission reads all numbers of the store.
_KEYS = ("indicator_id", "area_id", "period", "submission_id")


@dataclass(frozen=True)
class HandInNumber:
    """A number of a submission: numerator, denominator and value as reported.

    `counts`: no newer submission has another one. `before` is the number of the same area that
    counts in the period before, None: there is none; `before_demo`: it is made up. `is_unchanged`:
    its sender marked it, or a part of it, as that number. `history` are the reported ones, none
    made up, of up to twelve periods before, the newest first.
    """

    indicator: str
    area_id: int
    area_name: str
    period: str
    parts: CellParts
    counts: bool
    before: CellParts | None = None
    before_demo: bool = False
    is_unchanged: bool = False
    history: tuple[CellParts, ...] = ()

    @property
    def jumps(self) -> bool:
        """Whether a part of it stands out from those reported in the periods before."""
        return any(
            part is not None and is_jump(part, [each for each in earlier if each is not None])
            for part, *earlier in zip(self.parts, *self.history, strict=True)
        )


def read_areas_of(connection: Connection, submissions: Sequence[int]) -> dict[int, set[int]]:
    """Return the ids of the areas of which each submission has numbers."""
    areas: dict[int, set[int]] = defaultdict(set)
    cells = submission_cell.c
    for some in pieces(submissions):
        query = select(cells.submission_id, cells.area_id).where(cells.submission_id.in_(some))
        for number, area_id in fetch_tuples(connection, query.distinct()):
            areas[number].add(area_id)
    return areas


def read_subjects_of(
    connection: Connection, submissions: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Return the indicator codes and the periods of submissions together, each in order."""
    cells = submission_cell.c
    codes, periods = set(), set()
    for some in pieces(submissions):
        query = (
            select(indicator.c.code, cells.period)
            .join(indicator, indicator.c.id == cells.indicator_id)
            .where(cells.submission_id.in_(some))
            .distinct()
        )
        for code, period in fetch_tuples(connection, query):
            codes.add(code)
            periods.add(period)
    return sorted(codes), sorted(periods)


def read_periods_of(connection: Connection, submissions: Sequence[int]) -> dict[int, list[str]]:
    """Return the periods of the numbers of submissions together, by the id of the indicator."""
    periods: dict[int, set[str]] = defaultdict(set)
    cells = submission_cell.c
    for some in pieces(submissions):
        query = select(cells.indicator_id, cells.period).where(cells.submission_id.in_(some))
        for indicator_id, period in fetch_tuples(connection, query.distinct()):
            periods[indicator_id].add(period)
    return {each: sorted(own) for each, own in periods.items()}


def read_numbers(
    connection: Connection, submissions: Sequence[int], period: Period
) -> dict[int, list[HandInNumber]]:
    """Return the numbers of submissions, by indicator and area.

    Args:
        connection: to read by.
        submissions: their numbers.
        period: of the submissions; their numbers stand beside those of the periods before it.
    """
    numbers: dict[int, list[HandInNumber]] = defaultdict(list)
    rows = [row for some in pieces(submissions) for row in _read_rows(connection, some)]
    periods = [period.shift(-back).iso for back in range(1, MOST_HISTORY + 1)]
    earlier = _read_earlier(
        connection, sorted({row[1] for row in rows}), sorted({row[3] for row in rows}), periods
    )
    for number, indicator_id, code, area_id, name, of, newest, mark, *parts in rows:
        own = earlier.get((indicator_id, area_id), {})
        then, is_demo = own.get(periods[0], (None, False))
        history = tuple(own[each][0] for each in sorted(own, reverse=True) if not own[each][1])
        numbers[number].append(
            HandInNumber(code, area_id, name, of, _parts(parts), newest == number, then,
                         is_demo, bool(mark), history)
        )  # fmt: skip
    return numbers


def find_counting(connection: Connection, submissions: Sequence[int]) -> set[int]:
    """Return those of some submissions with a number that no newer submission replaces."""
    rows = (row for some in pieces(submissions) for row in _read_rows(connection, some))
    return {number for number, *_, newest, _mark, _, _, _ in rows if newest == number}


def _read_rows(connection: Connection, some: Sequence[int]) -> list[tuple[Any, ...]]:
    keys = (
        select(
            *(submission_cell.c[name] for name in _KEYS),
            func.max(case((submission_cell.c.is_unchanged, 1), else_=0)).label("mark"),
        )
        .where(submission_cell.c.submission_id.in_(some))
        .group_by(*(submission_cell.c[name] for name in _KEYS))
        .subquery()
    )
    query = (
        select(
            observation.c.submission_id, observation.c.indicator_id, indicator.c.code,
            observation.c.area_id, area.c.full_name, observation.c.period,
            newest_submission(waits=True), keys.c.mark,
            observation.c.numerator, observation.c.denominator, observation.c.value,
        )
        .select_from(keys)
        .join(
            observation,
            (observation.c.indicator_id == keys.c.indicator_id)
            & (observation.c.area_id == keys.c.area_id)
            & (observation.c.period == keys.c.period)
            & (observation.c.submission_id == keys.c.submission_id),
        )
        .join(indicator, indicator.c.id == observation.c.indicator_id)
        .join(area, area.c.id == observation.c.area_id)
        .order_by(indicator.c.code, area.c.code)
    )  # fmt: skip
    return fetch_tuples(connection, query)


def _read_earlier(
    connection: Connection,
    indicator_ids: Sequence[int],
    area_ids: Sequence[int],
    periods: Sequence[str],
) -> dict[tuple[int, int], dict[str, tuple[CellParts, bool]]]:
    """Return the numbers that count in periods, and whether each is made up, by cell and period."""
    earlier: dict[tuple[int, int], dict[str, tuple[CellParts, bool]]] = defaultdict(dict)
    for some in pieces(area_ids):
        query = (
            select(
                observation.c.indicator_id, observation.c.area_id, observation.c.period,
                submission.c.kind,
                observation.c.numerator, observation.c.denominator, observation.c.value,
            )
            .join(submission, submission.c.id == observation.c.submission_id)
            .where(
                observation.c.indicator_id.in_(indicator_ids),
                observation.c.area_id.in_(some),
                observation.c.period.in_(periods),
                observation.c.submission_id == newest_submission(),
            )
        )  # fmt: skip
        for indicator_id, area_id, of, kind, *parts in fetch_tuples(connection, query):
            earlier[indicator_id, area_id][of] = _parts(parts), kind == "demo"
    return earlier


def _parts(values: Sequence[float | None]) -> CellParts:
    top, bottom, value = values
    return top, bottom, value
