"""How many examples the properties try that ask a database for each of them."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONG = bool(os.environ.get("IOC_TEST_LONG"))


def stored_examples(short: int, long: int) -> settings:
    """Settings of a property whose example writes to a store: `long` with IOC_TEST_LONG set.

    Each run draws other examples, on each database, so that the short form gathers over the runs
    what the long one tries at once.
    """
    return settings(
        max_examples=long if LONG else short,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
