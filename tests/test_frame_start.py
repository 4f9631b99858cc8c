"""The first steps on a machine: clear words when something is missing, no network when not."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from scripts import browser

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no package at all."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "venv.sh", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    return tmp_path


def _prepare(
    checkout: Path, python: str | Path, **options: Any
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": str(python), "PIP_NO_INDEX": "1"}
    return subprocess.run(
        ["sh", "scripts/venv.sh", "requirements.txt"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def _old_python(folder: Path) -> Path:
    """Return a Python that calls itself 3.9."""
    file = folder / "python3.9"
    file.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_too_old_a_python_is_told_in_one_line(checkout: Path) -> None:
    outcome = _prepare(checkout, _old_python(checkout))
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1
    assert "3.11" in outcome.stderr
    assert "Python 3.9.2" in outcome.stderr
    assert not (checkout / ".venv").exists()


def test_a_missing_python_is_told_in_one_line(checkout: Path) -> None:
    outcome = _prepare(checkout, checkout / "none")
    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert "3.11" in outcome.stderr


def test_a_folder_that_may_not_be_written_is_told_in_one_line(checkout: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(checkout, Path(name) / "checkout"))
        # Root may write anywhere: the script runs as somebody who may only read here.
        root = os.geteuid() == 0
        Path(name).chmod(0o755)
        folder.chmod(0o555)
        outcome = _prepare(folder, sys.executable, **({"user": "nobody"} if root else {}))
        folder.chmod(0o755)
    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert str(folder) in outcome.stderr


def test_installs_once_and_again_only_when_the_list_changes(checkout: Path) -> None:
    first = _prepare(checkout, sys.executable)
    assert first.returncode == 0, first.stderr
    assert "requirements.txt" in first.stderr
    # A checkout of the same text with new dates.
    os.utime(checkout / "requirements.txt")
    again = _prepare(checkout, "no-python-is-needed-now")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    (checkout / "requirements.txt").write_text("no-such-package-anywhere==1.0\n")
    for _attempt in range(2):
        broken = _prepare(checkout, sys.executable)
        assert broken.returncode == 1, "a failed installation must not count as done"
        assert "requirements.txt" in broken.stderr.splitlines()[-1]


def test_a_wrong_browser_is_told_in_one_line() -> None:
    outcome = subprocess.run(
        [sys.executable, "scripts/browser.py", "--install"],
        cwd=ROOT,
        env={**os.environ, "IOC_TEST_CHROMIUM": "/none/chromium"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1
    assert "/none/chromium" in outcome.stderr


@pytest.mark.parametrize(
    ("package", "orders"),
    [
        ("chromium-headless-shell", ["update", "install"]),
        ("chromium", ["update", "install", "install"]),
    ],
)
def test_debians_browser_is_installed_where_there_is_none(
    package: str,
    orders: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A stand-in for apt-get that has one of the packages; the update comes first."""
    apt = tmp_path / "apt-get"
    log = tmp_path / "log"
    chromium = tmp_path / package
    apt.write_text(
        f'#!/bin/sh\necho "$1" >> {log}\n'
        f'for last; do :; done\n[ "$last" = {package} ] || exit 100\n'
        f'echo "#!/bin/sh" > {chromium}; /bin/chmod +x {chromium}\n'
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("IOC_TEST_CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.main([]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1
    assert browser.main(["--install"]) == 0
    assert capfd.readouterr().out.strip() == str(chromium)
    assert log.read_text().split() == orders


@pytest.mark.parametrize(
    ("body", "processes", "code"),
    [("pytest.skip('no')", "0", 1), ("pytest.skip('no')", "1", 1), ("pass", "0", 0)],
)
def test_a_skipped_test_fails_the_run(tmp_path: Path, body: str, processes: str, code: int) -> None:
    (tmp_path / "test_one.py").write_text(f"import pytest\ndef test_one():\n    {body}\n")
    outcome = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.no_skips",
            "-p",
            "no:cacheprovider",
            "-n",
            processes,
            tmp_path,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == code, outcome.stdout
