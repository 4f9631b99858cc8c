"""Faults and remarks on cells, each with its place as the user sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.load.files.recognise import Layout
from data.load.files.sheets.sheet import Column
from ioc.errors import Problem
from ioc.words.phrase import Phrase

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

    def problem(self, fault: Phrase, position: int, column: int) -> Problem:
        """Return the fault of one cell."""
        return Problem(
            fault,
            file=self.file,
            sheet=self.sheet,
            row=self.row(position),
            column=self.layout.heading(column),
            value=self.columns[column].text(position),
        )

    def heading_problem(self, fault: Phrase, column: int, value: str = "") -> Problem:
        """Return the fault of one heading."""
        return Problem(
            fault,
            file=self.file,
            sheet=self.sheet,
            row=self.layout.header_row + 1,
            column=self.layout.heading(column),
            value=value,
        )

    def file_problem(self, fault: Phrase, advice: Phrase | None = None) -> Problem:
        """Return a fault of the file as a whole."""
        return Problem(fault, file=self.file, sheet=self.sheet, advice=advice)


class Findings:
    """Collects problems; lists at most `limit` of them and counts the others."""

    def __init__(self, body: Body, limit: int) -> None:
        self.body = body
        self._limit = limit
        self._problems: list[Problem] = []
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._problems)

    def add(self, *problems: Problem) -> None:
        """Add problems that already have a place."""
        self._problems.extend(problems)

    def cells(
        self,
        positions: Positions,
        columns: Positions | int,
        fault: Phrase | Callable[[int], Phrase],
    ) -> None:
        """Add one problem per cell; `fault` may be a function of the index in `positions`."""
        for index in range(min(len(positions), self._limit)):
            phrase = fault if isinstance(fault, Phrase) else fault(index)
            column = columns if isinstance(columns, int) else int(columns[index])
            self._problems.append(self.body.problem(phrase, int(positions[index]), column))
        self._more += max(0, len(positions) - self._limit)

    def problems(self) -> list[Problem]:
        """Return the problems by row; those of the whole file come first."""
        ordered = sorted(self._problems, key=lambda problem: problem.row or 0)
        more = self._more + max(0, len(ordered) - self._limit)
        ordered = ordered[: self._limit]
        if more:
            ordered.append(self.body.file_problem(Phrase("load-more-faults", count=more)))
        return ordered
