"""The words of headings and labels against those of a form: slots, units, periods, asides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from data.load.files.headings import HeadingReader, Role, ValuePart, plain_heading
from data.load.files.texts.measures import foreign_words, other_measure
from data.load.files.texts.names import is_total
from data.load.files.texts.periods import read_period
from data.load.office.form import Form, FormItem, Slot
from data.load.office.meaning import CellRole, Fact, Unit
from data.load.office.period_words import PERIODS
from ioc.area import search_name
from ioc.period import Period, PeriodError
from ioc.words.phrase import Phrase

_ROLES = {
    CellRole.SERIAL: "stt|tt|so tt|so thu tu|no",
    CellRole.NOTE: "ghi chu|note|notes|remark|remarks|nguon|source|nguon so lieu|ly do|giai trinh"
    "|nguyen nhan|can bo phu trach|nguoi phu trach|dien thoai|so dien thoai",
    CellRole.UNIT: "don vi tinh|dvt|unit|don vi do|dv tinh",
    CellRole.INDICATOR: "noi dung|chi tieu|ten chi tieu|chi tieu thong ke|linh vuc|danh muc"
    "|chi tieu chu yeu|noi dung chi tieu|ten chi so|tieu chi",
    CellRole.AREA: "dia phuong don vi|ten xa phuong|xa phuong dac khu|cac xa phuong|don vi xa"
    "|ten don vi bao cao|don vi hanh chinh cap xa|ten xa phuong dac khu",
}
_ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_READER_ROLES = {
    Role.AREA_NAME: CellRole.AREA, Role.AREA_CODE: CellRole.AREA, Role.PERIOD: CellRole.PERIOD,
    Role.INDICATOR: CellRole.INDICATOR, Role.IGNORED: CellRole.NOTE, Role.VINTAGE: CellRole.NOTE,
    Role.CONVERSION: CellRole.NOTE,
}  # fmt: skip
# Words that neither name a measure nor change it, beside those of `measures`.
_NEUTRAL = frozenset("trong do gom bao hien co duoc da chia hang cot lieu".split())
_SCALES = (("nghin", 1e3), ("ngan", 1e3), ("trieu", 1e6), ("ty", 1e9), ("ti", 1e9))
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_UNIT_LABEL = re.compile(r"\b(?:don vi tinh|dvt|dv tinh|don vi)\s*[:：]\s*([^;,.)\]]+)")
_NUMBERING = re.compile(r"^(?:[-–—+*•·]+\s*|(?:[ivx]+|\d{1,2}(?:\.\d{1,2})*|[a-h])\s*[.)/]\s+)+")
_ONLY_NUMBERING = re.compile(r"\(?\s*(?:[a-z]|\d{1,2})\s*\)?(?:\s*=[\s()\d+\-/:*x%]+)?")
_PART_WORDS = re.compile(r"\b(?:tu so|mau so|numerator|denominator|value)\b")
_RATIO_FIRST = re.compile(r"^(?:ty le|ti le|ty trong|phan tram|%|muc do)\b|^%")
_COUNT_FIRST = re.compile(r"^(?:so|tong so|so luong|tong)\b")
_WORD = re.compile(r"[^\W_]+|%")
# A heading read by its nearest name shares so many of the name's words, and is so far ahead.
_LIKELY, _AHEAD = 0.34, 0.12
_DENIALS = frozenset("khong chua trang without not".split())
_LONGEST = 400


class HeadingWords:
    """Reads stacks of headings, and labels of rows, against one form."""

    def __init__(self, form: Form, year: int | None = None) -> None:
        self.form = form
        self.year = year or form.period.start.year
        self._stacks: dict[tuple[str, ...], Fact] = {}
        self._exact: dict[str, list[Slot]] = defaultdict(list)
        self._texts: list[tuple[Slot, frozenset[str]]] = []
        self._own: dict[str, tuple[str, ...]] = {}
        for item in form.items:
            self._learn(item)
        self._shorts = self._short_names()
        self._reader = HeadingReader(
            {code: item.texts(ValuePart.VALUE) for code, item in form.by_code.items()},
            self.year,
            self._own,
        )

    def _learn(self, item: FormItem) -> None:
        code = item.indicator.code
        kind = item.indicator
        self._own[code] = (
            code, kind.unit_vi, kind.unit_en,
            *(text for part in ValuePart for text in item.texts(part)),
        )  # fmt: skip
        for part in item.parts:
            slot = Slot(code, part)
            for text in item.texts(part):
                for form in {plain_heading(text), plain_heading(_bare(search_name(text)))}:
                    if form and slot not in self._exact[form]:
                        self._exact[form].append(slot)
                self._texts.append((slot, _content(text)))

    def _short_names(self) -> dict[str, Slot]:
        """Return the indicators by their short names: those of one alone, and of no other part."""
        claims: dict[str, set[str]] = defaultdict(set)
        for item in self.form.items:
            kind = item.indicator
            for text in (kind.short_vi, kind.short_en):
                if text and not other_measure(search_name(text)):
                    claims[plain_heading(text)].add(kind.code)
        return {
            name: Slot(next(iter(codes)), ValuePart.VALUE)
            for name, codes in claims.items()
            if len(codes) == 1 and name not in self._exact
        }

    def _by_short_name(self, bare: str, unit: Unit | None) -> tuple[Slot, ...]:
        """Return what a short name means; that of a share only beside %, as it may be a count."""
        slot = self._shorts.get(plain_heading(bare))
        if slot is None or ValuePart.VALUE not in self.form.by_code[slot.indicator].parts:
            return ()
        is_ratio = self.form.by_code[slot.indicator].indicator.is_ratio
        is_share = self.form.by_code[slot.indicator].indicator.is_share
        is_percent = unit is not None and unit.is_percent
        return (slot,) if (is_share if is_percent else not is_ratio) else ()

    def role(self, text: str) -> CellRole | None:
        """Return the role of the cells below a heading that is no number's, or None."""
        return self.read((text,)).role

    def read(self, stack: Sequence[str]) -> Fact:
        """Return what headings above each other say, the uppermost first."""
        texts = tuple(each for each in map(_one_line, stack) if each)
        if texts not in self._stacks:
            self._stacks[texts] = self._read(texts)
        return self._stacks[texts]

    def _read(self, texts: tuple[str, ...]) -> Fact:
        texts = tuple(t for t in texts if not _ONLY_NUMBERING.fullmatch(search_name(t)))
        if not texts:
            return Fact()
        whole = " – ".join(texts)
        last = plain_heading(texts[-1])
        if role := _ROLE_WORDS.get(last):
            return Fact(whole, role=role)
        heading = self._reader.read(texts[-1][:_LONGEST])
        if heading.role is not None and not (heading.role is Role.IGNORED and heading.aside):
            return Fact(
                whole,
                role=_READER_ROLES[heading.role],
                is_code=heading.role is Role.AREA_CODE,
                level=heading.level,
            )
        areas = self.form.index.find_by_name(texts[-1])
        if len(areas) == 1:
            upper = self._read(texts[:-1]) if len(texts) > 1 else Fact()
            return replace(
                upper, text=whole, role=None, area=areas[0], fault=None, guess=upper.guess
            )
        bare = _bare(search_name(texts[-1]))
        is_other = other_measure(bare) or self._exact.get(plain_heading(bare))
        if is_total(texts[-1]) and not is_other:
            return Fact(whole, is_total=True)
        return self._measure(texts, whole)

    def _measure(self, texts: tuple[str, ...], whole: str) -> Fact:
        plain = [search_name(text)[:_LONGEST] for text in texts]
        unit = next((u for each in reversed(plain) if (u := read_unit(each))), None)
        period = self._period(plain)
        bare = [_bare(each) for each in plain]
        slots, part, guess = self._slots(texts, bare)
        if (guess is not None or not slots) and (short := self._by_short_name(bare[-1], unit)):
            slots, part, guess = short, None, None
        else:
            short = ()
        own = [text for slot in slots for text in self._own[slot.indicator]]
        own += [bare[-1]] if short else []
        aside = self._aside(bare, slots)
        if aside:
            return Fact(whole, slots=slots, part=part, period=period, aside=aside, unit=unit)
        if not slots and part is None and period is None:
            return Fact(whole, unit=unit, fault=self._fault(bare))
        if slots:
            if unit is not None and (fault := self._unit_fault(unit, slots, own)) is not None:
                return Fact(whole, unit=unit, fault=fault, period=period)
            rest = self._foreign(bare, own)
            if rest and guess is None:
                guess = Phrase("sheet-guess-words", heading=whole, words=rest)
        elif self._foreign(bare, ()) and part is None:
            # A period with words that are not understood beside it.
            guess = Phrase("sheet-guess-words", heading=whole, words=self._foreign(bare, ()))
        return Fact(whole, slots=slots, part=part, period=period, unit=unit, guess=guess)

    def _slots(
        self, texts: Sequence[str], bare: Sequence[str]
    ) -> tuple[tuple[Slot, ...], ValuePart | None, Phrase | None]:
        """Return the slots of a stack, or a part without its indicator, and why it is a guess."""
        whole = " – ".join(texts)
        if slots := self._exact.get(plain_heading(bare[-1])):
            return tuple(slots), None, None
        upper_slots = next(
            (each for text in reversed(bare[:-1]) if (each := self._upper_slots(text))), ()
        )
        if len(bare) > 1 and (slots := self._exact.get(plain_heading(" ".join(bare[-2:])))):
            return tuple(slots), None, None
        heading = self._reader.read(texts[-1][:_LONGEST])
        part = heading.part
        if heading.indicator is not None:
            return self._with_part([Slot(heading.indicator, ValuePart.VALUE)], part, whole)
        only_part = self._reader.read(bare[-1]).part if bare[-1] else None
        part = part or only_part
        if upper_slots and part is not None:
            return self._with_part(upper_slots, part, whole, counts="so luong" in bare[-1])
        own = [text for slot in upper_slots for text in self._own[slot.indicator]]
        if upper_slots and not self._foreign([bare[-1]], own):
            if _RATIO_FIRST.match(bare[-1]):
                return self._with_part(upper_slots, ValuePart.VALUE, whole)
            if not _COUNT_FIRST.match(bare[-1]):
                return tuple(upper_slots), None, None
        if part is not None and not self._foreign(bare, ()):
            return (), part, None
        for text in (bare[-1], " ".join(bare), *reversed(bare[:-1])):
            if slots := self._nearest(text):
                name = self._names(slots)
                return tuple(slots), None, Phrase("sheet-guess-heading", heading=whole, name=name)
        return (), part, None

    def _upper_slots(self, text: str) -> tuple[Slot, ...]:
        if slots := self._exact.get(plain_heading(text)):
            return tuple(slots)
        heading = self._reader.read(text)
        if heading.indicator is None:
            return ()
        is_ratio = self.form.by_code[heading.indicator].indicator.is_ratio
        part = heading.part if heading.part and is_ratio else ValuePart.VALUE
        return (Slot(heading.indicator, part),)

    def _with_part(
        self, slots: Sequence[Slot], part: ValuePart | None, whole: str, *, counts: bool = False
    ) -> tuple[tuple[Slot, ...], ValuePart | None, Phrase | None]:
        """Return the slots of these indicators with this part, whether the form has it or not."""
        codes = list(dict.fromkeys(slot.indicator for slot in slots))
        if part is ValuePart.VALUE and any(slot.part is not ValuePart.VALUE for slot in slots):
            # "Tổng số hộ" – "Kết quả": the upper heading names the part itself.
            return tuple(slots), None, None
        own_slots = tuple(
            Slot(code, part or ValuePart.VALUE)
            if self.form.by_code[code].indicator.is_ratio
            else Slot(code, ValuePart.VALUE)
            for code in codes
        )
        is_ratio = any(self.form.by_code[slot.indicator].indicator.is_ratio for slot in own_slots)
        if counts and is_ratio:
            # "Số lượng" under a share is its numerator, or something else.
            return (
                own_slots,
                None,
                Phrase("sheet-guess-heading", heading=whole, name=self._names(own_slots)),
            )
        return own_slots, None, None

    def _names(self, slots: Sequence[Slot]) -> str | Phrase:
        slot = slots[0]
        text = self.form.by_code[slot.indicator].texts(slot.part)[0]
        return f"{slot.indicator}: {text}"

    def _nearest(self, text: str) -> list[Slot]:
        """Return the slots whose name shares most words with a text; empty where none is ahead."""
        words = _content(text)
        if len(words) < 2:
            return []
        ratio, count = bool(_RATIO_FIRST.match(text)), bool(_COUNT_FIRST.match(text))
        scores: dict[Slot, float] = {}
        for slot, own in self._texts:
            is_ratio = self.form.is_ratio(slot)
            if (ratio and not is_ratio) or (count and is_ratio) or not own:
                continue
            # Of two names that share all other words one may be the opposite: that is no likeness.
            if words.isdisjoint(_DENIALS) is not own.isdisjoint(_DENIALS):
                continue
            common = len(words & own)
            if common / len(words) >= 0.75 and common / len(own) >= _LIKELY:
                score = common / len(words | own)
                scores[slot] = max(scores.get(slot, 0.0), score)
        if not scores:
            return []
        best = max(scores.values())
        near = [slot for slot, score in scores.items() if score > best - _AHEAD]
        same = [slot for slot, score in scores.items() if score == best]
        return same if len(near) == len(same) and len(same) == 1 else []

    def _period(self, plain: Sequence[str]) -> Period | None:
        for text in reversed(plain):
            for match in PERIODS.finditer(text):
                try:
                    return read_period(match[0], self.year)
                except PeriodError:
                    continue
        return None

    def _aside(self, bare: Sequence[str], slots: Sequence[Slot]) -> str:
        """Return what else than the actual number a stack names, its own names left out."""
        names = sorted(
            (
                search_name(text)
                for slot in slots
                for text in self.form.by_code[slot.indicator].texts(slot.part)
            ),
            key=len,
            reverse=True,
        )
        sections = {plain_heading(each) for each in self.form.sections}
        for text in bare:
            rest = "" if plain_heading(text) in sections else text
            for name in names:
                rest = rest.replace(name, " ").replace(_bare(name), " ")
            if measure := other_measure(rest):
                return measure
        return ""

    def _foreign(self, bare: Sequence[str], own: Sequence[str]) -> str:
        sections = {plain_heading(each) for each in self.form.sections}
        words = [
            word
            for text in bare
            if plain_heading(text) not in sections
            for word in foreign_words(_PART_WORDS.sub(" ", _BRACKETS.sub(" ", text)), own).split()
            if word not in _NEUTRAL
        ]
        return " ".join(dict.fromkeys(words))

    def _unit_fault(self, unit: Unit, slots: Sequence[Slot], own: Sequence[str]) -> Phrase | None:
        fault = Phrase("sheet-unknown-unit", unit=unit.words or "?", name=self._names(slots))
        for slot in slots:
            share = self.form.by_code[slot.indicator].indicator.is_share
            if (slot.part is ValuePart.VALUE and share) != unit.is_percent:
                return fault
        if unit.is_percent or not unit.words:
            return None
        words = {word for text in own for word in _WORD.findall(search_name(text))}
        if any("dan so" in search_name(text) for text in own):
            words.add("nguoi")
        return None if set(_WORD.findall(unit.words)) <= words else fault

    def _fault(self, bare: Sequence[str]) -> Phrase:
        words = _content(" ".join(bare))
        scores = [
            (len(words & own) / len(words | own), slot) for slot, own in self._texts if words & own
        ]
        near = [slot for score, slot in sorted(scores, reverse=True)[:6] if score > 0.2]
        names = tuple(dict.fromkeys(str(self._names([slot])) for slot in near))[:3]
        if names:
            return Phrase("sheet-unknown-heading-near", names=names)
        return Phrase("sheet-unknown-heading")


