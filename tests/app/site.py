"""Requests to the whole application without a socket."""

from __future__ import annotations

import asyncio

import httpx
from fastapi import FastAPI


class Site:
    """Asks an application as a browser would, one request at a time."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Return the answer of an address; an unexpected fault answers 500 like in production."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://ioc.test") as web:
                return await web.get(address, headers=headers)

        return asyncio.run(ask())
