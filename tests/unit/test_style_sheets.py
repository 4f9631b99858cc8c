"""Rules that every sheet of styles keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MOST_SIZES = 8
# What is seen from afar has sizes of its own: they follow from the panel and its reader.
_FAR = re.compile(r"wall")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def rules(root: Path) -> Iterator[tuple[str, str, str]]:
    """Every rule of every sheet: the sheet's name, the selector, the declarations."""
    for sheet in sorted((root / "assets" / "src").rglob("*.css")):
        text = _COMMENT.sub("", sheet.read_text(encoding="utf-8"))
        for selector, declarations in _RULE.findall(text):
            yield sheet.name, selector.strip(), declarations


def test_pages_have_eight_sizes_of_type(root: Path) -> None:
    variables = (root / "assets" / "src" / "core" / "variables.css").read_text(encoding="utf-8")
    sizes = dict(re.findall(r"(--ioc-text-[a-z]+):\s*([^;]+);", variables))
    assert len(set(sizes.values())) == len(sizes) <= MOST_SIZES
    others = []
    for sheet, selector, declarations in rules(root):
        far = _FAR.search(selector) or (root / "assets" / "src" / "wall" / sheet).exists()
        if far or sheet == "print.css":
            continue
        for value in re.findall(r"(?:^|[;\s{])font(?:-size)?:\s*([^;]+);", declarations):
            name = re.fullmatch(r"var\((--[a-z-]+)\)", value.strip())
            if name and (name[1] in sizes or name[1] == "--ana-headline"):
                continue
            # Hidden words, and what takes the size of its place.
            if value.strip() not in ("0", "inherit"):
                others.append(f"{sheet}: {selector} {{ font-size: {value} }}")
    assert others == []


def test_the_ring_of_the_focus_is_one(root: Path) -> None:
    rings = [
        (sheet, selector, value)
        for sheet, selector, declarations in rules(root)
        for value in re.findall(r"(?:^|[;\s])outline:\s*([^;]+);", declarations)
    ]
    assert len(rings) > 8
    # A forced palette shows the edge of a wrong field by a transparent one.
    allowed = {"none", "var(--ioc-focus)", "4px solid transparent"}
    assert [each for each in rings if each[2].strip() not in allowed] == []


def test_no_selector_looks_inside_an_element(root: Path) -> None:
    """One `body:has(…)` makes a browser restyle the whole page whenever anything in it changes."""
    sheets = sorted((root / "assets" / "src").rglob("*.css"))
    assert len(sheets) > 3
    assert [each.name for each in sheets if ":has(" in each.read_text(encoding="utf-8")] == []
