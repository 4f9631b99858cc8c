"""Three panels side by side: two scenes at once, and each stays in its place until it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, expect

from data.walls.walls import DEFAULT, find_wall, save_wall
from tests.browser.conftest import PageAt
from tests.browser.test_wall_screens import store_of, wait_for_map
from tests.serving import ServedApp


def places(page: Page) -> list[str]:
    """Return the scenes on screen from left to right."""
    codes: list[str] = page.evaluate(
        """[...document.querySelectorAll(".wall-scene:is(.is-shown, .is-beside)")]
           .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
           .map((scene) => scene.dataset.scene)"""
    )
    return codes


def test_two_scenes_take_turns_each_in_its_half(
    page_at: PageAt, app_of_its_own: ServedApp, screenshot: Callable[..., None]
) -> None:
    with store_of(app_of_its_own) as connection:
        wall = find_wall(connection, DEFAULT)
        save_wall(connection, replace(wall, diagonal_inch=440.0, distance_m=6.0), "An")
    page = page_at(5760, 1080)
    page.goto("/wall?canh=overview&giu=1")
    wait_for_map(page, "overview")
    wait_for_map(page, "coverage")
    assert places(page) == ["overview", "coverage"]
    halves = [
        page.locator(f"#wall-scene-{code}").bounding_box() for code in ("overview", "coverage")
    ]
    assert [each and (each["width"], each["height"]) for each in halves] == [(2880, 1080)] * 2
    screenshot(page, "wall-beside")
    current = page.locator(".wall-scene.is-shown")
    expect(current).to_have_attribute("data-scene", "overview")
    for code, codes in (
        ("coverage", ["overview", "coverage"]),
        ("online-services", ["online-services", "coverage"]),
        ("telehealth", ["online-services", "telehealth"]),
    ):
        page.keyboard.press("ArrowRight")
        expect(current).to_have_attribute("data-scene", code)
        assert places(page) == codes
