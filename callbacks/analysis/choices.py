"""The options of each select of the analysis page for a view."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data.queries.areas import read_areas
from data.queries.catalogue import read_groups
from data.queries.directories import Directories
from data.queries.former import read_former_districts
from data.queries.view import View
from ioc.area import COUNTRY_CODE, Level, search_name
from ioc.period import parse_period
from ioc.sentences.values import level_word
from ioc.view_state import YEAR_AGO
from ioc.words.catalogue import Words, say
from layouts.analysis.content import Choices, PlaceChoice
from layouts.analysis.page import first_upper
from layouts.components.filters import ALL, Option, option


def place_choice(view: View) -> PlaceChoice:
    """Return the value of each select of areas."""
    codes = {each.level: each.key.code for each in view.path}
    return PlaceChoice(
        province=codes.get(Level.PROVINCE, COUNTRY_CODE),
        district=codes.get(Level.DISTRICT, view.state.former or ALL),
        commune=codes.get(Level.COMMUNE, ALL),
    )


def _places(
    connection: Connection, directories: Directories, view: View, words: Words, language: str
) -> tuple[list[Option], list[Option], str, list[Option]]:
    """Return provinces, districts with their label, and communes.

    The lists are shared by all who look at the same place, and never changed.
    """
    vintage, former = view.state.vintage, view.state.former or None
    province, narrowest = view.area.province_code, _narrowest(view)
    offered = directories.remember(
        connection, ("province choices", vintage, language),
        lambda: [option(COUNTRY_CODE, words["country"]),
                 *_names(read_areas(connection, vintage, Level.PROVINCE), kind=False)],
    )  # fmt: skip
    districts, label = directories.remember(
        connection,
        ("district choices", vintage, province, view.area.level is Level.PROVINCE, language),
        lambda: _districts(connection, view, words),
    )
    if not province:
        return offered, districts, label, []
    communes = directories.remember(
        connection, ("commune choices", vintage, narrowest, former, language),
        lambda: [option(ALL, words["all_communes"]),
                 *_names(read_areas(connection, vintage, Level.COMMUNE, narrowest, former))],
    )  # fmt: skip
    return offered, districts, label, communes


def read_choices(
    connection: Connection,
    directories: Directories,
    view: View,
    words: Words,
    language: str = "vi",
) -> Choices:
    """Return the options of each select for this view."""
    provinces, districts, label, communes = _places(connection, directories, view, words, language)
    groups = directories.remember(connection, "groups", lambda: read_groups(connection))
    periods = [option(each, _label(each, language)) for each in reversed(view.periods)]
    return Choices(
        vintages=[option(each.code, first_upper(each.name(language))) for each in view.vintages],
        provinces=provinces,
        districts=districts,
        district_label=label,
        communes=communes,
        levels=[
            option(each.value, first_upper(level_word(each, language))) for each in view.levels
        ],
        groups=[
            option(ALL, words["all_groups"]),
            *(option(each.code, each.name(language)) for each in groups),
        ],
        indicators=indicator_choices(view, language),
        periods=periods,
        bases=[
            option(ALL, say("move-before", language)),
            option(YEAR_AGO, say("move-year", language)),
            *periods,
        ],
    )


@lru_cache(maxsize=4096)
def _label(period: str, language: str) -> str:
    return parse_period(period).label(language)


def indicator_choices(view: View, language: str) -> list[Option]:
    """Return the indicators of the chosen group, else all."""
    return [
        option(each.code, f"{each.code} – {each.name(language)}")
        for each in view.indicators
        if view.state.group in ("", each.group_code)
    ]


def _narrowest(view: View) -> str:
    """Return the district, else the province, that the communes on offer lie in."""
    for each in reversed(view.path):
        if each.level in (Level.DISTRICT, Level.PROVINCE):
            return each.key.code
    return COUNTRY_CODE


def _districts(connection: Connection, view: View, words: Words) -> tuple[list[Option], str]:
    province = view.area.province_code
    if not province:
        return [], words["district"]
    own = read_areas(connection, view.state.vintage, Level.DISTRICT, province)
    if len(own):
        return [option(ALL, words["all_districts"]), *_names(own)], words["district"]
    if view.area.level is not Level.PROVINCE:
        return [], words["former"]
    former: Any = read_former_districts(connection, view.state.vintage, province)
    several = len(set(former["province"])) > 1
    offered = [
        option(row.code, f"{row.name} ({row.province})" if several else str(row.name))
        for row in former.itertuples(index=False)
    ]
    return [option(ALL, words["all_former"]), *offered], words["former"]


def _names(frame: pd.DataFrame, *, kind: bool = True) -> list[Option]:
    """Return areas as choices by name, so that typing a name finds it: "Anh Sơn (xã)"."""
    rows = []
    for code, name, full in zip(frame["code"], frame["name"], frame["full_name"], strict=True):
        before = full[: len(full) - len(name)].strip().lower() if full.endswith(name) else ""
        rows.append(
            (search_name(name), option(code, f"{name} ({before})" if kind and before else name))
        )
    return [choice for _, choice in sorted(rows, key=lambda row: row[0])]
