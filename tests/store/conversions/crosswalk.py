"""The small country in three vintages, and the definition of its numbers by ioc.crosswalk."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.load.observations import Submission, store_observations
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.crosswalk import Relation, RelationKind
from ioc.indicator import Basis
from tests.store.small_country import SmallCountry

OLD, NEW, NEXT = BEFORE_2025.code, SINCE_2025.code, "2026-04-30"


FILE = Submission("file", "bao-cao.csv", "0" * 64)
COMMUNES = {
    OLD: ["40001", "40002", "40003"],
    NEW: ["40001", "40002", "40003", "40004"],
    NEXT: ["40001", "40004", "40005"],
}


# Old 40001 and 40002 become new 40001; 40003 is divided. Then 40002 and 40003 become 40005.
SHARES = {Basis.POPULATION: (0.25, 0.75), Basis.AREA: (0.5, 0.5)}
SIZES = {("40001", OLD): 3000.0, ("40002", OLD): 1000.0}


def key(vintage: str, code: str) -> AreaKey:
    return AreaKey(vintage, code)


FIRST = [
    Relation(key(OLD, "40001"), key(NEW, "40001")),
    Relation(key(OLD, "40002"), key(NEW, "40001")),
    *(
        Relation(
            key(OLD, "40003"),
            key(NEW, code),
            RelationKind.PART,
            {basis: shares[place] for basis, shares in SHARES.items()},
        )
        for place, code in enumerate(["40002", "40003"])
    ),
]


SECOND = [
    Relation(key(NEW, "40001"), key(NEXT, "40001")),
    Relation(key(NEW, "40004"), key(NEXT, "40004")),
    Relation(key(NEW, "40002"), key(NEXT, "40005")),
    Relation(key(NEW, "40003"), key(NEXT, "40005")),
]


ReportedCells = dict[tuple[str, str, str], tuple[float, float]]  # vintage, code, period


def load(connection: Connection, country: SmallCountry, cells: ReportedCells, code: str) -> int:
    rows = [
        {
            "area_id": country.areas[key(vintage, commune)],
            "indicator_id": country.indicators[code],
            "period": period,
            "numerator": numerator if code != "SPEED" else np.nan,
            "denominator": denominator if code == "SHARE" else np.nan,
            "value": numerator if code == "SPEED" else np.nan,
        }
        for (vintage, commune, period), (numerator, denominator) in cells.items()
    ]
    names = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]
    return store_observations(connection, pd.DataFrame(rows, columns=names), FILE).submission_id
