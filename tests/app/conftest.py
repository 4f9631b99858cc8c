"""What tests of the application begin with: an office with walls, a country with reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from callbacks.context import Context
from data.directories import DirectoryCache
from data.store import open_engine, writing
from ioc.settings import Settings
from tests.app.api_store import fill
from tests.app.visitor import small_office
from tests.conftest import engine_on_a_copy, postgresql_copy
from tests.serving import ServedApp


@pytest.fixture(scope="module")
def office(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, FastAPI]]:
    """A small store with walls, and its application; one for each module."""
    with small_office(_sqlite_template, tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module")
def context(served_app: ServedApp) -> Iterator[Context]:
    """The pages' context on the default store, for tests that only read."""
    engine = open_engine(f"sqlite:///{served_app.var}/ioc.sqlite")
    settings = Settings(var=served_app.var)  # type: ignore[call-arg]
    with Flask(__name__).test_request_context():
        yield Context(engine, settings, DirectoryCache())
    engine.dispose()


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
