"""Words of the analysis page."""

from __future__ import annotations

FIELD_WORDS = {
    "vintage": "vintage",
    "area": "province",
    "former": "former",
    "level": "level",
    "group": "group",
    "indicator": "indicator",
    "second": "second",
    "period": "period",
    "base": "base",
    "selected": "selected",
    "mode": "mode",
    "compare": "compare",
    "chart": "chart",
    "pivot": "pivot",
    "status": "status",
    "move": "move",
}
