"""The words of the trail: kinds of act, and days."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.access.trail import Act, TrailStep
from data.access.trail_chain import ChainReading
from ioc.local_time import VIETNAM, iso_moment, time_text
from ioc.period import Frequency, PeriodError, parse_period
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def act_word(act: Act, language: str = "vi") -> str:
    """Return a kind of act in words.

    >>> act_word(Act.SIGN_IN), act_word(Act.REMOVAL, "en")
    ('đăng nhập', 'removed or withdrawn')
    """
    return say(f"trail-act-{act}", language)


def moment(step: TrailStep) -> str:
    """Return the time of a step in Vietnam, to the second."""
    return time_text(step.at, seconds=True)


def chain_words(chain: ChainReading, mark: str = "") -> tuple[bool, Phrase]:
    """Return whether the trail is whole and has the row with a digest, and that in words.

    >>> chain_words(ChainReading(2, "ab"))[1].text("vi")
    'Nhật ký nguyên vẹn: 2 dòng. Mã của dòng cuối: ab'
    >>> chain_words(ChainReading(9, "ab", (3, 4)))[1].text("vi")
    'Nhật ký đã bị sửa: 2/9 dòng không khớp với chính nó hoặc dòng trước, trước hết là dòng 3'
    """
    if chain.breaks:
        number, count = str(chain.breaks[0]), str(len(chain.breaks))
        return False, Phrase("trail-broken", number=number, count=count, all=str(chain.count))
    if mark and not chain.has_mark:
        return False, Phrase("trail-cut", mark=mark)
    return True, Phrase("trail-whole", count=str(chain.count), head=chain.head or "–")


def day_bounds(text: str) -> tuple[str, str] | None:
    """Return the first moment of a day and of the next one, as the trail writes times.

    None where the text is no day.

    >>> day_bounds("2026-11-29")
    ('2026-11-28T17:00:00+00:00', '2026-11-29T17:00:00+00:00')
    >>> day_bounds("29/11/2026") == day_bounds("2026-11-29"), day_bounds("hôm qua")
    (True, None)
    """
    parts = text.strip().split("/")
    if len(parts) == 3:
        text = "-".join(part.zfill(2) for part in reversed(parts))
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    if period.frequency is not Frequency.DAY:
        return None
    start = datetime(period.start.year, period.start.month, period.start.day, tzinfo=VIETNAM)
    return iso_moment(start), iso_moment(start + timedelta(days=1))
