"""How far a change can be trusted, where a side of it was brought over from another vintage."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.card import Cell
from layouts.origin import Origin, long_origin, origin_of
from layouts.text import Words

WORDS = {
    "estimate": ("ước tính", "estimate"),
    "mean": ("trung bình", "mean"),
    "shown": ("Kỳ này", "This period"),
    "before": ("Kỳ so sánh", "Compared period"),
}


@dataclass(frozen=True)
class Doubt:
    """`word` is what a side of a change is, empty where both are exact; `rule` says how made."""

    word: str
    rule: str


def change_doubt(shown: Cell | None, before: Cell | None, language: str = "vi") -> Doubt:
    """Return what to say beside the change from one cell to another.

    >>> change_doubt(Cell("2025-07", 1.0), Cell("2025-06", 1.0, converted=2, estimated=1, basis=1))
    Doubt(word='ước tính', rule='Kỳ so sánh: Quy đổi sang địa giới đang xem: ước tính, chia theo dân số')
    """  # noqa: E501
    words = Words(WORDS, language)
    word, rules = "", []
    for key, cell in (("shown", shown), ("before", before)):
        if cell is None or not cell.converted:
            continue
        rule = long_origin(cell.converted, cell.estimated, cell.basis, language)
        rules.append(f"{words[key]}: {rule}")
        origin = origin_of(cell.converted, cell.estimated, cell.basis)
        if origin is Origin.ESTIMATE:
            word = words["estimate"]
        elif origin is Origin.MEAN:
            word = word or words["mean"]
    return Doubt(word, "\n".join(rules))
