"""Areas and their relations into the store: both shipped vintages, and villages by import.

The shipped areas come from the PyPI package `vietnamadminunits` (MIT), which holds names, codes
and points of the sets before and since 2025-07-01 and the table between them; what it has wrong is
corrected by data/load/areas/corrections.py.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypedDict, cast

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, insert, select

from data.load.areas.corrections import correct_areas
from data.load.areas.names import is_name_of
from data.load.areas.relations import link_villages, store_relations
from data.load.areas.village_codes import taken_in_other_vintages
from data.numbers.pack import pack_root
from data.queries.area_in import area_in
from data.store.schema import area, vintage, vintage_scope
from ioc.area import (
    BEFORE_2025,
    COUNTRY_CODE,
    SHIPPED_VINTAGES,
    SINCE_2025,
    Level,
    clean_name,
    search_name,
)
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

_PACKAGE = "vietnamadminunits"
_COLUMNS = [
    "vintage", "code", "level", "parent_code", "province_code", "name", "full_name", "name_en",
    "unit_type", "search_name", "lon", "lat", "area_km2", "population", "households", "source",
    "is_demo",
]  # fmt: skip


class _VillagePlace(TypedDict, total=False):
    file: str
    row: int


def load_shipped_areas(connection: Connection) -> int:
    """Write both shipped vintages and the crosswalk between them; return the number of areas.

    Expects empty tables; about 14,100 areas and 10,600 relations.
    """
    connection.execute(
        insert(vintage),
        [
            {
                "code": each.code,
                "valid_from": each.valid_from,
                "valid_to": each.valid_to,
                "name_vi": each.name_vi,
                "name_en": each.name_en,
            }
            for each in SHIPPED_VINTAGES
        ],
    )
    old, new = _package_tables()
    count = 0
    for frame in (_areas_before(old), _areas_since(new)):
        count += insert_areas(connection, correct_areas(frame))
        scope = frame.loc[frame["level"].isin([Level.COUNTRY, Level.PROVINCE]), ["vintage", "code"]]
        connection.execute(
            insert(vintage_scope),
            [
                {"vintage": vintage_code, "province_code": code, "area_vintage": vintage_code}
                for vintage_code, code in scope.itertuples(index=False)
            ],
        )
    store_relations(connection, _relations(old, new))
    return count


def add_villages(connection: Connection, villages: pd.DataFrame) -> int:
    """Write villages under existing communes; return how many.

    Args:
        connection: inside a write transaction.
        villages: columns vintage (one that shows the commune), code, parent_code, name,
            full_name, unit_type, lon, lat, population, households (the last four may be NaN) and
            `is_demo`, optionally `source`, `line` (of the file that `source` names) and
            `commune_name` (checked against the code).

    Raises:
        LoadRefusedError: a village's commune is unknown in its vintage or has another name there,
            or its code is taken.
    """
    frame = villages.drop(columns=["province_code", "row_vintage"], errors="ignore")
    columns = area_in.c
    names = ["vintage", "code", "level", "province_code", "row_vintage", "full_name"]
    areas = pd.DataFrame(
        connection.execute(
            select(*(columns[name] for name in names)).where(
                columns.vintage.in_(frame["vintage"].unique().tolist())
            )
        ).all(),
        columns=names,
    )
    communes = areas[areas["level"] == Level.COMMUNE].rename(columns={"code": "parent_code"})
    frame = frame.merge(
        communes.drop(columns="level").rename(columns={"full_name": "commune_full_name"}),
        on=["vintage", "parent_code"],
        how="left",
    )
    problems = [
        Problem(
            Phrase("load-commune-unknown"),
            **_place(frame, int(row)),
            column="Mã xã",
            value=str(frame["parent_code"].iloc[row]),
        )
        for row in np.flatnonzero(frame["province_code"].isna())
    ]
    keys = pd.MultiIndex.from_frame(frame[["vintage", "code"]])
    clash = keys.duplicated() | keys.isin(pd.MultiIndex.from_frame(areas[["vintage", "code"]]))
    clash |= taken_in_other_vintages(connection, frame)
    problems += [
        Problem(
            Phrase("load-village-code-taken"),
            **_place(frame, int(row)),
            column="Mã thôn",
            value=str(frame["code"].iloc[row]),
        )
        for row in np.flatnonzero(clash)
    ]
    problems += _misnamed_communes(frame)
    if problems:
        raise LoadRefusedError(problems)
    # A village row belongs to the vintage that stores its commune.
    frame["vintage"] = frame["row_vintage"]
    frame["level"] = Level.VILLAGE.value
    if "source" not in frame:
        frame["source"] = "demo"
    count = insert_areas(connection, frame)
    link_villages(connection)
    return count


def _place(frame: pd.DataFrame, row: int) -> _VillagePlace:
    """Return the file and line of a village, or its row in a table of villages."""
    if "line" not in frame:
        return {"row": row + 2}
    return {"file": str(frame["source"].iloc[row]), "row": int(frame["line"].iloc[row])}


def _misnamed_communes(frame: pd.DataFrame) -> list[Problem]:
    """Return a fault for each village whose commune has another name in the vintage."""
    if "commune_name" not in frame:
        return []
    commune_names = frame["commune_name"].fillna("")
    return [
        Problem(
            Phrase("load-commune-name-differs", vintage=vintage_code, code=code, name=full),
            **_place(frame, row),
            column="Tên xã",
            value=name,
        )
        for row, (name, full, vintage_code, code) in enumerate(
            zip(commune_names, frame["commune_full_name"], frame["vintage"], frame["parent_code"],
                strict=True)
        )
        if name and isinstance(full, str) and not is_name_of(name, full)
    ]  # fmt: skip


def insert_areas(connection: Connection, frame: pd.DataFrame) -> int:
    """Give ids and ordinals, find parents, and write area rows; return how many.

    Args:
        connection: in a write transaction.
        frame: columns of the table `area` but ids; `ordinal` may hold earlier ordinals (NaN:
            take the next one), `parent_vintage` the vintage that stores the parent, where that is
            another one.
    """
    frame = frame.sort_values(["vintage", "level", "code"], key=_depth_first).reset_index(drop=True)
    frame["name"] = frame["name"].map(clean_name)
    frame["full_name"] = frame["full_name"].map(clean_name)
    frame["name_en"] = frame["name"].map(_ascii)
    frame["search_name"] = frame["full_name"].map(search_name)
    parent_vintages = frame["parent_vintage"] if "parent_vintage" in frame else frame["vintage"]
    ordinals = frame["ordinal"] if "ordinal" in frame else None
    frame = frame.reindex(columns=_COLUMNS)
    first_id = int(connection.scalar(select(func.max(area.c.id))) or 0) + 1
    frame["id"] = np.arange(first_id, first_id + len(frame))
    frame["unit_id"] = frame["id"]
    frame["ordinal"] = _ordinals(connection, frame)
    if ordinals is not None:
        frame["ordinal"] = ordinals.fillna(frame["ordinal"])
    ids = {
        (row.vintage, row.code): row.id
        for row in connection.execute(select(area.c.id, area.c.vintage, area.c.code))
    }
    ids.update(zip(zip(frame["vintage"], frame["code"], strict=True), frame["id"], strict=True))
    frame["parent_id"] = [
        None if parent is None or pd.isna(parent) else int(ids[(vintage_code, parent)])
        for vintage_code, parent in zip(parent_vintages, frame["parent_code"], strict=True)
    ]
    for column in ("id", "ordinal"):
        frame[column] = frame[column].astype(int)
    records = cast(
        "list[dict[str, Any]]", frame.astype(object).where(frame.notna(), None).to_dict("records")
    )
    connection.execute(insert(area), records)
    return len(frame)


def _depth_first(column: pd.Series) -> pd.Series:
    return column.map(lambda level: Level(level).depth) if column.name == "level" else column


def _ordinals(connection: Connection, frame: pd.DataFrame) -> pd.Series:
    """Return the next ordinals of each (vintage, level, root)."""
    roots = [
        pack_root(Level(level), province)
        for level, province in zip(frame["level"], frame["province_code"], strict=True)
    ]
    next_ordinals: dict[tuple[str, str, str], int] = {}
    rows = connection.execute(
        select(
            area.c.vintage, area.c.level, area.c.province_code, func.max(area.c.ordinal)
        ).group_by(area.c.vintage, area.c.level, area.c.province_code)
    )
    for vintage_code, level, province, highest in rows:
        key = (vintage_code, level, pack_root(Level(level), province))
        next_ordinals[key] = max(next_ordinals.get(key, 0), highest + 1)
    groups = frame.assign(root=roots).groupby(["vintage", "level", "root"], sort=False)
    start = pd.Series(
        [
            next_ordinals.get(key, 0)
            for key in zip(frame["vintage"], frame["level"], roots, strict=True)
        ],
        index=frame.index,
    )
    return groups.cumcount() + start


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _package_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the package's own tables; importing it would load its address parser too."""
    with closing(sqlite3.connect(f"file:{_package_data() / 'dataset.db'}?mode=ro", uri=True)) as db:
        old = pd.read_sql("SELECT * FROM admin_units_legacy", db)
        new = pd.read_sql("SELECT * FROM admin_units", db)
    return old, new


