"""A file of responsible units: read with every fault, stored once, written out as it was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.load.owners.owner_file import owners_text, read_owner_file
from data.load.owners.owners import store_owners
from data.queries.owners import read_owner_rows
from data.store.engine import writing
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError

HEADING = (
    "STT,Đơn vị chủ trì,Mã chỉ số,Mã nhóm,Kỳ địa giới,Mã địa bàn,Người phụ trách,Điện thoại,Hạn"
)


def write(folder: Path, *rows: str) -> Path:
    file = folder / "chu-tri.csv"
    file.write_text("\n".join(["Danh sách đơn vị chủ trì", HEADING, *rows]), encoding="utf-8")
    return file


def test_a_list_goes_in_and_comes_out_as_it_was(
    shipped_engine_of_its_own: Engine, tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        "1,Sở Y tế,,YT,,40,Lê An,0238 384 1234,31/12/2026",
        "2,Uỷ ban nhân dân tỉnh,,,,,,,",
        ",,,,,,,,",
        "3,Sở Nội vụ,CQ08,,2025-03-01,40,,,2026-12-31",
    )
    with writing(shipped_engine_of_its_own) as connection:
        owners = read_owner_file(connection, file)
        assert [(each.unit, each.area, each.deadline) for each in owners] == [
            ("Sở Y tế", AreaKey("2025-07-01", "40"), date(2026, 12, 31)),
            ("Uỷ ban nhân dân tỉnh", None, None),
            ("Sở Nội vụ", AreaKey("2025-03-01", "40"), date(2026, 12, 31)),
        ]
        assert store_owners(connection, owners, "test") == (3, 0)
        text = owners_text(connection)
        again = tmp_path / "ra.csv"
        again.write_text(text, encoding="utf-8-sig")
        mine = read_owner_file(connection, again)
        assert {*mine} == {*owners}
        assert store_owners(connection, mine, "test") == (0, 0)
        assert len(read_owner_rows(connection)) == 3


def test_every_fault_of_a_list_is_told_with_its_place(
    shipped_engine_of_its_own: Engine, tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        "1,,HT99,,,40,,,",
        "2,Sở Y tế,HT01,HT,,99,,gọi sau,mai",
        "3,Sở Y tế,,YT,1900,40,,,",
        "4,Sở Y tế,,KT,,40,,,",
        "5,Sở Công Thương,,KT,,40,,,",
    )
    with (
        shipped_engine_of_its_own.connect() as connection,
        pytest.raises(LoadRefusedError) as error,
    ):
        read_owner_file(connection, file)
    places = {(each.row, each.column) for each in error.value.problems}
    assert places >= {
        (3, "Đơn vị chủ trì"), (3, "Mã chỉ số"), (4, "Hạn"), (4, "Điện thoại"), (4, "Mã nhóm"),
        (4, "Mã địa bàn"), (7, "Đơn vị chủ trì"),
    }  # fmt: skip
    assert all(each.file == "chu-tri.csv" and each.fix() for each in error.value.problems)


def test_a_file_without_units_is_refused(sqlite_engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Tên,Số\nA,1\n", encoding="utf-8")
    with sqlite_engine.connect() as connection, pytest.raises(LoadRefusedError, match="Đơn vị"):
        read_owner_file(connection, file)
