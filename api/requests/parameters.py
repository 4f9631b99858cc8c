"""Query parameters: one table of them for reading, refusing and documenting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import Request

from api.requests.errors import BadParametersError, Fault
from ioc.area import Level
from ioc.period import Frequency, Period, find_period
from ioc.text import harmless
from ioc.words.catalogue import LANGUAGES, known_language
from ioc.words.phrase import Phrase

DEFAULT_LIMIT, MOST = 1000, 10_000
FORMATS = ("json", "csv")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_TEXT: dict[str, Any] = {"type": "string"}
_WHOLE = re.compile(r"[0-9]{1,15}")
# Of an id: a database refuses to compare with larger ones.
_LARGEST = 2**31 - 1
# Of a value: longer than any name, code or cursor of a page.
MOST_LETTERS = 400


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is; None for any other, and for one beyond 10^15.

    >>> whole_number("12"), whole_number("²"), whole_number("9" * 4301)
    (12, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def row_number(text: str) -> int | None:
    """Return the number of a row that a text is; None for a text that cannot be one.

    >>> row_number("12"), row_number("2147483648"), row_number("-1")
    (12, None, None)
    """
    number = whole_number(text)
    return number if number is not None and number <= _LARGEST else None


@dataclass(frozen=True)
class Parameter:
    """A query parameter as the OpenAPI document shows it."""

    name: str
    about: str = ""
    example: Any = None
    kind: dict[str, Any] = field(default_factory=lambda: dict(_TEXT))
    several: bool = False
    may_be_empty: bool = False  # an empty value counts as none
    is_required: bool = False
    most_letters: int = MOST_LETTERS

    def described(self) -> dict[str, Any]:
        """Return the OpenAPI parameter object."""
        kind = {"type": "array", "items": self.kind} if self.several else self.kind
        about = {"name": self.name, "in": "query", "required": self.is_required, "schema": kind}
        if self.about:
            about["description"] = self.about + (" May be repeated." if self.several else "")
        if self.example is not None:
            about["example"] = [self.example] if self.several else self.example
        return about


LEVEL = Parameter(
    "level",
    "Only areas of this level.",
    "province",
    {"type": "string", "enum": [level.value for level in Level]},
    several=True,
)
VINTAGE = Parameter("vintage", "Set of areas, by its code.", "2025-07-01")
AREA = Parameter(
    "area", "Only these areas, by code. Needs `vintage`: codes are reused.", "40", several=True
)
PARENT = Parameter("parent", "Only areas inside this one, at any depth. Needs `vintage`.", "VN")
INDICATOR = Parameter("indicator", "Indicator, by its code.", "HT01", several=True)
FROM = Parameter(
    "from",
    "Only periods that begin on or after the first day of this one: 2024, 2024-H1, 2024-Q1, "
    "2024-03 or 2024-03-15.",
    "2024",
)
TO = Parameter("to", "Only periods that end on or before the last day of this one.", "2026-Q4")
QUERY_FREQUENCIES = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF, Frequency.YEAR)
FREQUENCY = Parameter(
    "frequency",
    "Tell the numbers by periods of this kind, by the indicator's rule in time; without it as "
    "reported. `from` and `to` then let whole periods through. Indicators that cannot be told so "
    "are left out, and refused when they were named.",
    "quarter",
    {"type": "string", "enum": [each.value for each in QUERY_FREQUENCIES]},
)
LANGUAGE = Parameter(
    "lang",
    "Language of messages and remarks.",
    "vi",
    {"type": "string", "enum": list(LANGUAGES), "default": "vi"},
)
PAGED = (
    Parameter(
        "limit",
        "Most items on a page.",
        100,
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    ),
    Parameter("after", "Where the page begins; take it from `next` of the page before, as it is."),
    Parameter(
        "format",
        "Form of the answer; without it the Accept header decides.",
        "json",
        {"type": "string", "enum": list(FORMATS)},
    ),
    LANGUAGE,
)


class Query:
    """The query parameters of one request.

    Each reader notes faults; `settle` refuses the request with all of them.
    """

    def __init__(
        self,
        request: Request,
        parameters: Sequence[Parameter],
        *,
        any_language: bool = False,
    ) -> None:
        """Take the parameters of a request; with `any_language` an unknown one falls back."""
        self._values: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            self._values.setdefault(name, []).append(harmless(value))
        self.language = known_language(self._values.get("lang", [""])[0])
        self.faults: list[Fault] = []
        by_name = {each.name: each for each in parameters}
        for name, values in self._values.items():
            if name not in by_name:
                self.refuse(
                    name, values[0], Phrase("request-parameter-unknown"), allowed=list(by_name)
                )
            elif len(values) > 1 and not by_name[name].several:
                self.refuse(name, ", ".join(values), Phrase("request-parameter-twice"))
            for value in values:
                if name in by_name and not value.strip() and not by_name[name].may_be_empty:
                    self.refuse(name, value, Phrase("request-empty"))
                most = by_name[name].most_letters if name in by_name else MOST_LETTERS
                if len(value) > most:
                    self.refuse(name, value, Phrase("request-long", most=str(most)))
        for each in parameters:
            if each.is_required and each.name not in self._values:
                self.refuse(each.name, None, Phrase("request-parameter-missing"))
        if not any_language:
            self.choice("lang", LANGUAGES)

    def refuse(
        self,
        name: str,
        value: str | None,
        fault: Phrase,
        allowed: Sequence[str] | None = None,
        see: str | None = None,
    ) -> None:
        """Note a fault of a parameter."""
        allowed_values = None if allowed is None else tuple(allowed)
        short_value = None if value is None else value[:MOST_LETTERS]
        self.faults.append(
            Fault(name[:MOST_LETTERS], short_value, fault.text(self.language), allowed_values, see)
        )

    def has_refused(self, name: str) -> bool:
        """Return whether this parameter has a fault."""
        return any(fault.parameter == name for fault in self.faults)

    def settle(self) -> None:
        """Refuse the request where a fault was noted.

        Raises:
            BadParametersError: with every fault that was noted.
        """
        if self.faults:
            raise BadParametersError(self.faults, self.language)

    def several(self, name: str) -> list[str]:
        """Return the values of a parameter, each once, without empty ones (refused already)."""
        return list(
            dict.fromkeys(each.strip() for each in self._values.get(name, ()) if each.strip())
        )

    def one(self, name: str) -> str | None:
        """Return the value of a parameter; None where there is none."""
        return next(iter(self.several(name)), None)

    def values(self) -> dict[str, str]:
        """Return the first value of each parameter in the request, unchanged."""
        return {name: values[0] for name, values in self._values.items()}

    def choices(self, name: str, allowed: Sequence[str], see: str | None = None) -> list[str]:
        """Return the values that are allowed; refuse the others."""
        values = self.several(name)
        for value in values:
            if value not in allowed:
                self.refuse(name, value, Phrase("request-not-allowed"), allowed, see)
        return [value for value in values if value in allowed]

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """Return the value if it is allowed; else None, with a fault where there is one."""
        return next(iter(self.choices(name, allowed)), None)

    def flag(self, name: str) -> bool:
        """Return whether the parameter is there and true."""
        value = self.choice(name, list(_TRUTH))
        return value is not None and _TRUTH[value]

    def whole(self, name: str, least: int = 0) -> int | None:
        """Return the whole number, not below `least`; None where there is none."""
        text = self.one(name)
        if text is None:
            return None
        number = whole_number(text.removeprefix("-"))
        if number is not None and text.startswith("-"):
            number = -number
        if number is None or number < least:
            self.refuse(name, text, Phrase("request-no-whole-number"))
            return None
        return number

    def day(self, name: str) -> date | None:
        """Return the day; None where there is none."""
        text = self.one(name)
        if text is None:
            return None
        with suppress(ValueError):
            day = date.fromisoformat(text)
            if day.isoformat() == text:
                return day
        self.refuse(name, text, Phrase("request-no-day"))
        return None

    def limit(self) -> int:
        """Return the number of items on a page."""
        text = self.one("limit")
        if text is None:
            return DEFAULT_LIMIT
        number = whole_number(text)
        if number is None or not 1 <= number <= MOST:
            self.refuse("limit", text, Phrase("request-limit", most=str(MOST)), [f"1–{MOST}"])
            return DEFAULT_LIMIT
        return number

    def frequency(self, name: str) -> Frequency | None:
        """Return the kind of period; None where there is none."""
        value = self.choice(name, [each.value for each in QUERY_FREQUENCIES])
        return None if value is None else Frequency(value)

    def period(self, name: str) -> Period | None:
        """Return the period; None where there is none."""
        text = self.one(name)
        if text is None:
            return None
        period = find_period(text)
        if period is None:
            forms = ["YYYY", "YYYY-H1", "YYYY-Q1", "YYYY-MM", "YYYY-MM-DD"]
            self.refuse(name, text, Phrase("request-no-period"), forms)
            return None
        return period


def message_language(request: Request) -> str:
    """Return the language of refusals that come before the parameters of a request are read."""
    return known_language(request.query_params.get("lang", ""))


def read_language(request: Request) -> str:
    """Return the language of a request that has no other parameter.

    Raises:
        BadParametersError: it has another one, or a language that is none of ours.
    """
    query = Query(request, (LANGUAGE,))
    query.settle()
    return query.language
