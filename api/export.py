"""What the analysis page shows, as files: CSV and XLSX with source and period inside."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from api.export_parameters import CSV, OF_SERIES, OF_TABLE, XLSX, described, frequency_asked
from api.kept import Kept
from api.spreadsheet import Book, csv_text
from data.columns import is_estimated
from data.directories import DirectoryCache
from data.queries.over_time import gather_periods
from data.queries.view import View, resolve_view
from data.queries.view_table import read_view_awaited, read_view_series, read_view_table
from data.store import read_revision
from ioc.area import COUNTRY_CODE, Level
from ioc.card import Cell
from ioc.comparison import is_thin
from ioc.indicator import Indicator, TimeRule
from ioc.local_time import local_date, local_now
from ioc.period import Frequency, Period, parse_period
from ioc.shown import least_shown, read_as_none, shown_numbers
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.analysis_message import definition
from layouts.components.same_areas import period_text
from layouts.export_words import (
    below_words,
    how_made,
    order_words,
    provisional_term,
    rounding_words,
    sent_by,
    too_few_words,
)
from layouts.origin import origin_code
from layouts.text import DEMO, level_word, shown_text
from layouts.whose import beside_words

# Heading of each column, Vietnamese and English. They are words that the loader of observations
# knows or passes over, so that a file can be mended and handed in again.
_HEADINGS = {
    "rank": ("Hạng", "Rank"),
    "indicator": ("Mã chỉ số", "Indicator code"),
    "period": ("Kỳ", "Period"),
    "vintage": ("Kỳ địa giới", "Vintage"),
    "level": ("Cấp", "Level"),
    "code": ("Mã địa bàn", "Area code"),
    "name": ("Địa bàn", "Area name"),
    "parent": ("Thuộc", "Within"),
    "numerator": ("Tử số", "Numerator"),
    "denominator": ("Mẫu số", "Denominator"),
    "shown": ("Giá trị", "Value"),
    "provisional": ("Tạm tính", "Provisional"),
    "unit": ("Đơn vị tính", "Unit"),
    "rounding": ("Làm tròn", "Rounding"),
    "change": ("So kỳ trước", "On last period"),
    "before": ("Kỳ so sánh", "Compared period"),
    "same": ("Số đơn vị được so", "Areas compared"),
    "same_of": ("Trên tổng số đơn vị", "Areas in all"),
    "target": ("Mức cần đạt", "Goal"),
    "status": ("Trạng thái", "Status"),
    "reported": ("Đã báo cáo", "Reported"),
    "expected": ("Cần báo cáo", "Expected"),
    "periods": ("Số kỳ có số liệu", "Periods with numbers"),
    "periods_expected": ("Số kỳ cần có", "Periods expected"),
    "origin": ("Cách tính", "How made"),
    "note": ("Ghi chú", "Notes"),
    "source": ("Nguồn", "Source"),
}
_OVER_TIME = ("periods", "periods_expected")
_TABLE = tuple(name for name in _HEADINGS if name not in _OVER_TIME)
_OF_TABLE = (
    "rank",
    "provisional",
    "parent",
    "target",
    "status",
    "change",
    "before",
    "same",
    "same_of",
)
_SERIES = tuple(name for name in _TABLE if name not in _OF_TABLE)
_SERIES_BY = tuple(name for name in _HEADINGS if name in (*_SERIES, *_OVER_TIME))
_MOST_BYTES = 12_000_000
_ROUNDED = ("shown", "provisional", "change")
_ADDED = (TimeRule.SUM, TimeRule.RATIO_OF_SUMS)


def export_router(
    engine: Engine, directories: DirectoryCache, home: str = COUNTRY_CODE
) -> APIRouter:
    """Return the routes `/xuat/so-lieu.csv`, `/xuat/so-lieu.xlsx` and `/xuat/chuoi.csv`.

    The query is that of the page; a value that does not hold falls back as it does there. A name
    that is none of the page's is refused.
    """
    router = APIRouter(prefix="/xuat", tags=["files"])
    # A workbook of the country takes seconds; the same is asked again by who lost it, or by many.
    kept, lock = Kept[bytes](_MOST_BYTES, most_keys=32), threading.Lock()

    def view_of(connection: Connection, request: Request) -> View:
        state = ViewState.from_query(request.query_params, area=home)
        return resolve_view(connection, directories, state, local_date(), home)

    @router.get("/so-lieu.csv", **described(CSV, OF_TABLE))
    def table_csv(request: Request) -> Response:
        """Return the table of the analysis page as it filters and sorts it, as CSV.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        frequency_asked(request, OF_TABLE)
        with engine.connect() as connection:
            view = view_of(connection, request)
            frame = read_view_table(connection, view, directories)
        return _file(csv_bytes(_told(frame, view, _TABLE), view), CSV, _name(view, "csv"))

    @router.get("/so-lieu.xlsx", **described(XLSX, OF_TABLE))
    def table_xlsx(request: Request) -> Response:
        """Return a workbook: the table, the series, and where the numbers come from.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        frequency_asked(request, OF_TABLE)
        with engine.connect() as connection:
            view = view_of(connection, request)
            revision, link = read_revision(connection), _link(request, view)
            key = (str(revision), local_date().isoformat(), link)
            with lock:
                body = kept.get(key)
            if body is None:
                told = _told(read_view_table(connection, view, directories), view, _TABLE)
                series = _told(read_view_series(connection, directories, view), view, _SERIES)
                awaited = read_view_awaited(connection, directories, view, local_date())
                about = provenance(view, revision, link, awaited, len(told))
                body = workbook_bytes(told, series, about, view)
                with lock:
                    kept.put(key, body, len(body))
        return _file(body, XLSX, _name(view, "xlsx"))

    @router.get("/chuoi.csv", **described(CSV, OF_SERIES))
    def series_csv(request: Request) -> Response:
        """Return the series of the analysis page and those compared with it, as CSV.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        frequency = frequency_asked(request, OF_SERIES)
        with engine.connect() as connection:
            view = view_of(connection, request)
            frame = read_view_series(connection, directories, view)
        if frequency is None:
            told, what = _told(frame, view, _SERIES), "chuoi"
        else:
            frame = _by_time(frame, view, frequency)
            told, what = _told(frame, view, _SERIES_BY, frequency), f"chuoi_{frequency.value}"
        return _file(csv_bytes(told, view), CSV, _name(view, "csv", what))

    return router


