"""Rules that every sheet of styles keeps."""

from __future__ import annotations

from pathlib import Path


def test_no_selector_looks_inside_an_element(root: Path) -> None:
    """One `body:has(…)` makes a browser restyle the whole page whenever anything in it changes."""
    sheets = sorted((root / "assets" / "src").rglob("*.css"))
    assert len(sheets) > 3
    assert [each.name for each in sheets if ":has(" in each.read_text(encoding="utf-8")] == []
