"""Matches features that have a name and no code with former areas, by name and by place.

A set of some earlier year draws areas that were merged or divided since. An area is matched only if
it has the feature's name and its parts lie in the feature, and hardly any other area's do; every
other feature is left out, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import Geometries
from geo.matching import FeatureMatch, bare_name
from ioc.area import Level
from ioc.words.phrase import Phrase

# Of the parts' points: about three in a hundred of the package's table are wrong. Of a few parts
# one may be.
_MOST_ASTRAY, _FEW = 0.1, 6
_BELOW = {Level.DISTRICT: Level.COMMUNE, Level.PROVINCE: Level.COMMUNE}


@dataclass(frozen=True)
class _PartPoints:
    """The parts of the areas of a level: their points, and the area that each belongs to."""

    points: Geometries
    owners: tuple[str, ...]
    counts: Mapping[str, int]


def match_by_place(
    names: Sequence[str], shapes: Geometries, areas: pd.DataFrame, level: Level
) -> tuple[list[FeatureMatch], tuple[Phrase, ...]]:
    """Return the areas of features by their names and by what lies in their shapes.

    One match per feature, without codes where it is left out; and why those are left out.

    Args:
        names: of the features, as written, with or without diacritics.
        shapes: beside them, valid, in degrees; None where a feature has none.
        areas: the vintage; columns code, level, parent_code, province_code, full_name, lon, lat.
        level: of the features; district or province.
    """
    own = areas[areas["level"] == level]
    names_of = dict(zip(own["code"], own["full_name"], strict=True))
    provinces = dict(zip(own["code"], own["province_code"], strict=True))
    parts = _parts_of(areas, level)
    tree = shapely.STRtree(parts.points)
    matches, left_out = [], []
    for name, shape in zip(names, shapes, strict=True):
        inside = [] if shape is None else tree.query(shape, predicate="contains").tolist()
        tally = Counter(parts.owners[place] for place in inside)
        code, reason = _area_of(name, tally, parts.counts, names_of, provinces)
        if reason is None:
            matches.append(FeatureMatch((code,), True, True))
        else:
            matches.append(FeatureMatch((), False, False))
            left_out.append(Phrase("boundary-left-out", name=name, reason=reason))
    return matches, tuple(left_out)


def _parts_of(areas: pd.DataFrame, level: Level) -> _PartPoints:
    """Return the parts; an area without any (an island district) is its own part."""
    below = areas[areas["level"] == _BELOW[level]]
    parent = "province_code" if level is Level.PROVINCE else "parent_code"
    own = areas[areas["level"] == level]
    alone = own[~own["code"].isin(below[parent])]
    points = pd.concat([below[["lon", "lat"]], alone[["lon", "lat"]]])
    owners = [*below[parent], *alone["code"]]
    is_known = points.notna().all(axis=1).to_numpy()
    owners = [owner for owner, is_one in zip(owners, is_known, strict=True) if is_one]
    places = points[is_known].to_numpy(dtype=float)
    return _PartPoints(
        np.asarray(shapely.points(places), dtype=object), tuple(owners), Counter(owners)
    )


def _area_of(
    name: str,
    tally: Counter[str],
    counts: Mapping[str, int],
    names_of: Mapping[str, str],
    provinces: Mapping[str, str],
) -> tuple[str, Phrase | None]:
    """Return the area of a feature; or why it is none, beside an empty code.

    `tally`: how many parts of which area lie in the shape; `counts`: how many each area has.
    """
    if not name:
        return "", Phrase("boundary-left-nameless")
    if not tally:
        return "", Phrase("boundary-left-nowhere")
    # The province with most of the parts inside is the feature's.
    of_province: Counter[str] = Counter()
    for code, count in tally.items():
        of_province[provinces[code]] += count
    province = of_province.most_common(1)[0][0]
    most = tally.most_common(1)[0][0]
    bare = bare_name(name)
    candidates = [
        code for code, full_name in names_of.items()
        if provinces[code] == province and bare_name(full_name) == bare
    ]  # fmt: skip
    if not candidates:
        return "", Phrase("boundary-left-other-name", code=most, area=names_of[most])
    whole = sum(tally.values())
    code = max(candidates, key=lambda each: tally[each])
    inside, all_own = tally[code], counts.get(code, 0)
    if inside and _is_nearly_all(inside, all_own) and _is_nearly_all(inside, whole):
        return code, None
    return "", Phrase(
        "boundary-left-other-land",
        code=code,
        area=names_of[code],
        inside=inside,
        all=all_own,
        others=whole - inside,
    )


def _is_nearly_all(count: int, of: int) -> bool:
    """Tell whether so many of all parts are there that the land is the same.

    >>> _is_nearly_all(9, 10), _is_nearly_all(34, 47), _is_nearly_all(2, 3)
    (True, False, False)
    """
    allowed = max(_MOST_ASTRAY * of, 1 if of >= _FEW else 0)
    return of - count <= allowed
