"""Notes of the analysis page on former districts, and on which areas were counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.screens.view_table import read_partly
from data.queries.view import View
from ioc.area import Level, Vintage, resolve_vintage
from ioc.card import Cell
from ioc.period import parse_period
from ioc.sentences.values import number
from ioc.words.catalogue import Words

_MOST_NAMED = 5


def read_partly_words(context: Context, connection: Connection, view: View, language: str) -> str:
    """Return how many of the communes shown lie only partly in the former district.

    "Gồm 2 xã tính một phần: Phường Bạch Mai 67%, Phường Kim Liên 40% (theo số thôn)."; empty where
    there are none.
    """
    if view.former is None:
        return ""
    partly = read_partly(connection, context.directories, view)
    if partly.empty:
        return ""
    words = Words("analysis", language)
    communes = _communes(context, connection, view)
    names = dict(zip(communes["code"].tolist(), communes["full_name"].tolist(), strict=True))
    parts = [
        f"{names.get(code, code)} {number(100 * share, 0, language)}%"
        for code, share in zip(partly["code"].tolist(), partly["share"].tolist(), strict=True)
    ]
    text = ", ".join(parts[:_MOST_NAMED]) + (", …" if len(parts) > _MOST_NAMED else "")
    basis = "by_villages" if set(partly["basis"]) == {"villages"} else "by_communes"
    return f"{words('partly', count=len(parts))}: {text} ({words[basis]})."


def read_unlisted_words(context: Context, connection: Connection, view: View, language: str) -> str:
    """Return which communes have no list of villages, and so are missing on a map of villages.

    "2 xã chưa có danh mục thôn nên không hiện ở cấp thôn: Xã A, Xã B."; empty where there are none.
    """
    if view.level is not Level.VILLAGE or view.area.level is Level.COMMUNE:
        return ""
    state = view.state
    return context.directories.remember(
        connection,
        ("unlisted", state.vintage, view.area.key.code, state.former, language),
        lambda: _unlisted_words(_communes(context, connection, view), view, language),
    )


def _unlisted_words(communes: pd.DataFrame, view: View, language: str) -> str:
    having = set(view.directory.areas["parent_code"].tolist())
    names = communes.loc[~communes["code"].isin(having), "full_name"].tolist()
    if not names or not having:
        return ""
    text = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    heading = Words("analysis", language)("unlisted", count=number(len(names), 0, language))
    return f"{heading}: {text}."


def _communes(context: Context, connection: Connection, view: View) -> pd.DataFrame:
    """Return the communes of the area shown, whatever the level of the map."""
    state = view.state
    return context.directories.get(
        connection, state.vintage, Level.COMMUNE, view.area.key.code, state.former or None
    ).areas


def side_of(view: View, cell: Cell | None) -> str:
    """Return the areas that a number counts: "former", "new", or "" those of the vintage shown."""
    if cell is None or not view.period:
        return ""
    elsewhere = bool(cell.converted) and cell.converted == cell.reported
    if view.former is not None:
        # Reports of its own vintage are former ones; converted numbers come from the vintage shown.
        return "" if elsewhere else "former"
    if not elsewhere:
        return ""
    return side_from(view.area.row_vintage, view.vintages, view.period)


def side_from(row_vintage: str, vintages: Sequence[Vintage], period: str) -> str:
    """Return the areas that a wholly converted number counts.

    Args:
        row_vintage: that stores the area of the number.
        vintages: all that are loaded, ascending.
        period: of the number.
    """
    own = resolve_vintage(row_vintage, vintages)
    if own.code == vintages[0].code:
        return "new"
    # The last vintage counts former areas until reports use its own codes.
    if own.code == vintages[-1].code:
        return "former"
    began = date.fromisoformat(own.valid_from)
    return "former" if parse_period(period).end < began else "new"
