"""The land lies clear of buttons and legend, and bad points are drawn so that they are found."""

from __future__ import annotations

import numpy as np
import pytest

from tests.browser.map.pages import PERIOD, Open, show
from tests.browser.map_harness import MapSite, figures, spec

# Parts of the land, or points on it, that lie under a part of the page; how large the land is.
_UNDER = """
() => {
  const state = ioc.map.stateOf("map");
  const { k, tx, ty } = state.view.main;
  const stage = state.element.getBoundingClientRect();
  const parts = [state.controls, state.legend]
    .filter((part) => part.offsetWidth && !part.hidden)
    .map((part) => part.getBoundingClientRect())
    .map(({ left, top, right, bottom }) =>
      [left - stage.left, top - stage.top, right - stage.left, bottom - stage.top]);
  const boxes = state.land.features.flatMap(({ box }, at) => (box && state.inner[at] ? [box] : []));
  if (state.spec.points)
    state.spots.x.forEach((x, row) => boxes.push([x, state.spots.y[row], x, state.spots.y[row]]));
  const places = boxes.map((box) =>
    [box[0] * k + tx, box[1] * k + ty, box[2] * k + tx, box[3] * k + ty]);
  const all = [0, 1, 2, 3].map((side) =>
    (side < 2 ? Math.min : Math.max)(...places.map((one) => one[side])));
  const isUnder = (one, part) =>
    one[0] < part[2] && one[2] > part[0] && one[1] < part[3] && one[3] > part[1];
  return {
    parts: parts.length,
    under: places.filter((one) => parts.some((part) => isUnder(one, part))).length,
    inside: all[0] >= 0 && all[1] >= 0 && all[2] <= stage.width && all[3] <= stage.height,
    share: Math.max((all[2] - all[0]) / stage.width, (all[3] - all[1]) / stage.height),
  };
}
"""
# A phone, the map of an area's page at 1440, those of the analysis page at 1440, 1920 and 3840.
SIZES = [(358, 330), (480, 335), (556, 640), (855, 845), (2100, 1900), (3840, 2160)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", ["home", "villages", "provinces"])
def test_no_land_lies_under_buttons_or_legend(
    open_map: Open, size: tuple[int, int], scene: str
) -> None:
    page = open_map(spec(scene), size=size)
    picture = page.evaluate(_UNDER)
    assert (picture["parts"], picture["under"], picture["inside"]) == (2, 0, True)
    assert picture["share"] > 0.3


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 1080), (1080, 1920)])
def test_on_a_wall_no_land_lies_under_the_legend(open_map: Open, size: tuple[int, int]) -> None:
    page = open_map(spec("home", wall=True), size=size)
    picture = page.evaluate(_UNDER)
    assert (picture["parts"], picture["under"], picture["inside"]) == (1, 0, True)


_RINGS = """
() => [...document.querySelectorAll(".ioc-map__pulse")]
  .map((ring) => getComputedStyle(ring).animationName)
"""


def target_of_few(site: MapSite) -> float:
    """Return a target that some villages miss by far, but not many."""
    values = np.sort(figures(len(site.land.villages), PERIOD))
    return round(float(values[12]) / 0.9 + 0.05, 1)


def test_a_wall_s_few_red_points_pulse_unless_somebody_wants_less_motion(
    open_map: Open, site: MapSite
) -> None:
    target = target_of_few(site)
    few = spec("villages", wall=True, mode="status", target=target)
    page = open_map(few)
    red = page.evaluate("ioc.map.stateOf('map').classes.classes[2].count")
    rings = page.evaluate(_RINGS)
    assert 0 < red == len(rings)
    assert set(rings) == {"ioc-map-pulse"}
    page.emulate_media(reduced_motion="reduce")
    assert set(page.evaluate(_RINGS)) == {"none"}
    # Where much is red, nothing stands out; and at a desk nothing moves.
    show(page, spec("villages", wall=True, mode="status", target=99))
    assert page.evaluate(_RINGS) == []
    show(page, few | {"wall": False})
    assert page.evaluate(_RINGS) == []


def test_red_points_are_larger_and_lie_on_top(open_map: Open) -> None:
    page = open_map(spec("villages", mode="status", target=80))
    green, amber, red, *order = page.evaluate(
        """() => {
            const state = ioc.map.stateOf("map");
            return [0, 1, 2].map((key) => ioc.points.growth(state, key))
                .concat(ioc.points.order(state));
        }"""
    )
    assert green < amber < red
    assert order[-1] == 2
