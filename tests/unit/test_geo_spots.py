"""Villages are drawn inside of their commune, moved no further than needed."""

from __future__ import annotations

import numpy as np
import shapely

from geo.spots import VillageMap, spots_inside

WEST, EAST = shapely.box(105.0, 19.0, 105.1, 19.1), shapely.box(105.1, 19.0, 105.2, 19.1)


def test_who_stands_inside_stays_and_the_others_move_to_the_nearest_place() -> None:
    lon, lat = np.array([105.05, 105.15, 105.101]), np.array([19.05, 19.05, 19.02])
    ground = VillageMap(["west", "east", "west"], {"west": WEST, "east": EAST})
    east, north, is_moved = spots_inside(lon, lat, [ground])
    assert is_moved.tolist() == [False, False, True]
    assert east[:2].tolist() == lon[:2].tolist()
    assert north[:2].tolist() == lat[:2].tolist()
    assert ground.hold(east, north).all()
    assert np.hypot(east[2] - lon[2], north[2] - lat[2]) < 0.02


def test_a_village_stands_in_both_of_its_communes_where_they_have_land_in_common() -> None:
    former = shapely.box(105.08, 19.0, 105.2, 19.1)
    now, then = VillageMap(["a"], {"a": WEST}), VillageMap(["b"], {"b": former})
    east, north, _ = spots_inside(np.array([105.3]), np.array([19.3]), [now, then])
    assert now.hold(east, north).all()
    assert then.hold(east, north).all()


def test_without_land_in_common_the_first_map_counts_and_nothing_moves_twice() -> None:
    now, then = (
        VillageMap(["a"], {"a": WEST}),
        VillageMap(["b"], {"b": shapely.box(107, 19, 107.1, 19.1)}),
    )
    east, north, _ = spots_inside(np.array([107.05]), np.array([19.05]), [now, then])
    assert now.hold(east, north).all()
    assert not spots_inside(east, north, [now, then]).is_moved.any()


def test_many_that_are_moved_keep_apart() -> None:
    count = 40
    ground = VillageMap(["a"] * count, {"a": WEST})
    east, north, is_moved = spots_inside(np.full(count, 106.0), np.full(count, 19.5), [ground])
    assert is_moved.all()
    assert ground.hold(east, north).all()
    gap = np.hypot(east[:, None] - east, north[:, None] - north) * 105
    np.fill_diagonal(gap, np.inf)
    assert gap.min() > 0.5


def test_what_has_no_point_or_no_shape_is_left_alone() -> None:
    lon, lat = np.array([np.nan, 108.0]), np.array([np.nan, 15.0])
    east, north, is_moved = spots_inside(lon, lat, [VillageMap(["a", "b"], {"a": WEST})])
    assert np.isnan(east[0])
    assert (east[1], north[1]) == (108.0, 15.0)
    assert not is_moved.any()
