"""A form: which indicators with their parts, which areas, which period a sheet reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.load.areas.matching import AreaIndex
from data.load.areas.names import AreaRow
from data.load.checks.number_limits import NumberLimit, number_limit
from data.load.files.headings import ValuePart
from ioc.indicator import Indicator, TimeRule
from ioc.period import Period


@dataclass(frozen=True, order=True)
class Slot:
    """One part of an indicator: what a number of a sheet can be."""

    indicator: str
    part: ValuePart

    def __hash__(self) -> int:
        # Of the text: the hash of an enumeration's member is a call of Python.
        return hash((self.indicator, str.__hash__(self.part)))


@dataclass(frozen=True)
class FormItem:
    """An indicator of a form, its parts, and how the form's headings call them."""

    indicator: Indicator
    parts: tuple[ValuePart, ...]
    headings: Mapping[ValuePart, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def limit(self) -> NumberLimit:
        """The highest value, and whether its parts are whole numbers."""
        kind = self.indicator
        return number_limit(kind.code, kind.decimals, kind.is_ratio)

    @property
    def is_flow(self) -> bool:
        """True where each period counts anew, so that a number since January is another one."""
        return self.indicator.time_rule is not TimeRule.LAST_VALUE

    def texts(self, part: ValuePart) -> tuple[str, ...]:
        """Return the texts that name a part, or the indicator itself (VALUE)."""
        kind = self.indicator
        own: tuple[str, ...] = {
            ValuePart.VALUE: (kind.name_vi, kind.name_en),
            ValuePart.NUMERATOR: (kind.numerator_vi, kind.numerator_en),
            ValuePart.DENOMINATOR: (kind.denominator_vi or "", kind.denominator_en or ""),
        }[part]
        if part is ValuePart.VALUE and not kind.is_ratio:
            own = (*own, kind.numerator_vi, kind.numerator_en)
        return tuple(each for each in (*self.headings.get(part, ()), *own) if each)

    def is_whole(self, part: ValuePart) -> bool:
        """Tell whether a part is counted in whole numbers."""
        if part is ValuePart.VALUE and self.indicator.is_ratio:
            return False
        return self.limit.whole


@dataclass(frozen=True)
class Form:
    """What is reported: indicators, the areas that report, all areas of their land, the period.

    `known_areas` are the areas of the vintage among which a name is looked for: those that report,
    the ones above them, and others that a sheet may name. `sections` are headings that only group
    others ("Hạ tầng số").
    """

    code: str
    items: tuple[FormItem, ...]
    vintage: str
    areas: tuple[AreaRow, ...]
    known_areas: tuple[AreaRow, ...]
    period: Period
    sections: tuple[str, ...] = ()

    @cached_property
    def index(self) -> AreaIndex:
        """The areas by code and name."""
        return AreaIndex(self.vintage, self.known_areas)

    @cached_property
    def by_code(self) -> Mapping[str, FormItem]:
        """The indicators by code."""
        return {item.indicator.code: item for item in self.items}

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """All parts of all indicators."""
        return tuple(Slot(code, part) for code, item in self.by_code.items() for part in item.parts)

    @cached_property
    def area_codes(self) -> frozenset[str]:
        """Codes of the areas that report."""
        return frozenset(area.code for area in self.areas)

    @cached_property
    def codes_above(self) -> frozenset[str]:
        """Codes of all areas above those that report."""
        return frozenset(above.code for area in self.areas for above in self.parents(area))

    def is_ratio(self, slot: Slot) -> bool:
        """Tell whether a slot is the ratio itself, and neither of its parts nor a count."""
        return slot.part is ValuePart.VALUE and self.by_code[slot.indicator].indicator.is_ratio

    def parents(self, area: AreaRow) -> Sequence[AreaRow]:
        """Return the areas above one, the nearest first."""
        return self.index.above(area)
