"""How a number brought over from another vintage is spoken of: exact, weighed, or a mean."""

from __future__ import annotations

from enum import StrEnum

from ioc.crosswalk import BASIS_CODES
from ioc.indicator import Basis

_BASES = {code: basis for basis, code in BASIS_CODES.items()}


class Origin(StrEnum):
    """Where a number comes from."""

    REPORTED = "reported"  # in the vintage on screen
    EXACT = "exact"  # the sum of whole areas of another vintage, or the same unit
    ESTIMATE = "estimate"  # divided areas were shared out by a weight
    MEAN = "mean"  # the plain mean of the predecessors


_BASIS_WORDS = {
    "vi": {
        Basis.POPULATION: "dân số",
        Basis.HOUSEHOLDS: "số hộ",
        Basis.VILLAGES: "số thôn",
        Basis.AREA: "diện tích",
    },
    "en": {
        Basis.POPULATION: "population",
        Basis.HOUSEHOLDS: "households",
        Basis.VILLAGES: "villages",
        Basis.AREA: "area",
    },
}
_SHORT = {
    "vi": {
        Origin.EXACT: "quy đổi",
        Origin.ESTIMATE: "ước tính theo {basis}",
        Origin.MEAN: "trung bình các tỉnh cũ",
    },
    "en": {
        Origin.EXACT: "converted",
        Origin.ESTIMATE: "estimated by {basis}",
        Origin.MEAN: "mean of former provinces",
    },
}
_LONG = {
    "vi": {
        Origin.EXACT: "Quy đổi sang địa giới đang xem: cộng trọn các đơn vị, chính xác",
        Origin.ESTIMATE: "Quy đổi sang địa giới đang xem: ước tính, chia theo {basis}",
        Origin.MEAN: "Quy đổi sang địa giới đang xem: trung bình cộng của các đơn vị cũ",
    },
    "en": {
        Origin.EXACT: "Converted to the boundaries on screen: sum of whole areas, exact",
        Origin.ESTIMATE: "Converted to the boundaries on screen: an estimate, shared by {basis}",
        Origin.MEAN: "Converted to the boundaries on screen: plain mean of the former areas",
    },
}


def origin_of(converted: int, estimated: int, basis: int) -> Origin:
    """Return where a number comes from, by the counts of its cell.

    >>> origin_of(0, 0, 0).value, origin_of(3, 0, 0).value, origin_of(3, 1, 1).value
    ('reported', 'exact', 'estimate')
    """
    if not converted:
        return Origin.REPORTED
    if basis and basis not in _BASES:
        return Origin.MEAN
    return Origin.ESTIMATE if estimated else Origin.EXACT


def basis_word(basis: int, language: str = "vi") -> str:
    """Return what a number was weighed by; empty for a code that names no weight."""
    found = _BASES.get(basis)
    return _BASIS_WORDS[language][found] if found else ""


def short_origin(converted: int, estimated: int, basis: int, language: str = "vi") -> str:
    """Return the mark beside a number; empty for one that was reported where it stands.

    >>> short_origin(18, 4, 1)
    'ước tính theo dân số'
    """
    return _said(_SHORT, converted, estimated, basis, language)


def long_origin(converted: int, estimated: int, basis: int, language: str = "vi") -> str:
    """Return the sentence that says by what rule a number was brought over; empty: it was not."""
    return _said(_LONG, converted, estimated, basis, language)


def _said(
    words: dict[str, dict[Origin, str]], converted: int, estimated: int, basis: int, language: str
) -> str:
    found = words[language].get(origin_of(converted, estimated, basis), "")
    return found.format(basis=basis_word(basis, language))
