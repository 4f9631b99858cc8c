"""Checks and stores owners: one row per indicator or group and area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data.queries.areas import find_area
from data.queries.catalogue import all_indicators, read_groups
from data.store.schema import owner
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.local_time import iso_moment
from ioc.owner import MOST_LETTERS, Owner, is_phone
from ioc.words.phrase import Phrase

_KEY = ("indicator_code", "group_code", "vintage", "area_code")


@dataclass(frozen=True)
class OwnerFault:
    """A fault of one field of an owner, and the value there."""

    field: str
    fault: Phrase
    value: str = ""


class OwnerCheck:
    """Checks owners against the areas and the catalogue of a store, which it reads once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._indicators = {each.code for each in all_indicators(connection)}
        self._groups = {each.code for each in read_groups(connection)}

    def faults(self, thing: Owner) -> list[OwnerFault]:
        """Return every fault of an owner; empty for a good one."""
        faults = []
        if not thing.unit.strip():
            faults.append(OwnerFault("unit", Phrase("owner-unit-missing")))
        for field in ("unit", "person"):
            text = str(getattr(thing, field))
            if len(text) > MOST_LETTERS:
                fault = Phrase("owner-text-long", most=str(MOST_LETTERS))
                faults.append(OwnerFault(field, fault, text[:20]))
        if thing.phone and not is_phone(thing.phone):
            faults.append(OwnerFault("phone", Phrase("owner-phone"), thing.phone[:40]))
        if thing.indicator_code and thing.group_code:
            faults.append(
                OwnerFault("group_code", Phrase("owner-indicator-and-group"), thing.group_code)
            )
        if thing.indicator_code and thing.indicator_code not in self._indicators:
            fault = Phrase("load-indicator-not-in-catalogue")
            faults.append(OwnerFault("indicator_code", fault, thing.indicator_code[:40]))
        if thing.group_code and thing.group_code not in self._groups:
            fault = Phrase("owner-group-unknown", groups=tuple(sorted(self._groups)))
            faults.append(OwnerFault("group_code", fault, thing.group_code[:40]))
        if thing.area is not None and self.row_of(thing.area) is None:
            fault = Phrase("owner-area-unknown", vintage=thing.area.vintage)
            faults.append(OwnerFault("area_code", fault, thing.area.code[:40]))
        return faults

    def row_of(self, key: AreaKey) -> AreaKey | None:
        """Return the key of the row that a vintage shows under this key; None: it has no such."""
        try:
            return find_area(self._connection, key).row_key
        except NotFoundError:
            return None

    def as_stored(self, thing: Owner) -> Owner:
        """Return an owner without faults as it is stored: texts trimmed, its area by its row."""
        area = None if thing.area is None else self.row_of(thing.area)
        unit, person, phone = (
            " ".join(text.split()) for text in (thing.unit, thing.person, thing.phone)
        )
        return replace(thing, area=area, unit=unit, person=person, phone=phone)


def save_owner(connection: Connection, thing: Owner, by: str, number: int | None = None) -> int:
    """Store a new owner, or another content of the one with this number; return its number.

    The caller raises the revision.

    Raises:
        LoadRefusedError: every fault by its field; also where another one is set for the same.
        NotFoundError: there is none with this number.
    """
    check = OwnerCheck(connection)
    problems = [
        Problem(each.fault, column=each.field, value=each.value) for each in check.faults(thing)
    ]
    if problems:
        raise LoadRefusedError(problems)
    values = _values(check.as_stored(thing), by)
    if number is not None:
        _find(connection, number)
    same = connection.scalar(
        select(owner.c.id).where(*(owner.c[name] == values[name] for name in _KEY))
    )
    if same is not None and same != number:
        raise LoadRefusedError([Problem(Phrase("owner-named-before"), column="area")])
    if number is None:
        key = connection.execute(insert(owner).values(values)).inserted_primary_key
        return int(key[0])  # type: ignore[index]
    connection.execute(update(owner).where(owner.c.id == number).values(values))
    return number


def store_owners(connection: Connection, things: Sequence[Owner], by: str) -> tuple[int, int]:
    """Store checked owners: new ones are added, those for the same indicator and area replaced.

    Returns how many are new and how many differ from those before. The caller raises the revision
    where there are any.
    """
    rows = {
        tuple(row[name] for name in _KEY): row
        for row in connection.execute(select(owner)).mappings()
    }
    new, different = [], 0
    for thing in things:
        values = _values(thing, by)
        row = rows.get(tuple(values[name] for name in _KEY))
        if row is None:
            new.append(values)
        elif any(row[name] != values[name] for name in ("unit", "person", "phone", "deadline")):
            connection.execute(update(owner).where(owner.c.id == row["id"]).values(values))
            different += 1
    if new:
        connection.execute(insert(owner), new)
    return len(new), different


def remove_owner(connection: Connection, number: int) -> None:
    """Remove an owner; the caller raises the revision.

    Raises:
        NotFoundError: there is none with this number.
    """
    _find(connection, number)
    connection.execute(delete(owner).where(owner.c.id == number))


def remove_demo_owners(connection: Connection) -> int:
    """Remove the made-up owners; return how many there were."""
    return int(connection.execute(delete(owner).where(owner.c.is_demo)).rowcount)


def _find(connection: Connection, number: int) -> None:
    if connection.scalar(select(owner.c.id).where(owner.c.id == number)) is None:
        raise NotFoundError(Phrase("owner-unknown"))


def _values(thing: Owner, by: str) -> dict[str, Any]:
    return {
        "indicator_code": thing.indicator_code,
        "group_code": thing.group_code,
        "vintage": thing.area.vintage if thing.area else "",
        "area_code": thing.area.code if thing.area else "",
        "unit": thing.unit,
        "person": thing.person,
        "phone": thing.phone,
        "deadline": thing.deadline.isoformat() if thing.deadline else None,
        "is_demo": thing.is_demo,
        "updated_at": iso_moment(datetime.now(UTC)),
        "updated_by": by,
    }
