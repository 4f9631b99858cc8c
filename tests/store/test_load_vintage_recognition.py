"""Which vintage a table means once a change in one province has made a third one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from data.load.areas.areas import add_villages
from data.load.areas.villages import read_villages
from data.load.observations import Submission, store_observations
from data.load.reorganisation.file import read_reorganisation_file
from data.load.reorganisation.plan import plan_reorganisation
from data.load.reorganisation.reorganisation import store_reorganisation
from data.load.tables import CheckedTable, read_observation_file
from data.store.engine import open_engine, writing
from data.store.schema import area, observation
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.errors import LoadRefusedError

OLD, NOW, NEXT = BEFORE_2025.code, SINCE_2025.code, "2026-04-30"
TODAY = date(2026, 8, 20)
# A township and a commune of Đồng Nai: one changes its kind, one its land.
CHANGE = """Mã cũ,Mã mới,Quan hệ,Tên mới,Tỷ lệ dân số
75,75,Đổi loại hình,Thành phố Đồng Nai,
26368,26368,Đổi loại hình,Phường Long Thành,
26326,26326,Nhập một phần,Xã Dầu Giây,0.6
26326,26329,Nhập một phần,Xã Gia Tân,0.4
"""
Read = Callable[..., CheckedTable]


@pytest.fixture(scope="module")
def three_vintages(
    shipped_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Three vintages; no test here writes to the store."""
    folder = tmp_path_factory.mktemp("vintages")
    shutil.copyfile(shipped_file, folder / "ioc.sqlite")
    engine = open_engine(f"sqlite:///{folder / 'ioc.sqlite'}")
    file = folder / "sap-xep.csv"
    file.write_text(CHANGE, encoding="utf-8")
    with writing(engine) as connection:
        table = read_reorganisation_file(file)
        store_reorganisation(connection, plan_reorganisation(connection, table, NOW, NEXT))
    yield engine
    engine.dispose()


@pytest.fixture
def read(three_vintages: Engine, tmp_path: Path) -> Read:
    def _read(rows: str, vintage: str | None = None) -> CheckedTable:
        path = tmp_path / "bieu.csv"
        path.write_text(f"indicator,Mã xã,Tên xã,period,value\n{rows}", encoding="utf-8")
        with three_vintages.connect() as connection:
            return read_observation_file(connection, path, vintage=vintage, today=TODAY)

    return _read


def row_vintage(engine: Engine, table: CheckedTable) -> str:
    with engine.connect() as connection:
        ident = int(table.frame["area_id"].iloc[0])
        return str(connection.scalar(select(area.c.vintage).where(area.c.id == ident)))


@pytest.mark.parametrize(
    ("period", "vintage"),
    [("2025-12", NOW), ("2026-04", NOW), ("2026-05", NEXT), ("2026-07", NEXT)],
)
def test_the_period_decides_where_the_land_is_the_same(
    read: Read, three_vintages: Engine, period: str, vintage: str
) -> None:
    table = read(f"HT02,26368,,{period},1\n")
    assert (table.vintage, table.vintage_named) == (vintage, False)
    assert row_vintage(three_vintages, table) == vintage


def test_a_kind_that_changed_decides_before_the_period(read: Read) -> None:
    assert read("HT02,26368,P. Long Thành,2025-12,1\n").vintage == NEXT
    assert read("HT02,26368,Phường Long Thành,2025-12,1\n").vintage == NEXT
    assert read("HT02,26368,Xã Long Thành,2025-12,1\n").vintage == NOW


def test_where_the_land_differs_the_file_is_refused_until_told(read: Read) -> None:
    """Its old numbers may be those of the old land, or reckoned anew for the new."""
    with pytest.raises(LoadRefusedError, match="khớp cả 2 kỳ địa giới: 2025-07-01 và 2026-04-30"):
        read("HT02,26326,Xã Dầu Giây,2025-12,1\n")
    assert read("HT02,26326,Xã Dầu Giây,2025-12,1\n", NOW).vintage == NOW
    assert read("HT02,26326,Xã Dầu Giây,2025-12,1\n", NEXT).vintage == NEXT
    # The former commune was no more: only the new one can be meant.
    assert read("HT02,26326,Xã Dầu Giây,2026-06,1\n").vintage == NEXT


