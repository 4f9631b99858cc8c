"""Made-up villages and observations, so that every screen has something to show.

Nothing here was measured. Whatever comes out is stored with `is_demo` or in submissions of kind
"demo", is marked wherever it is shown (`ioc.sentences.values.demo_word`), and goes with one
command. The same inputs give the same numbers.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

SEED = 20250701


def generator(label: str) -> np.random.Generator:
    """Return the random numbers of one purpose, the same in every run.

    Each purpose has its own stream: drawing more for one changes nothing in another.

    >>> bool(generator("names").random() == generator("names").random())
    True
    """
    return np.random.default_rng([SEED, zlib.crc32(label.encode())])


def noise(label: str, areas: int, periods: int) -> NDArray[np.float64]:
    """Return standard normal noise of areas × periods.

    Drawn period by period: a later period leaves the earlier ones as they were.

    >>> bool((noise("x", 3, 4) == noise("x", 3, 5)[:, :4]).all())
    True
    """
    return generator(f"noise {label}").standard_normal((periods, areas)).T
