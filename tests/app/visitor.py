"""Somebody at the application with cookies of their own, and a small store that has walls."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine

from data.access.tokens import Scope, Token, create_token
from data.load.catalogue.scenes import load_scenes
from data.store.engine import open_engine, raise_revision, writing
from data.walls.walls import save_playlist, save_scene
from ioc.settings import Settings
from ioc.wall import DEFAULT, Playlist, Scene
from server import create_app
from tests.store.small_country import build

HOME = "http://ioc.test"
_ADDRESSES = itertools.count(1)
SCENE = Scene("one", "Cảnh một", "Scene one", 20, "SHARE", ("SHARE", "COUNT"), "SHARE")


def address_of_visitor(number: int) -> str:
    """Return an address of its own for each visitor of a process, however many came before."""
    return str(IPv4Address("10.0.0.0") + number)


class Visitor:
    """A browser without pages: keeps cookies, has an address, says where its requests come from."""

    def __init__(self, app: FastAPI, home: str = HOME) -> None:
        self._runner = asyncio.Runner()
        self.home = home
        client = (address_of_visitor(next(_ADDRESSES)), 50000)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        self.web = httpx.AsyncClient(transport=transport, base_url=home)

    def ask(
        self,
        method: str,
        path: str,
        content: Any = None,
        headers: dict[str, str] | None = None,
        origin: str | None = "",
    ) -> httpx.Response:
        """Return the answer; `origin` "" is our own page, None says nothing of it."""
        all_headers = dict(headers or {})
        if origin is not None and method not in ("GET", "HEAD"):
            all_headers["Origin"] = origin or self.home
        return self._runner.run(self.web.request(method, path, json=content, headers=all_headers))

    def send(self, path: str, content: bytes, origin: str = "") -> httpx.Response:
        """Return the answer to the bytes of a file."""
        headers = {"Origin": origin or self.home, "Content-Type": "application/octet-stream"}
        return self._runner.run(self.web.post(path, content=content, headers=headers))

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def sign_in(self, secret: str) -> httpx.Response:
        return self.ask("POST", "/phien", {"khoa": secret})

    def do(self, act: str, form: dict[str, Any], lang: str = "vi") -> httpx.Response:
        """Do something in the administration."""
        return self.ask("POST", f"/quan-tri/viec/{act}?lang={lang}", form)

    def close(self) -> None:
        self._runner.run(self.web.aclose())
        self._runner.close()


def make_token(engine: Engine, scope: Scope, name: str = "An") -> tuple[Token, str]:
    """Return a new token of the store and its secret."""
    with writing(engine) as connection:
        return create_token(connection, name, scope, None, datetime.now(UTC))


@contextmanager
def small_office(template: Path, folder: Path) -> Iterator[tuple[Engine, FastAPI]]:
    """Yield a store and its application: the small country, and a default wall with one scene.

    Args:
        template: a migrated, empty SQLite store.
        folder: where its copy goes.
    """
    file = folder / "ioc.sqlite"
    shutil.copyfile(template, file)
    engine = open_engine(f"sqlite:///{file}")
    with writing(engine) as connection:
        build(connection)
        load_scenes(connection)
        save_scene(connection, SCENE, "An")
        save_playlist(connection, Playlist(DEFAULT, "Mặc định", ("one",)), "An")
        raise_revision(connection, "areas", {})
    settings = Settings(var=folder / "none", province="40")
    yield engine, create_app(engine, settings)
    engine.dispose()