def _by_time(frame: pd.DataFrame, view: View, frequency: Frequency) -> pd.DataFrame:
    """Return the series of each area by longer periods."""
    parts = [
        gather_periods(rows, view.indicator, frequency)
        for _, rows in frame.groupby(["code", "level"], sort=False)
    ]
    return pd.concat(parts or [gather_periods(frame, view.indicator, frequency)])


def _link(request: Request, view: View) -> str:
    return f"{str(request.base_url).rstrip('/')}/phan-tich?{view.state.to_query()}"


def _language(view: View) -> str:
    return "en" if view.state.language == "en" else "vi"


def _name(view: View, kind: str, what: str = "so-lieu") -> str:
    parts = [what, view.indicator.code, view.area.key.code, view.level.value, view.period]
    return f"{'_'.join(part for part in parts if part)}.{kind}"


def _file(body: bytes, media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=media_type, headers=headers)


def _told(
    frame: pd.DataFrame, view: View, columns: Sequence[str], by: Frequency | None = None
) -> pd.DataFrame:
    """Return the frame with every column that a file carries, under its heading.

    `by`: the periods that the frame was gathered into.
    """
    language = _language(view)
    place = 1 if language == "en" else 0
    indicator = view.indicator
    given = {
        "indicator": indicator.code,
        "vintage": view.state.vintage,
        "level": view.level.value,
        "unit": indicator.unit(language),
        "rounding": rounding_words(indicator, language),
    }
    made = frame.assign(**{name: text for name, text in given.items() if name not in frame})
    made["level_code"] = made["level"]
    made["level"] = [level_word(Level(each), language) for each in made["level"]]
    values = made["value"].to_numpy()
    shown = shown_numbers(indicator, values)
    below = read_as_none(values, shown)
    # A file has no room for "dưới 1": what would read as 0 comes with its first digit.
    made["shown"] = np.where(below, first_digits(values), shown)
    over_time = by not in (None, indicator.frequency) and indicator.time_rule in _ADDED
    if over_time:
        made["kind"] = ""
    made["origin"] = [
        how_made(code, own=own, over_time=over_time, language=language) if held else ""
        for code, own, held in zip(
            origins_of(made), made["own"], made["value"].notna(), strict=True
        )
    ]
    made["source"] = [
        sent_by(kind, sender, file_name, received_at, language) or how
        for kind, sender, file_name, received_at, how in zip(
            made["kind"], made["sender"], made["file_name"], made["received_at"], made["origin"],
            strict=True,
        )
    ]  # fmt: skip
    made["note"] = [
        "; ".join(each for each in (note, why) if each)
        for note, why in zip(
            notes_of(made, indicator, language),
            unranked_notes(made, below, indicator, language),
            strict=True,
        )
    ]
    made["reported"] = made["reported"] - made["from_above"]
    if "status" in made:
        made["status"] = [Status(each).label(language) for each in made["status"]]
    for name in ("rank", "same", "same_of"):
        if name in made:
            made[name] = made[name].astype("Int64")
    for name in ("numerator", "denominator", "target"):
        if name in made and (made[name].dropna() % 1 == 0).all():
            made[name] = made[name].astype("Int64")
    return made[list(columns)].rename(columns={name: _HEADINGS[name][place] for name in columns})


