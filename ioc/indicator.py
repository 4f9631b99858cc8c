"""Indicators: what is measured, in which direction it is good, and how it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ioc.area import Level
from ioc.period import Frequency
from ioc.words.records import text_in


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class SpaceRule(StrEnum):
    """How children make a parent."""

    RATIO_OF_SUMS = "ratio_of_sums"
    SUM = "sum"
    MEDIAN_OF_SAMPLES = "median_of_samples"
    NOT_ADDITIVE = "not_additive"

    @property
    def adds_up(self) -> bool:
        """True where a parent can be computed from what its children reported."""
        return self in (SpaceRule.RATIO_OF_SUMS, SpaceRule.SUM)


class TimeRule(StrEnum):
    """How months make a quarter or a year."""

    LAST_VALUE = "last_value"
    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    MEDIAN_OF_SAMPLES = "median_of_samples"


class VintageRule(StrEnum):
    """How the numbers of one vintage speak of the areas of another."""

    PARTS = "parts"  # numerator and denominator go over by the crosswalk, apart
    MEAN = "mean"  # the plain mean of the predecessors, as the ministry did for the DTI of 2024
    NONE = "none"  # only where the area is the same unit; else not comparable


class Basis(StrEnum):
    """What a divided area is weighed by; also the order in which weights are tried."""

    POPULATION = "population"
    HOUSEHOLDS = "households"
    VILLAGES = "villages"
    AREA = "area"


@dataclass(frozen=True)
class Indicator:
    """A defined measure. `factor` turns numerator ÷ denominator into the unit (100 for %).

    `targets` are the values that it is judged by anywhere, ascending.
    """

    id: int
    code: str
    group_code: str
    name_vi: str
    name_en: str
    numerator_vi: str
    numerator_en: str
    denominator_vi: str | None
    denominator_en: str | None
    unit_vi: str
    unit_en: str
    factor: float
    direction: Direction
    space_rule: SpaceRule
    time_rule: TimeRule
    frequency: Frequency
    lowest_level: Level
    decimals: int
    source_vi: str
    source_en: str
    trap_vi: str
    trap_en: str
    vintage_rule: VintageRule = VintageRule.PARTS
    weight_basis: Basis = Basis.POPULATION
    # From this share of its parts on, their sum is shown before what an area reported itself.
    complete_share: float = 1.0
    # A name for headings, cards and the wall; empty: the full name takes its place.
    short_vi: str = ""
    short_en: str = ""
    # What the denominator counts, for "còn thiếu 14 thôn"; empty where it cannot be counted.
    noun_vi: str = ""
    noun_en: str = ""
    targets: tuple[float, ...] = ()

    def name(self, language: str = "vi") -> str:
        """Return the name in this language."""
        return text_in(language, self, "name")

    def short_name(self, language: str = "vi") -> str:
        """Return the name for headings and cards, of about 22 letters; without one the full one."""
        return text_in(language, self, "short") or self.name(language)

    def label(self, language: str = "vi") -> str:
        """Return its name inside a message (`ioc.words.phrase`)."""
        return self.short_name(language)

    def noun(self, language: str = "vi") -> str:
        """Return what the denominator counts; empty where the missing cannot be counted."""
        return text_in(language, self, "noun")

    def unit(self, language: str = "vi") -> str:
        """Return the unit in this language."""
        return text_in(language, self, "unit")

    def numerator(self, language: str = "vi") -> str:
        """Return what is counted."""
        return text_in(language, self, "numerator")

    def denominator(self, language: str = "vi") -> str:
        """Return of how many it is counted; empty where it is no ratio."""
        return text_in(language, self, "denominator")

    def source(self, language: str = "vi") -> str:
        """Return whose number it is."""
        return text_in(language, self, "source")

    def trap(self, language: str = "vi") -> str:
        """Return what to beware of; empty where there is nothing."""
        return text_in(language, self, "trap")

    @property
    def is_ratio(self) -> bool:
        """True where a value is numerator ÷ denominator × factor."""
        return self.denominator_vi is not None

    @property
    def is_share(self) -> bool:
        """True where a value is a part of a whole, in percent."""
        return self.is_ratio and self.unit_vi == "%"

    @property
    def is_fact_of_one(self) -> bool:
        """True where a share of one single thing is a yes or a no: one village has signal or not.

        What flows is none: of one dossier 100 % in time is still a share.
        """
        return self.is_share and self.time_rule is TimeRule.LAST_VALUE

    @property
    def is_fact_of_villages(self) -> bool:
        """True where each village says a yes or a no: it has signal or not.

        Homes on fibre are a share of homes: of them a village says more than yes or no. A count of
        villages is named after what they lack, so only one of which fewer is better.
        """
        if self.lowest_level is not Level.VILLAGE or self.weight_basis is not Basis.VILLAGES:
            return False
        return self.is_fact_of_one or self.counts_villages

    @property
    def counts_villages(self) -> bool:
        """True for a count of villages that lack something: what villages report and weigh.

        The catalogue takes no other count of the kind (`data/load/catalogue/rows.py`).
        """
        is_count = not self.is_ratio and self.space_rule is SpaceRule.SUM
        is_bad = self.direction is Direction.DOWN and self.time_rule is TimeRule.LAST_VALUE
        return is_count and is_bad and self.weight_basis is Basis.VILLAGES
