"""Reorganisations from a file: what they make, what is refused, and that nothing else changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, func, select

from data.area_in import read_row_vintages
from data.load.area_matching import read_area_index
from data.load.area_scope import read_stored_areas
from data.load.areas import add_villages
from data.load.observations import Submission, store_observations
from data.load.reorganisation import remove_vintage, store_reorganisation
from data.load.reorganisation_file import read_reorganisation_file
from data.load.reorganisation_outcome import ReorganisationPlan
from data.load.reorganisation_plan import plan_reorganisation
from data.load.reorganisation_report import report_lines, report_sections
from data.queries.areas import read_vintages
from data.schema import area, area_relation, indicator, vintage, vintage_scope
from data.store import writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.indicator import Basis
from tests.store.query_plans import read_in_bulk

OLD, NOW, NEXT = BEFORE_2025.code, SINCE_2025.code, "2026-04-30"
DONG_NAI = "75"
DONG_NAI_CHANGES = [
    ("75", "Tỉnh Đồng Nai", "Thành phố Đồng Nai"),
    ("25270", "Xã Lộc Ninh", "Phường Lộc Ninh"),
    ("25357", "Xã Tân Khai", "Phường Tân Khai"),
    ("25363", "Xã Đồng Phú", "Phường Đồng Phú"),
    ("26116", "Xã Tân Phú", "Phường Tân Phú"),
    ("26170", "Xã Trị An", "Phường Trị An"),
    ("26248", "Xã Trảng Bom", "Phường Trảng Bom"),
    ("26326", "Xã Dầu Giây", "Phường Dầu Giây"),
    ("26368", "Xã Long Thành", "Phường Long Thành"),
    ("26425", "Xã Xuân Lộc", "Phường Xuân Lộc"),
    ("26485", "Xã Nhơn Trạch", "Phường Nhơn Trạch"),
]
Write = Callable[[str], Path]


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        file = tmp_path / "sap-xep.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return _write


def plan(connection: Connection, path: Path, before: str, after: str) -> ReorganisationPlan:
    return plan_reorganisation(connection, read_reorganisation_file(path), before, after)


def refused(connection: Connection, path: Path, before: str = NOW, after: str = NEXT) -> str:
    with pytest.raises(LoadRefusedError) as caught:
        plan(connection, path, before, after)
    return str(caught.value)


def contents(connection: Connection) -> dict[str, int]:
    """What stands in the tables that a reorganisation may change.

    As hashes: the difference of thirty thousand rows takes minutes to print.
    """
    tables = (area, area_relation, vintage, vintage_scope)
    return {
        table.name: hash(frozenset(map(tuple, connection.execute(select(table)).all())))
        for table in tables
    }


@pytest.fixture
def dong_nai(tmp_path: Path) -> Path:
    """Đồng Nai's change of 2026-04-30 as an officer would write it down."""
    file = tmp_path / "dong-nai.csv"
    pd.DataFrame(
        [(code, old, code, new, "Đổi loại hình") for code, old, new in DONG_NAI_CHANGES],
        columns=["Mã cũ", "Tên cũ", "Mã mới", "Tên mới", "Hình thức"],
    ).to_csv(file, index=False)
    return file


def village(code: str, commune: str, age: str = NOW) -> dict[str, object]:
    return {
        "vintage": age, "code": code, "parent_code": commune, "name": f"Ấp {code}",
        "full_name": f"Ấp {code}", "unit_type": "ấp", "lon": 107.0, "lat": 11.0,
        "population": 500.0, "households": 120.0, "is_demo": False, "source": "ds.xlsx",
    }  # fmt: skip


def test_units_that_a_file_does_not_name_keep_their_relations(
    store: Connection, write: Write
) -> None:
    file = write(
        "Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n"
        "00556,00541,Nhập một phần,10%\n00556,00562,Nhập một phần,90%\n"
    )
    before = {tuple(row) for row in store.execute(select(area_relation))}
    made = plan(store, file, OLD, NOW)
    assert {pair[0].code for pair in made.replaced} == {"00556"}
    assert (len(made.difference.changed), len(made.difference.added)) == (2, 0)
    store_reorganisation(store, made)
    after = {tuple(row) for row in store.execute(select(area_relation))}
    assert {row[1] for row in before ^ after} == {"00556"}
    assert {row[5] for row in after - before} == {0.1, 0.9}


