"""A third vintage of the small country: one province changed, the other is taken over."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.load.areas.relations import link_units
from data.store.schema import area, area_relation, vintage, vintage_scope
from ioc.area import BEFORE_2025, SINCE_2025

THIRD = "2026-04-30"
# Province 01: 00101 keeps its land under another name, 00102 gives a part of its land to 00103,
# which is new; both provinces had 413 and 412 before, by the relations below.
_AREAS = [
    ("01", "province", "VN", "Thành phố Một"),
    ("00101", "commune", "01", "Phường Hoà 00101"),
    ("00102", "commune", "01", "Xã Hoà 00102"),
    ("00103", "commune", "01", "Xã Mới"),
]
_RELATIONS = [
    (BEFORE_2025.code, "40001", SINCE_2025.code, "40001", "whole", None, ""),
    (BEFORE_2025.code, "40002", SINCE_2025.code, "40001", "whole", None, ""),
    (BEFORE_2025.code, "40003", SINCE_2025.code, "40003", "part", None, ""),
    (BEFORE_2025.code, "40003", SINCE_2025.code, "00101", "part", None, ""),
    (SINCE_2025.code, "00101", THIRD, "00101", "whole", None, "Đổi thành phường"),
    (SINCE_2025.code, "00102", THIRD, "00102", "part", 0.62, ""),
    (SINCE_2025.code, "00102", THIRD, "00103", "part", 0.38, "Lập xã mới"),
]


def add_third_vintage(connection: Connection) -> dict[str, int]:
    """Write vintage, scope, areas and the whole crosswalk; return the ids of the new rows."""
    connection.execute(
        insert(vintage).values(
            code=THIRD, valid_from=THIRD, valid_to=None, name_vi="từ 30/04/2026 (Một)",
            name_en="since 30 April 2026 (One)",
        )
    )  # fmt: skip
    for province, row_vintage in (
        ("VN", SINCE_2025.code), ("01", THIRD), ("40", SINCE_2025.code)
    ):  # fmt: skip
        connection.execute(
            insert(vintage_scope).values(
                vintage=THIRD, province_code=province, area_vintage=row_vintage
            )
        )
    country = connection.scalar(
        select(area.c.id).where(area.c.vintage == SINCE_2025.code, area.c.code == "VN")
    )
    first = int(connection.scalar(select(func.max(area.c.id))) or 0) + 1
    ids: dict[str, int] = {}
    ordinals = {"province": 0, "commune": 0}
    for ident, (code, level, parent, name) in enumerate(_AREAS, start=first):
        ids[code] = ident
        row: dict[str, Any] = {
            "id": ident, "unit_id": ident, "vintage": THIRD, "code": code, "level": level,
            "parent_id": ids.get(parent, country), "parent_code": parent, "province_code": "01",
            "name": name, "full_name": name, "search_name": name.lower(), "source": "test",
            "is_demo": False, "ordinal": ordinals[level],
        }  # fmt: skip
        ordinals[level] += 1
        connection.execute(insert(area).values(**row))
    for earlier, from_code, later, to_code, kind, share, note in _RELATIONS:
        connection.execute(
            insert(area_relation).values(
                from_vintage=earlier, from_code=from_code, to_vintage=later, to_code=to_code,
                kind=kind, weight_population=share, note=note,
            )
        )  # fmt: skip
    link_units(connection)
    return ids
