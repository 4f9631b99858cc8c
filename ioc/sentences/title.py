"""The title of a window: what the page shows, for tabs, bookmarks and paper."""

from __future__ import annotations

from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.words.catalogue import say


def view_title(
    indicator: Indicator,
    area: str,
    period: str,
    language: str = "vi",
    second: Indicator | None = None,
) -> str:
    """Return the title of a view: "Số trạm BTS · Tỉnh Nghệ An · Tháng 10/2026".

    Args:
        indicator: shown.
        area: its full name.
        period: in ISO form; empty where there is no number.
        language: "vi" or "en".
        second: the other indicator of a chart of two; both have their short names then.
    """
    name = indicator.name(language)
    if second is not None:
        names = (each.short_name(language) for each in (indicator, second))
        name = say(
            "shell-title-two", language, **dict(zip(("first", "second"), names, strict=True))
        )
    if not period:
        return say("shell-title-place", language, indicator=name, area=area)
    label = parse_period(period).label(language)
    return say("shell-title-view", language, indicator=name, area=area, period=label)
