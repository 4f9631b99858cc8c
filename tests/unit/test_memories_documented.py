"""Every memory stands in the table of docs/architecture.md, and there is no other kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("api", "callbacks", "data", "geo", "ioc", "layouts", "sandbox", "cli")
_MAKES = re.compile(r"\b(?:Memory\[.+\]|Memory)\(")
_CACHED = re.compile(r"^\s*@(?:functools\.)?(?:lru_)?cache\b", re.MULTILINE)
# What bounds itself and must not forget when room is short, or hands out turns.
_OTHERS = {
    "data/store/memory.py",
    "data/access/sessions.py",
    "api/doors/refusals.py",
    "api/gate/turns.py",
}


def _modules(pattern: re.Pattern[str]) -> set[str]:
    paths = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if pattern.search(path.read_text(encoding="utf-8"))
    }


@pytest.fixture(scope="module")
def documented() -> tuple[set[str], set[str]]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    text = text.split("## What a process keeps")[1].split("\n## ")[0]
    table, rest = text.split("\n\nAll of them")
    pattern = re.compile(r"`([a-z0-9_/]+\.py)`")
    return set(pattern.findall(table)), set(pattern.findall(rest.split("\n- ")[1]))


def test_every_memory_stands_in_the_table(documented: tuple[set[str], set[str]]) -> None:
    assert _modules(_MAKES) - {"data/store/memory.py"} == documented[0]


def test_every_cached_function_is_named(documented: tuple[set[str], set[str]]) -> None:
    assert _modules(_CACHED) == documented[1]


def test_nobody_keeps_in_order_of_use_but_the_memory() -> None:
    assert _modules(re.compile(r"\bOrderedDict\b|cachetools|TTLCache")) == _OTHERS
