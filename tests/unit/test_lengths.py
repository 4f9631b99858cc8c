"""No module outgrows one reading: 400 lines, 450 for tests, 480 for scripts of the browser."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT, TESTS = 400, 450
# Longer since before the limit, and no longer than this.
LONGER = {
    "data/load/machines/group_commit.py": 434,
}


def test_no_module_is_longer_than_the_limit() -> None:
    patterns = ("*.py", "tests/*.js")
    listing = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    too_long = {}
    for name in listing.stdout.split():
        if not (ROOT / name).exists():
            continue
        length = len((ROOT / name).read_text(encoding="utf-8").splitlines())
        limit = TESTS if name.startswith("tests/") else LONGER.get(name, PRODUCT)
        if length > limit:
            too_long[name] = f"{length} lines, {limit} at most: give a question a file of its own"
    assert too_long == {}
