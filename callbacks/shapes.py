"""Which published file has the shapes of a map, and which of its shapes are of other land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from callbacks.context import Context
from data.area_in import read_row_vintages
from data.queries.areas import Area, read_vintages
from data.queries.changed_land import read_changed_codes
from geo.manifest import MANIFEST_NAME, Entry, read_manifest
from ioc.area import COUNTRY_CODE, Level


@dataclass(frozen=True)
class Shapes:
    """A published file. `stale` are codes that name other land today: not to be drawn from it."""

    address: str
    tier: str
    stale: tuple[str, ...]


def find_shapes(
    context: Context, connection: Connection, area: Area, level: Level
) -> Shapes | None:
    """Return the file that holds areas of a level inside this area, or None.

    Files hang under the country or a province; narrower views are cut from the province's. A
    vintage that took areas over draws them from the files of those before, back to the one that it
    took the country over from: of these the file that shows the most of today's areas.
    """
    parent = area.province_code or COUNTRY_CODE
    if level is Level.PROVINCE:
        parent = COUNTRY_CODE
    folder = context.settings.published
    entries, changed = _entries(folder)
    key = ("shapes", area.key.vintage, level, parent, changed)
    return context.directories.remember(
        connection, key, lambda: _choose(connection, entries, area.key.vintage, level, parent)
    )


def published_at(folder: Path) -> int:
    """Return when the list of published files last changed, in nanoseconds; 0: there is none."""
    return _entries(folder)[1]


def _choose(
    connection: Connection, entries: Sequence[Entry], vintage_code: str, level: Level, parent: str
) -> Shapes | None:
    base = read_row_vintages(connection, vintage_code).get(COUNTRY_CODE, vintage_code)
    codes = [each.code for each in read_vintages(connection)]
    if vintage_code not in codes or base not in codes:
        return None
    asked = codes.index(vintage_code)
    usable = codes[min(codes.index(base), asked) : asked + 1][::-1]
    found = {
        each["vintage"]: each
        for each in entries
        if each["level"] == level.value and each["parent"] == parent and each["vintage"] in usable
    }
    best: tuple[int, Shapes] | None = None
    for code in usable:
        if code not in found:
            continue
        entry = found[code]
        stale = read_changed_codes(connection, code, vintage_code, level, parent)
        lacking = len(set(stale) | set(entry["missing"]))
        if best is None or lacking < best[0]:
            best = lacking, Shapes(f"/published/{entry['file']}", entry["tier"], tuple(stale))
    return best[1] if best else None


def _entries(folder: Path) -> tuple[Sequence[Entry], int]:
    """Return what is published, read anew once the list has changed, and when that was."""
    try:
        changed = (folder / MANIFEST_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return (), 0
    return _entries_of(folder, changed), changed


@lru_cache(maxsize=4)
def _entries_of(folder: Path, changed: int) -> Sequence[Entry]:
    return read_manifest(folder)["entries"]
