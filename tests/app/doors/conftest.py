"""Visitors at applications of the tests' own, closed when the test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.app.visitor import HOME, Visitor

Come = Callable[..., Visitor]


@pytest.fixture
def come(office: tuple[Engine, FastAPI]) -> Iterator[Come]:
    """Return a visitor at the office's application, or at another."""
    opened: list[Visitor] = []

    def visitor(app: FastAPI | None = None, home: str = HOME) -> Visitor:
        opened.append(Visitor(app or office[1], home))
        return opened[-1]

    yield visitor
    for each in opened:
        each.close()
