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


_RULE = {
    "vi": {
        Origin.EXACT: "quy đổi: cộng trọn, chính xác",
        Origin.ESTIMATE: "ước tính theo {basis}",
        Origin.MEAN: "trung bình các tỉnh cũ",
    },
    "en": {
        Origin.EXACT: "converted: whole areas added up, exact",
        Origin.ESTIMATE: "estimated by {basis}",
        Origin.MEAN: "mean of former provinces",
    },
}
# What a line of the chart looks like where its numbers were brought over.
_STROKE = {
    "vi": {
        Origin.EXACT: "Nét đứt",
        Origin.ESTIMATE: "Chấm tròn rỗng",
        Origin.MEAN: "Hình thoi rỗng",
    },
    "en": {Origin.EXACT: "Dashed", Origin.ESTIMATE: "Open circles", Origin.MEAN: "Open diamonds"},
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


def origin_code(converted: int, estimated: int, basis: int) -> int:
    """Return origin and basis as one number: 0 reported, 1 exact, else 1 + basis.

    >>> origin_code(0, 0, 0), origin_code(3, 0, 0), origin_code(3, 1, 1)
    (0, 1, 2)
    """
    if not converted:
        return 0
    return 1 if origin_of(converted, estimated, basis) is Origin.EXACT else 1 + basis


def origin_of_code(code: int) -> Origin:
    """Return the origin of an `origin_code`."""
    return origin_of(min(code, 1), int(code > 1), max(code - 1, 0))


def rule_words(code: int, language: str = "vi") -> str:
    """Return the rule that numbers of an `origin_code` were brought over by; empty: they were not.

    >>> rule_words(1)
    'quy đổi: cộng trọn, chính xác'
    """
    return _said(_RULE, min(code, 1), int(code > 1), max(code - 1, 0), language)


def stroke_words(code: int, language: str = "vi") -> str:
    """Return what the chart's key says of an `origin_code`.

    >>> stroke_words(2)
    'Chấm tròn rỗng: ước tính theo dân số'
    """
    rule = rule_words(code, language)
    return f"{_STROKE[language][origin_of_code(code)]}: {rule}" if rule else ""


def weight_of_code(code: int) -> str:
    """Return the name of the weight in an `origin_code`, as the catalogue has it; empty: none.

    >>> weight_of_code(2), weight_of_code(1)
    ('population', '')
    """
    found = _BASES.get(code - 1)
    return found.value if found else ""


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
