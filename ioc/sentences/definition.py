"""The definition of an indicator: what it counts, the rule of its verdict, its traps."""

from __future__ import annotations

from ioc.card import TargetValue
from ioc.indicator import Direction, Indicator, SpaceRule
from ioc.owner import Owner
from ioc.sentences.owner import owner_text
from ioc.sentences.values import target_text
from ioc.status import judge
from ioc.words.catalogue import Words


def definition(
    indicator: Indicator,
    target: TargetValue | None,
    language: str = "vi",
    owner: Owner | None = None,
) -> list[tuple[str, str]]:
    """Return the terms of the definition with their texts, in reading order.

    `owner` answers for the indicator in the area shown; None: nobody is named.
    """
    words = Words("analysis", language)
    numerator, below = indicator.numerator(language), indicator.denominator(language)
    parts = [(words["numerator"] if below else words["counted"], numerator)]
    if below:
        parts.append((words["denominator"], below))
    parts.append(
        (words["direction"], words["up" if indicator.direction is Direction.UP else "down"])
    )
    if target is not None:
        source = target.source(language)
        amount = target_text(indicator, target.value, language)
        year = f" ({target.year})" if target.year else ""
        parts.append((words["target"], f"{amount}{year} – {source}"))
        rule = judge(target.value, target.value, indicator.direction).rule(language)
        parts.append((words["rule"], rule))
    parts.append((words["source"], indicator.source(language)))
    if owner is not None:
        parts.append((words["owner"], owner_text(owner, language)))
    trap = indicator.trap(language)
    if trap:
        parts.append((words["trap"], trap))
    if indicator.space_rule in (SpaceRule.NOT_ADDITIVE, SpaceRule.MEDIAN_OF_SAMPLES):
        parts.append((words["trap"], words["not_added_up"]))
    return parts
