"""Where the shapes of a map come from, when some of them were there before."""

from __future__ import annotations

from dataclasses import dataclass

from geo.kept_land import KeptLand
from geo.layers import Layer
from geo.tier import Tier
from ioc.area import COUNTRY_CODE


@dataclass(frozen=True)
class Provenance:
    """Where the layers of one publishing come from.

    `tier`, `source`, `licence`: of the shapes that were brought; `land`: what stays beside them;
    `step`: what is kept to take the publishing back; None: it is not one to take back.
    """

    tier: Tier
    source: str
    licence: str
    land: KeptLand | None = None
    step: str | None = None

    def of(self, layer: Layer) -> tuple[Tier, dict[str, list[str]], str]:
        """Return the worst tier in a layer, the codes that have a better one, and the source."""
        if self.land is None:
            return self.tier, {}, self.source
        here = {str(code) for group in layer.frame["codes"] for code in group} if (
            "codes" in layer.frame
        ) else set(layer.frame["code"].astype(str))  # fmt: skip
        wide = layer.parent == COUNTRY_CODE or layer.derived
        kept = {
            code: tier
            for code, tier in self.land.tiers.items()
            if code in here or (wide and self._inside(code, layer))
        }
        if not kept:
            return self.tier, {}, self.source
        # A stand-in of another level (an island district among communes) makes no map worse.
        counted = [tier for code, tier in kept.items() if self._is_of(code, layer)]
        worst = min([self.tier, *counted], key=lambda tier: tier.rank)
        better: dict[str, list[str]] = {}
        for code in sorted(here):
            tier = kept.get(code, self.tier)
            if tier.rank > worst.rank:
                better.setdefault(tier.value, []).append(code)
        sources = sorted({text for text in self.land.sources.values() if text != self.source})
        rest = f"; {len(kept)} địa bàn giữ hình từ: {', '.join(sources)}" if sources else ""
        return worst, better, f"{self.source}{rest}"

    def _inside(self, code: str, layer: Layer) -> bool:
        assert self.land is not None  # noqa: S101
        rows = self.land.frame
        own = rows.loc[rows["codes"].map(lambda codes: code in codes), "province_code"]
        return layer.parent == COUNTRY_CODE or layer.parent in set(own)

    def _is_of(self, code: str, layer: Layer) -> bool:
        assert self.land is not None  # noqa: S101
        rows = self.land.frame
        levels = rows.loc[rows["codes"].map(lambda codes: code in codes), "level"]
        return layer.derived or layer.level.value in set(levels)
