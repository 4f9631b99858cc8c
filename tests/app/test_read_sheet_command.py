"""`python app.py read-sheet`: an office's sheet is read for a form and shown; nothing is stored."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli.commands import run
from tests.app.command_store import fill_var
from tests.unit.office.drafts import SheetDraft, write

FORM = ["--indicator", "HT01", "--indicator", "HT02", "--period", "2026-09"]
COMMUNES = ("Phường Thành Vinh", "Phường Trường Vinh", "Phường Vinh Lộc")


@pytest.fixture
def engine(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A prepared store without demo data; it stays byte for byte as it is."""
    monkeypatch.setenv("IOC_DEMO", "false")
    _, store = fill_var(shipped_file)
    store.dispose()
    database = Path(str(store.url.database))
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    yield store
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def draft(total: int = 9) -> SheetDraft:
    sheet = SheetDraft("Biểu 1")
    sheet.merge(0, 0, 0, 4, "BÁO CÁO PHỦ SÓNG THÁNG 9 NĂM 2026")
    sheet.row(1, "STT", "Tên xã", "Số thôn trắng sóng", None, "Kế hoạch năm 2026")
    for at, name in enumerate(COMMUNES):
        sheet.row(2 + at, at + 1, name, at + 2, None, 1)
    sheet.row(5, None, "Tổng cộng", total, None, 3)
    sheet.row(7, None, None, "KT. CHỦ TỊCH")
    return sheet


def write_file(folder: Path, sheet: SheetDraft, ending: str = ".xlsx") -> str:
    path = folder / f"bieu{ending}"
    path.write_bytes(write([sheet], ending))
    return str(path)


