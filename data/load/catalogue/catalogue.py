"""Stores the catalogue's tables: all files are checked first, then all rows are written.

Rows are matched by their key (an indicator by its code), so that ids stay and a second load
changes nothing. Rows that left the files stay in the store, because observations refer to them.
Nothing refers to published figures: one that left the files, or belongs to another measure there,
is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from data.load.catalogue.rows import (
    Cells,
    SheetRow,
    check_break,
    check_figure,
    check_group,
    check_indicator,
    check_target,
    read_sheet,
)
from data.load.observations import rebuild
from data.queries.catalogue import CATALOGUE
from data.store.schema import indicator, indicator_group, published_figure, series_break, target
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

_GROUP_KEY = ("code",)
_OPTIONAL = ("complete_share", "short_vi", "short_en", "noun_vi", "noun_en")
_FIGURE_OPTIONAL = ("publisher", "source_address")
_RULES = ("space_rule", "lowest_level", "vintage_rule", "weight_basis", "complete_share")
_TARGET_KEY = ("indicator_code", "level", "vintage", "area_code", "period")
_BREAK_KEY = ("indicator_code", "period")
_FIGURE_KEY = (
    "vintage",
    "area_code",
    "level",
    "period",
    "indicator_code",
    "is_target",
    "source_date",
)


@dataclass(frozen=True)
class CatalogueReport:
    """How many rows the files have, and how many were new to the store or different there."""

    groups: int
    indicators: int
    targets: int
    published_figures: int
    rows_written: int

    @property
    def has_changes(self) -> bool:
        """True where the load wrote something, so that the revision must rise."""
        return self.rows_written > 0


def load_catalogue(connection: Connection, folder: Path = CATALOGUE) -> CatalogueReport:
    """Write groups, indicators, targets, series breaks and published figures; return counts.

    `folder` holds indicator_groups.csv, indicators.csv, targets.csv, series_breaks.csv and
    published_figures.csv.
    The order of rows is the order on screen. Targets that a province set for its own area are
    separate rows and stay as they are. Numbers of an indicator whose rules changed are calculated
    again. The caller raises the revision.

    Raises:
        LoadRefusedError: nothing was written; lists every fault of all files.
    """
    problems: list[Problem] = []

    def sheet(
        name: str,
        columns: Sequence[str],
        check: Callable[[SheetRow], Cells],
        optional: Sequence[str] = (),
    ) -> list[Cells]:
        return [check(row) for row in read_sheet(folder / name, columns, problems, optional)]

    groups = _number_rows(
        sheet("indicator_groups.csv", ("code", "name_vi", "name_en"), check_group)
    )
    codes = {row["code"] for row in groups if row["code"]}
    indicators = _number_rows(
        sheet(
            "indicators.csv",
            [
                name
                for name in indicator.columns.keys()
                if name not in ("id", "position", *_OPTIONAL)
            ],
            lambda row: check_indicator(row, codes),
            _OPTIONAL,
        )
    )
    lowest = {row["code"]: row["lowest_level"] or "" for row in indicators if row["code"]}
    targets = sheet(
        "targets.csv",
        [*_TARGET_KEY, "value", "source_vi", "source_en", "checked"],
        lambda row: check_target(row, lowest),
    )
    figures = sheet(
        "published_figures.csv",
        [name for name in published_figure.columns.keys() if name not in ("id", *_FIGURE_OPTIONAL)],
        check_figure,
        _FIGURE_OPTIONAL,
    )
    breaks = sheet(
        "series_breaks.csv",
        [*_BREAK_KEY, "reason_vi", "reason_en", "source"],
        lambda row: check_break(row, lowest),
    )
    for name, rows, key in (
        ("indicator_groups.csv", groups, _GROUP_KEY),
        ("indicators.csv", indicators, _GROUP_KEY),
        ("targets.csv", targets, _TARGET_KEY),
        ("published_figures.csv", figures, _FIGURE_KEY),
        ("series_breaks.csv", breaks, _BREAK_KEY),
    ):
        problems += _find_repeats(name, rows, key)
    if problems:
        raise LoadRefusedError(problems)

    count = _upsert(connection, indicator_group, _GROUP_KEY, groups)
    rules = _read_rules(connection)
    count += _upsert(connection, indicator, _GROUP_KEY, indicators)
    indicator_ids = [ident for ident, rule in _read_rules(connection).items()
               if rules.get(ident, rule) != rule]  # fmt: skip
    if indicator_ids:
        rebuild(connection, indicator_ids)
    ids = {row.code: row.id for row in connection.execute(select(indicator.c.code, indicator.c.id))}
    count += _upsert(
        connection, target, ("indicator_id", *_TARGET_KEY[1:]), _with_ids(targets, ids)
    )
    count += _upsert(connection, series_break, ("indicator_id", "period"), _with_ids(breaks, ids))
    count += _upsert(connection, published_figure, _FIGURE_KEY, figures)
    count += _delete_missing(connection, published_figure, _FIGURE_KEY, figures)
    return CatalogueReport(len(groups), len(indicators), len(targets), len(figures), count)


def _read_rules(connection: Connection) -> dict[int, tuple[Any, ...]]:
    """Return the rules by which the numbers of each indicator follow from observations."""
    columns = [indicator.c[name] for name in ("id", *_RULES)]
    return {row[0]: tuple(row[1:]) for row in connection.execute(select(*columns))}


def _with_ids(rows: list[Cells], ids: dict[str, int]) -> list[Cells]:
    return [
        {"indicator_id": ids[row["indicator_code"]]}
        | {name: cell for name, cell in row.items() if name != "indicator_code"}
        for row in rows
    ]


def _number_rows(rows: list[Cells]) -> list[Cells]:
    return [row | {"position": position} for position, row in enumerate(rows, start=1)]


def _find_repeats(file: str, rows: list[Cells], key: Sequence[str]) -> list[Problem]:
    problems = []
    keys: set[tuple[Any, ...]] = set()
    for row in rows:
        name = tuple(row[column] for column in key)
        if None not in name and name in keys:
            text = ", ".join(str(part) for part in name if part != "")
            problems.append(
                Problem(Phrase("load-row-twice"), file, column=", ".join(key), value=text)
            )
        keys.add(name)
    return problems


def _delete_missing(
    connection: Connection, table: Table, key: Sequence[str], rows: list[Cells]
) -> int:
    """Delete the rows that left the files; return how many."""
    file_keys = {tuple(row[column] for column in key) for row in rows}
    stored_rows = connection.execute(select(table.c.id, *(table.c[column] for column in key))).all()
    ids = [row.id for row in stored_rows if tuple(row)[1:] not in file_keys]
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)


def _upsert(connection: Connection, table: Table, key: Sequence[str], rows: list[Cells]) -> int:
    """Insert new rows and update different ones; return how many."""
    names = list(rows[0]) if rows else list(key)
    stored_rows = {
        tuple(row[column] for column in key): row
        for row in connection.execute(select(*(table.c[name] for name in names))).mappings()
    }
    new, updates = [], []
    for row in rows:
        stored_row = stored_rows.get(tuple(row[column] for column in key))
        if stored_row is None:
            new.append(row)
        elif dict(stored_row) != row:
            updates.append({f"_{name}": cell for name, cell in row.items()})
    if new:
        connection.execute(insert(table), new)
    if updates:
        this = [table.c[column] == bindparam(f"_{column}") for column in key]
        rest: dict[str, Any] = {name: bindparam(f"_{name}") for name in names if name not in key}
        connection.execute(update(table).where(*this).values(rest), updates)
    return len(new) + len(updates)
