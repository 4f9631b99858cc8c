"""What tests of the store share: warm readers of files, copies of a store that is filled."""

from __future__ import annotations

from tests.filled import _filled_database, _filled_file, filled_engine
from tests.warm_readers import warm_readers

# Found by their names.
__all__ = ["_filled_database", "_filled_file", "filled_engine", "warm_readers"]
