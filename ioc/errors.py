"""Errors that a user can mend: each names the value and says what to do, in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ioc.text import harmless


class IocError(Exception):
    """A known fault. `str(error)` is the Vietnamese sentence that the user sees."""


class NotFoundError(IocError):
    """An area, indicator, vintage or period that the store does not hold."""


@dataclass(frozen=True)
class Problem:
    """One fault in a file: where it stands, what is there, and how to mend it.

    `row` and `column` are what the user sees in a spreadsheet: rows from 1, columns by heading.
    """

    message: str
    mend: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        """Return one Vietnamese line: place, value, fault, mend."""
        place = [
            f"tệp {_line(self.file)}" if self.file else "",
            f"trang tính {_line(self.sheet)}" if self.sheet else "",
            f"dòng {self.row}" if self.row is not None else "",
            f"cột {_line(self.column)}" if self.column else "",
        ]
        where = ", ".join(part for part in place if part)
        value = f" (giá trị: “{_line(self.value)}”)" if self.value != "" else ""
        return f"{where + ': ' if where else ''}{self.message}{value}. Cách sửa: {self.mend}"


def _line(text: str) -> str:
    """Return a file's own text on one line: no cell may write a line of ours."""
    return harmless(re.sub(r"[\r\n]+", " ", text))


class LoadRefusedError(IocError):
    """Nothing was written: `problems` holds every fault found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(f"Tệp bị từ chối, chưa ghi gì vào kho: {len(self.problems)} lỗi.\n{lines}")

    def __reduce__(self) -> tuple[type[LoadRefusedError], tuple[tuple[Problem, ...]]]:
        """Let it be raised again in the process that asked for the file."""
        return type(self), (self.problems,)
