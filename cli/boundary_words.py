"""Lines that the commands for boundaries print: what was read, and what would be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ioc.words.catalogue import say

if TYPE_CHECKING:
    from geo.boundaries import Report
    from geo.publish import PublishReport
    from geo.publish_plan import PublishPlan

_MOST_EXAMPLES = 12


def read_lines(report: Report, plan: PublishPlan) -> list[str]:
    """Return what was read, and where it differs from the table of areas."""
    names = plan.area_table.names
    share = f"{report.fit.share:.1%}".replace(".", ",").replace("%", " %")
    agreement = (
        say("command-fits-wholly")
        if report.fit.share == 1
        else say("command-fits-partly", share=share)
    )
    columns = ", ".join(
        f"{say(f'command-field-{field}')}: {column}" for field, column in report.columns.items()
    )
    lines = [
        say(
            "command-read-features",
            count=report.features,
            columns=columns,
            vintage=report.fit.vintage,
            agreement=agreement,
        )
    ]
    for words, codes in (
        (say("command-by-name"), report.matched_by_name),
        (say("command-repaired"), report.repairs),
        (say("command-joined"), report.unions),
    ):
        if codes:
            lines.append(f"  {words}: {len(codes)} ({_examples(codes)})")
    if report.renamed:
        areas = [say("command-renamed", code=code, name=names.get(code, ''), other=name)
                for code, name in report.renamed.items()]  # fmt: skip
        lines.append("  " + say("command-renamed-all", count=len(areas), areas=_examples(areas)))
    if report.left_out:
        lines.append("  " + say("command-left-out-all", count=len(report.left_out)))
        lines += [f"    {each}" for each in report.left_out]
    staying = {code for codes in plan.beside.values() for code in codes}
    missing = [code for code in report.missing if code not in staying]
    if missing:
        areas = [f"{code} {names.get(code, '')}".strip() for code in missing]
        lines.append("  " + say("command-missing-all", count=len(areas), areas=_examples(areas)))
    return [*lines, *(f"  {note}" for note in report.notes)]


def plan_questions(plan: PublishPlan) -> list[str]:
    """Return the questions that a user must agree to before publishing."""
    questions = []
    kind = say(f"level-{plan.level}")
    counts = plan.shapes.explode("codes").groupby("province_code")["codes"].count()
    for province, codes in plan.beside.items():
        if province not in plan.provinces:
            continue
        tiers = sorted({tier_word(plan.land.tiers[code].value) for code in codes})
        areas = [f"{code} {plan.area_table.names.get(code, '')}".strip() for code in codes]
        count = int(counts.get(province, 0))
        questions.append(
            say(
                "command-partial-file",
                count=count,
                all=count + len(codes),
                areas=kind,
                province=plan.area_table.names.get(province, province),
                rest=len(codes),
                tiers=", ".join(tiers),
                list=_examples(areas),
            )
        )
    return questions


def tier_word(tier: str) -> str:
    """Return what a tier of boundaries is called."""
    return say(f"command-tier-{tier}")


def say_published(report: PublishReport) -> None:
    """Print what was published, kept and left out."""
    size = sum(entry["bytes_br"] for entry in report.published) / 1000
    print(say("command-published", count=len(report.published), size=f"{size:.0f}"))
    mixed = [entry for entry in report.published if entry.get("better")]
    if mixed:
        print("  " + say("command-maps-mixed", count=len(mixed)))
    if report.unchanged:
        print("  " + say("command-maps-kept", count=len(report.unchanged)))
    if report.incomplete:
        print("  " + say("command-maps-skipped", provinces=", ".join(sorted(report.incomplete))))
    if report.published:
        print("  " + say("command-undo-hint"))


def _examples(texts: Iterable[str]) -> str:
    items = list(texts)
    more = (
        say("command-more", count=len(items) - _MOST_EXAMPLES)
        if len(items) > _MOST_EXAMPLES
        else ""
    )
    return "; ".join(items[:_MOST_EXAMPLES]) + more
