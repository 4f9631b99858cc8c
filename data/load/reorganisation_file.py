"""A reorganisation as officers write it down: one row per pair of an old and a new unit.

Read here and checked as far as the file alone can tell; what the store says of the codes comes
after (data.load.reorganisation_plan).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.load.amounts import Amount, Sort, read_amounts
from data.load.file_reading import open_sheets
from data.load.headings import plain_heading
from data.load.look import report_merged_cells
from data.load.reorganisation_words import Word, settle_words
from data.load.sheets.sheet import Sheet, column_letters, refuse
from ioc.area import Level, clean_name
from ioc.errors import LoadRefusedError, Problem
from ioc.indicator import Basis

MAX_BYTES = 64 * 2**20
MAX_PROBLEMS = 1_000
_FIELDS = {
    "from_code": "from code|old code|old commune code|ma cu|ma xa cu|ma don vi cu|ma dvhc cu"
    "|ma truoc|tu ma|ma thon cu",
    "from_district": "old district code|ma huyen cu|ma qh cu",
    "from_name": "from name|old name|ten cu|ten xa cu|ten don vi cu|ten dvhc cu|ten thon cu",
    "from_province": "old province code|from province|ma tinh cu|tinh cu",
    "to_code": "to code|new code|new commune code|ma moi|ma xa moi|ma don vi moi|ma dvhc moi"
    "|ma sau|den ma|ma thon moi",
    "to_name": "to name|new name|ten moi|ten xa moi|ten don vi moi|ten dvhc moi|ten thon moi",
    "to_full_name": "full name|new full name|to full name|ten day du|ten day du moi",
    "relation": "relation|kind|quan he|hinh thuc|kieu|cach sap xep|hinh thuc sap xep",
    "note": "note|note vi|ghi chu|noi dung|phuong an|noi dung sap xep",
    "level": "level|cap|cap moi",
    "unit_type": "type|unit type|loai hinh|loai hinh moi|loai don vi",
    "parent": "parent|parent code|new province code|ma tinh moi|tinh moi|ma cap tren|ma tinh"
    "|ma xa cap tren",
    "weight_population": "weight population|share population|ty le dan so|trong so dan so",
    "weight_households": "weight households|share households|ty le so ho|ty le ho|trong so ho",
    "weight_villages": "weight villages|share villages|ty le so thon|ty le thon|trong so thon",
    "weight_area": "weight area|share area|ty le dien tich|trong so dien tich",
    "lon": "lon|longitude|kinh do",
    "lat": "lat|latitude|vi do",
    "area_km2": "area km2|area|dien tich|dien tich km2",
    "population": "population|dan so",
    "households": "households|so ho|ho dan cu",
}
_BY_HEADING = {name: field for field, names in _FIELDS.items() for name in names.split("|")}
_NUMBERS = {
    "lon": (102.0, 118.0),
    "lat": (6.0, 24.0),
    "area_km2": (0.0, 1e6),
    "population": (0.0, 2e8),
    "households": (0.0, 1e8),
}
_SORTS = {
    "lon": Sort.BELOW_THOUSAND,
    "lat": Sort.BELOW_THOUSAND,
    "area_km2": Sort.MEASURED,
    "population": Sort.WHOLE,
    "households": Sort.WHOLE,
    **{f"weight_{basis.value}": Sort.BELOW_THOUSAND for basis in Basis},
}
_LEVELS = {
    "province": Level.PROVINCE, "tinh": Level.PROVINCE, "cap tinh": Level.PROVINCE,
    "district": Level.DISTRICT, "huyen": Level.DISTRICT, "cap huyen": Level.DISTRICT,
    "commune": Level.COMMUNE, "xa": Level.COMMUNE, "cap xa": Level.COMMUNE,
    "village": Level.VILLAGE, "thon": Level.VILLAGE, "cap thon": Level.VILLAGE,
}  # fmt: skip
_CODE = re.compile(r"[\w.\-/]{1,32}")
_POINT_ZERO = re.compile(r"(\d+)\.0")


@dataclass(frozen=True)
class Row:
    """One row: an old unit and a new one. Texts are empty where the file says nothing."""

    row: int
    from_code: str
    to_code: str
    word: Word
    shares: Mapping[Basis, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    level: Level | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what the file says in one of its other columns."""
        return self.texts.get(name, "")


