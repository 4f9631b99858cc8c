"""The words of files about their numbers: origin, sender, rounding and order."""

from __future__ import annotations

from datetime import datetime

from ioc.indicator import Indicator
from ioc.local_time import day_text, local_date
from ioc.period import parse_period
from ioc.sentences.origin import rule_words
from ioc.sentences.values import demo_word, public_sender
from ioc.status import Status
from ioc.view_state import ViewState
from ioc.words.catalogue import Words, say

_BY = {"sheet": "by_sheet", "form": "by_form"}


def how_made(code: int, *, own: bool, over_time: bool = False, language: str = "vi") -> str:
    """Return the origin of a number in words, by its `ioc.sentences.origin.origin_code`.

    >>> how_made(0, own=True), how_made(0, own=False), how_made(2, own=False)
    ('tự báo cáo', 'tổng hợp từ cấp dưới', 'ước tính theo dân số')
    """
    if code:
        return rule_words(code, language)
    return Words("export", language)["over_time" if over_time else "own" if own else "summed"]


def sent_by(kind: str, sender: str, file_name: str, received_at: str, language: str = "vi") -> str:
    """Return who submitted a number; empty for a number that the area did not report itself.

    >>> sent_by("file", "Sở Y tế", "yt01.xlsx", "2026-10-05T20:00:00+00:00")
    'Sở Y tế (yt01.xlsx), nhận 06/10/2026'
    >>> sent_by("sheet", "Nguyễn Văn An", "bieu.xlsx", "2026-10-05T20:00:00+00:00")
    'nộp bằng bảng số liệu, nhận 06/10/2026'
    """
    if not kind:
        return ""
    if kind == "demo":
        return demo_word(language)
    words = Words("export", language)
    day = day_text(local_date(datetime.fromisoformat(received_at)))
    if kind != "file":
        return words(_BY.get(kind, "by_machine"), day=day)
    office = public_sender(kind, sender)
    return words("by_file", what=f"{office} ({file_name})" if office else file_name, day=day)


def rounding_words(indicator: Indicator, language: str = "vi") -> str:
    """Return how the values of an indicator are rounded."""
    words = Words("export", language)
    if not indicator.decimals:
        return words["whole"]
    return words("rounding", decimals=indicator.decimals)


def provisional_term(language: str = "vi") -> tuple[str, str]:
    """Return, as a term, the meaning of the column of provisional numbers."""
    words = Words("export", language)
    return words["provisional"], words["provisional_rule"]


def rank_order(is_down: bool, language: str = "vi") -> str:
    """Return the name of an order by rank; `is_down`: the last rank comes first.

    >>> rank_order(True), rank_order(False)
    ('Kém nhất trước', 'Tốt nhất trước')
    """
    return say(f"ranking-{'worst' if is_down else 'best'}_first", language)


def order_words(
    state: ViewState, sort: str, language: str = "vi", kept_rows: int = 0, all_rows: int = 0
) -> list[tuple[str, str]]:
    """Return, as terms, the order of a table's rows and its filter.

    They are sorted by `sort`; `kept_rows` of `all_rows` areas are in the file.
    """
    words = Words("export", language)
    name = sort.removeprefix("-")
    name = "change_base" if name == "change" and state.base else name
    by = words.get(f"by_{name}") or words["by_rank"]
    is_down = sort.startswith("-")
    text = words("down" if is_down else "up", by=by)
    if name == "rank":
        text = rank_order(is_down, language)
    terms = [(words["order"], text)]
    conditions = []
    if state.status:
        conditions.append(words("status", status=Status(state.status).label(language)))
    if state.move:
        conditions.append(words[f"move_{state.move}"])
    if state.search:
        conditions.append(words("search", search=state.search))
    if conditions:
        if all_rows:
            conditions.append(words("rows", some=kept_rows, all=all_rows))
        terms.append((words["filter"], "; ".join(conditions)))
    return terms


def base_words(base: str | None, language: str = "vi") -> list[tuple[str, str]]:
    """Return, as terms, the base period of a table's changes; nothing without one."""
    if not base:
        return []
    label = parse_period(base).label(language)
    return [(Words("export", language)["term_base"], f"{label} ({base})")]


def too_few_words(language: str = "vi") -> str:
    """Return the note that too few areas reported for a rank."""
    return say("export-too-few", language)


def below_words(least: str, language: str = "vi") -> str:
    """Return the words of the screen for a number that would read as 0: "Ước tính dưới 1 trạm"."""
    return say("export-below", language, least=least)
