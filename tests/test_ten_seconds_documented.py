"""docs/wall.md has the list of what a person must be able to read from a wall in ten seconds."""

from __future__ import annotations

from pathlib import Path

from tests.browser.ten_seconds import FACTS

PAGE = Path(__file__).parents[1] / "docs" / "wall.md"


def test_every_question_is_in_the_docs_and_no_other() -> None:
    _, _, rest = PAGE.read_text(encoding="utf-8").partition("## In ten seconds")
    section, _, _ = rest.partition("\n## ")
    questions = [line[2:] for line in section.splitlines() if line.startswith("- ")]
    assert questions == [fact.question for fact in FACTS] + ["What needs attention first?"]