def ends_with(status: int, *arguments: str) -> None:
    with pytest.raises(SystemExit) as exit_info:
        run(["read-sheet", *arguments])
    assert exit_info.value.code == status


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv"])
def test_all_that_was_understood_is_shown(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    run(["read-sheet", write_file(tmp_path, draft(), ending), *FORM])
    output = capsys.readouterr().out
    for words in (
        "Đọc theo biểu: HT01, HT02; kỳ Tháng 09/2026; 130 địa bàn báo cáo, kỳ địa giới 2025-07-01.",
        "Bảng 1, dòng 3 đến ",
        "cột B “Tên xã” → địa bàn (3 ô)",
        "cột C “Số thôn trắng sóng” → số của chỉ tiêu HT02, giá trị (3 ô); dòng hoặc cột tổng",
        "cột E “Kế hoạch năm 2026” → đây là số kế hoạch",
        "Số của biểu: 3; dùng được ngay 3, chờ xác nhận 0.",
        "ô C3: 2 = HT02, giá trị, Phường Thành Vinh (16681)\n",
        "ô C6, HT02: ghi 9, cộng được 9: khớp",
        "Mọi ô đều rõ: 3 số của biểu",
        "kho không thay đổi",
    ):
        assert words in output, words


def test_what_has_to_be_confirmed_names_its_cells(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["read-sheet", write_file(tmp_path, draft(total=10)), *FORM])
    output = capsys.readouterr().out
    assert "dùng được ngay 0, chờ xác nhận 3." in output
    assert "ô C3: 2 = HT02, giá trị, Phường Thành Vinh (16681) – chờ xác nhận" in output
    assert "Cần người xác nhận:\n  tổng ghi ở C6 là 10, tổng các số đọc được là 9" in output
    assert "(4 ô: C6, C3, C4, C5)" in output and "ghi 10, cộng được 9: LỆCH" in output
    assert "Bước tiếp theo: xem các điều cần xác nhận." in output


def test_a_wrong_cell_is_named_with_what_to_do_and_ends_with_1(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = draft()
    sheet.cells[2, 1] = "Phường Thành Vĩnh"
    sheet.cells[3, 2] = "nhiều\nô A1 “giả”"
    sheet.cells[4, 2] = -4
    ends_with(1, write_file(tmp_path, sheet), *FORM)
    output = capsys.readouterr().out
    assert "ô C3 “2”: " in output and "Phường Thành Vinh (16681)" in output
    assert "ô C5 “-4”: số âm – kiểm tra lại: số liệu báo cáo không thể âm" in output
    assert "\nô A1" not in output
    assert "Bước tiếp theo: sửa các ô không hiểu" in output


def test_json_has_every_cell_with_its_meaning(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_file(tmp_path, draft(total=10))
    run(["read-sheet", path, *FORM, "--json"])
    reading = json.loads(capsys.readouterr().out)
    assert reading["sha256"] == hashlib.sha256(Path(path).read_bytes()).hexdigest()
    (sheet,) = reading["sheets"]
    roles = {each["cell"]: sheet["meanings"][each["meaning"]]["role"] for each in sheet["cells"]}
    assert len(roles) == len(draft().cells)
    assert [roles[each] for each in ("A1", "A3", "B3", "C3", "E3", "C6", "C8")] == [
        "title", "serial", "area", "number", "ignored", "total", "signature",
    ]  # fmt: skip
    first = reading["numbers"][0]
    assert (first["cell"], first["area"], first["value"]) == ("C3", "16681", 2)
    (doubt,) = reading["assumptions"]
    assert first["doubts"] == [doubt["key"]] and not doubt["is_settled"]
    assert doubt["reason_vi"].startswith("tổng ghi ở C6") and doubt["places"][0]["cell"] == "C6"
    assert [(each["stated"], each["summed"]) for each in reading["totals"]] == [(10, 9)]
    assert reading["left_out"][0]["cell"] == "E3"


def test_a_group_and_an_area_make_a_form(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_file(tmp_path, draft())
    ends_with(1, path, "--group", "HT", "--area", "16681", "--period", "2026-09")
    output = capsys.readouterr().out
    assert "HT01, HT02, HT03" in output and "; 1 địa bàn báo cáo" in output
    assert "ô C3: 2 = HT02, giá trị, Phường Thành Vinh (16681)\n" in output
    assert "ô C4 “3”: " in output and "ô C5 “4”: " in output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--period", "2026-09"], "--indicator HT01"),
        (["--group", "XX", "--period", "2026-09"], "Không có nhóm chỉ tiêu “XX”"),
        (["--indicator", "ZZ99", "--period", "2026-09"], "ZZ99"),
        (["--indicator", "HT02", "--period", "hôm qua"], "hôm qua"),
        (["--indicator", "HT02", "--period", "2026-09", "--area", "99999"], "99999"),
        (["--indicator", "HT02", "--period", "2026-09", "--level", "district"], "Không có huyện"),
    ],
)
def test_a_form_that_is_not_there_is_refused_in_words(
    engine: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    words: str,
) -> None:
    ends_with(1, write_file(tmp_path, draft()), *options)
    output = capsys.readouterr()
    assert words in output.err and not output.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.xlsx", b""),
        ("trong.csv", b"\n\n"),
        ("gia.xlsx", b"%PDF-1.4"),
        ("hong.xls", b"\xd0\xcf\x11\xe0" + b"x" * 5000),
        ("bom.xlsx", b"PK\x03\x04" + b"\0" * 200),
        ("khac.exe", b"MZ"),
        ("lon.csv", b"1,2\n" * (9 * 2**20)),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_soon_and_in_words(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.perf_counter()
    ends_with(1, str(path), *FORM)
    assert time.perf_counter() - began < 20
    output = capsys.readouterr()
    assert "Traceback" not in output.err and name in output.err + output.out


def test_a_sheet_of_other_things_says_that_no_number_of_the_form_is_in_it(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = SheetDraft("Giấy mời")
    sheet.row(0, "Kính mời các ông, bà dự họp")
    ends_with(1, write_file(tmp_path, sheet), *FORM)
    output = capsys.readouterr().out
    assert "không thấy bảng nào" in output and "tệp không có số nào của biểu" in output


def test_control_characters_and_formulas_of_a_file_do_no_harm(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["BÁO CÁO THÁNG 9 NĂM 2026", "STT,Tên xã,Số thôn trắng sóng"]
    rows += ["1,Phường Thành Vinh,=HYPERLINK(1)", "2,\x1b[2JPhường Trường Vinh,3"]
    path = tmp_path / "doc.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    ends_with(1, str(path), *FORM)
    output = capsys.readouterr().out
    assert "\x1b" not in output and "ô C3 “=HYPERLINK(1)”: " in output


def test_progress_of_a_long_sheet_is_told_apart_from_the_output(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = draft()
    sheet.cells = {key: value for key, value in sheet.cells.items() if key[0] < 5}
    for row in range(5, 6_000):
        sheet.row(row, row, "Xã không có", 1)
    ends_with(1, write_file(tmp_path, sheet, ".csv"), *FORM, "--json")
    output = capsys.readouterr()
    assert "đã đọc 41%" in output.err
    assert len(json.loads(output.out)["unread"]) == 5_995
