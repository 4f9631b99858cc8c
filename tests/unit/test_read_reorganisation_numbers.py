"""Amounts in reorganisation files are read by the reader that reads them everywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.load.reorganisation.file import read_reorganisation_file
from ioc.errors import LoadRefusedError
from ioc.indicator import Basis

HEAD = "Mã cũ;Mã mới;Quan hệ;Tỷ lệ dân số;Dân số;Diện tích\n"


def write(folder: Path, share: str, people: str, land: str) -> Path:
    file = folder / "a.csv"
    file.write_text(f"{HEAD}00001;00002;Nhập một phần;{share};{people};{land}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("share", "people", "land", "read_as"),
    [
        ("40%", "12.345", "15,25", (0.4, 12345, 15.25)),
        ("0,125", "1.234", "15,25", (0.125, 1234, 15.25)),
        ("0.4", "980", "15.2", (0.4, 980, 15.2)),
        ("12,5 %", "1 234", "1.015,25", (0.125, 1234, 1015.25)),
    ],
)
def test_people_are_whole_and_shares_are_decimal(
    tmp_path: Path, share: str, people: str, land: str, read_as: tuple[float, float, float]
) -> None:
    (row,) = read_reorganisation_file(write(tmp_path, share, people, land)).rows
    assert (
        row.shares[Basis.POPULATION], row.numbers["population"], row.numbers["area_km2"]
    ) == read_as  # fmt: skip


@pytest.mark.parametrize(
    ("share", "people", "land", "column"),
    [
        ("40%", "12,5", "15,25", "Dân số"),
        ("140%", "12", "15,25", "Tỷ lệ dân số"),
        ("40%", "12", "1.015", "Diện tích"),
        ("40%", "12%", "15,25", "Dân số"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(
    tmp_path: Path, share: str, people: str, land: str, column: str
) -> None:
    with pytest.raises(LoadRefusedError) as refusal:
        read_reorganisation_file(write(tmp_path, share, people, land))
    assert [each.column for each in refusal.value.problems] == [column]
