"""The findings of an area's page: one sentence per picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ioc.area import Level
from ioc.card import Card, Cell, whole_comparison
from ioc.comparison import Comparison
from ioc.indicator import Direction, Indicator
from ioc.period import parse_period
from ioc.sentences.facts import fact_phrase
from ioc.sentences.origin import short_origin
from ioc.sentences.same_areas import period_text, provisional_text, same_areas
from ioc.sentences.values import (
    cell_text,
    fact_at,
    goal_text,
    level_word,
    no_data_word,
    number,
    shown_text,
    value_with_unit,
    with_unit,
)
from ioc.series_break import is_parted
from ioc.shown import difference as shown_difference
from ioc.shown import is_yes_no, least_shown, round_half_up, shown_number
from ioc.standing import VERDICTS, AreaStanding
from ioc.status import Status
from ioc.words.catalogue import Words, say
from layouts.components.doubt import change_doubt

# Returns the change between two cells of a series; None: not to be compared.
Compare = Callable[[Cell, Cell], Comparison | None]


def difference(indicator: Indicator, gap: float, language: str = "vi") -> str:
    """Return the size of a difference in the indicator's unit: "1,7 điểm %", "63 thôn"."""
    return value_with_unit(abs(gap), _gap_unit(indicator, language), indicator.decimals, language)


def _gap_unit(indicator: Indicator, language: str) -> str:
    unit = indicator.unit(language)
    return Words("sentence", language)["points"] if unit == "%" else unit


def area_finding(card: Card, language: str = "vi", cells: Sequence[Cell] = ()) -> str:
    """Return a card as one sentence: value, against target, against last year.

    `cells` are its series, for since when a yes or a no has been one.
    """
    words, indicator = Words("sentence", language), card.indicator
    name = indicator.name(language)
    if card.value is None:
        return f"{name}: {no_data_word(language).lower()}"
    fact = fact_phrase(indicator, card.cell, language, cells, card.breaks)
    parts = [fact or cell_text(indicator, card.cell, language)]
    is_fact = bool(fact)
    if card.verdict.status is Status.TOO_FEW:
        parts.append(card.verdict.rule(language)[:1].lower() + card.verdict.rule(language)[1:])
    elif card.target is not None:
        target = goal_text(indicator, card.target.value, language)
        plain = target[2:]
        is_met = card.verdict.status is Status.GREEN
        key = "met" if is_met else "below" if indicator.direction is Direction.UP else "beyond"
        if is_fact and not is_met:
            key = "missed"
        gap = with_unit(card.distance, _gap_unit(indicator, language), language)
        parts.append(words(key, target=target, plain=plain, gap=gap))
    # A change from no to yes is not one of 100 percentage points.
    if not is_fact:
        parts += _change(card, words, language)
    if provisional := provisional_text(card.provisional, indicator, language, "provisional_if"):
        parts.append(provisional)
    return f"{name}{_earlier(card, language)}: {', '.join(parts)}"


def _earlier(card: Card, language: str) -> str:
    """Return which period is shown, where it is not the awaited one."""
    if card.period is None or card.awaited is None:
        return ""
    text = period_text(card.period, card.awaited, language, inside=True)
    return f", {text}"


def _change(card: Card, words: Words, language: str) -> list[str]:
    pairs = (
        (card.year, card.before_year, "year"),
        (card.last, card.before_last, "last"),
    )
    for comparison, before, against in pairs:
        if comparison is None or not comparison.is_enough:
            continue
        change = round_half_up(comparison.change, card.indicator.decimals)
        key = "same" if change == 0 else "up" if change > 0 else "down"
        change_text = difference(card.indicator, change, language)
        over = same_areas(comparison, language)
        against_text = f"{words[against]} {over}" if over else words[against]
        text = words(key, change=change_text, against=against_text)
        doubt = change_doubt(card.cell, before, language).word
        return [f"{text} ({doubt})" if doubt else text]
    parting = card.break_year or card.break_last
    if parting is not None:
        period = parse_period(parting.period).label_inside(language)
        return [words("broken", period=period)]
    return []


