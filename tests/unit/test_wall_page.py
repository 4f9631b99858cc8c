"""The page of a wall: its title, and the way back from one that is opened at a desk."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from layouts.wall import page


def links_in(component: Any) -> list[html.A]:
    """All links of a layout."""
    if isinstance(component, (list, tuple)):
        return [link for each in component for link in links_in(each)]
    links = [component] if isinstance(component, html.A) else []
    return links + links_in(getattr(component, "children", None) or [])


def wall(language: str = "vi", *, at_desk: bool) -> html.Div:
    return page.layout(
        [], {}, area="Tỉnh Nghệ An", area_code="40", vintage="2025-07-01", revision=3,
        language=language, light=False, first=None, hold=False, wall_name="Phòng họp",
        at_desk=at_desk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "← Về trang chính"), ("en", "← Back to the pages")]
)
def test_a_wall_at_a_desk_has_a_way_back(language: str, words: str) -> None:
    (link,) = links_in(wall(language, at_desk=True))
    assert (link.children, link.href) == (words, "/")


def test_a_kiosk_has_none() -> None:
    assert links_in(wall(at_desk=False)) == []
    assert links_in(page.refusal("vi", "phong-a", light=False)) == []


def test_the_window_is_named_after_scene_and_wall() -> None:
    assert page.window_title("Phủ sóng", "Phòng họp") == "Phủ sóng · Phòng họp"
    assert page.window_title("", "Phòng họp") == "Phòng họp"
    properties = wall(at_desk=True).to_plotly_json()["props"]
    assert properties["data-name"] == "Phòng họp"
