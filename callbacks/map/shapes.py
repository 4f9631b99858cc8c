"""The published file with the shapes of a map, and those of its shapes that are of other land."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.area_in import read_row_vintages
from data.queries.areas import Area, read_vintages
from data.queries.changed_land import read_changed_codes
from data.store.memory import Memory
from geo.manifest import MANIFEST_NAME, MapEntry, read_manifest
from ioc.area import COUNTRY_CODE, Level

_manifests = Memory[Sequence[MapEntry]](4_000_000, 4)


@dataclass(frozen=True)
class Shapes:
    """A published file.

    `stale` are codes that name other land today, and are not drawn from it. `outline`: whose real
    outlines of provinces schematic cells lie in; empty where they are guessed.
    """

    address: str
    tier: str
    stale: tuple[str, ...]
    outline: str = ""


def find_shapes(
    context: Context, connection: Connection, area: Area, level: Level
) -> Shapes | None:
    """Return the file with the areas of a level inside this area, or None.

    There is a file for the country and for each province; narrower views are cut from the
    province's. A vintage that took areas over draws them from files of earlier vintages, back to
    the one from which it took the country: the file with the most of today's areas wins.
    """
    parent = area.province_code or COUNTRY_CODE
    if level is Level.PROVINCE:
        parent = COUNTRY_CODE
    folder = context.settings.published
    entries, stamp = _entries(folder)
    key = ("shapes", area.key.vintage, level, parent, stamp)
    return context.directories.remember(
        connection, key, lambda: _choose(connection, entries, area.key.vintage, level, parent)
    )


def published_at(folder: Path) -> int:
    """Return when the list of published files last changed, in nanoseconds; 0: there is none."""
    return _entries(folder)[1]


def _choose(
    connection: Connection,
    entries: Sequence[MapEntry],
    vintage_code: str,
    level: Level,
    parent: str,
) -> Shapes | None:
    base = read_row_vintages(connection, vintage_code).get(COUNTRY_CODE, vintage_code)
    codes = [each.code for each in read_vintages(connection)]
    if vintage_code not in codes or base not in codes:
        return None
    place = codes.index(vintage_code)
    usable = codes[min(codes.index(base), place) : place + 1][::-1]
    by_vintage = {
        each["vintage"]: each
        for each in entries
        if each["level"] == level.value and each["parent"] == parent and each["vintage"] in usable
    }
    best: tuple[int, Shapes] | None = None
    for code in usable:
        if code not in by_vintage:
            continue
        entry = by_vintage[code]
        stale = read_changed_codes(connection, code, vintage_code, level, parent)
        lacking = len(set(stale) | set(entry["missing"]))
        if best is None or lacking < best[0]:
            best = lacking, _shapes(entry, stale)
    return best[1] if best else None


def _shapes(entry: MapEntry, stale: Iterable[str]) -> Shapes:
    return Shapes(
        f"/published/{entry['file']}", entry["tier"], tuple(stale), entry.get("outline", "")
    )


def _entries(folder: Path) -> tuple[Sequence[MapEntry], int]:
    """Return the published files, and when their list last changed."""
    try:
        stamp = (folder / MANIFEST_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return (), 0
    entries = _manifests.get_or_make(folder, lambda: read_manifest(folder)["entries"], stamp)
    return entries, stamp
