"""What a reorganisation would change, in Vietnamese lines: by kind, with counts and examples.

Pure: a plan in, sections out; the command prints them and a page may show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from data.load.reorganisation_outcome import ReorganisationPlan
from ioc.area import AreaKey
from ioc.crosswalk import Kind, Relation
from ioc.indicator import Basis

EXAMPLES = 5
_BASES = {
    Basis.POPULATION: "dân số",
    Basis.HOUSEHOLDS: "số hộ",
    Basis.VILLAGES: "số thôn",
    Basis.AREA: "diện tích",
}


@dataclass(frozen=True)
class Section:
    """One kind of change: its title, how many, and the first of them in words."""

    kind: str
    title: str
    count: int
    examples: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the section as text lines."""
        more = self.count - len(self.examples)
        rest = [f"    … và {more} trường hợp khác"] if more > 0 and self.examples else []
        return [f"{self.title}: {self.count}", *(f"    {each}" for each in self.examples), *rest]


def report_sections(plan: ReorganisationPlan, examples: int = EXAMPLES) -> list[Section]:
    """Return the change report of a plan; kinds of which there is nothing are left out."""
    names = plan.names
    report = plan.report

    def say(key: AreaKey) -> str:
        return f"{key.code} {names.get(key, '')}".strip()

    def pair(each: Any) -> str:
        return f"{say(each.before)} → {say(each.after)}"

    def several(keys: Iterable[AreaKey]) -> str:
        return ", ".join(say(key) for key in keys)

    def relation(each: Relation) -> str:
        shares = ", ".join(
            f"{_BASES[basis]} {share:g}" for basis, share in sorted(each.shares.items())
        )
        how = "toàn bộ" if each.kind is Kind.WHOLE else f"một phần ({shares or 'chưa có tỷ lệ'})"
        return f"{say(each.source)} → {say(each.target)}: {how}"

    upper = plan.upper
    renamed = sorted({*upper.renamed, *upper.retyped, *upper.recoded})
    listed: list[tuple[str, str, Sequence[Any], Callable[[Any], str]]] = [
        ("provinces_renamed", "Tỉnh đổi tên, loại hình hoặc mã", renamed, pair),
        (
            "provinces_merge", "Tỉnh nhập từ nhiều tỉnh", upper.merge,
            lambda each: f"{several(each.before)} → {say(each.after)}",
        ),
        (
            "provinces_split", "Tỉnh bị chia", upper.split,
            lambda each: f"{say(each.before)} → {several(each.after)}",
        ),
        ("appear", "Mã mới xuất hiện", report.appear, say),
        ("vanish", "Mã không còn", report.vanish, say),
        (
            "merge", "Nhập từ nhiều đơn vị", report.merge,
            lambda each: f"{several(each.before)} → {say(each.after)}",
        ),
        (
            "split", "Bị chia", report.split,
            lambda each: f"{say(each.before)} → {several(each.after)}",
        ),
        ("other_land", "Giữ mã nhưng đất khác trước", report.other_land, say),
        ("renamed", "Giữ đất, đổi tên", report.renamed, pair),
        ("retyped", "Giữ đất, đổi loại hình", report.retyped, pair),
        ("recoded", "Giữ đất, đổi mã", report.recoded, pair),
        ("unchanged", "Không đổi", report.unchanged, pair),
        (
            "unweighed", "Bị chia mà chưa có tỷ lệ nào (số liệu không chuyển được)",
            report.unweighed, say,
        ),
        (
            "partly_weighed", "Tỷ lệ mới có một phần (chưa dùng được)", report.partly_weighed,
            lambda each: f"{say(each[0])}: {_BASES[each[1]]}",
        ),
        (
            "unrelated_before", "Đơn vị cũ không có dòng nào", report.unrelated_before, say,
        ),
        ("unrelated_after", "Đơn vị mới không có dòng nào", report.unrelated_after, say),
    ]  # fmt: skip
    if plan.made is None:
        listed += [
            ("added", "Quan hệ thêm vào", plan.difference.added, relation),
            ("removed", "Quan hệ bỏ đi", plan.difference.removed, relation),
            ("changed", "Quan hệ đổi cách nhập hoặc tỷ lệ", plan.difference.changed, relation),
        ]
    elif plan.made.villages_lost:
        lost = plan.made.villages_lost
        listed.append(
            (
                "villages_lost", "Thôn của xã bị chia, chưa rõ về xã nào (không chuyển sang)",
                lost, lambda each: f"{each.code} {each.full_name}",
            )
        )  # fmt: skip
    # Of what stays as it is, the number is enough.
    return [
        Section(
            kind,
            title,
            len(found),
            () if kind == "unchanged" else tuple(words(each) for each in found[:examples]),
        )
        for kind, title, found, words in listed
        if len(found)
    ]


def report_lines(plan: ReorganisationPlan, examples: int = EXAMPLES) -> list[str]:
    """Return the whole report as text: what is made, each kind of change, remarks."""
    before, after = plan.before.code, plan.after.code
    if plan.made is None:
        head = [
            f"Thay quan hệ giữa hai kỳ địa giới {before} → {after}:"
            f" {len(plan.relations)} quan hệ trong tệp, {plan.difference.same} như cũ.",
        ]
    else:
        head = [
            f"Kỳ địa giới mới {after} ({plan.after.name_vi}), tiếp theo kỳ {before}:"
            f" {len(plan.made.areas)} địa bàn của tỉnh {', '.join(plan.provinces)};"
            " các tỉnh khác giữ nguyên.",
        ]
        if plan.made.villages_followed:
            head.append(f"Thôn đi theo xã: {plan.made.villages_followed}")
    body = [line for each in report_sections(plan, examples) for line in each.lines()]
    remarks = [f"Lưu ý: {each}" for each in plan.remarks[: 4 * examples]]
    more = len(plan.remarks) - len(remarks)
    return [*head, *body, *remarks, *([f"… và {more} lưu ý khác"] if more > 0 else [])]
