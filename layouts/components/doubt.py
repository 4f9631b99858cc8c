"""How exact a change is, where one of its sides was converted from another vintage."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.card import Cell
from ioc.sentences.origin import Origin, long_origin, origin_of
from ioc.words.catalogue import Words


@dataclass(frozen=True)
class Doubt:
    """`word` marks an inexact side of a change, empty where both are exact; `rule` explains it."""

    word: str
    rule: str


def change_doubt(now: Cell | None, before: Cell | None, language: str = "vi") -> Doubt:
    """Return the mark beside the change from one cell to another.

    >>> change_doubt(Cell("2025-07", 1.0), Cell("2025-06", 1.0, converted=2, estimated=1, basis=1))
    Doubt(word='ước tính', rule='Kỳ so sánh: Quy đổi sang địa giới đang xem: ước tính, chia theo dân số')
    """  # noqa: E501
    words = Words("doubt", language)
    word, rules = "", []
    for key, cell in (("shown", now), ("before", before)):
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
