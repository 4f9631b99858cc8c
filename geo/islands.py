"""Positions of the archipelagos, for maps made of a table of areas only.

Hoàng Sa and Trường Sa belong on every map of the country. The shipped table of areas has no point
for huyện Hoàng Sa (no communes) and puts the communes of huyện Trường Sa on the mainland, so the
positions of the larger islands stand here, rounded to about 1 km. They place symbols, no more.
"""

from __future__ import annotations

import pandas as pd

from ioc.area import search_name

# Radius of one island's symbol: a few pixels on a map of the whole country.
ISLAND_RADIUS_M = 8_000.0

# Province code → name of the area (as searched) → (longitude, latitude) of its islands. An island
# of an area that the vintage does not have goes to the first area of its group.
_GROUPS: dict[str, dict[str, list[tuple[float, float]]]] = {
    "48": {
        "hoang sa": [
            (111.61, 16.53), (112.34, 16.83), (112.73, 16.67),
            (111.20, 15.78), (112.31, 16.96), (112.50, 16.05),
        ],
    },
    "56": {
        "truong sa": [
            (111.92, 8.64), (112.91, 7.87), (113.69, 8.97), (112.30, 8.89), (113.31, 8.18),
        ],
        "song tu tay": [(114.33, 11.43)],
        "sinh ton": [(114.33, 9.89), (114.56, 9.90), (114.37, 10.18), (114.48, 10.38)],
    },
}  # fmt: skip


def archipelago_codes(areas: pd.DataFrame) -> dict[str, list[tuple[float, float]]]:
    """Return the code of each area that is nothing but far islands → positions of its islands.

    Args:
        areas: columns code, province_code, name; rows that hold no other area of the frame.

    >>> frame = pd.DataFrame(
    ...     [("20333", "48", "Hoàng Sa"), ("00004", "01", "Ba Đình")],
    ...     columns=["code", "province_code", "name"],
    ... )
    >>> sorted(archipelago_codes(frame))
    ['20333']
    """
    names = areas["name"].map(search_name)
    islands_of: dict[str, list[tuple[float, float]]] = {}
    for province, group in _GROUPS.items():
        here = areas.loc[areas["province_code"] == province, "code"].groupby(names).first()
        lead = here.get(next(iter(group)))
        if lead is None:
            continue
        for name, islands in group.items():
            islands_of.setdefault(str(here.get(name, lead)), []).extend(islands)
    return islands_of
