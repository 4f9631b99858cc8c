"""What each made-up indicator looks like: a table, one row per indicator.

Months are counted from 2020-07 (0); 2022-07 is 24, 2024-07 is 48, 2026-07 is 72. `start` keeps
the volume down: an indicator has figures from the time its real counterpart was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST_MONTH = (2020, 7)


@dataclass(frozen=True)
class IndicatorPlan:
    """How one indicator moves.

    `kind` names the simulation; `base` the denominator, or the indicator whose numbers these are
    ("same": both parts; a count: its numerators). A share climbs from `floor` to `top`
    along an S-curve: half-way at month `mid` in the plains, up to `lag` months later in the
    mountains, `width` months from a quarter to a half or so. `form` groups what is handed in
    together: a commune that misses a form misses all of it. `uneven` is the part of the climb
    that the furthest commune never makes.
    """

    code: str
    kind: str
    form: str
    base: str = ""
    floor: float = 0.0
    top: float = 1.0
    mid: float = 30.0
    lag: float = 25.0
    width: float = 10.0
    start: str = "2020-07"
    national: bool = False
    uneven: float = 0.12


_PLANS = (
    IndicatorPlan("HT01", "signal", "coverage", national=True),
    IndicatorPlan("HT02", "signal", "coverage", start="2022-01"),
    IndicatorPlan("HT03", "signal", "coverage", start="2022-01"),
    IndicatorPlan("HT04", "stock", "operators", "people", 0.50, 0.998, 6, 30, 10, uneven=0.06),
    IndicatorPlan("HT05", "stock", "fibre", "households", 0.10, 0.93, 26, 50, 18, "2021-07", True),
    IndicatorPlan("HT06", "stock", "fibre", "villages", 0.30, 0.995, 16, 45, 12, "2021-07"),
    IndicatorPlan("HT07", "median", "speed", start="2022-01"),
    IndicatorPlan("HT08", "count", "operators", "stations"),
    # Where there is 5G there is 4G: who has 4G or 5G has 4G.
    IndicatorPlan("HT09", "same", "operators", "HT04"),
    IndicatorPlan("HT10", "stock", "operators", "people", 0.0, 0.55, 74, 20, 7, "2024-07"),
    IndicatorPlan("XH01", "stock", "society", "adults", 0.25, 0.93, 30, 40, 20, national=True),
    IndicatorPlan("XH02", "stock", "teams", "households", 0.45, 0.99, 14, 35, 14, "2022-01"),
    IndicatorPlan("XH03", "stock", "banks", "over15", 0.10, 0.95, 26, 45, 15),
    IndicatorPlan("XH04", "stock", "society", "adults", 0.0, 0.62, 56, 25, 8, "2021-07"),
    IndicatorPlan("XH05", "stock", "society", "adults", 0.02, 0.75, 44, 35, 13),
    IndicatorPlan(
        "XH06", "stock", "teams", "villages", 0.15, 0.97, 25, 14, 5, "2022-04", uneven=0.2
    ),
    IndicatorPlan("XH07", "stock", "society", "workers", 0.0, 0.85, 52, 25, 11, "2021-07"),
    IndicatorPlan("XH08", "stock", "teams", "households", 0.05, 0.995, 24, 30, 9, "2022-01"),
    IndicatorPlan("XH09", "count", "teams", "villages", 0.1, 0.97, 23, 14, 5, "2022-04"),
    IndicatorPlan("XH10", "count", "teams", "members", 0.1, 0.97, 24, 14, 6, "2022-04"),
    IndicatorPlan("CQ01", "procedures", "procedures", floor=0.55, top=1.0, mid=18, width=7),
    IndicatorPlan(
        "CQ02", "dossiers", "dossiers", "received", 0.04, 0.90, 50, 25, 11, national=True
    ),
    IndicatorPlan(
        "CQ03", "dossiers", "dossiers", "results", 0.01, 0.80, 62, 28, 10, "2022-09", True
    ),
    IndicatorPlan(
        "CQ04", "dossiers", "dossiers", "due", 0.86, 0.992, 22, 30, 10, national=True, uneven=0.6
    ),
    IndicatorPlan("CQ05", "dossiers", "dossiers", "with_fee", 0.0, 0.85, 44, 30, 9, "2022-01"),
    IndicatorPlan("CQ06", "dossiers", "dossiers", "results", 0.05, 0.96, 46, 25, 8, "2023-01"),
    IndicatorPlan("CQ07", "dossiers", "dossiers", "received", 0.0, 0.72, 60, 25, 9, "2023-07"),
    IndicatorPlan(
        "CQ08", "dossiers", "dossiers", "rated", 0.86, 0.99, 26, 25, 12, "2022-01", uneven=0.5
    ),
    IndicatorPlan("CQ09", "score", "dossiers", start="2022-07"),
    IndicatorPlan("CQ10", "flow", "office", "files", 0.35, 0.995, 14, 20, 8),
    IndicatorPlan("CQ11", "flow", "office", "documents", 0.25, 0.99, 22, 20, 9, "2022-01"),
    IndicatorPlan("CQ12", "flow", "reports", "reports", 0.70, 0.97, 50, 20, 12, "2025-01"),
    IndicatorPlan("CQ13", "flow", "freshness", "forms", 0.70, 0.98, 50, 12, 10, "2024-01"),
    IndicatorPlan("KT01", "stock", "tax", "firms", 0.70, 0.998, 16, 20, 8),
    IndicatorPlan("KT02", "stock", "tax", "small_firms", 0.10, 0.66, 40, 20, 14),
    IndicatorPlan("KT03", "count", "trade", "sellers", 0.0, 0.12, 40, 25, 10, "2021-07"),
    IndicatorPlan("KT04", "count", "tax", "KT01"),
    IndicatorPlan("KT05", "count", "tax", "firms", 0.2, 0.85, 30, 20, 14, "2021-07"),
    IndicatorPlan("KT06", "count", "trade", "products", 0.1, 0.9, 44, 20, 11, "2022-01"),
    IndicatorPlan("YT01", "stock", "health", "facilities", 0.05, 0.97, 36, 30, 8),
    IndicatorPlan("YT02", "stock", "health", "adults", 0.01, 0.38, 54, 30, 11, "2021-07"),
    IndicatorPlan("YT03", "stock", "health", "people", 0.15, 0.97, 34, 28, 11, national=True),
    IndicatorPlan("GD01", "stock", "schools", "schools", 0.35, 0.99, 20, 35, 9),
    IndicatorPlan("GD02", "stock", "schools", "schools", 0.55, 1.0, 14, 25, 7),
    IndicatorPlan("AT01", "stock", "security", "systems", 0.15, 0.98, 32, 15, 9),
    IndicatorPlan("AT02", "stock", "security", "systems", 0.10, 0.98, 34, 15, 10),
    IndicatorPlan("TH01", "index", "index"),
    IndicatorPlan("TH02", "tasks", "tasks", "tasks"),
)
PLANS = {plan.code: plan for plan in _PLANS}
