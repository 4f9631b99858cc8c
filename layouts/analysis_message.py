"""What the analysis page says in words: the finding, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ioc.area import Level
from ioc.card import Cell, TargetValue, Within, whole_comparison
from ioc.comparison import Comparison, Provisional
from ioc.indicator import Direction, Indicator, SpaceRule
from ioc.period import Period, parse_period
from ioc.series_break import SeriesBreak, is_parted
from ioc.shown import is_yes_no, round_half_up
from ioc.status import judge
from layouts.analysis_words import WORDS
from layouts.components.completeness import within_text
from layouts.components.same_areas import period_text, provisional_text, same_areas, too_few
from layouts.origin import origin_code, rule_words
from layouts.text import (
    DEMO,
    Words,
    fact_text,
    goal_text,
    part_text,
    parts_text,
    shown_text,
    target_text,
    value_with_unit,
)
from layouts.whose import beside_words, counted_words

# What a numerator counts, by how its definition begins; the order decides. What flows (dossiers)
# is not "missing" when it failed, what stands (villages) is.
_NOUNS = (
    ("số thôn", "thôn", "villages"),
    ("số hồ sơ", "hồ sơ", "dossiers"),
    ("số hộ", "hộ", "households"),
    ("số người", "người", "people"),
    ("dân số", "người", "people"),
    ("số cơ sở", "cơ sở", "facilities"),
    ("số doanh nghiệp", "doanh nghiệp", "enterprises"),
    ("số hệ thống", "hệ thống", "systems"),
    ("số văn bản", "văn bản", "documents"),
    ("số nhiệm vụ", "nhiệm vụ", "tasks"),
    ("số phản ánh", "phản ánh", "field reports"),
    ("số đánh giá", "đánh giá", "ratings"),
    ("số thủ tục", "thủ tục", "procedures"),
)
_FLOWS = {"hồ sơ", "văn bản", "phản ánh", "đánh giá"}


def counted_noun(indicator: Indicator, language: str = "vi") -> str:
    """Return what the numerator counts ("thôn"); empty where its definition does not say."""
    text = indicator.numerator_vi.lower()
    for start, vietnamese, english in _NOUNS:
        if text.startswith(start):
            return english if language == "en" else vietnamese
    return ""


def headline(indicator: Indicator, area_name: str, cell: Cell | None, language: str = "vi") -> str:
    """Return the finding in one sentence: name, place, value, parts, and what is missing.

    "Thôn có sóng, Nghệ An: 98,34% (3.743/3.806), còn 63 thôn chưa có"
    """
    subject = f"{indicator.name(language)}, {area_name}"
    if cell is None or cell.value is None:
        missing = "no figure for this period" if language == "en" else "chưa có số liệu kỳ này"
        return f"{subject}: {missing}"
    fact = fact_text(indicator, cell.numerator, cell.denominator, language)
    if fact:
        return f"{subject}: {fact}"
    text = f"{subject}: {shown_text(indicator, cell.value, language)}"
    if cell.numerator is None or cell.denominator is None:
        return text
    parts = parts_text(cell.numerator, cell.denominator, language)
    return f"{text} ({parts}){_gap(indicator, cell, language)}"


def _gap(indicator: Indicator, cell: Cell, language: str) -> str:
    """Say how many are still missing, where the best value is all of them and enough is known."""
    if cell.is_thin:
        return ""
    if cell.numerator is None or cell.denominator is None or indicator.unit_vi != "%":
        return ""
    missing = cell.denominator - cell.numerator
    noun = counted_noun(indicator, language)
    if indicator.direction is not Direction.UP or missing < 0 or not noun:
        return ""
    if missing == 0:
        return ", all reached" if language == "en" else ", đã đủ"
    amount = f"{part_text(missing, language)} {noun}"
    if counted_noun(indicator) in _FLOWS:
        return f", {amount} not met" if language == "en" else f", còn {amount} chưa đạt"
    return f", {amount} without" if language == "en" else f", còn {amount} chưa có"


def trend(
    indicator: Indicator,
    cells: Sequence[Cell],
    period: str,
    language: str = "vi",
    breaks: Sequence[SeriesBreak] = (),
    compare: Callable[[Cell, Cell], Comparison | None] = whole_comparison,
) -> str:
    """Return how a series moved: over a year where there is one, else since its first value.

    "tăng 5,2 điểm % sau một năm, trên cùng 97 xã"; empty where there are no two values to compare;
    values before a break are not compared. `compare` tells how the number moved between two cells.
    """
    if any(is_yes_no(indicator, cell.numerator, cell.denominator)
           for cell in cells if cell.period == period):  # fmt: skip
        return ""
    held = {cell.period: cell for cell in cells if cell.value is not None
            and (cell.period >= period or not is_parted(breaks, cell.period, period))}  # fmt: skip
    if period not in held or len(held) < 2:
        return ""
    year_ago = parse_period(period).last_year().iso
    since = year_ago if year_ago in held else min(held)
    if since >= period:
        return ""
    compared = compare(held[period], held[since])
    if compared is None:
        return ""
    if not compared.is_enough:
        return too_few(compared, language)
    change = round_half_up(compared.change, indicator.decimals)
    over = same_areas(compared, language)
    over = f", {over}" if over else ""
    english = language == "en"
    unit = indicator.unit(language)
    unit = ("pp" if english else "điểm %") if unit == "%" else unit
    amount = value_with_unit(abs(change), unit, indicator.decimals, language)
    moved = ("up " if english else "tăng ") if change > 0 else ("down " if english else "giảm ")
    said = moved + amount if change else ("unchanged" if english else "không đổi")
    if since == year_ago:
        return f"{said} over a year{over}" if english else f"{said} sau một năm{over}"
    label = parse_period(since).label(language)
    told = f"{said} since {label}" if english else f"{said} từ {label[:1].lower()}{label[1:]}"
    return f"{told}{over}"


def facts(
    indicator: Indicator,
    cell: Cell | None,
    leaf: Level | None,
    period: str,
    closed: bool,
    target: TargetValue | None,
    language: str = "vi",
    side: str = "",
    within: Within | None = None,
    provisional: Provisional | None = None,
    level: Level | None = None,
    awaited: Period | None = None,
) -> str:
    """Return what stands under the finding: period, completeness, what it may come to, target.

    `leaf` is the level of the areas that report; None where they are of several levels. `side`
    says whose areas those are: "former", "new", or "" of the boundaries on screen. `within` is
    said instead where there is no such level. `level` is the area's own. `awaited` is the later
    period that areas beside it have.
    """
    if not period:
        return ""
    parts = [period_text(parse_period(period), awaited, language)]
    if not closed:
        parts.append("period still open" if language == "en" else "kỳ chưa kết thúc")
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
        parts.append(f"{Words(WORDS, language)['target']} {goal}{year}")
    return " · ".join(part for part in parts if part)


def demo_label(cell: Cell | None, language: str = "vi") -> str:
    """Return the mark of made-up numbers where the cell holds some, else an empty text."""
    return DEMO[language] if cell is not None and cell.demo else ""


def definition(
    indicator: Indicator, target: TargetValue | None, language: str = "vi"
) -> list[tuple[str, str]]:
    """Return term and words of the definition, in reading order."""
    words = Words(WORDS, language)
    english = language == "en"
    counted = indicator.numerator_en if english else indicator.numerator_vi
    below = indicator.denominator_en if english else indicator.denominator_vi
    parts = [(words["numerator"] if below else words["counted"], counted)]
    if below:
        parts.append((words["denominator"], below))
    parts.append(
        (words["direction"], words["up" if indicator.direction is Direction.UP else "down"])
    )
    if target is not None:
        said = target.source_en if english else target.source_vi
        amount = target_text(indicator, target.value, language)
        year = f" ({target.year})" if target.year else ""
        parts.append((words["target"], f"{amount}{year} – {said}"))
        rule = judge(target.value, target.value, indicator.direction).rule(language)
        parts.append((words["rule"], rule))
    parts.append((words["source"], indicator.source_en if english else indicator.source_vi))
    trap = indicator.trap_en if english else indicator.trap_vi
    if trap:
        parts.append((words["trap"], trap))
    if indicator.space_rule in (SpaceRule.NOT_ADDITIVE, SpaceRule.MEDIAN_OF_SAMPLES):
        said = (
            "Not added up from lower levels; only figures reported for the area itself."
            if english
            else "Không cộng dồn từ cấp dưới; chỉ dùng số do chính cấp đó báo cáo."
        )
        parts.append((words["trap"], said))
    return parts
