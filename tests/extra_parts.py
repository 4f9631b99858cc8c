"""The parts that a run of the tests may lack, named and counted: `python -m tests.extra_parts`."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def extra_parts(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each extra part: how many tests it is, and whether they ran."""
    reference = sum(len(_tests(file)) for file in (TESTS / "reference").glob("test_*.py"))
    if folder := environment.get("IOC_TEST_SHARED"):
        yield f"reference files: {reference} tests ran against those of {folder}"
    else:
        yield f"reference files: {reference} tests NOT RUN; IOC_TEST_SHARED names their folder"
    cables = len(_tests(TESTS / "faults" / "test_pulled_cable.py"))
    properties = sum(_count_properties(file) for file in TESTS.rglob("test_*.py"))
    parts = f"{cables} test of a pulled cable, {properties} properties with many examples"
    if environment.get("IOC_TEST_LONG"):
        yield f"long forms: {parts}, 1 test of a store locked for half a minute: ran"
    else:
        yield f"long forms: {parts}, 1 test of a store locked for half a minute: NOT RUN"
        yield "(the properties ran with few examples, the lock was short; IOC_TEST_LONG=1 runs all)"


def _functions(file: Path) -> list[ast.FunctionDef]:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return [node for node in body if isinstance(node, ast.FunctionDef)]


def _tests(file: Path) -> list[ast.FunctionDef]:
    return [each for each in _functions(file) if each.name.startswith("test_")]


def _count_properties(file: Path) -> int:
    """Count the tests that have settings of `tests.examples.stored_examples`."""
    if "stored_examples" not in file.read_text(encoding="utf-8"):
        return 0
    return sum(
        "quietly" in text or "stored_examples" in text
        for test in _tests(file)
        for text in map(ast.unparse, test.decorator_list)
    )


if __name__ == "__main__":
    print("\n".join(extra_parts(os.environ)))
