"""Where polygons come from; a better tier replaces a worse one."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """Where polygons come from, from the worst to the best."""

    SCHEMATIC = "schematic"
    OPEN = "open"
    OFFICIAL = "official"

    @property
    def rank(self) -> int:
        """Higher is better.

        >>> Tier.OFFICIAL.rank > Tier.OPEN.rank > Tier.SCHEMATIC.rank
        True
        """
        return list(Tier).index(self)
