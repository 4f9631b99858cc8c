"""The application as it is served, with the time that each answer took beside it.

    python -m bench.timed_app

serves the store of `IOC_VAR` or `IOC_DATABASE_URL` with the options of `app.py serve`; the header
`Server-Timing` of an answer holds the ms from its request until its first byte was handed over.
"""

from __future__ import annotations

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import create_asgi
from cli.serve import run_server
from ioc.settings import Settings


class Timed:
    """ASGI: measures each answer of an application from outside of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and write the time into the answer's head."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = f"app;dur={(perf_counter() - began) * 1e3:.3f}".encode()
                message["headers"] = [*message["headers"], (b"server-timing", took)]
            await send(message)

        await self._app(scope, receive, timed)


def create_timed() -> Timed:
    """Return the application for one worker process."""
    return Timed(create_asgi())


if __name__ == "__main__":
    run_server("bench.timed_app:create_timed", Settings())
