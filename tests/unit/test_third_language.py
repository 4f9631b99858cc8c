"""A third language is one more folder of words: the program starts with it, and offers it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_SCRIPT = """
import importlib.util, json
from data.walls.checks import check_looks
from ioc.settings import Settings
from ioc.wall import Wall
from ioc.words.catalogue import LANGUAGES, say
import server

spec = importlib.util.spec_from_file_location("words_script", WORDS)
words = importlib.util.module_from_spec(spec)
spec.loader.exec_module(words)
(fault,) = check_looks(Wall("a", "A", "one", language="xx"))
print(json.dumps({
    "languages": LANGUAGES,
    "setting": Settings(language="km").language,
    "says": say("shell-own_name", "km"),
    "wall": [
        len(check_looks(Wall("a", "A", "one", language=each))) for each in LANGUAGES
    ],
    "fix": [fault.fix(each) for each in LANGUAGES],
    "texts": sorted(fault.texts()),
    "scripts": all('"km": {' in text for text in words.module_texts().values()),
}))
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program with a third folder of words says."""
    folder = tmp_path_factory.mktemp("third")
    copy = shutil.copytree(ROOT / "ioc", folder / "ioc", ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copytree(copy / "words" / "en", copy / "words" / "km")
    shell = copy / "words" / "km" / "shell.ftl"
    text = shell.read_text(encoding="utf-8")
    shell.write_text(text.replace("own_name = English", "own_name = Khmer"), encoding="utf-8")
    script = f"WORDS = {str(ROOT / 'scripts' / 'words.py')!r}\n{_SCRIPT}"
    outcome = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
        cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    texts: dict[str, Any] = json.loads(outcome.stdout.splitlines()[-1])
    return texts


def test_a_third_folder_of_words_is_a_third_language(answer: dict[str, Any]) -> None:
    assert answer["languages"] == ["vi", "en", "km"]
    assert answer["says"] == "Khmer"
    assert answer["setting"] == "km"
    assert answer["scripts"]


def test_a_wall_may_have_it_and_a_fault_names_it(answer: dict[str, Any]) -> None:
    assert answer["wall"] == [0, 0, 0]
    assert [text.rpartition(": ")[2] for text in answer["fix"]] == ["vi, en, km"] * 3
    assert {"fix_km", "message_km"} <= set(answer["texts"])


@pytest.mark.parametrize("folder", ["assets/src/wall", "assets/src/admin", "assets/src/shell"])
def test_no_script_lists_the_languages(folder: str) -> None:
    for path in (ROOT / folder).glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not ('"vi"' in text and '"en"' in text), path
