"""The state of a page, as one value that round-trips through the address bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from ioc.area import COUNTRY_CODE, SINCE_2025, AreaKey

# A base period that moves with the one shown; without a choice it is the one before.
YEAR_AGO = "year"
# Kinds of chart; the first one is over time.
CHARTS = ("", "two", "many", "group")
# Tables in place of the ranked one, which is the first.
PIVOTS = ("", "indicators", "area", "periods")

_NAMES = {
    "vintage": "ky-dia-gioi",
    "area": "dia-ban",
    "former": "huyen-cu",
    "level": "cap",
    "group": "nhom",
    "indicator": "chi-so",
    "second": "chi-so-2",
    "period": "ky",
    "base": "ky-goc",
    "selected": "chon",
    "mode": "mau",
    "compare": "so-sanh",
    "chart": "bieu-do",
    "beside": "so-dia-gioi",
    "pivot": "bang",
    "status": "trang-thai",
    "move": "thay-doi",
    "search": "tim",
    "sort": "xep",
    "language": "lang",
}


@dataclass(frozen=True)
class ViewState:
    """The whole state of an analysis; every field is plain text, empty where nothing is chosen.

    `area` is the area whose children are shown, `level` the level they are shown at, `selected`
    the one picked among them, `compare` a comma-separated choice of series besides it
    ("parent", "siblings" or codes), `beside` how another vintage is laid over the map ("lines" or
    "swipe"), `mode` how the map is coloured ("value", "status", "target" or "change"; empty:
    `colour`). `base` is the period to compare with (`YEAR_AGO` or ISO text; empty: the one before),
    `move` a value of `ioc.comparison.Movement`: only areas whose number moved so since the base.
    `chart` is the kind of chart ("two": the areas by `indicator` and `second`; "many": a small one
    for each place; "group": for each indicator of the group; empty: one over time).
    `pivot` is the table in place of the ranked one: "indicators" or "periods" of the areas shown,
    or all indicators of one "area".
    """

    vintage: str = SINCE_2025.code
    area: str = COUNTRY_CODE
    former: str = ""
    level: str = ""
    group: str = ""
    indicator: str = "HT01"
    second: str = ""
    period: str = ""
    base: str = ""
    selected: str = ""
    mode: str = ""
    compare: str = ""
    chart: str = ""
    beside: str = ""
    pivot: str = ""
    status: str = ""
    move: str = ""
    search: str = ""
    sort: str = ""
    language: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Any], **defaults: str) -> ViewState:
        """Return the state in a query; unknown keys are ignored, missing ones take the default.

        >>> ViewState.from_query({"chi-so": "HT05", "x": "1"}, area="40").indicator
        'HT05'
        """
        by_name = {name: key for key, name in _NAMES.items()}
        parameters = {
            by_name[name]: str(value)[:200]
            for name, value in query.items()
            if name in by_name and value is not None
        }
        return cls(**{**defaults, **parameters})

    def to_query(self) -> str:
        """Return the query string, without what is at its default.

        The area is always named: a page without one opens the home province, which is a setting
        of the server and not of the link.

        >>> ViewState(indicator="HT05", area="40").to_query()
        'dia-ban=40&chi-so=HT05'
        >>> ViewState().to_query()
        'dia-ban=VN'
        """
        plain = ViewState()
        return urlencode(
            {
                _NAMES[field.name]: getattr(self, field.name)
                for field in fields(self)
                if field.name == "area" or getattr(self, field.name) != getattr(plain, field.name)
            }
        )

    @staticmethod
    def names() -> dict[str, str]:
        """Return the name in the query of each field, for the script that writes the address."""
        return dict(_NAMES)

    def to_dict(self) -> dict[str, str]:
        """Return the fields by name, for the browser."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ViewState:
        """Return the state that the browser sent; other keys are ignored.

        >>> ViewState.from_dict({"area": "40", "serial": 3}).area
        '40'
        """
        names = {field.name for field in fields(cls)}
        return cls(**{name: str(text)[:200] for name, text in values.items() if name in names})

    def but(self, **changes: str) -> ViewState:
        """Return the state with some fields changed."""
        return replace(self, **changes)

    @property
    def colour(self) -> str:
        """How areas are coloured: as chosen, else by verdict, which falls back without a target."""
        return self.mode or "status"

    @property
    def area_key(self) -> AreaKey:
        """The key of the area whose children are shown."""
        return AreaKey(self.vintage, self.area)
