"""The shipped catalogue against the reference tables that it was cleaned from."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from data.queries.catalogue import CATALOGUE

FREQUENCIES = {
    "tháng": "month",
    "quý": "quarter",
    "năm": "year",
    "học kỳ": "half",
    "ngày/tháng": "month",
    "năm/quý": "year",
}
LEVELS = {
    "thôn": "village",
    "xã": "commune",
    "tỉnh": "province",
    "cơ quan": "province",
}
# Each departure from the reference has its reason in docs/indicators.md.
OTHER_SPACE_RULE = {"CQ10"}
OTHER_LEVEL = {"CQ10": "commune"}
WITHOUT_TARGET = {"AT02"}
# What the reference names freely has an indicator of its own since.
MEASURE = {
    "TARGETS_GOV": "TH05",
    "TARGETS_ECONOMY": "TH06",
    "TARGETS_SOCIETY": "TH07",
    "TASKS_GOV": "TH08",
    "TASKS_SECURITY": "TH09",
    "TASKS_PEOPLE": "TH10",
    "TASKS_SECTORS": "TH11",
    "NQ57_TARGETS": "TH12",
    "NQ57_TASKS": "TH13",
    "TH01_RANK": "TH03",
    "DIGITAL_GRDP_SHARE": "KT07",
    "COMMUNITY_TEAMS": "XH09",
    "COMMUNITY_TEAM_MEMBERS": "XH10",
    "VIDEO_CONFERENCE": "CQ15",
    "VIDEO_CONFERENCES_HELD": "CQ16",
    "ENTERPRISES_ON_PLATFORMS": "KT05",
    "PILOT_MODELS": "TH04",
    "FIBRE_COMMUNES": "HT11",
    "SCHOOL_SOFTWARE": "GD02",
    "POPULATION_4G": "HT09",
    "POPULATION_5G": "HT10",
    "BTS": "HT08",
}
# What the reference attaches to an indicator that measures something else.
OTHER_MEASURE = {
    ("CQ10", "100%"): "CQ14",
    ("KT01", "1.087"): "KT04",
    ("XH03", "35%"): "XH11",
    ("XH06", "thành"): "COMMUNES_WITH_TEAM",
    ("XH08", "mã"): "XH12",
    ("HT04", "tỷ"): "HT09",
    ("HT04", "99,74%"): "MOBILE_POPULATION",
}
# One sentence of the press, two measures: the reference has the share alone.
ONLY_OURS = {"KT08"}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def shared_data(shared_geo: Path) -> Path:
    folder = shared_geo.parent / "data"
    if not folder.is_dir():
        pytest.fail(f"{folder} is missing: set IOC_TEST_SHARED to its parent.", pytrace=False)
    return folder


@pytest.fixture(scope="module")
def reference(shared_data: Path) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows(shared_data / "indicators.csv")}


SHIPPED = {row["code"]: row for row in rows(CATALOGUE / "indicators.csv")}
TARGETS: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in rows(CATALOGUE / "targets.csv"):
    TARGETS[_row["indicator_code"]].append(_row)


def test_all_forty_are_there_in_their_order(reference: dict[str, dict[str, str]]) -> None:
    assert [code for code in SHIPPED if code in reference] == list(reference)
    assert len(reference) == 40


def test_rules_are_those_of_the_reference(reference: dict[str, dict[str, str]]) -> None:
    for code, row in reference.items():
        ours = SHIPPED[code]
        assert ours["direction"] == row["direction"].split()[0], code
        assert ours["time_rule"] == row["agg_time"].split()[0], code
        assert ours["frequency"] == FREQUENCIES[row["period"]], code
        level = LEVELS[re.split(r"[ /(]*[/(]", row["lowest_level"])[0]]
        assert ours["lowest_level"] == OTHER_LEVEL.get(code, level), code
        space = re.match(r"\w+", row["agg_space"])
        assert space
        if code not in OTHER_SPACE_RULE:
            assert ours["space_rule"] == space[0], code
        has_parts = not row["denominator"].startswith(("(không", "100"))
        assert bool(ours["denominator_vi"]) == bool(ours["denominator_en"])
        assert bool(ours["denominator_vi"]) == has_parts, code


def test_every_target_stands_in_the_reference(reference: dict[str, dict[str, str]]) -> None:
    for code, official in reference.items():
        text = official["target"]
        numbers = {float(number) for number in re.findall(r"\d+", text)}
        for row in TARGETS[code]:
            assert float(row["value"]) in numbers, f"{code}: {row['value']} in “{text}”"
            words = re.match(r"verified|partly|not verified", official["target_check"])
            assert words
            assert row["checked"] == words[0].replace(" ", "_"), code
        for year, value in re.findall(r"(?:^|; |-)(\d{4}): (\d+)", text):
            values = [row["value"] for row in TARGETS[code] if row["period"] == year]
            assert values == [value], f"{code}: {year} in “{text}”"
        if "để tỉnh nhập" in text or "do tỉnh đặt" in text or code in WITHOUT_TARGET:
            assert not TARGETS[code], code
        else:
            assert TARGETS[code], code


def test_published_figures_are_the_reference_ones(shared_data: Path) -> None:
    codes = {"Yên Bái": "15", "Lào Cai": "10", "Điện Biên": "11", "Nghệ An": "40"}
    official = rows(shared_data / "reported_figures.csv")
    ours = published()
    same = ("period", "numerator", "denominator", "value", "as_published", "source_title")
    assert len(official) == 32
    for figure, row in zip(ours, official, strict=False):
        assert {name: figure[name] for name in same} == {name: row[name] for name in same}
        assert (figure["vintage"], figure["area_code"]) == ("2025-03-01", codes[row["province"]])
        assert measure_of(figure) == measure_of(row)
        assert figure["source_date"] == row["source_date"]


def test_later_published_figures_are_the_reference_ones(shared_data: Path) -> None:
    codes = {
        "Lào Cai": "15",
        "Điện Biên": "11",
        "Nghệ An": "40",
        "Tuyên Quang": "08",
        "Hà Nội": "01",
        "Huế": "46",
        "Hải Phòng": "31",
        "Thành phố Hồ Chí Minh": "79",
    }
    official = rows(shared_data / "reported_figures_2.csv")
    ours = published()[32:]
    for figure, row in zip(ours, official, strict=True):
        rank = row["indicator"] == "TH01_RANK"
        # The page that the reference names says 2025, and 100 % for 2026 to 2030.
        is_of_2025 = "doingoailaocai.vn 24110" in row["publisher"]
        assert figure["period"] == ("2025" if is_of_2025 else row["period"]), row
        for name in ("value", "source_date"):
            assert figure[name] == row[name], row
        if not rank:
            assert (figure["numerator"], figure["denominator"]) == (
                row["numerator"],
                row["denominator"],
            )
        assert figure["as_published"].startswith(row["as_published"])
        assert figure["source_title"].startswith(row["publisher"])
        assert figure["area_code"] == codes[row["province"]]
        # A figure of 2024 belongs to the land of 2024, whatever the reference says.
        land = "2025-03-01" if row["indicator"] == "BTS" else row["vintage"]
        assert figure["vintage"] == land
        assert measure_of(figure) == measure_of(row)


def published() -> list[dict[str, str]]:
    """Return our published figures of which the reference has a row of its own."""
    ours = rows(CATALOGUE / "published_figures.csv")
    return [row for row in ours if row["indicator_code"] not in ONLY_OURS]


def measure_of(row: dict[str, str]) -> tuple[str, str, bool, str]:
    """Return the indicator, level, whether it is a target and the unit of a figure, as we say."""
    target = row.get("is_target") == "true"
    code = row.get("indicator_code") or row["indicator"]
    if code.startswith("TARGET:"):
        code, target = code.removeprefix("TARGET:"), True
    if "indicator" in row:
        first_word = row["as_published"].split()[0]
        code = OTHER_MEASURE.get((code, first_word), MEASURE.get(code, code))
    level = row.get("level") or row["area_level"]
    return code, level, target, re.sub(r"/\d+$", "", row["unit"])
