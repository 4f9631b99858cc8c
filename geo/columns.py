"""Columns of a GIS file: recognised by heading, or named by the user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ioc.area import Level, search_name
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

# Of an area: its code, the codes of a feature of several areas, its name, and those above it.
FIELDS = ("code", "codes", "name", "district", "province")
_OWN: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("tinh", "tinhthanh", "tinhtp", "tinhthanhpho", "province", "adm1"),
    Level.DISTRICT: ("huyen", "quanhuyen", "qh", "huyenquan", "district", "adm2"),
    Level.COMMUNE: (
        "xa", "phuongxa", "xaphuong", "px", "xp", "xaphuongthitran", "phuong", "ward", "commune",
        "adm3",
    ),
}  # fmt: skip
_CODES = ("ma{}", "{}code", "code{}", "{}ma", "maso{}", "{}id", "id{}", "{}pcode")
_NAMES = ("ten{}", "{}name", "name{}", "{}ten", "{}", "{}vi")
_ANY_CODE = ("code", "ma", "madvhc", "madonvihanhchinh", "madbhc", "madiaban", "maso", "dvhccode")
_ANY_NAME = (
    "fullname", "tendaydu", "name", "ten", "tendvhc", "tendonvihanhchinh", "tendonvi", "tendbhc",
    "tendiaban", "namevi",
)  # fmt: skip


def recognise_columns(
    present: Iterable[str], level: Level, overrides: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return field → column for a file about areas of this level.

    Headings count without diacritics, case, spaces and underscores: "Mã xã", MA_XA and MaXa are
    one. What the user names wins. Fields that no column holds are absent.

    Raises:
        LoadRefusedError: the user names a field or column that does not exist, or there is neither
            a code nor a name.

    >>> recognise_columns(["MaXa", "Tên xã", "TEN_HUYEN", "geometry"], Level.COMMUNE)
    {'code': 'MaXa', 'name': 'Tên xã', 'district': 'TEN_HUYEN'}
    """
    columns = [column for column in present if column != "geometry"]
    plain: dict[str, str] = {}
    for column in columns:
        plain.setdefault(re.sub(r"[^a-z0-9]", "", search_name(column)), column)
    fields: dict[str, str] = {}
    for field, headings in _headings(level).items():
        matches = [plain[word] for word in headings if word in plain]
        fields |= {field: matches[0]} if matches else {}
    problems = []
    for field, column in (overrides or {}).items():
        if field not in FIELDS:
            problems.append(Problem(Phrase("boundary-field-unknown", fields=FIELDS), value=field))
        elif column not in columns:
            problems.append(
                Problem(
                    Phrase("boundary-column-unknown", columns=_present(columns)),
                    column=field,
                    value=column,
                )
            )
        else:
            fields[field] = column
    if not problems and "code" not in fields and "name" not in fields:
        problems.append(
            Problem(
                Phrase("boundary-columns-unknown", columns=_present(columns)),
            )
        )
    if problems:
        raise LoadRefusedError(problems)
    return fields


def _headings(level: Level) -> dict[str, list[str]]:
    headings = {
        "code": [*_spellings(_CODES, level), *_ANY_CODE],
        "codes": ["codes"],
        "name": [*_ANY_NAME[:2], *_spellings(_NAMES, level), *_ANY_NAME[2:]],
    }
    for field, wider in (("district", Level.DISTRICT), ("province", Level.PROVINCE)):
        if wider.depth < level.depth:
            headings[field] = [*_spellings(_CODES, wider), *_spellings(_NAMES, wider)]
    return headings


def _spellings(patterns: tuple[str, ...], level: Level) -> list[str]:
    return [pattern.format(word) for pattern in patterns for word in _OWN[level]]


def _present(columns: list[str]) -> Phrase:
    names = tuple(columns) or Phrase("boundary-columns-none")
    return Phrase("boundary-columns", names=names)
