"""The areas of one map: their order, their names, and the places of their numbers in packs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from data.numbers.pack import pack_root
from data.queries.area_in import area_below, area_in
from data.queries.areas import read_areas
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area
from ioc.area import COUNTRY_CODE, Level
from ioc.errors import NotFoundError
from ioc.name_order import name_order
from ioc.words.phrase import Phrase

Place = tuple[str, str]  # vintage and root of a pack


@dataclass(frozen=True)
class Directory:
    """The areas of one map in the order of its cells, and the place of each in the packs.

    A vintage that takes provinces over from an earlier one has its areas in packs of both.
    """

    vintage: str
    level: Level
    parent_code: str
    former_code: str | None
    areas: pd.DataFrame  # columns of data.queries.areas.AREA_TYPES
    parent_names: list[str]
    ordinal: NDArray[np.int64]
    row_vintage: NDArray[np.object_]
    root: NDArray[np.object_]

    @cached_property
    def places(self) -> dict[Place, tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """By pack: the rows of its areas here, and their places in the pack."""
        rows: dict[Place, list[int]] = {}
        pairs = zip(self.row_vintage.tolist(), self.root.tolist(), strict=True)
        for row, place in enumerate(pairs):
            rows.setdefault(place, []).append(row)
        arrays = {place: np.array(here, dtype=np.int64) for place, here in rows.items()}
        return {place: (here, self.ordinal[here]) for place, here in arrays.items()}

    @cached_property
    def only_place(self) -> Place | None:
        """The only pack, where one pack has all areas."""
        return next(iter(self.places)) if len(self.places) == 1 else None

    @cached_property
    def name_places(self) -> NDArray[np.float64]:
        """The place of each area among all, by name (`ioc.name_order`)."""
        names = self.areas["name"].tolist()
        places = np.empty(len(names))
        in_order = sorted(range(len(names)), key=lambda row: name_order(names[row]))
        places[in_order] = np.arange(len(names))
        return places

    @property
    def only_root(self) -> str | None:
        """The root of the only pack."""
        return self.only_place[1] if self.only_place else None


_PLACES = select(area_below.c.code, area_below.c.ordinal, area_below.c.row_vintage).where(
    area_below.c.vintage == bindparam("vintage"), area_below.c.level == bindparam("level")
)
_PLACES_OF_COUNTRY = PreparedQuery(_PLACES)
_PLACES_OF_PROVINCE = PreparedQuery(
    _PLACES.where(area_below.c.province_code == bindparam("province"))
)
_PLACE_OF_COUNTRY_ITSELF = PreparedQuery(
    select(area_in.c.code, area_in.c.ordinal, area_in.c.row_vintage).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.level == bindparam("level")
    )
)
# The most provinces that were merged into one; the length of a village's code.
MOST_PARENTS, _MOST_LETTERS = 12, 32
# Up to so many areas are faster to find one by one than to pick from all.
_FEW = 200
_ABOVE = area.alias("above")
_PLACES_OF_SOME = PreparedQuery(
    select(area.c.code, area.c.ordinal, area.c.vintage, _ABOVE.c.code, _ABOVE.c.full_name)
    .outerjoin(_ABOVE, _ABOVE.c.id == area.c.parent_id)
    .where(area.c.id.in_(bindparam("ids", expanding=True)))
)
_PARENT_NAMES = PreparedQuery(
    select(area_in.c.code, area_in.c.full_name).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.level == bindparam("level")
    )
)
_PARENT_NAMES_OF_PROVINCE = PreparedQuery(
    select(area_below.c.code, area_below.c.full_name).where(
        area_below.c.vintage == bindparam("vintage"),
        area_below.c.province_code == bindparam("province"),
        area_below.c.level != bindparam("village"),
    )
)


def plain_parents(parent_code: str) -> str:
    """Return the parents in a text with commas between, each once.

    Raises:
        NotFoundError: more parents than were ever merged, or a text that is too long for a code.

    >>> plain_parents("04,12,04"), plain_parents("VN,VN,04")
    ('04,12', 'VN')
    """
    codes = list(dict.fromkeys(parent_code.split(",")))
    if len(codes) > MOST_PARENTS or any(len(each) > _MOST_LETTERS for each in codes):
        raise NotFoundError(
            Phrase("area-too-many-parents", code=parent_code[:50], most=str(MOST_PARENTS))
        )
    return COUNTRY_CODE if COUNTRY_CODE in codes else ",".join(codes)


def read_directory(
    connection: Connection,
    vintage_code: str,
    level: Level,
    parent_code: str = COUNTRY_CODE,
    former_code: str | None = None,
) -> Directory:
    """Return the areas of this level under a parent, ordered by code.

    `parent_code` may name several provinces, with commas between, that were merged into one.
    """
    parts = [
        read_areas(connection, vintage_code, level, each, former_code)
        for each in plain_parents(parent_code).split(",")
    ]
    areas = parts[0]
    if len(parts) > 1:
        areas = pd.concat(parts).sort_values("code", kind="stable", ignore_index=True)
    provinces = areas["province_code"].unique().tolist()
    values = {"vintage": vintage_code, "level": level.value}
    statement = _PLACE_OF_COUNTRY_ITSELF if level is Level.COUNTRY else _PLACES_OF_COUNTRY
    if len(provinces) == 1 and level.depth > Level.PROVINCE.depth:
        statement, values["province"] = _PLACES_OF_PROVINCE, provinces[0]
    if len(areas) <= _FEW:
        ids = {"ids": areas["id"].tolist()}
        rows = fetch_tuples(connection, _PLACES_OF_SOME, ids)
        places = {row[0]: row[1:3] for row in rows}
        parents = {row[3]: row[4] for row in rows if row[3] is not None}
    else:
        places = {row[0]: row[1:] for row in fetch_tuples(connection, statement, values)}
        parents = _parent_names(connection, vintage_code, level, provinces)
    pack_places = [places[code] for code in areas["code"]]
    return Directory(
        vintage=vintage_code,
        level=level,
        parent_code=parent_code,
        former_code=former_code,
        areas=areas,
        parent_names=[parents.get(code, "") for code in areas["parent_code"]],
        ordinal=np.array([each[0] for each in pack_places], dtype=np.int64),
        row_vintage=np.array([each[1] for each in pack_places], dtype=object),
        root=np.array(
            [pack_root(level, province) for province in areas["province_code"]], dtype=object
        ),
    )


def _parent_names(
    connection: Connection, vintage_code: str, level: Level, provinces: list[str]
) -> dict[str, str]:
    if len(provinces) == 1 and level.depth > Level.PROVINCE.depth:
        values = {"vintage": vintage_code, "province": provinces[0],
                  "village": Level.VILLAGE.value}  # fmt: skip
        return dict(fetch_tuples(connection, _PARENT_NAMES_OF_PROVINCE, values))
    names: dict[str, str] = {}
    for above in Level:
        if above.depth < level.depth:
            values = {"vintage": vintage_code, "level": above.value}
            names.update(
                (row[0], row[1]) for row in fetch_tuples(connection, _PARENT_NAMES, values)
            )
    return names
