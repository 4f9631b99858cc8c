"""What pages say of a store, asked in the process of the tests: no server, no browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callbacks.frame.context import Context
from tests.pages.contexts import pages_context
from tests.serving import copy_of_var


@pytest.fixture(scope="module")
def context(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The pages' context on the default store, for tests that only read."""
    var = copy_of_var(prepared_var, tmp_path_factory.mktemp("pages") / "var")
    with pages_context(var) as context:
        yield context
