"""The effect of withdrawing a submission, to be shown before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from data.queries.cell_pages import newest_submission
from data.store.counting import counts
from data.store.schema import area, indicator, observation, submission

_MOST_SHOWN = 8
_PARTS = ("numerator", "denominator", "value")
_KEY = ("indicator_id", "area_id", "period")
CellParts = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class ChangedCell:
    """One cell that counts today, and the one that counts after the withdrawal.

    `now` and `then` are numerator, denominator and value as reported; `then` is None where there is
    no other report of the cell.
    """

    indicator: str
    area: str
    area_code: str
    vintage: str
    period: str
    now: CellParts
    then: CellParts | None
    then_demo: bool


@dataclass(frozen=True)
class Effect:
    """The cells of a submission that count today, by what replaces them after its withdrawal.

    `earlier` cells get the number of an earlier report, `demo` a made-up number, `empty` none.
    """

    earlier: int
    demo: int
    empty: int
    first: tuple[ChangedCell, ...]

    @property
    def counting(self) -> int:
        """The number of cells that count today."""
        return self.earlier + self.demo + self.empty


def read_effect(connection: Connection, number: int, most: int = _MOST_SHOWN) -> Effect:
    """Return the effect of withdrawing a submission; empty if it is withdrawn already.

    Args:
        connection: open connection.
        number: the number of the submission.
        most: the largest number of cells to return.
    """
    earlier = observation.alias()
    before = (
        select(func.max(earlier.c.submission_id))
        .join(submission, submission.c.id == earlier.c.submission_id)
        .where(
            *(earlier.c[name] == observation.c[name] for name in _KEY),
            earlier.c.submission_id < number,
            counts(),
        )
        .correlate(observation)
        .scalar_subquery()
    )
    cells = (
        select(*(observation.c[name] for name in (*_KEY, *_PARTS)), before.label("before"))
        .where(
            observation.c.submission_id == number,
            observation.c.submission_id == newest_submission(),
        )
        .subquery()
    )
    count_query = (
        select(submission.c.kind, func.count())
        .select_from(cells)
        .outerjoin(submission, submission.c.id == cells.c.before)
        .group_by(submission.c.kind)
    )
    by_kind = {row[0]: int(row[1]) for row in connection.execute(count_query)}
    demo, empty = by_kind.pop("demo", 0), by_kind.pop(None, 0)
    then = observation.alias()
    cell_query = (
        select(
            indicator.c.code, area.c.full_name, area.c.code, area.c.vintage, cells.c.period,
            *(cells.c[name] for name in _PARTS),
            cells.c.before, submission.c.kind,
            *(then.c[name] for name in _PARTS),
        )
        .select_from(cells)
        .join(indicator, indicator.c.id == cells.c.indicator_id)
        .join(area, area.c.id == cells.c.area_id)
        .outerjoin(submission, submission.c.id == cells.c.before)
        .outerjoin(
            then,
            (then.c.submission_id == cells.c.before)
            & (then.c.indicator_id == cells.c.indicator_id)
            & (then.c.area_id == cells.c.area_id)
            & (then.c.period == cells.c.period),
        )
        .order_by(cells.c.indicator_id, cells.c.area_id, cells.c.period)
        .limit(most)
    )  # fmt: skip
    first = tuple(
        ChangedCell(
            *row[:5], now=tuple(row[5:8]), then=None if row[8] is None else tuple(row[10:13]),
            then_demo=row[9] == "demo",
        )
        for row in connection.execute(cell_query).all()
    )  # fmt: skip
    return Effect(sum(by_kind.values()), demo, empty, first)
