"""The sentences that an area's numbers make: one finding per picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ioc.area import Level
from ioc.card import Card, Cell, whole_comparison
from ioc.comparison import Comparison
from ioc.indicator import Direction, Indicator
from ioc.period import parse_period
from ioc.series_break import is_parted
from ioc.shown import difference as shown_difference
from ioc.shown import is_yes_no, least_shown, round_half_up, shown_number
from ioc.standing import VERDICTS, AreaStanding
from ioc.status import Status
from layouts.components.doubt import change_doubt
from layouts.components.same_areas import period_text, provisional_text, same_areas
from layouts.origin import short_origin
from layouts.text import (
    NO_DATA,
    Words,
    cell_text,
    fact_text,
    goal_text,
    level_word,
    number,
    shown_text,
    value_with_unit,
)

# Returns how a number moved between two cells of its series; None: not to be compared.
Compare = Callable[[Cell, Cell], Comparison | None]
WORDS = {
    "met": ("đạt chỉ tiêu {target}", "on target ({target})"),
    "missed": ("chưa đạt chỉ tiêu {target}", "misses the target ({target})"),
    "below": ("còn thiếu {gap} so với chỉ tiêu {plain}", "{gap} short of the target of {plain}"),
    "beyond": ("còn cao hơn chỉ tiêu {plain} là {gap}", "{gap} above the limit of {plain}"),
    "up": ("tăng {change} {against}", "up {change} {against}"),
    "down": ("giảm {change} {against}", "down {change} {against}"),
    "same": ("không đổi {against}", "unchanged {against}"),
    "year": ("so với cùng kỳ", "on last year"),
    "last": ("so với kỳ trước", "on last period"),
    "two_years": ("so với hai năm trước ({value})", "on two years ago ({value})"),
    "broken": (
        "đổi cách đo từ {period} nên không so với trước đó",
        "measured anew from {period}, not compared with what came before",
    ),
    "points": ("điểm %", "pp"),
    "none": ("Chưa có số liệu ở cấp này", "No data at this level"),
    "met_count": (
        "{count}/{all} {areas} đạt chỉ tiêu{target}",
        "{count} of {all} {areas} meet the target{target}",
    ),
    "lowest": ("thấp nhất: {who} {value}", "lowest: {who} {value}"),
    "highest": ("cao nhất: {who} {value}", "highest: {who} {value}"),
    "many": ("{count} {areas} cùng mức", "{count} {areas} at"),
    "own_targets": ("{count} {areas} có chỉ tiêu riêng", "{count} {areas} by their own"),
    "too_few": ("{count} {areas} chưa đủ số liệu để xếp", "{count} with too few reports to rank"),
    "low": (
        "{count} {areas} ước tính dưới {least}, không xếp hạng",
        "{count} estimated below {least}, not ranked",
    ),
    "silent": ("{count} {areas} chưa có số liệu", "{count} without data"),
    "higher": ("Cao hơn {parent} {gap}", "{gap} above {parent}"),
    "lower": ("Thấp hơn {parent} {gap}", "{gap} below {parent}"),
    "equal": ("Bằng {parent}", "Same as {parent}"),
    "trend": ("Diễn biến theo thời gian", "Over time"),
}


def difference(indicator: Indicator, gap: float, language: str = "vi") -> str:
    """Return the size of a difference in the indicator's unit: "1,7 điểm %", "63 thôn"."""
    unit = indicator.unit(language)
    unit = Words(WORDS, language)["points"] if unit == "%" else unit
    return value_with_unit(abs(gap), unit, indicator.decimals, language)