def map_finding(
    indicator: Indicator,
    level: Level,
    cells: Sequence[AreaStanding],
    target: float | None,
    language: str = "vi",
) -> str:
    """Return the finding of a map: how many meet their target, who is last, who is left out.

    Each area is judged by the target in force for it. Areas with too few reports are neither
    counted nor compared, but mentioned.

    Args:
        indicator: of the map.
        level: of its areas.
        cells: the standing of each area.
        target: in force at that level; None: there is none.
        language: "vi" or "en".
    """
    words, areas = Words("sentence", language), level_word(level, language)
    with_value = [each for each in cells if each.value is not None]
    if not with_value:
        return words["none"]

    def count_text(key: str, count: int, **parameters: str) -> str:
        return words(key, count=number(count, 0, language), areas=areas, **parameters)

    parts = []
    with_verdict = [each for each in with_value if each.status in VERDICTS]
    if with_verdict:
        green = sum(each.status is Status.GREEN for each in with_verdict)
        own = sum(each.target != target for each in with_verdict)
        goal = "" if target is None else f" {goal_text(indicator, target, language)}"
        goal += f" ({count_text('own_targets', own)})" if own else ""
        parts.append(
            count_text("met_count", green, all=number(len(with_verdict), 0, language), target=goal)
        )
    ranked = [each for each in with_value if each.ranked]
    parts += _last(indicator, level, ranked, words, language)
    low = sum(
        each.below and not each.ranked and each.status is not Status.TOO_FEW for each in with_value
    )
    if few := len(with_value) - len(ranked) - low:
        parts.append(count_text("too_few", few))
    if low:
        least = shown_text(indicator, least_shown(indicator), language)
        parts.append(count_text("low", low, least=least))
    if silent := len(cells) - len(with_value):
        parts.append(count_text("silent", silent))
    if not parts:
        parts.append(
            f"{with_value[0].name}: {_value_of(indicator, level, with_value[0], language)}"
        )
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def _last(
    indicator: Indicator, level: Level, ranked: Sequence[AreaStanding], words: Words, language: str
) -> list[str]:
    """Return which area is last of several, unless all are equal."""
    upward, areas = indicator.direction is Direction.UP, level_word(level, language)
    numbers = [shown_number(indicator, each.value) or 0.0 for each in ranked]
    if len(set(numbers)) < 2:
        return []
    worst = (min if upward else max)(numbers)
    last = [each for each, value in zip(ranked, numbers, strict=True) if value == worst]
    count = number(len(last), 0, language)
    value = _value_of(indicator, level, last[0], language)
    if all(fact_at(indicator, level, each.numerator, each.denominator) for each in last):
        who = last[0].name if len(last) == 1 else f"{count} {areas}"
        return [f"{value[:1].lower()}{value[1:]}: {who}"]
    ties = words("many", count=count, areas=areas)
    who = last[0].name if len(last) == 1 else ties
    return [words("lowest" if upward else "highest", who=who, value=value)]


def _value_of(indicator: Indicator, level: Level, each: AreaStanding, language: str) -> str:
    fact = fact_at(indicator, level, each.numerator, each.denominator, language)
    return fact or shown_text(indicator, each.value, language)


def trend_finding(
    card: Card,
    parent: Card | None,
    parent_name: str,
    language: str = "vi",
    cells: Sequence[Cell] = (),
    compare: Compare = whole_comparison,
) -> str:
    """Return the comparison of an area with its parent, and with itself two years before.

    Empty where neither can be told: the page then has a heading (`trend_heading`).

    Args:
        card: of the area.
        parent: the parent's card; compared in the same period only.
        parent_name: its name.
        language: "vi" or "en".
        cells: the whole series of the area.
        compare: returns the change between two of its cells.
    """
    words = Words("sentence", language)
    parts = [
        _beside(card, parent, parent_name, words, language),
        _since(card, cells, words, language, compare),
    ]
    text = "; ".join(each for each in parts if each)
    return f"{text[:1].upper()}{text[1:]}{_earlier(card, language)}" if text else ""


def trend_heading(finding: str, card: Card, language: str = "vi") -> str:
    """Return the heading of the trend: its finding, or else what it shows."""
    return finding or f"{say('sentence-trend', language)}{_earlier(card, language)}"


def _beside(card: Card, parent: Card | None, parent_name: str, words: Words, language: str) -> str:
    if parent is None or parent.period != card.period:
        return ""
    if not (card.cell and parent.cell) or card.cell.value is None or parent.cell.value is None:
        return ""
    gap = shown_difference(card.indicator, card.cell.value, parent.cell.value)
    if not card.indicator.is_ratio and card.indicator.space_rule.adds_up:
        return ""
    if card.cell and is_yes_no(card.indicator, card.cell.numerator, card.cell.denominator):
        return ""
    key = "equal" if gap == 0 else "higher" if gap > 0 else "lower"
    text = words(key, parent=parent_name, gap=difference(card.indicator, gap, language))
    return f"{text} ({card.period.label_inside(language) if card.period else ''})"


def _since(card: Card, cells: Sequence[Cell], words: Words, language: str, compare: Compare) -> str:
    """Return the change over two years, across mergers but not across breaks."""
    if card.period is None or card.value is None or not card.is_closed:
        return ""
    start = card.period.last_year().last_year()
    before = next((each for each in cells if each.period == start.iso), None)
    if before is None or before.value is None:
        return ""
    if is_parted(card.breaks, before.period, card.period.iso):
        return ""
    if card.cell is None:
        return ""
    comparison = compare(card.cell, before)
    if comparison is None or not comparison.is_enough:
        return ""
    if is_yes_no(card.indicator, card.cell.numerator, card.cell.denominator):
        return ""
    change = round_half_up(comparison.change, card.indicator.decimals)
    key = "same" if change == 0 else "up" if change > 0 else "down"
    base = [shown_text(card.indicator, before.value, language)]
    if before.converted:
        base.append(short_origin(before.converted, before.estimated, before.basis, language))
    against = words("two_years", value=", ".join(base))
    if over := same_areas(comparison, language):
        against = f"{against} {over}"
    text = words(key, change=difference(card.indicator, change, language), against=against)
    doubt = change_doubt(card.cell, None, language).word
    return f"{text} ({doubt})" if doubt else text
