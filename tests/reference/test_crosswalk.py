"""The reference crosswalk as a reorganisation file: what it would change in the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, select

from data.load.reorganisation.file import read_reorganisation_file
from data.load.reorganisation.outcome import ReorganisationPlan
from data.load.reorganisation.plan import plan_reorganisation
from data.load.reorganisation.reorganisation import store_reorganisation
from data.store.schema import area_relation
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.crosswalk import RelationKind
from ioc.indicator import Basis

OLD, NOW = BEFORE_2025.code, SINCE_2025.code


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


def plan(connection: Connection, path: Path, before: str, after: str) -> ReorganisationPlan:
    return plan_reorganisation(connection, read_reorganisation_file(path), before, after)


@pytest.fixture(scope="module")
def reference(shipped_engine: Engine, shared_geo: Path) -> ReorganisationPlan:
    """What the reference crosswalk would change in the shipped one."""
    with shipped_engine.connect() as connection:
        return plan(connection, shared_geo / "crosswalk_2025.csv", OLD, NOW)


def test_all_rows_of_the_reference_crosswalk_load(
    store: Connection, shared_geo: Path, reference: ReorganisationPlan
) -> None:
    assert len(reference.relations) == 10_571
    assert (len(reference.difference.additions), len(reference.difference.removals)) == (3, 34)
    report = store_reorganisation(store, reference)
    assert (report.relations, report.areas) == (10_571, 0)
    assert store.scalar(select(func.count()).select_from(area_relation)) == 10_571
    assert reference.report.is_sound
    again = plan(store, shared_geo / "crosswalk_2025.csv", OLD, NOW)
    assert again.difference.same == 10_571


def test_the_notes_of_the_statistics_office_settle_who_got_the_people(
    store: Connection, reference: ReorganisationPlan
) -> None:
    store_reorganisation(store, reference)
    rows = store.execute(
        select(
            area_relation.c.to_code,
            area_relation.c.weight_population,
            area_relation.c.weight_households,
            area_relation.c.weight_area,
        ).where(area_relation.c.from_code == "00118")
    ).all()
    assert {row[0]: tuple(row[1:]) for row in rows} == {
        "00097": (0.0, 0.0, None),
        "00118": (1.0, 1.0, None),
    }
    sums = store.execute(
        select(area_relation.c.from_code, func.sum(area_relation.c.weight_population))
        .where(area_relation.c.kind == RelationKind.PART.value)
        .group_by(area_relation.c.from_code)
        .having(func.count(area_relation.c.weight_population) > 0)
    ).all()
    # The mud flats of a district carry nobody; every other divided area gave all its people away.
    assert {row[1] for row in sums if row[0] != "376"} == {1.0}
    assert len(sums) == 58


def test_a_district_with_communes_brings_land_and_no_numbers(
    reference: ReorganisationPlan,
) -> None:
    (flats,) = [each for each in reference.relations if each.source.code == "376"]
    assert flats.kind is RelationKind.PART
    assert [flats.share(basis) for basis in (Basis.POPULATION, Basis.VILLAGES)] == [0.0, 0.0]
