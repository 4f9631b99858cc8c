"""Pages: where one ends and the next begins, said in a way that new rows do not disturb."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
from fastapi import Request
from starlette.datastructures import QueryParams

from api.parameters import Asked
from ioc.text import is_harmless

Key = tuple[Any, ...]
_LARGEST = 2**31 - 1  # of an id: a database refuses to compare with larger ones


def write_cursor(key: Sequence[Any]) -> str:
    """Return the key of a page's last item as an opaque word.

    >>> read_cursor(write_cursor((7, "2025-09")), (int, str))
    (7, '2025-09')
    """
    text = json.dumps(list(key), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(word: str, shape: tuple[type, ...]) -> Key | None:
    """Return the key in an opaque word; None where it does not hold one of this shape.

    >>> read_cursor("none of ours", (int, str)) is None
    True
    """
    try:
        held = json.loads(base64.b64decode(word + "=" * (-len(word) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(held, list) or len(held) != len(shape):
        return None
    if not all(type(each) is kind for each, kind in zip(held, shape, strict=True)):
        return None
    if any(type(each) is int and not 0 <= each <= _LARGEST for each in held):
        return None
    # Half a character or NUL in a text is more than a database takes.
    if any(type(each) is str and not is_harmless(each) for each in held):
        return None
    return tuple(held)


def asked_cursor(asked: Asked, shape: tuple[type, ...]) -> Key | None:
    """Return the key that the page begins after; None for the first page."""
    word = asked.one("after")
    if word is None:
        return None
    key = read_cursor(word, shape)
    if key is None:
        asked.refuse("after", word, "Không phải điểm nối trang: hãy lấy nguyên địa chỉ ở “next”.",
                     "Not a place between pages: take the address in “next” as it is.")  # fmt: skip
    return key


def next_address(request: Request, key: Sequence[Any] | None) -> str | None:
    """Return path and query of the next page; None where there is none.

    Relative to the server, for it may stand behind another name than the one it knows itself by.
    """
    if key is None:
        return None
    kept = [item for item in request.query_params.multi_items() if item[0] != "after"]
    return f"{request.url.path}?{QueryParams([*kept, ('after', write_cursor(key))])}"


def cut_page(
    frame: pd.DataFrame, limit: int, key: Sequence[str]
) -> tuple[pd.DataFrame, list[Any] | None]:
    """Return the rows of a page, and the key of the last one where more rows follow.

    Args:
        frame: one row more than the page holds, where there is one.
        limit: rows of a page.
        key: the columns that the rows are ordered by.
    """
    if len(frame) <= limit:
        return frame, None
    page = frame.head(limit)
    last = (page[name].iloc[-1] for name in key)
    return page, [each if isinstance(each, str) else int(each) for each in last]
