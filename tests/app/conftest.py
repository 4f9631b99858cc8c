"""What tests of the application begin with: an office with walls, a country with reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from callbacks.frame.context import Context
from tests.app.visitor import small_office
from tests.filled import _filled_database, _filled_file, filled_engine
from tests.pages.contexts import pages_context
from tests.serving import ServedApp
from tests.warm_readers import warm_readers

# Found by their names.
__all__ = ["_filled_database", "_filled_file", "filled_engine", "warm_readers"]


@pytest.fixture(scope="module")
def office(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, FastAPI]]:
    """A small store with walls, and its application; one for each module."""
    with small_office(_sqlite_template, tmp_path_factory.mktemp("office")) as new_office:
        yield new_office


@pytest.fixture(scope="module")
def context(served_app: ServedApp) -> Iterator[Context]:
    """The pages' context on the default store, for tests that only read."""
    with pages_context(served_app.var) as context:
        yield context
