"""The day on which these tables are read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.store.load_files.forms.tables import TODAY


@pytest.fixture
def today() -> date:
    return TODAY
