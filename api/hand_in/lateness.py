"""`/nop-so/viec/tien-do`: who handed in a form for a period and who is late, as page and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection, Engine

from api.doors.session import find_reporter
from api.hand_in.lateness_table import (
    HEADINGS,
    file_rows,
    rule_text,
    screen_rows,
    state_text,
    terms_of,
)
from api.pages.export_parameters import CSV, XLSX, file_answer
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query
from api.v1.spreadsheet import Book, csv_text
from data.access.accounts import Account
from data.access.sessions import Sessions
from data.forms.calendar import FormTerm, opened_terms, read_forms_of
from data.forms.form import ReportForm
from data.forms.lateness import AreaHandIn, FormHandIns, HandInState, read_hand_ins_of_form
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import NotFoundError
from ioc.local_time import day_text, local_date
from ioc.sentences.values import areas_word, number
from ioc.word_search import has_words
from ioc.words.catalogue import Words
from ioc.words.phrase import Phrase

PATH = f"{HAND_IN_PAGE}/viec/tien-do"
_MOST_PERIODS = 12
_OF_LIST = (
    Parameter("bieu", "Code of the form; without it the first one.", may_be_empty=True),
    Parameter("ky", "Period, ISO; without it the newest that has opened.", may_be_empty=True),
    Parameter("loc", "Only areas in this state.", may_be_empty=True),
    Parameter("tim", "Only areas with these words.", may_be_empty=True),
    LANGUAGE,
)


@dataclass(frozen=True)
class _LatenessList:
    """What a request asks: all areas of a form and period, and those that pass its filters.

    `forms` and `terms` are those to choose from; days are counted to `today`.
    """

    today: date
    forms: Sequence[ReportForm]
    terms: Sequence[FormTerm]
    hand_ins: FormHandIns
    areas: Sequence[AreaHandIn]
    state: HandInState | None
    search: str
    language: str


def lateness_router(sessions: Sessions, home: str) -> APIRouter:
    """Return the routes: the list for the page, the same rows as CSV and as a workbook.

    For people who report, of their own area; `home` is the code of the home province.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    def as_page(request: Request) -> Response:
        """Return the list of the page, with the forms and periods to choose from."""
        _, account = find_reporter(request, sessions)
        query = _query(request)
        try:
            content = _read(engine, account, query, home)
        except NotFoundError as error:
            return fresh_json({"error": error.text(query.language)}, 404)
        return fresh_json(_answer(content))

    @router.get(PATH + ".csv")
    def as_csv(request: Request) -> Response:
        """Return the rows of the page as CSV."""
        _, account = find_reporter(request, sessions)
        content = _read(engine, account, _query(request), home)
        text = csv_text(_headings(content), file_rows(content.areas, content.language),
                        content.language)  # fmt: skip
        return file_answer(text.encode("utf-8-sig"), CSV, _name(content, "csv"))

    @router.get(PATH + ".xlsx")
    def as_workbook(request: Request) -> Response:
        """Return the rows of the page as a workbook that says how they are counted."""
        _, account = find_reporter(request, sessions)
        content = _read(engine, account, _query(request), home)
        words = Words("lateness", content.language)
        book = Book()
        book.add_table(
            words["sheet"], _headings(content), file_rows(content.areas, content.language)
        )
        book.add_terms(
            words["about"],
            terms_of(
                content.hand_ins, content.areas, content.state, content.search, content.language
            ),
        )
        return file_answer(book.to_bytes(), XLSX, _name(content, "xlsx"))

    return router


def _query(request: Request) -> Query:
    query = Query(request, _OF_LIST)
    query.choice("loc", [each.value for each in HandInState])
    query.settle()
    return query


