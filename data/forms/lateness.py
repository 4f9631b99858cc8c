"""Who handed in a form for a period, when, how many days late, and who did not: the one rule.

A number of a form is an indicator of an area of the form's level. It is reported by a submission in
force, however that came: a sheet, a file, a machine. Made-up numbers report nothing. An area that
reports for all areas below it reports the number of each, as in `data.queries.completeness`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from data.forms.calendar import FormTerm, term_of
from data.forms.form import ReportForm
from data.forms.office import areas_inside, read_office_form
from data.load.areas.names import AreaRow
from data.load.office.form import Form
from data.store.counting import is_in_force
from data.store.fetch import PreparedQuery, fetch_tuples, pieces
from data.store.schema import area, observation, submission
from ioc.area import AreaKey, Level
from ioc.local_time import local_date
from ioc.name_order import name_order
from ioc.period import Period

_ARRIVALS = PreparedQuery(
    select(
        observation.c.indicator_id, area.c.unit_id, submission.c.kind, submission.c.received_at,
        submission.c.id,
    )
    .join(observation, observation.c.area_id == area.c.id)
    .join(submission, submission.c.id == observation.c.submission_id)
    .where(
        area.c.unit_id.in_(bindparam("units", expanding=True)),
        observation.c.indicator_id.in_(bindparam("indicators", expanding=True)),
        observation.c.period == bindparam("period"),
        is_in_force(),
    )
)  # fmt: skip


class HandInState(StrEnum):
    """How an area handed in a form; what is worst comes first."""

    NOTHING = "nothing"
    PART = "part"
    LATE = "late"
    IN_TIME = "in_time"


class Arrival(NamedTuple):
    """When a submission came (ISO, UTC), and its number."""

    received_at: str
    submission: int


@dataclass(frozen=True)
class AreaHandIn:
    """What an area that reports handed in of a form for a period.

    `first` brought the first of its numbers; with `last` none was missing any more, None while some
    are. Corrections change neither. `days_late` counts to `last`, or to today while numbers are
    missing; 0 is in time. `made_up`: numbers of `expected` that are made up, and not reported.
    """

    key: AreaKey
    level: Level
    name: str
    full_name: str
    expected: int
    reported: int
    made_up: int
    first: Arrival | None
    last: Arrival | None
    days_late: int

    @property
    def state(self) -> HandInState:
        """How it handed in; late is who handed in all of it after the closing day."""
        if self.last is not None:
            return HandInState.LATE if self.days_late else HandInState.IN_TIME
        return HandInState.PART if self.first is not None else HandInState.NOTHING


@dataclass(frozen=True)
class FormHandIns:
    """The areas that report a form for a period, in the order of `read_hand_ins_of_form`."""

    form: ReportForm
    term: FormTerm
    areas: tuple[AreaHandIn, ...]

    def count(self, state: HandInState) -> int:
        """Return how many areas handed in so."""
        return sum(each.state is state for each in self.areas)

    @property
    def level(self) -> Level | None:
        """The level of the areas; None where they are of several."""
        levels = {each.level for each in self.areas}
        return levels.pop() if len(levels) == 1 else None


# A number of a form: the units of which one reports it, beside the id of the indicator.
_Numbers = list[tuple[int, tuple[int, ...]]]


def read_hand_ins_of_form(
    connection: Connection,
    form: ReportForm,
    period: Period,
    home: str,
    today: date,
    within: AreaKey | None = None,
) -> FormHandIns:
    """Return what each area that reports a form handed in for a period.

    Those that report are the areas of the form's `reporter_level`, where the form is of that level
    or a finer one; else the next wider ones that there are. Those that handed in nothing come
    first, then those that lack numbers, then the late ones, then the others; in each group the
    latest first, then by name. An area without areas of the form's level reports its own numbers.

    Args:
        connection: to read by.
        form: as stored.
        period: of the form's frequency.
        home: code of the home province (`Settings.province`).
        today: local; days late count to it.
        within: only areas on this one's land (an account's area); None: all.
    """
    office, term = read_office_form(connection, form, period, home), term_of(form, period)
    reporters = _reporters(office, form)
    if within is not None:
        inside = areas_inside(connection, office.index, [within])
        reporters = {row: areas for row, areas in reporters.items() if row.id in inside}
    numbers = {row: _numbers(office, row, areas) for row, areas in reporters.items()}
    arrivals, made_up = _read_arrivals(connection, office, numbers.values())
    hand_ins = [
        _hand_in(office, term, today, row, own, arrivals, made_up) for row, own in numbers.items()
    ]
    order = list(HandInState)
    hand_ins.sort(
        key=lambda each: (
            order.index(each.state), -each.days_late, name_order(each.name), each.key.code
        )
    )  # fmt: skip
    return FormHandIns(form, term, tuple(hand_ins))


def _reporters(office: Form, form: ReportForm) -> dict[AreaRow, list[AreaRow]]:
    """Return the areas that report, each with those of the form's level that it reports of."""
    reporters: dict[AreaRow, list[AreaRow]] = defaultdict(list)
    for each in office.areas:
        reporters[_reporter(office, each, form)].append(each)
    level = office.areas[0].level if office.areas else form.level
    if form.reporter_level.depth < level.depth:
        for each in office.known_areas:
            if each.level is form.reporter_level and each not in reporters:
                reporters[each].append(each)
    return reporters


