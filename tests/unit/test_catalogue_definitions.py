"""What the shipped catalogue must say."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from data.queries.catalogue import CATALOGUE


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


SHIPPED = {row["code"]: row for row in rows(CATALOGUE / "indicators.csv")}
TARGETS: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in rows(CATALOGUE / "targets.csv"):
    TARGETS[_row["indicator_code"]].append(_row)


def test_work_files_have_a_target_per_level() -> None:
    by_level = {row["level"]: float(row["value"]) for row in TARGETS["CQ10"]}
    assert by_level == {"province": 90, "district": 80, "commune": 60}


def test_the_traps_stand_in_the_definitions() -> None:
    assert SHIPPED["HT03"]["denominator_vi"] == "Tổng số thôn trừ số thôn trắng sóng"
    assert SHIPPED["HT03"]["denominator_vi"] != SHIPPED["HT01"]["denominator_vi"]
    for vector in ("91/3.802", "182/3.711", "3.711 = 3.802 − 91"):
        assert vector in SHIPPED["HT03"]["trap_vi"]
    assert "quá hạn chưa giải quyết" in SHIPPED["CQ04"]["denominator_vi"]
    assert "thuê bao" in SHIPPED["HT05"]["numerator_vi"]
    assert SHIPPED["XH05"]["time_rule"] == "last_value"


def test_the_docs_have_a_row_for_every_indicator(root: Path) -> None:
    text = (root / "docs" / "indicators.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([A-Z]{2}\d{2}) \|", text, re.MULTILINE) == list(SHIPPED)


def test_every_indicator_has_a_short_name_of_its_own() -> None:
    """Headings of columns, cards of the wall and legends have room for no more."""
    for column in ("short_vi", "short_en"):
        names = {code: row[column] for code, row in SHIPPED.items()}
        assert {code: name for code, name in names.items() if not 0 < len(name) <= 23} == {}
        assert len(set(names.values())) == len(names)
        # Words, no code: a reader knows what is counted without a legend.
        assert [name for name in names.values() if re.search(r"\b[A-Z]{2}\d\d\b", name)] == []


def test_ranks_are_neither_added_nor_joined() -> None:
    breaks = {row["indicator_code"]: row["period"] for row in rows(CATALOGUE / "series_breaks.csv")}
    for code in ("TH03", "KT08"):
        rank = SHIPPED[code]
        assert (rank["direction"], rank["space_rule"]) == ("down", "not_additive")
        assert (rank["vintage_rule"], rank["decimals"]) == ("none", "0")
        assert code in breaks


def test_a_published_figure_fits_the_measure_that_it_is_attached_to() -> None:
    """In its unit; a count has no denominator; and what is said of one tier is no other measure."""
    for figure in rows(CATALOGUE / "published_figures.csv"):
        measure = SHIPPED.get(figure["indicator_code"])
        if measure is None:
            continue
        assert figure["unit"] == measure["unit_vi"], figure
        assert bool(measure["denominator_vi"]) or not figure["denominator"], figure
    attached = {row["as_published"]: row["indicator_code"]
                for row in rows(CATALOGUE / "published_figures.csv")}  # fmt: skip
    for words, code in (
        ("1.087 doanh nghiệp nộp thuế điện tử", "KT04"),
        ("35% người dân có tài khoản thanh toán điện tử", "XH11"),
        ("tỷ lệ dân số được phủ sóng 4G đạt 94%", "HT09"),
        ("hoàn thành 8/11 mục tiêu về Chính quyền số", "TH05"),
    ):
        assert attached[words] == code