def notes_of(frame: pd.DataFrame, indicator: Indicator, language: str) -> list[str]:
    """Return what there is to note of each row: made-up numbers, and the other number kept."""
    notes = []
    for row in frame[
        ["value", "demo", "expected", "voice", "beside_value", "beside_reported", "beside_demo",
         "level_code"]
    ].itertuples(index=False):  # fmt: skip
        cell = Cell("", row.value, expected=int(row.expected), demo=int(row.demo),
                    voice=int(row.voice), beside_reported=int(row.beside_reported),
                    beside_demo=int(row.beside_demo),
                    beside_value=None if row.beside_value != row.beside_value
                    else float(row.beside_value))  # fmt: skip
        said = beside_words(
            indicator, cell, indicator.lowest_level, Level(row.level_code), language
        )
        notes.append("; ".join(each for each in (DEMO[language] if row.demo else "", said) if each))
    return notes


def unranked_notes(
    frame: pd.DataFrame, below: NDArray[np.bool_], indicator: Indicator, language: str
) -> list[str]:
    """Return why a row with a number has no rank, or reads otherwise than on the screen."""
    least = shown_text(indicator, least_shown(indicator), language)
    thin = is_thin(frame["converted"], frame["reported"], frame["expected"])
    low = below & is_estimated(frame["converted"], frame["estimated"], frame["basis"])
    few = thin & frame["value"].notna()
    return [
        too_few_words(language) if too_few else below_words(least, language) if is_low else ""
        for too_few, is_low in zip(few, low, strict=True)
    ]


