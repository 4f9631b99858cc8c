"""The wall's scenes, which are data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.load.catalogue.scenes import read_scene_file
from data.queries.catalogue import CATALOGUE
from ioc.area import Level
from ioc.errors import LoadRefusedError

SCENE = """
[[scene]]
code = "coverage"
name_vi = "Phủ sóng"
name_en = "Coverage"
seconds = 20
map = "HT01"
cards = ["HT01", "HT02"]
trend = "HT03"
"""


def shipped_indicators() -> dict[str, dict[str, str]]:
    with (CATALOGUE / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def write_file(folder: Path, text: str) -> Path:
    file = folder / "scenes.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_scenes_speak_of_the_catalogue() -> None:
    indicators = shipped_indicators()
    scenes = read_scene_file()
    assert [scene.code for scene in scenes] == [
        "overview", "coverage", "online-services", "telehealth",
    ]  # fmt: skip
    for scene in scenes:
        assert set(scene.indicator_codes) <= indicators.keys(), scene.code
        lowest = Level(indicators[scene.map]["lowest_level"])
        assert lowest.depth >= Level.COMMUNE.depth, f"{scene.map} leaves the map of communes empty"


def test_the_overview_has_a_headline_of_each_group() -> None:
    indicators = shipped_indicators()
    overview = read_scene_file()[0]
    groups_on_screen = [indicators[code]["group_code"] for code in (overview.map, *overview.cards)]
    groups = {row["group_code"] for row in indicators.values()}
    assert sorted(groups_on_screen) == sorted(groups)


def test_a_scene_reads_as_written(tmp_path: Path) -> None:
    (scene,) = read_scene_file(write_file(tmp_path, SCENE))
    assert (scene.name(), scene.name("en"), scene.seconds) == ("Phủ sóng", "Coverage", 20)
    assert scene.cards == ("HT01", "HT02")
    assert scene.indicator_codes == ("HT01", "HT02", "HT03")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('map = "HT01"\n', "", "map"),
        ("seconds = 20", "seconds = 0", "seconds"),
        ("seconds = 20", "seconds = true", "seconds"),
        ('["HT01", "HT02"]', "[]", "cards"),
        ('["HT01", "HT02"]', '["HT01", "HT01"]', "cards"),
        ('["HT01", "HT02"]', '["A1", "A2", "A3", "A4", "A5", "A6", "A7"]', "cards"),
        ("trend", "tend", "tend"),
    ],
)
def test_a_broken_scene_is_refused_by_name(tmp_path: Path, old: str, new: str, column: str) -> None:
    assert old in SCENE
    with pytest.raises(LoadRefusedError) as refusal:
        read_scene_file(write_file(tmp_path, SCENE.replace(old, new)))
    assert column in [problem.column for problem in refusal.value.problems]
    assert all(problem.file == "scenes.toml" for problem in refusal.value.problems)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = SCENE + SCENE.replace("seconds = 20", 'seconds = "lâu"')
    with pytest.raises(LoadRefusedError) as refusal:
        read_scene_file(write_file(tmp_path, text))
    assert [problem.column for problem in refusal.value.problems] == ["code", "seconds"]
    assert "cảnh thứ 2" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "[[scene]\n", 'scene = "coverage"', "scene = [1]"])
def test_what_holds_no_scenes_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LoadRefusedError, match=r"scenes\.toml"):
        read_scene_file(write_file(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match=r"scenes\.toml"):
        read_scene_file(tmp_path / "scenes.toml")
