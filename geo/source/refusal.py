"""Refusals of files: with the name of the file and the fault."""

from __future__ import annotations

from pathlib import Path

from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase


def refusal(path: Path, fault: Phrase, value: str = "") -> LoadRefusedError:
    """Return the refusal of a file, with the value that is wrong where there is one."""
    return LoadRefusedError([Problem(fault, file=path.name, value=value)])
