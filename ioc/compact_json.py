"""JSON for machines: as short as it can be written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def compact_json(content: Any, default: Callable[[Any], Any] | None = None) -> str:
    """Return JSON without blanks, letters as they are.

    Args:
        content: plain values.
        default: makes plain values of what is none.

    Raises:
        ValueError: a number is NaN or infinite, which JSON cannot say.

    >>> compact_json({"tên": ["Sa Pa", None, 0.5]})
    '{"tên":["Sa Pa",null,0.5]}'
    """
    return json.dumps(
        content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=default
    )
