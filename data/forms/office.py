"""A stored form and a period → the form that the reader of office sheets and the pages take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sqlalchemy import Connection

from data.access.token_bounds import read_reach
from data.forms.calendar import land_of
from data.forms.form import ReportForm, VintageDay
from data.load.areas.matching import AreaIndex, read_area_index
from data.load.office.form import Form, FormItem
from data.load.office.store_form import areas_around
from data.queries.areas import read_vintages
from data.queries.catalogue import indicators_by_code
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.indicator import Indicator
from ioc.period import Period


def read_office_form(
    connection: Connection,
    form: ReportForm,
    period: Period,
    home: str,
    within: AreaKey | None = None,
) -> Form:
    """Return a form for one period, as `data.load.office.read.read_office_book` takes it.

    What comes back: `code` of the form; `items` in the form's order, each with its indicator and
    parts (`slots` are all numbers of one area); `vintage` in force in the period, by the form's
    `vintage_day`; `areas` that report, by code: those of the form's level, or of its `former_level`
    where the vintage has districts there; `period`. `areas` is empty where none of the level lies
    in both the form's land and `within`. An indicator that left the catalogue is left out.

    Args:
        connection: to read by.
        form: as stored.
        period: of the form's frequency.
        home: code of the home province (`Settings.province`), for a form without areas.
        within: only areas on this one's land, in whatever vintage (an account's area); None: all.

    Raises:
        NotFoundError: the store has no vintage.
    """
    whole, own, _ = read_office_forms(connection, form, period, home, within)
    return whole if own is None else own


def read_office_forms(
    connection: Connection,
    form: ReportForm,
    period: Period,
    home: str,
    within: AreaKey | None = None,
) -> tuple[Form, Form | None, Set[int] | None]:
    """Return a form for one period: all of it, that within an area, and the area's land.

    The land is the ids of all areas on it, of the form's vintage and perhaps of others; it and the
    form within the area are None where `within` is. For the arguments see `read_office_form`.

    Raises:
        NotFoundError: the store has no vintage.
    """
    vintage = vintage_of(form, period, read_vintages(connection))
    index = read_area_index(connection, vintage.code)
    kinds = indicators_by_code(connection, [each.code for each in form.indicators])
    whole = areas_inside(connection, index, land_of(connection, form, home))
    items = form_items(form, kinds)
    office = _limit(form, period, index, items, whole)
    if within is None:
        return office, None, None
    land = areas_inside(connection, index, [within])
    return office, _limit(form, period, index, items, whole & land), land


def _limit(
    form: ReportForm,
    period: Period,
    index: AreaIndex,
    items: tuple[FormItem, ...],
    inside: Set[int],
) -> Form:
    """Return a form with those areas of an index that have one of some ids."""
    rows = sorted((row for row in index.rows if row.id in inside), key=lambda row: row.code)
    level = form.level
    if form.former_level is not None and any(row.level is Level.DISTRICT for row in index.rows):
        level = form.former_level
    return Form(
        form.code,
        items,
        index.vintage,
        tuple(row for row in rows if row.level is level),
        areas_around(index, rows, level),
        period,
        form.sections,
    )


def areas_inside(connection: Connection, index: AreaIndex, keys: Sequence[AreaKey]) -> set[int]:
    """Return the ids of the areas of an index that lie within some areas of any vintage.

    The index has with each area the ones between it and those of `keys` that are of its vintage.
    """
    codes = {each.code for each in keys if each.vintage == index.vintage}
    apart = [each for each in keys if each.vintage != index.vintage]
    # The land of other vintages is asked for only where there is some: it takes half a second.
    inside = set(read_reach(connection, apart)) if apart else set()
    for row in sorted(index.rows, key=lambda row: row.level.depth):
        if row.code in codes or row.parent_code in codes:
            codes.add(row.code)
            inside.add(row.id)
    return inside


def form_items(form: ReportForm, kinds: Mapping[str, Indicator]) -> tuple[FormItem, ...]:
    """Return the indicators of a form with their parts; those that `kinds` lacks are left out."""
    return tuple(
        FormItem(kinds[each.code], each.parts, each.headings)
        for each in form.indicators
        if each.code in kinds
    )


def vintage_of(form: ReportForm, period: Period, vintages: list[Vintage]) -> Vintage:
    """Return the vintage whose areas report a form in a period.

    >>> from data.forms.form import ReportForm
    >>> from ioc.area import SHIPPED_VINTAGES
    >>> from ioc.period import Frequency, parse_period
    >>> form = ReportForm("a", "A", "", (), Frequency.YEAR, Level.COMMUNE)
    >>> vintage_of(form, parse_period("2025"), [*SHIPPED_VINTAGES]).code
    '2025-03-01'
    >>> from dataclasses import replace
    >>> last = replace(form, vintage_day=VintageDay.LAST)
    >>> vintage_of(last, parse_period("2025"), [*SHIPPED_VINTAGES]).code
    '2025-07-01'

    Raises:
        NotFoundError: there is none.
    """
    day = period.start if form.vintage_day is VintageDay.FIRST else period.end
    return resolve_vintage(day.isoformat(), vintages)