def test_a_table_that_goes_on_after_the_change_is_of_the_new_vintage(read: Read) -> None:
    rows = "HT02,26368,,2025-12,1\nHT02,26368,,2026-05,1\n"
    assert read(rows).vintage == NEXT
    warnings = read(rows, NOW).warnings
    assert any("hết hiệu lực (29/04/2026)" in each.message() for each in warnings)


def test_provinces_without_a_change_need_no_choice(read: Read, three_vintages: Engine) -> None:
    for period, vintage in (("2025-12", NOW), ("2026-06", NEXT)):
        table = read(f"HT02,16681,Phường Thành Vinh,{period},1\n")
        assert table.vintage == vintage
        assert row_vintage(three_vintages, table) == NOW
    # A script that has named the vintage for a year goes on to work, without a warning.
    table = read("HT02,16681,Phường Thành Vinh,2026-06,1\n", NOW)
    assert (len(table.frame), table.warnings) == (1, ())


def test_a_new_file_loaded_as_old_leaves_nothing_behind(read: Read, three_vintages: Engine) -> None:
    rows = "HT02,26368,Phường Long Thành,2026-05,1\nHT02,26329,Xã Gia Tân,2026-05,1\n"
    for wrong in (OLD, NOW):
        with pytest.raises(LoadRefusedError, match="không khớp kỳ địa giới"):
            read(rows, wrong)
    with three_vintages.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(observation)) == 0
    assert read(rows).vintage == NEXT


def test_a_column_and_an_option_that_name_different_vintages_are_refused(
    three_vintages: Engine, tmp_path: Path
) -> None:
    """Also where the shipped vintages know no difference between the two days."""
    path = tmp_path / "bieu.csv"
    path.write_text(f"Địa giới,indicator,Mã xã,period,value\n{NOW},HT02,26329,2026-05,1\n", "utf-8")
    with three_vintages.connect() as connection, pytest.raises(LoadRefusedError, match="--vintage"):
        read_observation_file(connection, path, vintage=NEXT, today=TODAY)


def test_numbers_of_two_vintages_of_one_code_stay_apart(read: Read, three_vintages: Engine) -> None:
    tables = [read("HT02,26326,,2025-12,1\n", vintage_code) for vintage_code in (NOW, NEXT)]
    assert tables[0].frame["area_id"].tolist() != tables[1].frame["area_id"].tolist()
    with three_vintages.connect() as connection:
        for table in tables:
            store_observations(connection, table.frame, Submission("file", "a", "0" * 64))
        assert connection.scalar(select(func.count()).select_from(observation)) == 2
        connection.rollback()


def test_villages_name_their_vintage_and_go_nowhere_else(
    three_vintages: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "thon.csv"
    file.write_text("Mã thôn,Tên thôn,Mã xã\nT1,Ấp Một,26329\n", encoding="utf-8")
    with three_vintages.connect() as connection:
        with pytest.raises(LoadRefusedError, match="không có xã này"):
            add_villages(connection, read_villages(file, NOW))
        assert add_villages(connection, read_villages(file, NEXT)) == 1
        connection.rollback()


def test_a_village_list_of_the_other_vintage_is_told_by_its_communes(
    three_vintages: Engine, tmp_path: Path
) -> None:
    """Code 16681 was Phường Quang Trung and is Phường Thành Vinh."""
    file = tmp_path / "thon.csv"
    file.write_text(
        "Mã thôn,Tên thôn,Mã xã,Tên xã\nT1,Khối 1,16681,P. Thành Vinh\n", encoding="utf-8"
    )
    with three_vintages.connect() as connection:
        with pytest.raises(LoadRefusedError, match="Phường Quang Trung"):
            add_villages(connection, read_villages(file, OLD))
        villages = select(func.count()).where(area.c.level == "village")
        assert connection.scalar(villages) == 0
        assert add_villages(connection, read_villages(file, NOW)) == 1
        connection.rollback()
