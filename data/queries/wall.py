"""What the wall asks beyond cards: short names, the last change."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from data.fetch import Prepared, fetch_tuples
from data.queries.catalogue import CATALOGUE
from data.schema import change
from ioc.errors import LoadRefusedError, Problem
from ioc.short_name import ShortName

# json.loads looks for an encoding and for blanks around, which takes as long as the summary.
_decode = json.JSONDecoder().raw_decode
_NAME_KEYS = {"vi", "en", "noun_vi", "noun_en"}


def read_short_names(file: Path = CATALOGUE / "scenes.toml") -> dict[str, ShortName]:
    """Return the wall's names by indicator code, from the table `[names]` of the scenes.

    Raises:
        LoadRefusedError: a name lacks a language or has an unknown key; every fault is named.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8")).get("names", {})
    problems = [
        Problem(
            f"tên ngắn của {code} không dùng được",
            "ghi vi và en, nếu cần thì noun_vi và noun_en",
            file.name,
        )
        for code, entry in table.items()
        if not _usable(entry)
    ]
    if problems:
        raise LoadRefusedError(problems)
    return {code: ShortName(**entry) for code, entry in table.items()}


def _usable(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(each, str) and each.strip() for each in entry.values())
        and {"vi", "en"} <= entry.keys() <= _NAME_KEYS
    )


class LastChange(NamedTuple):
    """The last change of the store: when (with offset), which indicators, how many cells."""

    revision: int
    at: datetime
    kind: str
    indicators: tuple[str, ...]
    cells: int


_LAST_CHANGE = Prepared(
    select(change.c.revision, change.c.changed_at, change.c.kind, change.c.summary)
    .order_by(change.c.revision.desc())
    .limit(1)
)


def find_last_change(connection: Connection) -> LastChange | None:
    """Return the last change of the store; None for an empty store."""
    rows = fetch_tuples(connection, _LAST_CHANGE)
    if not rows:
        return None
    revision, changed_at, kind, said = rows[0]
    summary, _ = _decode(said)
    return LastChange(
        revision,
        datetime.fromisoformat(changed_at),
        kind,
        tuple(summary.get("indicators", ())),
        int(summary.get("observations", 0)),
    )
