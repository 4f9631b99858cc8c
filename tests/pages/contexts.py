"""What pages read a store by, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from callbacks.frame.context import Context
from data.queries.directories import Directories
from data.store.engine import open_engine
from ioc.settings import Settings


@contextmanager
def pages_context(var: Path) -> Iterator[Context]:
    """Yield the pages' context on the store of a folder."""
    engine = open_engine(f"sqlite:///{var}/ioc.sqlite")
    with Flask(__name__).test_request_context():
        yield Context(engine, Settings(var=var), Directories())
    engine.dispose()
