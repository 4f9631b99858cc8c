"""Lists of villages as officers keep them: CSV or XLSX, one village a row."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError

from ioc.area import Level, clean_name, is_code, search_name
from ioc.errors import LoadRefusedError, Problem

_HEADINGS = {
    "code": {"ma thon", "ma", "code", "village_code", "ma_thon"},
    "parent_code": {"ma xa", "parent_code", "commune_code", "ma_xa", "parent"},
    "commune_name": {
        "ten xa",
        "xa",
        "xa/phuong",
        "xa, phuong",
        "ten xa/phuong",
        "commune",
        "commune name",
        "commune_name",
    },
    "name": {"ten thon", "thon", "ten", "name", "village", "ten_thon"},
    "lon": {"kinh do", "lon", "longitude", "x", "kinh_do"},
    "lat": {"vi do", "lat", "latitude", "y", "vi_do"},
    "population": {"dan so", "population", "nhan khau", "dan_so"},
    "households": {"so ho", "households", "ho", "so_ho"},
}
_NEEDED = ("code", "parent_code", "name")
_NUMBERS = ("lon", "lat", "population", "households")
_TYPES = ("thôn", "bản", "xóm", "khối", "tổ dân phố", "ấp", "làng", "buôn", "khu phố")
# Vietnam with its islands.
_LIMITS = {"lon": (102.0, 118.0), "lat": (6.0, 24.0)}


def read_villages(path: Path, vintage_code: str) -> pd.DataFrame:
    """Return the villages of a file, ready for `data.load.areas.add_villages`.

    Columns vintage, code, parent_code, name, full_name, unit_type, lon, lat, population,
    households, is_demo, source, and commune_name where the file has it: a code alone does not tell
    the vintages apart.

    Raises:
        LoadRefusedError: every fault of the file at once.
    """
    table = _read(path)
    found = {
        field: column
        for field, names in _HEADINGS.items()
        for column in table.columns
        if search_name(str(column)) in names
    }
    problems = [
        Problem(
            f"thiếu cột {'/'.join(sorted(_HEADINGS[field]))}",
            "thêm cột này vào dòng tiêu đề",
            file=path.name,
        )
        for field in _NEEDED
        if field not in found
    ]
    if problems:
        raise LoadRefusedError(problems)
    frame = pd.DataFrame({field: table[column] for field, column in found.items()})
    frame = frame[(frame[list(_NEEDED)] != "").any(axis=1)]
    if frame.empty:
        raise LoadRefusedError(
            [Problem("tệp không có thôn nào", "kiểm tra lại tệp", file=path.name)]
        )
    problems = _faults(frame, found, path.name)
    if problems:
        raise LoadRefusedError(problems)
    frame["parent_code"] = frame["parent_code"].str.zfill(5)
    frame["full_name"] = frame["name"].map(clean_name)
    frame["unit_type"] = frame["full_name"].map(_type_of)
    for column in _NUMBERS:
        given = frame[column] if column in frame else pd.Series("", index=frame.index)
        frame[column] = pd.to_numeric(given.str.replace(",", "."), errors="coerce")
    return frame.assign(
        vintage=vintage_code, name=frame["full_name"], is_demo=False, source=path.name
    ).reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
            table = pd.read_excel(path, dtype=str, engine="calamine", keep_default_na=False)
        else:
            table = pd.read_csv(
                path, dtype=str, sep=None, engine="python", keep_default_na=False,
                encoding="utf-8-sig",
            )  # fmt: skip
    except (ValueError, csv.Error, OSError, CalamineError) as error:
        raise LoadRefusedError(
            [
                Problem(
                    f"không đọc được tệp ({error})",
                    "lưu lại thành CSV UTF-8 hoặc XLSX",
                    file=path.name,
                )
            ]
        ) from error
    return pd.DataFrame({str(name): table[name].astype(str).str.strip() for name in table.columns})


def _faults(frame: pd.DataFrame, found: dict[str, str], file: str) -> list[Problem]:
    problems = []

    def fault(line: int, field: str, value: str, message: str, mend: str) -> None:
        column = str(found[field])
        problems.append(Problem(message, mend, file=file, row=line, column=column, value=value))

    seen: set[str] = set()
    for row, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        line = int(str(row)) + 2
        for field in _NEEDED:
            if cells[field] == "":
                fault(line, field, "", "để trống", "điền giá trị")
        if cells["code"] and cells["code"] in seen:
            fault(line, "code", cells["code"], "mã thôn lặp lại trong tệp", "đặt mã khác nhau")
        seen.add(cells["code"])
        code = cells["parent_code"]
        if code and not is_code(Level.COMMUNE, code.zfill(5)):
            fault(line, "parent_code", code, "không phải mã xã 5 chữ số", "sửa mã xã")
        for field in _NUMBERS:
            text = cells.get(field, "").replace(",", ".")
            if not text:
                continue
            try:
                amount = float(text)
            except ValueError:
                fault(line, field, text, "không phải là số", "sửa thành số")
                continue
            low, high = _LIMITS.get(field, (0.0, 1e7))
            if not low <= amount <= high:
                fault(line, field, text, f"ngoài khoảng {low:g}–{high:g}", "sửa giá trị")
    return problems


def _type_of(name: str) -> str:
    lower = name.lower()
    return next((each for each in _TYPES if lower.startswith(each)), "thôn")
