"""Where the shapes of a map come from, when some of them stay from before."""

from __future__ import annotations

from dataclasses import dataclass

from geo.kept_land import KeptLand
from geo.layers import MapLayer
from geo.tier import Tier
from ioc.area import COUNTRY_CODE
from ioc.words.catalogue import say


@dataclass(frozen=True)
class Provenance:
    """Where the layers of one publishing come from.

    `tier`, `source`, `licence`: of the new shapes; `outline`: whose real outlines of provinces
    schematic cells lie in, empty where they are guessed; `land`: what stays beside them; `step`:
    what the publishing is called where it is undone; None: it cannot be undone.
    """

    tier: Tier
    source: str
    licence: str
    land: KeptLand | None = None
    step: str | None = None
    outline: str = ""

    def of(self, layer: MapLayer) -> tuple[Tier, dict[str, list[str]], str]:
        """Return the worst tier in a layer, the codes that have a better one, and the source."""
        if self.land is None:
            return self.tier, {}, self.source
        here = {str(code) for group in layer.frame["codes"] for code in group} if (
            "codes" in layer.frame
        ) else set(layer.frame["code"].astype(str))  # fmt: skip
        wide = layer.parent == COUNTRY_CODE or layer.derived
        tier_of_kept = {
            code: tier
            for code, tier in self.land.tiers.items()
            if code in here or (wide and self._inside(code, layer))
        }
        if not tier_of_kept:
            return self.tier, {}, self.source
        # A stand-in of another level (an island district among communes) makes no map worse.
        tiers = [tier for code, tier in tier_of_kept.items() if self._is_of(code, layer)]
        worst = min([self.tier, *tiers], key=lambda tier: tier.rank)
        better: dict[str, list[str]] = {}
        for code in sorted(here):
            tier = tier_of_kept.get(code, self.tier)
            if tier.rank > worst.rank:
                better.setdefault(tier.value, []).append(code)
        sources = sorted({text for text in self.land.sources.values() if text != self.source})
        rest = (
            say("boundary-sources-kept", count=len(tier_of_kept), sources=", ".join(sources))
            if sources
            else ""
        )
        return worst, better, f"{self.source}{rest}"

    def _inside(self, code: str, layer: MapLayer) -> bool:
        assert self.land is not None  # noqa: S101
        rows = self.land.frame
        own = rows.loc[rows["codes"].map(lambda codes: code in codes), "province_code"]
        return layer.parent == COUNTRY_CODE or layer.parent in set(own)

    def _is_of(self, code: str, layer: MapLayer) -> bool:
        assert self.land is not None  # noqa: S101
        rows = self.land.frame
        levels = rows.loc[rows["codes"].map(lambda codes: code in codes), "level"]
        return layer.derived or layer.level.value in set(levels)