def _package_data() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    return Path(spec.origin).parent / "data"


def _level_frame(
    source: pd.DataFrame, vintage_code: str, level: Level, **columns: object
) -> pd.DataFrame:
    frame = pd.DataFrame(columns, index=source.index)
    frame["vintage"], frame["level"] = vintage_code, level.value
    frame["source"], frame["is_demo"] = f"{_PACKAGE} {version(_PACKAGE)}", False
    return frame.dropna(subset=["code"]).drop_duplicates("code")


def _country(vintage_code: str) -> pd.DataFrame:
    one = pd.DataFrame({"code": [COUNTRY_CODE]})
    return _level_frame(
        one, vintage_code, Level.COUNTRY, code=one["code"], parent_code=None, province_code=None,
        name="Việt Nam", full_name="Việt Nam", unit_type="quốc gia",
    )  # fmt: skip


def _areas_before(old: pd.DataFrame) -> pd.DataFrame:
    vintage_code = BEFORE_2025.code
    return pd.concat(
        [
            _country(vintage_code),
            _level_frame(
                old, vintage_code, Level.PROVINCE, code=old["provinceCode"],
                parent_code=COUNTRY_CODE, province_code=old["provinceCode"],
                name=old["provinceShort"],
                full_name=old["province"], unit_type=_type(old["province"], old["provinceShort"]),
                lon=old["provinceLon"], lat=old["provinceLat"],
            ),
            _level_frame(
                old, vintage_code, Level.DISTRICT, code=old["districtCode"],
                parent_code=old["provinceCode"], province_code=old["provinceCode"],
                name=_short(old["districtShort"], old["district"]), full_name=old["district"],
                unit_type=old["districtType"].str.lower(),
                lon=old["districtLon"], lat=old["districtLat"],
            ),
            _level_frame(
                old, vintage_code, Level.COMMUNE, code=old["wardCode"],
                parent_code=old["districtCode"], province_code=old["provinceCode"],
                name=_short(old["wardShort"], old["ward"]),
                full_name=old["ward"], unit_type=old["wardType"].str.lower(),
                lon=old["wardLon"], lat=old["wardLat"],
            ),
        ],
        ignore_index=True,
    )  # fmt: skip


