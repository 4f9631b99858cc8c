"""The documents say what the code does; what is not documented fails here."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from ioc.settings import Settings
from ioc.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {ROOT / "CHANGELOG.md"})
TARGETS = ("run", "prepare", "test", "check", "coverage", "lint", "bench")


def _settings_table() -> dict[str, str]:
    """Return variable → default, as docs/configuration.md gives them."""
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    first_table = text.split("\n\n")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| \S.* \|$", first_table, flags=re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## (\d\S*) – ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert project["version"] == VERSION
    assert newest is not None and newest[1] == VERSION


def test_every_setting_is_documented_and_no_other() -> None:
    variables = [f"IOC_{name.upper()}" for name in Settings.model_fields]
    assert sorted(_settings_table()) == sorted(variables)


def test_documented_defaults_are_the_ones_in_force() -> None:
    documented = _settings_table()
    for name, field in Settings.model_fields.items():
        text = documented[f"IOC_{name.upper()}"]
        if field.default is PydanticUndefined or field.default in ("", None):
            assert text.startswith("*("), name
        else:
            assert text == str(field.default), name


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_exists_and_is_in_the_readme(target: str) -> None:
    process = subprocess.run(
        ["make", "--dry-run", "--always-make", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
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


def _handwritten_pins(name: str) -> set[str]:
    """Return the pins of a list as written by hand."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", "-r "))}


def _plain(pin: str) -> str:
    """Return a pin with its library's name as the index writes it (PEP 503)."""
    library, _, version = pin.partition("==")
    return f"{re.sub(r'[-_.]+', '-', library).lower()}=={version}"


def _pins(name: str) -> dict[str, list[str]]:
    """Return the hashes of each pin of a complete list."""
    hashes: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            hashes[next(reversed(hashes))].append(line)
        elif not line.startswith("#"):
            hashes[_plain(line.split(" ")[0])] = []
    return hashes


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_library_is_pinned_with_hashes_as_it_was_asked_for(name: str) -> None:
    handwritten, pins = _handwritten_pins(f"{name}.in"), _pins(f"{name}.txt")
    assert handwritten
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert [pin for pin, hashes in pins.items() if not hashes] == [], "a pin without a hash"
    plain = {_plain(re.sub(r"\[\w+\]", "", each)) for each in handwritten}
    assert plain - set(pins) == set(), "run `make requirements`"


def test_both_lists_hold_the_same_versions() -> None:
    assert set(_pins("requirements.txt")) - set(_pins("requirements-dev.txt")) == set()


def test_the_notice_names_every_library_and_every_file_by_others() -> None:
    process = subprocess.run(
        [sys.executable, "scripts/notice.py", "--check"], cwd=ROOT, check=False, timeout=60
    )
    assert process.returncode == 0, "run scripts/notice.py"
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
    paths = re.findall(rf"`((?:{ROOMS})/[\w./*-]*?)/?(?:[: ][^`\n]*)?`", text)
    assert [path for path in paths if not any(ROOT.glob(path))] == []


# Files, a server's name, and what the browser's console knows as `ioc.…`.
NO_NAMES = re.compile(
    r"server\.py|ioc\.log|ioc\.\w+\.gov\.vn|ioc\.wall\.(pace|show|step|hold|shown|code)"
)
PACKAGES = "api|callbacks|cli|data|geo|ioc|layouts|sandbox|server"


def _is_there(dotted: str) -> bool:
    """Return whether a module, or what it offers, goes by this name."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            if attribute not in getattr(thing, "__annotations__", {}):
                thing = getattr(thing, attribute, None)
        return thing is not None
    return False


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_function_and_class_that_a_page_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    names = re.findall(rf"`((?:{PACKAGES})(?:\.\w+)+)[`(]", text)
    assert [each for each in names if not NO_NAMES.fullmatch(each) and not _is_there(each)] == []
