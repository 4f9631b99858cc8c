"""Lists of villages from officers' files: in whole, or refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.load.areas.areas import add_villages
from data.load.areas.villages import read_villages
from data.load.observations import rebuild
from data.queries.areas import read_areas
from data.store.engine import writing
from ioc.area import SINCE_2025, Level
from ioc.errors import LoadRefusedError
from tests.store.small_country import build

GOOD = """Mã thôn;Tên thôn;Mã xã;Kinh độ;Vĩ độ;Số hộ
B1;Bản  Xốp Kha;40003;104,5;19,25;81
B2;Tổ dân phố 5;40004;104,6;19,30;
"""


def write_list(folder: Path, text: str, name: str = "thon.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_list_comes_in_with_types_points_and_households(engine: Engine, tmp_path: Path) -> None:
    frame = read_villages(write_list(tmp_path, GOOD), SINCE_2025.code)
    assert frame["unit_type"].tolist() == ["bản", "tổ dân phố"]
    with writing(engine) as connection:
        build(connection)
        assert add_villages(connection, frame) == 2
        rebuild(connection)
        villages = read_areas(connection, SINCE_2025.code, Level.VILLAGE, "40003")
    assert villages[["code", "name", "lon", "households"]].to_numpy().tolist() == [
        ["B1", "Bản Xốp Kha", 104.5, 81]
    ]


def test_a_workbook_reads_like_a_table(tmp_path: Path) -> None:
    file = tmp_path / "thon.xlsx"
    pd.DataFrame({"Mã": ["B1"], "Tên": ["Xóm 1"], "Mã xã": [40003]}).to_excel(file, index=False)
    assert read_villages(file, SINCE_2025.code)["parent_code"].tolist() == ["40003"]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = "Mã thôn,Tên thôn,Mã xã,Vĩ độ\nB1,,40003,19\nB1,Bản Hai,4000x,99\nB3,Bản Ba,40003,k\n"
    with pytest.raises(LoadRefusedError) as caught:
        read_villages(write_list(tmp_path, text), SINCE_2025.code)
    places = [(problem.row, problem.column) for problem in caught.value.problems]
    assert places == [
        (2, "Tên thôn"),
        (3, "Mã thôn"),
        (3, "Mã xã"),
        (3, "Vĩ độ"),
        (4, "Vĩ độ"),
    ]


@pytest.mark.parametrize("text", ["", "Mã thôn,Tên thôn,Mã xã\n", "a,b\n1,2\n"])
def test_nothing_to_read_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(LoadRefusedError):
        read_villages(write_list(tmp_path, text), SINCE_2025.code)


def test_a_file_that_is_no_workbook_is_said(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match=r"thon\.xlsx"):
        read_villages(write_list(tmp_path, "không phải", "thon.xlsx"), SINCE_2025.code)


@pytest.mark.parametrize(
    ("people", "read_as"),
    [("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("980", 980), ("12.345.678", None),
     ("1,5", None), ("nhiều", None), ("40%", None)],
)  # fmt: skip
def test_people_are_whole_and_read_as_everywhere(
    tmp_path: Path, people: str, read_as: float | None
) -> None:
    file = write_list(
        tmp_path, f"Mã thôn;Tên thôn;Mã xã;Dân số;Vĩ độ\nB1;Bản Hai;40003;{people};19,125\n"
    )
    if read_as is None:
        with pytest.raises(LoadRefusedError) as caught:
            read_villages(file, SINCE_2025.code)
        assert [each.column for each in caught.value.problems] == ["Dân số"]
    else:
        frame = read_villages(file, SINCE_2025.code)
        assert frame[["population", "lat"]].to_numpy().tolist() == [[read_as, 19.125]]


def test_the_cases_of_people_s_files(tmp_path: Path) -> None:
    cases = Path(__file__).parent / "load_files" / "cases"
    frame = read_villages(cases / "05c_villages_population.csv", SINCE_2025.code)
    assert frame["population"].tolist() == [1234, 980]
    with pytest.raises(LoadRefusedError, match="đổi thành ngày"):
        read_villages(cases / "20_village_name_became_date.xlsx", SINCE_2025.code)


@pytest.mark.parametrize("name", ["01/05/2026", "1-May", "May-05", "2026-05-01", "5-Thg1"])
def test_a_name_that_became_a_date_is_refused(tmp_path: Path, name: str) -> None:
    file = write_list(tmp_path, f"Mã thôn;Tên thôn;Mã xã\nB1;{name};40003\n")
    with pytest.raises(LoadRefusedError, match="đổi thành ngày"):
        read_villages(file, SINCE_2025.code)


def test_titles_totals_and_old_letters_are_read_as_in_other_tables(tmp_path: Path) -> None:
    text = "DANH S¸CH TH\xd4N;;\nM· th«n;Tªn th«n;M· x·\nB1;Th«n \xa7\xb8nh;40003\n;Tæng céng;\n"
    file = tmp_path / "thon.csv"
    file.write_bytes(text.encode("latin-1"))
    frame = read_villages(file, SINCE_2025.code)
    assert frame["full_name"].tolist() == ["Thôn Đánh"]
