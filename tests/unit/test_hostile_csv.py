"""CSV files of hostile or careless make are read in a bounded process: words, and we live on."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from data.load.files.reading import open_sheets
from data.load.files.sheets import csv_sheet
from data.load.files.sheets.csv_sheet import open_csv
from ioc.errors import LoadRefusedError, Problem
from sandbox.limits import Limits

LIMITS = "data.load.files.sheets.csv_process._LIMITS"


def file_of(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "bieu.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "width"),
    [
        (b"a,b\n1,2\n3,4\n", 2),
        (b'a;b\n"x;y";2\n\n3;4;5\n', 2),
        ("Mã,Tên\n1,Hoà\n".encode("utf-16"), 2),
        (b"a,b\n" + b"".join(b"%d,%d\n" % (i, i % 3) for i in range(70_000)), 2),
        (b"a,b\n" + b"".join(b"%d,x\n" % (i % 300) for i in range(1_000)), 2),
        (b"a\n", 1),
    ],
)
def test_the_process_reads_as_the_reader_itself(tmp_path: Path, content: bytes, width: int) -> None:
    path = file_of(tmp_path, content)
    (sheet,), digest = open_sheets(path, None, 2**24)
    plain = open_csv(path, content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert sheet.head == plain.head
    problems: list[Problem] = []
    expected: list[Problem] = []
    ours, theirs = sheet.columns(1, width, problems), plain.columns(1, width, expected)
    assert problems == expected
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.codes.dtype == other.codes.dtype
        assert mine.codes.tolist() == other.codes.tolist()
        assert mine.texts.to_pylist() == other.texts.to_pylist()


def test_it_is_read_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError(f"read in the process {os.getpid()}")

    monkeypatch.setattr(csv_sheet, "_decode", never)
    monkeypatch.setattr(csv_sheet, "_read_fast", never)
    (sheet,), _ = open_sheets(file_of(tmp_path, b"a,b\n1,2\n"), None, 2**20)
    assert sheet.columns(1, 2, [])[1].text(0) == "2"


@pytest.mark.parametrize(
    "content",
    [
        # Rows of unequal length, each of them cells; a quote that never closes; one line; no text.
        b"a,b\n" + b"1,2\n,,,,,,\n" * 900_000,
        b'a,b\n1,"' + b"x\n" * 9_000_000,
        b"a," * 9_000_000,
        b"a,b\n" + b"," * 18_000_000,
    ],
    ids=["ragged", "quote", "columns", "one-row"],
)
def test_what_takes_more_than_allowed_is_refused_in_words(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIMITS, Limits(memory=300 * 2**20, seconds=60))
    path = file_of(tmp_path, content)
    try:
        (sheet,), _ = open_sheets(path, None, 2**28)
        problems: list[Problem] = []
        sheet.columns(1, min(2, len(sheet.head[0])), problems)
    except LoadRefusedError as refused:
        problems = list(refused.problems)
    assert problems
    for each in problems[:3]:
        assert (each.file, bool(each.fix())) == ("bieu.csv", True)
        assert len(str(each)) < 2_000


def test_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITS, Limits(seconds=0.05))
    with pytest.raises(LoadRefusedError, match="lâu hơn 0 giây"):
        open_sheets(file_of(tmp_path, b"a,b\n1,2\n"), None, 2**20)


def test_a_reader_that_breaks_is_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sheet,), _ = open_sheets(file_of(tmp_path, b"a,b\n1,2\n"), None, 2**20)
    with pytest.raises(LoadRefusedError, match="không đọc được"):
        sheet.columns("x", 2, [])  # type: ignore[arg-type]