# ---- a third vintage ---------------------------------------------------------------------------


def test_a_change_in_one_province_makes_rows_of_that_province_alone(
    store: Connection, dong_nai: Path
) -> None:
    before = {row.id: row for row in store.execute(select(area))}
    communes = sum(
        row.province_code == DONG_NAI and row.level == "commune" and row.vintage == NOW
        for row in before.values()
    )
    made = plan(store, dong_nai, NOW, NEXT)
    assert len(made.report.retyped) == 10
    assert len(made.report.unchanged) == communes - 10
    assert not made.report.split and not made.report.merge and not made.report.appear
    store_reorganisation(store, made)

    rows = store.execute(select(area).where(area.c.vintage == NEXT)).all()
    assert {row.province_code for row in rows} == {DONG_NAI}
    assert len(rows) == communes + 1
    assert {row.unit_id for row in rows} == {
        row.unit_id
        for row in before.values()
        if row.vintage == NOW and row.province_code == DONG_NAI
    }
    names = {row.code: (row.full_name, row.unit_type) for row in rows}
    assert names[DONG_NAI] == ("Thành phố Đồng Nai", "thành phố")
    assert names["26368"] == ("Phường Long Thành", "phường")
    kept = {row.id: row for row in store.execute(select(area)) if row.vintage != NEXT}
    # A plain comparison of all rows would take minutes to print its difference.
    assert kept.keys() == before.keys()
    assert [ident for ident, row in kept.items() if row != before[ident]] == []


def test_the_new_vintage_shows_the_whole_country(store: Connection, dong_nai: Path) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    scope = read_row_vintages(store, NEXT)
    assert len(scope) == 35
    assert {code for code, age in scope.items() if age == NEXT} == {DONG_NAI}
    shown = read_stored_areas(store, NEXT)
    assert sum(each.level is Level.COMMUNE for each in shown) == 3321
    index = read_area_index(store, NEXT)
    assert index.find("26368", None).full_name == "Phường Long Thành"  # type: ignore[union-attr]
    assert index.find("16681", None).id == read_area_index(store, NOW).find("16681", None).id  # type: ignore[union-attr]
    assert [(each.code, each.valid_to) for each in read_vintages(store)] == [
        (OLD, "2025-06-30"),
        (NOW, "2026-04-29"),
        (NEXT, None),
    ]


def test_provinces_keep_their_place_on_the_map_of_the_country(
    store: Connection, dong_nai: Path
) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    provinces = [each for each in read_stored_areas(store, NEXT) if each.level is Level.PROVINCE]
    before = {each.code: each.ordinal for each in read_stored_areas(store, NOW)}
    assert {each.code: each.ordinal for each in provinces} == {
        each.code: before[each.code] for each in provinces
    }


def test_villages_follow_their_commune(store: Connection, dong_nai: Path) -> None:
    add_villages(store, pd.DataFrame([village("DN1", "26368"), village("NA1", "16681")]))
    made = plan(store, dong_nai, NOW, NEXT)
    store_reorganisation(store, made)
    assert made.made is not None and made.made.villages_followed == 1
    row = store.execute(select(area).where(area.c.vintage == NEXT, area.c.level == "village")).one()
    assert (row.code, row.parent_code, row.households, row.source) == (
        "DN1", "26368", 120.0, "ds.xlsx",
    )  # fmt: skip
    first = store.scalar(select(area.c.id).where(area.c.code == "DN1", area.c.vintage == NOW))
    assert row.unit_id == first


