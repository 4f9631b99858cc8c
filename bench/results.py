"""The results of runs as JSON beside the code; a run is compared with the last kept one."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import BenchFigure

FOLDER = Path(__file__).parent / "results"
WORSE = 0.2


def environment(chromium: str | None = None) -> dict[str, str]:
    """Return what the figures depend on, without the names of machine and user."""
    about = {
        "system": f"{platform.system()}-{platform.machine()}".lower(),
        "cores": str(os.cpu_count()),
        "python": ".".join(platform.python_version_tuple()[:2]),
    }
    if chromium:
        output = subprocess.run(
            [chromium, "--version"], capture_output=True, text=True, check=False
        )
        version = re.search(r"(\d+)\.", output.stdout)
        about["browser"] = f"chromium{version[1] if version else ''}"
        about["rendering"] = "software"
    return about


def environment_name(about: dict[str, str]) -> str:
    """Return the environment in words; runs without a browser belong to those with one.

    >>> environment_name({"system": "linux-x86_64", "cores": "2", "python": "3.11"})
    'linux-x86_64, 2 cores, Python 3.11'
    """
    return f"{about['system']}, {about['cores']} cores, Python {about['python']}"


def tag(about: dict[str, str]) -> str:
    """Return the environment as part of a file name."""
    return f"{about['system']}-{about['cores']}core-py{about['python']}"


def keep(figures: Sequence[BenchFigure], about: dict[str, str], folder: Path = FOLDER) -> Path:
    """Append the run to the day's file and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"{now:%Y-%m-%d}-{tag(about)}.json"
    runs = _runs(path)
    runs.append(
        {
            "at": now.isoformat(timespec="seconds"),
            "environment": about,
            "figures": [_round_row(each.as_json()) for each in figures],
        }
    )
    path.write_text(json.dumps(runs, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def regressions(
    figures: Sequence[BenchFigure], about: dict[str, str], folder: Path = FOLDER
) -> list[str]:
    """Return a line per figure that is worse by more than a fifth than in the last kept run.

    Only figures that are ratios, sizes or rates of the same environment are compared.
    """
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted(folder.glob(f"*-{tag(about)}.json")):
        for run in _runs(path):
            for row in run["figures"]:
                last[(row["part"], row["name"])] = row
    lines = []
    for each in figures:
        row = last.get((each.part, each.name))
        if row is None:
            continue
        before = row["ours"] if row["ratio"] is None else row["ratio"]
        if each.budget is None or not before or not each.value:
            continue
        worse = before / each.value if each.higher else each.value / before
        if worse > 1 + WORSE:
            lines.append(
                f"worse by {worse - 1:.0%}: {each.part}: {each.name} "
                f"({before:.4g} before, {each.value:.4g} now)"
            )
    return lines


def _runs(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def _round_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: float(f"{each:.4g}") if isinstance(each, float) else each
        for name, each in row.items()
    }
