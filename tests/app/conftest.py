"""What tests of the administration and the remote begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.app.visitor import small_office


@pytest.fixture(scope="module")
def office(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, FastAPI]]:
    """A small store with walls, and its application; one for each module."""
    with small_office(_sqlite_template, tmp_path_factory.mktemp("office")) as made:
        yield made
