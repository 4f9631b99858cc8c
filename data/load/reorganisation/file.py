"""Reads reorganisation files of officers: one row per pair of an old and a new unit.

Only the file itself is checked here; data.load.reorganisation.plan checks the codes against the
store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.load.files.amounts import Sort, read_amounts
from data.load.files.headings import plain_heading
from data.load.files.look import report_merged_cells
from data.load.files.reading import open_sheets
from data.load.files.sheets.sheet import Sheet, column_letters, refuse
from data.load.files.texts.numbers import CellNumber
from data.load.reorganisation.words import Word, settle_words
from ioc.area import Level, clean_name
from ioc.errors import LoadRefusedError, Problem
from ioc.indicator import Basis
from ioc.words.phrase import Phrase

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
    "area_km2": Sort.DECIMAL,
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
class ReorganisationRow:
    """One row: an old unit and a new one. Texts are empty where the file has none."""

    row: int
    from_code: str
    to_code: str
    word: Word
    shares: Mapping[Basis, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    level: Level | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the text of one of the other columns."""
        return self.texts.get(name, "")


@dataclass(frozen=True)
class ReorganisationFile:
    """The rows of a well-formed file, and the headings for faults of its cells."""

    file: str
    sheet: str
    sha256: str
    headings: Mapping[str, str]
    rows: tuple[ReorganisationRow, ...]

    def problem(self, fault: Phrase, row: ReorganisationRow, column: str, value: str) -> Problem:
        """Return the fault of one cell."""
        return Problem(
            fault,
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
    tables = [(each, *place) for each in sheets if (place := _find_header(each)) is not None]
    if not tables:
        raise refuse(
            Phrase("load-no-reorganisation"),
            path.name,
        )
    if len(tables) > 1:
        names = ", ".join(f"“{each[0].name}”" for each in tables)
        raise refuse(
            Phrase("load-several-reorganisations", sheets=names),
            path.name,
        )
    source, header, columns = tables[0]
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
        for name, values in read_amounts(
            {name: (cells[column], _SORTS[name]) for name, column in columns.items()
             if name in _SORTS}
        ).items()
        for label, amount in zip(labels[name], values, strict=True)
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
        raise refuse(Phrase("load-reorganisation-empty"), path.name)
    if problems:
        raise LoadRefusedError(limit_problems(problems))
    return ReorganisationFile(path.name, source.name, digest, headings, tuple(rows))


def limit_problems(problems: list[Problem]) -> list[Problem]:
    """Return the first problems, and one that counts the others."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    rest = len(problems) - MAX_PROBLEMS
    more = Problem(Phrase("load-more-faults", count=rest))
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
        amounts: Mapping[tuple[str, str], CellNumber],
    ) -> None:
        self._file, self._sheet = file, sheet
        self._amounts = amounts
        self._headings = headings
        self._problems = problems

    def read(self, number: int, texts: dict[str, str]) -> ReorganisationRow | None:
        """Return the row, or None when it cannot be read."""
        before = len(self._problems)
        # An island district without communes is only in the column of districts.
        source = _plain_code(texts.get("from_code", "")) or _plain_code(
            texts.get("from_district", "")
        )
        target = _plain_code(texts.get("to_code", ""))
        for name, code in (("from_code", source), ("to_code", target)):
            if not code:
                self._fault(number, name, "", Phrase("load-code-empty"))
            elif not _CODE.fullmatch(code):
                self._fault(number, name, code, Phrase("load-not-a-code"))
        relation, note = texts.get("relation", ""), texts.get("note", "")
        word = settle_words(relation, note)
        if word is None:
            self._fault(
                number,
                "relation" if "relation" in self._headings else "note",
                relation or note,
                Phrase("load-relation-contradicts", note=note)
                if relation and note
                else Phrase("load-relation-unclear"),
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
        if level_text := texts.get("level", ""):
            level = _LEVELS.get(plain_heading(level_text))
            if level is None:
                self._fault(number, "level", level_text, Phrase("load-level-unclear"))
        if word is Word.WHOLE and any(share != 1 for share in shares.values()):
            self._fault(
                number, "relation", relation or note,
                Phrase("load-whole-with-share")
            )  # fmt: skip
        if len(self._problems) > before or word is None:
            return None
        other_texts = {
            name: clean_name(text)
            for name, text in texts.items()
            if text and name not in _NUMBERS and not name.startswith("weight_")
        }
        return ReorganisationRow(number, source, target, word, shares, numbers, level, other_texts)

    def check_repeats(self, rows: list[ReorganisationRow]) -> None:
        """Add a fault for every pair that is in the file twice."""
        first_rows: dict[tuple[str, str], int] = {}
        for row in rows:
            first = first_rows.setdefault((row.from_code, row.to_code), row.row)
            if first != row.row:
                self._fault(
                    row.row, "from_code", f"{row.from_code} → {row.to_code}",
                    Phrase("load-relation-twice", row=str(first))
                )  # fmt: skip

    def _share(self, number: int, name: str, texts: Mapping[str, str]) -> float | None:
        text = texts.get(name, "")
        if not text:
            return None
        entry = self._amounts[name, text]
        amount = entry.value
        if amount is not None and entry.percent:
            amount /= 100
        if amount is None or not 0 <= amount <= 1:
            self._fault(number, name, text, Phrase("load-weight-out"))
            return None
        return amount

    def _number(self, number: int, name: str, texts: Mapping[str, str]) -> float | None:
        text = texts.get(name, "")
        if not text:
            return None
        entry = self._amounts[name, text]
        amount = None if entry.percent else entry.value
        low, high = _NUMBERS[name]
        if entry.fault:
            self._fault(number, name, text, entry.fault, Phrase("load-correct-or-empty"))
            return None
        if amount is None or not low <= amount <= high:
            self._fault(
                number, name, text, Phrase("load-amount-out", low=float(low), high=float(high))
            )
            return None
        return amount

    def _fault(
        self, number: int, name: str, value: str, fault: Phrase, advice: Phrase | None = None
    ) -> None:
        column = self._headings.get(name, "") or column_letters(0)
        self._problems.append(
            Problem(
                fault, file=self._file, sheet=self._sheet, row=number, column=column,
                value=value, advice=advice,
            )
        )  # fmt: skip


def _plain_code(text: str) -> str:
    match = _POINT_ZERO.fullmatch(text)
    return match[1] if match else text.lstrip("'").strip()
