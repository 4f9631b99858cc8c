"""What taking a hand-in back would change: before anybody agrees to it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from data.queries.cell_pages import newest_submission
from data.schema import area, indicator, observation, submission

_MOST_SHOWN = 8
_PARTS = ("numerator", "denominator", "value")
_KEY = ("indicator_id", "area_id", "period")
Given = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class ChangedCell:
    """One cell that counts today, and what counts in its place afterwards.

    `now` and `then` are numerator, denominator and value as they were reported; `then` is None
    where nobody else reported the cell.
    """

    indicator: str
    area: str
    area_code: str
    vintage: str
    period: str
    now: Given
    then: Given | None
    then_demo: bool


@dataclass(frozen=True)
class Effect:
    """How many cells of a hand-in count today, and what follows them when it is taken back.

    `reported` go back to an earlier report, `demo` to a made-up number, `empty` to nothing.
    """

    reported: int
    demo: int
    empty: int
    first: tuple[ChangedCell, ...]

    @property
    def counting(self) -> int:
        """How many cells count today."""
        return self.reported + self.demo + self.empty


def read_effect(connection: Connection, number: int, most: int = _MOST_SHOWN) -> Effect:
    """Return what taking a hand-in back would change; nothing where it was taken back already.

    Args:
        connection: open connection.
        number: of the hand-in.
        most: how many cells are named.
    """
    earlier = observation.alias()
    before = (
        select(func.max(earlier.c.submission_id))
        .join(submission, submission.c.id == earlier.c.submission_id)
        .where(
            *(earlier.c[name] == observation.c[name] for name in _KEY),
            earlier.c.submission_id < number,
            submission.c.state != "withdrawn",
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
    counted = (
        select(submission.c.kind, func.count())
        .select_from(cells)
        .outerjoin(submission, submission.c.id == cells.c.before)
        .group_by(submission.c.kind)
    )
    by_kind = {row[0]: int(row[1]) for row in connection.execute(counted)}
    demo, empty = by_kind.pop("demo", 0), by_kind.pop(None, 0)
    then = observation.alias()
    shown = (
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
        for row in connection.execute(shown).all()
    )  # fmt: skip
    return Effect(sum(by_kind.values()), demo, empty, first)
