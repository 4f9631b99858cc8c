"""Short names come from the scenes' file, or are refused as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.queries.wall import read_short_names
from ioc.errors import LoadRefusedError


def write_file(folder: Path, text: str) -> Path:
    file = folder / "scenes.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_names_and_nouns_are_read(tmp_path: Path) -> None:
    file = write_file(
        tmp_path,
        '[names]\nA1 = { vi = "Thôn", en = "Village", noun_vi = "thôn", noun_en = "villages" }\n'
        'A2 = { vi = "Hộ", en = "Home" }\n',
    )
    names = read_short_names(file)
    assert (names["A1"].noun("vi"), names["A1"].noun("en")) == ("thôn", "villages")
    assert (names["A2"].name("en"), names["A2"].noun("vi")) == ("Home", "")


def test_no_names_is_no_fault(tmp_path: Path) -> None:
    assert read_short_names(write_file(tmp_path, "")) == {}


def test_every_bad_name_is_told_at_once(tmp_path: Path) -> None:
    file = write_file(
        tmp_path,
        '[names]\nA1 = { vi = "Thôn" }\nA2 = { vi = "Hộ", en = "Home", colour = "red" }\n'
        'A3 = { vi = "", en = "x" }\nA4 = { vi = "Dân", en = "People" }\n',
    )
    with pytest.raises(LoadRefusedError) as refusal:
        read_short_names(file)
    text = str(refusal.value)
    assert all(code in text for code in ("A1", "A2", "A3"))
    assert "A4" not in text
