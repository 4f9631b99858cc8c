"""Village codes that are in use in another vintage which shows the same rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data.queries.area_in import area_in
from data.store.schema import vintage_scope
from ioc.area import Level


def taken_in_other_vintages(connection: Connection, villages: pd.DataFrame) -> NDArray[np.bool_]:
    """Mark the rows whose code a village has in another vintage that shows the same rows.

    Args:
        connection: the store; only read.
        villages: columns vintage, code, province_code, row_vintage (the one that stores the row).
    """
    codes = villages["code"].astype(str)
    scopes = pd.DataFrame(
        connection.execute(
            select(vintage_scope.c.vintage, vintage_scope.c.province_code,
                   vintage_scope.c.area_vintage)
        ).all(),
        columns=["shown_in", "province_code", "row_vintage"],
    )  # fmt: skip
    scopes = scopes[~scopes["shown_in"].isin(villages["vintage"])]
    elsewhere = villages.assign(place=np.arange(len(villages)), code=codes)[
        ["place", "code", "province_code", "row_vintage"]
    ].merge(scopes, on=["province_code", "row_vintage"])
    if elsewhere.empty:
        return np.zeros(len(villages), dtype=bool)
    village_keys = {
        (row.vintage, row.code)
        for row in connection.execute(
            select(area_in.c.vintage, area_in.c.code).where(
                area_in.c.vintage.in_(elsewhere["shown_in"].unique().tolist()),
                area_in.c.level == Level.VILLAGE.value,
            )
        )
    }
    clash = [
        key in village_keys for key in zip(elsewhere["shown_in"], elsewhere["code"], strict=True)
    ]
    return np.isin(np.arange(len(villages)), elsewhere.loc[clash, "place"])
