"""`python app.py load …`: nothing is stored before somebody saw what was read and agreed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import Engine, func, select

from cli.commands import run
from data.load.observations import Submission, store_observations
from data.store.engine import raise_revision, writing
from data.store.schema import area, change, indicator, observation, submission
from geo.manifest import read_manifest, write_manifest, write_topology
from geo.topology import encode_topology
from ioc.settings import Settings
from tests.app.command_store import fill_var

TABLE = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
BÁO CÁO PHỦ SÓNG THÁNG 12 NĂM 2025
Mã xã,Tên xã,HT01 – tử số,HT01 – mẫu số,Cán bộ lập
16681,Phường Thành Vinh,98,100,A
16690,Phường Trường Vinh,40,50,B
Tổng cộng,,138,150,
"""
VINTAGE_OPTIONS = ["--vintage", "2025-07-01"]
LOAD = ["load", "observations"]


@pytest.fixture
def engine(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A prepared store without demo data."""
    monkeypatch.setenv("IOC_DEMO", "false")
    _, store = fill_var(shipped_file)
    yield store
    store.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bieu.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def counts(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [
            int(connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in (submission, observation, change, area)
        ]


def ends_with(status: int, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        run(arguments)
    assert exit_info.value.code == status


def sits_there(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Somebody sits before the terminal and answers so."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: answer)


def test_a_look_tells_all_that_was_read_and_writes_nothing(
    engine: Engine, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Path(str(engine.url.database))
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    run([*LOAD, str(file), "--dry-run"])
    output = capsys.readouterr().out
    for words in (
        "Kỳ địa giới: 2025-07-01",
        "NHẬN RA từ mã và tên",
        "BÁO CÁO PHỦ SÓNG THÁNG 12 NĂM 2025",
        "“Mã xã” → mã địa bàn (xã)",
        "“HT01 – tử số” → HT01 tử số",
        "“Cán bộ lập” – không đọc",
        "Tháng 12/2025: 2 ô, tổng tử số 138, tổng mẫu số 150, từ 80,00% đến 98,00%",
        "dòng 4: Phường Thành Vinh (16681), Tháng 12/2025, HT01: 98,00% = 98/100",
        "Kỳ báo cáo: Tháng 12/2025; đọc từ dòng tiêu đề phía trên bảng.",
        "dòng 6, cột “HT01 – tử số”: ghi 138, cộng được 138: khớp",
        "So với kho: 2 ô mới.",
        "Chưa ghi (--dry-run)",
    ):
        assert words in output, words
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_other_numbers_beside_a_code_are_told_as_left_out_and_totals_that_differ(
    engine: Engine, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(
        TABLE.replace("Cán bộ lập", "HT02 – kế hoạch năm 2026").replace(",A\n", ",0\n")
        .replace(",B\n", ",0\n").replace(",138,", ",140,"),
        encoding="utf-8",
    )  # fmt: skip
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--dry-run"])
    output = capsys.readouterr().out
    assert "Các cột để lại:\n  “HT02 – kế hoạch năm 2026” – " in output
    assert "ghi 140, cộng được 138: LỆCH" in output


def test_without_anybody_to_ask_nothing_is_stored_and_the_status_says_so(
    engine: Engine, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts(engine)
    ends_with(3, [*LOAD, str(file), *VINTAGE_OPTIONS])
    output = capsys.readouterr()
    assert "Phường Thành Vinh" in output.out
    assert "--yes" in output.err
    assert counts(engine) == before


@pytest.mark.parametrize(("answer", "count"), [("c", 2), ("Có", 2), ("", 0), ("k", 0)])
def test_who_sits_there_is_asked(
    engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
) -> None:
    sits_there(monkeypatch, answer)
    if count:
        run([*LOAD, str(file), *VINTAGE_OPTIONS])
    else:
        ends_with(3, [*LOAD, str(file), *VINTAGE_OPTIONS])
    assert counts(engine)[1] == count


def test_what_a_file_would_replace_is_told_before_it_does(
    engine: Engine, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*LOAD, str(file), *VINTAGE_OPTIONS, "--yes"])
    capsys.readouterr()
    ends_with(1, [*LOAD, str(file), *VINTAGE_OPTIONS, "--yes"])
    assert "đã được nạp (lần nộp số 1)" in capsys.readouterr().err

    file.write_text(
        TABLE.replace(",40,50,", ",45,50,") + "16708,Phường Vinh Lộc,9,10,\n", encoding="utf-8"
    )
    ends_with(3, [*LOAD, str(file), *VINTAGE_OPTIONS])
    output = capsys.readouterr().out
    assert "So với kho: 1 ô mới; thay 1 ô đã có bằng số khác; 1 ô trùng số đang có." in output
    assert counts(engine)[1] == 2


def test_another_period_of_the_same_file_is_another_hand_in(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "khong-ky.csv"
    path.write_text("Mã xã,Tên xã,HT08\n16681,Phường Thành Vinh,7\n", encoding="utf-8")
    run([*LOAD, str(path), *VINTAGE_OPTIONS, "--yes", "--period", "2025-Q3"])
    run([*LOAD, str(path), *VINTAGE_OPTIONS, "--yes", "--period", "2025-Q4"])
    assert counts(engine)[:2] == [2, 2]


@pytest.mark.parametrize("kind", ["observations", "villages", "reorganisation"])
def test_a_look_makes_no_store(
    kind: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {
        "observations": [],
        "villages": VINTAGE_OPTIONS,
        "reorganisation": ["--from", "2025-07-01", "--to", "2026-04-30"],
    }
    if kind == "reorganisation":
        file.write_text("Mã cũ,Mã mới,Hình thức\n26368,26368,Giữ nguyên\n", encoding="utf-8")
    for look in (["--dry-run"], []):
        ends_with(1, ["load", kind, str(file), *more[kind], *look])
        assert "Chưa có kho dữ liệu" in capsys.readouterr().err
    assert not (tmp_path / "var").exists()


def test_villages_are_shown_and_asked_about(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "thon.csv"
    path.write_text(
        "Mã thôn,Tên thôn,Mã xã,Dân số\nV1,Xóm 1,16681,320\nV2,Xóm 2,16681,280\n", encoding="utf-8"
    )
    load = ["load", "villages", str(path), *VINTAGE_OPTIONS]
    before = counts(engine)
    for status, more in ((0, ["--dry-run"]), (3, [])):
        if status:
            ends_with(status, [*load, *more])
        else:
            run([*load, *more])
        output = capsys.readouterr()
        assert "2 thôn của 1 xã" in output.out
        assert "dân số: 2 thôn có số, tổng 600, từ 280 đến 320" in output.out
        assert "V1 Xóm 1, xã 16681: dân số 320" in output.out
    assert "--yes" in output.err
    assert counts(engine) == before
    run([*load, "--yes"])
    assert counts(engine)[3] == before[3] + 2


def test_what_is_shown_before_loading_is_rounded_as_on_screens(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """49,999 of 50,000 is not all, neither in the first cells nor in their range."""
    path = tmp_path / "song.csv"
    path.write_text(
        "Mã chỉ tiêu,Mã tỉnh,Kỳ,Tử số,Mẫu số\nHT01,11,2026-01,49999,50000\n", encoding="utf-8"
    )
    run([*LOAD, str(path), "--dry-run"])
    output = capsys.readouterr().out
    assert "đều là 99,998%" in output
    assert "HT01: 99,998% = 49.999/50.000" in output
    assert "100" not in output.split("Các ô đầu tiên:")[1].split("=")[0]


@pytest.mark.parametrize("tier", ["official", "schematic"])
def test_villages_beside_their_commune_are_told_and_stored_as_given(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], tier: str
) -> None:
    """A point outside of the real shape is asked about; a cell is no boundary, and says so."""
    publish_commune("16681", shapely.box(105.6, 18.6, 105.7, 18.7), tier)
    path = tmp_path / "thon.csv"
    rows = ["V1,Xóm 1,16681,105.65,18.65", "V2,Xóm 2,16681,105.65,18.74"]
    path.write_text("\n".join(["Mã thôn,Tên thôn,Mã xã,Kinh độ,Vĩ độ", *rows]), encoding="utf-8")
    load = ["load", "villages", str(path), *VINTAGE_OPTIONS]
    run([*load, "--dry-run"])
    output = capsys.readouterr().out
    if tier == "official":
        assert "Cần xem: 1 thôn có toạ độ nằm ngoài ranh giới xã (dòng 3, V2 Xóm 2," in output
        assert "cách 4,4 km" in output
    else:
        assert "1 thôn có toạ độ nằm ngoài ô sơ đồ của xã" in output
        assert "Cần xem" not in output
    run([*load, "--yes"])
    with engine.connect() as connection:
        lat = connection.scalar(select(area.c.lat).where(area.c.code == "V2"))
    assert lat == 18.74


def test_a_list_whose_points_are_all_elsewhere_is_refused(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_commune("16681", shapely.box(105.6, 18.6, 105.7, 18.7), "official")
    path = tmp_path / "thon.csv"
    rows = [f"V{row},Xóm {row},16681,105.{row},18.65" for row in range(1, 9)]
    path.write_text("\n".join(["Mã thôn,Tên thôn,Mã xã,Kinh độ,Vĩ độ", *rows]), encoding="utf-8")
    before = counts(engine)
    ends_with(1, ["load", "villages", str(path), *VINTAGE_OPTIONS, "--yes"])
    output = capsys.readouterr().err
    assert "thon.csv: toạ độ của 6/8 thôn nằm ngoài xã của mình hơn 1,0 km" in output
    assert "Cách sửa: kiểm tra cột kinh độ, vĩ độ và mã xã" in output
    assert counts(engine) == before


def publish_commune(code: str, shape: shapely.Geometry, tier: str) -> None:
    """Publish a map of the province that shows one commune."""
    folder = Settings().published
    frame = gpd.GeoDataFrame(
        {"code": [code], "parent_code": ["40"]}, geometry=[shape], crs="EPSG:4326"
    )
    content, _ = encode_topology(frame, 0.0001)
    name, size = write_topology(folder, content, quality=1)
    entries = read_manifest(folder)["entries"]
    map_entry = {
        "vintage": VINTAGE_OPTIONS[1],
        "parent": "40",
        "tier": tier,
        "file": name,
        "bytes_br": size,
    }
    write_manifest(folder, [*entries, {**entries[0], **map_entry}])  # type: ignore[typeddict-item]


def test_a_village_list_that_the_store_refuses_is_refused_before_anybody_agrees(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "thon.csv"
    path.write_text("Mã thôn,Tên thôn,Mã xã\nV1,Xóm 1,99999\n", encoding="utf-8")
    before = counts(engine)
    ends_with(1, ["load", "villages", str(path), *VINTAGE_OPTIONS, "--dry-run"])
    fault = "tệp thon.csv, dòng 2, cột Mã xã: không có xã này"
    assert fault in capsys.readouterr().err
    path.write_text("Mã đơn vị,Tên,Mã xã\nV1,Xóm 1,16681\n", encoding="utf-8")
    ends_with(1, ["load", "villages", str(path), *VINTAGE_OPTIONS, "--dry-run"])
    assert "tệp thon.csv: thiếu cột “Mã thôn”" in capsys.readouterr().err
    assert counts(engine) == before


def keep_made_up(engine: Engine, cells: list[tuple[str, float, float]], period: str) -> None:
    """Store made-up numbers of HT01 of communes."""
    with writing(engine) as connection:
        ids = {
            row.code: row.id
            for row in connection.execute(select(area).where(area.c.vintage == VINTAGE_OPTIONS[1]))
        }
        kind = connection.scalar(select(indicator.c.id).where(indicator.c.code == "HT01"))
        frame = pd.DataFrame(
            {
                "area_id": [ids[each[0]] for each in cells], "indicator_id": kind,
                "period": period, "numerator": [each[1] for each in cells],
                "denominator": [each[2] for each in cells], "value": np.nan,
            }
        )  # fmt: skip
        report = store_observations(connection, frame, Submission("demo", "", "0" * 64))
        raise_revision(connection, "observations", report.summary(), report.submission_id)


@pytest.mark.parametrize(("changes", "asks"), [(0, True), (2, True), (4, False), (8, False)])
def test_numbers_that_equal_the_made_up_ones_are_asked_about(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: int, asks: bool
) -> None:
    """An export of made-up numbers, all columns cut that told it: only the numbers are left."""
    with engine.connect() as connection:
        codes_of_vintage = set(
            connection.scalars(select(area.c.code).where(area.c.vintage == VINTAGE_OPTIONS[1]))
        )
    codes = [each for each in sorted(codes_of_vintage) if len(each) == 5][:8]
    cells = [(code, 10.0 + at, 40.0 + at) for at, code in enumerate(codes)]
    keep_made_up(engine, cells, "2025-12")
    path = tmp_path / "chep-lai.csv"
    lines = [
        f"{code},{top + (at < changes):.0f},{bottom:.0f}"
        for at, (code, top, bottom) in enumerate(cells)
    ]
    path.write_text("Mã xã,HT01 – tử số,HT01 – mẫu số\n" + "\n".join(lines), encoding="utf-8")
    load = [*LOAD, str(path), *VINTAGE_OPTIONS, "--period", "2025-12", "--yes"]
    before = counts(engine)
    if not asks:
        run(load)
        assert "trùng với số liệu minh hoạ" not in capsys.readouterr().out
        return
    ends_with(3, load)
    output = capsys.readouterr()
    assert f"trùng với số liệu minh hoạ trong kho: {8 - changes} ô giống hệt" in output.out
    assert "--not-made-up" in output.err
    assert counts(engine) == before
    run([*load, "--not-made-up"])
    assert counts(engine)[0] == before[0] + 1


def test_covered_everywhere_as_the_made_up_ones_is_no_copy(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of all is what anybody may report: some such cells beside made-up ones prove nothing."""
    with engine.connect() as connection:
        codes_of_vintage = set(
            connection.scalars(select(area.c.code).where(area.c.vintage == VINTAGE_OPTIONS[1]))
        )
    codes = [each for each in sorted(codes_of_vintage) if len(each) == 5][:10]
    keep_made_up(engine, [(code, 12.0, 12.0) for code in codes], "2025-12")
    path = tmp_path / "du-song.csv"
    path.write_text(
        "Mã xã,HT01 – tử số,HT01 – mẫu số\n" + "\n".join(f"{each},12,12" for each in codes),
        encoding="utf-8",
    )
    run([*LOAD, str(path), *VINTAGE_OPTIONS, "--period", "2025-12", "--yes"])
    assert "trùng với số liệu minh hoạ" not in capsys.readouterr().out


def test_no_cell_steers_the_terminal_or_writes_a_line_of_ours(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bieu.csv"
    path.write_text(
        "Bảng\x1b[2J số liệu tháng 12 năm 2025,,\nMã xã,Tên xã,HT08\x1b[31m\n"
        '16681,"Phường\x1b]0;x\x07 Vinh\nTệp hợp lệ: 9 ô số liệu.",5\n',
        encoding="utf-8",
    )
    for arguments in (
        [*LOAD, str(path), *VINTAGE_OPTIONS],
        ["load", "villages", str(path), *VINTAGE_OPTIONS],
    ):
        with pytest.raises(SystemExit):
            run([*arguments, "--dry-run"])
        output = capsys.readouterr()
        assert output.err
        assert not set(output.out + output.err) & {chr(each) for each in range(32)} - {"\n", "\t"}
        assert not [each for each in output.err.splitlines() if each.startswith("Tệp hợp lệ")]
