"""Queries for the catalogue: indicators and their groups, targets, published figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, bindparam, select

from data.store.fetch import PreparedQuery, fetch_frame, fetch_tuples
from data.store.schema import indicator, indicator_group, published_figure, target
from data.store.unreadable import is_number, is_period
from ioc.area import AreaKey, Level
from ioc.errors import NotFoundError
from ioc.indicator import Basis, Direction, Indicator, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency, parse_period
from ioc.words.phrase import Phrase
from ioc.words.records import text_in

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"

_INDICATOR_TYPES = {
    column.name: {
        "id": "int64",
        "position": "int64",
        "decimals": "int64",
        "factor": "float64",
        "complete_share": "float64",
    }.get(column.name, "str")
    for column in indicator.columns
}


class IndicatorGroup(NamedTuple):
    """A group of indicators; lower positions are shown first."""

    code: str
    name_vi: str
    name_en: str
    position: int

    def name(self, language: str = "vi") -> str:
        """Return the name in this language."""
        return text_in(language, self, "name")


_GROUPS = PreparedQuery(
    select(*(indicator_group.c[name] for name in IndicatorGroup._fields)).order_by(
        indicator_group.c.position, indicator_group.c.code
    )
)


def read_groups(conn: Connection) -> list[IndicatorGroup]:
    """Read the groups of indicators, in the order in which they are shown.

    Empty when no catalogue is loaded.
    """
    return [IndicatorGroup._make(row) for row in fetch_tuples(conn, _GROUPS)]


_FIELDS = tuple(each.name for each in fields(Indicator) if each.name != "targets")
# Columns whose text is a member of an enumeration.
_KINDS = {
    "direction": Direction,
    "space_rule": SpaceRule,
    "time_rule": TimeRule,
    "frequency": Frequency,
    "lowest_level": Level,
    "vintage_rule": VintageRule,
    "weight_basis": Basis,
}
# A dictionary is five times as fast as a call of the enumeration.
_KIND_PLACES: tuple[tuple[int, Any, dict[Any, Any]], ...] = tuple(
    (_FIELDS.index(name), kind, {each.value: each for each in kind})
    for name, kind in _KINDS.items()
)


def _indicators(names: Iterable[str]) -> Any:
    return (
        select(*(indicator.c[name] for name in names))
        .join(indicator_group, indicator_group.c.code == indicator.c.group_code)
        .order_by(indicator_group.c.position, indicator.c.position, indicator.c.code)
    )


def _with_targets() -> Any:
    """Select the indicators with a row for each of their targets."""
    rows = _indicators(_FIELDS).outerjoin(target, target.c.indicator_id == indicator.c.id)
    return rows.add_columns(target.c.value)


_ALL = PreparedQuery(_with_targets())
_BY_CODE = PreparedQuery(_with_targets().where(indicator.c.code == bindparam("code")))
_BY_CODES = PreparedQuery(
    _with_targets().where(indicator.c.code.in_(bindparam("codes", expanding=True)))
)


def read_indicators(conn: Connection) -> pd.DataFrame:
    """Read the indicators, in the order in which they are shown.

    One row per indicator; empty when no catalogue is loaded. Columns as in `schema.indicator`:
    id, position, decimals int64; factor float64; all others str, of which denominator_vi and
    denominator_en are missing for a measure without denominator.
    """
    return fetch_frame(conn, _indicators(_INDICATOR_TYPES), _INDICATOR_TYPES)


def all_indicators(conn: Connection) -> list[Indicator]:
    """Return the indicators, in the order in which they are shown."""
    return _merge_rows(fetch_tuples(conn, _ALL))


def indicators_by_code(conn: Connection, codes: Iterable[str]) -> dict[str, Indicator]:
    """Return the indicators with these codes; those outside the catalogue are left out."""
    indicators = _merge_rows(fetch_tuples(conn, _BY_CODES, {"codes": [*set(codes)]}))
    return {each.code: each for each in indicators}


def find_indicator(conn: Connection, code: str) -> Indicator:
    """Return the indicator with this code.

    Raises:
        NotFoundError: the catalogue does not have it; the message names similar codes.
    """
    rows = fetch_tuples(conn, _BY_CODE, {"code": code})
    if rows:
        return _merge_rows(rows)[0]
    codes = list(conn.scalars(select(indicator.c.code).order_by(indicator.c.position)))
    if not codes:
        raise NotFoundError(Phrase("indicator-none-loaded", code=code))
    near = get_close_matches(code.strip().upper(), codes, n=3)
    if near:
        raise NotFoundError(Phrase("indicator-unknown-near", code=code, near=tuple(near)))
    raise NotFoundError(Phrase("indicator-unknown", code=code))


def _merge_rows(rows: Iterable[Sequence[Any]]) -> list[Indicator]:
    """Return each indicator once, with the values of its targets."""
    places: dict[Any, tuple[Sequence[Any], set[float]]] = {}
    for row in rows:
        _, values = places.setdefault(row[0], (row, set()))
        if row[-1] is not None and is_number(row[-1]):
            values.add(float(row[-1]))
    return [_indicator(row[:-1], tuple(sorted(values))) for row, values in places.values()]


def _indicator(row: Sequence[Any], targets: tuple[float, ...]) -> Indicator:
    cells: list[Any] = [*row, targets]
    for place, kind, members in _KIND_PLACES:
        text = cells[place]
        cells[place] = members[text] if text in members else kind(text)
    return Indicator(*cells)


class Target(NamedTuple):
    """A target as set in the catalogue; an empty text does not narrow."""

    indicator_code: str
    level: str  # "" = every level
    vintage: str  # with area_code; both "" = every area
    area_code: str
    period: str  # a year; "" = standing, no year was named
    value: float  # in the indicator's unit
    source_vi: str
    source_en: str
    checked: str  # verified | partly | not_verified


_TARGETS = (
    select(
        *(indicator.c.code if name == "indicator_code" else target.c[name]
          for name in Target._fields)
    )
    .join(indicator, indicator.c.id == target.c.indicator_id)
    .order_by(
        indicator.c.code, target.c.level, target.c.vintage, target.c.area_code, target.c.period
    )
)  # fmt: skip
_ALL_TARGETS = PreparedQuery(_TARGETS)
_TARGETS_OF_ONE = PreparedQuery(_TARGETS.where(indicator.c.code == bindparam("code")))
_TARGETS_OF = PreparedQuery(
    _TARGETS.where(indicator.c.code.in_(bindparam("codes", expanding=True)))
)


def read_targets(conn: Connection, indicator_codes: Sequence[str] | None = None) -> list[Target]:
    """Read the targets, of these indicators or of all.

    Ordered by indicator, level, area and period; empty when there is none.
    """
    if indicator_codes is None:
        rows = fetch_tuples(conn, _ALL_TARGETS)
    elif len(indicator_codes) == 1:
        rows = fetch_tuples(conn, _TARGETS_OF_ONE, {"code": indicator_codes[0]})
    else:
        rows = fetch_tuples(conn, _TARGETS_OF, {"codes": list(indicator_codes)})
    targets = [Target._make(row) for row in rows]
    return [
        each
        for each in targets
        if is_number(each.value) and (not each.period or is_period(each.period))
    ]


@dataclass(frozen=True)
class TargetInForce:
    """The target that a value is compared with, and its source."""

    value: float
    year: int | None  # None: standing, no year was named
    level: str  # level that it was set for; "" = every level
    of_area: bool  # set for this very area
    source_vi: str
    source_en: str
    checked: str  # verified | partly | not_verified


def find_target(
    targets: Iterable[Target] | Connection,
    indicator_code: str,
    level: Level,
    area: AreaKey,
    period: str,
) -> float | None:
    """Return the target in force; None if there is none. The rule: `find_target_in_force`."""
    in_force = find_target_in_force(targets, indicator_code, level, area, period)
    return None if in_force is None else in_force.value


def targets_by_indicator(targets: Iterable[Target]) -> dict[str, list[Target]]:
    """Return targets by indicator code."""
    by_code: dict[str, list[Target]] = {}
    for each in targets:
        by_code.setdefault(each.indicator_code, []).append(each)
    return by_code


def find_target_in_force(
    targets: Iterable[Target] | Connection,
    indicator_code: str,
    level: Level,
    area: AreaKey,
    period: str,
) -> TargetInForce | None:
    """Return the target in force for this area in this period; None if there is none.

    Targets set for this area go before those for its level, these before those for all. Among them:
    the nearest one still due (smallest year not before the period's), else the last one that was
    due, else the standing one.

    Args:
        targets: the result of `read_targets`, or a connection.
        indicator_code: an indicator without targets, or an unknown one, has none.
        level: level of the area.
        area: the area, by vintage and code.
        period: ISO text; its first day's year counts.

    Raises:
        PeriodError: the period is none.
    """
    year = parse_period(period).start.year
    rows: Iterable[tuple[Any, ...]]
    if isinstance(targets, Connection):
        rows = read_targets(targets, [indicator_code])
    else:
        rows = targets
    best: tuple[tuple[bool, bool], tuple[int, int]] | None = None
    in_force = None
    for cells in rows:
        code, target_level, vintage, area_code, due_year, value, *origin = cells
        of_area = (vintage, area_code) == (area.vintage, area.code)
        if code != indicator_code or (area_code and not of_area):
            continue
        if target_level and target_level != level:
            continue
        due = int(due_year) if due_year else None
        rank = (of_area, bool(target_level)), _nearness(due, year)
        if best is None or rank > best:
            best = rank
            in_force = TargetInForce(float(value), due, target_level, of_area, *origin)
    return in_force


def _nearness(due: int | None, year: int) -> tuple[int, int]:
    if due is None:
        return 0, 0
    return (2, -due) if due >= year else (1, due)


class PublishedFigure(NamedTuple):
    """A figure from the press, as published; quoted with its source, never added up."""

    vintage: str
    area_code: str  # its province
    level: str  # the level that it describes: village, commune, …
    period: str
    indicator_code: str  # may lie outside the catalogue
    is_target: bool  # announced as a goal
    numerator: float | None  # None = not published
    denominator: float | None  # None = not published, or a count
    value: float
    unit: str
    as_published: str  # the words of the source
    source_title: str
    source_date: str  # YYYY-MM-DD, or the month or year alone
    publisher: str = ""  # empty: not known
    source_address: str = ""  # where the source can be read; empty: not known
    id: int = 0


_FIGURES = select(*(published_figure.c[name] for name in PublishedFigure._fields)).order_by(
    published_figure.c.vintage, published_figure.c.area_code, published_figure.c.period,
    published_figure.c.indicator_code, published_figure.c.id,
)  # fmt: skip
_ALL_FIGURES = PreparedQuery(_FIGURES)
_FIGURES_OF_AREA = PreparedQuery(
    _FIGURES.where(
        published_figure.c.vintage == bindparam("vintage"),
        published_figure.c.area_code == bindparam("code"),
    )
)
_IS_TARGET = PublishedFigure._fields.index("is_target")


def read_published_figures(
    conn: Connection, area_key: AreaKey | None = None
) -> list[PublishedFigure]:
    """Read the figures from the press, of one area or of all.

    Ordered by area, then period and code; empty when there is none.
    """
    if area_key is None:
        rows = fetch_tuples(conn, _ALL_FIGURES)
    else:
        values = {"vintage": area_key.vintage, "code": area_key.code}
        rows = fetch_tuples(conn, _FIGURES_OF_AREA, values)
    # SQLite's driver returns 0 and 1 for truth values.
    figures = [
        PublishedFigure._make((*row[:_IS_TARGET], bool(row[_IS_TARGET]), *row[_IS_TARGET + 1 :]))
        for row in rows
    ]
    return [each for each in figures if is_period(each.period) and is_number(each.value)]
