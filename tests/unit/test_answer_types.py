"""What the server sends is written once, in Python; scripts are checked against the same shapes."""

from __future__ import annotations

import doctest

from scripts import answer_types


def test_the_types_of_scripts_are_those_of_the_server() -> None:
    committed_text = answer_types.FILE.read_text(encoding="utf-8")
    assert committed_text == answer_types.file_text(), "run `python scripts/answer_types.py`"


def test_every_annotation_has_its_typescript() -> None:
    assert doctest.testmod(answer_types).failed == 0
