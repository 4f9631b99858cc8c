"""The made-up data of two homes, generated once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.demo.generated import Demo, demo_of


@pytest.fixture(scope="session")
def demo(shipped_file: Path) -> Demo:
    return demo_of(shipped_file, "40")


@pytest.fixture(scope="session")
def lao_cai(shipped_file: Path) -> Demo:
    """The demo data of another home: the province made of Lào Cai and Yên Bái."""
    return demo_of(shipped_file, "15")
