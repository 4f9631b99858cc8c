"""Fixtures for all tests: stores on both databases, the shared reference files, no skipping."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import URL, make_url

from data.load.areas.areas import load_shipped_areas
from data.load.catalogue.catalogue import load_catalogue
from data.migrate import upgrade
from data.store.engine import open_engine, writing
from data.store.schema import area
from scripts.browser import CHROMIUM_ARGUMENTS, NoBrowserError, find_browser
from tests.databases import pytest_generate_tests
from tests.garbage import pytest_collection_finish
from tests.kept import keep_folder
from tests.land import write_land
from tests.no_skips import pytest_sessionfinish
from tests.order import (
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_ignore_collect,
)
from tests.postgresql_server import running_server
from tests.serving import TODAY, ServedApp, brought_forward, copy_of_var, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Hooks, found by their names.
__all__ = [
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_ignore_collect",
    "pytest_sessionfinish",
]
ROOT = Path(__file__).resolve().parents[1]
os.environ["IOC_TODAY"] = TODAY
# The reference files are no part of the repository: who has them names their folder.
collect_ignore = [] if os.environ.get("IOC_TEST_SHARED") else ["reference"]
_NUMBERS = itertools.count(1)

# How long an example takes depends on what else the machine does: no test fails for it.
settings.register_profile("ioc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ioc")

# The developer's own settings, and above all his store, are no business of the tests.
for _name in [name for name in os.environ if re.match(r"IOC_(?!TEST_)", name)]:
    del os.environ[_name]


@pytest.fixture(autouse=True)
def _own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test makes lands in the checkout's `var`."""
    monkeypatch.setenv("IOC_VAR", str(tmp_path / "var"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def _sqlite_template() -> Path:
    """A migrated, empty SQLite store; tests get copies of the file."""

    def make(folder: Path) -> None:
        engine = open_engine(f"sqlite:///{folder / 'ioc.sqlite'}")
        upgrade(engine)
        # Closing the last connection folds the write-ahead log into the file.
        engine.dispose()

    return keep_folder("template", make) / "ioc.sqlite"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The URL of a PostgreSQL for the tests: IOC_TEST_POSTGRESQL_URL, else our own."""
    if own_url := os.environ.get("IOC_TEST_POSTGRESQL_URL"):
        yield make_url(own_url).set(drivername="postgresql+psycopg")
        return
    with running_server() as url:
        yield make_url(url).set(drivername="postgresql+psycopg")


@pytest.fixture(scope="session")
def _postgresql_admin(postgresql_server: URL) -> Iterator[Engine]:
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _postgresql_template(_postgresql_admin: Engine) -> Iterator[str]:
    """The name of a migrated, empty database; tests get copies of it."""
    name = f"ioc_test_{os.getpid()}_template"
    _execute(_postgresql_admin, f'CREATE DATABASE "{name}" TEMPLATE template0')
    engine = open_engine(_url_text(_postgresql_admin.url.set(database=name)))
    upgrade(engine)
    engine.dispose()
    yield name
    _execute(_postgresql_admin, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))


def _url_text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store of this test's own: migrated, empty, on each database in turn."""
    if request.param == "sqlite":
        file = tmp_path / "ioc.sqlite"
        shutil.copyfile(request.getfixturevalue("_sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    admin: Engine = request.getfixturevalue("_postgresql_admin")
    with postgresql_copy(admin, request.getfixturevalue("_postgresql_template")) as url:
        yield url


@contextmanager
def postgresql_copy(admin: Engine, template: str) -> Iterator[str]:
    """Yield the URL of a copy of a database that nobody is connected to; it is dropped after."""
    name = f"ioc_test_{os.getpid()}_{next(_NUMBERS)}"
    # Copying the files beats logging each of their pages.
    _execute(admin, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    yield _url_text(admin.url.set(database=name))
    _execute(admin, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a store of this test's own: migrated, empty, on each database in turn."""
    new_engine = open_engine(database_url)
    yield new_engine
    new_engine.dispose()


@pytest.fixture
def sqlite_engine(_sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """The same on SQLite alone, for what does not depend on the database."""
    file = tmp_path / "ioc.sqlite"
    shutil.copyfile(_sqlite_template, file)
    new_engine = open_engine(f"sqlite:///{file}")
    yield new_engine
    new_engine.dispose()


@pytest.fixture(scope="session")
def shipped_file(_sqlite_template: Path) -> Path:
    """A SQLite store with the shipped areas and catalogue, no numbers; take a copy of the file."""

    def make(folder: Path) -> None:
        file = Path(shutil.copy(_sqlite_template, folder))
        _ship(f"sqlite:///{file}")

    return keep_folder("shipped", make) / "ioc.sqlite"


def _ship(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        load_shipped_areas(connection)
        load_catalogue(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def _postgresql_shipped(_postgresql_admin: Engine, _postgresql_template: str) -> Iterator[str]:
    """The name of a database with the shipped areas and catalogue; tests get copies of it."""
    with postgresql_copy(_postgresql_admin, _postgresql_template) as url:
        _ship(url)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def shipped_engine_of_its_own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The same for one test alone, on each database in turn, for what it writes or compares."""
    yield from engine_on_a_copy(request, tmp_path, "shipped_file", "_postgresql_shipped")


def engine_on_a_copy(
    request: pytest.FixtureRequest, tmp_path: Path, file_fixture: str, database_fixture: str
) -> Iterator[Engine]:
    """Yield an engine on a copy of a SQLite file or a PostgreSQL database, as the test asks for."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            file = tmp_path / "ioc.sqlite"
            shutil.copyfile(request.getfixturevalue(file_fixture), file)
            url = f"sqlite:///{file}"
        else:
            admin: Engine = request.getfixturevalue("_postgresql_admin")
            template = request.getfixturevalue(database_fixture)
            url = stack.enter_context(postgresql_copy(admin, template))
        new_engine = open_engine(url)
        stack.callback(new_engine.dispose)
        yield new_engine


@pytest.fixture(scope="session")
def shipped_engine(
    shipped_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The same store for everybody's reading: whoever commits to it fails."""
    file = shutil.copy(shipped_file, tmp_path_factory.mktemp("shipped"))
    new_engine = open_engine(f"sqlite:///{file}")

    @event.listens_for(new_engine, "commit")
    def _refuse(_connection: Connection) -> None:
        raise AssertionError("This store is shared: roll back, or take a copy of shipped_file.")

    yield new_engine
    new_engine.dispose()


@pytest.fixture
def shipped_store(shipped_engine: Engine) -> Iterator[Connection]:
    """A transaction in that store, rolled back when the test ends."""
    with shipped_engine.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def shipped_areas(shipped_engine: Engine) -> pd.DataFrame:
    """Every shipped area with every column; take a copy to change it."""
    with shipped_engine.connect() as connection:
        return pd.DataFrame(connection.execute(select(area)).mappings().all())


@pytest.fixture(scope="session")
def land(shipped_areas: pd.DataFrame) -> Path:
    """A folder of boundary files (`tests.land`); take a copy to change one."""
    return keep_folder("land", lambda folder: write_land(shipped_areas, folder))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for the session."""
    from playwright.sync_api import expect, sync_playwright

    # What never comes fails later; what comes late on a busy machine does not.
    expect.set_options(timeout=20_000)
    try:
        path = find_browser()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `app.py prepare` makes on a fresh machine, demo data included.

    Made once, which takes the better part of a minute, and never served or changed: take a copy.
    IOC_TEST_PREPARED_VAR names one made before, for quick runs while you work.
    """
    if folder := os.environ.get("IOC_TEST_PREPARED_VAR"):
        return brought_forward(Path(folder))
    var = tmp_path_factory.mktemp("prepared") / "var"
    ServedApp(var, free_port()).run("prepare")
    return var


@pytest.fixture(scope="session")
def served_app(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """The program on the default store, serving, for tests that only read.

    Its log must be clean when it has stopped.
    """
    yield from serving(prepared_var, tmp_path_factory.mktemp("served") / "var")


@pytest.fixture
def app_of_its_own(
    prepared_var: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[ServedApp]:
    """The same for one test alone, which may load data, remove it, stop and start the server."""
    warm = sys.platform == "linux" and request.path.parent.name == "browser"
    yield from serving(prepared_var, tmp_path / "served", warm=warm)


def serving(prepared_folder: Path, var: Path, *, warm: bool = False) -> Iterator[ServedApp]:
    """Yield the program on a copy of a store; its log must be clean when it has stopped."""
    app = ServedApp(copy_of_var(prepared_folder, var), free_port(), warm=warm)
    app.start()
    try:
        yield app
    finally:
        app.stop()
    assert app.faults() == []