def _areas_since(new: pd.DataFrame) -> pd.DataFrame:
    vintage_code = SINCE_2025.code
    return pd.concat(
        [
            _country(vintage_code),
            _level_frame(
                new, vintage_code, Level.PROVINCE, code=new["provinceCode"],
                parent_code=COUNTRY_CODE, province_code=new["provinceCode"],
                name=new["provinceShort"],
                full_name=new["province"], unit_type=_type(new["province"], new["provinceShort"]),
                lon=new["provinceLon"], lat=new["provinceLat"],
            ),
            _level_frame(
                new, vintage_code, Level.COMMUNE, code=new["wardCode"],
                parent_code=new["provinceCode"], province_code=new["provinceCode"],
                name=_short(new["wardShort"], new["ward"]),
                full_name=new["ward"], unit_type=new["wardType"].str.lower(),
                lon=new["wardLon"], lat=new["wardLat"], area_km2=new["wardAreaKm2"],
            ),
        ],
        ignore_index=True,
    )  # fmt: skip


def _type(full: pd.Series, short: pd.Series) -> pd.Series:
    """Return the kind of area, which precedes the name: tỉnh, thành phố."""
    return pd.Series(
        [long.removesuffix(name).strip().lower() for long, name in zip(full, short, strict=True)],
        index=full.index,
    )


def _short(short: pd.Series, full: pd.Series) -> pd.Series:
    """Return the name without its type; numbered wards keep theirs ("Phường 5")."""
    return full.where(short.isna() | short.str.fullmatch(r"\d+"), short)


def _relations(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the crosswalk as rows of `area_relation`.

    The package joins by spelled-out keys; here they become codes. Five island districts had no
    commune, so the district itself is related to its successor.
    """
    with (_package_data() / "converter_2025.json").open(encoding="utf-8") as file:
        converter = json.load(file)
    old_keys = old["provinceKey"] + "_" + old["districtKey"] + "_" + old["wardKey"].fillna("")
    old_codes = dict(zip(old_keys, old["wardCode"].fillna(old["districtCode"]), strict=True))
    new_keys = new["provinceKey"] + "_" + new["wardKey"]
    new_codes = dict(zip(new_keys, new["wardCode"], strict=True))
    rows = [
        (old_codes[source], new_codes[f"{province}_{ward}"], "whole")
        for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, sources in wards.items()
        for source in sources
    ] + [
        (old_codes[source], new_codes[f"{province}_{target['newWardKey']}"], "part")
        for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for source, targets in divided.items()
        for target in targets
    ]
    frame = pd.DataFrame(rows, columns=["from_code", "to_code", "kind"])
    frame["from_vintage"], frame["to_vintage"] = BEFORE_2025.code, SINCE_2025.code
    # The package does not know the weights of a divided commune.
    frame["source"] = f"{_PACKAGE} {version(_PACKAGE)}"
    return frame