def test_villages_for_a_vintage_go_where_their_province_is_stored(
    store: Connection, dong_nai: Path
) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    frame = pd.DataFrame([village("DN1", "26368", NEXT), village("NA1", "16681", NEXT)])
    add_villages(store, frame)
    rows = store.execute(select(area.c.code, area.c.vintage).where(area.c.level == "village"))
    assert {row[0]: row[1] for row in rows} == {"DN1": NEXT, "NA1": NOW}


def test_both_databases_take_the_same_change(
    shipped_engine_of_its_own: Engine, store: Connection, dong_nai: Path
) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    with writing(shipped_engine_of_its_own) as connection:
        store_reorganisation(connection, plan(connection, dong_nai, NOW, NEXT))
        assert contents(connection) == contents(store)
        assert remove_vintage(connection, NEXT) > 90


def test_a_division_with_weights(store: Connection, write: Write) -> None:
    """Two communes of Nghệ An: one divided between itself and a new one, with villages."""
    add_villages(
        store,
        pd.DataFrame([village("A1", "16681"), village("A2", "16681"), village("B1", "16690")]),
    )
    file = write(
        "Mã cũ;Mã mới;Quan hệ;Tên mới;Tỷ lệ dân số;Tỷ lệ diện tích;Mã cấp trên;Kinh độ;Vĩ độ\n"
        "16681;16681;Nhập một phần;;0,75;40%;;;\n"
        "16681;16682;Nhập một phần;Phường Bến Thuỷ;0,25;60%;;105,7;18,65\n"
        "16690;16682;Nhập toàn bộ;;;;;;\n"
        "A2;A2;Giữ nguyên;;;;16682;;\n"
    )
    made = plan(store, file, NOW, NEXT)
    assert [each.before.code for each in made.report.split] == ["16681"]
    assert [each.after.code for each in made.report.merge] == ["16682"]
    assert [each.code for each in made.report.appear] == ["16682"]
    assert [each.code for each in made.report.vanish] == ["16690"]
    assert made.made is not None
    assert [each.code for each in made.made.villages_lost] == ["A1"]
    store_reorganisation(store, made)
    new = store.execute(select(area).where(area.c.vintage == NEXT, area.c.code == "16682")).one()
    assert (new.full_name, new.name, new.unit_type, new.lon) == (
        "Phường Bến Thuỷ", "Bến Thuỷ", "phường", 105.7,
    )  # fmt: skip
    shares = {
        (row.from_code, row.to_code): (row.weight_population, row.weight_area, row.weight_villages)
        for row in store.execute(
            select(area_relation).where(
                area_relation.c.to_vintage == NEXT, area_relation.c.kind == "part"
            )
        )
    }
    assert shares == {
        ("16681", "16681"): (0.75, 0.4, None),
        ("16681", "16682"): (0.25, 0.6, None),
    }
    villages = store.execute(
        select(area.c.code, area.c.parent_code).where(
            area.c.vintage == NEXT, area.c.level == "village"
        )
    )
    assert {row[0]: row[1] for row in villages} == {"A2": "16682", "B1": "16682"}


def test_villages_named_one_by_one_give_the_weight_by_villages(
    store: Connection, write: Write
) -> None:
    add_villages(
        store, pd.DataFrame([village(f"A{number}", "16681") for number in range(4)])
    )  # fmt: skip
    file = write(
        "Mã cũ;Mã mới;Quan hệ;Tên mới;Mã cấp trên\n"
        "16681;16681;Nhập một phần;;\n16681;16682;Nhập một phần;Xã Mới;\n"
        "A0;A0;Giữ nguyên;;16682\nA1;A1;Giữ nguyên;;16681\n"
        "A2;A2;Giữ nguyên;;16681\nA3;A3;Giữ nguyên;;16681\n"
    )
    made = plan(store, file, NOW, NEXT)
    shares = {
        relation.target.code: relation.share(Basis.VILLAGES)
        for relation in made.relations
        if relation.source.code == "16681"
    }
    assert shares == {"16681": 0.75, "16682": 0.25}
    assert not made.report.unweighed


