"""Who answers for an indicator in an area: a unit, a person with a phone, and by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ioc.area import AreaKey

MOST_LETTERS = 160  # of a unit, of a person
_PHONE = re.compile(r"[+(]?[0-9](?:[ ().-]{0,2}[0-9]){2,19}", re.ASCII)


@dataclass(frozen=True)
class Owner:
    """A unit that answers for a number.

    `area` is the area that it is set for (the key of its row), None: every area. It is set for one
    indicator, for the indicators of one group, or, with both codes empty, for all of them.
    """

    unit: str
    person: str = ""
    phone: str = ""
    deadline: date | None = None
    area: AreaKey | None = None
    indicator_code: str = ""
    group_code: str = ""
    is_demo: bool = False

    def covers(self, indicator_code: str, group_code: str) -> bool:
        """Tell whether it is set for this indicator, for its group or for all."""
        if self.indicator_code:
            return self.indicator_code == indicator_code
        return self.group_code in ("", group_code)

    def without_person(self) -> Owner:
        """Return the unit and its deadline alone, as everybody may read them."""
        return replace(self, person="", phone="")


def choose_owner(
    owners: Iterable[Owner],
    indicator_code: str,
    group_code: str,
    areas: Sequence[Collection[AreaKey]],
) -> Owner | None:
    """Return the owner in force; None if none is named.

    The nearest area goes first: an owner of a commune before one of its province, and both before
    one for every area. In the same area one set for the indicator goes before one for its group,
    that one before one for all indicators.

    Args:
        owners: all that may apply.
        indicator_code: the indicator.
        group_code: its group.
        areas: the area and those above it, the nearest first; each by its own key, and by those of
            the same land in other vintages.

    >>> here, above = AreaKey("2025-07-01", "16681"), AreaKey("2025-07-01", "40")
    >>> of_group = Owner("Department", area=above, group_code="HT")
    >>> of_one = Owner("Office", area=above, indicator_code="HT02")
    >>> choose_owner([of_group, of_one], "HT02", "HT", [[here], [above]]).unit
    'Office'
    >>> own = Owner("Committee", area=here)
    >>> choose_owner([of_group, of_one, own], "HT02", "HT", [[here], [above]]).unit
    'Committee'
    """
    mine = [each for each in owners if each.covers(indicator_code, group_code)]
    for keys in [*areas, None]:
        here = [each for each in mine if (each.area is None if keys is None else each.area in keys)]
        if here:
            return max(here, key=lambda each: (bool(each.indicator_code), bool(each.group_code)))
    return None


def is_phone(text: str) -> bool:
    """Tell whether a text is a telephone number, as people write them.

    >>> is_phone("0238.384.1234"), is_phone("(024) 3822 1234"), is_phone("+84 912 345 678")
    (True, True, True)
    >>> is_phone("máy lẻ 12"), is_phone("1")
    (False, False)
    """
    return bool(_PHONE.fullmatch(text.strip()))
