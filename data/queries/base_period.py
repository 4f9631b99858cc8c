"""The base period of a view: the one that its numbers are compared with."""

from __future__ import annotations

from functools import lru_cache

from data.queries.view import View
from ioc.period import Frequency, parse_period, previous_iso
from ioc.series_break import SeriesBreak, is_parted
from ioc.view_state import YEAR_AGO


def base_period(view: View) -> str | None:
    """Return the period that the view's own is compared with; None: there is none.

    The state's choice: the period before, a year ago, or any other. Both are over, have numbers
    at the level shown, and no break of the series is between.
    """
    if view.period not in view.periods:
        return None
    return base_periods(view)[view.periods.index(view.period)] or None


def base_periods(view: View) -> list[str]:
    """Return the base period of each of the view's periods; "" where there is none."""
    return list(_bases(view.periods, view.last_closed, view.breaks, view.state.base))


def periods_uncompared(view: View) -> list[str]:
    """Return the periods without a base period."""
    bases = _bases(view.periods, view.last_closed, view.breaks, view.state.base)
    return [period for period, base in zip(view.periods, bases, strict=True) if not base]


# Each click asks for the same sixty periods of an indicator.
@lru_cache(maxsize=256)
def _bases(
    periods: tuple[str, ...],
    last_closed: str | None,
    breaks: tuple[SeriesBreak, ...],
    choice: str,
) -> tuple[str, ...]:
    all_periods = frozenset(periods)

    def find(period: str) -> str:
        if not last_closed or period > last_closed:
            return ""
        if not choice:
            base = previous_iso(period)
        else:
            base = parse_period(period).last_year().iso if choice == YEAR_AGO else choice
        is_comparable = (
            parse_period(period).frequency is not Frequency.DAY
            and base in all_periods
            and base != period
            and base <= last_closed
            and not is_parted(breaks, min(base, period), max(base, period))
        )
        return base if is_comparable else ""

    return tuple(find(each) for each in periods)
