"""The documents say what the code does; what is not documented fails here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from ioc.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {ROOT / "CHANGELOG.md"})
TARGETS = ("run", "prepare", "test", "check", "lint", "bench")


def _settings_table() -> dict[str, str]:
    """Return variable → default, as docs/configuration.md gives them."""
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    first_table = text.split("\n\n")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| \S.* \|$", first_table, flags=re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def test_every_setting_is_documented_and_no_other() -> None:
    known = [f"IOC_{name.upper()}" for name in Settings.model_fields]
    assert sorted(_settings_table()) == sorted(known)


def test_documented_defaults_are_the_ones_in_force() -> None:
    documented = _settings_table()
    for name, field in Settings.model_fields.items():
        text = documented[f"IOC_{name.upper()}"]
        if field.default is PydanticUndefined or field.default == "":
            assert text.startswith("*("), name
        else:
            assert text == str(field.default), name


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_exists_and_is_in_the_readme(target: str) -> None:
    listed = subprocess.run(
        ["make", "--dry-run", "--always-make", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stderr
    assert f"make {target}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_files_that_the_documents_link_to_exist() -> None:
    broken = [
        f"{document.relative_to(ROOT)} → {link}"
        for document in DOCUMENTS
        for link in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        if "://" not in link and not (document.parent / link).exists()
    ]
    assert broken == []


def test_the_server_is_the_one_that_make_runs() -> None:
    """The steps for Windows in the README are those of the Makefile."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for step in ("-m venv .venv", "pip install -r requirements.txt", "app.py serve"):
        assert step in readme


def _asked(name: str) -> set[str]:
    """Return the pins of a list as written by hand."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", "-r "))}


def _pins(name: str) -> dict[str, list[str]]:
    """Return the hashes of each pin of a complete list."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            found[next(reversed(found))].append(line)
        elif not line.startswith("#"):
            found[line.split(" ")[0].lower().replace("_", "-")] = []
    return found


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_library_is_pinned_with_hashes_as_it_was_asked_for(name: str) -> None:
    asked, pins = _asked(f"{name}.in"), _pins(f"{name}.txt")
    assert asked
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert [pin for pin, hashes in pins.items() if not hashes] == [], "a pin without a hash"
    plain = {re.sub(r"\[\w+\]", "", each).lower().replace("_", "-") for each in asked}
    assert plain - set(pins) == set(), "run `make requirements`"


def test_both_lists_hold_the_same_versions() -> None:
    assert set(_pins("requirements.txt")) - set(_pins("requirements-dev.txt")) == set()


def test_the_notice_names_every_library_and_every_file_by_others() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/notice.py", "--check"], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 0, "run scripts/notice.py"
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    vendored = (ROOT / "assets" / "vendor").glob("*.min.*")
    assert {file.name for file in vendored if file.suffix != ".br"} <= set(
        re.findall(r"assets/vendor/(\S+):", notice)
    )
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


ROOMS = "api|assets|bench|callbacks|cli|data|docs|geo|ioc|layouts|sandbox|scripts|tests"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(rf"`((?:{ROOMS})/[\w./*-]*?)/?(?:[: ][^`\n]*)?`", text)
    assert [path for path in named if not any(ROOT.glob(path))] == []
