"""The rows of a file of the analysis page: its columns, their words and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.pages.export_words import below_words, how_made, rounding_words, sent_by, too_few_words
from api.v1.spreadsheet import CellLook
from data.numbers.origins import is_estimated
from data.queries.directories import Directories
from data.queries.former import read_district_names
from data.queries.view import View
from ioc.area import Level
from ioc.card import Cell
from ioc.comparison import is_thin
from ioc.indicator import Indicator, TimeRule
from ioc.period import Frequency
from ioc.sentences.origin import origin_code
from ioc.sentences.values import demo_word, level_word, preliminary_word, shown_text
from ioc.sentences.whose import beside_words
from ioc.shown import ShownNumber, as_decimal, least_shown, read_as_none, show_all
from ioc.status import Status
from ioc.words.catalogue import known_language, say

# Their headings are words that the loader of observations knows or ignores, so that a file can be
# corrected and loaded again.
_COLUMNS = (
    "rank",
    "rank_of",
    "indicator",
    "period",
    "vintage",
    "level",
    "code",
    "name",
    "parent",
    "former",
    "lon",
    "lat",
    "population",
    "numerator",
    "denominator",
    "shown",
    "provisional",
    "unit",
    "rounding",
    "change",
    "before",
    "same",
    "same_of",
    "target",
    "status",
    "reported",
    "expected",
    "periods",
    "periods_expected",
    "origin",
    "note",
    "source",
)
_OVER_TIME = ("periods", "periods_expected")
# Of each area as it is, whatever the indicator; filled by `place_columns`.
_OF_PLACE = ("former", "lon", "lat", "population")
TABLE = tuple(name for name in _COLUMNS if name not in _OVER_TIME)
_OF_TABLE = (
    *_OF_PLACE,
    "rank",
    "rank_of",
    "provisional",
    "parent",
    "target",
    "status",
    "change",
    "before",
    "same",
    "same_of",
)
SERIES = tuple(name for name in TABLE if name not in _OF_TABLE)
SERIES_BY = tuple(name for name in _COLUMNS if name in (*SERIES, *_OVER_TIME))
# Columns with numbers of the indicator, which are shown with its unit where it is "%".
_VALUES = ("shown", "provisional", "target")
_SUM_RULES = (TimeRule.SUM, TimeRule.RATIO_OF_SUMS)


def _heading(name: str, view: View, language: str) -> str:
    # The column of changes names the period before, unless another base period was chosen.
    based = "_base" if name == "change" and view.state.base else ""
    return say(f"export-heading-{name}{based}", language)


def looks_of(columns: Sequence[str], indicator: Indicator, language: str) -> dict[int, CellLook]:
    """Return how a workbook shows the numbers of its columns, by their places."""
    unit = indicator.unit(language)
    looks = {name: CellLook(unit) for name in _VALUES if unit == "%"}
    looks |= {name: CellLook(is_grouped=False) for name in ("lon", "lat")}
    looks["change"] = CellLook(is_change=True)
    return {place: looks[name] for place, name in enumerate(columns) if name in looks}


def place_columns(connection: Connection, directories: Directories, view: View) -> pd.DataFrame:
    """Return what a file tells of the areas shown, besides numbers of the indicator.

    One row per area, by `area_id` (the index): `former` (str, the former districts of its land),
    `lon`, `lat` (Decimal with five decimals, None = not known), `population` (float64, NaN = not
    known).
    """
    areas = view.directory.areas
    former: dict[int, str] = {}
    if view.level is Level.COMMUNE:
        for province in areas["province_code"].unique().tolist():
            former |= directories.remember(
                connection,
                ("district names", view.state.vintage, province),
                partial(read_district_names, connection, view.state.vintage, province),
            )
    return pd.DataFrame(
        {
            "former": [former.get(ident, "") for ident in areas["id"].tolist()],
            "lon": pd.Series(_degrees(areas["lon"]), dtype=object),
            "lat": pd.Series(_degrees(areas["lat"]), dtype=object),
            "population": areas["population"].to_numpy(),
        },
    ).set_index(areas["id"].to_numpy())


def _degrees(values: pd.Series) -> list[Decimal | None]:
    return [None if each != each else Decimal(f"{each:.5f}") for each in values.tolist()]


def file_frame(
    frame: pd.DataFrame, view: View, columns: Sequence[str], by: Frequency | None = None
) -> pd.DataFrame:
    """Return the frame with the columns of a file, under their headings.

    `by`: the periods that the frame was gathered into.
    """
    language = known_language(view.state.language)
    indicator = view.indicator
    constants = {
        "indicator": indicator.code,
        "vintage": view.state.vintage,
        "level": view.level.value,
        "unit": indicator.unit(language),
        "rounding": rounding_words(indicator, language),
    }
    table = frame.assign(**{name: text for name, text in constants.items() if name not in frame})
    table["level_code"] = table["level"]
    table["level"] = [level_word(Level(each), language) for each in table["level"]]
    values = table["value"].to_numpy()
    below = read_as_none(values, show_all(indicator, values).number)
    table["shown"] = written_numbers(indicator, values)
    if "provisional" in table:
        table["provisional"] = written_numbers(indicator, table["provisional"].to_numpy())
    if "change" in table:
        changes = [
            None if each != each else as_decimal(ShownNumber(each, indicator.decimals))
            for each in table["change"].tolist()
        ]
        table["change"] = np.array(changes, dtype=object)
    over_time = by not in (None, indicator.frequency) and indicator.time_rule in _SUM_RULES
    if over_time:
        table["kind"] = ""
    table["origin"] = [
        how_made(code, own=own, over_time=over_time, language=language) if has_value else ""
        for code, own, has_value in zip(
            origins_of(table),
            table["own"],
            table["value"].notna(),
            strict=True,
        )
    ]
    table["source"] = [
        sent_by(kind, sender, file_name, received_at, language) or how
        for kind, sender, file_name, received_at, how in zip(
            table["kind"], table["sender"], table["file_name"], table["received_at"],
            table["origin"],
            strict=True,
        )
    ]  # fmt: skip
    table["note"] = [
        "; ".join(each for each in (note, why) if each)
        for note, why in zip(
            notes_of(table, indicator, language),
            unranked_notes(table, below, indicator, language),
            strict=True,
        )
    ]
    table["reported"] = table["reported"] - table["from_above"]
    if "status" in table:
        table["status"] = [Status(each).label(language) for each in table["status"]]
    for name in ("rank", "rank_of", "same", "same_of", "population"):
        if name in table:
            table[name] = table[name].astype("Int64")
    for name in ("numerator", "denominator", "target"):
        if name in table and (table[name].dropna() % 1 == 0).all():
            table[name] = table[name].astype("Int64")
    return table[list(columns)].rename(
        columns={name: _heading(name, view, language) for name in columns}
    )


def notes_of(frame: pd.DataFrame, indicator: Indicator, language: str) -> list[str]:
    """Return the note of each row: illustrative, preliminary, and the number that is not shown."""
    notes = []
    row: Any
    for row in frame[
        ["value", "demo", "expected", "voice", "beside_value", "beside_reported", "beside_demo",
         "level_code", "is_preliminary"]
    ].itertuples(index=False):  # fmt: skip
        cell = Cell("", row.value, expected=int(row.expected), demo=int(row.demo),
                    voice=int(row.voice), beside_reported=int(row.beside_reported),
                    beside_demo=int(row.beside_demo),
                    beside_value=None if row.beside_value != row.beside_value
                    else float(row.beside_value))  # fmt: skip
        beside = beside_words(
            indicator, cell, indicator.lowest_level, Level(row.level_code), language
        )
        marks = (
            demo_word(language) if row.demo else "",
            preliminary_word(language) if row.is_preliminary and row.value == row.value else "",
            beside,
        )
        notes.append("; ".join(each for each in marks if each))
    return notes


def unranked_notes(
    frame: pd.DataFrame, below: NDArray[np.bool_], indicator: Indicator, language: str
) -> list[str]:
    """Return why a row with a number has no rank, or differs from the screen."""
    least = shown_text(indicator, least_shown(indicator), language)
    thin = is_thin(frame["converted"], frame["reported"], frame["expected"])
    low = below & is_estimated(frame["converted"], frame["estimated"], frame["basis"])
    few = thin & frame["value"].notna()
    return [
        too_few_words(language) if too_few else below_words(least, language) if is_low else ""
        for too_few, is_low in zip(few, low, strict=True)
    ]


def written_numbers(indicator: Indicator, values: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return numbers, as `Decimal`, with the digits of the screen; None where there is none.

    A file cannot say "dưới 1": a number that would read as 0 has its first digit instead.
    """
    numbers_shown, decimals = show_all(indicator, values)
    below = read_as_none(values, numbers_shown)
    numbers = [
        None
        if value != value
        else Decimal(f"{float(f'{value:.1g}'):f}")
        if is_below
        else as_decimal(ShownNumber(number, digits))
        for value, number, digits, is_below in zip(
            values.tolist(), numbers_shown.tolist(), decimals.tolist(), below.tolist(), strict=True
        )
    ]
    return np.array(numbers, dtype=object)


def origins_of(frame: pd.DataFrame) -> list[int]:
    """Return the `origin_code` of each row; 0 for a row without a number."""
    columns = (frame[name].tolist() for name in ("value", "converted", "estimated", "basis"))
    return [
        origin_code(int(converted), int(estimated), int(basis)) if value == value else 0
        for value, converted, estimated, basis in zip(*columns, strict=True)
    ]
