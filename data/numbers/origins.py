"""Where the numbers of a map come from, and which rest on too few reports for a verdict."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.numbers.pack import Pack
from ioc.comparison import is_thin
from ioc.crosswalk import BASIS_CODES


def thin_cells(cells: Pack) -> NDArray[np.bool_]:
    """Tell where too little of an area was converted for a verdict (`ioc.card.Cell.is_thin`)."""
    thin: NDArray[np.bool_] = is_thin(cells.converted, cells.reported, cells.expected)
    return thin


def origin_codes(cells: Pack) -> NDArray[np.int32]:
    """Return where each number comes from: 0 reported in this vintage, 1 exact, else 1 + basis.

    `basis` is the code of a weight (`ioc.crosswalk.BASIS_CODES`), or the next one: a mean.
    """
    by_estimate = is_estimated(cells.converted, cells.estimated, cells.basis)
    codes = np.where(cells.converted > 0, np.where(by_estimate, 1 + cells.basis, 1), 0)
    return codes.astype(np.int32)


def is_estimated(converted: Any, estimated: Any, basis: Any) -> Any:
    """Tell where converted numbers rest on a weight or a mean; for arrays or columns."""
    return (converted > 0) & ((estimated > 0) | (basis > len(BASIS_CODES)))
