"""How texts call a number converted from another vintage: exact, weighted, or a mean."""

from __future__ import annotations

from enum import StrEnum

from ioc.card import Cell
from ioc.crosswalk import BASIS_CODES
from ioc.words.catalogue import say

_BASES = {code: basis for basis, code in BASIS_CODES.items()}


class Origin(StrEnum):
    """Where a number comes from."""

    AS_REPORTED = "reported"  # in the vintage on screen
    EXACT = "exact"  # the sum of whole areas of another vintage, or the same unit
    ESTIMATE = "estimate"  # divided areas were shared out by a weight
    MEAN = "mean"  # the plain mean of the predecessors


# From certain to doubtful.
CERTAINTY = (Origin.AS_REPORTED, Origin.EXACT, Origin.MEAN, Origin.ESTIMATE)


def origin_of(converted: int, estimated: int, basis: int) -> Origin:
    """Return where a number comes from, by the counts of its cell.

    >>> origin_of(0, 0, 0).value, origin_of(3, 0, 0).value, origin_of(3, 1, 1).value
    ('reported', 'exact', 'estimate')
    """
    if not converted:
        return Origin.AS_REPORTED
    if basis and basis not in _BASES:
        return Origin.MEAN
    return Origin.ESTIMATE if estimated else Origin.EXACT


def certainty_of(cell: Cell) -> int:
    """Return the place of a number's origin in `CERTAINTY`."""
    return CERTAINTY.index(origin_of(cell.converted, cell.estimated, cell.basis))


def less_certain(one: Cell, other: Cell) -> Cell:
    """Return the cell whose number is the less certain of two; the first where they are alike."""
    return other if certainty_of(other) > certainty_of(one) else one


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
    """Return the rule by which numbers of an `origin_code` were converted; empty: they were not.

    >>> rule_words(1)
    'quy đổi: cộng trọn, chính xác'
    """
    return _form_text("rule", min(code, 1), int(code > 1), max(code - 1, 0), language)


def stroke_words(code: int, language: str = "vi") -> str:
    """Return the text of an `origin_code` in the chart's legend.

    >>> stroke_words(2)
    'Chấm tròn rỗng: ước tính theo dân số'
    """
    rule = rule_words(code, language)
    return say(f"origin-stroke-{origin_of_code(code)}", language, rule=rule) if rule else ""


def weight_of_code(code: int) -> str:
    """Return the name of the weight in an `origin_code`, as in the catalogue; empty: none.

    >>> weight_of_code(2), weight_of_code(1)
    ('population', '')
    """
    basis = _BASES.get(code - 1)
    return basis.value if basis else ""


def basis_word(basis: int, language: str = "vi") -> str:
    """Return the weight of a number in words; empty for a code without a weight."""
    weight = _BASES.get(basis)
    return say(f"origin-basis-{weight}", language) if weight else ""


def short_origin(converted: int, estimated: int, basis: int, language: str = "vi") -> str:
    """Return the mark beside a number; empty for one that was reported where it stands.

    >>> short_origin(18, 4, 1)
    'ước tính theo dân số'
    """
    return _form_text("short", converted, estimated, basis, language)


def long_origin(converted: int, estimated: int, basis: int, language: str = "vi") -> str:
    """Return the rule by which a number was converted, as a sentence; empty: it was not."""
    return _form_text("long", converted, estimated, basis, language)


def _form_text(form: str, converted: int, estimated: int, basis: int, language: str) -> str:
    origin = origin_of(converted, estimated, basis)
    if origin is Origin.AS_REPORTED:
        return ""
    if origin is Origin.ESTIMATE:
        return say(f"origin-{form}-estimate", language, basis=basis_word(basis, language))
    return say(f"origin-{form}-{origin}", language)
