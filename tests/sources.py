"""Our sources as trees: parsed once for all tests of a process that look things up in them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the tree of a module; nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))
