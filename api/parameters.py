"""The parameters of the machine API: one table for reading, refusing and documenting them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request

from api.errors import BadParametersError, Fault
from ioc.area import Level
from ioc.period import Frequency, Period, find_period
from ioc.text import harmless

DEFAULT_LIMIT, MOST = 1000, 10_000
LANGUAGES = ("vi", "en")
FORMATS = ("json", "csv")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_TEXT: dict[str, Any] = {"type": "string"}
_WHOLE = re.compile(r"[0-9]{1,15}")
# Of a value: longer than any name, code or place between pages.
MOST_LETTERS = 400


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is; None for any other, and for one beyond 10^15.

    >>> whole_number("12"), whole_number("²"), whole_number("9" * 4301)
    (12, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None


@dataclass(frozen=True)
class Parameter:
    """A query parameter as the OpenAPI document shows it."""

    name: str
    about: str
    example: Any = None
    kind: dict[str, Any] = field(default_factory=lambda: dict(_TEXT))
    several: bool = False

    def described(self) -> dict[str, Any]:
        """Return the OpenAPI parameter object."""
        kind = {"type": "array", "items": self.kind} if self.several else self.kind
        said = {"name": self.name, "in": "query", "required": False, "schema": kind}
        said["description"] = self.about + (" May be repeated." if self.several else "")
        if self.example is not None:
            said["example"] = [self.example] if self.several else self.example
        return said


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
ASKED_FREQUENCIES = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF, Frequency.YEAR)
FREQUENCY = Parameter(
    "frequency",
    "Tell the numbers by periods of this kind, by the indicator's rule in time; without it as "
    "reported. `from` and `to` then let whole periods through. Indicators that cannot be told so "
    "are left out, and refused when they were named.",
    "quarter",
    {"type": "string", "enum": [each.value for each in ASKED_FREQUENCIES]},
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


class Asked:
    """The parameters of one request. Faults are gathered; `settle` refuses them together."""

    def __init__(self, request: Request, parameters: Sequence[Parameter]) -> None:
        self._given: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            self._given.setdefault(name, []).append(harmless(value))
        wanted = self._given.get("lang", ["vi"])[0]
        self.language = wanted if wanted in LANGUAGES else "vi"
        self.faults: list[Fault] = []
        known = {each.name: each for each in parameters}
        for name, values in self._given.items():
            if name not in known:
                self.refuse(name, values[0], "Không có tham số này.", "There is no such parameter.",
                            allowed=list(known))  # fmt: skip
            elif len(values) > 1 and not known[name].several:
                self.refuse(name, ", ".join(values), "Tham số này chỉ được ghi một lần.",
                            "This parameter may be given once only.")  # fmt: skip
            for value in values:
                if name in known and not value.strip():
                    self.refuse(name, value, "Giá trị trống: hãy ghi giá trị hoặc bỏ tham số.",
                                "Empty: give a value or leave the parameter out.")  # fmt: skip
                if len(value) > MOST_LETTERS:
                    self.refuse(name, value, f"Giá trị dài quá {MOST_LETTERS} ký tự.",
                                f"Longer than {MOST_LETTERS} characters.")  # fmt: skip
        self.choice("lang", LANGUAGES)

    def refuse(
        self,
        name: str,
        value: str | None,
        vietnamese: str,
        english: str,
        allowed: Sequence[str] | None = None,
        see: str | None = None,
    ) -> None:
        """Note a fault."""
        message = english if self.language == "en" else vietnamese
        listed = None if allowed is None else tuple(allowed)
        told = None if value is None else value[:MOST_LETTERS]
        self.faults.append(Fault(name[:MOST_LETTERS], told, message, listed, see))

    def has_refused(self, name: str) -> bool:
        """Tell whether a fault of this parameter was noted."""
        return any(fault.parameter == name for fault in self.faults)

    def settle(self) -> None:
        """Go on only when nothing was refused.

        Raises:
            BadParametersError: with every fault that was noted.
        """
        if self.faults:
            raise BadParametersError(self.faults, self.language)

    def several(self, name: str) -> list[str]:
        """Return the values given, each once, without empty ones (refused already)."""
        return list(
            dict.fromkeys(each.strip() for each in self._given.get(name, ()) if each.strip())
        )

    def one(self, name: str) -> str | None:
        """Return the value given; None where there is none."""
        return next(iter(self.several(name)), None)

    def choices(self, name: str, allowed: Sequence[str], see: str | None = None) -> list[str]:
        """Return those of the values that are allowed; refuse the others."""
        held = self.several(name)
        for value in held:
            if value not in allowed:
                self.refuse(name, value, "Giá trị này không thuộc danh sách cho phép.",
                            "This value is not one of those allowed.", allowed, see)  # fmt: skip
        return [value for value in held if value in allowed]

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """Return the value given, if it is allowed."""
        return next(iter(self.choices(name, allowed)), None)

    def flag(self, name: str) -> bool:
        """Return whether the parameter is given and true."""
        value = self.choice(name, list(_TRUTH))
        return value is not None and _TRUTH[value]

    def limit(self) -> int:
        """Return how many items a page holds."""
        text = self.one("limit")
        if text is None:
            return DEFAULT_LIMIT
        number = whole_number(text)
        if number is None or not 1 <= number <= MOST:
            self.refuse("limit", text, f"Phải là số nguyên từ 1 đến {MOST}.",
                        f"Must be a whole number from 1 to {MOST}.", [f"1–{MOST}"])  # fmt: skip
            return DEFAULT_LIMIT
        return number

    def frequency(self, name: str) -> Frequency | None:
        """Return the kind of period given."""
        value = self.choice(name, [each.value for each in ASKED_FREQUENCIES])
        return None if value is None else Frequency(value)

    def period(self, name: str) -> Period | None:
        """Return the period given."""
        text = self.one(name)
        if text is None:
            return None
        period = find_period(text)
        if period is None:
            forms = ["YYYY", "YYYY-H1", "YYYY-Q1", "YYYY-MM", "YYYY-MM-DD"]
            self.refuse(name, text, "Không phải là kỳ báo cáo.", "Not a period.", forms)
            return None
        return period
