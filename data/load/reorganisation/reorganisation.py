"""Stores and removes a reorganisation, all of it in one transaction or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, tuple_, update

from data.load.areas.areas import insert_areas
from data.load.areas.relations import RELATION_COLUMNS, link_units, link_villages, store_relations
from data.load.reorganisation.areas import NewVintage
from data.load.reorganisation.outcome import ReorganisationPlan
from data.load.reorganisation.plan import end_before
from data.queries.keys import of_any_indicator
from data.store.schema import (
    area,
    area_relation,
    observation,
    pack,
    published_figure,
    rollup,
    target,
    vintage,
    vintage_scope,
)
from ioc.area import COUNTRY_CODE, SHIPPED_VINTAGES, AreaKey, Level
from ioc.errors import IocError
from ioc.indicator import Basis
from ioc.words.phrase import Phrase

_CHUNK = 500


@dataclass(frozen=True)
class ReorganisationReport:
    """What a load wrote; `indicator_ids` are those whose numbers must be calculated again."""

    vintage: str
    areas: int
    relations: int
    removals: int
    provinces: tuple[str, ...]
    indicator_ids: tuple[int, ...]

    def summary(self) -> dict[str, object]:
        """Return what the change log keeps."""
        return {
            "vintage": self.vintage,
            "areas": self.areas,
            "relations": self.relations,
            "provinces": list(self.provinces),
        }


def store_reorganisation(connection: Connection, plan: ReorganisationPlan) -> ReorganisationReport:
    """Write what a plan has: the vintage, its areas and their relations.

    Runs in the caller's write transaction. The caller brings the rollups of
    `report.indicator_ids` up to date and raises the revision (kind "areas").
    """
    count = 0
    if plan.new_vintage is not None:
        _write_vintage(connection, plan)
        count = insert_areas(connection, _area_frame(connection, plan.new_vintage))
    _remove_relations(connection, plan.old_pairs)
    rows = [
        {
            "from_vintage": each.source.vintage,
            "from_code": each.source.code,
            "to_vintage": each.target.vintage,
            "to_code": each.target.code,
            "kind": each.kind.value,
            **{f"weight_{basis.value}": each.shares.get(basis) for basis in Basis},
            "note": plan.notes.get((each.source, each.target), ""),
            "source": plan.file.file,
        }
        for each in plan.relations
    ]
    relation_count = store_relations(connection, pd.DataFrame(rows, columns=RELATION_COLUMNS))
    if plan.new_vintage is None:
        link_villages(connection)
    return ReorganisationReport(
        vintage=plan.after.code,
        areas=count,
        relations=relation_count,
        removals=len(plan.old_pairs),
        provinces=plan.provinces,
        indicator_ids=_touched_indicators(connection, plan),
    )


def remove_vintage(connection: Connection, code: str) -> int:
    """Delete a vintage that a file created; return how many areas it had.

    Raises:
        IocError: no such vintage, a shipped one, one that others build upon, or one with numbers,
            targets or published figures.
    """
    if connection.scalar(select(vintage.c.code).where(vintage.c.code == code)) is None:
        raise IocError(Phrase("load-vintage-absent", vintage=code))
    if code in {each.code for each in SHIPPED_VINTAGES}:
        raise IocError(Phrase("load-vintage-shipped", vintage=code))
    latest = connection.scalar(select(func.max(vintage.c.valid_from)))
    own = connection.execute(select(vintage.c.valid_from).where(vintage.c.code == code)).scalar()
    if own != latest:
        raise IocError(Phrase("load-vintage-followed", vintage=code))
    here = select(area.c.id).where(area.c.vintage == code)
    speaking = {
        "observations": select(func.count()).where(
            of_any_indicator(observation), observation.c.area_id.in_(here)
        ),
        "targets": select(func.count()).where(target.c.vintage == code),
        "published": select(func.count()).where(published_figure.c.vintage == code),
    }
    for what, question in speaking.items():
        uses = int(connection.scalar(question) or 0)
        if uses:
            raise IocError(
                Phrase(
                    "load-vintage-used",
                    vintage=code,
                    count=uses,
                    what=Phrase(f"load-vintage-holds-{what}"),
                )
            )
    connection.execute(delete(rollup).where(of_any_indicator(rollup), rollup.c.area_id.in_(here)))
    connection.execute(delete(pack).where(pack.c.vintage == code))
    connection.execute(
        delete(area_relation).where(
            or_(area_relation.c.from_vintage == code, area_relation.c.to_vintage == code)
        )
    )
    connection.execute(delete(vintage_scope).where(vintage_scope.c.vintage == code))
    area_count = _delete_areas(connection, code)
    connection.execute(delete(vintage).where(vintage.c.code == code))
    connection.execute(
        update(vintage)
        .where(vintage.c.valid_to == end_before(str(own)))
        .values(valid_to=None)
    )  # fmt: skip
    link_units(connection)
    return area_count


def _delete_areas(connection: Connection, code: str) -> int:
    """Delete from the bottom up: an area refers to its parent."""
    count = 0
    for level in reversed(Level):
        condition = and_(area.c.vintage == code, area.c.level == level.value)
        count += connection.execute(delete(area).where(condition)).rowcount
    return count


def _write_vintage(connection: Connection, plan: ReorganisationPlan) -> None:
    after = plan.after
    connection.execute(
        update(vintage)
        .where(vintage.c.code == plan.before.code)
        .values(valid_to=end_before(after.valid_from))
    )
    connection.execute(
        insert(vintage).values(
            code=after.code,
            valid_from=after.valid_from,
            valid_to=None,
            name_vi=after.name_vi,
            name_en=after.name_en,
        )
    )
    assert plan.new_vintage is not None  # noqa: S101
    connection.execute(
        insert(vintage_scope),
        [
            {"vintage": after.code, "province_code": province, "area_vintage": vintage_code}
            for province, vintage_code in sorted(plan.new_vintage.scope.items())
        ],
    )


def _area_frame(connection: Connection, new_vintage: NewVintage) -> pd.DataFrame:
    frame = pd.DataFrame(new_vintage.areas)
    frame["parent_vintage"] = frame["vintage"].where(
        frame["parent_code"] != COUNTRY_CODE, new_vintage.scope[COUNTRY_CODE]
    )
    if "ordinal" not in frame:
        frame["ordinal"] = None
    frame["ordinal"] = frame["ordinal"].astype("float64")
    # Provinces of several vintages share one map: no two may have the same ordinal.
    highest = connection.scalar(
        select(func.max(area.c.ordinal)).where(area.c.level == Level.PROVINCE.value)
    )
    free = (frame["level"] == Level.PROVINCE.value) & frame["ordinal"].isna()
    frame.loc[free, "ordinal"] = range(int(highest or 0) + 1, int(highest or 0) + 1 + free.sum())
    return frame


def _remove_relations(connection: Connection, pairs: Sequence[tuple[AreaKey, AreaKey]]) -> None:
    columns = area_relation.c
    whole_key = tuple_(columns.from_vintage, columns.from_code, columns.to_vintage, columns.to_code)
    values: list[Any] = [(one.vintage, one.code, other.vintage, other.code) for one, other in pairs]
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        connection.execute(delete(area_relation).where(whole_key.in_(chunk)))


def _touched_indicators(connection: Connection, plan: ReorganisationPlan) -> tuple[int, ...]:
    """Return the indicators that have numbers in a province whose areas changed, on either side."""
    touched = {(each.source.vintage, code) for each in plan.relations for code in plan.provinces}
    touched |= {
        (each.target.vintage, code) for each in plan.relations for code in plan.later_provinces
    }
    ids = select(area.c.id).where(tuple_(area.c.vintage, area.c.province_code).in_(sorted(touched)))
    rows = connection.execute(
        select(observation.c.indicator_id)
        .where(of_any_indicator(observation), observation.c.area_id.in_(ids))
        .distinct()
    )
    return tuple(sorted(int(row[0]) for row in rows))
