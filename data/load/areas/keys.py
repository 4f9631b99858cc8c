"""The area that each row of a table names, and the vintage of these areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from data.load.areas.matching import AreaIndex, AreaTexts, Miss, read_area_index
from data.load.areas.names import AreaRow
from data.load.areas.provinces import provinces_of, remark_strays
from data.load.areas.vintage_fit import (
    VintageFit,
    VintageVerdict,
    fit_vintage,
    judge_named,
    recognise_vintage,
)
from data.load.checks.records import AVERAGE, TOTAL, UNKNOWN, Ints
from data.load.files.findings import Body, Findings
from data.load.files.texts.names import is_average, is_total
from data.queries.areas import read_vintages
from ioc.area import Vintage, resolve_vintage
from ioc.errors import NotFoundError
from ioc.period import Period
from ioc.words.phrase import Phrase

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
    vintage_name: str | None,
    has_values: Mask,
    periods: Sequence[Period],
    faults: Findings,
    remarks: Findings,
) -> AreaReading:
    """Return the area of each row, in the vintage that is named or recognised."""
    tuples, texts = _distinct_areas(body)
    total = np.array([_says_total(body, each) for each in texts] or [False], dtype=bool)
    silent = np.array([not any(each.values()) for each in texts] or [True], dtype=bool)
    is_total_row = total[tuples] | (silent[tuples] & has_values & _flag_rows(body, is_total))
    is_average_row = _averages(body, tuples, texts, is_total_row & has_values)
    _remark_averages(body, is_average_row, remarks)
    faults.cells(
        np.flatnonzero(has_values & silent[tuples] & ~is_total_row),
        body.layout.areas[0].column,
        Phrase("load-area-missing"),
    )
    lookups = np.unique(tuples[has_values & ~is_total_row & ~silent[tuples]])
    verdict, fits, valid_to = _judge(
        connection, body, vintage_name, [texts[i] for i in lookups], periods, faults
    )
    fit = verdict.fit
    if fit is not None and fit.assumed_province:
        remarks.add(
            body.file_problem(Phrase("load-province-assumed", province=fit.assumed_province))
        )
    if fit is not None:
        remark_strays(body, fit, tuples, lookups, [texts[i] for i in lookups], has_values, remarks)
    looked_up, matches = ((), ()) if fit is None else (lookups, fit.matches)
    index, rows = number_areas(tuples, looked_up, matches, has_values, faults)
    blank = 0
    if fit is not None:
        for place in np.unique(tuples[~has_values]):
            row_texts = texts[int(place)]
            if not any(row_texts.values()) or total[place]:
                continue
            match = fit.index.match(row_texts, body.layout.areas, fit.levels)
            if isinstance(match, AreaRow):
                blank += int(((tuples == place) & ~has_values).sum())
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
    lookups: Iterable[int],
    matches: Iterable[AreaRow | Miss],
    has_values: Mask,
    faults: Findings,
) -> tuple[Ints, list[AreaRow]]:
    """Return the index of the area of each distinct text (or UNKNOWN), and the areas.

    Args:
        tuples: for each row the number of the text that names its area.
        lookups: numbers of the texts that were looked up.
        matches: the area of each of them; a miss is a fault of all its rows with values.
        has_values: marks rows with numbers.
        faults: takes the misses.
    """
    index = np.full(int(tuples.max(initial=0)) + 1, UNKNOWN, dtype=np.int64)
    rows: list[AreaRow] = []
    # "Xã Tân Lập" and "Tân Lập" are one area: with two indexes, duplicates would be missed.
    places: dict[int, int] = {}
    for text, match in zip(lookups, matches, strict=True):
        if isinstance(match, AreaRow):
            index[text] = places.setdefault(match.id, len(rows))
            if index[text] == len(rows):
                rows.append(match)
        else:
            wrong = np.flatnonzero(has_values & (tuples == text))
            faults.cells(wrong, match.column, match.fault)
    return index, rows


def _judge(
    connection: Connection,
    body: Body,
    vintage_name: str | None,
    texts: Sequence[AreaTexts],
    periods: Sequence[Period],
    faults: Findings,
) -> tuple[VintageVerdict, list[VintageFit], date | None]:
    vintages = read_vintages(connection)
    columns = body.layout.areas

    # A file may ask for the areas of one vintage twice: to fit it, and until when they exist.
    indexes: dict[str, AreaIndex] = {}

    def index_of(code: str) -> AreaIndex:
        if code not in indexes:
            indexes[code] = read_area_index(connection, code)
        return indexes[code]

    def fit_to(each: Vintage) -> VintageFit:
        index = index_of(each.code)
        return fit_vintage(each, index, texts, columns, periods, earliest=each is vintages[0])

    if vintage_name is None:
        fits = [fit_to(each) for each in vintages]
        verdict = recognise_vintage(fits)
    else:
        try:
            vintage = resolve_vintage(vintage_name, vintages)
        except NotFoundError as fault:
            faults.add(body.file_problem(fault.phrase, Phrase("load-option-vintage")))
            return VintageVerdict(None), [], None
        fits = [fit_to(vintage)]
        name_columns = {area.column for area in columns if not area.is_code}
        only_codes = not any(row.get(column) for row in texts for column in name_columns)
        # The other vintages matter only where this one does not fit wholly, or by codes alone.
        if fits[0].share < 1 or only_codes:
            fits += [fit_to(each) for each in vintages if each is not vintage]
        verdict = judge_named(fits[0], fits[1:], only_codes=only_codes)
    if verdict.fault is not None and texts:
        faults.add(body.file_problem(verdict.fault))
    fit = verdict.fit
    if fit is None:
        return verdict, fits, None
    for column in fit.unsure_columns:
        faults.add(
            body.heading_problem(
                Phrase("load-front-zeros-lost"),
                column,
            )
        )
    valid_to = _valid_to(index_of, fit, vintages)
    return verdict, fits, date.fromisoformat(valid_to) if valid_to else None


def _valid_to(
    index_of: Callable[[str], AreaIndex], fit: VintageFit, vintages: Sequence[Vintage]
) -> str | None:
    """Return until when the areas of a file exist: past their vintage, if later ones keep them."""
    place = next(i for i, each in enumerate(vintages) if each.code == fit.index.vintage)
    valid_to = vintages[place].valid_to
    if not fit.late_periods:
        return valid_to
    ids = {row.id for row in fit.rows()}
    for later in vintages[place + 1 :]:
        if not ids <= {row.id for row in index_of(later.code).rows}:
            break
        valid_to = later.valid_to
    return valid_to


def _distinct_areas(body: Body) -> tuple[Ints, list[AreaTexts]]:
    """Return for each row the number of its area texts, and the distinct area texts."""
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
    texts: list[AreaTexts] = [
        {column: labels[column][body.columns[column].codes[first]] for column in columns}
        for first in firsts
    ]
    return combined, texts


def _says_total(body: Body, texts: AreaTexts) -> bool:
    coded = any(
        area.is_code and any(letter.isdigit() for letter in texts[area.column])
        for area in body.layout.areas
    )
    return not coded and any(is_total(text) for text in texts.values() if text)


def _averages(body: Body, tuples: Ints, texts: Sequence[AreaTexts], total: Mask) -> Mask:
    """Mark the total rows that call themselves an average."""
    by_name = [any(is_average(text) for text in each.values() if text) for each in texts]
    flags = np.array(by_name or [False], dtype=bool)
    return total & (flags[tuples] | _flag_rows(body, is_average))


def _remark_averages(body: Body, average: Mask, remarks: Findings) -> None:
    rows = np.flatnonzero(average)
    if len(rows):
        remarks.cells(rows, body.layout.areas[0].column, Phrase("load-average-row"))


def _flag_rows(body: Body, says: Callable[[str], bool]) -> Mask:
    """Mark the rows where a cell left of the values says so, as cells merged over the names do."""
    areas = {area.column for area in body.layout.areas}
    first = min(min(group.columns.values()) for group in body.layout.groups)
    result = np.zeros(body.count, dtype=bool)
    for column in range(first):
        cells = body.columns[column]
        if column in areas or not 0 < len(cells.texts) <= body.count // 2 + 100:
            continue
        flags = np.array([bool(label) and says(label) for label in cells.labels()], dtype=bool)
        result |= flags[cells.codes]
    return result