def read_unit(plain: str) -> Unit | None:
    """Return the unit that a heading in search form gives, or None.

    >>> read_unit("dan so (nghin nguoi)"), read_unit("ty le (%)"), read_unit("ghi chu (*)")
    (Unit(words='nguoi', scale=1000.0), Unit(words='%', scale=1.0), None)
    """
    label = _UNIT_LABEL.search(plain)
    texts = [label[1]] if label else [a or b for a, b in _BRACKETS.findall(plain)]
    for text in reversed(texts):
        words = " ".join(text.replace("dvt", " ").replace("don vi tinh", " ").strip(" :").split())
        scale = 1.0
        for word, times in _SCALES:
            if words == word or (words.startswith(word + " ") and not words.startswith("ty le")):
                words, scale = words[len(word) :].strip(), times
                break
        if words in ("%", "phan tram", "percent"):
            return Unit("%", scale)
        if scale != 1 or (words and set(_BETWEEN_UNITS.split(words)) <= _UNITS):
            return Unit(words, scale)
    return None


_BETWEEN_UNITS = re.compile(r"\s*[,/;]\s*|\s+va\s+|\s+hoac\s+")
_UNITS = frozenset(
    "thon|ban|to dan pho|to|thon ban|ho|ho gia dinh|nguoi|tram|diem|ho so|xa|phuong|doanh nghiep"
    "|thanh vien|san pham|lan|luot|luot nguoi|co so|van ban|nhiem vu|mbps|dong|may|thue bao|don vi"
    "|hoi nghi|cuoc|hang|khach hang|he thong|mo hinh|phan anh|danh gia|nguoi dan".split("|")
)


def _bare(plain: str) -> str:
    """Return a text in search form without units, periods and numbering."""
    text = _NUMBERING.sub("", plain)
    text = _UNIT_LABEL.sub(" ", text)
    text = _BRACKETS.sub(
        lambda m: " " if read_unit(m[0]) or _ONLY_NUMBERING.fullmatch(m[0]) else m[0], text
    )
    text = PERIODS.sub(" ", text)
    return " ".join(text.split()).strip(" :;.,-–—")


def _content(text: str) -> frozenset[str]:
    """Return the words of a text that tell it from others."""
    words = _WORD.findall(_bare(search_name(text)))
    return frozenset(
        word for word in words if (word not in _COMMON and not word.isdigit()) or word in ("15",)
    )


_COMMON = frozenset(
    "so tong ty le ti va cua cac co la theo trong tai den tren duoc da voi hoac ky"
    " % the of and in to a number all share".split()
)


def _one_line(text: str) -> str:
    return " ".join(text.split())
