"""A third language needs no change of code where a text of a record is picked."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

from ioc.words.catalogue import LANGUAGES
from ioc.words.records import text_in

ROOT = Path(__file__).parents[2]
ROOMS = ("ioc", "data", "layouts", "callbacks", "api", "cli", "geo", "sandbox")
# Where a language is asked for by its name: each with its reason.
HOMES = {"ioc/sentences/values.py": "English alone has units in the singular and in the plural"}


@dataclass(frozen=True)
class Record:
    """A record with texts in three languages."""

    name_vi: str = "Hạ tầng"
    name_en: str = "Infrastructure"
    name_km: str = "ហេដ្ឋារចនាសម្ព័ន្ធ"
    note_vi: str = "Ghi chú"
    note_en: str = ""


@pytest.mark.parametrize(
    ("language", "part", "text"),
    [
        ("vi", "name", "Hạ tầng"),
        ("en", "name", "Infrastructure"),
        ("km", "name", "ហេដ្ឋារចនាសម្ព័ន្ធ"),
        ("en", "note", "Ghi chú"),
        ("km", "note", "Ghi chú"),
        ("en", "trap", ""),
    ],
)
def test_a_text_is_that_of_the_language_else_the_vietnamese_one(
    language: str, part: str, text: str
) -> None:
    assert text_in(language, Record(), part) == text


def _names_a_language(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare):
        return False
    return any(
        isinstance(each, ast.Constant) and each.value in LANGUAGES
        for side in (node.left, *node.comparators)
        for each in ast.walk(side)
    )


def test_no_module_asks_which_language_it_is() -> None:
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in HOMES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and _names_a_language(node)
    }
    assert wrong == set()


@pytest.mark.parametrize("text", ['language == "en"', 'query in ("vi", "en")', '"vi" != each'])
def test_the_look_finds_such_a_question(text: str) -> None:
    assert _names_a_language(ast.parse(text, mode="eval").body)
