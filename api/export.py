"""What the analysis page shows, as files: CSV and XLSX with source and period inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
from fastapi import APIRouter, Request, Response
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from sqlalchemy import Connection, Engine

from api.export_parameters import CSV, OF_SERIES, OF_TABLE, XLSX, described, frequency_asked
from data.directories import DirectoryCache
from data.queries.over_time import gather_periods
from data.queries.view import View, resolve_view
from data.queries.view_table import read_view_series, read_view_table
from data.store import read_revision
from ioc.area import COUNTRY_CODE
from ioc.local_time import local_date, local_now
from ioc.period import Frequency, parse_period
from ioc.shown import shown_numbers
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.analysis_message import definition
from layouts.origin import origin_code, origin_of_code, weight_of_code
from layouts.text import DEMO, level_word

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
    "value": ("Giá trị", "Value"),
    "unit": ("Đơn vị tính", "Unit"),
    "target": ("Mức cần đạt", "Goal"),
    "status": ("Trạng thái", "Status"),
    "reported": ("Đã báo cáo", "Reported"),
    "expected": ("Cần báo cáo", "Expected"),
    "periods": ("Số kỳ có số liệu", "Periods with numbers"),
    "periods_expected": ("Số kỳ cần có", "Periods expected"),
    "origin": ("Cách quy đổi", "Conversion"),
    "weight": ("Trọng số", "Weight"),
    "note": ("Ghi chú", "Notes"),
    "source": ("Nguồn", "Source"),
}
_OVER_TIME = ("periods", "periods_expected")
_TABLE = tuple(name for name in _HEADINGS if name not in _OVER_TIME)
_SERIES = tuple(name for name in _TABLE if name not in ("rank", "parent", "target", "status"))
_SERIES_BY = tuple(name for name in _HEADINGS if name in (*_SERIES, *_OVER_TIME))


def export_router(
    engine: Engine, directories: DirectoryCache, home: str = COUNTRY_CODE
) -> APIRouter:
    """Return the routes `/xuat/so-lieu.csv`, `/xuat/so-lieu.xlsx` and `/xuat/chuoi.csv`.

    The query is that of the page; a value that does not hold falls back as it does there. A name
    that is none of the page's is refused.
    """
    router = APIRouter(prefix="/xuat", tags=["files"])

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
            frame = read_view_table(connection, view)
        return _file(csv_bytes(_told(frame, view, _TABLE)), CSV, _name(view, "csv"))

    @router.get("/so-lieu.xlsx", **described(XLSX, OF_TABLE))
    def table_xlsx(request: Request) -> Response:
        """Return a workbook: the table, the series, and where the numbers come from.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        frequency_asked(request, OF_TABLE)
        with engine.connect() as connection:
            view = view_of(connection, request)
            told = _told(read_view_table(connection, view), view, _TABLE)
            series = _told(read_view_series(connection, directories, view), view, _SERIES)
            revision = read_revision(connection)
        about = provenance(view, revision, _link(request, view))
        return _file(workbook_bytes(told, series, about, view), XLSX, _name(view, "xlsx"))

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
            return _file(csv_bytes(_told(frame, view, _SERIES)), CSV, _name(view, "csv", "chuoi"))
        told = _told(_by_time(frame, view, frequency), view, _SERIES_BY)
        return _file(csv_bytes(told), CSV, _name(view, "csv", f"chuoi_{frequency.value}"))

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


def _told(frame: pd.DataFrame, view: View, columns: Sequence[str]) -> pd.DataFrame:
    """Return the frame with every column that a file carries, under its heading."""
    language = _language(view)
    place = 1 if language == "en" else 0
    indicator = view.indicator
    given = {
        "indicator": indicator.code,
        "period": view.period,
        "vintage": view.state.vintage,
        "level": view.level.value,
        "unit": indicator.unit(language),
        "source": indicator.source_en if language == "en" else indicator.source_vi,
    }
    made = frame.assign(**{name: text for name, text in given.items() if name not in frame})
    made["value"] = shown_numbers(indicator, made["value"].to_numpy())
    codes = origins_of(made)
    made["origin"] = [origin_of_code(code).value for code in codes]
    made["weight"] = [weight_of_code(code) for code in codes]
    made["note"] = [DEMO[language] if count else "" for count in made["demo"]]
    if "status" in made:
        made["status"] = [Status(each).label(language) for each in made["status"]]
    if "rank" in made:
        made["rank"] = made["rank"].astype("Int64")
    for name in ("numerator", "denominator", "target"):
        if name in made and (made[name].dropna() % 1 == 0).all():
            made[name] = made[name].astype("Int64")
    return made[list(columns)].rename(columns={name: _HEADINGS[name][place] for name in columns})


def origins_of(frame: pd.DataFrame) -> list[int]:
    """Return the `layouts.origin.origin_code` of each row; without a number nothing came over."""
    columns = (frame[name].tolist() for name in ("value", "converted", "estimated", "basis"))
    return [
        origin_code(int(converted), int(estimated), int(basis)) if value == value else 0
        for value, converted, estimated, basis in zip(*columns, strict=True)
    ]


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that Excel opens with its diacritics (UTF-8 with byte order mark)."""
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def provenance(view: View, revision: int, link: str) -> list[tuple[str, str]]:
    """Return what a reader of the file must know of the numbers, term by term."""
    language = _language(view)
    english = language == "en"
    indicator = view.indicator
    vintage = next(each for each in view.vintages if each.code == view.state.vintage)
    period = parse_period(view.period).label(language) if view.period else "–"
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
    terms += definition(indicator, None, language)
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
    book = Workbook()
    first = book.active
    book.remove(first)
    demo = bool((table.iloc[:, _TABLE.index("note")] != "").any()) or bool(
        (series.iloc[:, _SERIES.index("note")] != "").any()
    )
    terms = [*about]
    if demo:
        said = (
            "Made-up figures for demonstration, not official ones"
            if english
            else "Tệp có số liệu minh hoạ, không phải số liệu chính thức"
        )
        terms.insert(0, (DEMO["en" if english else "vi"], said))
    decimals = view.indicator.decimals
    _fill(book.create_sheet("Figures" if english else "Số liệu"), table, decimals)
    _fill(book.create_sheet("Series" if english else "Chuỗi thời gian"), series, decimals)
    sheet = book.create_sheet("Source" if english else "Nguồn")
    for term, said in terms:
        sheet.append([term, said])
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 110
    for term_cell, said_cell in sheet.iter_rows(max_col=2):
        term_cell.font = Font(bold=True)
        term_cell.alignment = Alignment(vertical="top")
        said_cell.alignment = Alignment(wrap_text=True, vertical="top")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(sheet: Any, frame: pd.DataFrame, decimals: int) -> None:
    sheet.append(list(frame.columns))
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    shown = f"0.{'0' * decimals}" if decimals else "0"
    for place, name in enumerate(frame.columns, start=1):
        letter = get_column_letter(place)
        longest = max([len(str(name)), *(len(str(each)) for each in frame[name].head(200))])
        sheet.column_dimensions[letter].width = min(48, longest + 2)
        if name in _HEADINGS["value"]:
            for (cell,) in sheet.iter_rows(min_row=2, min_col=place, max_col=place):
                cell.number_format = shown
