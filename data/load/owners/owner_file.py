"""Files of owners, CSV or XLSX, one owner a row: read in, and written out again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from data.load.files.headings import plain_heading
from data.load.files.look import report_merged_cells
from data.load.files.reading import open_sheets
from data.load.files.sheets.sheet import Sheet, refuse
from data.load.owners.owners import OwnerCheck
from data.queries.areas import read_vintages
from data.queries.owners import read_owner_rows
from ioc.area import AreaKey, resolve_vintage
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.owner import Owner
from ioc.period import Frequency, PeriodError, parse_period
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MAX_BYTES = 16 * 2**20
_FIELDS = {
    "unit": "don vi chu tri|don vi|co quan chu tri|unit|responsible unit",
    "indicator_code": "chi so|ma chi so|ma chi tieu|chi tieu|indicator|indicator code",
    "group_code": "nhom|ma nhom|nhom chi so|group|group code",
    "vintage": "ky dia gioi|dia gioi|vintage",
    "area_code": "ma dia ban|ma don vi hanh chinh|ma xa|ma tinh|dia ban|area|area code",
    "person": "nguoi phu trach|ho ten|ho va ten|person",
    "phone": "dien thoai|so dien thoai|phone",
    "deadline": "han|han hoan thanh|deadline|due",
}
_BY_HEADING = {name: field for field, names in _FIELDS.items() for name in names.split("|")}


def read_owner_file(connection: Connection, path: Path) -> list[Owner]:
    """Return the owners of a file, ready to be stored.

    A row without vintage is of the newest one; without area it is for every area; without indicator
    and group for all indicators.

    Raises:
        LoadRefusedError: every fault of the file at once.
    """
    sheet, header, columns = _find_list(path)
    problems: list[Problem] = []
    cells = sheet.columns(header + 1, len(sheet.head[header]), problems)
    count = len(cells[0].codes)
    report_merged_cells(
        sheet, path.name, range(header + 1, header + 1 + count), set(columns.values()), problems
    )
    texts = {
        field: [" ".join(cells[column].text(row).split()) for row in range(count)]
        for field, column in columns.items()
    }
    check = OwnerCheck(connection)
    vintages = read_vintages(connection)
    owners: list[Owner] = []
    keys: set[tuple[str, str, AreaKey | None]] = set()
    for row in range(count):
        values = {field: column[row] for field, column in texts.items()}
        if not any(values.values()):
            continue
        line = _Line(path.name, sheet, header + 2 + row, values, columns, header, problems)
        area = None
        if code := values.get("area_code", ""):
            try:
                vintage_text = values.get("vintage") or vintages[-1].code
                area = AreaKey(resolve_vintage(vintage_text, vintages).code, code)
            except NotFoundError as error:
                line.fault("vintage", error.phrase, Phrase("walls-choose-vintage"))
        elif values.get("vintage"):
            line.fault("vintage", Phrase("load-vintage-and-area"))
        due = day_of(values.get("deadline", ""))
        if due is None and values.get("deadline"):
            line.fault("deadline", Phrase("owner-no-day"))
        owner = Owner(
            values["unit"],
            values.get("person", ""),
            values.get("phone", ""),
            due,
            area,
            values.get("indicator_code", "").upper(),
            values.get("group_code", "").upper(),
        )
        faults = check.faults(owner)
        for each in faults:
            line.fault(each.field, each.fault)
        if faults:
            continue
        owner = check.as_stored(owner)
        key = (owner.indicator_code, owner.group_code, owner.area)
        if key in keys:
            line.fault("unit", Phrase("load-row-twice"))
        keys.add(key)
        owners.append(owner)
    if not owners and not problems:
        raise refuse(Phrase("owner-none-in-file"), path.name, sheet=sheet.name)
    if problems:
        raise LoadRefusedError(sorted(problems, key=lambda problem: problem.row or 0))
    return owners


def owners_text(connection: Connection, language: str = "vi") -> str:
    """Return all owners of the store as CSV that `read_owner_file` reads again."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([say(f"owner-heading-{field}", language) for field in _FIELDS])
    for each in read_owner_rows(connection):
        who = each.owner
        writer.writerow(
            [
                who.unit,
                who.indicator_code,
                who.group_code,
                who.area.vintage if who.area else "",
                who.area.code if who.area else "",
                who.person,
                who.phone,
                who.deadline.isoformat() if who.deadline else "",
            ]
        )
    return buffer.getvalue()


def day_of(text: str) -> date | None:
    """Return a day as people write it; None for anything else.

    >>> day_of("31/12/2026"), day_of("2026-1-5") == day_of("5/1/2026"), day_of("2026-12")
    (datetime.date(2026, 12, 31), True, None)
    """
    parts = text.split("/")
    parts = parts[::-1] if len(parts) == 3 else text.split(" ")[0].split("-")
    try:
        period = parse_period("-".join(part.strip().zfill(2) for part in parts))
    except PeriodError:
        return None
    return period.start if period.frequency is Frequency.DAY else None


def _find_list(path: Path) -> tuple[Sheet, int, dict[str, int]]:
    """Return the sheet with the list, the row of its headings and the column of each field."""
    sheets, _ = open_sheets(path, None, MAX_BYTES)
    best: tuple[Sheet, int, dict[str, int]] | None = None
    for sheet in sheets:
        for row, cells in enumerate(sheet.head):
            fields: dict[str, int] = {}
            for column, text in enumerate(cells):
                if field := _BY_HEADING.get(plain_heading(text)):
                    fields.setdefault(field, column)
            if "unit" in fields and (best is None or len(fields) > len(best[2])):
                best = (sheet, row, fields)
    if best is None:
        fault = Phrase("load-column-missing", column=say("owner-heading-unit"))
        raise LoadRefusedError([Problem(fault, file=path.name)])
    return best


class _Line:
    """One row of a file; its faults go to `problems`, which all rows share."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        number: int,
        values: Mapping[str, str],
        columns: Mapping[str, int],
        header: int,
        problems: list[Problem],
    ) -> None:
        self._file, self._sheet, self._number = file, sheet.name, number
        self._values, self._problems = values, problems
        self._headings: dict[str, str] = {
            field: sheet.head[header][column] for field, column in columns.items()
        }

    def fault(self, field: str, fault: Phrase, advice: Phrase | None = None) -> None:
        """Add a fault of this field's cell."""
        self._problems.append(
            Problem(
                fault,
                self._file,
                self._sheet,
                self._number,
                self._headings.get(field, field),
                self._values.get(field, ""),
                advice,
            )
        )


def summary_lines(owners: Sequence[Owner], most: int = 10) -> list[str]:
    """Return the first owners that were read, one a line, for somebody to agree to."""
    lines = [
        "  " + " · ".join(
            filter(None, (
                each.unit,
                each.indicator_code or each.group_code or say("owner-all-indicators"),
                str(each.area) if each.area else say("owner-every-area"),
            ))
        )
        for each in owners[:most]
    ]  # fmt: skip
    more = len(owners) - most
    return [*lines, *([f"  … +{more}"] if more > 0 else [])]