def test_loading_a_file_twice_changes_nothing(store: Connection, dong_nai: Path) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    made = plan(store, dong_nai, NOW, NEXT)
    assert made.made is None
    assert made.difference.same == 10
    assert len(made.report.unchanged) == 85
    assert report_sections(made)[-1].kind == "unchanged"
    areas = store.scalar(select(func.count()).select_from(area))
    assert store_reorganisation(store, made).areas == 0
    assert store.scalar(select(func.count()).select_from(area)) == areas
    relations = store.execute(select(area_relation.c.from_code, area_relation.c.kind))
    assert len(relations.all()) == 10_602 + 95


# ---- all or nothing, and the way back ---------------------------------------------------------


def test_a_plan_writes_nothing_and_says_everything(store: Connection, dong_nai: Path) -> None:
    before = contents(store)
    made = plan(store, dong_nai, NOW, NEXT)
    text = "\n".join(report_lines(made))
    assert contents(store) == before
    assert "Giữ đất, đổi loại hình: 10" in text
    assert "25270 Xã Lộc Ninh → 25270 Phường Lộc Ninh" in text
    assert "… và 5 trường hợp khác" in text
    kinds = {each.kind: each.count for each in report_sections(made)}
    assert kinds["retyped"] == 10
    assert "75 Tỉnh Đồng Nai → 75 Thành phố Đồng Nai" in text


def test_what_was_loaded_can_be_taken_back(store: Connection, dong_nai: Path) -> None:
    before = contents(store)
    made = plan(store, dong_nai, NOW, NEXT)
    with read_in_bulk(store) as found:
        store_reorganisation(store, made)
        gone = remove_vintage(store, NEXT)
    assert gone == 96
    assert found == []
    assert contents(store) == before


def test_a_vintage_that_numbers_speak_of_stays(store: Connection, dong_nai: Path) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    area_id = store.scalar(select(area.c.id).where(area.c.vintage == NEXT, area.c.code == "26368"))
    indicator_id = store.scalar(select(indicator.c.id).where(indicator.c.code == "KT03"))
    store.execute(
        area.metadata.tables["observation"]
        .insert()
        .values(
            area_id=area_id,
            indicator_id=indicator_id,
            period="2026-06",
            submission_id=1,
            numerator=3,
        )
    )
    with pytest.raises(IocError, match="1 số liệu"):
        remove_vintage(store, NEXT)
    with pytest.raises(IocError, match="đi kèm"):
        remove_vintage(store, NOW)
    with pytest.raises(IocError, match="1999"):
        remove_vintage(store, "1999-01-01")


# ---- ugly files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tệp rỗng"),
        ("\n\n", "tệp rỗng"),
        ("a,b\n1,2\n", "Mã cũ"),
        ("Mã cũ,Mã mới,Quan hệ\n", "không có dòng"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,,Đổi tên\n", "để trống mã"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,\n", "toàn bộ hay một phần"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,giải thể\n", "giải thể"),
        ("Mã cũ,Mã mới,Quan hệ,Ghi chú\n26368,26368,whole,Nhập một phần\n", "không khớp nhau"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,Đổi tên\n26368,26368,Đổi tên\n", "đã có ở dòng 2"),
        ("Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n26368,26368,Nhập một phần,140%\n", "từ 0 đến 1"),
        ("Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n26368,26368,Nhập toàn bộ,0.4\n", "tỷ lệ khác 1"),
        ("Mã cũ,Mã mới,Quan hệ,Kinh độ\n26368,26368,Đổi tên,nan\n", "phải là số"),
    ],
)
def test_a_file_that_is_no_reorganisation_is_refused(write: Write, text: str, said: str) -> None:
    with pytest.raises(LoadRefusedError, match=said):
        read_reorganisation_file(write(text))


