"""Which indicator and period each row of a table speaks of, and which vintage the file names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.load.findings import Body, Findings
from data.load.headings import HeadingReader, Role
from data.load.records import UNKNOWN, Ints, KnownIndicator, key_column
from data.load.texts.measures import other_measure, row_kind, title_measure
from data.load.texts.periods import (
    at_frequency,
    is_like_a_number,
    periods_in_titles,
    read_period,
)
from ioc.area import Vintage, resolve_vintage, search_name
from ioc.errors import NotFoundError
from ioc.period import FIRST_YEAR, LAST_YEAR, Frequency, Period, PeriodError, YearError

# A column of more distinct texts is of remarks, not of kinds of numbers.
_MOST_ROW_KINDS = 30
Mask = npt.NDArray[np.bool_]
_FREQUENCY_NAMES = {
    Frequency.DAY: "ngày",
    Frequency.MONTH: "tháng",
    Frequency.QUARTER: "quý",
    Frequency.HALF: "6 tháng",
    Frequency.YEAR: "năm",
}


def read_indicators(
    body: Body,
    reader: HeadingReader,
    kinds: Sequence[KnownIndicator],
    given: str | None,
    filled: Mask,
    faults: Findings,
) -> list[Ints]:
    """Return per value group the index of the indicator of each row."""
    places = {kind.code: place for place, kind in enumerate(kinds)}
    per_row: Ints | None = None
    if any(group.indicator is None for group in body.layout.groups):
        per_row = _row_indicators(body, reader, places, given, filled, faults)
    result = []
    for group in body.layout.groups:
        if group.indicator is not None:
            result.append(np.full(body.count, places[group.indicator], dtype=np.int64))
        else:
            assert per_row is not None  # noqa: S101  made above
            result.append(per_row)
    return result


def _row_indicators(
    body: Body,
    reader: HeadingReader,
    places: dict[str, int],
    given: str | None,
    filled: Mask,
    faults: Findings,
) -> Ints:
    column = body.layout.keys.get(Role.INDICATOR)
    if column is not None:
        cells = body.columns[column]
        codes = [reader.indicator(label) for label in cells.labels()]
        index = np.array([places[code] if code else UNKNOWN for code in codes], dtype=np.int64)
        rows = index[cells.codes]
        faults.cells(
            np.flatnonzero(filled & (rows == UNKNOWN)),
            column,
            "chỉ tiêu không có trong danh mục",
            "ghi mã chỉ tiêu theo danh mục, ví dụ HT01",
        )
        return rows
    titled = reader.indicators_in(body.layout.titles)
    code = reader.indicator(given) if given else titled[0] if len(titled) == 1 else None
    if code is None:
        message = (
            f"chỉ tiêu “{given}” không có trong danh mục"
            if given
            else "tệp không cho biết số liệu thuộc chỉ tiêu nào"
        )
        faults.add(
            body.file_problem(
                message, "thêm cột “Mã chỉ tiêu”, hoặc nêu chỉ tiêu bằng tuỳ chọn --indicator"
            )
        )
    return np.full(body.count, places[code] if code else UNKNOWN, dtype=np.int64)


def read_periods(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Sequence[Ints],
    given: str | None,
    year: int | None,
    filled: Mask,
    faults: Findings,
) -> tuple[list[Period], list[Ints]]:
    """Return the periods named, and per value group the index of the period of each row."""
    known: dict[Period, int] = {}
    per_row: Ints | None = None
    result = []
    for place, group in enumerate(body.layout.groups):
        if group.period is not None:
            number = known.setdefault(read_period(group.period), len(known))
            rows = np.full(body.count, number, dtype=np.int64)
        else:
            if per_row is None:
                per_row = _row_periods(body, known, given, year, filled, faults)
            rows = per_row
        result.append(
            _at_frequency(body, kinds, indicators[place], known, rows, place, filled, faults)
        )
    return list(known), result


def _row_periods(
    body: Body,
    known: dict[Period, int],
    given: str | None,
    year: int | None,
    filled: Mask,
    faults: Findings,
) -> Ints:
    column = body.layout.keys.get(Role.PERIOD)
    if column is None:
        return np.full(body.count, _file_period(body, known, given, year, faults), dtype=np.int64)
    cells = body.columns[column]
    labels = cells.labels()
    index = np.full(len(labels), UNKNOWN, dtype=np.int64)
    messages: dict[int, str] = {}
    for code, label in enumerate(labels):
        try:
            index[code] = known.setdefault(read_period(label, year), len(known))
        except PeriodError as fault:
            messages[code] = "không phải kỳ báo cáo" if label else "thiếu kỳ báo cáo"
            if isinstance(fault, YearError):
                messages[code] = f"năm của kỳ báo cáo phải từ {FIRST_YEAR} đến {LAST_YEAR}"
            if is_like_a_number(label):
                messages[code] = "kỳ viết như một số: 2025.1 có thể là tháng 1 hoặc tháng 10"
            if "không có năm" in str(fault):
                messages[code] = "kỳ báo cáo không có năm"
    rows = index[cells.codes] if len(labels) else np.full(body.count, UNKNOWN, dtype=np.int64)
    wrong = np.flatnonzero(filled & (rows == UNKNOWN))
    faults.cells(
        wrong,
        column,
        lambda i: messages[int(cells.codes[wrong[i]])],
        "viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024",
    )
    return rows


def _file_period(
    body: Body, known: dict[Period, int], given: str | None, year: int | None, faults: Findings
) -> int:
    """Return the one period of a file that names none per row."""
    if given is not None:
        try:
            return known.setdefault(read_period(given, year), len(known))
        except PeriodError as fault:
            faults.add(body.file_problem(str(fault).rstrip("."), "sửa tuỳ chọn --period"))
            return UNKNOWN
    titled = periods_in_titles(body.layout.titles)[0]
    if len(titled) == 1:
        return known.setdefault(titled[0], len(known))
    faults.add(
        body.file_problem(
            "tệp không cho biết kỳ báo cáo",
            "thêm cột “Kỳ”, hoặc nêu kỳ bằng tuỳ chọn --period, ví dụ --period 2024-03",
        )
    )
    return UNKNOWN


def _at_frequency(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Ints,
    known: dict[Period, int],
    rows: Ints,
    place: int,
    filled: Mask,
    faults: Findings,
) -> Ints:
    """Return the periods at the frequency of each row's indicator; others are faults."""
    both = (indicators >= 0) & (rows >= 0)
    count = len(known)
    pairs: Ints = np.unique((indicators * count + rows)[both])
    changed = np.arange(len(kinds) * count, dtype=np.int64) % max(count, 1)
    ordered = list(known)
    for pair in pairs:
        kind, period = kinds[int(pair) // count], ordered[int(pair) % count]
        exact = at_frequency(period, kind.frequency)
        if exact is not None:
            changed[pair] = known.setdefault(exact, len(known))
            continue
        changed[pair] = UNKNOWN
        message = (
            f"chỉ tiêu {kind.code} báo cáo theo {_FREQUENCY_NAMES[kind.frequency]},"
            f" không theo {_FREQUENCY_NAMES[period.frequency]}"
        )
        mend = "sửa kỳ báo cáo theo đúng tần suất của chỉ tiêu"
        column = key_column(body.layout, Role.PERIOD, place)
        if Role.PERIOD in body.layout.keys and body.layout.groups[place].period is None:
            mine = both & (indicators * count + rows == pair) & filled
            faults.cells(np.flatnonzero(mine), column, message, mend)
        else:
            faults.add(body.heading_problem(message, mend, column, period.label()))
    if not both.any():
        return rows
    return np.where(both, changed[np.where(both, indicators * count + rows, 0)], rows)


def refuse_other_measures(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Sequence[Ints],
    filled: Mask,
    faults: Findings,
) -> None:
    """Report titles and rows that say of themselves that they hold other numbers than the actual.

    A stock counted up to the end of the period is its number, so only flows are refused under a
    title that speaks of numbers since the start of the year.
    """
    read = {int(each) for rows in indicators for each in np.unique(rows[filled])} - {UNKNOWN}
    flows = any(kinds[each].is_flow for each in read)
    named = [kinds[each].code for each in read]
    own = {other_measure(name) for each in read for name in kinds[each].names} - {"số kế hoạch"}
    for line in body.layout.titles:
        said = title_measure(line)
        if said in own:
            continue
        plain = search_name(line).split()
        if (said == "số luỹ kế" and flows) or (
            said and any(code.lower() in plain for code in named)
        ):
            faults.add(
                body.file_problem(
                    f"dòng tiêu đề “{line}” cho biết đây là {said}, không phải số thực hiện của kỳ",
                    "nạp bảng số thực hiện của kỳ, hoặc sửa dòng tiêu đề",
                )
            )
    for column in body.layout.ignored:
        cells = body.columns[column]
        if len(cells.texts) > _MOST_ROW_KINDS:
            continue
        kinds_said = [row_kind(label) for label in cells.labels()]
        said_at = np.array([bool(each) for each in kinds_said] or [False])
        rows = np.flatnonzero(filled & said_at[cells.codes])
        faults.cells(
            rows,
            column,
            lambda i, rows=rows, cells=cells, said=kinds_said: (  # type: ignore[misc]
                f"dòng này là {said[int(cells.codes[rows[i]])]}, không phải số thực hiện của kỳ"
            ),
            "bỏ dòng này",
        )


def vintage_in_file(
    body: Body,
    filled: Mask,
    given: str | None,
    vintages: Sequence[Vintage],
    faults: Findings,
) -> str | None:
    """Return the vintage that the parameter or the file's own column names, as written."""
    column = body.layout.keys.get(Role.VINTAGE)
    if column is None:
        return given
    cells = body.columns[column]
    labels = cells.labels()
    used = {labels[code] for code in np.unique(cells.codes[filled])} - {""}
    if len(used) > 1:
        faults.add(
            body.heading_problem(
                f"tệp có {len(used)} kỳ địa giới: {', '.join(sorted(used))}",
                "chia thành mỗi tệp một kỳ địa giới",
                column,
            )
        )
    named = next(iter(sorted(used)), None)
    if given is None or named is None or _vintage(given, vintages) == _vintage(named, vintages):
        return given or named
    faults.add(
        body.heading_problem(
            f"cột ghi kỳ địa giới {named}, tuỳ chọn --vintage nêu {given}",
            "sửa cột hoặc tuỳ chọn cho khớp nhau",
            column,
        )
    )
    return given


def _vintage(text: str, vintages: Sequence[Vintage]) -> str:
    try:
        return resolve_vintage(text, vintages).code
    except NotFoundError:
        return text