def area_finding(card: Card, language: str = "vi") -> str:
    """Return what a card says as one sentence: value, against target, against last year."""
    words, indicator = Words(WORDS, language), card.indicator
    name = indicator.name(language)
    if card.value is None:
        return f"{name}: {NO_DATA[language].lower()}"
    said = [cell_text(indicator, card.cell, language)]
    is_fact = card.cell is not None and is_yes_no(
        indicator, card.cell.numerator, card.cell.denominator
    )
    if card.verdict.status is Status.TOO_FEW:
        said.append(card.verdict.rule(language)[:1].lower() + card.verdict.rule(language)[1:])
    elif card.target is not None:
        target = goal_text(indicator, card.target.value, language)
        plain = target[2:]
        met = card.verdict.status is Status.GREEN
        key = "met" if met else "below" if indicator.direction is Direction.UP else "beyond"
        if is_fact and not met:
            key = "missed"
        gap = difference(indicator, card.value - card.target.value, language)
        said.append(words[key].format(target=target, plain=plain, gap=gap))
    # From no to yes are not 100 percentage points.
    if not is_fact:
        said += _change(card, words, language)
    if told := provisional_text(card.provisional, indicator, language, "provisional_if"):
        said.append(told)
    return f"{name}{_earlier(card, language)}: {', '.join(said)}"


def _earlier(card: Card, language: str) -> str:
    """Return which period is meant, where it is not the one that one looks for."""
    if card.period is None or card.awaited is None:
        return ""
    said = period_text(card.period, card.awaited, language)
    return f", {said if language == 'en' else said[:1].lower() + said[1:]}"


def _change(card: Card, words: Words, language: str) -> list[str]:
    pairs = (
        (card.year, card.before_year, "year"),
        (card.last, card.before_last, "last"),
    )
    for moved, before, against in pairs:
        if moved is None or not moved.is_enough:
            continue
        rounded = round_half_up(moved.change, card.indicator.decimals)
        key = "same" if rounded == 0 else "up" if rounded > 0 else "down"
        change_said = difference(card.indicator, rounded, language)
        over = same_areas(moved, language)
        against_said = f"{words[against]} {over}" if over else words[against]
        said = words[key].format(change=change_said, against=against_said)
        doubt = change_doubt(card.cell, before, language).word
        return [f"{said} ({doubt})" if doubt else said]
    parting = card.break_year or card.break_last
    if parting is not None:
        period = parse_period(parting.period).label(language).lower()
        return [words["broken"].format(period=period)]
    return []


def map_finding(
    indicator: Indicator,
    level: Level,
    cells: Sequence[AreaStanding],
    target: float | None,
    language: str = "vi",
) -> str:
    """Return what a map says: how many meet their target, who is last, who is left out of it.

    Each area is held against the target in force for it. Counted and compared are those of which
    enough is known; the others are told.

    Args:
        indicator: what the map shows.
        level: the level of its areas.
        cells: how each area stands.
        target: in force at that level; None: there is none.
        language: "vi" or "en".
    """
    words, areas = Words(WORDS, language), level_word(level, language)
    held = [each for each in cells if each.value is not None]
    if not held:
        return words["none"]

    def counted(key: str, count: int, **told: str) -> str:
        return words[key].format(count=number(count, 0, language), areas=areas, **told)

    said = []
    judged = [each for each in held if each.status in VERDICTS]
    if judged:
        met = sum(each.status is Status.GREEN for each in judged)
        own = sum(each.target != target for each in judged)
        goal = "" if target is None else f" {goal_text(indicator, target, language)}"
        goal += f" ({counted('own_targets', own)})" if own else ""
        said.append(counted("met_count", met, all=number(len(judged), 0, language), target=goal))
    ranked = [each for each in held if each.ranked]
    said += _last(indicator, ranked, areas, words, language)
    low = sum(each.below and not each.ranked and each.status is not Status.TOO_FEW for each in held)
    if few := len(held) - len(ranked) - low:
        said.append(counted("too_few", few))
    if low:
        least = shown_text(indicator, least_shown(indicator), language)
        said.append(counted("low", low, least=least))
    if silent := len(cells) - len(held):
        said.append(counted("silent", silent))
    if not said:
        said.append(f"{held[0].name}: {_value_of(indicator, held[0], language)}")
    text = "; ".join(said)
    return text[0].upper() + text[1:]


