"""Names are nouns of the field or verbs: what docs/style.md asks of them, looked up in the code."""

from __future__ import annotations

import ast
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sources import tree_of

ROOT = Path(__file__).parents[2]
# Past participles that say that something happened and not what the thing is. Words that are also
# a noun, an adjective of its own or the name's whole meaning (`spread`, `missing`) are not here.
PARTICIPLES = set(
    """accepted added agreed answered asked begun bound brought built called changed checked chosen
    cleaned closed collected come counted decoded done drawn dropped encoded ended failed fetched
    filled followed formed found gathered given gone granted grouped handed heard held joined judged
    kept known laid led listed loaded lost made mapped marked matched meant measured merged met
    moved named needed noted opened owned paid painted parsed passed picked pinned placed prepared
    raised reached reckoned recognised recorded refused removed repeated replaced reported resolved
    rounded said saved scaled seen selected sent served settled shared shifted shown signed skipped
    sorted spent spoken started stored taken timed titled told tried turned typed used waited wanted
    warned watched weighed withdrawn worn wrapped written""".split()
)
# Columns of the store and fields of the API, which mean the same everywhere.
COLUMNS = {"checked", "reported"}
# Names of the interface that others read (columns, fields of answers), or of a library's call.
OF_THE_INTERFACE: set[tuple[str, str]] = {
    # Fields of what scripts are sent.
    *(
        ("ioc/answers.py", each)
        for each in ("chosen", "moved", "refused", "selected", "shown", "touched")
    ),
    ("api/v1/alert_models.py", "raised"),
    ("api/v1/alert_models.py", "seen"),
    ("api/v1/alerts.py", "seen"),  # the id of an operation
    ("api/v1/models.py", "Refused"),
    ("api/v1/models.py", "Failed"),
    ("api/v1/models.py", "given"),
    ("api/v1/submission_models.py", "withdrawn"),
    ("api/v1/write_models.py", "Written"),
    ("api/v1/write_models.py", "written"),
    ("ioc/alert.py", "counted"),
    ("ioc/sentences/alerts.py", "raised"),
    ("ioc/sentences/alerts.py", "seen"),
    ("ioc/view_state.py", "selected"),
}


def _files() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [each for each in listing.stdout.split() if (ROOT / each).exists()]


def _names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


@cache
def _trees() -> list[tuple[str, ast.Module]]:
    return [(file, tree_of(ROOT / file)) for file in _files()]


def test_no_name_is_a_past_participle_alone() -> None:
    wrong = [
        f"{file}:{line}: {name}"
        for file, tree in _trees()
        for line, name in _names(tree)
        if name.strip("_").lower() in PARTICIPLES - COLUMNS
        if (file, name) not in OF_THE_INTERFACE
    ]
    assert wrong == []


def test_a_set_of_areas_is_a_vintage() -> None:
    wrong = [
        f"{file}:{line}: {name}"
        for file, tree in _trees()
        if file != "ioc/age.py" and "ioc.age" not in (ROOT / file).read_text(encoding="utf-8")
        for line, name in _names(tree)
        if {"age", "ages", "mend", "mends", "mended"} & set(name.lower().split("_"))
        and (file, name) not in OF_THE_INTERFACE
    ]
    assert wrong == []


def test_no_two_classes_of_the_product_have_one_name() -> None:
    places = defaultdict(list)
    for file, tree in _trees():
        if file.startswith("tests/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(f"{file}:{node.lineno}")
    assert {name: at for name, at in places.items() if len(at) > 1} == {}


@pytest.mark.parametrize("name", ["found", "_Told", "age"])
def test_the_look_finds_such_names(name: str) -> None:
    assert [each for _, each in _names(ast.parse(f"def work({name}): pass"))][1:] == [name]
