"""The catalogue into the store and out again, on both databases."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, insert, select

from data.load.catalogue.catalogue import load_catalogue
from data.queries.catalogue import (
    CATALOGUE,
    all_indicators,
    find_indicator,
    find_target,
    find_target_in_force,
    read_groups,
    read_indicators,
    read_published_figures,
    read_targets,
)
from data.store.engine import writing
from data.store.schema import indicator, indicator_group, published_figure, target
from ioc.area import AreaKey, Level
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.period import Frequency

NGHE_AN = AreaKey("2025-03-01", "40")
TARGET_KEY = "indicator_code, level, vintage, area_code, period"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def drop_line(file: Path, start: str) -> str:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (dropped_line,) = [line for line in lines if line.startswith(start)]
    lines.remove(dropped_line)
    file.write_text("".join(lines), encoding="utf-8")
    return dropped_line


def ids(connection: Connection) -> dict[str, int]:
    return {row.code: row.id for row in connection.execute(select(indicator))}


def counts(connection: Connection) -> list[int | None]:
    tables = (indicator_group, indicator, target, published_figure)
    return [connection.scalar(select(func.count()).select_from(table)) for table in tables]


def load_with_problems(engine: Engine, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(LoadRefusedError) as error, writing(engine) as connection:
        load_catalogue(connection, folder)
    with engine.connect() as connection:
        assert counts(connection) == [0, 0, 0, 0]
    return error.value.problems


def test_a_second_load_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        first = load_catalogue(connection)
        first_ids = ids(connection)
    assert (first.groups, first.indicators, first.published_figures) == (7, 67, 58)
    assert first.has_changes
    with writing(engine) as connection:
        second = load_catalogue(connection)
        assert not second.has_changes
        assert ids(connection) == first_ids
        assert counts(connection) == [7, 67, first.targets, 58]


def test_ids_stay_whatever_the_files_do(engine: Engine, folder: Path) -> None:
    with writing(engine) as connection:
        load_catalogue(connection, folder)
        first_ids = ids(connection)
    # HT08, which has no targets, is dropped; a new one comes before all; one changes its name.
    line = drop_line(folder / "indicators.csv", "HT08,")
    new = line.replace("HT08", "HT00")
    change(folder / "indicators.csv", "HT01,HT,", f"{new}HT01,HT,")
    change(folder / "indicators.csv", "Số thôn trắng sóng", "Số thôn chưa có sóng")
    with writing(engine) as connection:
        assert load_catalogue(connection, folder).has_changes
        after = ids(connection)
        codes = [each.code for each in all_indicators(connection)]
        assert find_indicator(connection, "HT02").name_vi == "Số thôn chưa có sóng"
    assert {code: after[code] for code in first_ids} == first_ids
    assert after["HT00"] not in first_ids.values()
    assert codes[:3] == ["HT00", "HT01", "HT02"]
    assert "HT08" in codes


def test_targets_that_a_province_set_are_not_touched(engine: Engine, folder: Path) -> None:
    with writing(engine) as connection:
        load_catalogue(connection, folder)
        own = {
            "indicator_id": ids(connection)["CQ03"],
            "level": "province",
            "vintage": "2025-07-01",
            "area_code": "40",
            "period": "2025",
            "value": 85.0,
            "source_vi": "Kế hoạch của tỉnh",
            "source_en": "Provincial plan",
            "checked": "verified",
        }
        connection.execute(insert(target).values(own))
    change(folder / "targets.csv", "CQ03,,,,2025,80", "CQ03,,,,2025,82")
    with writing(engine) as connection:
        load_catalogue(connection, folder)
        mine, other = AreaKey("2025-07-01", "40"), AreaKey("2025-07-01", "38")
        assert find_target(connection, "CQ03", Level.PROVINCE, mine, "2025-10") == 85
        assert find_target(connection, "CQ03", Level.PROVINCE, other, "2025-10") == 82


def test_an_indicator_comes_out_as_it_went_in(engine: Engine) -> None:
    with writing(engine) as connection:
        load_catalogue(connection)
    with engine.connect() as connection:
        gap = find_indicator(connection, "HT03")
        assert isinstance(gap, Indicator)
        assert (gap.group_code, gap.factor, gap.decimals) == ("HT", 100.0, 1)
        assert gap.direction is Direction.DOWN
        assert gap.space_rule is SpaceRule.RATIO_OF_SUMS
        assert gap.time_rule is TimeRule.LAST_VALUE
        assert gap.frequency is Frequency.MONTH
        assert gap.lowest_level is Level.VILLAGE
        assert gap in all_indicators(connection)
        count = find_indicator(connection, "HT02")
        assert (count.denominator_vi, count.is_ratio) == (None, False)
        # A share of one level's own list does not add up, and still has its two parts.
        assert find_indicator(connection, "CQ01").is_ratio


def test_an_unknown_code_is_named_with_its_like(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(NotFoundError, match="chưa được nạp"):
        find_indicator(connection, "HT01")
    with writing(engine) as connection:
        load_catalogue(connection)
    with engine.connect() as connection, pytest.raises(NotFoundError, match=r"“ht1”.*HT01"):
        find_indicator(connection, "ht1")


def test_an_empty_catalogue_reads_like_a_full_one(engine: Engine) -> None:
    with writing(engine) as connection:
        before = read_indicators(connection)
        lists = (read_groups, read_targets, read_published_figures)
        assert [read(connection) for read in lists] == [[], [], []]
        load_catalogue(connection)
        indicators = read_indicators(connection)
        groups = read_groups(connection)
    assert before.empty
    assert before.dtypes.to_dict() == indicators.dtypes.to_dict()
    assert indicators.loc[indicators["code"] == "HT02", "denominator_vi"].isna().all()
    assert list(indicators["code"].head(2)) == ["HT01", "HT02"]
    assert [each.code for each in groups] == ["HT", "XH", "CQ", "KT", "YT", "AT", "TH"]
    assert (groups[1].name(), groups[1].name("en")) == (groups[1].name_vi, groups[1].name_en)


def test_targets_of_the_indicators_asked_for(engine: Engine) -> None:
    with writing(engine) as connection:
        load_catalogue(connection)
    with engine.connect() as connection:
        targets = read_targets(connection, ["XH01", "HT05"])
        assert [(each.indicator_code, each.period, each.value) for each in targets] == [
            ("HT05", "2023", 85.0),
            ("HT05", "2025", 80.0),
            ("XH01", "2025", 80.0),
            ("XH01", "2030", 95.0),
        ]
        assert read_targets(connection, ["XH01"]) == targets[2:]
        assert read_targets(connection, []) == []
        in_force = find_target_in_force(connection, "XH01", Level.PROVINCE, NGHE_AN, "2024-Q2")
        assert in_force is not None
        assert (in_force.value, in_force.year, in_force.checked) == (80, 2025, "verified")
        assert "411/QĐ-TTg" in in_force.source_vi


def test_published_figures_of_one_province(engine: Engine) -> None:
    with writing(engine) as connection:
        load_catalogue(connection)
    with engine.connect() as connection:
        everything = read_published_figures(connection)
        ours = read_published_figures(connection, NGHE_AN)
        # Yên Bái's old code is another province's since 2025-07-01.
        lao_cai = read_published_figures(connection, AreaKey("2025-07-01", "15"))
        assert {each.source_date for each in lao_cai} == {"2026"}
    assert len(everything) == 58
    assert len(ours) == 13
    (coverage,) = (each for each in ours if each.indicator_code == "HT01")
    assert (coverage.numerator, coverage.denominator) == (3743, 3806)
    assert coverage.level == "village"
    assert [each.is_target for each in everything].count(True) == 8
    shares = [each for each in everything if each.indicator_code == "KT07"]
    assert shares
    assert all(each.numerator is None for each in shares)
    assert {each.publisher for each in ours} == {
        "",
        "tothethao.com",
        "Bộ Thông tin và Truyền thông",
    }
    # Two sources that contradict one another are both shown.
    stations = [each for each in ours if each.indicator_code == "HT08"]
    assert [each.value for each in stations] == [8500, 2500]


def test_a_figure_that_moves_to_another_measure_is_not_left_behind(
    engine: Engine, folder: Path
) -> None:
    """Agencies that use the system are no files that were processed on it."""
    change(folder / "published_figures.csv", "CQ14,false", "CQ10,false")
    with writing(engine) as connection:
        load_catalogue(connection, folder)
        load_catalogue(connection)
        codes = [each.indicator_code for each in read_published_figures(connection)]
    assert "CQ10" not in codes
    assert "CQ14" in codes


@pytest.mark.parametrize("day", ["2025", "2025-09", "2025-09-24"])
def test_of_some_sources_only_the_month_or_the_year_is_known(
    sqlite_engine: Engine, folder: Path, day: str
) -> None:
    change(folder / "published_figures.csv", "DTI 2024 xếp hạng 6,", "Xếp hạng 6,")
    lines = (folder / "published_figures.csv").read_text(encoding="utf-8").splitlines()
    (old,) = (line for line in lines if "Xếp hạng 6," in line)
    change(folder / "published_figures.csv", old, old.replace(",2025,VTC", f",{day},VTC"))
    with writing(sqlite_engine) as connection:
        load_catalogue(connection, folder)
        (rank,) = (e for e in read_published_figures(connection) if e.indicator_code == "TH03"
                   and not e.is_target)  # fmt: skip
    assert rank.source_date == day


def test_every_fault_of_every_file_is_told_and_nothing_written(
    engine: Engine, folder: Path
) -> None:
    change(folder / "indicator_groups.csv", "XH,Xã hội số,", "XH,,")
    change(folder / "indicators.csv", "trạm,stations,1,up,sum", "trạm,stations,1.5,len,sum")
    change(folder / "targets.csv", "CQ03,,,,2025,80", "CQ99,,,,nay,80%")
    change(folder / "published_figures.csv", "8,11,72.73", "8,11,75")
    problems = load_with_problems(engine, folder)
    places = [(problem.file, problem.row, problem.column, problem.value) for problem in problems]
    assert places == [
        ("indicator_groups.csv", 3, "name_vi", ""),
        ("indicators.csv", 9, "direction", "len"),
        ("indicators.csv", 9, "factor", "1.5"),
        ("targets.csv", 25, "indicator_code", "CQ99"),
        ("targets.csv", 25, "period", "nay"),
        ("targets.csv", 25, "value", "80%"),
        ("published_figures.csv", 3, "value", "75"),
    ]
    assert all(problem.message() and problem.fix() for problem in problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("indicators.csv", "HT02,HT,", "HT01,HT,", "code"),
        ("indicators.csv", "HT02,HT,", "HT02,ZZ,", "group_code"),
        ("indicators.csv", "villages,1,down,sum", "villages,1,down,ratio_of_sums", "space_rule"),
        ("indicators.csv", "thôn,villages,1,down", "trạm,stations,1,down", "weight_basis"),
        ("indicators.csv", "Mbps,Mbps,1,", "Mbps,Mbps,100,", "factor"),
        ("indicators.csv", "none,population,2,i-Speed", "none,population,9,i-Speed", "decimals"),
        ("indicators.csv", "All villages minus villages without signal", "", "denominator_en"),
        ("targets.csv", "CQ10,commune,,", "CQ10,village,,", "level"),
        ("targets.csv", "CQ10,district,,", "CQ10,commune,,", TARGET_KEY),
        ("targets.csv", "YT02,,,", "YT02,,2025-07-01,", "area_code"),
        ("targets.csv", "YT02,,,", "YT02,,2020-01-01,40", "vintage"),
        ("published_figures.csv", "2025-03-01,40,village", "2025-03-01,4,village", "area_code"),
        ("published_figures.csv", "village,2023-08,", "village,2023-13,", "period"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_refused(
    sqlite_engine: Engine, folder: Path, file: str, old: str, new: str, column: str
) -> None:
    change(folder / file, old, new)
    problems = load_with_problems(sqlite_engine, folder)
    assert (file, column) in [(problem.file, problem.column) for problem in problems]


def test_files_that_cannot_be_read_are_refused(sqlite_engine: Engine, folder: Path) -> None:
    (folder / "indicators.csv").write_bytes("mã,tên\nHT01,Phủ sóng".encode("utf-16"))
    (folder / "targets.csv").unlink()
    change(folder / "published_figures.csv", "vintage,area_code,", "area_code,")
    messages = {
        problem.file: problem.message() for problem in load_with_problems(sqlite_engine, folder)
    }
    assert "không đọc được" in messages["indicators.csv"]
    assert "không đọc được" in messages["targets.csv"]
    assert "thiếu: vintage" in messages["published_figures.csv"]


def test_a_source_has_the_address_of_a_page_or_none(sqlite_engine: Engine, folder: Path) -> None:
    file = folder / "published_figures.csv"
    shipped = file.read_text(encoding="utf-8")
    with writing(sqlite_engine) as connection:
        load_catalogue(connection, folder)
        figures = read_published_figures(connection)
    assert all(each.source_address.startswith("http") for each in figures if each.source_address)
    assert all(each.publisher for each in figures if each.source_address)
    file.write_text(shipped.replace("https://dantri", "javascript:dantri"), encoding="utf-8")
    with pytest.raises(LoadRefusedError) as error, writing(sqlite_engine) as connection:
        load_catalogue(connection, folder)
    problems = error.value.problems
    assert {each.column for each in problems} == {"source_address"}
    assert len(problems) == 4


def test_a_file_without_publishers_is_still_read(sqlite_engine: Engine, folder: Path) -> None:
    file = folder / "published_figures.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row[:-2] for row in csv.reader(lines)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    with writing(sqlite_engine) as connection:
        load_catalogue(connection, folder)
        figures = read_published_figures(connection)
    assert len(figures) == 58
    assert {each.publisher for each in figures} == {""}
