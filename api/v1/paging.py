"""Pages of a list: cursors, which stay valid when rows are added."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pandas as pd
from fastapi import Request
from starlette.datastructures import QueryParams

from api.requests.parameters import Query
from ioc.compact_json import compact_json
from ioc.text import is_harmless
from ioc.words.phrase import Phrase

Key = tuple[Any, ...]
Item = TypeVar("Item")
_LARGEST = 2**31 - 1  # of an id: a database refuses to compare with larger ones


def write_cursor(key: Sequence[Any]) -> str:
    """Return the key of a page's last item as an opaque word.

    >>> read_cursor(write_cursor((7, "2025-09")), (int, str))
    (7, '2025-09')
    """
    text = compact_json(list(key))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(word: str, shape: tuple[type, ...]) -> Key | None:
    """Return the key in an opaque word; None where it has none of this shape.

    >>> read_cursor("none of ours", (int, str)) is None
    True
    """
    try:
        key = json.loads(base64.b64decode(word + "=" * (-len(word) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(key, list) or len(key) != len(shape):
        return None
    if not all(type(each) is kind for each, kind in zip(key, shape, strict=True)):
        return None
    if any(type(each) is int and not 0 <= each <= _LARGEST for each in key):
        return None
    # No database accepts half a character or NUL in a text.
    if any(type(each) is str and not is_harmless(each) for each in key):
        return None
    return tuple(key)


def cursor_of(query: Query, shape: tuple[type, ...]) -> Key | None:
    """Return the key after which the page begins; None for the first page."""
    word = query.one("after")
    if word is None:
        return None
    key = read_cursor(word, shape)
    if key is None:
        query.refuse("after", word, Phrase("request-no-place"))
    return key


def next_address(request: Request, key: Sequence[Any] | None) -> str | None:
    """Return path and query of the next page; None where there is none.

    Relative to the server, which may be behind a proxy with another name.
    """
    if key is None:
        return None
    items = [item for item in request.query_params.multi_items() if item[0] != "after"]
    return f"{request.url.path}?{QueryParams([*items, ('after', write_cursor(key))])}"


def cut_items(
    items: Iterable[Item], is_match: Callable[[Item], bool], limit: int, after: Sequence[Any] | None
) -> tuple[list[Item], list[Any] | None]:
    """Return the items of a page, and the place of the last one where more follow.

    Args:
        items: all there are, in their order.
        is_match: tells which are asked for.
        limit: items of a page.
        after: the place, from 1, that the page begins after.

    >>> cut_items("abcd", lambda each: each != "b", 2, None), cut_items("abcd", bool, 2, [3])
    ((['a', 'c'], [3]), (['d'], None))
    """
    begin = 0 if after is None else after[0]
    matches = [
        (place, item)
        for place, item in enumerate(items, start=1)
        if place > begin and is_match(item)
    ]
    page = matches[:limit]
    return [item for _, item in page], [page[-1][0]] if len(matches) > limit else None


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
