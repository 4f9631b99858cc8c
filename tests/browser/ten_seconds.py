"""The ten-second test: what a person must be able to read from each scene of a wall.

`docs/wall.md` has the same list; `tests/test_ten_seconds_documented.py` compares them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from playwright.sync_api import Page

from data.load.catalogue.scenes import read_scene_file

STAGE = ".wall-scene.is-shown"
NAMES = {scene.code: scene.name_vi for scene in read_scene_file()}
LARGE = frozenset({"hall", "room", "far", "double", "triple", "beside", "portrait"})
EVERY = LARGE | {"tv", "upright-tv"}
AREAS = frozenset(NAMES) - {"overview"}


@dataclass(frozen=True)
class Fact:
    """A question that a scene answers, and where: texts at a selector that match a pattern.

    `each`: all of them do, else one. `at_least`: so many are there. `in_turn`: a line may wait for
    its turn. `panels` and `scenes` name those that must answer.
    """

    question: str
    selector: str
    pattern: str
    each: bool = False
    at_least: int = 1
    in_turn: bool = False
    panels: Collection[str] = EVERY
    scenes: Collection[str] = frozenset(NAMES)


FACTS = (
    Fact("Which province or commune?", f"{STAGE} .wall-title", "Nghệ An", panels=LARGE),
    Fact("Which subject?", f"{STAGE} .wall-title", "{scene}"),
    Fact("What time is it?", "#wall-clock", r"^\d\d:\d\d$"),
    Fact("Which day?", "#wall-date", r"^\d\d/\d\d/\d{4}$", panels=LARGE),
    Fact("Are the numbers real?", f"{STAGE} .wall-demo", "^Số liệu minh hoạ$", each=True),
    Fact("What is each number?", f"{STAGE} .wall-value", r"\d|–", each=True, at_least=3),
    Fact("Is it on target, in word and shape?", f"{STAGE} .wall-chip",
         r"^(● Đạt|▲ Cảnh báo|■ Chưa đạt|Chưa |Cấp )", each=True, at_least=3),
    Fact("What is the target?", f"{STAGE} .wall-detail", "[Cc]hỉ tiêu", each=True, in_turn=True),
    Fact("Since when?", f"{STAGE} :is(.wall-row-red, .wall-row-amber) .wall-detail",
         r"(đạt|cảnh báo) (từ|hơn) ", each=True, in_turn=True),
    Fact("Better or worse than a year ago?", f"{STAGE} .wall-detail", r"[↑↓] .*(một năm)",
         in_turn=True),
    Fact("Of when is it?", f"{STAGE} .wall-detail", "Số liệu|Quá hạn|Số cũ|Chưa đơn vị", each=True,
         in_turn=True),
    Fact("What does the map show?", f"{STAGE} .wall-map-name", r"\w{2,} \w"),
    Fact("What do its colours mean, and how many are there?", f"{STAGE} .ioc-legend",
         r"Đạt\s+\d", scenes=AREAS),
    Fact("How many areas have how many red?", f"{STAGE} .ioc-legend", r"chỉ số\s+\d",
         scenes={"overview"}),
    Fact("Where is it worst?", f"{STAGE} .wall-pin-name", r"\w{2,}"),
    Fact("How bad is it there?", f"{STAGE} .wall-pin-value", r"\d", each=True),
    Fact("Since when there?", f"{STAGE} .wall-where-more", "(từ|hơn) ", scenes=AREAS),
    Fact("How many are red in each group?", f"{STAGE} .wall-where-more", r"\d chưa đạt",
         scenes={"overview"}),
    Fact("How many areas have not reported?", f"{STAGE} .wall-silent", r"\d xã", panels=LARGE),
    Fact("Who answers for it?", f"{STAGE} .wall-owner", "Chủ trì: ", panels=LARGE, scenes=AREAS),
    Fact("How far from the target?", f"{STAGE} .wall-trend-gap", "Thiếu|Vượt|Đã đạt|Chỉ tiêu",
         panels=LARGE),
    Fact("How did it come so far, on which scale?", f"{STAGE} .wall-plot-label", r"\d", each=True,
         at_least=2, panels=LARGE),
    Fact("What changed?", f"{STAGE} .wall-news-lines", "tăng|giảm|chuyển sang|cập nhật|Không",
         panels={"hall", "double", "triple", "beside"}),
)  # fmt: skip
# What nobody outside the office reads.
CODES = re.compile(r"\bCT\b|\bT\d+/\d\d\b|\bSL\b|\bĐT\b|\b(HT|CQ|XH|YT|KT|AT|TH)\d\d\b")


def unanswered(page: Page, panel: str, scene: str) -> list[str]:
    """Return the questions that the shown scene does not answer on a panel."""
    questions = [
        fact.question
        for fact in FACTS
        if panel in fact.panels and scene in fact.scenes and not _is_answered(page, fact, scene)
    ]
    if not _is_red_first(page):
        questions.append("What needs attention first?")
    if CODES.search(" ".join(_texts(page, STAGE, in_turn=False))):
        questions.append("What do the codes mean?")
    return questions


def _is_answered(page: Page, fact: Fact, scene: str) -> bool:
    pattern = re.compile(fact.pattern.replace("{scene}", re.escape(NAMES[scene])))
    texts = _texts(page, fact.selector, in_turn=fact.in_turn)
    matches = [bool(pattern.search(text)) for text in texts]
    return len(texts) >= fact.at_least and (all(matches) if fact.each else any(matches))


def _texts(page: Page, selector: str, *, in_turn: bool) -> list[str]:
    parts = page.locator(selector).filter(visible=True)
    # Texts of a drawing have no innerText.
    one = "part.innerText ?? part.textContent"
    if in_turn:
        one = """[...part.querySelectorAll(".wall-page:not(.is-out)")]
                   .map((line) => line.textContent).join(" ")"""
    texts: list[str] = parts.evaluate_all(f"(parts) => parts.map((part) => {one})")
    return [text.strip() for text in texts]


def _is_red_first(page: Page) -> bool:
    states = page.evaluate(
        """[...document.querySelectorAll(".wall-scene.is-shown .wall-row")]
           .map((row) => ["red", "amber"].findIndex((each) => row.matches(`.wall-row-${each}`)))
           .map((place) => (place < 0 ? 2 : place))"""
    )
    return bool(states == sorted(states))
