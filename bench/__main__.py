"""`python -m bench [PART …]`: measure, print, keep; `… history`: draw the kept runs."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

from bench import history, results
from bench.figures import BenchFigure, table
from bench.places import BenchPlaces

# In this order: parts that need the machine to themselves run while it is still cool.
PARTS = (
    "store",
    "load",
    "sheets",
    "growth",
    "memory",
    "clicks",
    "writes",
    "live",
    "crowd",
    "web",
    "paint",
    "scrub",
    "visit",
)
_WITH_BROWSER = {"live", "web", "paint", "scrub", "visit"}
_HISTORY = "history"


def main() -> int:
    """Run the named parts, all by default; return 1 when a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="|".join((*PARTS, _HISTORY)))
    parser.add_argument("--no-keep", action="store_true", help="do not write bench/results")
    options = parser.parse_args()
    if options.parts == [_HISTORY]:
        print(history.draw())
        return 0
    unknown = [each for each in options.parts if each not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    places = BenchPlaces(Path(os.environ.get("IOC_BENCH_VAR", "var/bench")).resolve())
    parts = [each for each in PARTS if not options.parts or each in options.parts]
    about = results.environment(places.chromium() if _WITH_BROWSER & set(parts) else None)
    figures: list[BenchFigure] = []
    for part in parts:
        began = perf_counter()
        of_part = import_module(f"bench.{part}").measure(places)
        print(f"\n{table(of_part)}\n{part}: {perf_counter() - began:.0f} s", flush=True)
        figures += of_part
    if len(parts) > 1:
        print(f"\n{table(figures)}")
    print(f"\nenvironment: {', '.join(f'{name} {text}' for name, text in about.items())}")
    for line in results.regressions(figures, about):
        print(line)
    if not options.no_keep:
        print(f"kept in {results.keep(figures, about)}, drawn in {history.draw()}")
    missed_budgets = [each for each in figures if each.is_met is False]
    print(
        f"{sum(each.is_met is True for each in figures)} budgets met, {len(missed_budgets)} missed"
    )
    return 1 if missed_budgets else 0


if __name__ == "__main__":
    sys.exit(main())
