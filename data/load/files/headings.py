"""The meaning of one heading of a table: an area column, a part, an indicator, a period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from data.load.files.texts.measures import beside_name, foreign_words, other_measure
from data.load.files.texts.periods import read_period
from ioc.area import Level, search_name
from ioc.period import Period, PeriodError
from ioc.words.phrase import Phrase


class ValuePart(StrEnum):
    """What a value column holds. VALUE: the count or the ratio, as the indicator defines it."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"


class Role(StrEnum):
    """What else a column may hold."""

    INDICATOR = "indicator"
    PERIOD = "period"
    VINTAGE = "vintage"
    CONVERSION = "conversion"
    AREA_CODE = "area_code"
    AREA_NAME = "area_name"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Heading:
    """The meaning of one heading; a field is None where the heading does not name it."""

    role: Role | None = None
    level: Level | None = None
    indicator: str | None = None
    period: Period | None = None
    part: ValuePart | None = None
    unknown_indicator: str | None = None
    # What its numbers are instead of the reported ones ("số kế hoạch"); true of all below it.
    aside: str = ""
    # Words that are not understood.
    foreign: str = ""

    @property
    def is_measure(self) -> bool:
        """True where there are numbers below it."""
        return self.role is None and (
            self.indicator is not None or self.period is not None or self.part is not None
        )

    def over(self, lower: Heading) -> Heading:
        """Return the meaning of this heading and the one below it together."""
        return replace(
            lower,
            indicator=lower.indicator or self.indicator,
            period=lower.period or self.period,
            part=lower.part or self.part,
            unknown_indicator=lower.unknown_indicator or self.unknown_indicator,
            aside=lower.aside or self.aside,
        )

    @property
    def left_out(self) -> Phrase | None:
        """Why a column of numbers is not read: it holds something else, or is not understood."""
        if self.aside:
            return Phrase("load-other-measure", measure=Phrase(f"load-measure-{self.aside}"))
        return Phrase("load-foreign-words") if self.foreign else None


