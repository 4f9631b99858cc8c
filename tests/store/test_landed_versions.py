"""A store of every version that ever landed is brought over, or refused in words and left alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    inspect,
    select,
    text,
)
from sqlalchemy.types import NullType, TypeEngine

from data.migrate import upgrade
from data.store.early import EarlyStoreError
from data.store.engine import open_engine, read_revision
from data.store.schema import metadata

ROOT = Path(__file__).parents[2]
# The first migration was rewritten while nobody used the program. Never again: a revision that has
# landed stays as it is, and whoever adds one adds its line here.
LANDED = {
    "0001_first.py": "98f8c2eb3f458b2ff77be38cd0a6575a",
    "0002_withdrawals_and_choices.py": "8c522aceabb9f21590a7ade45a52dea7",
    "0003_tokens_sessions_and_a_trail.py": "da8d40fefa49d907ccdb0d20058915ce",
    "0004_own_reports_stand.py": "65b5d8be55115ac54ee8feec2732cd0d",
    "0005_who_answers_for_a_number.py": "0a21971e7da531c61df52a689480927d",
    "0006_publishers_and_addresses_of_published_figures.py": "1d53995aad42f81ef5da2bfc6194e266",
    "0007_short_names_of_indicators.py": "1707e9edf45623ad153d61ecff7512ab",
    "0008_a_trail_in_a_chain.py": "227f36546983e12929471a5363945b56",
    "0009_accounts_of_people.py": "09156f7bea4c7829353ab9805fe09d6c",
    "0010_forms.py": "868518665edf5776c0584e99fa6633cd",
    "0011_sheets_that_people_hand_in.py": "c35b0c2ccfac54568755dc39c7d500bc",
    "0012_verification_of_submissions.py": "7cf9450ecb4e5fcda3ddcde89e130fae",
    "0013_numbers_typed_on_a_page.py": "54dd927facce7ecc9cde6caa1c276857",
}
_ROWS = json.loads((Path(__file__).parent / "landed" / "first_revision.json").read_text("utf-8"))
_SHAPES: dict[str, dict[str, Any]] = {}
for _row in _ROWS:
    _before = list(_SHAPES.values())[-1] if _SHAPES else {}
    _SHAPES[_row["commit"]] = {**_before, **_row["tables"]}
COMMITS = list(_SHAPES)
# Before numbers of several vintages stood beside one another.
TOO_EARLY = COMMITS[0]


def _type(name: str) -> TypeEngine[Any]:
    kind, _, length = name.partition("(")
    type_class: Any = {
        "VARCHAR": sa.String,
        "BLOB": sa.LargeBinary,
        "FLOAT": sa.Float,
        "TEXT": sa.Text,
        "INTEGER": sa.Integer,
        "BOOLEAN": sa.Boolean,
    }[kind]
    column_type: TypeEngine[Any] = type_class(int(length.rstrip(")"))) if length else type_class()
    return column_type


def _make(connection: Connection, shape: dict[str, Any]) -> None:
    """Make the tables of an early store, with its version, a number and a revision."""
    tables = MetaData()
    for name, facts in shape.items():
        columns = []
        for column, definition in facts["columns"].items():
            kind = _type(definition.removesuffix(" NOT NULL"))
            assert not isinstance(kind, NullType)
            columns.append(Column(column, kind, nullable=not definition.endswith("NOT NULL")))
        Table(name, tables, *columns, sa.PrimaryKeyConstraint(*facts["key"]))
    tables.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    connection.execute(
        tables.tables["observation"].insert(),
        {"area_id": 7, "indicator_id": 3, "period": "2025-10", "submission_id": 1,
         "numerator": 98.0, "denominator": 130.0},
    )  # fmt: skip
    connection.execute(
        tables.tables["revision"].insert(),
        {"id": 1, "number": 12, "changed_at": "2026-11-22T00:00:00+00:00"},
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'ioc.sqlite'}")
        yield engine
        engine.dispose()
        return
    admin = request.getfixturevalue("_postgresql_admin")
    name = "ioc_test_landed"
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
    engine = open_engine(admin.url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.mark.parametrize("commit", COMMITS[1:])
def test_a_store_of_each_landed_version_is_brought_over(empty_engine: Engine, commit: str) -> None:
    with empty_engine.begin() as connection:
        _make(connection, _SHAPES[commit])
    assert upgrade(empty_engine)
    with empty_engine.connect() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            present = {each["name"] for each in inspector.get_columns(table.name)}
            assert set(table.columns.keys()) <= present, table.name
        row = connection.execute(select(metadata.tables["observation"])).one()
        assert (row.numerator, row.denominator, row.area_id) == (98.0, 130.0, 7)
        # Its numbers were reckoned anew by today's rules, which pages must hear of.
        assert read_revision(connection) == 13
    assert not upgrade(empty_engine)


def test_a_store_of_before_vintages_is_refused_and_left_alone(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        _make(connection, _SHAPES[TOO_EARLY])
    with empty_engine.connect() as connection:
        before = sorted(inspect(connection).get_table_names())
    with pytest.raises(EarlyStoreError, match=r"thử nghiệm rất sớm.*IOC_VAR"):
        upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert sorted(inspect(connection).get_table_names()) == before
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"


def test_the_last_shape_is_what_the_first_migration_makes(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        _make(connection, _SHAPES[COMMITS[-1]])
    upgrade(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    # Foreign keys and indexes are not in the kept shapes; tables and columns are all there.
    kinds = {each[0] for each in differences if isinstance(each, tuple)}
    assert kinds <= {"add_fk", "add_constraint"}


def test_a_landed_revision_is_never_rewritten() -> None:
    folder = ROOT / "data" / "store" / "migrations" / "versions"
    digests = {
        file.name: hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
        for file in sorted(folder.glob("[0-9]*.py"))
    }
    assert {name: digests.get(name) for name in LANDED} == LANDED
