"""The answer to "Số này từ đâu?": formula, submissions, missing areas, conversion of a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from callbacks.analysis.missing import list_names, missing_lines
from callbacks.frame.context import Context
from callbacks.lines.former import side_from
from data.access.callers import Caller
from data.forms.forms import read_forms
from data.queries.areas import Area, read_vintages
from data.queries.cell_source import CellReport, CellSource, SheetCell, read_cell_source
from data.queries.preliminary import preliminary_areas
from ioc.area import Level
from ioc.card import Cell
from ioc.cookies import HAND_IN_PAGE
from ioc.indicator import Indicator
from ioc.local_time import time_text
from ioc.period import Period
from ioc.rollup import Voice
from ioc.sentences.origin import long_origin
from ioc.sentences.values import (
    cell_text,
    demo_word,
    level_word,
    number,
    part_text,
    public_sender,
    reported_text,
)
from ioc.sentences.whose import beside_words, counted_words
from ioc.shown import digits_of, is_yes_no
from ioc.source_answer import NumberSource, SourceLines, SourceReport, SourceSection
from ioc.status import Status
from ioc.view_state import ViewState
from ioc.words.catalogue import Words, say
from layouts.analysis.page import PATH

_ORIGINAL = HAND_IN_PAGE + "/lan-nop/{number}/tep"


@dataclass(frozen=True)
class SourceQuery:
    """The number that is asked about, and who asks; `reader` None: nobody who signed in."""

    indicator: Indicator
    area: Area
    period: Period
    language: str
    reader: Caller | None


def answer_source(context: Context, connection: Connection, query: SourceQuery) -> NumberSource:
    """Return where a number comes from, in the words of its reader.

    Persons are named to the office and its programs, and to the sender; to all where
    `IOC_SHOW_PERSONS` says so.
    """
    here, indicator, language = query.area, query.indicator, query.language
    source = read_cell_source(connection, context.directories, indicator, here, query.period.iso)
    cell, words = source.cell, Words("source", language)
    reports = _Reports(
        query, words, {each.code: each.name(language) for each in read_forms(connection)},
        shows_persons=context.settings.show_persons,
    )  # fmt: skip
    title = words(
        "title",
        indicator=indicator.name(language),
        area=here.full_name,
        period=query.period.label_inside(language),
    )
    return {
        "title": title,
        "value": cell_text(indicator, cell, language),
        "demo": _demo(cell, words, language),
        "preliminary": _preliminary(context, connection, query, words),
        "formula": _formula(indicator, cell, words, language),
        "terms": _parts(indicator, cell, language),
        "facts": _facts(context, connection, query, source, words),
        "sections": _sections(source, reports, words, language),
        "download": words["download"],
    }


def _demo(cell: Cell | None, words: Words, language: str) -> str:
    """Return that a number, or some of what it is made of, is made up."""
    if cell is None or not cell.demo:
        return ""
    if cell.demo >= cell.reported:
        return words("demo", demo=demo_word(language))
    counts = {"some": number(cell.demo, 0, language), "all": number(cell.reported, 0, language)}
    return words("demo_partly", demo=demo_word(language), **counts)


def _preliminary(context: Context, connection: Connection, query: SourceQuery, words: Words) -> str:
    """Return that a number rests on submissions that nobody has verified."""
    ids = preliminary_areas(connection, context.directories, query.indicator, query.period.iso)
    return words["preliminary"] if query.area.id in ids else ""


def _parts(indicator: Indicator, cell: Cell | None, language: str) -> list[tuple[str, str]]:
    """Return the parts of a number by what they count."""
    if cell is None or cell.numerator is None:
        return []
    parts = [(indicator.numerator(language), part_text(cell.numerator, language))]
    if cell.denominator is not None:
        parts.append((indicator.denominator(language), part_text(cell.denominator, language)))
    return parts


def _formula(indicator: Indicator, cell: Cell | None, words: Words, language: str) -> str:
    """Return how the value follows from its parts; empty where there is nothing to compute."""
    if cell is None or cell.value is None:
        return ""
    if cell.numerator is None:
        return words["no_parts"]
    parts = cell.numerator, cell.denominator
    if cell.denominator is None or is_yes_no(indicator, *parts):
        return ""
    texts = {
        "numerator": part_text(cell.numerator, language),
        "denominator": part_text(cell.denominator, language),
        "value": cell_text(indicator, cell, language),
    }
    if indicator.factor == 1:
        return words("ratio", **texts)
    factor = number(indicator.factor, digits_of(indicator.factor), language)
    return words("ratio_times", factor=factor, **texts)


def _facts(
    context: Context, connection: Connection, query: SourceQuery, source: CellSource, words: Words
) -> list[SourceLines]:
    """Return whose number it is, which areas are missing, and how it was converted."""
    cell, here, indicator, language = source.cell, query.area, query.indicator, query.language
    if cell is None:
        return []
    facts: list[SourceLines] = []
    reporting = context.directories.reporting_level(connection, here, indicator.lowest_level)
    is_elsewhere = bool(cell.converted) and cell.converted == cell.reported
    side = ""
    if is_elsewhere:
        side = side_from(here.row_vintage, read_vintages(connection), query.period.iso)
    lines = []
    if cell.expected > 1 or cell.is_self:
        lines.append(counted_words(cell, reporting, here.level, side, language))
    if source.counting is None and source.behind is not None and indicator.space_rule.adds_up:
        lines.append(words["added_up" if indicator.is_ratio else "added_up_counts"])
    lines.append(beside_words(indicator, cell, reporting, here.level, language))
    _add(facts, words["whose"], lines)
    missing = source.missing
    if missing is not None and missing.names:
        counts = {
            "some": number(len(missing.names), 0, language),
            "all": number(missing.expected, 0, language),
            "areas": level_word(missing.level, language),
        }
        line = words("missing_count", names=list_names(missing.names, language), **counts)
        state = ViewState(
            vintage=here.key.vintage, area=here.key.code, level=missing.level.value,
            indicator=indicator.code, period=query.period.iso,
            # Where villages and communes are added, a missing one may have a part of its number.
            status=Status.NO_DATA.value if missing.level is reporting else "",
            sort="" if missing.level is reporting else "complete",
        )  # fmt: skip
        _add(facts, words["missing"], [line], f"{PATH}?{state.to_query()}", words["missing_list"])
    _add(facts, words["conversion"], _conversion(connection, query, source, words))
    return facts


def _conversion(
    connection: Connection, query: SourceQuery, source: CellSource, words: Words
) -> list[str]:
    """Return the step that converted a number from another vintage, and what it lacks."""
    cell, language = source.cell, query.language
    if cell is None or not cell.converted:
        return []
    lines = [long_origin(cell.converted, cell.estimated, cell.basis, language)]
    areas, lacking = source.sources
    if areas:
        names = [each.full_name for each in areas]
        count = number(len(areas), 0, language)
        lines.append(words("from_areas", count=count, names=list_names(names, language)))
    if query.area.level is Level.COMMUNE:
        period = query.period.iso
        return lines + missing_lines(connection, query.indicator, query.area, period, language)
    if lacking:
        names = [each.full_name for each in lacking]
        lines.append(words("lacking", names=list_names(names, language)))
    return lines


def _add(
    facts: list[SourceLines], heading: str, lines: Sequence[str], address: str = "", link: str = ""
) -> None:
    """Add sentences under a heading, where there are any."""
    if any(lines):
        facts.append(
            {"heading": heading, "lines": [each for each in lines if each], "address": address,
             "link": link}
        )  # fmt: skip


def _sections(
    source: CellSource, reports: _Reports, words: Words, language: str
) -> list[SourceSection]:
    sections: list[SourceSection] = []
    counting, behind = source.counting, source.behind
    if counting is not None:
        own: SourceSection = {
            "heading": words["own"], "note": "", "reports": [reports.of(counting, "")],
        }  # fmt: skip
        sections.append(own)
    elif behind is not None and behind.submissions:
        note = words(
            "behind_count",
            submissions=number(behind.submissions, 0, language),
            reports=number(behind.reports, 0, language),
            newest=number(len(behind.newest), 0, language),
        )
        newest = [reports.of(each, "", count) for each, count in behind.newest]
        sections.append({"heading": words["behind"], "note": note, "reports": newest})
    others = [each for each in source.own if each is not counting]
    if others:
        is_beside = source.cell is not None and source.cell.voice == Voice.PARTS_OVER_OWN
        states = []
        for each in others:
            if each.is_withdrawn:
                at = time_text(each.withdrawn_at) if each.withdrawn_at else ""
                states.append(words("withdrawn", at=at))
            elif each.waits:
                states.append(words["waiting"])
            elif is_beside and each is next(
                one for one in others if not (one.is_withdrawn or one.waits)
            ):
                states.append(words["beside"])
            else:
                states.append(words["replaced"])
        earlier = [reports.of(each, state) for each, state in zip(others, states, strict=True)]
        sections.append({"heading": words["earlier"], "note": "", "reports": earlier})
    return sections


class _Reports:
    """The words of submissions for one reader."""

    def __init__(
        self, query: SourceQuery, words: Words, form_names: dict[str, str], *, shows_persons: bool
    ) -> None:
        self._query, self._words, self._form_names = query, words, form_names
        self._shows_persons = shows_persons

    def of(self, report: CellReport, state: str, count: int = 0) -> SourceReport:
        """Return a submission as its reader may see it; `count`: of its reports, this is one."""
        words, reader, language = self._words, self._query.reader, self._query.language
        is_demo = report.kind == "demo"
        is_file = report.kind in ("file", "sheet", "form")
        may_open = (
            report.account_id is not None
            and reader is not None
            and reader.may_open_file(report.account_id)
        )
        names_sender = (
            self._shows_persons or may_open or (reader is not None and reader.may_read_persons)
        )
        public = public_sender(report.kind, report.sender)
        names_verifier = self._shows_persons or (reader is not None and reader.may_read_persons)
        is_elsewhere = report.area_id != self._query.area.id and not count
        parts = report.numerator, report.denominator, report.value
        one_of = words("one_of", area=report.area_name, number=reported_text(parts, language))
        terms = [
            (words["area"], report.area_name if is_elsewhere else ""),
            (words["number"], "" if count else reported_text(parts, language)),
            (words["numbers"], number(count, 0, language) if count else ""),
            (words["example"], one_of if count else ""),
            (words["form"], self._form_names.get(report.form, report.form)),
            (words["file"], report.file_name if is_file else ""),
            (words["sender"], "" if is_demo else report.sender if names_sender else public),
            (words["received"], "" if is_demo else time_text(report.received_at)),
            (words["verification"], self._verification(report, names_verifier=names_verifier)),
            ("SHA-256", report.sha256 if is_file else ""),
        ]
        kind = demo_word(language) if is_demo else words[f"kind_{report.kind}"]
        return {
            "heading": words("submission", number=report.submission, kind=kind),
            "state": state,
            "terms": [(term, text) for term, text in terms if text],
            "cells": [self._cell(each) for each in report.sheet_cells],
            "original": _ORIGINAL.format(number=report.submission) if may_open else "",
        }

    def _cell(self, cell: SheetCell) -> tuple[str, str, str, str]:
        """Return part, sheet, cell and text; of a typed number how it was typed instead."""
        sheet = cell.sheet
        if not cell.cell:
            sheet = self._words["unchanged" if cell.is_unchanged else "typed"]
        part = say(f"sheet-part-{cell.part}", self._query.language)
        return part, sheet, cell.cell, cell.text

    def _verification(self, report: CellReport, *, names_verifier: bool) -> str:
        """Return whether a submission of a form waits, or when and by whom it was verified."""
        words, state = self._words, report.state
        if state is None or report.is_withdrawn:
            return ""
        if state.is_preliminary:
            return words["waits"]
        at = time_text(report.verified_at)
        if names_verifier or self._is_of(report):
            return words("verified_by", at=at, by=report.verified_by)
        return words("verified", at=at)

    def _is_of(self, report: CellReport) -> bool:
        """Tell whether the reader may have the file: its sender, or somebody who verifies it."""
        reader = self._query.reader
        return reader is not None and (reader.may_verify or reader.may_open_file(report.account_id))
