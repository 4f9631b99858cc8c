"""Lines that show what was read of an indicator table, before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.load.checks.totals import TotalCheck
from data.load.preview import ReadCell
from data.load.tables import CheckedTable, Recognition
from data.numbers.pack import shown_values
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.replacement import Replacement
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import number, shown_text, value_with_unit
from ioc.words.catalogue import say

_PERIODS_NAMED = 6
_TOTALS_NAMED = 8
_NUMBERS = ("numerator", "denominator", "value")
_FORMS = ("long", "wide-indicators", "wide-periods", "wide")
# What columns are taken for; the longest first, as one holds the other.
_MEANINGS = (
    "area code", "area name", "denominator", "conversion", "indicator", "numerator", "district",
    "province", "village", "vintage", "commune", "period", "value",
)  # fmt: skip


@dataclass(frozen=True)
class LineNames:
    """Names of indicators and of the vintage for the lines."""

    indicators: Mapping[int, Indicator]
    vintage: str


def names_for_lines(connection: Connection, table: CheckedTable) -> LineNames:
    """Return the names that the lines of a table need."""
    names = {each.code: each.name_vi for each in read_vintages(connection)}
    kinds = {each.id: each for each in all_indicators(connection)}
    return LineNames(kinds, names.get(table.vintage, ""))


def observation_lines(table: CheckedTable, names: LineNames, comparison: Replacement) -> list[str]:
    """Return everything that a person has to agree to before the cells are stored."""
    counts = table.counts
    blank = number(counts.not_reported)
    return [
        *_source(table.file_name, table.recognition),
        *_vintage(table, names),
        *_provinces(table.recognition),
        *_periods(table),
        *_columns(table.recognition),
        *_indicators(table.frame, names),
        *_first_cells(table.first_cells, names),
        say(
            "intake-cells",
            cells=number(counts.reported_cells),
            rows=number(counts.rows),
            empty=blank,
        ),
        *_totals(table.totals),
        _comparison_line(comparison),
        *_made_up(comparison),
        *(say("intake-note", remark=str(each)) for each in table.warnings),
    ]


def _source(file: str, read: Recognition) -> list[str]:
    where = say("intake-sheet", name=read.sheet) + " " if read.sheet else ""
    how = [say(f"intake-form-{read.form}") if read.form in _FORMS else read.form]
    if read.encoding:
        how.append(say("intake-encoding", name=read.encoding.upper()))
    if read.delimiter:
        signs = {"\t": "tab", ";": say("intake-semicolon"), ",": say("intake-comma")}
        how.append(say("intake-delimiter", sign=signs.get(read.delimiter, read.delimiter)))
    titles = ["  " + say("intake-title", text=each) for each in read.titles]
    return [
        say("intake-file", file=file, sheet=where, row=str(read.header_row), manner=", ".join(how)),
        *titles,
    ]


def _vintage(table: CheckedTable, names: LineNames) -> list[str]:
    vintage = f"{table.vintage} ({names.vintage})" if names.vintage else table.vintage
    if table.vintage_named:
        return [say("intake-vintage-named", vintage=vintage)]
    shares = ", ".join(
        say("intake-vintage-share", vintage=code, share=_percent(share))
        for code, share in table.recognition.vintage_shares
    )
    fits = f" ({shares})" if shares else ""
    return [say("intake-vintage-recognised", vintage=vintage, shares=fits)]


def _provinces(read: Recognition) -> list[str]:
    """Return the provinces of the areas: one that nobody meant shows here."""
    labels = [
        say("intake-province", name=name, count=number(count)) for name, count in read.provinces
    ]
    more = len(labels) - _PERIODS_NAMED
    which = ", ".join(labels[:_PERIODS_NAMED]) + (
        " " + say("intake-more-provinces", count=number(more)) if more > 0 else ""
    )
    return [say("intake-provinces", provinces=which)] if labels else []


def _periods(table: CheckedTable) -> list[str]:
    labels = [each.label() for each in table.periods]
    more = len(labels) - _PERIODS_NAMED
    which = ", ".join(labels[:_PERIODS_NAMED]) + (
        " " + say("intake-more-periods", count=number(more)) if more > 0 else ""
    )
    return [
        say("intake-periods", periods=which, origin=str(table.origin.period)),
        say("intake-indicators", origin=str(table.origin.indicator)),
    ]


def _columns(read: Recognition) -> list[str]:
    columns = [f"  “{_one_line(heading)}” → {_meaning(what)}" for heading, what in read.columns]
    left = [f"  “{_one_line(heading)}” – {_one_line(str(why))}" for heading, why in read.left_out]
    left += [
        "  " + say("intake-column-ignored", heading=_one_line(heading)) for heading in read.ignored
    ]
    return [say("intake-columns"), *columns, *([say("intake-columns-left"), *left] if left else [])]


def _indicators(frame: pd.DataFrame, names: LineNames) -> list[str]:
    lines = [say("intake-sums")]
    for (indicator_id, period), cells in frame.groupby(["indicator_id", "period"]):
        kind = names.indicators[int(str(indicator_id))]
        label = parse_period(str(period)).label()
        lines.append(f"  {kind.code} {kind.name_vi}, {label}: {_summary(cells, kind)}")
    first_lines = lines[: 1 + 4 * _PERIODS_NAMED]
    more = len(lines) - len(first_lines)
    return [*first_lines, *(["  " + say("intake-more-sums", count=number(more))] if more else [])]


def _summary(cells: pd.DataFrame, kind: Indicator) -> str:
    parts = [say("intake-cell-count", count=number(len(cells)))]
    if kind.space_rule.adds_up:
        top = cells["numerator"].sum(min_count=1)
        if kind.is_ratio and top == top:
            bottom = cells["denominator"].sum(min_count=1)
            parts.append(say("intake-sum-of-parts", top=_plain(top), bottom=_plain(bottom)))
        elif top == top:
            parts.append(say("intake-sum", sum=_plain(top)))
    values = _values(cells, kind)
    if np.isfinite(values).any():
        low, high = (shown_text(kind, float(each)) for each in (np.nanmin(values),
                                                               np.nanmax(values)))  # fmt: skip
        parts.append(
            say("intake-all-same", value=low)
            if low == high
            else say("intake-from-to", low=low, high=high)
        )
    return ", ".join(parts)


def _values(cells: pd.DataFrame, kind: Indicator) -> np.ndarray:
    """Return the numbers of cells as screens will show them."""
    top, bottom, value = (cells[name].to_numpy(dtype=np.float64) for name in _NUMBERS)
    return shown_values(top, bottom, value, kind.factor)


def _first_cells(cells: Sequence[ReadCell], names: LineNames) -> list[str]:
    kinds = {each.code: each for each in names.indicators.values()}
    lines = [say("intake-first-cells")]
    for cell in cells:
        kind = kinds[cell.indicator]
        numbers = (cell.numerator, cell.denominator, cell.value)
        top, bottom, value = (np.array([np.nan if each is None else each]) for each in numbers)
        text = shown_text(kind, float(shown_values(top, bottom, value, kind.factor)[0]))
        parts = ""
        if kind.is_ratio and cell.numerator is not None and cell.denominator is not None:
            parts = f" = {_plain(cell.numerator)}/{_plain(cell.denominator)}"
        lines.append(
            "  "
            + say(
                "intake-cell",
                row=str(cell.row),
                area=cell.area,
                code=cell.area_code,
                period=cell.period,
                indicator=kind.code,
                value=text,
                parts=parts,
            )
        )
    return lines


def _totals(totals: Sequence[TotalCheck]) -> list[str]:
    """Return each total row beside the sum of its rows; total rows are never loaded."""
    if not totals:
        return []
    lines = [say("intake-totals")]
    # What does not agree comes first: it is what a person has to look at.
    for each in sorted(totals, key=lambda total: total.agrees)[:_TOTALS_NAMED]:
        verdict = say("intake-agrees") if each.agrees else say("intake-differs")
        lines.append(
            "  "
            + say(
                "intake-total",
                row=str(each.row),
                column=_one_line(each.column),
                stated=_plain(each.stated),
                sum=_plain(each.summed),
                verdict=verdict,
            )
        )
    more = len(totals) - _TOTALS_NAMED
    return [
        *lines,
        *(["  " + say("intake-more-totals", count=str(number(more)))] if more > 0 else []),
    ]


def _comparison_line(comparison: Replacement) -> str:
    parts = [say("intake-new", count=number(comparison.new))]
    if comparison.differing:
        parts.append(say("intake-replaced", count=number(comparison.differing)))
    if comparison.equal:
        parts.append(say("intake-equal", count=number(comparison.equal)))
    if comparison.demo:
        parts.append(say("intake-replaced-demo", count=number(comparison.demo)))
    return say("intake-compared", parts="; ".join(parts))


def _made_up(comparison: Replacement) -> list[str]:
    """Return a warning where so many numbers equal made-up ones that the file may be a copy."""
    if not comparison.looks_made_up:
        return []
    count = number(comparison.as_made_up)
    return [say("intake-as-made-up", count=count)]


def _meaning(what: str) -> str:
    """Return in words what a column was recognised as: "HT01 2025-12 tử số"."""
    for name in _MEANINGS:
        meaning = say(f"intake-meaning-{name.replace(' ', '-')}")
        what = re.sub(rf"\b{name}\b", meaning, what)
    return what


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def _percent(share: float) -> str:
    return value_with_unit(share * 100, "%", 0)


def _one_line(text: str) -> str:
    return " ".join(text.split())
