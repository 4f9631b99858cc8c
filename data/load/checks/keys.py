"""The indicator and period of each row of a table, and the vintage that the file names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.load.checks.records import UNKNOWN, Ints, KnownIndicator, key_column
from data.load.files.findings import Body, Findings
from data.load.files.headings import HeadingReader, Role
from data.load.files.texts.measures import PLAN, SUMMED, other_measure, row_kind, title_measure
from data.load.files.texts.periods import (
    at_frequency,
    is_like_a_number,
    periods_in_titles,
    read_period,
)
from ioc.area import Vintage, resolve_vintage, search_name
from ioc.errors import NotFoundError
from ioc.period import FIRST_YEAR, LAST_YEAR, Period, PeriodError, YearError, YearMissingError
from ioc.words.phrase import Phrase

# A column with more distinct texts holds remarks, not kinds of numbers.
_MOST_ROW_KINDS = 30
Mask = npt.NDArray[np.bool_]


def read_indicators(
    body: Body,
    reader: HeadingReader,
    kinds: Sequence[KnownIndicator],
    option: str | None,
    has_values: Mask,
    faults: Findings,
) -> list[Ints]:
    """Return per value group the index of the indicator of each row."""
    places = {kind.code: place for place, kind in enumerate(kinds)}
    per_row: Ints | None = None
    if any(group.indicator is None for group in body.layout.groups):
        per_row = _row_indicators(body, reader, places, option, has_values, faults)
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
    option: str | None,
    has_values: Mask,
    faults: Findings,
) -> Ints:
    column = body.layout.keys.get(Role.INDICATOR)
    if column is not None:
        cells = body.columns[column]
        codes = [reader.indicator(label) for label in cells.labels()]
        index = np.array([places[code] if code else UNKNOWN for code in codes], dtype=np.int64)
        rows = index[cells.codes]
        faults.cells(
            np.flatnonzero(has_values & (rows == UNKNOWN)), column, Phrase("load-indicator-unknown")
        )
        return rows
    title_codes = reader.indicators_in(body.layout.titles)
    code = reader.indicator(option) if option else title_codes[0] if len(title_codes) == 1 else None
    if code is None:
        unknown = Phrase("load-indicator-given-unknown", code=option) if option else None
        faults.add(body.file_problem(unknown or Phrase("load-no-indicator")))
    return np.full(body.count, places[code] if code else UNKNOWN, dtype=np.int64)


def read_periods(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Sequence[Ints],
    option: str | None,
    year: int | None,
    has_values: Mask,
    faults: Findings,
) -> tuple[list[Period], list[Ints]]:
    """Return the periods, and per value group the index of the period of each row."""
    period_numbers: dict[Period, int] = {}
    per_row: Ints | None = None
    result = []
    for place, group in enumerate(body.layout.groups):
        if group.period is not None:
            number = period_numbers.setdefault(read_period(group.period), len(period_numbers))
            rows = np.full(body.count, number, dtype=np.int64)
        else:
            if per_row is None:
                per_row = _row_periods(body, period_numbers, option, year, has_values, faults)
            rows = per_row
        result.append(
            _at_frequency(
                body, kinds, indicators[place], period_numbers, rows, place, has_values, faults
            )
        )
    return list(period_numbers), result


def _row_periods(
    body: Body,
    period_numbers: dict[Period, int],
    option: str | None,
    year: int | None,
    has_values: Mask,
    faults: Findings,
) -> Ints:
    column = body.layout.keys.get(Role.PERIOD)
    if column is None:
        return np.full(
            body.count, _file_period(body, period_numbers, option, year, faults), dtype=np.int64
        )
    cells = body.columns[column]
    labels = cells.labels()
    index = np.full(len(labels), UNKNOWN, dtype=np.int64)
    reasons: dict[int, Phrase] = {}
    for code, label in enumerate(labels):
        try:
            index[code] = period_numbers.setdefault(read_period(label, year), len(period_numbers))
        except PeriodError as fault:
            reasons[code] = _period_fault(label, fault)
    rows = index[cells.codes] if len(labels) else np.full(body.count, UNKNOWN, dtype=np.int64)
    wrong = np.flatnonzero(has_values & (rows == UNKNOWN))
    faults.cells(
        wrong,
        column,
        lambda i: reasons[int(cells.codes[wrong[i]])],
    )
    return rows


def _period_fault(label: str, fault: PeriodError) -> Phrase:
    """Return why a cell names no period."""
    if isinstance(fault, YearMissingError):
        return Phrase("load-period-without-year")
    if is_like_a_number(label):
        return Phrase("load-period-number")
    if isinstance(fault, YearError):
        return Phrase("load-period-year", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return Phrase("load-period-unreadable" if label else "load-period-missing")


def _file_period(
    body: Body,
    period_numbers: dict[Period, int],
    option: str | None,
    year: int | None,
    faults: Findings,
) -> int:
    """Return the one period of a file that names none per row."""
    if option is not None:
        try:
            return period_numbers.setdefault(read_period(option, year), len(period_numbers))
        except PeriodError as fault:
            faults.add(body.file_problem(fault.phrase, Phrase("load-option-period")))
            return UNKNOWN
    title_periods = periods_in_titles(body.layout.titles)[0]
    if len(title_periods) == 1:
        return period_numbers.setdefault(title_periods[0], len(period_numbers))
    faults.add(body.file_problem(Phrase("load-no-period")))
    return UNKNOWN


def _at_frequency(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Ints,
    period_numbers: dict[Period, int],
    rows: Ints,
    place: int,
    has_values: Mask,
    faults: Findings,
) -> Ints:
    """Return the periods at the frequency of each row's indicator; others are faults."""
    both = (indicators >= 0) & (rows >= 0)
    count = len(period_numbers)
    pairs: Ints = np.unique((indicators * count + rows)[both])
    exact_periods = np.arange(len(kinds) * count, dtype=np.int64) % max(count, 1)
    ordered = list(period_numbers)
    for pair in pairs:
        kind, period = kinds[int(pair) // count], ordered[int(pair) % count]
        exact = at_frequency(period, kind.frequency)
        if exact is not None:
            exact_periods[pair] = period_numbers.setdefault(exact, len(period_numbers))
            continue
        exact_periods[pair] = UNKNOWN
        wrong = Phrase(
            "load-frequency-differs",
            code=kind.code,
            wanted=Phrase(f"period-frequency-{kind.frequency}"),
            given=Phrase(f"period-frequency-{period.frequency}"),
        )
        column = key_column(body.layout, Role.PERIOD, place)
        if Role.PERIOD in body.layout.keys and body.layout.groups[place].period is None:
            mine = both & (indicators * count + rows == pair) & has_values
            faults.cells(np.flatnonzero(mine), column, wrong)
        else:
            faults.add(body.heading_problem(wrong, column, period.label()))
    if not both.any():
        return rows
    return np.where(both, exact_periods[np.where(both, indicators * count + rows, 0)], rows)


def refuse_other_measures(
    body: Body,
    kinds: Sequence[KnownIndicator],
    indicators: Sequence[Ints],
    has_values: Mask,
    faults: Findings,
) -> None:
    """Report titles and rows that announce other numbers than the actual ones.

    A stock is counted up to the end of the period anyway, so that only flows are refused under a
    title that announces numbers since the start of the year.
    """
    read = {int(each) for rows in indicators for each in np.unique(rows[has_values])} - {UNKNOWN}
    flows = any(kinds[each].is_flow for each in read)
    codes = [kinds[each].code for each in read]
    own = {other_measure(name) for each in read for name in kinds[each].names} - {PLAN}
    for line in body.layout.titles:
        measure = title_measure(line)
        if measure in own:
            continue
        plain = search_name(line).split()
        if (measure == SUMMED and flows) or (
            measure and any(code.lower() in plain for code in codes)
        ):
            faults.add(
                body.file_problem(
                    Phrase(
                        "load-title-other-measure",
                        line=line,
                        measure=Phrase(f"load-measure-{measure}"),
                    )
                )
            )
    for column in body.layout.ignored:
        cells = body.columns[column]
        if len(cells.texts) > _MOST_ROW_KINDS:
            continue
        row_measures = [row_kind(label) for label in cells.labels()]
        has_measure = np.array([bool(each) for each in row_measures] or [False])
        rows = np.flatnonzero(has_values & has_measure[cells.codes])
        faults.cells(
            rows,
            column,
            lambda i, rows=rows, cells=cells, measure=row_measures: Phrase(  # type: ignore[misc]
                "load-row-other-measure",
                measure=Phrase(f"load-measure-{measure[int(cells.codes[rows[i]])]}"),
            ),
        )


def vintage_in_file(
    body: Body,
    has_values: Mask,
    option: str | None,
    vintages: Sequence[Vintage],
    faults: Findings,
) -> str | None:
    """Return the vintage that the option or a column of the file names, as written."""
    column = body.layout.keys.get(Role.VINTAGE)
    if column is None:
        return option
    cells = body.columns[column]
    labels = cells.labels()
    names = {labels[code] for code in np.unique(cells.codes[has_values])} - {""}
    if len(names) > 1:
        faults.add(
            body.heading_problem(
                Phrase(
                    "load-several-vintages", count=len(names), vintages=", ".join(sorted(names))
                ),
                column,
            )
        )
    column_vintage = next(iter(sorted(names)), None)
    if (
        option is None
        or column_vintage is None
        or _vintage(option, vintages) == _vintage(column_vintage, vintages)
    ):
        return option or column_vintage
    faults.add(
        body.heading_problem(
            Phrase("load-vintages-differ", named=column_vintage, given=option),
            column,
        )
    )
    return option


def _vintage(text: str, vintages: Sequence[Vintage]) -> str:
    try:
        return resolve_vintage(text, vintages).code
    except NotFoundError:
        return text