def first_digits(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numbers at their first digit: 0.3 of 0.3333; NaN stays NaN."""
    return np.array([float(f"{each:.1g}") for each in values], float)


def origins_of(frame: pd.DataFrame) -> list[int]:
    """Return the `layouts.origin.origin_code` of each row; without a number nothing came over."""
    columns = (frame[name].tolist() for name in ("value", "converted", "estimated", "basis"))
    return [
        origin_code(int(converted), int(estimated), int(basis)) if value == value else 0
        for value, converted, estimated, basis in zip(*columns, strict=True)
    ]


def csv_bytes(frame: pd.DataFrame, view: View) -> bytes:
    """Return a frame as CSV that Excel opens with its diacritics (UTF-8 with byte order mark)."""
    written = frame.astype(object)
    for name in _ROUNDED:
        for heading in _HEADINGS[name]:
            if heading in frame:
                # As many digits as on the screen: 94,90 and not 94,9.
                written[heading] = [
                    None if each != each else _written(each, view.indicator.decimals)
                    for each in frame[heading]
                ]
    text = csv_text(list(frame.columns), _rows(written), _language(view))
    return text.encode("utf-8-sig")


def _written(value: float, decimals: int) -> Decimal:
    rounded = Decimal(f"{value:.{decimals}f}")
    return Decimal(str(value)) if value and not rounded else rounded


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows as plain values, None where there is none."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def provenance(
    view: View, revision: int, link: str, awaited: Period | None = None, rows: int = 0
) -> list[tuple[str, str]]:
    """Return what a reader of the file must know of the numbers, term by term.

    `rows`: how many areas its table has, after the filter.
    """
    language = _language(view)
    english = language == "en"
    indicator = view.indicator
    vintage = next(each for each in view.vintages if each.code == view.state.vintage)
    period = period_text(parse_period(view.period), awaited, language) if view.period else "–"
    terms = [
        ("Indicator" if english else "Chỉ số", f"{indicator.code} – {indicator.name(language)}"),
        ("Unit" if english else "Đơn vị tính", indicator.unit(language)),
        ("Area" if english else "Địa bàn", view.area.full_name),
        ("Shown by" if english else "Xem theo cấp", level_word(view.level, language)),
        (
            "Boundaries in force" if english else "Kỳ địa giới",
            f"{vintage.name_en if english else vintage.name_vi} ({vintage.code})",
        ),
        ("Period" if english else "Kỳ số liệu", f"{period} ({view.period})"),
    ]
    terms += [
        *order_words(view.state, language, rows, len(view.directory.areas)),
        *definition(indicator, None, language),
    ]
    terms.append(provisional_term(language))
    terms.append(("Rounding" if english else "Làm tròn", rounding_words(indicator, language)))
    now = local_now()
    terms += [
        ("Retrieved at" if english else "Lấy lúc", f"{now:%d/%m/%Y %H:%M} (UTC+7)"),
        ("Revision of the store" if english else "Phiên bản kho số liệu", str(revision)),
        ("Link" if english else "Liên kết", link),
    ]
    return terms


def workbook_bytes(
    table: pd.DataFrame,
    series: pd.DataFrame,
    about: Sequence[tuple[str, str]],
    view: View,
) -> bytes:
    """Return a workbook: the table, the series, and where the numbers come from."""
    english = _language(view) == "en"
    notes = [*table.iloc[:, _TABLE.index("note")], *series.iloc[:, _SERIES.index("note")]]
    demo = any(each.startswith(DEMO["en" if english else "vi"]) for each in notes)
    terms = [*about]
    if demo:
        said = (
            "Made-up figures for demonstration, not official ones"
            if english
            else "Tệp có số liệu minh hoạ, không phải số liệu chính thức"
        )
        terms.insert(0, (DEMO["en" if english else "vi"], said))
    book = Book()
    for name, frame, columns in (
        ("Figures" if english else "Số liệu", table, _TABLE),
        ("Series" if english else "Chuỗi thời gian", series, _SERIES),
    ):
        decimals = [view.indicator.decimals if each in _ROUNDED else None for each in columns]
        book.add_table(name, list(frame.columns), _rows(frame), decimals)
    book.add_terms("Source" if english else "Nguồn", terms)
    return book.to_bytes()
