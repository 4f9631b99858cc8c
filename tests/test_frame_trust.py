"""docs/trust.md: every rule about numbers has an example, and a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_ROW = re.compile(r"^\| (?!-)(.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
_ROWS = [
    row
    for row in _ROW.findall((ROOT / "docs" / "trust.md").read_text(encoding="utf-8"))
    if row[0] != "Quy tắc"
]
_SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "tests").rglob("test_*.py")
}


def test_there_are_rules() -> None:
    assert len(_ROWS) > 20


@pytest.mark.parametrize("row", _ROWS, ids=[row[0][:60] for row in _ROWS])
def test_every_rule_has_an_example_and_a_test_that_is_there(row: tuple[str, str, str]) -> None:
    rule, example, tests = row
    assert re.search(r"\d|“|→", example), f"no worked example: {rule}"
    names = re.findall(r"`([^`]+)`", tests)
    assert names, f"no test: {rule}"
    for name in names:
        file, _, function = name.rpartition("::")
        matches = [
            text
            for path, text in _SOURCES.items()
            if (not file or path.endswith(file.removeprefix("tests/")))
            and (f"def {function}(" in text or (not file and path.endswith(f"{name}")))
        ]
        assert matches, f"{name} of “{rule}” is not there"
