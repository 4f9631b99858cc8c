"""Visitors at applications of the tests' own, closed when the test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.app.visitor import HOME, Visitor

NewVisitor = Callable[..., Visitor]


@pytest.fixture
def new_visitor(office: tuple[Engine, FastAPI]) -> Iterator[NewVisitor]:
    """Return a visitor at the office's application, or at another."""
    visitors: list[Visitor] = []

    def visitor(app: FastAPI | None = None, home: str = HOME) -> Visitor:
        visitors.append(Visitor(app or office[1], home))
        return visitors[-1]

    yield visitor
    for each in visitors:
        each.close()
