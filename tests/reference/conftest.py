"""Checks against reference files that are no part of the repository; see `tests.conftest`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_geo() -> Path:
    """The folder of reference boundaries and area tables."""
    folder = Path(os.environ["IOC_TEST_SHARED"]) / "geo"
    if not folder.is_dir():
        pytest.fail(f"{folder} is missing: IOC_TEST_SHARED names its parent.", pytrace=False)
    return folder
