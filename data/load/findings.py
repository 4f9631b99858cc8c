"""Faults and remarks about cells, each with its place as the user sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.load.recognise import Layout
from data.load.sheets.sheet import Column
from ioc.errors import Problem

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Body:
    """The rows below the headings. Position 0 is the first of them."""

    file: str
    sheet: str
    layout: Layout
    columns: Sequence[Column]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].codes) if self.columns else 0

    def row(self, position: int) -> int:
        """Return the row number that the spreadsheet shows."""
        return self.layout.first_row + int(position) + 1

    def problem(self, message: str, mend: str, position: int, column: int) -> Problem:
        """Return the fault of one cell."""
        return Problem(
            message,
            mend,
            file=self.file,
            sheet=self.sheet,
            row=self.row(position),
            column=self.layout.heading(column),
            value=self.columns[column].text(position),
        )

    def heading_problem(self, message: str, mend: str, column: int, value: str = "") -> Problem:
        """Return the fault of one heading."""
        return Problem(
            message,
            mend,
            file=self.file,
            sheet=self.sheet,
            row=self.layout.header_row + 1,
            column=self.layout.heading(column),
            value=value,
        )

    def file_problem(self, message: str, mend: str) -> Problem:
        """Return a fault of the file as a whole."""
        return Problem(message, mend, file=self.file, sheet=self.sheet)


class Findings:
    """Collects problems in the order of the file; keeps at most `limit` and counts the others."""

    def __init__(self, body: Body, limit: int) -> None:
        self.body = body
        self._limit = limit
        self._kept: list[Problem] = []
        self._dropped = 0

    def __bool__(self) -> bool:
        return bool(self._kept)

    def add(self, *problems: Problem) -> None:
        """Add problems that have their place already."""
        self._kept.extend(problems)

    def cells(
        self,
        positions: Positions,
        columns: Positions | int,
        message: str | Callable[[int], str],
        mend: str,
    ) -> None:
        """Add one problem per cell; `message` may be a function of the index in `positions`."""
        for index in range(min(len(positions), self._limit)):
            text = message if isinstance(message, str) else message(index)
            column = columns if isinstance(columns, int) else int(columns[index])
            self._kept.append(self.body.problem(text, mend, int(positions[index]), column))
        self._dropped += max(0, len(positions) - self._limit)

    def listed(self) -> list[Problem]:
        """Return what was found, by row; faults of the whole file first."""
        ordered = sorted(self._kept, key=lambda problem: problem.row or 0)
        dropped = self._dropped + max(0, len(ordered) - self._limit)
        ordered = ordered[: self._limit]
        if dropped:
            ordered.append(
                self.body.file_problem(
                    f"còn {dropped} lỗi khác chưa liệt kê", "sửa các lỗi trên rồi nạp lại"
                )
            )
        return ordered
