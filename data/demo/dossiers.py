"""Administrative dossiers of a commune: one book from which CQ02 … CQ08 are read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo import generator, noise
from data.demo.curves import months_of, season
from data.demo.terrain import Floats, Ints
from ioc.period import Period

# Since 2025-07-01 communes also handle what the districts used to.
_MORE_WORK_FROM, _MORE_WORK = 60, 1.35


@dataclass(frozen=True)
class DossierBook:
    """Whole numbers, areas × months: what the shares of CQ02 … CQ08 are of."""

    received: Ints
    results: Ints
    due: Ints  # with a result, and overdue but still open
    with_fee: Ints  # received for procedures that cost a fee
    rated: Ints

    def base(self, name: str) -> Ints:
        """Return the column that `IndicatorPlan.base` names."""
        column: Ints = getattr(self, name)
        return column


def simulate_dossiers(units: pd.DataFrame, periods: list[Period], label: str) -> DossierBook:
    """Return the book of each area: seasons, slow growth, a commune's own pace."""
    random = generator(f"dossiers {label}")
    months = months_of(periods)

    def uniform(column: str, low: float, high: float) -> Floats:
        factors = generator(f"dossiers {column} {label}").uniform(
            low, high, (len(periods), len(units))
        )
        return factors.T

    pace = np.exp(0.25 * random.standard_normal((len(units), 1)))
    near = (1.3 - 0.6 * units["remoteness"].to_numpy())[:, None]
    work = np.where(months >= _MORE_WORK_FROM, _MORE_WORK, 1.0) * np.exp(months / 250)
    mean = units["population"].to_numpy(dtype=float)[:, None] * 0.016 * near * pace
    received = np.rint(
        mean
        * work
        * season(periods)
        * np.exp(0.07 * noise(f"dossiers {label}", len(units), len(periods)))
    ).astype(np.int64)
    results = np.rint(received * uniform("resolved", 0.93, 1.01)).astype(np.int64)
    overdue = np.rint(received * uniform("overdue", 0.002, 0.02)).astype(np.int64)
    with_fee = np.rint(received * uniform("paid", 0.36, 0.46)).astype(np.int64)
    rated = np.rint(results * uniform("rated", 0.05, 0.14)).astype(np.int64)
    return DossierBook(received, results, results + overdue, with_fee, rated)
