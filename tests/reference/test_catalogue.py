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
    assert list(SHIPPED) == list(reference)
    assert len(SHIPPED) == 40


def test_rules_are_those_of_the_reference(reference: dict[str, dict[str, str]]) -> None:
    for code, given in reference.items():
        ours = SHIPPED[code]
        assert ours["direction"] == given["direction"].split()[0], code
        assert ours["time_rule"] == given["agg_time"].split()[0], code
        assert ours["frequency"] == FREQUENCIES[given["period"]], code
        level = LEVELS[re.split(r"[ /(]*[/(]", given["lowest_level"])[0]]
        assert ours["lowest_level"] == OTHER_LEVEL.get(code, level), code
        space = re.match(r"\w+", given["agg_space"])
        assert space
        if code not in OTHER_SPACE_RULE:
            assert ours["space_rule"] == space[0], code
        has_parts = not given["denominator"].startswith(("(không", "100"))
        assert bool(ours["denominator_vi"]) == bool(ours["denominator_en"])
        assert bool(ours["denominator_vi"]) == has_parts, code


def test_every_target_stands_in_the_reference(reference: dict[str, dict[str, str]]) -> None:
    for code, given in reference.items():
        text = given["target"]
        numbers = {float(number) for number in re.findall(r"\d+", text)}
        for row in TARGETS[code]:
            assert float(row["value"]) in numbers, f"{code}: {row['value']} in “{text}”"
            words = re.match(r"verified|partly|not verified", given["target_check"])
            assert words
            assert row["checked"] == words[0].replace(" ", "_"), code
        for year, value in re.findall(r"(?:^|; |-)(\d{4}): (\d+)", text):
            held = [row["value"] for row in TARGETS[code] if row["period"] == year]
            assert held == [value], f"{code}: {year} in “{text}”"
        if "để tỉnh nhập" in text or "do tỉnh đặt" in text or code in WITHOUT_TARGET:
            assert not TARGETS[code], code
        else:
            assert TARGETS[code], code


def test_published_figures_are_the_reference_ones(shared_data: Path) -> None:
    codes = {"Yên Bái": "15", "Lào Cai": "10", "Điện Biên": "11", "Nghệ An": "40"}
    given = rows(shared_data / "reported_figures.csv")
    ours = rows(CATALOGUE / "published_figures.csv")
    assert len(ours) == len(given) == 32
    same = ("period", "numerator", "denominator", "value", "unit", "as_published", "source_title")
    for figure, row in zip(ours, given, strict=True):
        assert {name: figure[name] for name in same} == {name: row[name] for name in same}
        assert (figure["vintage"], figure["area_code"]) == ("2025-03-01", codes[row["province"]])
        assert figure["level"] == row["area_level"]
        prefix = "TARGET:" if figure["is_target"] == "true" else ""
        assert prefix + figure["indicator_code"] == row["indicator"]
        assert figure["source_date"] == row["source_date"]
