"""The script that pictures the screens: every panel and page once, and its page of the docs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ioc.wall import Wall
from scripts import screens


def test_six_shapes_and_three_looks_of_walls_are_pictured() -> None:
    shapes = {each.size[0] / each.size[1] for each in screens.PANELS}
    assert len(shapes) == 4
    assert len({(each.inches, each.size) for each in screens.PANELS}) == 6
    assert {each.theme for each in screens.PANELS} == {"light", "dark"}
    assert [each.code for each in screens.PANELS if each.is_night] == ["hall-night"]


def test_a_panel_becomes_a_wall_of_its_size() -> None:
    like = Wall(code="mac-dinh", name="Phòng họp", playlist="mac-dinh", token_id=7)
    night = next(each for each in screens.PANELS if each.is_night).wall(like)
    assert (night.code, night.name, night.diagonal_inch, night.distance_m) == (
        "hall-night", "Phòng họp", 165, 6,
    )  # fmt: skip
    assert (night.night_from, night.night_to, night.token_id) == ("00:00", "23:59", None)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "screens.md"
    path.write_text(f"# Title\n\n{screens._BEGIN}\nold\n{screens._END}\nfoot\n", encoding="utf-8")
    monkeypatch.setattr(screens, "DOC", path)
    yield path


def test_the_words_around_the_pictures_stay(page: Path) -> None:
    pictures = [*(each.picture for each in screens.PANELS), *screens.PAGES]
    screens.write_page(pictures)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Title\n")
    assert text.endswith("foot\n")
    assert "old" not in text
    assert text.count("](pictures/screens/") == len(pictures)
    screens.write_page(pictures)
    assert page.read_text(encoding="utf-8") == text


def test_the_committed_pictures_are_those_of_the_script(root: Path) -> None:
    files = {each.stem for each in (root / "docs" / "pictures" / "screens").glob("*.webp")}
    assert files == {each.picture.name for each in screens.PANELS} | {
        each.name for each in screens.PAGES
    }
    total = sum(each.stat().st_size for each in (root / "docs" / "pictures" / "screens").iterdir())
    assert total <= screens.MOST_BYTES
