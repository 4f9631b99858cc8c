"""What the lines above a table say of all its numbers: period, area, unit, kind of number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.load.areas.names import AreaRow, same_name
from data.load.files.headings import ValuePart, plain_heading
from data.load.files.texts.measures import title_measure
from data.load.files.texts.names import name_key
from data.load.files.texts.periods import periods_in_titles
from data.load.office.form import Form, Slot
from data.load.office.heading_words import read_unit
from data.load.office.meaning import Unit
from ioc.area import clean_name, search_name
from ioc.period import Period

_UNIT_LINE = re.compile(r"\b(?:don vi tinh|dvt|dv tinh)\b")


@dataclass(frozen=True)
class TitleFacts:
    """What titles say: all periods, the areas that they name, indicators, unit, other measures."""

    periods: tuple[Period, ...] = ()
    year: int | None = None
    areas: tuple[AreaRow, ...] = ()
    indicators: tuple[str, ...] = ()
    unit: Unit | None = None
    measure: str = ""
    measure_line: str = ""


def read_titles(lines: Sequence[str], form: Form) -> TitleFacts:
    """Return what these lines say."""
    periods, year = periods_in_titles(lines)
    measure, measure_line = measure_in_titles(lines, form)
    unit = None
    for line in lines:
        plain = search_name(line)
        if _UNIT_LINE.search(plain):
            unit = read_unit(plain)
    return TitleFacts(
        tuple(periods),
        year,
        tuple(_areas_in(lines, form)),
        tuple(_indicators_in(lines, form)),
        unit,
        measure,
        measure_line,
    )


def measure_in_titles(lines: Sequence[str], form: Form) -> tuple[str, str]:
    """Return the first other measure that lines name, and its line; two empty texts for none."""
    names = [search_name(text) for item in form.items for text in item.texts(ValuePart.VALUE)]
    for line in lines:
        rest = search_name(line)
        for text in names:
            rest = rest.replace(text, " ")
        if measure := title_measure(rest):
            return measure, line
    return "", ""


def _areas_in(lines: Sequence[str], form: Form) -> list[AreaRow]:
    """Return the areas that lines name with their kind, the longest names only."""
    matches: list[tuple[str, AreaRow]] = []
    for line in lines:
        key = f" {name_key(line)} "
        for area in form.known_areas:
            name = f" {name_key(area.full_name)} "
            if name in key and _has_marks_of(line, area):
                matches.append((name, area))
    longest = [
        area
        for name, area in matches
        if not any(name != other and name.strip() in other.strip() for other, _ in matches)
    ]
    return list(dict.fromkeys(longest))


def _has_marks_of(line: str, area: AreaRow) -> bool:
    """Tell whether the words of a line that sound like an area's name are its name."""
    words = re.sub(r"[-–—.,:;()]", " ", clean_name(line)).split()
    count = len(name_key(area.full_name).split())
    return any(
        same_name(" ".join(words[at : at + count]), area)
        and name_key(" ".join(words[at : at + count])) == name_key(area.full_name)
        for at in range(len(words) - count + 1)
    )


def _indicators_in(lines: Sequence[str], form: Form) -> list[str]:
    codes = []
    for code, item in form.by_code.items():
        names = [plain_heading(text) for text in item.texts(ValuePart.VALUE)]
        for line in lines:
            plain = plain_heading(line)
            if code.lower() in re.split(r"\W+", plain) or any(
                name and name in plain for name in names
            ):
                codes.append(code)
                break
    return codes


def slots_of_title(facts: TitleFacts, form: Form, part: ValuePart | None) -> tuple[Slot, ...]:
    """Return the slot of the only indicator that titles name, with this part."""
    if len(facts.indicators) != 1:
        return ()
    item = form.by_code[facts.indicators[0]]
    if not item.indicator.is_ratio:
        part = ValuePart.VALUE
    own_part = part or ValuePart.VALUE
    return (Slot(item.indicator.code, own_part),) if own_part in item.parts else ()
