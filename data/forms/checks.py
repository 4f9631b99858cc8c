"""What is wrong with a form: every fault, by its field."""

from __future__ import annotations

from sqlalchemy import Connection

from data.forms.form import EARLIEST, FormIndicator, ReportForm
from data.load.files.headings import ValuePart
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from ioc.area import Level
from ioc.errors import NotFoundError, Problem
from ioc.indicator import Indicator
from ioc.period import find_period, is_stored_period
from ioc.short_code import MOST_CODE, is_short_code
from ioc.words.phrase import Phrase

MOST_INDICATORS = 60
MOST_AREAS = 200
MOST_DAYS = 366
MOST_REMINDERS = 12
MOST_HEADINGS = 20
MOST_LETTERS = 160


def check_form(connection: Connection, form: ReportForm) -> list[Problem]:
    """Return every fault of a form; empty for a good one."""
    return [
        *_check_texts(form),
        *_check_days(form),
        *_check_indicators(connection, form),
        *_check_areas(connection, form),
    ]


def _check_texts(form: ReportForm) -> list[Problem]:
    problems = []
    if not is_short_code(form.code):
        fault = Phrase("form-code-wrong", most=str(MOST_CODE))
        problems.append(Problem(fault, column="code", value=form.code[:60]))
    if not form.name_vi:
        problems.append(Problem(Phrase("form-name-missing"), column="name_vi"))
    for column in ("name_vi", "name_en", "reporter", "verifier"):
        if len(text := getattr(form, column)) > MOST_LETTERS:
            fault = Phrase("form-text-long", most=str(MOST_LETTERS))
            problems.append(Problem(fault, column=column, value=text[:60]))
    for each in form.indicators:
        for part, texts in each.headings.items():
            problems += _check_headings(f"headings.{each.code}.{part}", texts)
    problems += _check_headings("sections", form.sections)
    if form.former_level is not None and form.former_level.depth > form.level.depth:
        value = form.former_level.value
        problems.append(Problem(Phrase("form-former-level"), column="former_level", value=value))
    if form.reporter_level.depth > form.level.depth:
        value = form.reporter_level.value
        problems.append(
            Problem(Phrase("form-reporter-level"), column="reporter_level", value=value)
        )
    return problems


def _check_headings(column: str, texts: tuple[str, ...]) -> list[Problem]:
    if len(texts) <= MOST_HEADINGS and all(len(each) <= MOST_LETTERS for each in texts):
        return []
    fault = Phrase("form-headings-long", count=str(MOST_HEADINGS), most=str(MOST_LETTERS))
    longest = max(texts, key=len)
    return [Problem(fault, column=column, value=longest[:60])]


def _check_days(form: ReportForm) -> list[Problem]:
    problems = [
        Problem(
            Phrase("form-days-wrong", least=str(least), most=str(MOST_DAYS)),
            column=column,
            value=str(days),
        )
        for column, days, least in (
            ("opens_days", form.opens_days, EARLIEST[form.frequency]),
            ("closes_days", form.closes_days, EARLIEST[form.frequency]),
            ("late_days", form.late_days, 0),
        )
        if not least <= days <= MOST_DAYS
    ]
    if not problems and form.closes_days < form.opens_days:
        opens = str(form.opens_days)
        fault = Phrase("form-closes-early", opens=opens)
        problems.append(Problem(fault, column="closes_days", value=str(form.closes_days)))
    reminders = form.reminder_days
    if (
        len(reminders) > MOST_REMINDERS
        or len(set(reminders)) != len(reminders)
        or any(abs(each) > MOST_DAYS for each in reminders)
    ):
        fault = Phrase("form-reminders-wrong", most=str(MOST_REMINDERS), days=str(MOST_DAYS))
        value = ", ".join(map(str, reminders[: MOST_REMINDERS + 1]))
        problems.append(Problem(fault, column="reminder_days", value=value[:60]))
    if form.first_period:
        period = find_period(form.first_period) if is_stored_period(form.first_period) else None
        if period is None or period.frequency is not form.frequency:
            fault = Phrase(
                "form-first-period", frequency=Phrase(f"period-frequency-{form.frequency}")
            )
            problems.append(Problem(fault, column="first_period", value=form.first_period[:60]))
    return problems


def _check_indicators(connection: Connection, form: ReportForm) -> list[Problem]:
    if not form.indicators:
        return [Problem(Phrase("form-no-indicator"), column="indicators")]
    problems = []
    if len(form.indicators) > MOST_INDICATORS:
        fault = Phrase("form-many-indicators", most=str(MOST_INDICATORS))
        count = str(len(form.indicators))
        problems.append(Problem(fault, column="indicators", value=count))
    codes = [each.code for each in form.indicators]
    problems += [
        Problem(Phrase("form-indicator-twice"), column="indicators", value=code)
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    ]
    for each in form.indicators[:MOST_INDICATORS]:
        try:
            kind = find_indicator(connection, each.code)
        except NotFoundError as error:
            advice = Phrase("form-choose-indicator")
            problems.append(
                Problem(error.phrase, column="indicators", value=each.code[:60], advice=advice)
            )
            continue
        problems += [
            Problem(fault, column=f"indicators.{kind.code}", value=value)
            for fault, value in _faults_of(form, each, kind)
        ]
    return problems


def _faults_of(form: ReportForm, entry: FormIndicator, kind: Indicator) -> list[tuple[Phrase, str]]:
    """Return the faults of an indicator on a form, each with its value."""
    faults: list[tuple[Phrase, str]] = []
    if kind.frequency is not form.frequency:
        own = Phrase(f"period-frequency-{kind.frequency}")
        faults.append((Phrase("form-frequency-differs", own=own), form.frequency.value))
    lowest = kind.lowest_level
    for level in filter(None, (form.level, form.former_level)):
        if level.depth > lowest.depth:
            fault = Phrase("form-level-fine", lowest=Phrase(f"level-{lowest}"))
            faults.append((fault, level.value))
            break
    parts = ", ".join(each.value for each in entry.parts)
    if not kind.is_ratio and entry.parts != (ValuePart.VALUE,):
        faults.append((Phrase("form-parts-of-count"), parts))
    both = {ValuePart.NUMERATOR, ValuePart.DENOMINATOR}
    if kind.is_ratio and ValuePart.VALUE not in entry.parts and not both <= {*entry.parts}:
        faults.append((Phrase("form-parts-of-ratio"), parts))
    return faults


def _check_areas(connection: Connection, form: ReportForm) -> list[Problem]:
    problems = []
    if len(form.areas) > MOST_AREAS or len(set(form.areas)) != len(form.areas):
        fault = Phrase("form-areas-many", most=str(MOST_AREAS))
        problems.append(Problem(fault, column="areas", value=str(len(form.areas))))
    finest = form.level if form.former_level is None else max(
        form.level, form.former_level, key=lambda each: each.depth
    )  # fmt: skip
    for key in form.areas[:MOST_AREAS]:
        try:
            level: Level = find_area(connection, key).level
        except NotFoundError as error:
            advice = Phrase("form-choose-area")
            problems.append(
                Problem(error.phrase, column="areas", value=str(key)[:60], advice=advice)
            )
            continue
        if level.depth > finest.depth:
            fault = Phrase("form-area-fine", level=Phrase(f"level-{finest}"))
            problems.append(Problem(fault, column="areas", value=str(key)))
    return problems
