"""The home province: what it was before 2025-07-01, and how many villages its communes have."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.demo.published import NGHE_AN
from data.demo.terrain import Ints, apportion, successors
from ioc.area import BEFORE_2025, SINCE_2025, Level
from ioc.errors import NotFoundError
from ioc.words.phrase import Phrase

# Villages of Nghệ An as published for 2023-08 (3,743 of 3,806 with mobile broadband).
PUBLISHED_VILLAGES = {NGHE_AN: 3806}
_HOUSEHOLDS, _HOUSEHOLDS_REMOTE, _FEWEST = 230, 120, 3


def former_provinces(
    communes: pd.DataFrame, relations: pd.DataFrame, home: str
) -> tuple[tuple[str, ...], pd.Series]:
    """Return the provinces that became this one, and where each of their communes went.

    Args:
        communes: rows of table `area` with all communes of both vintages (other levels are left
            out), sorted in any way.
        relations: rows of `area_relation` between the two.
        home: code of the province since 2025-07-01.

    Returns:
        Codes before 2025-07-01, ascending; old commune → new commune, sorted by old code.

    Raises:
        NotFoundError: there is no such province since 2025-07-01.
    """
    communes = communes[communes["level"] == Level.COMMUNE.value]
    new = communes[communes["vintage"] == SINCE_2025.code]
    inside = new.loc[new["province_code"] == home, "code"]
    if inside.empty:
        codes = ", ".join(sorted(new["province_code"].dropna().unique()))
        raise NotFoundError(
            Phrase("demo-no-province", code=home, vintage=SINCE_2025.code, codes=codes)
        )
    old = communes[communes["vintage"] == BEFORE_2025.code]
    sources = relations.loc[relations["to_code"].isin(inside), "from_code"]
    old = old[old["code"].isin(sources)].sort_values("code")
    successor = successors(old, relations)
    successor = successor[successor.isin(inside)]
    lies_in = old.set_index("code")["province_code"]
    return tuple(sorted(set(lies_in.loc[successor.index]))), successor


def village_counts(communes: pd.DataFrame) -> Ints:
    """Return how many villages old communes have: one for so many households, at least three.

    One village per 230 households, in remote communes per 120. Where a province's number is
    published, it is met exactly: two villages for every commune and the others by the number of
    households, less than in proportion (large communes have larger villages).

    Args:
        communes: columns province (before 2025-07-01), remoteness and households.
    """
    households = communes["households"].to_numpy()
    usual = np.where(communes["remoteness"] > 0.6, _HOUSEHOLDS_REMOTE, _HOUSEHOLDS)
    counts: Ints = np.maximum(_FEWEST, households // usual).astype(np.int64)
    for province, total in PUBLISHED_VILLAGES.items():
        here = np.flatnonzero((communes["province"] == province).to_numpy())
        if len(here):
            counts[here] = 2 + apportion(total - 2 * len(here), households[here] ** 0.75)
    return counts
