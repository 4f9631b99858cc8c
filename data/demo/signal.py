"""Mobile signal by village: which one is covered when, and which has weak spots.

HT01, HT02 and HT03 come from one and the same ranking, so they agree in every area and month:
no signal = villages − covered, and weak spots are counted among covered villages only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo import generator
from data.demo.curves import months_of
from data.demo.published import NGHE_AN
from data.demo.terrain import Floats, Ints, smooth_field
from ioc.period import Period

# Published for Nghệ An: 3,743 of 3,806 villages on 2023-08-30, month 37.
_KNOWN_MONTH, _KNOWN_SHARE_DARK = 37, 63 / 3806
_DECAY = 0.0373


@dataclass(frozen=True)
class SignalCoverage:
    """Whole numbers, areas × periods."""

    villages: Ints
    covered: Ints
    weak: Ints

    def parts(self, code: str) -> tuple[Ints, Ints | None]:
        """Return numerator and denominator of HT01, HT02 or HT03."""
        match code:
            case "HT01":
                return self.covered, self.villages
            case "HT02":
                return self.villages - self.covered, None
            case "HT03":
                return self.weak, self.covered
        raise ValueError(f"{code} says nothing about signal")


def simulate_signal(units: pd.DataFrame, periods: list[Period], label: str) -> SignalCoverage:
    """Return villages, covered villages and villages with weak spots of each area.

    An area of n villages stands for n places like it. In Nghệ An exactly 63 of the 3,806 have
    no signal in 2023-08.
    """
    months = months_of(periods)
    count = units["villages"].to_numpy()
    home = np.repeat(np.arange(len(units)), count)
    remote = units["remoteness"].to_numpy()[home]
    random = generator(f"signal {label}")
    surface = smooth_field(units["lon"], units["lat"], "signal", 30)[home]
    hard = 1.0 * remote + 0.12 * surface + 0.12 * random.standard_normal(len(home))
    weak = 0.6 * remote + 0.15 * surface + 0.30 * random.standard_normal(len(home))
    covered = np.zeros((len(home), len(periods)), dtype=bool)
    patchy = np.zeros_like(covered)
    provinces = units["province"].to_numpy()[home]
    for province in pd.unique(provinces):
        rows = np.flatnonzero(provinces == province)
        covered[rows] = _covered(hard[rows], _dark(province, remote[rows], months))
        among = np.rint(_weak_share(remote[rows].mean(), months) * covered[rows].sum(axis=0))
        patchy[rows] = _worst(weak[rows], covered[rows], among.astype(np.int64))
    return SignalCoverage(
        np.repeat(count.astype(np.int64)[:, None], len(periods), axis=1),
        _per_area(covered, count),
        _per_area(patchy, count),
    )


def _dark(province: str, remoteness: Floats, months: Floats) -> Ints:
    """Return how many villages of a province have no signal in each month."""
    # Harder land starts with more of them.
    share = (
        _KNOWN_SHARE_DARK
        if province == NGHE_AN
        else 0.10 * max(0.0, float(remoteness.mean()) - 0.3) ** 2
    )
    size = share * len(remoteness) * np.exp(-_DECAY * (months - _KNOWN_MONTH))
    return np.rint(size).astype(np.int64)


def _covered(hard: Floats, dark: Ints) -> NDArray[np.bool_]:
    """Return which villages have signal: the hardest places get it last."""
    rank = np.empty(len(hard), dtype=np.int64)
    rank[np.argsort(-hard, kind="stable")] = np.arange(len(hard))
    covered: NDArray[np.bool_] = rank[:, None] >= dark[None, :]
    return covered


def _weak_share(remoteness: float, months: Floats) -> Floats:
    return 0.03 + 0.16 * remoteness * np.exp(-months / 45)


def _worst(weak: Floats, covered: NDArray[np.bool_], number: Ints) -> NDArray[np.bool_]:
    """Return the `number` weakest places among the covered ones, month by month."""
    order = np.argsort(-weak, kind="stable")
    place = np.cumsum(covered[order], axis=0)
    mask = np.zeros_like(covered)
    mask[order] = covered[order] & (place <= number[None, :])
    return mask


def _per_area(flags: NDArray[np.bool_], count: Ints) -> Ints:
    if (count == 1).all():
        return flags.astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(count)[:-1]])
    total: Ints = np.add.reduceat(flags.astype(np.int64), starts, axis=0)
    return total
