"""The trail in words: what was done, and the day it was done on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from data.trail import Act, Step
from ioc.local_time import VIETNAM
from ioc.period import Frequency, PeriodError, parse_period

ACT_WORDS: Mapping[Act, tuple[str, str]] = {
    Act.SIGN_IN: ("đăng nhập", "signed in"),
    Act.SIGN_OUT: ("đăng xuất", "signed out"),
    Act.REFUSAL: ("từ chối", "refused"),
    Act.TOKEN_CREATED: ("tạo khoá", "token made"),
    Act.TOKEN_REVOKED: ("thu hồi khoá", "token revoked"),
    Act.SETTING: ("đổi thiết lập", "setting changed"),
    Act.REMOVAL: ("xoá hoặc rút", "removed or taken back"),
    Act.ORDER: ("lệnh cho màn hình", "order to a wall"),
    Act.MESSAGE: ("gửi thông báo", "message sent"),
    Act.ACKNOWLEDGEMENT: ("xem cảnh báo", "alert seen"),
    Act.BOUNDARIES: ("nạp hoặc hoàn tác ranh giới", "boundaries loaded or undone"),
}


def act_word(act: Act, language: str = "vi") -> str:
    """Return what was done in words.

    >>> act_word(Act.SIGN_IN), act_word(Act.REMOVAL, "en")
    ('đăng nhập', 'removed or taken back')
    """
    return ACT_WORDS[act][1 if language == "en" else 0]


def moment(step: Step) -> str:
    """Return when it was done, in Vietnam, to the second."""
    local = datetime.fromisoformat(step.at).astimezone(VIETNAM)
    return f"{local:%d/%m/%Y %H:%M:%S}"


def day_bounds(text: str) -> tuple[str, str] | None:
    """Return the day's first moment and the next day's as the trail's times are compared.

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
    first, after = (each.astimezone(UTC) for each in (start, start + timedelta(days=1)))
    return first.isoformat(timespec="seconds"), after.isoformat(timespec="seconds")
