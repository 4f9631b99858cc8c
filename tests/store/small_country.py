"""A country small enough to compute by hand: two provinces, six communes, five villages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from data.store.schema import area, indicator, indicator_group, vintage, vintage_scope
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Vintage

# code, level, parent; province code is that of the first two letters' province.
_SINCE = [
    ("VN", "country", None),
    ("01", "province", "VN"),
    ("40", "province", "VN"),
    ("00101", "commune", "01"),
    ("00102", "commune", "01"),
    ("40001", "commune", "40"),
    ("40002", "commune", "40"),
    ("40003", "commune", "40"),
    ("40004", "commune", "40"),
    ("T1", "village", "40001"),
    ("T2", "village", "40001"),
    ("T3", "village", "40001"),
    ("T4", "village", "40002"),
    ("T5", "village", "40002"),
]
_BEFORE = [
    ("VN", "country", None),
    ("40", "province", "VN"),
    ("412", "district", "40"),
    ("413", "district", "40"),
    ("40001", "commune", "412"),
    ("40002", "commune", "412"),
    ("40003", "commune", "413"),
]


@dataclass(frozen=True)
class SmallCountry:
    """Ids by key."""

    areas: dict[AreaKey, int]
    indicators: dict[str, int]

    def area(self, code: str, vintage: Vintage = SINCE_2025) -> int:
        return self.areas[AreaKey(vintage.code, code)]


def build(connection: Connection) -> SmallCountry:
    """Write the small country and three indicators: a share, a count, a median."""
    for each in (BEFORE_2025, SINCE_2025):
        connection.execute(
            insert(vintage).values(
                code=each.code,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
                name_vi=each.name_vi,
                name_en=each.name_en,
            )
        )
    ordinals: dict[tuple[str, str, str], int] = {}
    ids: dict[AreaKey, int] = {}
    for code_of_vintage, rows in ((BEFORE_2025.code, _BEFORE), (SINCE_2025.code, _SINCE)):
        provinces: dict[str, str | None] = {"VN": None}
        for code, level, parent in rows:
            if level in ("country", "province"):
                scope = {
                    "vintage": code_of_vintage,
                    "province_code": code,
                    "area_vintage": code_of_vintage,
                }
                connection.execute(insert(vintage_scope).values(**scope))
            provinces[code] = code if level == "province" else provinces.get(parent or "VN")
            root = "VN" if level in ("country", "province") else str(provinces[code])
            place = (code_of_vintage, level, root)
            ordinals[place] = ordinals.get(place, -1) + 1
            key = AreaKey(code_of_vintage, code)
            ids[key] = len(ids) + 1
            connection.execute(
                insert(area).values(
                    id=ids[key],
                    unit_id=ids[key],
                    vintage=code_of_vintage,
                    code=code,
                    level=level,
                    parent_id=ids[AreaKey(code_of_vintage, parent)] if parent else None,
                    parent_code=parent,
                    province_code=provinces[code],
                    name=f"Tên {code}",
                    full_name=f"Xã Hoà {code}",
                    search_name=f"xa hoa {code.lower()}",
                    source="test",
                    is_demo=False,
                    ordinal=ordinals[place],
                )
            )
    connection.execute(
        insert(indicator_group).values(code="G", name_vi="Nhóm", name_en="Group", position=1)
    )
    for position, (code, rule, lowest, ratio) in enumerate(
        [
            ("SHARE", "ratio_of_sums", "village", True),
            ("COUNT", "sum", "commune", False),
            ("SPEED", "median_of_samples", "commune", False),
        ],
        start=1,
    ):
        connection.execute(
            insert(indicator).values(
                id=position,
                code=code,
                group_code="G",
                position=position,
                name_vi=f"Chỉ số {code}",
                name_en=code,
                numerator_vi="tử số",
                numerator_en="numerator",
                denominator_vi="mẫu số" if ratio else None,
                denominator_en="denominator" if ratio else None,
                unit_vi="%" if ratio else "trạm",
                unit_en="%" if ratio else "stations",
                factor=100.0 if ratio else 1.0,
                direction="up",
                space_rule=rule,
                time_rule="last_value",
                frequency="month",
                lowest_level=lowest,
                vintage_rule="none" if code == "SPEED" else "parts",
                weight_basis="population",
                decimals=1,
                source_vi="Sở",
                source_en="Department",
                trap_vi="",
                trap_en="",
            )
        )
    codes = {row.code: row.id for row in connection.execute(select(indicator))}
    return SmallCountry(ids, codes)
