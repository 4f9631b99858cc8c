"""The numbers that an account types for a form and period, with those reported before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, bindparam, select

from data.access.accounts import Account
from data.forms.form import ReportForm
from data.forms.office import read_office_forms
from data.hand_in.form_choice import read_choices
from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.files.texts.numbers import COMMA, CellNumber, is_missing, read_number
from data.load.office.form import Form, FormItem, Slot
from data.store.counting import is_in_force
from data.store.fetch import PreparedQuery, fetch_tuples, pieces
from data.store.schema import area, observation, submission
from data.store.unreadable import is_number
from data.verification.locks import check_lock
from ioc.errors import IocError, NotFoundError
from ioc.period import Period
from ioc.words.phrase import Phrase

# More than the numbers of a large commune's villages; for more there are sheets.
MOST_NUMBERS = 1_000
MOST_LETTERS = 40
_REPORTS = PreparedQuery(
    select(
        area.c.unit_id, observation.c.indicator_id, observation.c.period,
        observation.c.numerator, observation.c.denominator, observation.c.value,
        submission.c.kind, submission.c.id,
    )
    .join(observation, observation.c.area_id == area.c.id)
    .join(submission, submission.c.id == observation.c.submission_id)
    .where(
        area.c.unit_id.in_(bindparam("units", expanding=True)),
        observation.c.indicator_id.in_(bindparam("indicators", expanding=True)),
        observation.c.period.in_(bindparam("periods", expanding=True)),
        is_in_force(),
    )
    .order_by(submission.c.id)
)  # fmt: skip


class EntryRefusedError(IocError):
    """The form cannot be typed on a page by this account."""


@dataclass(frozen=True)
class ReportedNumber:
    """A number that counts in the store, and the submission that brought it."""

    value: float
    is_made_up: bool
    submission: int


@dataclass(frozen=True)
class EntryForm:
    """What an account types: every slot of `form` for each of `areas`."""

    report: ReportForm
    form: Form
    areas: tuple[AreaRow, ...]

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return len(self.areas) * len(self.form.slots)

    @property
    def before(self) -> Period:
        """The period before."""
        return self.form.period.previous()

    @cached_property
    def numbers(self) -> Mapping[str, tuple[AreaRow, Slot]]:
        """The numbers by key, in the order of the form."""
        return {key_of(row.code, slot): (row, slot) for row, slot in self._each()}

    def item(self, slot: Slot) -> FormItem:
        """Return the indicator of a slot, as the form has it."""
        return self.form.by_code[slot.indicator]

    def _each(self) -> Iterator[tuple[AreaRow, Slot]]:
        return ((row, slot) for row in self.areas for slot in self.form.slots)


def key_of(area_code: str, slot: Slot) -> str:
    """Return the key of a number.

    >>> key_of("16681", Slot("HT01", ValuePart.NUMERATOR))
    '16681/HT01/numerator'
    """
    return f"{area_code}/{slot.indicator}/{slot.part.value}"


def read_entry_form(
    connection: Connection, account: Account, code: str, period: str, day: date, home: str
) -> EntryForm:
    """Return what an account types for a form and period.

    A commune of which the store has no villages gives the numbers of villages as one, as in
    `data.forms.lateness`.

    Raises:
        NotFoundError: the account may not hand it in on this day.
        EntryRefusedError: the account has no area, or there are too many numbers.
        LockError: the period is locked, and the account may not correct it.
    """
    for each in read_choices(connection, account, day, home, code):
        if each.term.period.iso == period:
            check_lock(connection, code, period, account.id)
            _, form, land = read_office_forms(
                connection, each.form, each.term.period, home, each.within
            )
            if form is None or land is None:
                raise EntryRefusedError(Phrase("phone-no_area"))
            entry = EntryForm(each.form, form, _areas(each.form, form, land))
            if entry.count > MOST_NUMBERS:
                raise EntryRefusedError(
                    Phrase("phone-too_many", count=entry.count, most=str(MOST_NUMBERS))
                )
            return entry
    raise NotFoundError(Phrase("handin-no-form"))


def _areas(report: ReportForm, form: Form, land: Set[int]) -> tuple[AreaRow, ...]:
    rows = form.areas
    level = rows[0].level if rows else report.level
    if report.reporter_level.depth >= level.depth:
        return rows
    silent = tuple(
        each
        for each in form.known_areas
        if each.level is report.reporter_level
        and each.id in land
        and each.code not in form.codes_above
    )
    return (*rows, *silent)


def read_reported(
    connection: Connection, entry: EntryForm, period: Period
) -> dict[str, ReportedNumber]:
    """Return by key the numbers of a period that count, made-up ones too."""
    rows: dict[tuple[int, int], tuple[Sequence[float | None], ReportedNumber]] = {}
    indicators = [item.indicator.id for item in entry.form.items]
    units = [each.unit_id for each in entry.areas]
    for some in pieces(units if indicators else []):
        values = {"units": some, "indicators": indicators, "periods": [period.iso]}
        # The newest comes last.
        for unit, indicator, _, *parts, kind, number in fetch_tuples(connection, _REPORTS, values):
            rows[unit, indicator] = parts, ReportedNumber(0.0, kind == "demo", number)
    result = {}
    for key, (row, slot) in entry.numbers.items():
        kind_of = entry.item(slot).indicator
        entry_row = rows.get((row.unit_id, kind_of.id))
        if entry_row is None:
            continue
        value = _part(entry_row[0], slot.part, is_ratio=kind_of.is_ratio)
        if value is not None:
            about = entry_row[1]
            result[key] = ReportedNumber(value, about.is_made_up, about.submission)
    return result


def _part(parts: Sequence[float | None], part: ValuePart, *, is_ratio: bool) -> float | None:
    """Return a part of an observation; counts are stored as numerators."""
    top, bottom, value = parts
    number = {ValuePart.NUMERATOR: top, ValuePart.DENOMINATOR: bottom, ValuePart.VALUE: value}[part]
    if number is None and part is ValuePart.VALUE and not is_ratio:
        number = top
    return number if number is not None and is_number(number) else None


def read_typed(text: str, item: FormItem, part: ValuePart) -> CellNumber:
    """Return the number of a text that was typed, written as in Vietnam, or why it is none.

    What a number of the indicator may be is checked with all others
    (`data.load.machines.posted_rows`).
    """
    if is_missing(text):
        # An empty one is not reported; words for that are left out.
        return CellNumber(fault=Phrase("phone-leave_empty")) if text.strip() else CellNumber()
    number = read_number(text, COMMA)
    if number.fault is not None or number.value is None:
        return CellNumber(fault=Phrase("phone-no_number"))
    if number.percent and not (part is ValuePart.VALUE and item.indicator.is_ratio):
        return CellNumber(fault=Phrase("phone-no_percent"))
    return number
