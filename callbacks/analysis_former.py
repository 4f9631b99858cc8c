"""What the analysis page says of former districts, and of whose areas were counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from callbacks.context import Context
from data.queries.view import View
from data.queries.view_table import read_partly
from ioc.area import Level, Vintage, resolve_vintage
from ioc.card import Cell
from ioc.period import parse_period
from layouts.analysis_words import WORDS
from layouts.text import Words, number

_MOST_NAMED = 5


def read_partly_words(context: Context, connection: Connection, view: View, language: str) -> str:
    """Return how many of the communes shown lie in the former district with a part only.

    "Gồm 2 xã tính một phần: Phường Bạch Mai 67%, Phường Kim Liên 40% (theo số thôn)."; empty where
    there are none.
    """
    if view.former is None:
        return ""
    partly = read_partly(connection, context.directories, view)
    if partly.empty:
        return ""
    words = Words(WORDS, language)
    listed = _communes(context, connection, view)
    names = dict(zip(listed["code"].tolist(), listed["full_name"].tolist(), strict=True))
    parts = [
        f"{names.get(code, code)} {number(100 * share, 0, language)}%"
        for code, share in zip(partly["code"].tolist(), partly["share"].tolist(), strict=True)
    ]
    shown = ", ".join(parts[:_MOST_NAMED]) + (", …" if len(parts) > _MOST_NAMED else "")
    basis = "by_villages" if set(partly["basis"]) == {"villages"} else "by_communes"
    return f"{words['partly'].format(count=len(parts))}: {shown} ({words[basis]})."


def read_unlisted_words(context: Context, connection: Connection, view: View, language: str) -> str:
    """Return which communes have no villages and so are missing among the villages shown.

    "2 xã chưa có danh mục thôn nên không hiện ở cấp thôn: Xã A, Xã B."; empty where there are none.
    """
    if view.level is not Level.VILLAGE or view.area.level is Level.COMMUNE:
        return ""
    having = set(view.directory.areas["parent_code"].tolist())
    communes = _communes(context, connection, view)
    names = communes.loc[~communes["code"].isin(having), "full_name"].tolist()
    if not names or not having:
        return ""
    listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    said = Words(WORDS, language)["unlisted"].format(count=number(len(names), 0, language))
    return f"{said}: {listed}."


def _communes(context: Context, connection: Connection, view: View) -> pd.DataFrame:
    """Return the communes of what is shown, at whatever level it is shown."""
    state = view.state
    return context.directories.get(
        connection, state.vintage, Level.COMMUNE, view.area.key.code, state.former or None
    ).areas


def side_of(view: View, cell: Cell | None) -> str:
    """Return whose areas a number counts: "former", "new", or "" those of the vintage on screen."""
    if cell is None or not view.period:
        return ""
    elsewhere = bool(cell.converted) and cell.converted == cell.reported
    if view.former is not None:
        # The district's own vintage counts; what came over to it comes from the one on screen.
        return "" if elsewhere else "former"
    if not elsewhere:
        return ""
    return side_from(view.area.row_vintage, view.vintages, view.period)


def side_from(row_vintage: str, vintages: Sequence[Vintage], period: str) -> str:
    """Return whose areas a number counts that all came over from another vintage.

    Args:
        row_vintage: that stores the area of the number.
        vintages: all that are loaded, ascending.
        period: of the number.
    """
    own = resolve_vintage(row_vintage, vintages)
    if own.code == vintages[0].code:
        return "new"
    # The last vintage counts areas of before until reports come in its own codes.
    if own.code == vintages[-1].code:
        return "former"
    began = date.fromisoformat(own.valid_from)
    return "former" if parse_period(period).end < began else "new"
