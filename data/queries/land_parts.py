"""The earlier communes that the communes of a vintage were made of."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from data.store.fetch import fetch_tuples
from data.store.schema import area, area_relation
from ioc.area import Level

_COLUMNS = ["from_vintage", "from_code", "from_province", "to_code", "whole"]


def read_land_parts(connection: Connection, vintage: str) -> pd.DataFrame:
    """Return the earlier communes that became communes of a vintage; empty without relations.

    One row per relation, by new code, then old one.

        from_vintage   str   the vintage that stores the earlier area
        from_code      str   a commune, or a district without any
        from_province  str   code of its province
        to_code        str   a commune that this vintage stores
        whole          bool  all of its land is there
    """
    link, old = area_relation.c, area.alias("old")
    rows = fetch_tuples(
        connection,
        select(link.from_vintage, link.from_code, old.c.province_code, link.to_code, link.kind)
        .join(old, (old.c.vintage == link.from_vintage) & (old.c.code == link.from_code))
        .where(
            link.to_vintage == vintage,
            old.c.level.in_([Level.COMMUNE.value, Level.DISTRICT.value]),
        )
        .order_by(link.to_code, link.from_code),
    )
    frame = pd.DataFrame([tuple(row) for row in rows], columns=_COLUMNS)
    frame["whole"] = frame["whole"] == "whole"
    return frame
