"""Why an area on the map has no complete number: the missing areas of another vintage."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.areas import find_area
from data.queries.missing_sources import read_missing_sources
from data.queries.view import View
from ioc.area import AreaKey
from ioc.words.catalogue import Words

_MOST_NAMED = 4


def read_missing(connection: Connection, view: View, language: str) -> list[str]:
    """Return the lines for the box of the picked area; empty where nothing is missing.

    "Thiếu: Xã Cẩm Sơn", "Chưa có trọng số để chia: Xã Thạch Sơn"
    """
    if not view.state.selected or not view.period:
        return []
    here = find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    frame = read_missing_sources(connection, view.indicator, here, view.period)
    words = Words("analysis", language)
    silent = frame[~frame["reported"]]
    unweighed = frame[frame["reported"] & ~frame["weighed"]]
    return [
        f"{words[key]}: {_list_names(rows['name'].tolist(), words)}"
        for key, rows in (("missing_parts", silent), ("unweighed", unweighed))
        if len(rows)
    ]


def _list_names(names: list[str], words: Words) -> str:
    text = ", ".join(names[:_MOST_NAMED])
    rest = len(names) - _MOST_NAMED
    return text if rest <= 0 else f"{text} {words('and_more', count=rest)}"
