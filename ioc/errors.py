"""Errors that a user can correct: each names the value and says what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ioc.text import harmless
from ioc.words.catalogue import LANGUAGES, say
from ioc.words.phrase import Phrase


class IocError(Exception):
    """An expected fault, described by a phrase. `str(error)` is its Vietnamese sentence."""

    @property
    def phrase(self) -> Phrase:
        """The phrase; its absence is a fault of the program."""
        (phrase,) = self.args
        assert isinstance(phrase, Phrase)  # noqa: S101
        return phrase

    def text(self, language: str = "vi") -> str:
        """Return the sentence for the user."""
        fault = self.args[0] if self.args else ""
        return fault.text(language) if isinstance(fault, Phrase) else str(fault)

    def __str__(self) -> str:
        return self.text()


class NotFoundError(IocError):
    """An area, indicator, vintage or period that is not in the store."""


@dataclass(frozen=True)
class Problem:
    """One fault in a file or a request: what is wrong, where, and with which value.

    `advice` is the fix where the attribute `fix` of the fault's message is not. `row` and
    `column` are what the user sees in a spreadsheet: rows from 1, columns by heading.
    """

    fault: Phrase
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    advice: Phrase | None = None

    def message(self, language: str = "vi") -> str:
        """Return what is wrong."""
        return self.fault.text(language)

    def fix(self, language: str = "vi") -> str:
        """Return what to do about it."""
        if self.advice is not None:
            return self.advice.text(language)
        return self.fault.text(language, "fix")

    def texts(self) -> dict[str, str]:
        """Return fault and fix in every language, by the keys of the API: "message_vi" …."""
        messages = {f"message_{language}": self.message(language) for language in LANGUAGES}
        return messages | {f"fix_{language}": self.fix(language) for language in LANGUAGES}

    def __str__(self) -> str:
        """Return one line in Vietnamese: place, value, fault, fix."""
        return self.line()

    def line(self, language: str = "vi") -> str:
        """Return one line: place, value, fault, fix."""
        place = (
            ("file", self.file),
            ("sheet", self.sheet),
            ("row", "" if self.row is None else str(self.row)),
            ("column", self.column),
        )
        where = ", ".join(
            say(f"fault-place-{name}", language, text=_line(text)) for name, text in place if text
        )
        value = say("fault-value", language, text=_line(self.value)) if self.value else ""
        message = self.message(language).removesuffix(".")
        fault = f"{where}: {message}" if where else message
        return say("fault-line", language, fault=fault, value=value, fix=self.fix(language))


def _line(text: str) -> str:
    """Return a file's own text on one line, so that no cell can forge a line of the report."""
    return harmless(re.sub(r"[\r\n]+", " ", text))


class LoadRefusedError(IocError):
    """Nothing was written: `problems` are all faults, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__()

    def text(self, language: str = "vi") -> str:
        """Return how many faults there are, and a line for each."""
        lines = (f"- {problem.line(language)}" for problem in self.problems)
        heading = say("fault-refused", language, count=len(self.problems))
        return "\n".join((heading, *lines))

    def __reduce__(self) -> tuple[type[LoadRefusedError], tuple[tuple[Problem, ...]]]:
        """Let it be raised again in the process that asked for the file."""
        return type(self), (self.problems,)
