"""Which column of a GIS file holds what: recognised by heading, or named by the user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ioc.area import Level, search_name
from ioc.errors import LoadRefusedError, Problem

# What can be mapped by hand: our word → what it is.
FIELDS = {
    "code": "mã địa bàn",
    "codes": "các mã, khi một vùng gồm nhiều địa bàn",
    "name": "tên địa bàn",
    "district": "tên hoặc mã huyện",
    "province": "tên hoặc mã tỉnh",
}
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
    present: Iterable[str], level: Level, named: Mapping[str, str] | None = None
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
    found: dict[str, str] = {}
    for field, wanted in _wanted(level).items():
        held = [plain[word] for word in wanted if word in plain]
        found |= {field: held[0]} if held else {}
    problems = []
    for field, column in (named or {}).items():
        if field not in FIELDS:
            problems.append(
                Problem(
                    "không có trường này để ghép cột",
                    "dùng một trong: " + ", ".join(FIELDS),
                    value=field,
                )
            )
        elif column not in columns:
            problems.append(
                Problem("tệp không có cột này", _present(columns), column=field, value=column)
            )
        else:
            found[field] = column
    if not problems and "code" not in found and "name" not in found:
        problems.append(
            Problem(
                "không nhận ra cột mã hay cột tên địa bàn",
                f"ghép cột bằng tay, ví dụ code=MAXA; {_present(columns)}",
            )
        )
    if problems:
        raise LoadRefusedError(problems)
    return found


def _wanted(level: Level) -> dict[str, list[str]]:
    wanted = {
        "code": [*_spelled(_CODES, level), *_ANY_CODE],
        "codes": ["codes"],
        "name": [*_ANY_NAME[:2], *_spelled(_NAMES, level), *_ANY_NAME[2:]],
    }
    for field, wider in (("district", Level.DISTRICT), ("province", Level.PROVINCE)):
        if wider.depth < level.depth:
            wanted[field] = [*_spelled(_CODES, wider), *_spelled(_NAMES, wider)]
    return wanted


def _spelled(patterns: tuple[str, ...], level: Level) -> list[str]:
    return [pattern.format(word) for pattern in patterns for word in _OWN[level]]


def _present(columns: list[str]) -> str:
    return "các cột trong tệp: " + (", ".join(columns) or "không có cột nào")
