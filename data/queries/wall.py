"""The short names of indicators, as walls have room for them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from data.queries.catalogue import CATALOGUE
from ioc.errors import LoadRefusedError, Problem
from ioc.short_name import ShortName
from ioc.words.catalogue import LANGUAGES
from ioc.words.phrase import Phrase

_NAME_KEYS = {*LANGUAGES, *(f"noun_{language}" for language in LANGUAGES)}


def read_short_names(file: Path = CATALOGUE / "scenes.toml") -> dict[str, ShortName]:
    """Return the wall's names by indicator code, from the table `[names]` of the scenes.

    Raises:
        LoadRefusedError: a name lacks a language or has an unknown key; it lists every fault.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8")).get("names", {})
    problems = [
        Problem(
            Phrase("walls-short-name", code=code),
            file.name,
        )
        for code, entry in table.items()
        if not _usable(entry)
    ]
    if problems:
        raise LoadRefusedError(problems)
    return {
        code: ShortName(**{f"name_{key}" if key in LANGUAGES else key: entry[key] for key in entry})
        for code, entry in table.items()
    }


def _usable(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(each, str) and each.strip() for each in entry.values())
        and set(LANGUAGES) <= entry.keys() <= _NAME_KEYS
    )
