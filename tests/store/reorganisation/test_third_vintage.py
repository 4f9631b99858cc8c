"""A reorganisation gives a third vintage; all or nothing, and the way back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, func, select

from data.load.areas.areas import add_villages
from data.load.areas.matching import read_area_index
from data.load.areas.scope import read_stored_areas
from data.load.observations import Submission, store_observations
from data.load.reorganisation.reorganisation import remove_vintage, store_reorganisation
from data.load.reorganisation.report import report_lines, report_sections
from data.queries.area_in import read_row_vintages
from data.queries.areas import read_vintages
from data.store.engine import writing
from data.store.schema import area, area_relation, indicator
from ioc.area import Level
from ioc.errors import IocError, NotFoundError
from ioc.indicator import Basis
from tests.store.query_plans import read_in_bulk
from tests.store.reorganisation.plans import (
    DONG_NAI,
    NEXT,
    NOW,
    OLD,
    Write,
    contents,
    plan,
    village,
)

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


@pytest.fixture
def dong_nai(tmp_path: Path) -> Path:
    """Đồng Nai's change of 2026-04-30 as an officer would write it down."""
    file = tmp_path / "dong-nai.csv"
    pd.DataFrame(
        [(code, old, code, new, "Đổi loại hình") for code, old, new in DONG_NAI_CHANGES],
        columns=["Mã cũ", "Tên cũ", "Mã mới", "Tên mới", "Hình thức"],
    ).to_csv(file, index=False)
    return file


def test_units_that_a_file_does_not_name_keep_their_relations(
    store: Connection, write: Write
) -> None:
    file = write(
        "Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n"
        "00556,00541,Nhập một phần,10%\n00556,00562,Nhập một phần,90%\n"
    )
    before = {tuple(row) for row in store.execute(select(area_relation))}
    change_plan = plan(store, file, OLD, NOW)
    assert {pair[0].code for pair in change_plan.old_pairs} == {"00556"}
    assert (len(change_plan.difference.changes), len(change_plan.difference.additions)) == (2, 0)
    store_reorganisation(store, change_plan)
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
    change_plan = plan(store, dong_nai, NOW, NEXT)
    assert len(change_plan.report.retyped) == 10
    assert len(change_plan.report.unchanged) == communes - 10
    assert (
        not change_plan.report.split
        and not change_plan.report.merge
        and not change_plan.report.appear
    )
    store_reorganisation(store, change_plan)

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
    others = {row.id: row for row in store.execute(select(area)) if row.vintage != NEXT}
    # A plain comparison of all rows would take minutes to print its difference.
    assert others.keys() == before.keys()
    assert [ident for ident, row in others.items() if row != before[ident]] == []


def test_the_new_vintage_shows_the_whole_country(store: Connection, dong_nai: Path) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    scope = read_row_vintages(store, NEXT)
    assert len(scope) == 35
    assert {code for code, vintage_code in scope.items() if vintage_code == NEXT} == {DONG_NAI}
    areas = read_stored_areas(store, NEXT)
    assert sum(each.level is Level.COMMUNE for each in areas) == 3321
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
    change_plan = plan(store, dong_nai, NOW, NEXT)
    store_reorganisation(store, change_plan)
    assert change_plan.new_vintage is not None and change_plan.new_vintage.villages_followed == 1
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
    change_plan = plan(store, file, NOW, NEXT)
    assert [each.before.code for each in change_plan.report.split] == ["16681"]
    assert [each.after.code for each in change_plan.report.merge] == ["16682"]
    assert [each.code for each in change_plan.report.appear] == ["16682"]
    assert [each.code for each in change_plan.report.vanish] == ["16690"]
    assert change_plan.new_vintage is not None
    assert [each.code for each in change_plan.new_vintage.villages_lost] == ["A1"]
    store_reorganisation(store, change_plan)
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
    change_plan = plan(store, file, NOW, NEXT)
    shares = {
        relation.target.code: relation.share(Basis.VILLAGES)
        for relation in change_plan.relations
        if relation.source.code == "16681"
    }
    assert shares == {"16681": 0.75, "16682": 0.25}
    assert not change_plan.report.unweighed


def test_loading_a_file_twice_changes_nothing(store: Connection, dong_nai: Path) -> None:
    store_reorganisation(store, plan(store, dong_nai, NOW, NEXT))
    change_plan = plan(store, dong_nai, NOW, NEXT)
    assert change_plan.new_vintage is None
    assert change_plan.difference.same == 10
    assert len(change_plan.report.unchanged) == 85
    assert report_sections(change_plan)[-1].kind == "unchanged"
    areas = store.scalar(select(func.count()).select_from(area))
    assert store_reorganisation(store, change_plan).areas == 0
    assert store.scalar(select(func.count()).select_from(area)) == areas
    relations = store.execute(select(area_relation.c.from_code, area_relation.c.kind))
    assert len(relations.all()) == 10_602 + 95


# ---- all or nothing, and the way back ---------------------------------------------------------


def test_a_plan_writes_nothing_and_says_everything(store: Connection, dong_nai: Path) -> None:
    before = contents(store)
    change_plan = plan(store, dong_nai, NOW, NEXT)
    text = "\n".join(report_lines(change_plan))
    assert contents(store) == before
    assert "Giữ đất, đổi loại hình: 10" in text
    assert "25270 Xã Lộc Ninh → 25270 Phường Lộc Ninh" in text
    assert "… và 5 trường hợp khác" in text
    kinds = {each.kind: each.count for each in report_sections(change_plan)}
    assert kinds["retyped"] == 10
    assert "75 Tỉnh Đồng Nai → 75 Thành phố Đồng Nai" in text


def test_what_was_loaded_can_be_taken_back(store: Connection, dong_nai: Path) -> None:
    before = contents(store)
    change_plan = plan(store, dong_nai, NOW, NEXT)
    with read_in_bulk(store) as statements:
        store_reorganisation(store, change_plan)
        count = remove_vintage(store, NEXT)
    assert count == 96
    assert statements == []
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


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (OLD, NEXT, "phải tiếp theo kỳ cuối cùng"),
        (NOW, "hôm nào đó", "YYYY-MM-DD"),
        (NOW, "2025-03-01", "không sau kỳ"),
        (NOW, "2024-01-01", "không sau kỳ"),
    ],
)
def test_vintages_follow_one_another(
    store: Connection, dong_nai: Path, before: str, after: str, words: str
) -> None:
    with pytest.raises(IocError, match=words):
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