def test_a_huge_file_is_refused_before_it_is_read(write: Write) -> None:
    file = write("Mã cũ,Mã mới,Quan hệ\n" + "26368,26368,Đổi tên\n" * 100)
    with pytest.raises(LoadRefusedError, match="quá lớn"):
        read_reorganisation_file(file, max_bytes=1000)
    with pytest.raises(LoadRefusedError, match="99 lỗi"):
        read_reorganisation_file(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("99999,99999,Đổi tên,Xã Mới\n", "mã cũ không có trong kỳ"),
        ("26368,2636,Đổi tên,Xã Mới\n", "5 chữ số"),
        ("26368,26399,Đổi tên,\n26326,26399,Nhập toàn bộ,\n", "chưa có tên"),
        ("26368,26399,Đổi tên,Mới\n26326,26399,Nhập toàn bộ,Khác\n", "nhiều tên"),
        ("26368,26326,Nhập toàn bộ,Xã Mới\n", "không nói đơn vị này đi đâu"),
        # 03901 is Xã Suối Tọ of Sơn La, a province that the file does not touch; 14 is Sơn La.
        ("26368,03901,Nhập toàn bộ,Xã Mới\n", "mã của Xã Suối Tọ (Tỉnh Sơn La), mà tệp"),
        ("26368,26368,Nhập một phần,\n26368,03901,Nhập một phần,Xã Mới\n", "thêm một dòng có"),
        ("75,14,Đổi tên,Tỉnh Mới\n", "mã của Tỉnh Sơn La, mà tệp không nói"),
        ("26368,26368,Nhập toàn bộ,\n26368,26326,Nhập một phần,\n", "vẫn có dòng khác"),
    ],
)
def test_codes_and_names_that_cannot_be_are_refused(
    store: Connection, write: Write, text: str, said: str
) -> None:
    before = contents(store)
    message = refused(store, write(f"Mã cũ,Mã mới,Quan hệ,Tên mới\n{text}"))
    assert said in message
    assert "sap-xep.csv" in message
    assert contents(store) == before


def test_a_village_takes_no_code_that_another_area_has(store: Connection, write: Write) -> None:
    add_villages(store, pd.DataFrame([village("A1", "26368"), village("B1", "03901")]))
    head = "Mã cũ,Mã mới,Quan hệ,Tên mới\n26368,26368,Giữ nguyên,\n"
    for code, said in (("B1", "mã của Ấp B1 (Tỉnh Sơn La)"), ("26326", "mã của Xã Dầu Giây")):
        assert said in refused(store, write(f"{head}A1,{code},Đổi tên,Ấp Mới\n"))
    assert "nhiều cấp" in refused(store, write(f"{head}A1,26368,Đổi tên,Ấp Mới\n"))
    made = plan(store, write(f"{head}A1,A9,Đổi tên,Ấp Mới\n"), NOW, NEXT)
    store_reorganisation(store, made)
    # Sơn La shows the same rows in both vintages: what it adds to one stands in the other.
    with pytest.raises(LoadRefusedError, match="mã thôn đã có"):
        add_villages(store, pd.DataFrame([village("A9", "03901")]))


def test_a_remark_says_whose_name_a_wrong_name_is(store: Connection, write: Write) -> None:
    rows = store.execute(
        select(area.c.code, area.c.full_name)
        .where(area.c.vintage == NOW, area.c.province_code == DONG_NAI, area.c.level == "commune")
        .order_by(area.c.code)
        .limit(12)
    ).all()

    def remarks(first: str) -> list[str]:
        names = [first, *(row.full_name for row in rows[1:])]
        lines = [
            f"{row.code},{name},{row.code},Giữ nguyên"
            for row, name in zip(rows, names, strict=True)
        ]
        text = "\n".join(["Mã cũ,Tên cũ,Mã mới,Hình thức", *lines])
        return [str(each) for each in plan(store, write(text), NOW, NEXT).remarks]

    assert remarks(rows[0].full_name) == []
    (odd,) = remarks("Phường Tên Lạ")
    (swapped,) = remarks("Xã Long Thành")
    assert "còn tên này" not in odd
    assert "còn tên này là của mã 26368" in swapped and "dòng 2" in swapped


