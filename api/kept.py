"""A bounded memory of answers: what was used last stays; keys count like what they lead to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
# What an entry takes beside its bytes.
_OVERHEAD_BYTES = 500


class Kept(Generic[Value]):
    """Values by key, up to so many bytes (keys among them) and so many keys.

    >>> kept = Kept[str](most_bytes=2_000, most_keys=2)
    >>> [kept.put(key, key, 1) for key in ("a", "b", "c")]
    [None, None, None]
    >>> kept.get("a"), kept.get("c"), len(kept)
    (None, 'c', 2)
    """

    def __init__(self, most_bytes: int, most_keys: int = 2_000) -> None:
        self._most_bytes = most_bytes
        self._most_keys = most_keys
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        """How many keys are held."""
        return len(self._held)

    def get(self, key: Hashable) -> Value | None:
        """Return the value of a key; None where it is not held."""
        found = self._held.get(key)
        if found is None:
            return None
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a value of so many bytes; one larger than all the room is not kept."""
        self.drop(key)
        size += _size_of(key) + _OVERHEAD_BYTES
        if size > self._most_bytes:
            return
        self._held[key] = value, size
        self.size += size
        while self.size > self._most_bytes or len(self._held) > self._most_keys:
            self.size -= self._held.popitem(last=False)[1][1]

    def drop(self, key: Hashable) -> None:
        """Forget a key."""
        gone = self._held.pop(key, None)
        if gone is not None:
            self.size -= gone[1]


def _size_of(key: Hashable) -> int:
    """Return about how many bytes a key takes: texts, and tuples of them.

    >>> _size_of(("abc", b"de", (1, "f")))
    6
    """
    if isinstance(key, str | bytes):
        return len(key)
    return sum(map(_size_of, key)) if isinstance(key, tuple) else 0
