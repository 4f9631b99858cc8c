"""On which databases a test runs: on both where its SQL may differ, on SQLite where it does not.

A module whose statements are the same for every database says `pytestmark = pytest.mark.same_sql`;
those of its tests that ask the widest questions, or write, are marked `both_databases`. Locks,
upserts, migrations, the lease of alerts, backups and the change feed differ: no mark there.
"""

from __future__ import annotations

import pytest

_ON_EACH_DATABASE = ("database_url", "filled_engine", "shipped_engine_of_its_own")


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give tests marked `same_sql` SQLite alone."""
    test = metafunc.definition
    if not test.get_closest_marker("same_sql") or test.get_closest_marker("both_databases"):
        return
    for name in _ON_EACH_DATABASE:
        if name in metafunc.fixturenames:
            test.add_marker(pytest.mark.parametrize(name, ["sqlite"], indirect=True))
