"""Coordinate systems: what a user names, and which of those in use here fits a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.crs import ProjectedCRS
from pyproj.crs.coordinate_operation import TransverseMercatorConversion
from pyproj.exceptions import CRSError, ProjError

from geo.projection import DEGREES_CRS, METRIC_CRS
from ioc.errors import LoadRefusedError, Problem

Points = NDArray[np.float64]
_VN2000 = "EPSG:4756"
# Every quarter degree in which a province may have its meridian.
_MERIDIANS = tuple(np.arange(102.0, 110.0, 0.25).tolist())
_SIX_DEGREES = ("EPSG:3405", "EPSG:3406", "EPSG:32648", "EPSG:32649")
_NAMED = re.compile(r"(?:epsg:)?\d{4,5}|ogc:crs84|wgs ?84", re.IGNORECASE)


def parse_crs(text: str) -> CRS:
    """Return the coordinate system that a user names.

    Raises:
        LoadRefusedError: not a known one.

    >>> parse_crs("VN2000:104,75").name
    'VN-2000, kinh tuyến trục 104.75°'
    """
    plain = text.strip().lower()
    zone = re.fullmatch(r"vn-?2000:(\d{3}(?:[.,]\d+)?)", plain)
    try:
        if zone and 100 <= float(zone[1].replace(",", ".")) <= 120:
            return _zone(float(zone[1].replace(",", ".")))
        if _NAMED.fullmatch(plain):
            return CRS.from_user_input(int(plain) if plain.isdigit() else plain)
    except CRSError:
        pass
    raise LoadRefusedError(
        [
            Problem(
                "không có hệ toạ độ này",
                "viết mã EPSG, ví dụ EPSG:4326, hoặc VN2000:<kinh tuyến trục>, ví dụ VN2000:104.75",
                value=text,
            )
        ]
    )


def _zone(meridian: float) -> CRS:
    return ProjectedCRS(
        TransverseMercatorConversion(0, meridian, 500_000, 0, 0.9999),
        f"VN-2000, kinh tuyến trục {meridian:g}°",
        geodetic_crs=CRS.from_user_input(_VN2000),
    )


def same_system(one: CRS, other: CRS) -> bool:
    """Tell whether two systems put a point in the same place, however they are called."""
    places = [_transformer(each.to_wkt(), METRIC_CRS) for each in (one, other)]
    if one.is_geographic != other.is_geographic:
        return False
    probe = ([105.0, 108.0], [21.0, 12.0]) if one.is_geographic else ([4e5, 6e5], [2.3e6, 1.3e6])
    found = [np.array(place.transform(*probe)) for place in places]
    return bool(np.isfinite(found).all() and np.abs(found[0] - found[1]).max() < 1.0)


def to_metres(points: Points, crs: CRS) -> Points:
    """Return points of a system in metres; what cannot be there is NaN."""
    try:
        moved = np.column_stack(
            _transformer(crs.to_wkt(), METRIC_CRS).transform(points[:, 0], points[:, 1])
        )
    except ProjError:
        return np.full(points.shape, np.nan)
    result: Points = np.where(np.isfinite(moved), moved, np.nan)
    return result


def likely_system(centres: Points, known: Points) -> tuple[str, float]:
    """Return the system in which a file's centres come nearest to the points of their areas.

    Args:
        centres: one x, y per feature in the units of the file.
        known: the point of its area in metres; NaN where none is known.

    Returns:
        What a user can do about it, in words, and the median distance in metres that is left;
        infinite when nothing fits.
    """
    usable = np.isfinite(centres).all(axis=1) & np.isfinite(known).all(axis=1)
    step = max(1, int(usable.sum()) // 200)
    centres, known = centres[usable][::step], known[usable][::step]
    best = ("", float("inf"))
    if not len(centres):
        return best
    for words, crs, turned in _candidates(bool(np.abs(centres).max() <= 360)):
        moved = to_metres(centres[:, ::-1] if turned else centres, crs)
        away = np.hypot(*(moved - known).T)
        if np.isnan(away).mean() > 0.1:
            continue
        left = float(np.nanmedian(away))
        # A kilometre is worth a word more: the plain reading before the odd one.
        if left < best[1] * 0.9:
            best = (words, left)
    return best


def _candidates(degrees: bool) -> Iterator[tuple[str, CRS, bool]]:
    if degrees:
        for turned in (False, True):
            order = "đổi chỗ kinh độ và vĩ độ" if turned else "kinh độ trước, vĩ độ sau"
            yield f"{order}, nêu --crs EPSG:4326", CRS.from_user_input(DEGREES_CRS), turned
        yield "nêu --crs EPSG:4756 (VN-2000)", CRS.from_user_input(_VN2000), False
        return
    for turned in (False, True):
        also = ", đổi chỗ hai cột toạ độ (bắc và đông)" if turned else ""
        for meridian in _MERIDIANS:
            words = f"nêu --crs VN2000:{meridian:g} (múi 3°, kinh tuyến trục {_written(meridian)})"
            yield f"{words}{also}", _zone(meridian), turned
        for code in _SIX_DEGREES:
            yield f"nêu --crs {code}{also}", CRS.from_user_input(code), turned


def _written(meridian: float) -> str:
    return f"{int(meridian)}°{round(meridian % 1 * 60):02d}′"


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)