def test_weights_must_sum_to_one(store: Connection, write: Write) -> None:
    message = refused(
        store,
        write(
            "Mã cũ,Mã mới,Quan hệ,Tên mới,Tỷ lệ dân số\n"
            "26368,26368,Nhập một phần,,0.5\n26368,26399,Nhập một phần,Xã Mới,0.4\n"
        ),
    )
    assert "cộng lại là 0.9, không phải 1" in message
    assert "dòng 2, cột Tỷ lệ dân số" in message


def test_names_in_either_form_of_unicode_are_the_same(store: Connection, write: Write) -> None:
    text = (
        "Mã cũ,Tên cũ,Mã mới,Tên mới,Hình thức\n"
        "26368,Xã Long Thành,26368,Phường Long Thành,Đổi loại hình\n"
    )
    made = plan(store, write(unicodedata.normalize("NFD", text)), NOW, NEXT)
    assert made.made is not None
    (row,) = [row for row in made.made.areas if row["code"] == "26368"]
    assert row["full_name"] == "Phường Long Thành"
    assert not made.remarks


def test_codes_of_another_vintage_are_told_by_their_names(store: Connection, write: Write) -> None:
    """Code 00004 was Phường Trúc Bạch and is Phường Ba Đình."""
    text = (
        "Mã cũ,Tên cũ,Mã mới,Tên mới,Hình thức\n"
        "00004,Phường Trúc Bạch,00004,Phường Ba Đình,Đổi tên\n"
    )
    message = refused(store, write(text))
    assert "không khớp kỳ địa giới 2025-07-01" in message
    assert "Phường Ba Đình" in message
    assert "tỉnh cũ không khớp" in refused(
        store, write("Mã cũ,Mã tỉnh cũ,Mã mới,Hình thức\n26368,40,26368,Đổi tên\n")
    )
    assert "tỉnh mới không khớp" in refused(
        store,
        write("Mã cũ,Mã mới,Mã tỉnh mới,Hình thức\n00001,00004,40,Nhập toàn bộ\n"),
        OLD,
        NOW,
    )


def test_a_workbook_with_titles_and_lost_zeros_reads_too(store: Connection, tmp_path: Path) -> None:
    file = tmp_path / "sap-xep.xlsx"
    rows = [
        ["DANH MỤC SẮP XẾP", None, None, None],
        [None] * 4,
        ["Mã cũ", "Tên cũ", "Mã mới", "Hình thức"],
        [4, "Phường Ba Đình", 4, "Giữ nguyên"],
        [8, "Phường Ngọc Hà", 8, "Giữ nguyên"],
    ]
    pd.DataFrame(rows).to_excel(file, index=False, header=False)
    made = plan(store, file, NOW, NEXT)
    assert made.provinces == ("01",)
    assert {each.target for each in made.relations} >= {AreaKey(NEXT, "00004")}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (OLD, NEXT, "phải tiếp theo kỳ cuối cùng"),
        (NOW, "hôm nào đó", "YYYY-MM-DD"),
        (NOW, "2025-03-01", "không sau kỳ"),
        (NOW, "2024-01-01", "không sau kỳ"),
    ],
)
def test_vintages_follow_one_another(
    store: Connection, dong_nai: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(IocError, match=said):
        plan(store, dong_nai, before, after)
    with pytest.raises(NotFoundError):
        plan(store, dong_nai, "tuần trước", NEXT)


def test_observations_stay_with_the_areas_that_reported_them(
    store: Connection, dong_nai: Path
) -> None:
    area_id = store.scalar(select(area.c.id).where(area.c.vintage == NOW, area.c.code == "26368"))
    ident = store.scalar(select(indicator.c.id).where(indicator.c.code == "KT03"))
    frame = pd.DataFrame(
        {"area_id": [area_id], "indicator_id": [ident], "period": ["2026-01"], "numerator": [3.0],
         "denominator": [float("nan")], "value": [float("nan")]}
    )  # fmt: skip
    store_observations(store, frame, Submission("file", "a.csv", "0" * 64))
    report = store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    assert report.indicator_ids == (ident,)