def _last(
    indicator: Indicator, ranked: Sequence[AreaStanding], areas: str, words: Words, language: str
) -> list[str]:
    """Return who is last of several, unless all are alike."""
    upward = indicator.direction is Direction.UP
    shown = [shown_number(indicator, each.value) or 0.0 for each in ranked]
    if len(set(shown)) < 2:
        return []
    worst = (min if upward else max)(shown)
    last = [each for each, value in zip(ranked, shown, strict=True) if value == worst]
    count = number(len(last), 0, language)
    value = _value_of(indicator, last[0], language)
    if all(is_yes_no(indicator, each.numerator, each.denominator) for each in last):
        who = last[0].name if len(last) == 1 else f"{count} {areas}"
        return [f"{value[:1].lower()}{value[1:]}: {who}"]
    ties = words["many"].format(count=count, areas=areas)
    who = last[0].name if len(last) == 1 else ties
    return [words["lowest" if upward else "highest"].format(who=who, value=value)]


def _value_of(indicator: Indicator, each: AreaStanding, language: str) -> str:
    fact = fact_text(indicator, each.numerator, each.denominator, language)
    return fact or shown_text(indicator, each.value, language)


def trend_finding(
    card: Card,
    parent: Card | None,
    parent_name: str,
    language: str = "vi",
    cells: Sequence[Cell] = (),
    compare: Compare = whole_comparison,
) -> str:
    """Return how the area stands against what it lies in, and against itself two years before.

    Args:
        card: the area's.
        parent: of what it lies in; compared in the same period only.
        parent_name: its name.
        language: "vi" or "en".
        cells: the whole series of the area.
        compare: returns how the number moved between two of its cells.
    """
    words = Words(WORDS, language)
    said = [
        _beside(card, parent, parent_name, words, language),
        _since(card, cells, words, language, compare),
    ]
    told = "; ".join(each for each in said if each) or words["trend"]
    return f"{told[:1].upper()}{told[1:]}{_earlier(card, language)}"


def _beside(card: Card, parent: Card | None, parent_name: str, words: Words, language: str) -> str:
    same = parent and parent.period == card.period
    if not (same and parent and card.value is not None and parent.value is not None):
        return ""
    gap = shown_difference(card.indicator, card.value, parent.value)
    if not card.indicator.is_ratio and card.indicator.space_rule.adds_up:
        return ""
    if card.cell and is_yes_no(card.indicator, card.cell.numerator, card.cell.denominator):
        return ""
    key = "equal" if gap == 0 else "higher" if gap > 0 else "lower"
    said = words[key].format(parent=parent_name, gap=difference(card.indicator, gap, language))
    period = card.period.label(language) if card.period else ""
    return f"{said} ({period[0].lower() + period[1:] if language == 'vi' else period})"


def _since(card: Card, cells: Sequence[Cell], words: Words, language: str, compare: Compare) -> str:
    """Return the change over two years, as far as it may be told: across a merger, not a break."""
    if card.period is None or card.value is None or not card.closed:
        return ""
    wanted = card.period.last_year().last_year()
    before = next((each for each in cells if each.period == wanted.iso), None)
    if before is None or before.value is None:
        return ""
    if is_parted(card.breaks, before.period, card.period.iso):
        return ""
    if card.cell is None:
        return ""
    moved = compare(card.cell, before)
    if moved is None or not moved.is_enough:
        return ""
    if is_yes_no(card.indicator, card.cell.numerator, card.cell.denominator):
        return ""
    change = round_half_up(moved.change, card.indicator.decimals)
    key = "same" if change == 0 else "up" if change > 0 else "down"
    told = [shown_text(card.indicator, before.value, language)]
    if before.converted:
        told.append(short_origin(before.converted, before.estimated, before.basis, language))
    against = words["two_years"].format(value=", ".join(told))
    if over := same_areas(moved, language):
        against = f"{against} {over}"
    said = words[key].format(change=difference(card.indicator, change, language), against=against)
    doubt = change_doubt(card.cell, None, language).word
    return f"{said} ({doubt})" if doubt else said
