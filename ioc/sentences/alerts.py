"""The texts of an alert: what, where, since when, who must act, as of when; short for a wall.

Every text is plain: screens insert it as text, so that no message can contain mark-up.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ioc.alert import Alert, AlertKind, Facts, OpenAlert
from ioc.area import Level
from ioc.indicator import Direction, Indicator
from ioc.local_time import VIETNAM, day_text
from ioc.period import parse_period
from ioc.sentences.behind import behind_value
from ioc.sentences.owner import owner_text
from ioc.sentences.room import width
from ioc.sentences.short import short_source
from ioc.sentences.values import (
    demo_word,
    fact_text,
    goal_text,
    level_word,
    number,
    shown_text,
    value_with_unit,
    with_unit,
)
from ioc.sentences.whose import share_words
from ioc.shown import distance, is_yes_no, judge_value, missing_things
from ioc.status import Status
from ioc.words.catalogue import Words, say

_MARKS = {"red": "■", "amber": "▲", "info": "●"}
_STAYS = "\N{NO-BREAK SPACE}"
# Of assets/src/wall/alerts.css, in hundredths of the panel's height: letters of a name, and a line.
_NAME, _LINE, _MOST_LINES = 6.15, 138.0, 2


@dataclass(frozen=True)
class AlertLine:
    """One line of an alert: its kind, its label and its text."""

    about: str  # where | behind | since | who | as_of | last | due | sender | until
    label: str
    text: str


@dataclass(frozen=True)
class AlertView:
    """An alert in one language. `mark` and `chip` express the grade without its colour.

    Only alerts about numbers have `value` and `target`, only messages have `text`. `at` is when it
    was raised, `raised` the same as a sentence.
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


def alert_view(open_alert: OpenAlert, language: str, today: date) -> AlertView:
    """Return the texts of an alert.

    Args:
        open_alert: the alert, with the area and the indicator that it is about.
        language: "vi" or "en".
        today: the date in Vietnam, from which ages are counted.
    """
    words = Words("alert", language)
    alert = open_alert.alert
    if alert.kind is AlertKind.MESSAGE:
        return _message_view(open_alert, words, language)
    facts, indicator = alert.facts, open_alert.indicator
    if facts is None or indicator is None:
        # The indicator is no longer in the catalogue: only its code is known.
        return _view(open_alert, words, name=alert.indicator_code, chip=words["chip_status"])
    if alert.kind is AlertKind.STALE:
        lines = _stale_lines(open_alert, facts, indicator, words, language, today)
    else:
        lines = _status_lines(open_alert, facts, indicator, words, language, today)
    return _view(
        open_alert,
        words,
        name=indicator.short_name(language),
        value=fact_text(indicator, facts.numerator, facts.denominator, language)
        or shown_text(indicator, facts.value, language),
        chip=words[f"chip_{alert.kind.value}"],
        target=target_text(facts, indicator, language),
        lines=tuple(each for each in lines if each.text),
        demo=demo_word(language) if facts.demo else "",
        language=language,
    )  # fmt: skip


def target_text(facts: Facts, indicator: Indicator, language: str) -> str:
    """Return the target and how far away it is: "Chỉ tiêu ≥ 95% · thiếu 14 thôn"."""
    if facts.target is None:
        return ""
    words = Words("alert", language)
    up = indicator.direction is Direction.UP
    unit, target = indicator.unit(language), facts.target
    text = f"{words['target']} {goal_text(indicator, target, language)}"
    value = facts.value
    if value is None or judge_value(indicator, value, target).status is Status.GREEN:
        return text
    if is_yes_no(indicator, facts.numerator, facts.denominator):
        return text
    noun = indicator.noun(language)
    if noun and facts.numerator is not None and facts.denominator:
        missing = missing_things(target, facts.numerator, facts.denominator, indicator.factor)
        amount = f"{number(missing, 0, language)} {noun}"
    else:
        gap_unit = words["points"] if unit == "%" else unit
        amount = with_unit(distance(indicator, value, target), gap_unit, language)
    return f"{text} · {words('missing' if up else 'excess', amount=amount)}"


def unseen_text(count: int, language: str) -> str:
    """Return the quiet line that stays: "2 cảnh báo chưa xem"; empty for none."""
    if not count:
        return ""
    return say("alert-unseen", language, count=count)


def many_words(language: str) -> dict[str, str]:
    """Return the words for several alerts at once; `{}` stands for their number."""
    words = Words("alert", language)
    return {key: words(key, count="{}") for key in ("many", "more")}


def time_words(moment: str, language: str = "vi") -> str:
    """Return a stored time as it is written in Vietnam: "10:42, 22/11".

    >>> time_words("2026-11-22T03:42:00+00:00")
    '10:42, 22/11'
    """
    local = datetime.fromisoformat(moment).astimezone(VIETNAM)
    month = say(f"period-month-{local.month}", language)
    return say("alert-time", language, time=f"{local:%H:%M}", day=local.day, month=month)


