"""Published files that a crash or a disk cut short are whole again at the next start."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pandas as pd
import pytest

from cli.prepare import prepare
from geo.manifest import MANIFEST_NAME, read_manifest
from geo.publish import publish_schematic
from geo.published_files import repair_published
from ioc.area import SINCE_2025
from ioc.settings import Settings

NEW = SINCE_2025.code


@pytest.fixture(scope="module")
def published(shipped_areas: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schematic maps of two provinces."""
    folder = tmp_path_factory.mktemp("published")
    areas = shipped_areas[shipped_areas["vintage"] == NEW]
    publish_schematic(
        folder, areas[areas["province_code"].isin(["11", "04"]) | (areas["code"] == "VN")], NEW
    )
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".lock"}


def halve(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


@pytest.mark.parametrize("harm", [halve, spoil, Path.unlink])
@pytest.mark.parametrize("endings", [[""], [".br"], [".gz"], ["", ".br"], ["", ".gz"]])
def test_a_copy_that_is_left_makes_the_others_whole(
    published: Path, tmp_path: Path, endings: list[str], harm: Callable[[Path], None]
) -> None:
    folder = Path(shutil.copytree(published, tmp_path / "maps"))
    before = contents(folder)
    name = read_manifest(folder)["entries"][0]["file"]
    for ending in endings:
        harm(folder / f"{name}{ending}")
    assert repair_published(folder) == []
    after = contents(folder)
    assert {**after, f"{name}.br": b""} == {**before, f"{name}.br": b""}
    assert brotli.decompress(after[f"{name}.br"]) == before[name]
    assert repair_published(folder) == []
    assert contents(folder) == after


def test_what_no_copy_holds_is_given_up_and_drawn_anew(
    shipped_file: Path, published: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(published, tmp_path / "published"))
    shutil.copyfile(shipped_file, tmp_path / "ioc.sqlite")
    entries = read_manifest(folder)["entries"]
    entry = next(each for each in entries if (each["level"], each["parent"]) == ("commune", "11"))
    entry["tier"], entry["source"] = "official", "xa.gpkg"
    old = dict(entry, vintage="2025-03-01", file="0" * 20 + ".topojson")
    manifest = {"entries": [*entries, old]}
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest), encoding="utf-8")
    for ending in ("", ".br", ".gz"):
        halve(folder / f"{entry['file']}{ending}")
    lines: list[str] = []
    prepare(Settings(var=tmp_path, demo=False), lines.append)
    assert any("xa.gpkg" in line and "boundaries load" in line for line in lines)
    tiers = {
        (each["vintage"], each["level"], each["parent"]): each
        for each in read_manifest(folder)["entries"]
    }
    again = tiers[NEW, "commune", "11"]
    assert again["tier"] == "schematic"
    assert (folder / again["file"]).stat().st_size == again["bytes"]
    assert ("2025-03-01", "commune", "VN") in tiers


def test_a_list_that_cannot_be_read_names_nothing(published: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(published, tmp_path / "maps"))
    halve(folder / MANIFEST_NAME)
    assert repair_published(folder) == []
    assert read_manifest(folder) == {"entries": []}
