"""The collector of garbage during tests: it looks at what tests make, not at what was imported.

A run has thousands of tests and all of the product in memory, and went through them time and
again: a tenth to a third of what tests cost.
"""

from __future__ import annotations

import gc

# Off until all tests are collected: nothing of that is garbage.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave alone what is there, and look for garbage among what comes, less often than usual."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)
