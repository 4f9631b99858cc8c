"""Published figures that the demo data must reproduce, and the arithmetic for it.

Only figures of catalogue indicators in the four cases stand here; HT01 and HT02 of Nghệ An
come from the village ranking itself (`data.demo.signal`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo.terrain import Floats, Ints


@dataclass(frozen=True)
class Anchor:
    """One published figure: a total of numerators, or a share of the denominators."""

    indicator: str
    province: str  # code before 2025-07-01
    period: str
    share: float | None = None
    numerator: int | None = None
    bends: bool = True  # the whole curve passes near it, not this one period alone

    def total(self, denominator: int) -> int:
        """Return the numerators' total that the province must have."""
        if self.numerator is not None:
            return self.numerator
        return round((self.share or 0.0) * denominator)


NGHE_AN, DIEN_BIEN, YEN_BAI, LAO_CAI = "40", "11", "15", "10"
# A figure of one month stands for the quarter it lies in; a figure of a year for its last quarter.
ANCHORS = (
    # The people under 4G, HT09, are those of HT04.
    Anchor("HT04", YEN_BAI, "2022-Q3", share=0.94),
    Anchor("XH02", YEN_BAI, "2022-Q3", share=0.947),
    Anchor("YT01", YEN_BAI, "2022-Q3", share=1.0, bends=False),
    Anchor("CQ01", YEN_BAI, "2022-09", share=1.0),
    Anchor("CQ08", YEN_BAI, "2022-09", share=1.0),
    # KT04 counts the firms of KT01.
    Anchor("KT01", DIEN_BIEN, "2022-Q4", numerator=1087),
    Anchor("KT05", DIEN_BIEN, "2022-Q4", numerator=778),
    # "More than" 1,000 teams and 5,500 members: a lower bound that the demo data meets.
    Anchor("XH09", DIEN_BIEN, "2022-Q4", numerator=1000),
    Anchor("XH10", DIEN_BIEN, "2022-Q4", numerator=5500),
    Anchor("XH01", NGHE_AN, "2024-Q4", share=0.7465),
    Anchor("XH02", NGHE_AN, "2024-Q4", share=0.9503),
    # "About 8,500 stations (2024)".
    Anchor("HT08", NGHE_AN, "2024-Q4", numerator=8500),
)


def anchors_of(indicator: str) -> list[Anchor]:
    """Return the published figures of one indicator."""
    return [anchor for anchor in ANCHORS if anchor.indicator == indicator]


def settle(numerator: Ints, denominator: Ints | None, total: int) -> Ints:
    """Return numerators of one period that sum to `total`, each changed as little as can be.

    Args:
        numerator: simulated, one per area.
        denominator: upper bounds (None: no bound).
        total: what they must sum to.

    Raises:
        ValueError: the denominators sum to less.

    >>> settle(np.array([5, 5, 0]), np.array([6, 9, 0]), 13).tolist()
    [6, 7, 0]
    """
    limits = np.full(len(numerator), np.iinfo(np.int64).max) if denominator is None else denominator
    result = np.minimum(numerator, limits).astype(np.int64)
    missing = total - int(result.sum())
    while missing:
        room = (limits - result) if missing > 0 else result
        open_places = np.flatnonzero(room > 0)
        if not len(open_places):
            raise ValueError(f"no room for a total of {total}")
        step = max(1, abs(missing) // len(open_places))
        change = np.minimum(room[open_places], step)
        change = np.where(np.cumsum(change) <= abs(missing), change, 0)
        result[open_places] += np.sign(missing) * change
        missing = total - int(result.sum())
    return result


def shift_for(logit: Floats, weight: Floats, low: float, span: Floats, share: float) -> float:
    """Return what to add to the logits so that the weighted share becomes `share`.

    The share of an area is low + span × sigmoid(logit + shift); bisection, 40 steps.
    """
    total = weight.sum() or 1.0
    below, above = -12.0, 12.0
    for _ in range(40):
        middle = (below + above) / 2
        mean = float((weight * (low + span / (1 + np.exp(-(logit + middle))))).sum() / total)
        below, above = (middle, above) if mean < share else (below, middle)
    return (below + above) / 2