def _reporter(office: Form, row: AreaRow, form: ReportForm) -> AreaRow:
    """Return the finest area, from a row upwards, whose accounts report the form."""
    widening = (row, *sorted(office.index.above(row), key=lambda each: -each.level.depth))
    return next(
        (each for each in widening if each.level.depth <= form.reporter_level.depth), row
    )  # fmt: skip


def _numbers(office: Form, reporter: AreaRow, areas: Sequence[AreaRow]) -> _Numbers:
    numbers: _Numbers = []
    for each in areas:
        inside = [
            other
            for other in office.index.above(each)
            if reporter.level.depth <= other.level.depth < each.level.depth
        ]
        units = tuple(row.unit_id for row in (each, *inside))
        numbers += [(item.indicator.id, units) for item in office.items]
    return numbers


def _read_arrivals(
    connection: Connection, office: Form, numbers: Iterable[_Numbers]
) -> tuple[dict[tuple[int, int], Arrival], set[tuple[int, int]]]:
    """Return the first arrival of each indicator and unit, and those that have made-up numbers."""
    units = sorted({unit for own in numbers for _, units in own for unit in units})
    values = {
        "indicators": [item.indicator.id for item in office.items],
        "period": office.period.iso,
    }
    arrivals: dict[tuple[int, int], Arrival] = {}
    made_up: set[tuple[int, int]] = set()
    for some in pieces(units if office.items else []):
        own = values | {"units": some}
        for indicator, unit, kind, received_at, number in fetch_tuples(connection, _ARRIVALS, own):
            if kind == "demo":
                made_up.add((indicator, unit))
                continue
            arrival = Arrival(received_at, number)
            key = indicator, unit
            arrivals[key] = min(arrival, arrivals.get(key, arrival))
    return arrivals, made_up


def _hand_in(
    office: Form,
    term: FormTerm,
    today: date,
    row: AreaRow,
    numbers: _Numbers,
    arrivals: dict[tuple[int, int], Arrival],
    made_up: set[tuple[int, int]],
) -> AreaHandIn:
    own, demo = [], 0
    for indicator, units in numbers:
        keys = [(indicator, unit) for unit in units]
        times = [arrivals[key] for key in keys if key in arrivals]
        if times:
            own.append(min(times))
        else:
            demo += any(key in made_up for key in keys)
    last = max(own) if own and len(own) == len(numbers) else None
    day = today if last is None else local_date(datetime.fromisoformat(last.received_at))
    return AreaHandIn(
        AreaKey(office.vintage, row.code),
        row.level,
        row.name,
        row.full_name,
        len(numbers),
        len(own),
        demo,
        min(own) if own else None,
        last,
        term.days_late(day),
    )
