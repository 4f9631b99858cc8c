"""What a reorganisation would change, in Vietnamese lines: by kind, with counts and examples.

Pure functions of a plan; the command prints the sections and a page may show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from data.load.reorganisation.outcome import ReorganisationPlan
from ioc.area import AreaKey
from ioc.crosswalk import Relation, RelationKind
from ioc.indicator import Basis
from ioc.words.catalogue import say

EXAMPLES = 5


@dataclass(frozen=True)
class ReportSection:
    """One kind of change: its title, how many, and the first of them in words."""

    kind: str
    title: str
    count: int
    examples: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the section as text lines."""
        more = self.count - len(self.examples)
        rest = (
            ["    " + say("reorganisation-more", count=more)] if more > 0 and self.examples else []
        )
        return [f"{self.title}: {self.count}", *(f"    {each}" for each in self.examples), *rest]


def report_sections(plan: ReorganisationPlan, examples: int = EXAMPLES) -> list[ReportSection]:
    """Return the change report of a plan; kinds without changes are left out."""
    names = plan.names
    report = plan.report

    def label(key: AreaKey) -> str:
        return f"{key.code} {names.get(key, '')}".strip()

    def pair(each: Any) -> str:
        return f"{label(each.before)} → {label(each.after)}"

    def several(keys: Iterable[AreaKey]) -> str:
        return ", ".join(label(key) for key in keys)

    def relation(each: Relation) -> str:
        shares = ", ".join(
            f"{_basis(basis)} {share:g}" for basis, share in sorted(each.shares.items())
        )
        how = (
            say("reorganisation-whole")
            if each.kind is RelationKind.WHOLE
            else say("reorganisation-part", shares=shares or say("reorganisation-no-share"))
        )
        return f"{label(each.source)} → {label(each.target)}: {how}"

    upper = plan.upper
    renamed = sorted({*upper.renamed, *upper.retyped, *upper.recoded})
    changes: list[tuple[str, Sequence[Any], Callable[[Any], str]]] = [
        ("provinces_renamed", renamed, pair),
        (
            "provinces_merge", upper.merge,
            lambda each: f"{several(each.before)} → {label(each.after)}",
        ),
        (
            "provinces_split", upper.split,
            lambda each: f"{label(each.before)} → {several(each.after)}",
        ),
        ("appear", report.appear, label),
        ("vanish", report.vanish, label),
        (
            "merge", report.merge,
            lambda each: f"{several(each.before)} → {label(each.after)}",
        ),
        (
            "split", report.split,
            lambda each: f"{label(each.before)} → {several(each.after)}",
        ),
        ("other_land", report.other_land, label),
        ("renamed", report.renamed, pair),
        ("retyped", report.retyped, pair),
        ("recoded", report.recoded, pair),
        ("unchanged", report.unchanged, pair),
        (
            "unweighed",
            report.unweighed, label,
        ),
        (
            "partly_weighed", report.partly_weighed,
            lambda each: f"{label(each[0])}: {_basis(each[1])}",
        ),
        (
            "unrelated_before", report.unrelated_before, label,
        ),
        ("unrelated_after", report.unrelated_after, label),
    ]  # fmt: skip
    if plan.new_vintage is None:
        changes += [
            ("added", plan.difference.additions, relation),
            ("removed", plan.difference.removals, relation),
            ("changed", plan.difference.changes, relation),
        ]
    elif plan.new_vintage.villages_lost:
        villages = plan.new_vintage.villages_lost
        changes.append(
            (
                "villages_lost",
                villages, lambda each: f"{each.code} {each.full_name}",
            )
        )  # fmt: skip
    # Unchanged areas are only counted.
    return [
        ReportSection(
            kind,
            say(f"reorganisation-{kind}"),
            len(items),
            () if kind == "unchanged" else tuple(words(each) for each in items[:examples]),
        )
        for kind, items, words in changes
        if len(items)
    ]


def report_lines(plan: ReorganisationPlan, examples: int = EXAMPLES) -> list[str]:
    """Return the whole report as text: the vintage, each kind of change, remarks."""
    before, after = plan.before.code, plan.after.code
    if plan.new_vintage is None:
        head = [
            say(
                "reorganisation-replaced",
                before=before,
                after=after,
                count=len(plan.relations),
                same=plan.difference.same,
            )
        ]
    else:
        head = [
            say(
                "reorganisation-new",
                after=after,
                name=plan.after.name_vi,
                before=before,
                count=len(plan.new_vintage.areas),
                provinces=", ".join(plan.provinces),
            )
        ]
        if plan.new_vintage.villages_followed:
            head.append(
                say("reorganisation-villages-followed", count=plan.new_vintage.villages_followed)
            )
    body = [line for each in report_sections(plan, examples) for line in each.lines()]
    remarks = [
        say("reorganisation-note", remark=str(each)) for each in plan.remarks[: 4 * examples]
    ]
    more = len(plan.remarks) - len(remarks)
    return [
        *head,
        *body,
        *remarks,
        *([say("reorganisation-more-notes", count=more)] if more > 0 else []),
    ]


def _basis(basis: Basis) -> str:
    return say(f"reorganisation-{basis}")
