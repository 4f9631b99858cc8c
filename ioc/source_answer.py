"""The shape of the answer to "Số này từ đâu?", as `ioc.answers` for all other answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict


class SourceReport(TypedDict):
    """One submission behind a number: terms with texts, and rows of the cells in its file.

    A cell is part, sheet, cell and text. `original` is the address of the file, where the reader
    may have it.
    """

    heading: str
    state: str
    terms: Sequence[tuple[str, str]]
    cells: Sequence[tuple[str, str, str, str]]
    original: str


class SourceSection(TypedDict):
    """Submissions under a heading; `note` says how many there are beside those shown."""

    heading: str
    note: str
    reports: Sequence[SourceReport]


class SourceLines(TypedDict):
    """Sentences under a heading; `address` of a list, with the text of its link."""

    heading: str
    lines: Sequence[str]
    address: str
    link: str


class NumberSource(TypedDict):
    """Where a number comes from; `formula` is empty where nothing is computed.

    `demo` and `preliminary` say that it is made up, or not verified yet; else they are empty.
    """

    title: str
    value: str
    demo: str
    preliminary: str
    formula: str
    terms: Sequence[tuple[str, str]]
    facts: Sequence[SourceLines]
    sections: Sequence[SourceSection]
    download: str
