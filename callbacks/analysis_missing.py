"""Why an area on the map has no full number: what it lacks from another vintage, in words."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.areas import find_area
from data.queries.missing_sources import read_missing_sources
from data.queries.view import View
from ioc.area import AreaKey
from layouts.analysis_words import WORDS
from layouts.text import Words

_MOST_NAMED = 4


def read_missing(connection: Connection, view: View, language: str) -> list[str]:
    """Return the lines that the box of the picked area adds; empty where there is nothing to say.

    "Thiếu: Xã Cẩm Sơn", "Chưa có trọng số để chia: Xã Thạch Sơn"
    """
    if not view.state.selected or not view.period:
        return []
    here = find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    frame = read_missing_sources(connection, view.indicator, here, view.period)
    words = Words(WORDS, language)
    silent = frame[~frame["reported"]]
    unweighed = frame[frame["reported"] & ~frame["weighed"]]
    return [
        f"{words[key]}: {_listed(rows['name'].tolist(), words)}"
        for key, rows in (("missing_parts", silent), ("unweighed", unweighed))
        if len(rows)
    ]


def _listed(names: list[str], words: Words) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    rest = len(names) - _MOST_NAMED
    return shown if rest <= 0 else f"{shown} {words['and_more'].format(count=rest)}"