@dataclass(frozen=True)
class ReorganisationFile:
    """The rows of a file that is well-formed, and how to speak of its cells."""

    file: str
    sheet: str
    sha256: str
    headings: Mapping[str, str]
    rows: tuple[Row, ...]

    def problem(self, message: str, mend: str, row: Row, column: str, value: str) -> Problem:
        """Return the fault of one cell."""
        return Problem(
            message,
            mend,
            file=self.file,
            sheet=self.sheet,
            row=row.row,
            column=self.headings.get(column, column),
            value=value,
        )


def read_reorganisation_file(
    path: Path, *, sheet: str | None = None, max_bytes: int = MAX_BYTES
) -> ReorganisationFile:
    """Return the rows of a reorganisation file (CSV or XLSX, Vietnamese or English headings).

    Raises:
        LoadRefusedError: every fault of the file at once.
    """
    sheets, digest = open_sheets(path, sheet, max_bytes)
    found = [(each, *place) for each in sheets if (place := _find_header(each)) is not None]
    if not found:
        raise refuse(
            "không tìm thấy cột “Mã cũ” và “Mã mới”",
            "đặt hàng tiêu đề như ví dụ trong tài liệu (docs/vintages.md)",
            path.name,
        )
    if len(found) > 1:
        names = ", ".join(f"“{each[0].name}”" for each in found)
        raise refuse(
            f"tệp có nhiều trang tính chứa bảng sắp xếp: {names}",
            "chọn một trang tính bằng tuỳ chọn --sheet",
            path.name,
        )
    source, header, columns = found[0]
    headings = {name: source.head[header][column] for name, column in columns.items()}
    problems: list[Problem] = []
    cells = source.columns(header + 1, len(source.head[header]), problems)
    report_merged_cells(
        source, path.name, range(header + 1, header + 1 + len(cells[0].codes)),
        set(columns.values()), problems,
    )  # fmt: skip
    labels = {name: cells[column].labels() for name, column in columns.items()}
    codes = {name: cells[column].codes for name, column in columns.items()}
    amounts = {
        (name, label): amount
        for name, found in read_amounts(
            {name: (cells[column], _SORTS[name]) for name, column in columns.items()
             if name in _SORTS}
        ).items()
        for label, amount in zip(labels[name], found, strict=True)
    }  # fmt: skip
    reader = _RowReader(path.name, source.name, headings, problems, amounts)
    rows = []
    for position in range(len(cells[0].codes)):
        texts = {name: labels[name][codes[name][position]] for name in columns}
        if not any(texts.values()):
            continue
        row = reader.read(header + 2 + position, texts)
        if row is not None:
            rows.append(row)
    reader.check_repeats(rows)
    if not rows and not problems:
        raise refuse(
            "tệp không có dòng sắp xếp nào", "điền ít nhất một dòng mã cũ – mã mới", path.name
        )
    if problems:
        raise LoadRefusedError(limited(problems))
    return ReorganisationFile(path.name, source.name, digest, headings, tuple(rows))


