"""Codes of villages that another vintage, which shows the same rows, has given away."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data.area_in import area_in
from data.schema import vintage_scope
from ioc.area import Level


def taken_in_other_vintages(connection: Connection, villages: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows have a code that a village has in another vintage showing the same rows.

    Args:
        connection: the store; only read.
        villages: columns vintage, code, province_code, row_vintage (the one that stores the row).
    """
    codes = villages["code"].astype(str)
    shown = pd.DataFrame(
        connection.execute(
            select(vintage_scope.c.vintage, vintage_scope.c.province_code,
                   vintage_scope.c.area_vintage)
        ).all(),
        columns=["shown_in", "province_code", "row_vintage"],
    )  # fmt: skip
    shown = shown[~shown["shown_in"].isin(villages["vintage"])]
    wanted = villages.assign(place=np.arange(len(villages)), code=codes)[
        ["place", "code", "province_code", "row_vintage"]
    ].merge(shown, on=["province_code", "row_vintage"])
    if wanted.empty:
        return np.zeros(len(villages), dtype=bool)
    held = {
        (row.vintage, row.code)
        for row in connection.execute(
            select(area_in.c.vintage, area_in.c.code).where(
                area_in.c.vintage.in_(wanted["shown_in"].unique().tolist()),
                area_in.c.level == Level.VILLAGE.value,
            )
        )
    }
    clash = [key in held for key in zip(wanted["shown_in"], wanted["code"], strict=True)]
    return np.isin(np.arange(len(villages)), wanted.loc[clash, "place"])
