"""Compares how much of the product the tests run through with the figures that were reached before.

`python scripts/coverage_figures.py FOLDER`: FOLDER has what `tests/measured.py` and `scripts/web.sh
test` measured. Fails when Python or JavaScript lost more than half a percentage point; `--accept`
writes today's figures into tests/coverage.json.
"""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "tests" / "coverage.json"
MAY_FALL = 0.5


def python_percent(folder: Path) -> float:
    """Return the percentage of the product's lines of Python that were run."""
    measurement = coverage.Coverage(
        data_file=str(folder / "all"), config_file=str(ROOT / "pyproject.toml")
    )
    measurement.combine([str(file) for file in folder.glob("lines.*")], keep=True)
    return measurement.report(file=io.StringIO())


def script_percent(folder: Path) -> float:
    """Return the percentage of lines of assets/src that the tests in Node run."""
    return percent_of_lcov((folder / "scripts.lcov").read_text(encoding="utf-8"))


def percent_of_lcov(text: str) -> float:
    """Return the percentage of lines that were run, of a report in LCOV."""
    lines, run = (sum(map(int, re.findall(rf"^{key}:(\d+)$", text, re.M))) for key in ("LF", "LH"))
    return 100 * run / lines


def losses(before: dict[str, float], now: dict[str, float]) -> list[str]:
    """Return a message for each figure that fell too far."""
    return [
        f"coverage: {name} {now[name]}% of lines, {percent}% before"
        for name, percent in before.items()
        if now[name] < percent - MAY_FALL
    ]


def main(arguments: list[str]) -> int:
    """Print the figures; return 1 when one fell too far."""
    accepts = "--accept" in arguments
    (folder,) = (Path(each) for each in arguments if not each.startswith("--"))
    now = {
        "python": round(python_percent(folder), 1),
        "javascript": round(script_percent(folder), 1),
    }
    print("coverage:", ", ".join(f"{name} {percent}%" for name, percent in now.items()))
    if accepts:
        FIGURES.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
        return 0
    before = json.loads(FIGURES.read_text(encoding="utf-8"))
    losses_now = losses(before, now)
    for message in losses_now:
        print(message, file=sys.stderr)
    if losses_now:
        print(
            "coverage: write the tests that are missing (CONTRIBUTING.md, Coverage)",
            file=sys.stderr,
        )
    elif any(now[name] > before.get(name, 0) + MAY_FALL for name in now):
        print("coverage: it rose: `make coverage ACCEPT=--accept` writes that down")
    return 1 if losses_now else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