def limited(problems: list[Problem]) -> list[Problem]:
    """Return the first problems, and how many others there are."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    rest = len(problems) - MAX_PROBLEMS
    more = Problem(f"còn {rest} lỗi khác chưa liệt kê", "sửa các lỗi trên rồi nạp lại")
    return [*problems[:MAX_PROBLEMS], more]


def _find_header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, cells in enumerate(sheet.head):
        columns: dict[str, int] = {}
        for column, text in enumerate(cells):
            name = _BY_HEADING.get(plain_heading(text))
            if name is not None:
                columns.setdefault(name, column)
        if "to_code" in columns and columns.keys() & {"from_code", "from_district"}:
            return number, columns
    return None


class _RowReader:
    """Turns the texts of a row into a `Row`; faults go to `problems`."""

    def __init__(
        self,
        file: str,
        sheet: str,
        headings: Mapping[str, str],
        problems: list[Problem],
        amounts: Mapping[tuple[str, str], Amount],
    ) -> None:
        self._file, self._sheet = file, sheet
        self._amounts = amounts
        self._headings = headings
        self._problems = problems

    def read(self, number: int, texts: dict[str, str]) -> Row | None:
        """Return the row, or None when it cannot be read."""
        before = len(self._problems)
        # An island district without communes stands in the column of districts alone.
        source = _plain_code(texts.get("from_code", "")) or _plain_code(
            texts.get("from_district", "")
        )
        target = _plain_code(texts.get("to_code", ""))
        for name, code in (("from_code", source), ("to_code", target)):
            if not code:
                self._fault(number, name, "", "để trống mã", "điền mã đơn vị hành chính")
            elif not _CODE.fullmatch(code):
                self._fault(number, name, code, "không phải mã đơn vị", "sửa mã")
        relation, note = texts.get("relation", ""), texts.get("note", "")
        word = settle_words(relation, note)
        if word is None:
            self._fault(
                number,
                "relation" if "relation" in self._headings else "note",
                relation or note,
                "không rõ nhập toàn bộ hay một phần"
                if not (relation and note)
                else f"quan hệ và ghi chú (“{note}”) không khớp nhau hoặc không rõ",
                "ghi “Nhập toàn bộ”, “Nhập một phần”, “Giữ nguyên”, “Đổi tên” hoặc “Đổi loại hình”",
            )
        shares = {
            basis: share
            for basis in Basis
            if (share := self._share(number, f"weight_{basis.value}", texts)) is not None
        }
        numbers = {
            name: amount
            for name in _NUMBERS
            if (amount := self._number(number, name, texts)) is not None
        }
        level = None
        if said := texts.get("level", ""):
            level = _LEVELS.get(plain_heading(said))
            if level is None:
                self._fault(number, "level", said, "không rõ cấp", "ghi tỉnh, huyện, xã hoặc thôn")
        if word is Word.WHOLE and any(share != 1 for share in shares.values()):
            self._fault(
                number, "relation", relation or note,
                "nhập toàn bộ mà tỷ lệ khác 1", "ghi “Nhập một phần”, hoặc bỏ tỷ lệ",
            )  # fmt: skip
        if len(self._problems) > before or word is None:
            return None
        kept = {
            name: clean_name(text)
            for name, text in texts.items()
            if text and name not in _NUMBERS and not name.startswith("weight_")
        }
        return Row(number, source, target, word, shares, numbers, level, kept)

    def check_repeats(self, rows: list[Row]) -> None:
        """Add a fault for every pair that stands in the file twice."""
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            first = seen.setdefault((row.from_code, row.to_code), row.row)
            if first != row.row:
                self._fault(
                    row.row, "from_code", f"{row.from_code} → {row.to_code}",
                    f"cặp mã này đã có ở dòng {first}", "bỏ dòng lặp",
                )  # fmt: skip

    def _share(self, number: int, name: str, texts: Mapping[str, str]) -> float | None:
        text = texts.get(name, "")
        if not text:
            return None
        said = self._amounts[name, text]
        amount = said.value
        if amount is not None and said.percent:
            amount /= 100
        if amount is None or not 0 <= amount <= 1:
            self._fault(
                number,
                name,
                text,
                "tỷ lệ phải từ 0 đến 1",
                "ghi 0,4 hoặc 40%; không rõ thì bỏ trống",
            )
            return None
        return amount

    def _number(self, number: int, name: str, texts: Mapping[str, str]) -> float | None:
        text = texts.get(name, "")
        if not text:
            return None
        said = self._amounts[name, text]
        amount = None if said.percent else said.value
        low, high = _NUMBERS[name]
        if said.fault:
            self._fault(number, name, text, said.fault, "sửa hoặc bỏ trống")
            return None
        if amount is None or not low <= amount <= high:
            self._fault(
                number, name, text, f"phải là số trong khoảng {low:g}–{high:g}", "sửa hoặc bỏ trống"
            )
            return None
        return amount

    def _fault(self, number: int, name: str, value: str, message: str, mend: str) -> None:
        column = self._headings.get(name, "") or column_letters(0)
        self._problems.append(
            Problem(
                message, mend, file=self._file, sheet=self._sheet, row=number, column=column,
                value=value,
            )
        )  # fmt: skip


def _plain_code(text: str) -> str:
    found = _POINT_ZERO.fullmatch(text)
    return found[1] if found else text.lstrip("'").strip()
