"""The catalogue's tables into the store: everything is checked first, then all is written.

Rows are matched by what names them (an indicator by its code), so that ids stay and a second load
changes nothing. What is no longer in the files stays in the store: observations hang on it. Of
published figures nothing does: one that the files no longer hold, or that they attach to another
measure, is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from data.load.catalogue_rows import (
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
from data.schema import indicator, indicator_group, published_figure, series_break, target
from ioc.errors import LoadRefusedError, Problem

_GROUP_KEY = ("code",)
_OPTIONAL = ("complete_share",)
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
    """How many rows the files hold, and how many of them were new or different in the store."""

    groups: int
    indicators: int
    targets: int
    published_figures: int
    written: int

    @property
    def changed(self) -> bool:
        """True where the load wrote something, so that the revision must rise."""
        return self.written > 0


def load_catalogue(connection: Connection, folder: Path = CATALOGUE) -> CatalogueReport:
    """Write groups, indicators, targets, series breaks and published figures; tell what changed.

    `folder` holds indicator_groups.csv, indicators.csv, targets.csv, series_breaks.csv and
    published_figures.csv.
    The order of rows is the order on screen. Targets that a province set for its own area are
    rows of their own and are not touched. Numbers of an indicator whose rules changed are reckoned
    anew. The caller raises the revision.

    Raises:
        LoadRefusedError: nothing was written; holds every fault of all files.
    """
    problems: list[Problem] = []

    def sheet(
        name: str,
        columns: Sequence[str],
        check: Callable[[SheetRow], Cells],
        optional: Sequence[str] = (),
    ) -> list[Cells]:
        return [check(row) for row in read_sheet(folder / name, columns, problems, optional)]

    groups = _placed(sheet("indicator_groups.csv", ("code", "name_vi", "name_en"), check_group))
    codes = {row["code"] for row in groups if row["code"]}
    indicators = _placed(
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
        [name for name in published_figure.columns.keys() if name != "id"],
        check_figure,
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
        problems += _repeated(name, rows, key)
    if problems:
        raise LoadRefusedError(problems)

    written = _upsert(connection, indicator_group, _GROUP_KEY, groups)
    rules = _read_rules(connection)
    written += _upsert(connection, indicator, _GROUP_KEY, indicators)
    changed = [ident for ident, held in _read_rules(connection).items()
               if rules.get(ident, held) != held]  # fmt: skip
    if changed:
        rebuild(connection, changed)
    ids = {row.code: row.id for row in connection.execute(select(indicator.c.code, indicator.c.id))}
    written += _upsert(
        connection, target, ("indicator_id", *_TARGET_KEY[1:]), _with_ids(targets, ids)
    )
    written += _upsert(connection, series_break, ("indicator_id", "period"), _with_ids(breaks, ids))
    written += _upsert(connection, published_figure, _FIGURE_KEY, figures)
    written += _remove_gone(connection, published_figure, _FIGURE_KEY, figures)
    return CatalogueReport(len(groups), len(indicators), len(targets), len(figures), written)


def _read_rules(connection: Connection) -> dict[int, tuple[Any, ...]]:
    """Return by which rules the numbers of each indicator follow from what was reported."""
    columns = [indicator.c[name] for name in ("id", *_RULES)]
    return {row[0]: tuple(row[1:]) for row in connection.execute(select(*columns))}


def _with_ids(rows: list[Cells], ids: dict[str, int]) -> list[Cells]:
    return [
        {"indicator_id": ids[row["indicator_code"]]}
        | {name: cell for name, cell in row.items() if name != "indicator_code"}
        for row in rows
    ]


def _placed(rows: list[Cells]) -> list[Cells]:
    return [row | {"position": position} for position, row in enumerate(rows, start=1)]


def _repeated(file: str, rows: list[Cells], key: Sequence[str]) -> list[Problem]:
    problems = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        name = tuple(row[column] for column in key)
        if None not in name and name in seen:
            shown = ", ".join(str(part) for part in name if part != "")
            problems.append(
                Problem("dòng bị lặp", "giữ lại một dòng", file, column=", ".join(key), value=shown)
            )
        seen.add(name)
    return problems


def _remove_gone(
    connection: Connection, table: Table, key: Sequence[str], rows: list[Cells]
) -> int:
    """Remove what the files hold no more; return how many rows that were."""
    kept = {tuple(row[column] for column in key) for row in rows}
    stored = connection.execute(select(table.c.id, *(table.c[column] for column in key))).all()
    gone = [row.id for row in stored if tuple(row)[1:] not in kept]
    if gone:
        connection.execute(delete(table).where(table.c.id.in_(gone)))
    return len(gone)


def _upsert(connection: Connection, table: Table, key: Sequence[str], rows: list[Cells]) -> int:
    """Insert what is new, update what differs; return how many rows that were."""
    names = list(rows[0]) if rows else list(key)
    stored = {
        tuple(row[column] for column in key): row
        for row in connection.execute(select(*(table.c[name] for name in names))).mappings()
    }
    new, changed = [], []
    for row in rows:
        held = stored.get(tuple(row[column] for column in key))
        if held is None:
            new.append(row)
        elif dict(held) != row:
            changed.append({f"_{name}": cell for name, cell in row.items()})
    if new:
        connection.execute(insert(table), new)
    if changed:
        this = [table.c[column] == bindparam(f"_{column}") for column in key]
        rest: dict[str, Any] = {name: bindparam(f"_{name}") for name in names if name not in key}
        connection.execute(update(table).where(*this).values(rest), changed)
    return len(new) + len(changed)
