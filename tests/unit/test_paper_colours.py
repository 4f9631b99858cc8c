"""Colours on paper and in workbooks are those of the screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ioc.paper import fill_of, ground_of, ink_of
from ioc.standing import VERDICTS
from scripts import colours

# Rooms whose pages and files have colours; charts have a palette of their own.
_ROOMS = ("ioc", "data", "geo", "layouts", "callbacks", "api")
_HOMES = ("ioc/colours.py", "layouts/figures/", "layouts/area/trend.py")


def test_python_has_the_colours_of_the_style_sheets() -> None:
    committed = colours.FILE.read_text(encoding="utf-8")
    assert committed == colours.file_text(), "run `python scripts/colours.py`"


def test_a_colour_that_changes_in_a_sheet_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for sheet in colours.SHEETS:
        text = (colours.ROOT / sheet).read_text(encoding="utf-8")
        (tmp_path / sheet).parent.mkdir(parents=True, exist_ok=True)
        other = re.sub("--ioc-bad: #[0-9a-f]{6};", "--ioc-bad: #123456;", text)
        (tmp_path / sheet).write_text(other, encoding="utf-8")
    monkeypatch.setattr(colours, "ROOT", tmp_path)
    assert colours.file_text() != colours.FILE.read_text(encoding="utf-8")


def test_no_module_has_colours_of_its_own(root: Path) -> None:
    others = [
        f"{path}: {colour}"
        for room in _ROOMS
        for file in sorted((root / room).rglob("*.py"))
        if not (path := file.relative_to(root).as_posix()).startswith(_HOMES)
        for colour in re.findall(r"#[0-9a-fA-F]{6}\b", file.read_text(encoding="utf-8"))
    ]
    assert others == []


def test_verdicts_have_three_colours_everywhere() -> None:
    for colour_of in (fill_of, ground_of, ink_of):
        assert len({colour_of(each) for each in VERDICTS}) == 3
