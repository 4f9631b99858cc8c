"""The small country with reports of every kind, stored once; each test gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from data.store.engine import open_engine, writing
from tests.app.api_store import fill
from tests.conftest import engine_on_a_copy, postgresql_copy


@pytest.fixture(scope="session")
def _filled_file(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with the small country and its reports; tests get copies of the file."""
    file = Path(shutil.copy(_sqlite_template, tmp_path_factory.mktemp("filled")))
    _fill(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _filled_database(_postgresql_admin: Engine, _postgresql_template: str) -> Iterator[str]:
    """The name of such a database."""
    with postgresql_copy(_postgresql_admin, _postgresql_template) as url:
        _fill(url)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def filled_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a store of this test's own with reports of every kind, on each database."""
    yield from engine_on_a_copy(request, tmp_path, "_filled_file", "_filled_database")


def _fill(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        fill(connection)
    engine.dispose()
