"""Lists of villages as officers keep them: CSV or XLSX, one village a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from data.load.files.amounts import Sort, read_amounts
from data.load.files.headings import plain_heading
from data.load.files.look import report_merged_cells
from data.load.files.reading import open_sheets
from data.load.files.sheets.sheet import Column, Sheet, refuse
from data.load.files.texts.names import is_total
from data.load.files.texts.numbers import CellNumber
from ioc.area import Level, clean_name, is_code
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

MAX_BYTES = 64 * 2**20
_FIELDS = {
    "code": "ma thon|ma|code|village code|ma thon ban|ma to|ma thon to dan pho",
    "parent_code": "ma xa|parent code|commune code|parent|ma px|ma phuong xa|ma xa phuong",
    "commune_name": "ten xa|xa|xa phuong|ten xa phuong|phuong xa|commune|commune name",
    "name": "ten thon|thon|ten|name|village|ten thon ban|ten thon to dan pho|thon to dan pho",
    "lon": "kinh do|lon|longitude|x",
    "lat": "vi do|lat|latitude|y",
    "population": "dan so|population|nhan khau|so dan|so nhan khau",
    "households": "so ho|households|ho|so ho dan|so ho gia dinh",
}
_BY_HEADING = {name: field for field, names in _FIELDS.items() for name in names.split("|")}
_REQUIRED = {"code": "Mã thôn", "parent_code": "Mã xã", "name": "Tên thôn"}
_SORTS = {
    "lon": Sort.BELOW_THOUSAND,
    "lat": Sort.BELOW_THOUSAND,
    "population": Sort.WHOLE,
    "households": Sort.WHOLE,
}
_TYPES = ("thôn", "bản", "xóm", "khối", "tổ dân phố", "ấp", "làng", "buôn", "khu phố")
# Vietnam with its islands.
_LIMITS = {"lon": (102.0, 118.0), "lat": (6.0, 24.0)}
_POINT_ZERO = re.compile(r"(\d+)\.0")
# What a spreadsheet writes after it has read "1-5" as a date.
_LIKE_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*|\d{4}-\d{2}-\d{2}.*"
    r"|\d{1,2}[- ](?:thg|thang|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*[- ]?\d*"
    r"|(?:thg|thang|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*[- ]\d{1,4}",
    re.IGNORECASE,
)


def read_villages(path: Path, vintage_code: str) -> pd.DataFrame:
    """Return the villages of a file, ready for `data.load.areas.areas.add_villages`.

    Columns line (of the sheet, from 1), vintage, code, parent_code, name, full_name, unit_type,
    lon, lat, population, households, is_demo, source, and commune_name where the file has it: a
    code alone does not identify the vintage.

    Raises:
        LoadRefusedError: every fault of the file at once.
    """
    sheet, header, fields = _find_list(path)
    problems: list[Problem] = []
    columns = sheet.columns(header + 1, len(sheet.head[header]), problems)
    report_merged_cells(
        sheet, path.name, range(header + 1, header + 1 + len(columns[0].codes)),
        set(fields.values()), problems,
    )  # fmt: skip
    table = _List(path.name, sheet, header, fields, columns, problems)
    rows = table.rows()
    if not rows and not problems:
        raise refuse(Phrase("load-no-village"), path.name, sheet=sheet.name)
    if problems:
        raise LoadRefusedError(sorted(problems, key=lambda problem: problem.row or 0))
    frame = pd.DataFrame(rows)
    return frame.assign(
        vintage=vintage_code, name=frame["full_name"], is_demo=False, source=path.name
    )


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
            if best is None or len(fields) > len(best[2]):
                best = (sheet, row, fields)
    lacking = [name for name in _REQUIRED if best is None or name not in best[2]]
    if best is None or lacking:
        raise LoadRefusedError(
            [
                Problem(
                    Phrase("load-column-missing", column=_REQUIRED[name]),
                    file=path.name,
                )
                for name in lacking
            ]
        )
    return best


class _List:
    """The rows of a list; faults go to `problems`."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        header: int,
        fields: Mapping[str, int],
        columns: list[Column],
        problems: list[Problem],
    ) -> None:
        self._file, self._sheet, self._header = file, sheet, header
        self._headings = {field: sheet.head[header][column] for field, column in fields.items()}
        self._columns = {field: columns[column] for field, column in fields.items()}
        self._problems = problems

    def rows(self) -> list[dict[str, object]]:
        """Return the villages as rows of the frame."""
        labels = {field: column.labels() for field, column in self._columns.items()}
        amounts = read_amounts(
            {
                field: (column, _SORTS[field])
                for field, column in self._columns.items()
                if field in _SORTS
            }
        )
        dates = {field: self._columns[field].date_cells() for field in ("code", "name")}
        count = len(self._columns["code"].codes)
        rows: list[dict[str, object]] = []
        codes: set[str] = set()
        for position in range(count):
            at = {field: int(column.codes[position]) for field, column in self._columns.items()}
            cells = {field: labels[field][place] for field, place in at.items()}
            if not any(cells[field] for field in _REQUIRED):
                continue
            if not cells["code"] and (is_total(cells["name"]) or is_total(cells["parent_code"])):
                continue
            line = self._header + 2 + position
            before = len(self._problems)
            if cells["code"] in codes:
                self._fault(line, "code", cells["code"], Phrase("load-village-code-twice"))
            if cells["code"]:
                codes.add(cells["code"])
            self._check(line, cells, {field: bool(dates[field][position]) for field in dates})
            numbers = {
                field: self._number(line, field, cells[field], amounts[field][at[field]])
                if field in amounts
                else np.nan
                for field in _SORTS
            }
            if len(self._problems) == before:
                name = clean_name(cells["name"])
                rows.append(
                    {
                        "line": line,
                        "code": _bare(cells["code"]),
                        "parent_code": _bare(cells["parent_code"]).zfill(5),
                        "full_name": name,
                        "unit_type": _type_of(name),
                        **numbers,
                    }
                    | ({"commune_name": cells["commune_name"]} if "commune_name" in cells else {})
                )
        return rows

    def _check(self, line: int, cells: Mapping[str, str], dates: Mapping[str, bool]) -> None:
        for field in _REQUIRED:
            if cells[field] == "":
                self._fault(line, field, "", Phrase("load-value-missing"))
        for field, is_date in dates.items():
            text = cells[field]
            if is_date or (field == "name" and _LIKE_DATE.fullmatch(text)):
                what = Phrase("load-word-name" if field == "name" else "load-word-code")
                self._fault(line, field, text, Phrase("load-turned-into-date", what=what))
        code = _bare(cells["parent_code"])
        if code and not is_code(Level.COMMUNE, code.zfill(5)):
            self._fault(line, "parent_code", code, Phrase("load-not-a-commune"))

    def _number(self, line: int, field: str, text: str, amount: CellNumber) -> float:
        if amount.fault or amount.percent:
            self._fault(line, field, text, amount.fault or Phrase("load-amount-percent"))
            return float("nan")
        if amount.value is None:
            return float("nan")
        low, high = _LIMITS.get(field, (0.0, 1e7))
        if not low <= amount.value <= high:
            self._fault(
                line, field, text, Phrase("load-out-of-range", low=float(low), high=float(high))
            )
        return amount.value

    def _fault(self, line: int, field: str, value: str, fault: Phrase) -> None:
        self._problems.append(
            Problem(
                fault,
                file=self._file,
                sheet=self._sheet.name,
                row=line,
                column=self._headings[field],
                value=value,
            )
        )


def _bare(code: str) -> str:
    match = _POINT_ZERO.fullmatch(code)
    return match[1] if match else code.lstrip("'")


def _type_of(name: str) -> str:
    lower = name.lower()
    return next((each for each in _TYPES if lower.startswith(each)), "thôn")
