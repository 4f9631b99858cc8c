"""What files say of their numbers: how each was made, who sent it, how it is rounded and sorted."""

from __future__ import annotations

from datetime import datetime

from ioc.indicator import Indicator
from ioc.local_time import VIETNAM
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.origin import rule_words
from layouts.text import DEMO, Words

WORDS = {
    "own": ("tự báo cáo", "reported"),
    "summed": ("tổng hợp từ cấp dưới", "added up from below"),
    "over_time": ("gộp các kỳ", "over time"),
    "by_machine": ("gửi từ hệ thống khác, nhận {day}", "sent by another system, received {day}"),
    "by_file": ("{what}, nhận {day}", "{what}, received {day}"),
    "rounding": (
        "{decimals} số lẻ, nửa đơn vị tròn lên, không tròn qua chỉ tiêu",
        "{decimals} decimals, halves up, never across a target",
    ),
    "whole": (
        "số nguyên, nửa đơn vị tròn lên, không tròn qua chỉ tiêu",
        "whole numbers, halves up, never across a target",
    ),
    "provisional": ("Tạm tính", "Provisional"),
    "provisional_rule": (
        "kỳ chưa đủ báo cáo: nơi còn thiếu giữ số gần nhất của mình, trong sáu kỳ",
        "not all have reported: those missing keep their last number of the last six periods",
    ),
    "order": ("Thứ tự dòng", "Order of rows"),
    "filter": ("Chỉ gồm", "Only"),
    "down": ("{by}, giảm dần", "{by}, descending"),
    "up": ("{by}, tăng dần", "{by}, ascending"),
    "by_rank": ("hạng", "rank"),
    "by_name": ("tên địa bàn", "name"),
    "by_value": ("giá trị", "value"),
    "by_change": ("so kỳ trước", "change on last period"),
    "by_status": ("trạng thái", "status"),
    "by_parts": ("mẫu số", "denominator"),
    "by_complete": ("tỷ lệ đã báo cáo", "share reported"),
    "status": ("trạng thái {status}", "status {status}"),
    "rows": ("{some}/{all} địa bàn", "{some} of {all} areas"),
    "search": ("tên có “{search}”", "names with “{search}”"),
}


def how_made(code: int, *, own: bool, over_time: bool = False, language: str = "vi") -> str:
    """Return how a number was made, by its `layouts.origin.origin_code`.

    >>> how_made(0, own=True), how_made(0, own=False), how_made(2, own=False)
    ('tự báo cáo', 'tổng hợp từ cấp dưới', 'ước tính theo dân số')
    """
    if code:
        return rule_words(code, language)
    return Words(WORDS, language)["over_time" if over_time else "own" if own else "summed"]


def sent_by(kind: str, sender: str, file_name: str, received_at: str, language: str = "vi") -> str:
    """Return who handed a number in; empty where the area itself did not.

    The name of a token is not told: it may be a person's.

    >>> sent_by("file", "Sở Y tế", "yt01.xlsx", "2026-10-05T20:00:00+00:00")
    'Sở Y tế (yt01.xlsx), nhận 06/10/2026'
    """
    if not kind:
        return ""
    if kind == "demo":
        return DEMO[language]
    words = Words(WORDS, language)
    day = f"{datetime.fromisoformat(received_at).astimezone(VIETNAM):%d/%m/%Y}"
    if kind != "file":
        return words["by_machine"].format(day=day)
    what = f"{sender} ({file_name})" if sender else file_name
    return words["by_file"].format(what=what, day=day)


def rounding_words(indicator: Indicator, language: str = "vi") -> str:
    """Return how the values of an indicator are rounded."""
    words = Words(WORDS, language)
    if not indicator.decimals:
        return words["whole"]
    return words["rounding"].format(decimals=indicator.decimals)


def provisional_term(language: str = "vi") -> tuple[str, str]:
    """Return, as a term, what the column of provisional numbers holds."""
    words = Words(WORDS, language)
    return words["provisional"], words["provisional_rule"]


def order_words(
    state: ViewState, language: str = "vi", kept_rows: int = 0, all_rows: int = 0
) -> list[tuple[str, str]]:
    """Return, as terms, how the rows of a table are sorted and which of them were let through.

    `kept_rows` of `all_rows` areas are in the file.
    """
    words = Words(WORDS, language)
    name = state.sort.removeprefix("-") or "rank"
    by = words.get(f"by_{name}") or words["by_rank"]
    way = "down" if state.sort.startswith("-") else "up"
    terms = [(words["order"], words[way].format(by=by))]
    kept = []
    if state.status:
        kept.append(words["status"].format(status=Status(state.status).label(language)))
    if state.search:
        kept.append(words["search"].format(search=state.search))
    if kept:
        if all_rows:
            kept.append(words["rows"].format(some=kept_rows, all=all_rows))
        terms.append((words["filter"], "; ".join(kept)))
    return terms


def too_few_words(language: str = "vi") -> str:
    """Return that too little of an area is known for a rank."""
    return "Too few reports, not ranked" if language == "en" else "Chưa đủ số liệu, không xếp hạng"


def below_words(least: str, language: str = "vi") -> str:
    """Return how a number reads on the screen that would read as 0: "Ước tính dưới 1 trạm"."""
    return (
        f"Estimated below {least}, not ranked"
        if language == "en"
        else f"Ước tính dưới {least}, không xếp hạng"
    )
