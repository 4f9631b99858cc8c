"""The lineage of an area as its page shows it: columns of vintages, and the steps between them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.areas import Area
from data.queries.lineage import AreaChange, AreaTransition, Lineage, count_inside, read_lineage
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.local_time import day_text
from layouts.area.view import (
    AreaLink,
    LineageColumn,
    LineageNode,
    LineageStep,
    LineageView,
    Relative,
)


def find_lineage(context: Context, connection: Connection, here: Area) -> Lineage:
    """Return the lineage of an area, read once per revision of the store."""
    return context.directories.remember(
        connection, ("lineage", here.id), lambda: read_lineage(connection, here)
    )


def find_inside(context: Context, connection: Connection, here: Area) -> dict[Level, int]:
    """Return `count_inside`, counted once until areas change."""
    return context.directories.remember(
        connection, ("inside", here.key), lambda: count_inside(connection, here)
    )


def relatives(
    lineage: Lineage, vintages: Sequence[Vintage], language: str
) -> tuple[tuple[Relative, ...], tuple[Relative, ...]]:
    """Return the direct predecessors and the direct successors of an area."""
    return (
        tuple(_relative(lineage, step, step.source, vintages, language)
              for step in lineage.before()),
        tuple(_relative(lineage, step, step.target, vintages, language)
              for step in lineage.after()),
    )  # fmt: skip


def _relative(
    lineage: Lineage,
    step: AreaTransition,
    other: AreaKey,
    vintages: Sequence[Vintage],
    language: str,
) -> Relative:
    name = vintage_name(other.vintage, vintages, language)
    return Relative(_place(lineage, other), name, step.change.value, step.share, step.communes)


def lineage_view(
    lineage: Lineage, here: AreaLink, vintages: Sequence[Vintage], language: str
) -> LineageView:
    """Return the lineage in columns, the earliest vintage first; empty where nothing changed.

    Args:
        lineage: of the area shown.
        here: the area as its page names it (under the requested vintage).
        vintages: all that are loaded.
        language: "vi" or "en".
    """
    if not lineage.steps:
        return LineageView((), ())
    all_keys = {key for step in lineage.steps for key in (step.source, step.target)}
    columns = []
    for vintage in sorted({key.vintage for key in all_keys}):
        keys = sorted(key for key in all_keys if key.vintage == vintage)
        columns.append(
            LineageColumn(
                title=vintage_name(vintage, vintages, language),
                since=day_text(resolve_vintage(vintage, vintages).valid_from),
                nodes=tuple(_node(lineage, key, here) for key in keys),
            )
        )
    return LineageView(tuple(columns), tuple(_step(lineage, step) for step in lineage.steps))


def _node(lineage: Lineage, key: AreaKey, here: AreaLink) -> LineageNode:
    is_here = key == lineage.here
    # A step is listed at the end that is farther from the area shown.
    if key.vintage <= lineage.here.vintage:
        steps = [step for step in lineage.steps if step.source == key]
    else:
        steps = [step for step in lineage.steps if step.target == key]
    return LineageNode(
        name=str(key),
        place=here if is_here else _place(lineage, key),
        is_here=is_here,
        steps=() if is_here else tuple(_step(lineage, step) for step in steps),
    )


def _step(lineage: Lineage, step: AreaTransition) -> LineageStep:
    far = step.target if step.source.vintage >= lineage.here.vintage else step.source
    near = step.source if far == step.target else step.target
    return LineageStep(
        source=str(step.source),
        target=str(step.target),
        change=step.change.value,
        share=step.share,
        basis=step.basis.value if step.basis else "",
        note=step.note,
        communes=step.communes,
        all_communes=step.all_communes,
        other=lineage.areas[near].full_name if near != lineage.here else "",
        weight=step_weight(step),
    )


def step_weight(step: AreaTransition) -> float:
    """Return the breadth of a step: the share of its source that goes this way, 0 to 1."""
    if step.all_communes > 1:
        return step.communes / step.all_communes
    if step.change is not AreaChange.PART:
        return 1.0
    # Half, where the share is unknown.
    return 0.5 if step.share is None else step.share


def _place(lineage: Lineage, key: AreaKey) -> AreaLink:
    each = lineage.areas[key]
    # The parent of a province goes without saying.
    parent = "" if each.level is Level.PROVINCE else lineage.parents.get(key, "")
    return AreaLink(key, each.level, each.full_name, parent)


def vintage_name(code: str, vintages: Sequence[Vintage], language: str) -> str:
    """Return a vintage's name in words, "từ 01/07/2025"."""
    vintage = resolve_vintage(code, vintages)
    return vintage.name(language)