def _read(engine: Engine, account: Account, query: Query, home: str) -> _LatenessList:
    """Return what a request asks.

    Raises:
        NotFoundError: the account has no such form, or the form no such period.
    """
    today, search = local_date(), (query.one("tim") or "").strip()
    state = query.one("loc")
    with engine.connect() as connection:
        forms = _forms(connection, account, home)
        form = _among(forms, query.one("bieu"))
        terms = opened_terms(form, today, _MOST_PERIODS)
        period = query.one("ky")
        term = next((each for each in terms if period in (None, each.period.iso)), None)
        if term is None:
            raise NotFoundError(Phrase("lateness-no-period"))
        hand_ins = read_hand_ins_of_form(
            connection, form, term.period, home, today, account.terms.area
        )
    return _LatenessList(
        today,
        forms,
        terms,
        hand_ins,
        [
            each
            for each in hand_ins.areas
            if state in (None, each.state.value) and has_words(search, each.full_name)
        ],
        None if state is None else HandInState(state),
        search,
        query.language,
    )


def _forms(connection: Connection, account: Account, home: str) -> list[ReportForm]:
    """Return the forms in use that an account reports, by name."""
    forms = read_forms_of(connection, account, home)
    return sorted((each.form for each in forms if each.may_report), key=lambda each: each.name())


def _among(forms: Sequence[ReportForm], code: str | None) -> ReportForm:
    for each in forms:
        if code in (None, each.code):
            return each
    raise NotFoundError(Phrase("lateness-no-form"))


def _answer(content: _LatenessList) -> dict[str, Any]:
    hand_ins, language = content.hand_ins, content.language
    return {
        "forms": [{"code": each.code, "name": each.name(language)} for each in content.forms],
        "periods": [
            {"iso": each.period.iso, "name": each.period.label(language)} for each in content.terms
        ],
        "form": hand_ins.form.code,
        "period": hand_ins.term.period.iso,
        "days": _days(hand_ins, content.today, language),
        "summary": summary(hand_ins, language),
        "states": {each.value: state_text(each, language) for each in HandInState},
        "counts": {each.value: hand_ins.count(each) for each in HandInState},
        "made_up": any(each.made_up for each in hand_ins.areas),
        "rule": rule_text(language),
        "rows": screen_rows(content.areas, language),
        "reminder": reminder(hand_ins, language),
    }


def _days(hand_ins: FormHandIns, today: date, language: str) -> str:
    """Return the days of the form in words: opened, due, taken until; and how far they are."""
    words, term = Words("lateness", language), hand_ins.term
    days = words(
        "days", opens=day_text(term.opens), closes=day_text(term.closes), ends=day_text(term.ends)
    )
    if late := term.days_late(today):
        return f"{days} · {words('days_since', count=late)}"
    left = term.days_left(today)
    return f"{days} · {words('days_until', count=left) if left else words['days_today']}"


def summary(hand_ins: FormHandIns, language: str) -> str:
    """Return in a sentence how many areas handed in, how many late, and how many did not."""
    words = Words("lateness", language)
    late = hand_ins.count(HandInState.LATE)
    counts = {
        "areas": len(hand_ins.areas),
        "all": late + hand_ins.count(HandInState.IN_TIME),
        "late": late,
        "part": hand_ins.count(HandInState.PART),
        "nothing": hand_ins.count(HandInState.NOTHING),
    }
    texts = {name: number(count, 0, language) for name, count in counts.items()}
    return words("summary", level=areas_word(hand_ins.level, language), **texts)


def reminder(hand_ins: FormHandIns, language: str) -> str:
    """Return a text to send to those that lack numbers; empty where nobody does."""
    words, term = Words("lateness", language), hand_ins.term
    lines = []
    for state in (HandInState.NOTHING, HandInState.PART):
        areas = [each for each in hand_ins.areas if each.state is state]
        if areas:
            lines.append(words(f"remind_{state}", count=number(len(areas), 0, language)))
            lines += [
                f"- {each.full_name}"
                if state is HandInState.NOTHING
                else f"- {each.full_name} ({each.reported}/{each.expected})"
                for each in areas
            ]
    if not lines:
        return ""
    head = words(
        "remind",
        form=hand_ins.form.name(language),
        period=term.period.label_inside(language),
        day=day_text(term.closes),
    )
    return "\n".join([head, *lines])


def _headings(content: _LatenessList) -> list[str]:
    words = Words("lateness", content.language)
    return [words[f"column_{name}"] for name in HEADINGS]


def _name(content: _LatenessList, kind: str) -> str:
    hand_ins = content.hand_ins
    return f"tien-do_{hand_ins.form.code}_{hand_ins.term.period.iso}.{kind}"