_LEVELS = {
    Level.PROVINCE: "tinh|tinh thanh|tinh thanh pho|tinh tp|province",
    Level.DISTRICT: "huyen|quan|quan huyen|huyen quan|cap huyen|huyen thi xa thanh pho"
    "|quan huyen thi xa|huyen tx tp|huyen thi|district",
    Level.COMMUNE: "xa|phuong|xa phuong|phuong xa|cap xa|xa phuong thi tran|xa phuong tt"
    "|xa phuong dac khu|phuong xa thi tran|phuong xa dac khu|commune|ward",
    Level.VILLAGE: "thon|ban|thon ban|thon xom|thon to dan pho|thon ban to dan pho|to dan pho"
    "|thon ban tdp|thon tdp|xom|village",
}
_LEVEL_WORDS = {word: level for level, words in _LEVELS.items() for word in words.split("|")}
_ROLES = {
    Role.INDICATOR: "indicator|indicator code|ma chi tieu|chi tieu|ma chi so|chi so|ten chi tieu"
    "|ma ct|indicator name",
    Role.PERIOD: "period|ky|ky bao cao|ky so lieu|thoi ky|thoi gian|thang|quy|nam|thang nam"
    "|thang bao cao|quy bao cao|nam bao cao|ngay|month|quarter|year|date",
    Role.VINTAGE: "vintage|dia gioi|ky dia gioi|bo dia gioi|moc dia gioi",
    Role.CONVERSION: "cach quy doi|conversion|cach tinh|how made",
    Role.AREA_CODE: "area code|code|ma|ma don vi|ma dia ban|ma dvhc|ma don vi hanh chinh"
    "|ma hanh chinh|ma dia phuong|ma khu vuc|madvhc|area id",
    Role.AREA_NAME: "area|area name|name|ten|ten don vi|ten dia ban|don vi|dia ban|dia phuong"
    "|ten dia phuong|don vi hanh chinh|ten dvhc|don vi bao cao|khu vuc|ten don vi hanh chinh",
    Role.IGNORED: "stt|tt|so tt|so thu tu|no|ghi chu|note|notes|remark|don vi tinh|dvt|unit"
    "|nguon|source|ty le tang giam|full name|level|cap",
}
_ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_PARTS = {
    ValuePart.NUMERATOR: "tu so|numerator|so dat",
    ValuePart.DENOMINATOR: "mau so|denominator",
    ValuePart.VALUE: "gia tri|value|so lieu|ket qua|ty le|ti le|so luong|thuc hien|so thuc hien"
    "|ket qua thuc hien|thuc te|actual",
}
_PART_WORDS = {word: part for part, words in _PARTS.items() for word in words.split("|")}
_ANY_PART = "|".join(sorted(_PART_WORDS, key=len, reverse=True))
_PART_LAST = re.compile(rf"(?:^|.*?[\s\-–—:._|/(\[])({_ANY_PART})\s*(?:\(%\)|%)?\s*[)\]]?\s*$")
_PART_FIRST = re.compile(rf"^({_ANY_PART})\b[\s\-–—:._|/(\[]*(.+?)[)\]]?$")
_EDGES = " \t-–—:._|/()[]"
_CODE_LIKE = re.compile(r"^([a-z]{2,4}\d{2,3})(?:$|[^a-z0-9])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_AREA_WORD = re.compile(r"^(?:(ma|code|ma so)\s+)?(?:(ten)\s+)?(.+?)(?:\s+(code|id|name))?$")


def plain_heading(text: str) -> str:
    """Return a heading without diacritics, punctuation and words in brackets.

    >>> plain_heading("Mã_chỉ-tiêu (*)")
    'ma chi tieu'
    """
    bare = _BRACKETS.sub(" ", search_name(text))
    return " ".join(re.sub(r"[_\-–—/\\.:,*'\"]", " ", bare).split())


def _bracketed(text: str) -> str:
    return " ".join(_BRACKETS.findall(search_name(text)))


class HeadingReader:
    """Reads headings against the indicators of the catalogue."""

    def __init__(
        self,
        indicators: Mapping[str, Iterable[str]],
        year: int | None = None,
        definitions: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Take the names of each indicator by code, and the year that the titles name.

        `definitions` are further texts whose words may follow an indicator.
        """
        indicators = {code: tuple(names) for code, names in indicators.items()}
        codes = {code.lower(): code for code in indicators}
        # The longest first: HT10 begins like HT1.
        self._codes = {key: codes[key] for key in sorted(codes, key=len, reverse=True)}
        self._headings: dict[str, Heading] = {}
        self._names_of = indicators
        self._words_of = {
            code: (code, *names, *(definitions or {}).get(code, ()))
            for code, names in indicators.items()
        }
        self._names = {
            plain_heading(name): code for code, names in indicators.items() for name in names
        }
        self._year = year

    def read(self, text: str) -> Heading:
        """Return the meaning of the heading.

        >>> reader = HeadingReader({"HT01": ["Villages with coverage"]})
        >>> heading = reader.read("HT01 – tử số")
        >>> heading.indicator, heading.part.value
        ('HT01', 'numerator')
        >>> reader.read("Mã xã").level.value, reader.read("T3/2024").period.iso
        ('commune', '2024-03')
        """
        if text not in self._headings:
            self._headings[text] = self._read(text)
        return self._headings[text]

    def _read(self, text: str) -> Heading:
        plain = plain_heading(text)
        if not plain:
            return Heading()
        if role := _ROLE_WORDS.get(plain):
            return Heading(role=role)
        if part := _PART_WORDS.get(plain):
            return Heading(part=part, aside=other_measure(_bracketed(text)))
        if area := self._area(plain):
            return area
        return self._measure(search_name(text))

    def under(self, upper: Heading, lower: Heading, text: str) -> Heading:
        """Return the meaning of an upper heading with the one below it, whose text is `text`."""
        both = upper.over(lower)
        if both.indicator is not None and lower.foreign:
            return replace(both, foreign=foreign_words(text, self._words_of[both.indicator]))
        return both

    def names_areas(self, text: str) -> bool:
        """Tell whether a heading is that of an area column."""
        plain = plain_heading(text)
        role = _ROLE_WORDS.get(plain)
        return role in (Role.AREA_CODE, Role.AREA_NAME) or self._area(plain) is not None

    def indicator(self, text: str) -> str | None:
        """Return the code of the indicator that a cell names by code, or by name."""
        stripped = text.strip()
        return self._codes.get(stripped.lower()) or self._names.get(plain_heading(stripped))

    def indicators_in(self, lines: Iterable[str]) -> list[str]:
        """Return the codes that are words of title lines."""
        words = {word for line in lines for word in re.split(r"[^\w]+", line.lower())}
        return [code for key, code in self._codes.items() if key in words]

    def _area(self, plain: str) -> Heading | None:
        match = _AREA_WORD.match(plain)
        level = _LEVEL_WORDS.get(match[3]) if match else None
        if match is None or level is None:
            return None
        is_code = bool(match[1]) or match[4] in ("code", "id")
        return Heading(role=Role.AREA_CODE if is_code else Role.AREA_NAME, level=level)

    def _measure(self, plain: str) -> Heading:
        if indicator := self._names.get(plain_heading(plain)):
            return self._beside(indicator, None, plain)
        part: ValuePart | None = None
        if (last := _PART_LAST.match(plain)) and last.start(1) > 0:
            part = _PART_WORDS[last[1]]
            plain = plain[: last.start(1)]
        elif first := _PART_FIRST.match(plain):
            part = _PART_WORDS[first[1]]
            plain = first[2]
        plain = plain.strip(_EDGES)
        code, rest = self._code_first(plain)
        if code is None:
            code = self._names.get(plain_heading(plain))
            rest = "" if code else plain
        period: Period | None = None
        if rest:
            try:
                period = read_period(rest.strip(_EDGES), self._year)
            except PeriodError:
                period = None
        if code is None and period is None:
            match = _CODE_LIKE.match(plain)
            # "Tỷ lệ hộ nghèo" begins with a part word and is still no value column of ours.
            return Heading(
                unknown_indicator=match[1].upper() if match else None,
                aside=other_measure(plain),
                foreign=foreign_words(plain, ()),
            )
        if period is not None:
            return Heading(indicator=code, period=period, part=part)
        assert code is not None  # noqa: S101  without a code there is a period or neither
        return self._beside(code, part, rest)

    def _beside(self, code: str, part: ValuePart | None, rest: str) -> Heading:
        """Return the heading of an indicator with these words beside it.

        Its own name may mention plans and targets, as "Tỷ lệ nhiệm vụ, mục tiêu kế hoạch hoàn
        thành" does.
        """
        for name in map(search_name, self._names_of[code]):
            for form in (name, _BRACKETS.sub(" ", name).strip()):
                if form in rest:
                    rest = rest.replace(form, " ", 1)
                    break
        return Heading(
            indicator=code,
            part=part,
            aside=beside_name(rest, self._names_of[code]),
            foreign=foreign_words(rest, self._words_of[code]),
        )

    def _code_first(self, plain: str) -> tuple[str | None, str]:
        for key, code in self._codes.items():
            if plain.startswith(key) and not plain[len(key) : len(key) + 1].isalnum():
                return code, plain[len(key) :]
            if plain.endswith((f"({key}", f" {key}")):
                before = plain[: -len(key)].strip(_EDGES)
                # Before a code "chỉ tiêu" is the word for indicator; behind it, a target.
                return code, re.sub(r"^(?:ma )?chi (?:tieu|so)\b", "", before)
        return None, plain
