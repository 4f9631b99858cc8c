"""Codes that people give to what they make, such as forms and scenes: "phong-hop-a"."""

from __future__ import annotations

import re
from collections.abc import Collection

MOST_CODE = 32
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_short_code(text: str) -> bool:
    """Tell whether a text is such a code.

    >>> is_short_code("phong-hop-a"), is_short_code("phong--a"), is_short_code("a" * 33)
    (True, False, False)
    """
    return len(text) <= MOST_CODE and _CODE.fullmatch(text) is not None


def number_copy(code: str, codes: Collection[str]) -> tuple[str, int]:
    """Return a code for a copy that is not among others, and the number of the copy in it.

    >>> number_copy("phong-a", ["phong-a", "phong-a-2"])
    ('phong-a-3', 3)
    >>> number_copy("bao-cao-tinh-hinh-dan-so-thang-6", [])
    ('bao-cao-tinh-hinh-dan-so-thang-2', 2)
    """
    number = 2
    while (fresh := _shorten(code, f"-{number}")) in codes:
        number += 1
    return fresh, number


def _shorten(code: str, end: str) -> str:
    return code[: MOST_CODE - len(end)].rstrip("-") + end


def name_copy(name: str, number: int, most: int) -> str:
    """Return the name of a copy, with its number; empty where there is no name.

    >>> name_copy("Phòng A", 2, 80), name_copy("Phòng A", 2, 8), name_copy("", 2, 80)
    ('Phòng A (2)', 'Phòn (2)', '')
    """
    end = f" ({number})"
    return name[: most - len(end)].rstrip() + end if name else ""
