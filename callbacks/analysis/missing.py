"""Why an area on the map has no complete number: the missing areas of another vintage."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from data.queries.areas import Area, find_area
from data.queries.missing_sources import read_missing_sources
from data.queries.view import View
from ioc.area import AreaKey
from ioc.indicator import Indicator
from ioc.words.catalogue import Words

_MOST_NAMED = 4


def read_missing(connection: Connection, view: View, language: str) -> list[str]:
    """Return the lines for the box of the picked area; empty where nothing is missing.

    "Thiếu: Xã Cẩm Sơn", "Chưa có trọng số để chia: Xã Thạch Sơn"
    """
    if not view.state.selected or not view.period:
        return []
    here = find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    return missing_lines(connection, view.indicator, here, view.period, language)


def missing_lines(
    connection: Connection, indicator: Indicator, here: Area, period: str, language: str
) -> list[str]:
    """Return the areas that a converted number lacks, in lines; empty where nothing is missing."""
    frame = read_missing_sources(connection, indicator, here, period)
    words = Words("analysis", language)
    silent = frame[~frame["reported"]]
    unweighed = frame[frame["reported"] & ~frame["weighed"]]
    return [
        f"{words[key]}: {list_names(rows['name'].tolist(), language)}"
        for key, rows in (("missing_parts", silent), ("unweighed", unweighed))
        if len(rows)
    ]


def list_names(names: Sequence[str], language: str) -> str:
    """Return the first names, and how many follow: "Xã A, Xã B và 3 đơn vị khác"."""
    text = ", ".join(names[:_MOST_NAMED])
    rest = len(names) - _MOST_NAMED
    return text if rest <= 0 else f"{text} {Words('analysis', language)('and_more', count=rest)}"
