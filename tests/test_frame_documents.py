"""The documents say what the code does; what is not documented fails here."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from ioc.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TARGETS = ("run", "prepare", "test", "lint", "bench")


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
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)} → {link}"
        for document in documents
        for link in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        if "://" not in link and not (document.parent / link).exists()
    ]
    assert broken == []


def test_the_server_is_the_one_that_make_runs() -> None:
    """The steps for Windows in the README are those of the Makefile."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for step in ("-m venv .venv", "pip install -r requirements.txt", "app.py serve"):
        assert step in readme


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert needed
    assert [line for line in needed if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)] == []
