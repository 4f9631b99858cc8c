"""Coordinate systems: by a name that a user gives, or the one in use here that fits a file."""

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

from geo.coordinates.projection import DEGREES_CRS, METRIC_CRS
from ioc.errors import LoadRefusedError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

Points = NDArray[np.float64]
_VN2000 = "EPSG:4756"
# Every quarter degree in which a province may have its meridian.
_MERIDIANS = tuple(np.arange(102.0, 110.0, 0.25).tolist())
_SIX_DEGREES = ("EPSG:3405", "EPSG:3406", "EPSG:32648", "EPSG:32649")
_SYSTEM_NAME = re.compile(r"(?:epsg:)?\d{4,5}|ogc:crs84|wgs ?84", re.IGNORECASE)


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
        if _SYSTEM_NAME.fullmatch(plain):
            return CRS.from_user_input(int(plain) if plain.isdigit() else plain)
    except CRSError:
        pass
    raise LoadRefusedError(
        [
            Problem(
                Phrase("boundary-system-unknown"),
                value=text,
            )
        ]
    )


def _zone(meridian: float) -> CRS:
    return ProjectedCRS(
        TransverseMercatorConversion(0, meridian, 500_000, 0, 0.9999),
        say("boundary-zone", meridian=f"{meridian:g}"),
        geodetic_crs=CRS.from_user_input(_VN2000),
    )


def same_system(one: CRS, other: CRS) -> bool:
    """Tell whether two systems put a point in the same place, whatever their names are."""
    places = [_transformer(each.to_wkt(), METRIC_CRS) for each in (one, other)]
    if one.is_geographic != other.is_geographic:
        return False
    probe = ([105.0, 108.0], [21.0, 12.0]) if one.is_geographic else ([4e5, 6e5], [2.3e6, 1.3e6])
    positions = [np.array(place.transform(*probe)) for place in places]
    return bool(np.isfinite(positions).all() and np.abs(positions[0] - positions[1]).max() < 1.0)


def to_metres(points: Points, crs: CRS) -> Points:
    """Return points of a system in metres; what cannot be there is NaN."""
    try:
        metres = np.column_stack(
            _transformer(crs.to_wkt(), METRIC_CRS).transform(points[:, 0], points[:, 1])
        )
    except ProjError:
        return np.full(points.shape, np.nan)
    result: Points = np.where(np.isfinite(metres), metres, np.nan)
    return result


def likely_system(centres: Points, points: Points) -> tuple[Phrase, float]:
    """Return the system in which a file's centres come nearest to the points of their areas.

    Args:
        centres: one x, y per feature in the units of the file.
        points: of the areas, in metres; NaN where none is known.

    Returns:
        What a user can do about it, in words, and the median distance in metres that is left;
        infinite when nothing fits.
    """
    usable = np.isfinite(centres).all(axis=1) & np.isfinite(points).all(axis=1)
    step = max(1, int(usable.sum()) // 200)
    centres, points = centres[usable][::step], points[usable][::step]
    best = (Phrase("boundary-use-vn2000"), float("inf"))
    if not len(centres):
        return best
    for words, crs, is_turned in _candidates(bool(np.abs(centres).max() <= 360)):
        metres = to_metres(centres[:, ::-1] if is_turned else centres, crs)
        away = np.hypot(*(metres - points).T)
        if np.isnan(away).mean() > 0.1:
            continue
        left = float(np.nanmedian(away))
        # The usual reading goes before an odd one that is only a little nearer.
        if left < best[1] * 0.9:
            best = (words, left)
    return best


def _candidates(degrees: bool) -> Iterator[tuple[Phrase, CRS, bool]]:
    if degrees:
        for is_turned in (False, True):
            words = Phrase("boundary-use-wgs-turned" if is_turned else "boundary-use-wgs")
            yield words, CRS.from_user_input(DEGREES_CRS), is_turned
        yield Phrase("boundary-use-vn2000"), CRS.from_user_input(_VN2000), False
        return
    for is_turned in (False, True):
        for meridian in _MERIDIANS:
            id = "boundary-use-zone-turned" if is_turned else "boundary-use-zone"
            words = Phrase(id, meridian=f"{meridian:g}", written=_degrees_text(meridian))
            yield words, _zone(meridian), is_turned
        for code in _SIX_DEGREES:
            id = "boundary-use-code-turned" if is_turned else "boundary-use-code"
            yield Phrase(id, code=code), CRS.from_user_input(code), is_turned


def _degrees_text(meridian: float) -> str:
    return f"{int(meridian)}°{round(meridian % 1 * 60):02d}′"


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)
