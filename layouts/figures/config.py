"""Settings of every chart: no tool bar, numbers and dates in the Vietnamese form."""

from __future__ import annotations

from typing import Any

from ioc.words.catalogue import say

GRAPH_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "locale": "vi",
    "locales": {
        "vi": {
            "dictionary": {},
            "format": {
                "decimal": ",",
                "thousands": ".",
                "date": "%d/%m/%Y",
                "days": [say(f"chart-weekday-{day}") for day in range(1, 8)],
                "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
                "months": [say("chart-month", month=month) for month in range(1, 13)],
                "shortMonths": [f"T{month}" for month in range(1, 13)],
            },
        }
    },
}  # fmt: skip
