"""The texts of the analysis page: the finding, and the facts below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ioc.area import Level
from ioc.card import Cell, TargetValue, Within, whole_comparison
from ioc.comparison import Comparison, Provisional
from ioc.indicator import Direction, Indicator
from ioc.period import Period, parse_period
from ioc.sentences.completeness import within_text
from ioc.sentences.facts import fact_phrase
from ioc.sentences.origin import origin_code, rule_words
from ioc.sentences.same_areas import period_text, provisional_text, same_areas, too_few
from ioc.sentences.values import (
    demo_word,
    goal_text,
    part_text,
    parts_text,
    shown_text,
    value_with_unit,
)
from ioc.sentences.whose import beside_words, counted_words
from ioc.series_break import SeriesBreak, is_parted
from ioc.shown import is_yes_no, round_half_up
from ioc.words.catalogue import Words, say

# The nouns of numerators, by the beginning of their definition; the first match counts. Failed
# flows (dossiers) are not "missing", stocks (villages) are.
_NOUNS = (
    ("số thôn", "villages"),
    ("số hồ sơ", "dossiers"),
    ("số hộ", "households"),
    ("số người", "people"),
    ("dân số", "people"),
    ("số cơ sở", "facilities"),
    ("số doanh nghiệp", "enterprises"),
    ("số hệ thống", "systems"),
    ("số văn bản", "documents"),
    ("số nhiệm vụ", "tasks"),
    ("số phản ánh", "field-reports"),
    ("số đánh giá", "ratings"),
    ("số thủ tục", "procedures"),
)
_FLOWS = {"dossiers", "documents", "field-reports", "ratings"}


def counted_noun(indicator: Indicator, language: str = "vi") -> str:
    """Return the noun of the numerator ("thôn"); empty where its definition has none."""
    noun = _noun(indicator)
    return say(f"analysis-noun-{noun}", language) if noun else ""


def _noun(indicator: Indicator) -> str:
    text = indicator.numerator_vi.lower()
    return next((noun for start, noun in _NOUNS if text.startswith(start)), "")


def headline(
    indicator: Indicator,
    area_name: str,
    cell: Cell | None,
    language: str = "vi",
    cells: Sequence[Cell] = (),
    breaks: Sequence[SeriesBreak] = (),
) -> str:
    """Return the finding in one sentence: name, place, value, parts, and missing things.

    "Thôn có sóng, Nghệ An: 98,34% (3.743/3.806), còn 63 thôn chưa có". `cells` are the series with
    its `breaks`, for since when a yes or a no has been one.
    """
    subject = f"{indicator.name(language)}, {area_name}"
    if cell is None or cell.value is None:
        return f"{subject}: {say('analysis-no-figure', language)}"
    fact = fact_phrase(indicator, cell, language, cells, breaks)
    if fact:
        return f"{subject}: {fact}"
    text = f"{subject}: {shown_text(indicator, cell.value, language)}"
    if cell.numerator is None or cell.denominator is None:
        return text
    parts = parts_text(cell.numerator, cell.denominator, language)
    return f"{text} ({parts}){_gap(indicator, cell, language)}"


def _gap(indicator: Indicator, cell: Cell, language: str) -> str:
    """Return how many things are missing to 100 %, where that is the best value."""
    if cell.is_thin:
        return ""
    if cell.numerator is None or cell.denominator is None or indicator.unit_vi != "%":
        return ""
    missing = cell.denominator - cell.numerator
    noun = counted_noun(indicator, language)
    if indicator.direction is not Direction.UP or missing < 0 or not noun:
        return ""
    if missing == 0:
        return say("analysis-all-reached", language)
    amount = f"{part_text(missing, language)} {noun}"
    if _noun(indicator) in _FLOWS:
        return say("analysis-not-met", language, amount=amount)
    return say("analysis-without", language, amount=amount)


def trend(
    indicator: Indicator,
    cells: Sequence[Cell],
    period: str,
    language: str = "vi",
    breaks: Sequence[SeriesBreak] = (),
    compare: Callable[[Cell, Cell], Comparison | None] = whole_comparison,
    base: str = "",
) -> str:
    """Return the change of a series: over a year where there is one, else since its first value.

    `base` is a period to compare with that somebody chose.

    "tăng 5,2 điểm % sau một năm, trên cùng 97 xã"; empty where there are no two values to compare;
    values before a break are not compared. `compare` returns the change between two cells.
    """
    if any(is_yes_no(indicator, cell.numerator, cell.denominator)
           for cell in cells if cell.period == period):  # fmt: skip
        return ""
    by_period = {cell.period: cell for cell in cells if cell.value is not None
            and (cell.period >= period or not is_parted(breaks, cell.period, period))}  # fmt: skip
    if period not in by_period or len(by_period) < 2:
        return ""
    year_ago = parse_period(period).last_year().iso
    since = year_ago if year_ago in by_period else min(by_period)
    if base in by_period:
        since = base
    if since >= period:
        return ""
    comparison = compare(by_period[period], by_period[since])
    if comparison is None:
        return ""
    if not comparison.is_enough:
        return too_few(comparison, language)
    change = round_half_up(comparison.change, indicator.decimals)
    over = same_areas(comparison, language)
    over = f", {over}" if over else ""
    unit = indicator.unit(language)
    unit = say("analysis-points", language) if unit == "%" else unit
    amount = value_with_unit(abs(change), unit, indicator.decimals, language)
    text = say("analysis-unchanged", language)
    if change:
        text = say("analysis-rise" if change > 0 else "analysis-fall", language, amount=amount)
    if since == year_ago:
        return say("analysis-over-year", language, change=text) + over
    first = parse_period(since).label_inside(language)
    return say("analysis-since", language, change=text, period=first) + over


def facts(
    indicator: Indicator,
    cell: Cell | None,
    leaf: Level | None,
    period: str,
    is_closed: bool,
    target: TargetValue | None,
    language: str = "vi",
    side: str = "",
    within: Within | None = None,
    provisional: Provisional | None = None,
    level: Level | None = None,
    awaited: Period | None = None,
    since: str = "",
) -> str:
    """Return the facts below the finding: period, completeness, provisional value, target.

    `leaf` is the level of the areas that report; None where they are of several levels: then
    `within` is the completeness. `side` names the areas that are counted: "former", "new", or "" of
    the boundaries shown. `level` is the area's own. `awaited` is a later period that areas beside
    it have; `since` says how long the number has been behind the target.
    """
    if not period:
        return ""
    parts = [period_text(parse_period(period), awaited, language)]
    if not is_closed:
        parts.append(say("analysis-period-open", language))
    if cell and cell.value is not None and indicator.space_rule.adds_up:
        if within is not None and not cell.is_self:
            parts.append(within_text(within, language))
        elif cell.expected > 1 or cell.own:
            parts.append(counted_words(cell, leaf, level, side, language))
        parts.append(beside_words(indicator, cell, leaf, level, language))
        parts.append(provisional_text(provisional, indicator, language, "provisional_if"))
    if cell and cell.value is not None:
        parts.append(rule_words(origin_code(cell.converted, cell.estimated, cell.basis), language))
    if target is not None:
        goal = goal_text(indicator, target.value, language)
        year = f" ({target.year})" if target.year else ""
        parts.append(f"{Words('analysis', language)['target']} {goal}{year}")
        parts.append(since)
    return " · ".join(part for part in parts if part)


def demo_label(cell: Cell | None, language: str = "vi") -> str:
    """Return the mark of made-up numbers where the cell contains some, else an empty text."""
    return demo_word(language) if cell is not None and cell.demo else ""
