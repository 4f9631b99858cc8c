"""A store, and files of a reorganisation to load into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.store.reorganisation.plans import Write


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        file = tmp_path / "sap-xep.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return _write
