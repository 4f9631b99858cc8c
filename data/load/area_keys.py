"""Which area each row of a table speaks of, and in which vintage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from data.load.area_matching import Miss, Said, read_area_index
from data.load.area_names import AreaRow
from data.load.findings import Body, Findings
from data.load.provinces import provinces_of, remark_strays
from data.load.records import AVERAGE, TOTAL, UNKNOWN, Ints
from data.load.texts.names import is_average, is_total
from data.load.vintage_fit import (
    Fit,
    Verdict,
    fit_vintage,
    judge_named,
    recognise_vintage,
)
from data.queries.areas import read_vintages
from ioc.area import Vintage, resolve_vintage
from ioc.errors import NotFoundError
from ioc.period import Period

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class AreaReading:
    """Area of each row: an index into `ids` and `depths`, or UNKNOWN, TOTAL or AVERAGE.

    `provinces` are those that the areas lie in, with how many there are, the most first.
    """

    index: Ints
    ids: Ints
    depths: Ints
    vintage: str
    valid_to: date | None
    shares: tuple[tuple[str, float], ...]
    blank_rows: int
    rows: tuple[AreaRow, ...] = ()
    provinces: tuple[tuple[str, int], ...] = ()


def read_areas(
    connection: Connection,
    body: Body,
    named: str | None,
    filled: Mask,
    periods: Sequence[Period],
    faults: Findings,
    remarks: Findings,
) -> AreaReading:
    """Return the area of each row, in the vintage named or recognised."""
    tuples, said = _distinct_areas(body)
    total = np.array([_says_total(body, each) for each in said] or [False], dtype=bool)
    silent = np.array([not any(each.values()) for each in said] or [True], dtype=bool)
    is_total_row = total[tuples] | (silent[tuples] & filled & _marked(body, is_total))
    is_average_row = _averages(body, tuples, said, is_total_row & filled)
    _remark_averages(body, is_average_row, remarks)
    faults.cells(
        np.flatnonzero(filled & silent[tuples] & ~is_total_row),
        body.layout.areas[0].column,
        "có số liệu nhưng thiếu địa bàn",
        "điền mã địa bàn, hoặc bỏ dòng này",
    )
    used = np.unique(tuples[filled & ~is_total_row & ~silent[tuples]])
    verdict, fits, valid_to = _judge(
        connection, body, named, [said[i] for i in used], periods, faults
    )
    fit = verdict.fit
    if fit is not None and fit.assumed_province:
        remarks.add(
            body.file_problem(
                f"có tên xã trùng với nơi khác: hiểu là thuộc {fit.assumed_province} như các dòng"
                " còn lại",
                "thêm cột mã (ví dụ “Mã xã”) để không phải đoán",
            )
        )
    if fit is not None:
        remark_strays(body, fit, tuples, used, [said[i] for i in used], filled, remarks)
    looked_up, matches = ((), ()) if fit is None else (used, fit.found)
    index, rows = number_areas(tuples, looked_up, matches, filled, faults)
    blank = 0
    if fit is not None:
        for place in np.unique(tuples[~filled]):
            row_said = said[int(place)]
            if not any(row_said.values()) or total[place]:
                continue
            found = fit.index.match(row_said, body.layout.areas, fit.levels)
            if isinstance(found, AreaRow):
                blank += int(((tuples == place) & ~filled).sum())
    per_row = np.where(is_total_row, TOTAL, index[tuples])
    per_row = np.where(is_average_row, AVERAGE, per_row)
    return AreaReading(
        index=per_row,
        ids=np.array([row.id for row in rows], dtype=np.int64),
        depths=np.array([row.level.depth for row in rows], dtype=np.int64),
        vintage=fit.index.vintage if fit else "",
        valid_to=valid_to,
        shares=tuple((each.index.vintage, each.share) for each in fits),
        blank_rows=blank,
        rows=tuple(rows),
        provinces=provinces_of(fit.index, rows) if fit else (),
    )


def number_areas(
    tuples: Ints,
    used: Iterable[int],
    found: Iterable[AreaRow | Miss],
    filled: Mask,
    faults: Findings,
) -> tuple[Ints, list[AreaRow]]:
    """Return for each distinct text the place of its area, or UNKNOWN; and the areas named.

    Args:
        tuples: for each row the number of the text that names its area.
        used: the texts that were looked up.
        found: what each of them is; a miss is a fault of all its filled rows.
        filled: rows with numbers.
        faults: takes the misses.
    """
    index = np.full(int(tuples.max(initial=0)) + 1, UNKNOWN, dtype=np.int64)
    rows: list[AreaRow] = []
    # "Xã Tân Lập" and "Tân Lập" are one area: one index, or duplicates would not be seen.
    places: dict[int, int] = {}
    for text, match in zip(used, found, strict=True):
        if isinstance(match, AreaRow):
            index[text] = places.setdefault(match.id, len(rows))
            if index[text] == len(rows):
                rows.append(match)
        else:
            wrong = np.flatnonzero(filled & (tuples == text))
            faults.cells(wrong, match.column, match.message, match.mend)
    return index, rows


def _judge(
    connection: Connection,
    body: Body,
    named: str | None,
    said: Sequence[Said],
    periods: Sequence[Period],
    faults: Findings,
) -> tuple[Verdict, list[Fit], date | None]:
    vintages = read_vintages(connection)
    columns = body.layout.areas

    def fit_to(each: Vintage) -> Fit:
        index = read_area_index(connection, each.code)
        return fit_vintage(each, index, said, columns, periods, earliest=each is vintages[0])

    if named is None:
        fits = [fit_to(each) for each in vintages]
        verdict = recognise_vintage(fits)
    else:
        try:
            meant = resolve_vintage(named, vintages)
        except NotFoundError as fault:
            faults.add(body.file_problem(str(fault).rstrip("."), "sửa tuỳ chọn --vintage"))
            return Verdict(None), [], None
        fits = [fit_to(meant)]
        named_areas = {area.column for area in columns if not area.is_code}
        only_codes = not any(row.get(column) for row in said for column in named_areas)
        # The other vintages matter only where this one does not fit wholly, or by codes alone.
        if fits[0].share < 1 or only_codes:
            fits += [fit_to(each) for each in vintages if each is not meant]
        verdict = judge_named(fits[0], fits[1:], only_codes=only_codes)
    if verdict.fault is not None and said:
        faults.add(body.file_problem(*verdict.fault))
    fit = verdict.fit
    if fit is None:
        return verdict, fits, None
    for column in fit.unsure_columns:
        faults.add(
            body.heading_problem(
                "mã bị mất số 0 ở đầu và có thể thuộc nhiều cấp",
                "đặt tiêu đề là “Mã tỉnh”, “Mã huyện” hoặc “Mã xã”, hay ghi đủ số 0",
                column,
            )
        )
    valid_to = _valid_to(connection, fit, vintages)
    return verdict, fits, date.fromisoformat(valid_to) if valid_to else None


def _valid_to(connection: Connection, fit: Fit, vintages: Sequence[Vintage]) -> str | None:
    """Return until when the areas of a file hold: past their vintage, if later ones keep them."""
    place = next(i for i, each in enumerate(vintages) if each.code == fit.index.vintage)
    valid_to = vintages[place].valid_to
    if not fit.late_periods:
        return valid_to
    ids = {row.id for row in fit.rows()}
    for later in vintages[place + 1 :]:
        if not ids <= {row.id for row in read_area_index(connection, later.code).rows}:
            break
        valid_to = later.valid_to
    return valid_to


def _distinct_areas(body: Body) -> tuple[Ints, list[Said]]:
    """Return what each distinct row says of its area, and which of them each row says."""
    columns = [area.column for area in body.layout.areas]
    combined = np.zeros(body.count, dtype=np.int64)
    for column in columns:
        cells = body.columns[column]
        combined = combined * max(len(cells.texts), 1) + cells.codes
        # Factorize at every step: the product of many wide columns would not fit.
        combined = pd.factorize(combined)[0].astype(np.int64)
    firsts = np.zeros(0, dtype=np.int64)
    if body.count:
        firsts = np.unique(combined, return_index=True)[1]
    labels = {column: body.columns[column].labels() for column in columns}
    said: list[Said] = [
        {column: labels[column][body.columns[column].codes[first]] for column in columns}
        for first in firsts
    ]
    return combined, said


def _says_total(body: Body, said: Said) -> bool:
    coded = any(
        area.is_code and any(letter.isdigit() for letter in said[area.column])
        for area in body.layout.areas
    )
    return not coded and any(is_total(text) for text in said.values() if text)


def _averages(body: Body, tuples: Ints, said: Sequence[Said], total: Mask) -> Mask:
    """Tell which of the total rows call themselves an average."""
    by_name = [any(is_average(text) for text in each.values() if text) for each in said]
    named = np.array(by_name or [False], dtype=bool)
    return total & (named[tuples] | _marked(body, is_average))


def _remark_averages(body: Body, average: Mask, remarks: Findings) -> None:
    rows = np.flatnonzero(average)
    if len(rows):
        remarks.cells(
            rows,
            body.layout.areas[0].column,
            "dòng bình quân: không nạp, không đem so với tổng các dòng",
            "không cần sửa",
        )


def _marked(body: Body, says: Callable[[str], bool]) -> Mask:
    """Tell for each row whether a cell left of the values says so: merged over the names."""
    areas = {area.column for area in body.layout.areas}
    first = min(min(group.columns.values()) for group in body.layout.groups)
    marked = np.zeros(body.count, dtype=bool)
    for column in range(first):
        cells = body.columns[column]
        if column in areas or not 0 < len(cells.texts) <= body.count // 2 + 100:
            continue
        flags = np.array([bool(label) and says(label) for label in cells.labels()], dtype=bool)
        marked |= flags[cells.codes]
    return marked
