"""All communes of a province hand in a form for a period: rows of a store, without their sheets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from data.forms.forms import find_form
from data.forms.office import read_office_form
from data.load.files.headings import ValuePart
from data.load.observations import HandInCells, Submission, store_submissions
from data.store.engine import raise_revision
from data.store.schema import account, office_file, submission_cell
from data.verification.hand_ins import begin
from ioc.local_time import iso_moment
from ioc.period import parse_period


def hand_in_of_communes(
    connection: Connection,
    code: str,
    period: str,
    now: datetime,
    most: int = 1_000,
    *,
    waits: bool = False,
) -> dict[str, int]:
    """Hand in the parts of a form, each commune with an account of its own; return the numbers.

    Numerator and denominator of commune `n` are 60 + n % 40 and 100; a value is n % 5. The result
    has the submission of each commune by its code. `waits`: nothing counts before it is verified.
    """
    form = find_form(connection, code)
    office = read_office_form(connection, form, parse_period(period), "40")
    areas, at = office.areas[:most], iso_moment(now)
    parts, cells = [], []
    for place, area in enumerate(areas):
        numbers = [_number(item.parts, place) for item in office.items]
        columns = np.array(numbers, dtype=np.float64).T
        parts.append(
            (
                HandInCells(
                    [area.id] * len(numbers),
                    [item.indicator.id for item in office.items],
                    [period] * len(numbers),
                    *columns,
                ),
                Submission(
                    "sheet", f"{area.code}.xlsx", f"{place:064}", _name(area.code), waits=waits
                ),
            )
        )
        cells.append(
            [
                (item.indicator.id, area.id, part.value, f"{'CDE'[each]}{row + 3}")
                for row, item in enumerate(office.items)
                for each, part in enumerate(_parts_of(item.parts))
            ]
        )
    reports = store_submissions(connection, parts)
    numbers_of = {}
    for area, own, report in zip(areas, cells, reports, strict=True):
        number = report.submission_id
        numbers_of[area.code] = number
        sender = _new_account(connection, area.code, area.full_name, at)
        connection.execute(
            insert(office_file).values(
                account_id=sender, form=code, period=period, file_name=f"{area.code}.xlsx",
                sha256=f"{number:064}", content=b"", uploaded_at=at, submission_id=number,
                decisions='{"left_out": 0}',
            )
        )  # fmt: skip
        keys = ("indicator_id", "area_id", "part", "cell")
        rows: list[dict[str, Any]] = [dict(zip(keys, each, strict=True)) for each in own]
        connection.execute(
            insert(submission_cell),
            [
                {**row, "submission_id": number, "period": period, "sheet": "Biểu", "text": "1"}
                for row in rows
            ],
        )
        begin(connection, number, code, period, sender, _name(area.code), now)
    raise_revision(connection, "observations", reports[0].summary(), None)
    return numbers_of


def _parts_of(parts: tuple[ValuePart, ...]) -> tuple[ValuePart, ...]:
    """Return the parts that are handed in: numerator and denominator where a form asks for both."""
    both = (ValuePart.NUMERATOR, ValuePart.DENOMINATOR)
    return both if set(both) <= set(parts) else (ValuePart.VALUE,)


def _number(parts: tuple[ValuePart, ...], place: int) -> tuple[float, float, float]:
    if len(_parts_of(parts)) > 1:
        return 60.0 + place % 40, 100.0, np.nan
    return np.nan, np.nan, float(place % 5)


def _name(code: str) -> str:
    return f"Nguyễn Văn {code} (xa.{code})"


def _new_account(connection: Connection, code: str, unit: str, at: str) -> int:
    """Return the account of a commune; nobody signs in with it."""
    before = connection.scalar(select(account.c.id).where(account.c.login == f"xa.{code}"))
    if before is not None:
        return int(before)
    statement = insert(account).values(
        login=f"xa.{code}", name=f"Nguyễn Văn {code}", unit=f"UBND {unit}", role="reporter",
        vintage="2025-07-01", area_code=code, hash="", must_change=False, created_at=at,
    )  # fmt: skip
    return int(connection.execute(statement.returning(account.c.id)).scalar_one())
