"""Made-up owners: units that answer for the demo numbers of the home province."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from data.load.owners.owners import OwnerCheck, store_owners
from data.store.choices import DEMO_OWNERS, keep_choice
from ioc.area import SINCE_2025, AreaKey
from ioc.owner import Owner
from ioc.sentences.values import demo_word

_FILE = Path(__file__).with_suffix(".csv")


def load_demo_owners(connection: Connection, home: str) -> int:
    """Store the made-up owners of a province and return how many; others that are set stay.

    Communes of another province than the home are left out. The caller raises the revision.
    """
    check = OwnerCheck(connection)
    with _FILE.open(encoding="utf-8", newline="") as lines:
        owners = [_owner(row, home) for row in csv.DictReader(lines)]
    good = [check.as_stored(each) for each in owners if not check.faults(each)]
    keep_choice(connection, DEMO_OWNERS, True)
    return store_owners(connection, good, demo_word())[0]


def _owner(row: dict[str, str], home: str) -> Owner:
    return Owner(
        row["unit"],
        row["person"],
        row["phone"],
        date.fromisoformat(row["deadline"]) if row["deadline"] else None,
        AreaKey(SINCE_2025.code, row["area_code"] or home),
        row["indicator_code"],
        row["group_code"],
        is_demo=True,
    )
