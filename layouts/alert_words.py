"""What an alert says: what, where, since when, who must act, as of when; short enough for a wall.

Every text is plain: screens set it as text, so that no message brings mark-up with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ioc.alert import Alert, Facts, Kind, OpenAlert
from ioc.area import Level
from ioc.indicator import Direction, Indicator
from ioc.local_time import VIETNAM
from ioc.period import parse_period
from ioc.short_name import ShortName
from ioc.shown import is_yes_no, shown_number
from ioc.status import Status, judge
from layouts.text import (
    DEMO,
    Words,
    fact_text,
    goal_text,
    level_word,
    number,
    shown_text,
    value_with_unit,
)
from layouts.wall_behind import behind_value
from layouts.wall_room import width
from layouts.wall_words import short_source
from layouts.whose import share_words

WORDS = {
    "status": ("Chỉ số chuyển đỏ", "Turned red"),
    "stale": ("Số liệu quá hạn", "Overdue figures"),
    "message": ("Thông báo", "Message"),
    "where": ("Địa bàn", "Where"),
    "behind": ("Cần lưu ý", "Worst"),
    "since": ("Từ khi", "Since"),
    "who": ("Phụ trách", "Who acts"),
    "as_of": ("Số liệu", "As of"),
    "last": ("Kỳ cuối", "Latest"),
    "due": ("Quá hạn", "Overdue"),
    "sender": ("Người gửi", "Sent by"),
    "until": ("Đến", "Until"),
    "chip_status": ("Chậm", "Behind"),
    "chip_stale": ("Quá hạn", "Overdue"),
    "chip_red": ("Khẩn", "Urgent"),
    "chip_amber": ("Lưu ý", "Notice"),
    "chip_info": ("Thông tin", "Information"),
    "red_since": ("Đỏ từ {}", "Red since {}"),
    "red_for": ("Đỏ suốt {}, có thể lâu hơn", "Red for {} or longer"),
    "in_a_row": ("{} liền", "{} in a row"),
    "per_day": ("ngày", "days"),
    "per_month": ("tháng", "months"),
    "per_quarter": ("quý", "quarters"),
    "per_half": ("nửa năm", "half-years"),
    "per_year": ("năm", "years"),
    "target": ("Chỉ tiêu", "Target"),
    "missing": ("thiếu {}", "{} short"),
    "excess": ("vượt {}", "{} over"),
    "points": ("điểm %", "points"),
    "others": ("và {} {} khác", "and {} more {}"),
    "ago": ("{} trước", "{} ago"),
    "overdue": ("{}, từ {}", "{}, since {}"),
    "reported": ("{} báo cáo", "{} reported"),
    "seen": ("{} đã xem lúc {}", "Seen by {} at {}"),
    "seen_at": ("Đã xem lúc {}", "Seen at {}"),
    "raised": ("Báo lúc {}", "Raised at {}"),
    "unseen": ("{} cảnh báo chưa xem", "{} alerts not seen"),
    "unseen_one": ("1 cảnh báo chưa xem", "1 alert not seen"),
    "many": ("{} cảnh báo mới", "{} new alerts"),
    "more": ("và {} cảnh báo khác", "and {} more"),
}
_MARKS = {"red": "■", "amber": "▲", "info": "●"}
_STAYS = "\N{NO-BREAK SPACE}"
# Of assets/wall-alert.css, in hundredths of the panel's height: letters of a name, and a line.
_NAME, _LINE, _MOST_LINES = 6.15, 138.0, 2


@dataclass(frozen=True)
class AlertLine:
    """One line of an alert: what it tells, and what it says."""

    about: str  # where | behind | since | who | as_of | last | due | sender | until
    label: str
    text: str


@dataclass(frozen=True)
class AlertView:
    """An alert in one language. `mark` and `chip` say the grade without its colour.

    `value` and `target` are empty but for numbers, `text` but for messages. `at` is when it was
    raised, `raised` the same as a sentence.
    """

    heading: str
    name: str
    value: str
    mark: str
    chip: str
    target: str
    text: str
    lines: tuple[AlertLine, ...]
    demo: str
    at: str
    raised: str
    seen: str

    def plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)


def alert_view(
    held: OpenAlert, names: Mapping[str, ShortName], language: str, today: date
) -> AlertView:
    """Return what an alert says.

    Args:
        held: the alert, with what its codes stand for.
        names: short names by indicator code.
        language: "vi" or "en".
        today: the date in Vietnam, from which ages are reckoned.
    """
    words = Words(WORDS, language)
    alert = held.alert
    if alert.kind is Kind.MESSAGE:
        return _message_view(held, names, words, language)
    facts, indicator = alert.facts, held.indicator
    if facts is None or indicator is None:
        # The catalogue does not hold the indicator any more: its code is all that is known.
        return _view(held, words, name=alert.indicator_code, chip=words["chip_status"])
    if alert.kind is Kind.STALE:
        lines = _stale_lines(held, facts, indicator, words, language, today)
    else:
        lines = _status_lines(held, facts, indicator, words, language, today)
    return _view(
        held,
        words,
        name=_name(indicator, names, language),
        value=fact_text(indicator, facts.numerator, facts.denominator, language)
        or shown_text(indicator, facts.value, language),
        chip=words[f"chip_{alert.kind.value}"],
        target=target_text(facts, indicator, names, language),
        lines=tuple(each for each in lines if each.text),
        demo=DEMO[language] if facts.demo else "",
        language=language,
    )  # fmt: skip


def target_text(
    facts: Facts, indicator: Indicator, names: Mapping[str, ShortName], language: str
) -> str:
    """Return the target and how far away it is: "Chỉ tiêu ≥ 95% · thiếu 14 thôn"."""
    if facts.target is None:
        return ""
    words = Words(WORDS, language)
    up = indicator.direction is Direction.UP
    unit, target = indicator.unit(language), facts.target
    said = f"{words['target']} {goal_text(indicator, target, language)}"
    value = shown_number(indicator, facts.value)
    if value is None or judge(value, target, indicator.direction).status is Status.GREEN:
        return said
    if is_yes_no(indicator, facts.numerator, facts.denominator):
        return said
    short = names.get(indicator.code)
    noun = short.noun(language) if short else ""
    if noun and facts.numerator is not None and facts.denominator:
        # Guard against 80 % of 10 being 8.000000000000002.
        wanted = target * facts.denominator / indicator.factor
        missing = math.ceil(abs(wanted - facts.numerator) - 1e-9)
        amount = f"{number(missing, 0, language)} {noun}"
    else:
        gap_unit = words["points"] if unit == "%" else unit
        amount = value_with_unit(abs(target - value), gap_unit, indicator.decimals, language)
    return f"{said} · {words['missing' if up else 'excess'].format(amount)}"


def unseen_text(count: int, language: str) -> str:
    """Return the quiet line that stays: "2 cảnh báo chưa xem"; empty for none."""
    if not count:
        return ""
    words = Words(WORDS, language)
    return words["unseen_one"] if count == 1 else words["unseen"].format(count)


def many_words(language: str) -> dict[str, str]:
    """Return the words for several alerts at once; `{}` stands for their number."""
    words = Words(WORDS, language)
    return {"many": words["many"], "more": words["more"]}


def time_words(moment: str, language: str = "vi") -> str:
    """Return a kept time as it is read in Vietnam: "10:42, 22/11".

    >>> time_words("2026-11-22T03:42:00+00:00")
    '10:42, 22/11'
    """
    local = datetime.fromisoformat(moment).astimezone(VIETNAM)
    return f"{local:%H:%M}, {local:%d/%m}" if language == "vi" else f"{local:%H:%M}, {local:%-d %b}"


def _view(
    held: OpenAlert,
    words: Words,
    *,
    name: str,
    chip: str,
    value: str = "",
    target: str = "",
    text: str = "",
    lines: tuple[AlertLine, ...] = (),
    demo: str = "",
    language: str = "vi",
) -> AlertView:
    alert = held.alert
    seen = ""
    if alert.acknowledged_at is not None:
        when = time_words(alert.acknowledged_at, language)
        who = alert.acknowledged_by
        seen = words["seen"].format(who, when) if who else words["seen_at"].format(when)
    at = time_words(alert.raised_at, language)
    return AlertView(
        heading=words[alert.kind.value],
        name=name,
        value=value,
        mark=_MARKS[alert.grade.value],
        chip=chip,
        target=target,
        text=text,
        lines=lines,
        demo=demo,
        at=at,
        raised=words["raised"].format(at),
        seen=seen,
    )


def _status_lines(
    held: OpenAlert,
    facts: Facts,
    indicator: Indicator,
    words: Words,
    language: str,
    today: date,
) -> list[AlertLine]:
    return [
        AlertLine("where", words["where"], held.area(language)),
        AlertLine("behind", words["behind"], _behind(facts, indicator, words, language)),
        AlertLine("since", words["since"], _since(held.alert, facts, indicator, words, language)),
        AlertLine("who", words["who"], short_source(indicator, language)),
        AlertLine(
            "as_of", words["as_of"], _as_of(held.alert, facts, indicator, words, language, today)
        ),
    ]


def _stale_lines(
    held: OpenAlert,
    facts: Facts,
    indicator: Indicator,
    words: Words,
    language: str,
    today: date,
) -> list[AlertLine]:
    alert = held.alert
    since = date.fromisoformat(alert.since)
    days = max(0, (today - since).days + 1)
    return [
        AlertLine("where", words["where"], held.area(language)),
        AlertLine("last", words["last"], _period(alert.period, language)),
        AlertLine(
            "due",
            words["due"],
            words["overdue"].format(_days(days, words, language), f"{since:%d/%m/%Y}"),
        ),
        AlertLine("who", words["who"], short_source(indicator, language)),
    ]


def _message_view(
    held: OpenAlert, names: Mapping[str, ShortName], words: Words, language: str
) -> AlertView:
    alert, message = held.alert, held.alert.message
    about = _name(held.indicator, names, language) if held.indicator else ""
    until = time_words(alert.until, language) if alert.until else ""
    where = " · ".join(each for each in (held.area(language), about) if each)
    lines = [
        AlertLine("where", words["where"], where),
        AlertLine("until", words["until"], until),
        AlertLine("sender", words["sender"], alert.raised_by),
    ]
    return _view(
        held,
        words,
        name=message.title(language) if message else "",
        chip=words[f"chip_{alert.grade.value}"],
        text=message.text(language) if message else "",
        lines=tuple(each for each in lines if each.text),
        language=language,
    )


def _name(indicator: Indicator, names: Mapping[str, ShortName], language: str) -> str:
    short = names.get(indicator.code)
    return short.name(language) if short else indicator.name(language)


def _behind(facts: Facts, indicator: Indicator, words: Words, language: str) -> str:
    """Return who pulls the number down, as many as two lines have room for; names stay whole."""
    named = [f"{each.name} {behind_value(each, indicator, language)}" for each in facts.behind]
    said = ""
    for shown in range(len(named), 0, -1):
        said = " · ".join(each.replace(" ", _STAYS) for each in named[:shown])
        if rest := facts.behind_count - shown:
            word = level_word(Level(facts.behind_level), language).split(",")[0]
            told = words["others"].format(number(rest, 0, language), word)
            said = f"{said} {told.replace(' ', _STAYS)}"
        if _lines(said) <= _MOST_LINES:
            return said
    return said


def _lines(text: str) -> int:
    """Return how many lines a text takes that breaks at blanks alone."""
    lines, taken = 1, 0.0
    for word in text.split(" "):
        needed = _NAME * width(f"{word} ", bold=True)
        if taken and taken + needed > _LINE:
            lines, taken = lines + 1, 0.0
        taken += needed
    return lines


def _since(alert: Alert, facts: Facts, indicator: Indicator, words: Words, language: str) -> str:
    """Return since when it is red, by today's target: "Đỏ từ tháng 8/2026, 3 tháng liền"."""
    unit = words[f"per_{indicator.frequency.value}"]
    count = value_with_unit(facts.periods, unit, 0, language)
    if facts.whole:
        return words["red_for"].format(count)
    said = words["red_since"].format(_period(alert.since, language))
    return f"{said}, {words['in_a_row'].format(count)}" if facts.periods > 1 else said


def _as_of(
    alert: Alert, facts: Facts, indicator: Indicator, words: Words, language: str, today: date
) -> str:
    period = parse_period(alert.period)
    parts = [
        _period(alert.period, language),
        words["ago"].format(_days(period.age_days(today), words, language)),
    ]
    if indicator.space_rule.adds_up and (told := _share(facts, language)):
        parts.append(told if facts.own >= facts.reported > 0 else words["reported"].format(told))
    return " · ".join(parts)


def _share(facts: Facts, language: str) -> str:
    if facts.within and not 0 < facts.own >= facts.reported:
        word = level_word(Level(facts.within), language).split(",")[0]
        return (
            f"{facts.within_some}/{facts.within_all} {word}"
            if facts.reported < facts.expected
            else ""
        )
    level = Level(facts.counted) if facts.counted else None
    return share_words(facts.reported, facts.own, facts.expected, level, language)


def _days(count: int, words: Words, language: str) -> str:
    return value_with_unit(count, words["per_day"], 0, language)


def _period(text: str, language: str) -> str:
    """Return a period inside a sentence: "tháng 10/2026"."""
    label = parse_period(text).label(language)
    return label if language == "en" else label[:1].lower() + label[1:]