def _view(
    open_alert: OpenAlert,
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
    alert = open_alert.alert
    acknowledgement = ""
    if alert.acknowledged_at is not None:
        when = time_words(alert.acknowledged_at, language)
        who = alert.acknowledged_by
        acknowledgement = words("seen", name=who, time=when) if who else words("seen_at", time=when)
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
        raised=words("raised", time=at),
        seen=acknowledgement,
    )


def _status_lines(
    open_alert: OpenAlert,
    facts: Facts,
    indicator: Indicator,
    words: Words,
    language: str,
    today: date,
) -> list[AlertLine]:
    return [
        AlertLine("where", words["where"], open_alert.area(language)),
        AlertLine("behind", words["behind"], _behind(facts, indicator, words, language)),
        AlertLine(
            "since", words["since"], _since(open_alert.alert, facts, indicator, words, language)
        ),
        AlertLine("who", words["who"], _who(open_alert, indicator, language)),
        AlertLine(
            "as_of",
            words["as_of"],
            _as_of(open_alert.alert, facts, indicator, words, language, today),
        ),
    ]


def _stale_lines(
    open_alert: OpenAlert,
    facts: Facts,
    indicator: Indicator,
    words: Words,
    language: str,
    today: date,
) -> list[AlertLine]:
    alert = open_alert.alert
    since = date.fromisoformat(alert.since)
    days = max(0, (today - since).days + 1)
    return [
        AlertLine("where", words["where"], open_alert.area(language)),
        AlertLine("last", words["last"], _period(alert.period, language)),
        AlertLine(
            "due",
            words["due"],
            words("overdue", days=_days(days, words, language), since=day_text(since)),
        ),
        AlertLine("who", words["who"], _who(open_alert, indicator, language)),
    ]


def _who(open_alert: OpenAlert, indicator: Indicator, language: str) -> str:
    """Return who must act: the owner with the deadline, else the source of the number."""
    if open_alert.owner is not None:
        return owner_text(open_alert.owner, language)
    return short_source(indicator, language)


def _message_view(open_alert: OpenAlert, words: Words, language: str) -> AlertView:
    alert, message = open_alert.alert, open_alert.alert.message
    about = open_alert.indicator.short_name(language) if open_alert.indicator else ""
    until = time_words(alert.until, language) if alert.until else ""
    where = " · ".join(each for each in (open_alert.area(language), about) if each)
    lines = [
        AlertLine("where", words["where"], where),
        AlertLine("until", words["until"], until),
        AlertLine("sender", words["sender"], alert.raised_by),
    ]
    return _view(
        open_alert,
        words,
        name=message.title(language) if message else "",
        chip=words[f"chip_{alert.grade.value}"],
        text=message.text(language) if message else "",
        lines=tuple(each for each in lines if each.text),
        language=language,
    )


def _behind(facts: Facts, indicator: Indicator, words: Words, language: str) -> str:
    """Return the areas behind, as many as fit into two lines; names are not broken."""
    entries = [f"{each.name} {behind_value(each, indicator, language)}" for each in facts.behind]
    text = ""
    for count in range(len(entries), 0, -1):
        text = " · ".join(each.replace(" ", _STAYS) for each in entries[:count])
        if rest := facts.behind_count - count:
            word = level_word(Level(facts.behind_level), language).split(",")[0]
            others = words("others", count=number(rest, 0, language), areas=word)
            text = f"{text} {others.replace(' ', _STAYS)}"
        if _lines(text) <= _MOST_LINES:
            return text
    return text


def _lines(text: str) -> int:
    """Return the number of lines of a text that breaks at blanks only."""
    lines, length = 1, 0.0
    for word in text.split(" "):
        space = _NAME * width(f"{word} ", bold=True)
        if length and length + space > _LINE:
            lines, length = lines + 1, 0.0
        length += space
    return lines


def _since(alert: Alert, facts: Facts, indicator: Indicator, words: Words, language: str) -> str:
    """Return since when it is red, by today's target: "Đỏ từ tháng 8/2026, 3 tháng liền"."""
    unit = words[f"per_{indicator.frequency.value}"]
    count = value_with_unit(facts.periods, unit, 0, language)
    if facts.whole:
        return words("red_for", count=count)
    text = words("red_since", period=_period(alert.since, language))
    return f"{text}, {words('in_a_row', count=count)}" if facts.periods > 1 else text


def _as_of(
    alert: Alert, facts: Facts, indicator: Indicator, words: Words, language: str, today: date
) -> str:
    period = parse_period(alert.period)
    parts = [
        _period(alert.period, language),
        words("ago", days=_days(period.days_old(today), words, language)),
    ]
    if indicator.space_rule.adds_up and (share := _share(facts, language)):
        parts.append(share if facts.own >= facts.reported > 0 else words("reported", share=share))
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
    return parse_period(text).label_inside(language)
